"""Addresses of links in the export: from built pages to the Markdown files they are made from.

Each page of the export lies in a folder of its own, ``roles/x/index.md`` for ``roles/x/``: only then do a file and its page have the same
place. Zensical takes addresses within raw HTML, such as links in drawings, as relative to the file; MkDocs leaves them, so that browsers
take them as relative to the page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Container
from urllib.parse import quote, unquote, urljoin, urlsplit


def source_file(page: str) -> str:
    """Return the file within ``docs`` of a page's address below its language: ``roles/x/index.md`` for ``roles/x/``."""
    return f"{page}index.md"


def source_address(href: str, page: str, places: Container[str], base: str) -> str:
    """Return what Markdown writes for a link on a page, so that the generator that builds it checks the link.

    ``page`` is the page's address below its language (``roles/x/``, empty for the home page). ``places`` are the addresses that the export
    has: pages, with a slash at their end, and files such as ``assets/a.png``. ``base`` is the published address of the language
    (``https://…/de/``) or empty. A place outside of the export gets its published address or, without one, an empty text.
    """
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path:
        return href
    target = posixpath.normpath(posixpath.join(page or ".", unquote(parts.path)))
    folder = "" if target == "." else f"{target}/"
    if folder in places:
        target = source_file(folder)
    elif target not in places:
        return urljoin(urljoin(base, page), href) if base else ""
    return parts._replace(path=quote(posixpath.relpath(target, page or "."))).geturl()

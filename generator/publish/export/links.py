"""Turn addresses of built pages into those of their Markdown files, for links in the export.

Each page of the export has a folder of its own, ``roles/x/index.md`` for ``roles/x/``, so that the file and the built page are in the same
folder. Zensical reads addresses in raw HTML, such as links in drawings, as relative to the file; MkDocs does not change them, so that
browsers read them as relative to the page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Container
from urllib.parse import quote, unquote, urljoin, urlsplit


def source_file(page: str) -> str:
    """Return the file below ``docs`` for a page's address below its language: ``roles/x/index.md`` for ``roles/x/``."""
    return f"{page}index.md"


def source_address(href: str, page: str, places: Container[str], base: str) -> str:
    """Return the address of a link on a page for Markdown, in a form that the generator which builds the page checks.

    ``page`` is the page's address below its language (``roles/x/``, empty for the home page). ``places`` are the addresses in the export:
    pages, with a slash at their end, and files such as ``assets/a.png``. ``base`` is the published address of the language
    (``https://…/de/``) or empty. A target outside the export gets its published address or, without ``base``, an empty text.
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

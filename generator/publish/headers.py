"""Write the Content-Security-Policy of a built site as files that web servers include.

The theme writes a few inline scripts, one of which differs by the depth of the page. So there is one policy for each
depth below the languages' folders, with the hashes of exactly the scripts in pages of this depth. Pages above the
languages' folders (chooser, 404) contain none.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.publish.language import LanguageReport

HEADERS_FOLDER = "headers"
_BASE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are data URLs in its style sheet
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def write_headers(stage: Path, languages: Sequence[str], reports: Iterable[LanguageReport]) -> None:
    """Write the policies of a site's pages: for nginx, for Apache and as JSON for any other server."""
    policies = page_policies(reports)
    patterns = {f"/({'|'.join(languages)})/{'[^/]+/' * depth}[^/]*$": policy for depth, policy in policies.items()}
    folder = stage / HEADERS_FOLDER
    folder.mkdir(exist_ok=True)
    texts = {
        "csp.json": json.dumps({"default": policy_of(()), "patterns": patterns}, indent=1) + "\n",
        "nginx.conf": _nginx(patterns),
        "apache.conf": _apache(patterns),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="ascii", newline="\n")


def page_policies(reports: Iterable[LanguageReport]) -> dict[int, str]:
    """Return the policies by depth of the page below the languages' folders; ``de/index.html`` has depth 0."""
    scripts: dict[int, frozenset[str]] = {}
    for report in reports:
        for depth, found in report.scripts.items():
            scripts[depth] = scripts.get(depth, frozenset()) | found
    return {depth: policy_for(found) for depth, found in sorted(scripts.items())}


def policy_for(scripts: Iterable[str]) -> str:
    """Return the policy of a page with these inline scripts."""
    return policy_of(sorted(map(_hash, scripts)))


def policy_of(hashes: Sequence[str]) -> str:
    """Return the policy that allows the site's own files and the inline scripts with these hashes."""
    rules: Mapping[str, str] = {**_BASE, "script-src": " ".join((_BASE["script-src"], *hashes))}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _nginx(patterns: Mapping[str, str]) -> str:
    rows = [f'    "~{pattern}" "{policy}";' for pattern, policy in patterns.items()]
    head = (
        "# Made with the site, do not edit. Include this in nginx's http block, and write into the block of the server:\n"
        "#     add_header Content-Security-Policy $rollenatlas_csp always;\n"
        "# An inner block with an add_header of its own needs this one too. Visitors need no file in headers/:\n"
        "#     location /headers/ { return 404; }"
    )
    return "\n".join([head, "map $uri $rollenatlas_csp {", f'    default "{policy_of(())}";', *rows, "}", ""])


def _apache(patterns: Mapping[str, str]) -> str:
    head = (
        "# Made with the site, do not edit. Needs mod_headers. Write into the virtual host, with the folder of the site:\n"
        "#     Include /srv/site/headers/apache.conf\n"
        "# Visitors need no file in headers/: deny it with <Directory /srv/site/headers> and Require all denied."
    )
    lines = [head, f'Header always set Content-Security-Policy "{policy_of(())}"']
    for pattern, policy in patterns.items():
        lines += [
            f'<LocationMatch "{pattern}">',
            f'    Header always set Content-Security-Policy "{policy}"',
            "</LocationMatch>",
        ]
    return "\n".join([*lines, ""])

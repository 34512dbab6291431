"""The example configurations for web servers: both send the same headers and include those that are built with the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[1] / "deploy"
HEADERS = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FORMS = {
    "nginx": (r'^\s*add_header (\S+) "([^"]+)" always;$', r"^include \S+/headers/nginx\.conf;$"),
    "apache": (r'^\s*Header always set (\S+) "([^"]+)"$', r"^\s*Include \S+/headers/apache\.conf$"),
}


def text_of(server: str) -> str:
    """Return an example without comments."""
    text = (DEPLOY / f"{server}.conf").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


@pytest.mark.parametrize("server", FORMS)
def test_examples_send_the_same_headers(server: str) -> None:
    """Each example always sends the headers above and includes the file of policies that was built with the site."""
    header, include = FORMS[server]
    text = text_of(server)
    assert dict(re.findall(header, text, re.MULTILINE)) == HEADERS
    assert len(re.findall(include, text, re.MULTILINE)) == 1
    assert "404 /404.html" in text
    assert "text/csv" in text


def test_nginx_sends_the_policy_and_loses_no_header() -> None:
    """nginx sends the policy, since the include only defines a variable. No inner block adds a header, as it would drop all others."""
    text = text_of("nginx")
    assert "add_header Content-Security-Policy $rollenatlas_csp always;" in text
    inner = re.findall(r"location [^{]+\{(?:[^{}]|\{[^{}]*\})*\}", text)
    assert len(inner) >= 4
    assert [block for block in inner if "add_header" in block] == []


@pytest.mark.parametrize("server", FORMS)
def test_examples_answer_with_https_only(server: str) -> None:
    """The address without TLS redirects permanently to the one with TLS."""
    text = text_of(server)
    assert re.search(r"return 301 https://|Redirect permanent / https://", text)
    assert re.search(r"listen 443 ssl|<VirtualHost \*:443>", text)

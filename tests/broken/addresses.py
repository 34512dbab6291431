"""Wrong addresses in records, links and pages, and wrong values in the settings of the site."""

from __future__ import annotations

from tests.broken import COURSE, MAPS, row, swap, write

URLS = [
    *(
        row(name, swap(COURSE, "https://school.example/stars", f"‸{url}"), "bad-url", says="https:// or http://")
        for name, url in {
            "javascript-url": "javascript:alert(1)",
            "data-url": "data:text/html,<script>alert(1)</script>",
            "upper-case-javascript": "JAVASCRIPT://school.example/%0Aalert(1)",
            "file-url": "file:///etc/passwd",
            "mail-address": "mailto:post@school.example",
            "url-with-blank": "https://school.example/the stars",
            "url-with-quote": "'https://school.example/\"onclick=x'",
            "url-without-scheme": "school.example/stars",
            "url-without-slashes": "https:school.example",
            "url-without-host": "https:///stars",
            "url-with-broken-host": '"https://[school.example/stars"',
            "url-with-broken-port": "https://school.example:stars/",
            "path-only": "/stars",
            "url-with-user": "https://user:pw@school.example/",
            "url-with-a-host-as-user": "https://www.bund.de@evil.example/",
            "url-with-an-empty-user": "https://@school.example/",
            "url-with-a-wide-at-sign": "https://www.bund.de＠evil.example/",
        }.items()
    ),
    *(
        row(
            f"markdown-link-{name}",
            swap(MAPS, "en: Pen, plumb line", f"en: ‸A [pen]({url}), plumb line"),
            "bad-url",
            says=says,
        )
        for name, url, says in (
            ("with-user", "https://www.bund.de@evil.example/", "it leads to evil.example; take away"),
            ("with-password", "HTTPS://user:pw@evil.example/", "names no user"),
            ("with-a-backslash", r"https://www.bund.de\@evil.example/", "names no user"),
            ("with-a-third-slash", "https:///www.bund.de@evil.example/", "https:// or http://"),
            ("with-a-written-at-sign", "https://www.bund.de&commat;evil.example/", "names no user"),
        )
    ),
    row(
        "hidden-character-by-reference",
        swap(MAPS, "en: Pen, plumb line", "en: ‸Pen, &#x202E;plumb line"),
        "control-character",
        says="a reference to U+202E (right-to-left override)",
    ),
    row(
        "link-with-user-in-page",
        write(
            "pages/about.en.md",
            "---\ntitle: About\nkind: about\n---\n## A\n\n- one\n- [x](‸https://a.example@b.example/)\n",
        ),
        "bad-url",
        says="it leads to b.example",
    ),
    row(
        "locale-in-another-spelling",
        swap("site.yml", "locale: en-GB", "locale: ‸en_GB"),
        "unknown-locale",
        says="a locale such as en-GB",
    ),
    row(
        "language-that-nobody-knows",
        swap("site.yml", "{id: en, title: English, locale: en-GB}", "‸{id: xx, title: English}"),
        "unknown-language",
        says='in place of "xx" the code of a known language (CLDR)',
    ),
    row(
        "base-url",
        swap("site.yml", "https://coast.example/atlas/", "‸coast.example"),
        "bad-url",
        says="https:// or http://",
    ),
    *(
        row(
            f"base-url-with-{name}",
            swap("site.yml", "https://coast.example/atlas/", f"‸https://coast.example/atlas/{end}"),
            "bad-base-url",
            says="the address of a folder",
        )
        for name, end in {
            "query": "?lang=de",
            "empty-query": "?",
            "fragment": "#top",
            "dot": "./",
            "two-dots": "../x/",
            "two-dots-at-its-end": "..",
            "written-dots": ".%2E/",
        }.items()
    ),
    *(
        row(
            f"email-{name}",
            swap("site.yml", "email: post@coast.example", f"email: ‸{email}"),
            "bad-email",
            says="such as post@example.org",
        )
        for name, email in {
            "without-at-sign": "coast.example",
            "with-two-at-signs": "post@coast@example",
            "without-user": '"@coast.example"',
            "without-host": "post@",
            "with-blank": "post @coast.example",
            "with-line-break": '"post@coast.example\\nBcc: x"',
        }.items()
    ),
    row(
        "edit-url",
        swap(
            "site.yml",
            "edit_url: https://code.example/coast/atlas/edit/main/{path}",
            "edit_url: ‸https://code.example/edit",
        ),
        "bad-edit-url",
        says="{path}",
    ),
    *(
        row(
            f"feedback-url-{name}",
            swap("site.yml", "  edit_url:", f"  feedback_url: ‸{value}\n  edit_url:"),
            "bad-feedback-url",
            says="{address}, {language}, {path}, {title}",
        )
        for name, value in {
            "of-another-scheme": "mailto:post@coast.example",
            "with-an-unknown-part": "https://code.example/new?x={page}",
        }.items()
    ),
]

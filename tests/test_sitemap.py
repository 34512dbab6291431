"""Files for crawlers and web servers: sitemaps, robots.txt, redirects and policies; and the publisher's required details."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from lxml import etree, html

from generator.catalog import Catalog
from generator.content import Record
from generator.derive.facts import Facts
from generator.kinds.redirect import Redirect
from generator.load import Node
from generator.problems import Location
from generator.publish.dates import PageDates
from generator.publish.headers import page_policies, write_headers
from generator.publish.language import LanguageReport
from generator.publish.redirects import write_redirects
from generator.publish.sitemap import write_sitemaps
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from generator.rules.publisher import publisher_is_complete
from generator.rules.redirects import redirect_problems
from tests.atlas import TODAY, Atlas

BASE = "https://coast.example/atlas/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def stage(folder: Path, catalog: Catalog) -> Path:
    """Create a stage with the folders of the languages."""
    for language in catalog.languages:
        (folder / language).mkdir()
    return folder


def entries(path: Path) -> dict[str, dict[str, str]]:
    """Return, by address of a sitemap, the addresses of the page's languages, and its date under "date"."""
    found = {}
    for url in etree.parse(str(path)).findall("s:url", NAMES):
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        found[url.findtext("s:loc", namespaces=NAMES)] = {**links, "date": url.findtext("s:lastmod", "", NAMES)}
    return found


def test_every_page_names_its_versions(catalog: Catalog, tmp_path: Path) -> None:
    """All pages are listed with their other languages, both ways, with x-default and with the dates of their records."""
    plan = plan_routes(Facts(catalog, TODAY))
    write_sitemaps(stage(tmp_path, catalog), Facts(catalog, TODAY), plan, BASE.rstrip("/"))
    found = {language: entries(tmp_path / language / "sitemap.xml") for language in catalog.languages}
    for language, pages in found.items():
        assert len(pages) == len(plan.pages)
        for address, versions in pages.items():
            assert versions[language] == address
            for other in catalog.languages:
                assert found[other][versions[other]][language] == address
            first = versions[catalog.languages[0]]
            assert versions["x-default"] == (BASE if address == f"{BASE}{language}/" else first)
    assert found["en"][f"{BASE}en/roles/map-maker/"]["date"] == "2025-06-01"
    index = etree.parse(str(tmp_path / "sitemap.xml")).findall("s:sitemap/s:loc", NAMES)
    assert [loc.text for loc in index] == [
        f"{BASE}sitemap-chooser.xml",
        *(f"{BASE}{language}/sitemap.xml" for language in catalog.languages),
    ]
    home = found["en"][f"{BASE}en/"]
    assert entries(tmp_path / "sitemap-chooser.xml") == {BASE: {**home, "date": ""}}
    assert f"Sitemap: {BASE}sitemap.xml" in (tmp_path / "robots.txt").read_text()


def test_no_sitemap_without_an_address(catalog: Catalog, tmp_path: Path) -> None:
    """Sitemaps need whole addresses, so a site without a base address has none."""
    write_sitemaps(stage(tmp_path, catalog), Facts(catalog, TODAY), plan_routes(Facts(catalog, TODAY)), "")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["robots.txt"]


def test_lists_change_with_their_latest_record(catalog: Catalog) -> None:
    """The overview of trainings has the latest date of any training as modified, and the earliest review as reviewed."""
    days = [record.value.checked.date for record in catalog.content.trainings.values() if record.value.checked]
    dates = PageDates(Facts(catalog, TODAY))
    plan = plan_routes(Facts(catalog, TODAY))
    assert dates.of(plan.page(PageKind.TRAININGS)).modified == max(
        [*days, *(record.value.reviewed for record in catalog.content.trainings.values() if record.value.reviewed)]
    )
    reviews = [record.value.reviewed for record in catalog.content.trainings.values() if record.value.reviewed]
    assert dates.of(plan.page(PageKind.TRAININGS)).reviewed == min(reviews)


REDIRECTS = """
- {from: roles/chart-maker, to: roles/mapper, since: 2025-01-01}
- {from: roles/mapper, to: roles/map-maker, since: 2025-02-01}
"""


@pytest.mark.parametrize(
    ("directory_urls", "base", "file", "target", "canonical"),
    [
        (True, BASE, "roles/chart-maker/index.html", "../map-maker/", f"{BASE}de/roles/map-maker/"),
        (False, "", "roles/chart-maker.html", "map-maker.html", "map-maker.html"),
    ],
)
def test_redirects_lead_to_the_end(
    atlas: Atlas, tmp_path: Path, base: str, file: str, target: str, canonical: str, *, directory_urls: bool
) -> None:
    """An old address redirects at once to the last target, without a script, in each language and edition."""
    atlas.write("redirects.yml", REDIRECTS)
    catalog = atlas.catalog()
    assert list(redirect_problems(Facts(catalog, TODAY))) == []
    folder = tmp_path / "stage"
    write_redirects(
        folder,
        Renderer(
            Facts(catalog, TODAY),
            plan_routes(Facts(catalog, TODAY), directory_urls=directory_urls),
            templates_folder(),
            "de",
        ),
        base,
    )
    page = html.document_fromstring((folder / "de" / file).read_text())
    assert page.xpath("//noscript/meta[@http-equiv='refresh']/@content") == [f"0; url={target}"]
    assert page.xpath("//link[@rel='canonical']/@href") == [canonical]
    assert target in page.xpath("//a/@href")
    assert page.xpath("//a/@hreflang") == ["en"]
    scripts = [(script.get("src"), script.get("data-target"), script.text) for script in page.xpath("//script")]
    assert scripts == [("../" * file.count("/") + "../redirect.js", target, None)]
    assert (folder / "redirect.js").is_file()
    assert (folder / "en" / file).is_file()


@pytest.mark.parametrize(
    ("redirects", "code", "place"),
    [
        ("- {from: roles/a, to: ‸roles/map-makr, since: 2025-01-01}\n", "unknown-page", "to"),
        ("- {from: ‸roles/map-maker, to: roles/night-porter, since: 2025-01-01}\n", "redirect-over-page", "from"),
        (
            (
                "- {from: roles/a, to: roles/map-maker, since: 2025-01-01}\n"
                "- {from: ‸roles/a, to: roles/map-maker, since: 2025-01-01}\n"
            ),
            "duplicate-redirect",
            "from",
        ),
        ("- {from: roles/a, to: ‸roles/a, since: 2025-01-01}\n", "unknown-page", "to"),
    ],
)
def test_bad_redirects_are_named(atlas: Atlas, redirects: str, code: str, place: str) -> None:
    """A redirect that leads nowhere, replaces a page or is listed twice is an error at its place."""
    atlas.write("redirects.yml", redirects)
    assert [atlas.place(problem) for problem in redirect_problems(atlas.facts())] == [(*atlas.marks[0], code)]


@pytest.mark.parametrize("key", ["from", "to"])
@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("index", "reserved-id"),
        ("roles/index", "reserved-id"),
        ("index/map-maker", "reserved-id"),
        ("roles/con", "reserved-id"),
        ("roles/lpt1/sheet", "reserved-id"),
        ("compare/aux--map-maker", "reserved-id"),
        (f"roles/{'a' * 81}", "bad-address"),
        (f"compare/{'a' * 80}--{'b' * 81}", "bad-address"),
        ("roles/a-", "bad-address"),
        ("roles/a--b--c", "bad-address"),
        ("roles/", "bad-address"),
        ("/roles", "bad-address"),
        ("roles/../map-maker", "bad-address"),
        ("404", "bad-address"),
    ],
)
def test_addresses_that_no_page_can_have(atlas: Atlas, key: str, address: str, code: str) -> None:
    """A redirect must not replace an overview or make a file that Windows can't unpack."""
    ends = {"from": "roles/a", "to": "roles/map-maker", key: f"‸{address}"}
    atlas.write("redirects.yml", "- {" + "".join(f"{end}: {ends[end]}, " for end in ends) + "since: 2025-01-01}\n")
    assert atlas.places() == [(*atlas.marks[0], code)]


@pytest.mark.parametrize("address", [f"roles/{'a' * 80}", f"compare/{'a' * 80}--{'b' * 80}", "for-hr", "skills/list/2"])
def test_addresses_that_a_page_may_have_had(atlas: Atlas, address: str) -> None:
    """Any address that a page may once have had can be redirected."""
    atlas.write("redirects.yml", f"- {{from: {address}, to: roles/map-maker, since: 2025-01-01}}\n")
    assert list(redirect_problems(atlas.facts())) == []


@pytest.mark.parametrize("address", ["index", "roles/index"])
def test_a_redirect_that_writes_a_page_s_file_is_refused(catalog: Catalog, address: str) -> None:
    """Paths of files are compared, not addresses: even an address that the model should have refused replaces no page."""
    node = Node(address, Location("redirects.yml"))
    redirect = Redirect.model_construct(old=address, new="roles", since=TODAY)
    content = catalog.content.with_records("redirects", {"0": Record("0", redirect, "redirects.yml", node)})
    assert [problem.code for problem in redirect_problems(Facts(Catalog(content), TODAY))] == ["redirect-over-page"]


def test_policies_hold_exactly_the_inline_scripts(tmp_path: Path) -> None:
    """There is one policy per depth, with the hashes of that depth's scripts in all languages and without "unsafe"."""
    reports = [
        LanguageReport("de", 2, (), {}, {0: frozenset({"a"}), 1: frozenset({"d"})}),
        LanguageReport("en", 1, (), {}, {0: frozenset({"b<c"})}),
    ]
    policies = page_policies(reports)
    assert list(policies) == [0, 1]
    for depth, scripts in {0: {"a", "b<c"}, 1: {"d"}}.items():
        hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
        assert set(re.findall(r"'sha256-([^']+)'", policies[depth])) == hashes
        assert "unsafe" not in policies[depth]
    write_headers(tmp_path, ["de", "en"], reports)
    known = json.loads((tmp_path / "headers" / "csp.json").read_text())
    for server in ("nginx.conf", "apache.conf"):
        text = (tmp_path / "headers" / server).read_text()
        for pattern, policy in known["patterns"].items():
            assert pattern in text
            assert policy in text
    matching = [pattern for pattern in known["patterns"] if re.search(pattern, "/sub/path/de/x/index.html")]
    assert [known["patterns"][pattern] for pattern in matching] == [policies[1]]


def test_the_address_must_be_named(atlas: Atlas) -> None:
    """A public site needs its address: an empty one is reported at its place, a missing one where it belongs."""
    for text, column in (('base_url: ""', 11), ("", 1)):
        original = atlas.read("site.yml")
        atlas.replace("site.yml", "base_url: https://coast.example/atlas/", text)
        (problem,) = publisher_is_complete(atlas.catalog())
        place, line, at, code = atlas.place(problem)
        assert (place, code) == ("site.yml", "missing-base-url")
        assert (line, at) == ((10, column) if text else (2, 1))
        assert "found no base_url; expected the address" in str(problem)
        atlas.write("site.yml", original)


def test_publisher_must_be_named(atlas: Atlas, catalog: Catalog) -> None:
    """Each missing detail is reported where it is or belongs; a phone number may be missing."""
    assert list(publisher_is_complete(catalog)) == []
    text = atlas.read("site.yml")
    atlas.write(
        "site.yml", re.sub(r"^publisher:\n(?:  .*\n)+", 'publisher: {name: "", phone: ""}\n', text, flags=re.MULTILINE)
    )
    problems = list(publisher_is_complete(atlas.catalog()))
    assert [problem.code for problem in problems] == ["missing-publisher"] * 4
    assert all(problem.location.line == text[: text.index("publisher:")].count("\n") + 1 for problem in problems)

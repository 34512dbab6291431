"""Routes: which pages and files there are, and the only place that knows their addresses.

Addresses are the same in every language. On the web a page is a folder (``roles/x/``), offline it is a file (``roles/x.html``), since a
folder address does not open from ``file://``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from generator.derive.facts import Facts
from generator.derive.families import LISTED
from generator.derive.portions import divided
from generator.kinds import KINDS


class PageKind:
    """Kinds of pages that the program names; the page of a record has the kind that ``Kind.page`` names.

    Each kind has a template of the same name and a view (``generator.render.views``).
    """

    HOME = "home"
    ROLES = "roles"
    ROLE = "role"
    SHEET = "sheet"
    OCCUPATIONS = "occupations"
    OCCUPATION = "occupation"
    FAMILY = "family"
    SKILLS = "skills"
    SKILL = "skill"
    GROUP = "group"
    TRAININGS = "trainings"
    TRAINING = "training"
    COMPARISONS = "comparisons"
    COMPARISON = "comparison"
    MATRIX = "matrix"
    PLAN = "plan"
    GLOSSARY = "glossary"
    CHANGES = "changes"
    QUALITY = "quality"
    DATA = "data"
    PROSE = "prose"


RECORDS: Mapping[str, str] = {kind.page: kind.plural for kind in KINDS if kind.page}
"""Plural of the kind whose record a page shows, by page kind."""
_OVERVIEW = {
    PageKind.ROLES: "roles",
    PageKind.OCCUPATIONS: "occupations",
    PageKind.SKILLS: "skills",
    PageKind.TRAININGS: "trainings",
    PageKind.COMPARISONS: "compare",
    PageKind.PLAN: "plan",
    PageKind.GLOSSARY: "glossary",
    PageKind.CHANGES: "changes",
    PageKind.QUALITY: "quality",
    PageKind.DATA: "data",
}
LIST_LIMITS: Mapping[str, int] = {PageKind.ROLES: 700, PageKind.SKILLS: 700, PageKind.TRAININGS: 400}
"""Most rows of a list page by kind; a longer list is split. With so many rows a page weighs about 145 kB in all (gzip)."""
PART_ROWS = 400
"""Most rows of each part of a list that had to be split: no page then weighs more than 300 kB uncompressed."""
NAVIGATION = (
    PageKind.OCCUPATIONS,
    PageKind.ROLES,
    PageKind.SKILLS,
    PageKind.TRAININGS,
    PageKind.COMPARISONS,
    PageKind.MATRIX,
    PageKind.PLAN,
    PageKind.GLOSSARY,
)
"""Overviews in the order of the menu; a site may lack some."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its kind, its key, its Markdown file and the path of the record it shows.

    The key is the id shown, the number of a part of a list, or empty for an overview.
    """

    kind: str
    key: str
    source: str
    record: str = ""

    @property
    def address(self) -> str:
        """Address without language and edition, such as ``roles/map-maker``; empty for the home page."""
        return self.source.removesuffix(".md").removesuffix("index").rstrip("/")

    @property
    def section(self) -> str:
        """First segment of the address: the part of the site that the page belongs to."""
        return self.source.partition("/")[0]


@dataclass(frozen=True)
class Routes:
    """All pages of one language."""

    pages: tuple[Page, ...]
    directory_urls: bool = True
    handbook: bool = False
    """Whether the PDFs lie beside the pages."""
    link: Callable[[Page, str], str] | None = None
    """Function that returns the link to a page and an anchor where links are not relative addresses, as in a document."""

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], Page]:
        return {(page.kind, page.key): page for page in self.pages}

    def page(self, kind: str, key: str = "") -> Page:
        """Return the page of a kind and key. Raises ``KeyError`` if there is none."""
        return self._by_key[kind, key]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the pages, each once."""
        return tuple(dict.fromkeys(page.kind for page in self.pages))

    @cached_property
    def _by_source(self) -> Mapping[str, Page]:
        return {page.source: page for page in self.pages}

    def of_source(self, source: str) -> Page:
        """Return the page of a source file. Raises ``KeyError`` if there is none."""
        return self._by_source[source]

    def named(self, id: str) -> Page | None:
        """Return the prose page of an id, or the overview in a folder of that name, such as "plan"; ``None`` if there is neither."""
        return self._by_key.get((PageKind.PROSE, id)) or self._by_source.get(f"{id}/index.md")

    def find(self, kind: str, key: str = "") -> Page | None:
        """Return the page of a kind and key; ``None`` if there is none."""
        return self._by_key.get((kind, key))

    def has(self, kind: str, key: str = "") -> bool:
        """Return whether there is such a page."""
        return (kind, key) in self._by_key

    def parts(self, kind: str) -> int:
        """Return the number of parts of a split overview, whose keys run from "1" on; 0 if it is whole."""
        return next(n for n in count() if not self.has(kind, str(n + 1)))

    @cached_property
    def _urls(self) -> dict[str, str]:
        return {}

    def url(self, page: Page) -> str:
        """Return the address of a page relative to the language's root."""
        known = self._urls.get(page.source)
        if known is None:
            known = self._urls[page.source] = self._url(page)
        return known

    def _url(self, page: Page) -> str:
        stem = page.source.removesuffix(".md")
        if not self.directory_urls:
            return f"{stem}.html"
        return f"{page.address}/" if page.address else ""

    def href(self, origin: Page, target: Page, anchor: str = "") -> str:
        """Return the link from one page to another: relative, or as the function ``link`` makes it."""
        if self.link:
            return self.link(target, anchor)
        fragment = f"#{anchor}" if anchor else ""
        if origin == target and anchor:
            return fragment
        return self.relative(origin, self.url(target)) + fragment

    def to_language(self, page: Page, language: str) -> str:
        """Return the relative link from a page to the same page in another language, whose folder lies beside this language's."""
        url = self.url(page)
        return "../" * (url.count("/") + 1) + f"{language}/{url}"

    @cached_property
    def _folders(self) -> dict[str, str]:
        return {}

    def _folder(self, page: Page) -> str:
        """Return the folder of a page's file; empty for the language's root."""
        known = self._folders.get(page.source)
        if known is None:
            known = self._folders[page.source] = posixpath.dirname(self.url(page) or "index.html")
        return known

    def within(self, page: Page, target: Page) -> bool:
        """Return whether ``target`` is ``page`` or lies in its folder: the neighbours of ``page`` then link to it by another address."""
        return self.url(target).startswith(self._folder(page) or "/") or page.source == target.source

    def neighbourhood(self, page: Page) -> str:
        """Return a name shared by the pages with the same relative links: those of one folder and depth; for an overview its own folder."""
        base = self._folder(page)
        parent, _, name = base.rpartition("/")
        return f"{parent}/*" if self.directory_urls and parent and name else base

    @cached_property
    def _relative(self) -> dict[tuple[str, str], str]:
        return {}

    def relative(self, origin: Page, path: str) -> str:
        """Return the relative link from a page to a path below the language's root."""
        base = self._folder(origin)
        # A folder often holds hundreds of pages, whose relative links to one target are all the same.
        parent, _, name = base.rpartition("/")
        if not name:
            return _relative(base, path)
        if path.startswith(f"{base}/"):
            return path[len(base) + 1 :] or "./"
        known = self._relative.get((parent, path))
        if known is None:
            known = self._relative[parent, path] = _relative(base, path)
        return known


def _relative(base: str, path: str) -> str:
    """Return the relative link from a folder to a path, with its final slash, in a sixth of the time of ``posixpath.relpath``."""
    folders, steps = base.split("/") if base else [], path.split("/")
    shared = 0
    while shared < min(len(folders), len(steps) - 1) and folders[shared] == steps[shared]:
        shared += 1
    return "../" * (len(folders) - shared) + "/".join(steps[shared:]) or "./"


def plan_routes(facts: Facts, *, directory_urls: bool = True, handbook: bool = False) -> Routes:
    """Return the routes of a catalogue's pages in a stable order, the same for each language; longer lists are split."""
    handbook = handbook and not divided(facts.catalog)
    key = ("routes", directory_urls, handbook)
    return facts.remember(key, lambda: Routes(_pages(facts), directory_urls, handbook))


def _pages(facts: Facts) -> tuple[Page, ...]:
    catalog = facts.catalog
    content = catalog.content
    pages = [Page(PageKind.HOME, "", "index.md", content.site.path)]
    filled = _filled(facts)
    pages += [Page(kind, "", f"{folder}/index.md") for kind, folder in _OVERVIEW.items() if filled.get(kind, True)]
    matrix = len(facts.matrix)
    if matrix:
        pages.append(Page(PageKind.MATRIX, "", "matrix/index.md"))
    if matrix > 1:
        pages += [Page(PageKind.MATRIX, str(n), f"matrix/list/{n}.md") for n in range(1, matrix + 1)]
    for kind, rows in (
        (PageKind.ROLES, len(content.roles)),
        (PageKind.SKILLS, len(content.skills)),
        (PageKind.TRAININGS, len(content.trainings)),
    ):
        most = LIST_LIMITS[kind]
        parts = -(-rows // min(most, PART_ROWS)) if rows > most else 0
        # In a folder of their own, parts have files of their own even if a record is called "list".
        pages += [Page(kind, str(n), f"{_OVERVIEW[kind]}/list/{n}.md") for n in range(1, parts + 1)]
    if len(content.roles) > LISTED:
        pages += [
            Page(PageKind.FAMILY, id, f"roles/families/{id}.md", content.families[id].path)
            for id in facts.family_tree.filled
        ]
    if len(content.skills) > LIST_LIMITS[PageKind.SKILLS]:
        pages += [
            Page(PageKind.GROUP, id, f"skills/groups/{id}.md", content.groups[id].path)
            for id in facts.group_tree.filled
        ]
    for kind, plural in RECORDS.items():
        pages += [Page(kind, id, f"{plural}/{id}.md", record.path) for id, record in content.records[plural].items()]
    pages += [
        Page(PageKind.SHEET, id, f"roles/{id}/sheet.md", record.path)
        for id, record in content.roles.items()
        if record.value.has_tasks and record.value.requires
    ]
    pages += [Page(PageKind.COMPARISON, f"{a}--{b}", f"compare/{a}--{b}.md") for a, b in facts.pairs]
    for id, texts in content.pages.items():
        first = texts.get(catalog.languages[0]) or next(iter(texts.values()))
        folder = "guides/" if first.front.kind == "guide" else ""
        pages.append(Page(PageKind.PROSE, id, f"{folder}{id}.md", first.path))
    return tuple(pages)


def _filled(facts: Facts) -> Mapping[str, bool]:
    """Return whether there is anything to show, by kind, for the overviews that an atlas need not have."""
    catalog, content = facts.catalog, facts.catalog.content
    return {
        PageKind.OCCUPATIONS: bool(content.occupations),
        PageKind.TRAININGS: bool(content.trainings),
        PageKind.GLOSSARY: bool(content.glossary),
        PageKind.COMPARISONS: bool(facts.pairs),
        PageKind.PLAN: any(catalog.states_levels(role) for role in content.roles),
    }


# --- addresses of moved pages and of files beside the pages

HANDBOOKS = "handbook"
"""Folder of the PDFs, beside the languages' folders."""
DATA = "data"
"""Folder of the data files, beside the languages' folders."""


def moved_page(address: str) -> Page:
    """Return the page that a redirect makes at its old address."""
    return Page(PageKind.PROSE, "", f"{address}.md")


def file_of(url: str) -> str:
    """Return the file that a server or a browser opens for the address of a page."""
    return f"{url}index.html" if url.endswith("/") or not url else url


def language_root(base_url: str, language: str) -> str:
    """Return the absolute URL of a language's folder; empty where the site has no URL of its own."""
    return f"{base_url.rstrip('/')}/{language}/" if base_url else ""


def handbook_name(language: str) -> str:
    """Return the file name of the handbook in a language."""
    return f"handbook-{language}.pdf"


def profile_name(role: str, language: str) -> str:
    """Return the file name of a role's profile in a language."""
    return f"profile-{role}-{language}.pdf"


def part_name(name: str, number: int = 0) -> str:
    """Return the name of a data file, or of its part with a number: "csv/roles.csv", "csv/roles-2.csv"."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{number}.{ending}" if number else name


def workbook_name(site: str, language: str) -> str:
    """Return the name of a language's workbook in the data folder; ``site`` is the short name of the atlas."""
    return f"{site}-{language}.xlsx"

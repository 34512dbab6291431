"""Links to the PDFs, which are beside the languages' folders on sites that have them."""

from __future__ import annotations

from generator.model.site import Language
from generator.render.lens import Lens, PageLink
from generator.routes import HANDBOOKS, handbook_name, profile_name


def handbook_link(lens: Lens, language: Language) -> PageLink | None:
    """Return a link to the handbook in a language, with the language's title as text; ``None`` if the site has no PDFs."""
    return _link(lens, handbook_name(language.id), language.title)


def profile_link(lens: Lens, role: str, text: str = "") -> PageLink | None:
    """Return a link to the profile of a role in this language, with a general text by default; ``None`` if the site has no PDFs."""
    return _link(lens, profile_name(role, lens.language), text or lens.t("role.profile"))


def _link(lens: Lens, name: str, text: str) -> PageLink | None:
    return PageLink(text, lens.routes.relative(lens.page, f"../{HANDBOOKS}/{name}")) if lens.routes.handbook else None

"""Links to the PDFs, which lie beside the languages' folders where a site has them."""

from __future__ import annotations

from generator.model.site import Language
from generator.render.lens import Lens, Link
from generator.routes import HANDBOOKS, handbook_name, profile_name


def handbook_link(lens: Lens, language: Language) -> Link | None:
    """The handbook of a language, named as the language."""
    return _link(lens, handbook_name(language.id), language.title)


def profile_link(lens: Lens, role: str, text: str = "") -> Link | None:
    """The profile of a role in this language; without a text the link says what it is."""
    return _link(lens, profile_name(role, lens.language), text or lens.t("role.profile"))


def _link(lens: Lens, name: str, text: str) -> Link | None:
    return Link(text, lens.routes.relative(lens.page, f"../{HANDBOOKS}/{name}")) if lens.routes.handbook else None

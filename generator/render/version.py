"""The version that readers see: the content's last release, not the generator's version."""

from __future__ import annotations

from generator.releases.snapshot import ContentVersion
from generator.render.strings import Strings


def version_text(version: ContentVersion, t: Strings) -> str:
    """Return the content version in words, such as "Version 1.2.0" or "Version 1.2.0 with changes since"."""
    if not version.release:
        return t("version.none")
    return t("version.changed" if version.changed else "version.released", version=version.release)

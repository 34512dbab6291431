"""Write the offline edition as one zip file: the same commit always gives the same bytes."""

from __future__ import annotations

import hashlib
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.derive.attribution import attributions
from generator.derive.facts import Facts
from generator.publish.licences import licensed_parts
from generator.render.foreign import text_in
from generator.render.strings import Strings
from generator.render.version import version_text
from generator.rules.names import MAX_NAME

_EARLIEST = 315_532_800  # seconds since 1970: a zip can't hold a time before 1980-01-01


def write_bundle(
    folder: Path, target: Path, facts: Facts, templates: Path, *, strings: Iterable[Strings], moment: int
) -> str:
    """Zip a built offline edition below one top folder, with a README.txt in all languages, and write a ``.sha256`` file beside it.

    ``moment`` (seconds since 1970, UTC) is the time stamp of all files. Returns the SHA-256 digest of the zip in hexadecimal.
    Raises ``ValueError`` for a file name that some systems could not unpack: not ASCII, or longer than ``MAX_NAME``.
    """
    top = top_folder(target)
    stamp = time.gmtime(max(moment, _EARLIEST))[:6]
    files = {
        f"{top}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    date = time.strftime("%Y-%m-%d", time.gmtime(moment)) if moment else ""
    files[f"{top}/README.txt"] = _readme(facts, strings, templates, date).encode("utf-8-sig")
    partial = target.with_name(f".{target.name}.partial")
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            if not name.isascii() or len(name) > MAX_NAME:
                raise ValueError(
                    f"{name} can't go into the bundle: names are ASCII and at most {MAX_NAME} characters long"
                )
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    digest = hashlib.sha256(partial.read_bytes()).hexdigest()
    partial.replace(target)
    target.with_name(f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n", encoding="ascii", newline="\n")
    return digest


def top_folder(target: Path) -> str:
    """Return the name of the top folder in a bundle: that of its zip file without ``-offline.zip``."""
    return target.stem.removesuffix("-offline")


def _readme(facts: Facts, strings: Iterable[Strings], templates: Path, date: str) -> str:
    catalog = facts.catalog
    environment = Environment(  # noqa: S701 plain text for people, not HTML
        loader=FileSystemLoader(templates / "bundle"), undefined=StrictUndefined, trim_blocks=True
    )
    languages = [
        {
            "title": text_in(catalog.site.title, t.language),
            "version": version_text(facts.version, t),
            "preview": t("publisher.preview") if catalog.site.publisher.missing else "",
            "attributions": [text_in(texts, t.language) for texts in attributions(catalog)],
            "t": t,
        }
        for t in strings
    ]
    text = environment.get_template("README.txt.jinja").render(
        languages=languages, date=date, licence=catalog.site.licence, parts=licensed_parts(templates)
    )
    return text.replace("\n", "\r\n")

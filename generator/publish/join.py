"""Join the parts of a site; the result has the same bytes as a site built in one run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from mkdocs.exceptions import Abort

from generator.load import shown_path
from generator.publish import site
from generator.publish.editions import Job, Order
from generator.publish.kept import DamagedError, kept_pages, read_kept
from generator.publish.language import LanguagePages, LanguageReport
from generator.publish.parts import (
    MANIFEST,
    PART_FOLDER,
    Manifest,
    NoPartError,
    Origin,
    files_of,
    kept_file,
    origin_of,
    read_manifest,
)
from generator.publish.plugin import atlas_plugin
from generator.publish.settings import load_settings
from generator.workers import Worker, WorkerError

_NAMES = {
    "program": "by another version of the program",
    "content": "of other content",
    "project": "with another mkdocs.yml or other static files",
    "edition": "for another edition",
    "base_url": "for another base_url",
    "moment": "for another time (SOURCE_DATE_EPOCH, or the last commit)",
    "languages": "for other languages",
}
"""Wording of messages about a part that differs, by field of ``Origin``."""
Parts = Mapping[Path, Manifest]


def join_parts(config_file: Path, content: Path, folders: Sequence[Path], out: Path) -> Mapping[str, int]:
    """Join the parts in ``folders`` and replace the folder ``out`` with the site, in one step.

    Returns the number of pages in each language. Raises ``mkdocs.exceptions.Abort`` with all faults of the parts or pages,
    and ``ContentError`` for faults of the content; ``out`` then stays as it was.
    """
    parts = _read(folders)
    config = load_settings(config_file, site_dir=str(out.absolute()), strict=True)
    own = atlas_plugin(config).config.content
    order = Order(content=content, handbook=any(part.handbook for part in parts.values()))
    # The build of the first part has checked the rules.
    build, _ = site.begin_build(config, own, order, serving=False, renders=False)
    workers: list[Worker[LanguageReport]] = []
    try:
        origin = origin_of(config, build.any)
        if faults := [*_foreign(parts, origin, order), *_gaps(parts, origin)]:
            raise Abort("\n".join(faults))
        for folder in parts:
            _take_files(folder, build.stage)
        reports: list[LanguageReport] = []
        side_by_side = os.cpu_count() or 1
        for first in range(0, len(build.jobs), side_by_side):
            jobs = build.jobs[first : first + side_by_side]
            workers = [Worker(_finish_language, job, tuple(parts)) for job in jobs]
            reports += [worker.result() for worker in workers]
        site.finish_build(build, reports)
        site.put_in_place(build)
        return {report.language: report.pages for report in reports}
    except WorkerError as error:
        raise Abort(str(error)) from error
    finally:
        for worker in workers:
            worker.stop()
        site.give_up_build(build)


def _read(folders: Sequence[Path]) -> Parts:
    parts, faults = {}, []
    for folder in dict.fromkeys(folder.absolute() for folder in folders):
        try:
            parts[folder] = read_manifest(folder)
        except NoPartError as error:
            faults.append(str(error))
    if faults:
        raise Abort("\n".join(faults))
    return parts


def _place(folder: Path) -> str:
    return shown_path(folder / PART_FOLDER / MANIFEST)


def _foreign(parts: Parts, origin: Origin, order: Order) -> Iterator[str]:
    """Yield a message for each part that was made from other input than the files here, or without the PDFs of other parts."""
    for folder, part in parts.items():
        for field in fields(Origin):
            if getattr(part.origin, field.name) != getattr(origin, field.name):
                yield f"{_place(folder)}: made {_NAMES[field.name]} than here; build all parts and join them from one state"
        if part.handbook != order.handbook:
            yield f"{_place(folder)}: made without the PDFs, which others have; build all parts with the same arguments"


def _gaps(parts: Parts, origin: Origin) -> Iterator[str]:
    """Yield messages about pages that no part or more than one part holds, and about differing numbers of shards."""
    for language in origin.languages:
        found = {folder: part.shard for folder, part in parts.items() if language in part.made}
        counts = sorted({shard.count for shard in found.values()})
        if not found:
            yield f"no part holds pages in {language}: build one with --language {language}, or all with --shard"
            continue
        if len(counts) > 1:
            first, other = (
                next(folder for folder, shard in found.items() if shard.count == count) for count in counts[:2]
            )
            yield (
                f"{_place(other)}: shard {found[other]} of the pages in {language}, beside {found[first]} in "
                f"{shown_path(first)}; divide the pages of a language into the same number of shards"
            )
            continue
        seen: dict[int, Path] = {}
        for folder, shard in found.items():
            if shard.number in seen:
                yield f"{_place(folder)}: shard {shard} of the pages in {language} is in {shown_path(seen[shard.number])} too; name one"
            seen.setdefault(shard.number, folder)
        for number in sorted(set(range(1, counts[0] + 1)) - seen.keys()):
            yield f"no part holds shard {number}/{counts[0]} of the pages in {language}: build it with --shard {number}/{counts[0]}"


def _take_files(folder: Path, stage: Path) -> None:
    """Copy the files of a part into the stage; with hard links, writing to the stage later would change the part."""
    made: set[str] = set()
    for name, entry in files_of(folder):
        target = stage / name
        above = name.rpartition("/")[0]
        if above not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(above)
        if target.exists():
            raise Abort(f"{_place(folder)}: {name} is in another part too")
        shutil.copyfile(entry.path, target)


def _finish_language(job: Job, folders: Sequence[Path]) -> LanguageReport:
    """Write the files of a language that depend on all its pages; this runs in a process of its own."""
    renderer = site.renderer_of(job)
    pages = LanguagePages(renderer, job)
    paths = [path for path in (kept_file(folder, job.language) for folder in folders) if path.is_file()]
    try:
        files = [read_kept(path) for path in paths]
    except DamagedError as error:
        raise Abort(f"{shown_path(Path(str(error)))}: not as it was written; copy the part again") from error
    for page in kept_pages(files, renderer.routes.pages):
        pages.note(page)
    for file in files:
        file.close()
    return pages.finish()

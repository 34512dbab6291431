"""Build a whole site: prepare a job for each language, write the files above the languages, check the whole and swap it in."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.garbage import look_rarely
from generator.link import take_over
from generator.pipeline import check_rules, load_linked
from generator.problems import ContentError, Problem, shown
from generator.publish import swap
from generator.publish.basis import BuildBasis, shared_digest
from generator.publish.beside import write_beside_pages
from generator.publish.clock import build_moment, day_of
from generator.publish.editions import CONTENT, Edition, Job, Order
from generator.publish.headers import write_headers
from generator.publish.language import LanguageReport
from generator.publish.last_build import drop_new, put_in_force
from generator.publish.links import fault_line
from generator.publish.parts import Origin, origin_of, write_manifest
from generator.remembered import Remembered
from generator.render.overlays import refuse_faulty_overlays
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import plan_routes
from generator.rules.bounds import quality_is_within_bounds
from generator.rules.redirects import refuse_bad_redirects


@dataclass(frozen=True, slots=True)
class SiteBuild:
    """A build of all languages into ``stage``, which replaces ``target`` at the end; a live preview serves the stage itself.

    ``remembered`` holds the content's files as parsed before.
    ``origin`` is set if the build makes a part of a site. Of several parts, the first one ``leads``: it checks the rules
    and makes the files above the languages' folders.
    """

    target: Path
    stage: Path
    jobs: tuple[Job, ...]
    remembered: Remembered
    leads: bool = True
    origin: Origin | None = None

    @property
    def any(self) -> Job:
        """One of the jobs, for values that are the same in all of them."""
        return self.jobs[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """Language ids, the default first."""
        return tuple(job.language for job in self.jobs)

    def renderer(self) -> Renderer:
        """Return the renderer of the first language that is built, for files that belong to no single language."""
        return renderer_of(self.any)


def renderer_of(job: Job) -> Renderer:
    """Return the renderer of a job's language."""
    routes = plan_routes(job.facts, directory_urls=job.edition is Edition.WEB, handbook=job.handbook)
    return Renderer(job.facts, routes, templates_folder(), job.language, job.content)


def begin_build(
    config: MkDocsConfig,
    content: str,
    order: Order,
    *,
    serving: bool,
    remembered: Remembered | None = None,
    loaded: Callable[[Facts, Remembered], object] = lambda facts, remembered: None,
    before: Catalog | None = None,
    renders: bool = True,
) -> tuple[SiteBuild, Facts]:
    """Load the records and prepare a job for each language, with facts reduced to what rendering needs.

    ``remembered`` holds the content's files as parsed before. ``loaded`` is called with the complete facts as soon as they are loaded,
    unless another part of the site checks the rules. Unchanged look-ups of a catalogue ``before`` are reused. Without ``renders`` no pages
    will be made. Returns the build and the complete facts. Raises ``ContentError`` for records that can't be linked, faulty overlays
    and an unknown language.
    """
    root = Path(config.config_file_path).parent
    folder = order.content or root / os.environ.get(CONTENT, content)
    remembered = remembered or Remembered(folder)
    catalog = load_linked(folder, remembered)
    if before:
        take_over(catalog, before)
    if not serving:
        refuse_faulty_overlays(templates_folder(), folder, catalog.site.languages)
    moment = build_moment(root, catalog)
    facts = Facts(catalog, day_of(moment))
    leads = not order.part or (order.part.number == 1 and order.language in ("", catalog.languages[0]))
    if leads:
        loaded(facts, remembered)
    target = Path(config.site_dir)
    stage = target if serving else swap.new_stage(target)
    base_url = "" if order.edition is Edition.OFFLINE else catalog.site.base_url or config.site_url or ""
    light = facts if serving else facts.without_places()  # a preview starts no processes, and the copy takes time
    keep = order.keep and not serving and not order.part and order.edition is Edition.WEB
    basis = None
    if keep:
        basis = BuildBasis(light, shared_digest(config, light, folder, (base_url, order.handbook)), catalog.content)
        _ = basis.wholes  # computed before the processes start, so that they share it
    jobs = tuple(
        Job(light, folder, language, stage, order.edition, base_url, order.handbook, moment, target, order.part, basis)
        for language in catalog.languages
        if order.language in ("", language)
    )
    if not jobs:
        swap.remove_stage(target)
        raise ContentError([_no_such_language(catalog, order.language)])
    origin = origin_of(config, jobs[0]) if order.part else None
    if not serving:
        # A join of parts makes no pages, and of an edited site most stay.
        light.prepare(all_pages=renders and not order.part and not (basis and swap.kept_for(target).exists()))
        # The loaded objects stay to the end: the garbage collector need not visit them, and forked processes keep sharing their memory.
        gc.freeze()
    if serving or order.full:
        look_rarely()
    else:
        gc.disable()  # our own pages leave no cyclic garbage; to look for some took 3 % of the time of a labour market
    return SiteBuild(target, stage, jobs, remembered, leads, origin), facts


def _no_such_language(catalog: Catalog, asked: str) -> Problem:
    place = catalog.content.site.locate("languages")
    return Problem(
        place, "unknown-language", shown(asked), f"one of {', '.join(catalog.languages)}", "name one with --language"
    )


def check_content(facts: Facts, remembered: Remembered | None = None) -> tuple[Problem, ...]:
    """Check the rules and the redirects; ``remembered`` holds the content's files as parsed before.

    Returns the warnings. Raises ``ContentError`` for errors.
    """
    found = check_rules(facts, remembered)
    refuse_bad_redirects(facts)
    return found


class RulesReport(NamedTuple):
    """Results of the rules for content that may be built: the number of warnings, and bounds of quality that are exceeded.

    With exceeded bounds the command ``check`` fails, but a site is built.
    """

    warnings: int = 0
    exceeded: tuple[Problem, ...] = ()


class RootReport(NamedTuple):
    """Results for the files above the languages' folders: warnings, and the files that are kept as the last build wrote them (``left``).

    If any are kept, ``there`` lists all files of the last build.
    """

    warnings: tuple[Problem, ...] = ()
    left: frozenset[str] = frozenset()
    there: tuple[str, ...] = ()


def check_in_parallel(facts: Facts, remembered: Remembered | None = None) -> RulesReport:
    """Check the rules and return the results; this runs in a process of its own while the site is built."""
    return RulesReport(len(check_content(facts, remembered)), tuple(quality_is_within_bounds(facts)))


def build_root(build: SiteBuild) -> RootReport:
    """Write the files above the languages' folders, while the languages are built, and keep parsed files for the next run."""
    if not build.leads:
        return RootReport()
    build.remembered.keep()
    # Imported late: it loads much that the processes of the languages never need.
    from generator.publish.root import write_root  # noqa: PLC0415

    warned, left = write_root(build.stage, build.renderer(), build.any)
    return RootReport(warned, left, tuple(swap.files_below(build.target)) if left else ())


def write_above_languages(build: SiteBuild) -> None:
    """Write the files above the languages' folders in ``mkdocs serve``."""
    from generator.publish.root import write_root  # noqa: PLC0415

    write_root(build.stage, build.renderer(), build.any)


def finish_build(build: SiteBuild, reports: Iterable[LanguageReport], left_above: Set[str] = frozenset()) -> Set[str]:
    """Write the remaining files beside the pages and check the site as a whole; for a part of a site, write only its manifest.

    Returns the files that are kept as the last build wrote them; ``left_above`` are those above the languages' folders.
    Raises ``mkdocs.exceptions.Abort`` with all faults.
    """
    known = list(reports)
    if build.origin:
        write_manifest(build.stage, build.origin, build.jobs)
        return frozenset()
    write_beside_pages(build.stage, build.renderer(), build.any)
    if build.any.edition is Edition.WEB:
        write_headers(build.stage, build.languages, known)
    left = {*left_above, *(f"{report.language}/{file}" for report in known for file in report.left)}
    faults = [fault for report in known for fault in report.faults]
    for report in known:
        lost = {
            file: page for file, page in report.outside.items() if not (file in left or (build.stage / file).is_file())
        }
        faults += [fault_line(f"a link that leads nowhere: {file}", page, 1) for file, page in lost.items()]
    if faults:
        raise Abort("\n".join(["The pages have faults; the last good site stays:", *sorted(faults)]))
    return left


def put_in_place(build: SiteBuild, left: Set[str] = frozenset(), there: Iterable[str] = ()) -> None:
    """Replace the old site with the new one; if files are ``left``, move only the new ones into it. ``there`` lists all old files."""
    if left:
        swap.update_target(build.target, left, there or swap.files_below(build.target))
    else:
        swap.replace_target(build.target)
    put_in_force(build.target)


def give_up_build(build: SiteBuild) -> None:
    """Remove the stage and the new notes, which a finished build has no more, and let Python collect garbage again.

    The collector then skips what exists now: to look at all that a large build remembers took 1.7 s after the site was in place.
    Garbage of this build stays until the process ends, which mostly builds once.
    """
    gc.freeze()
    gc.enable()
    drop_new(build.target)
    swap.remove_stage(build.target)

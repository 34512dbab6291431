"""Load the configuration of MkDocs: the project's mkdocs.yml, or the program's if the project has none.

The folders of the program's templates and static files differ between installations, so mkdocs.yml does not name them.
``add_overrides`` and ``add_static_files`` add them; the project's own files take precedence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import File, Files

from generator.digests import digest_of, names_and_bytes
from generator.load import decode, read_yaml, shown_path
from generator.problems import ContentError, Location, Problem, shown
from generator.render.other_servers import EXPECTED, HINT, asset_problems, is_elsewhere
from generator.resources import default_settings, templates_folder


def load_settings(config_file: str | Path, **options: Any) -> MkDocsConfig:
    """Return the configuration in a file; if there is no such file, that of the program, as if it were in its place.

    Raises ``ContentError`` for a file that can't be read, ``mkdocs.exceptions.Abort`` for faulty settings.
    """
    path = Path(config_file).absolute()
    if path.is_file():
        try:
            return load_config(str(path), **options)
        except ConfigurationError as error:
            raise ContentError([_unreadable(path, str(error))]) from error
    with default_settings().open("rb") as file:
        docs = str(templates_folder() / "static")
        return load_config(file, config_file_path=str(path), docs_dir=docs, watch=[], **options)


def _unreadable(path: Path, message: str) -> Problem:
    """Return the problem of a configuration that can't be read; its hint says that none is needed."""
    hint = "mend it, or take it away: the program has settings of its own, and 'rollenatlas init' writes them into a new folder"
    text, problems = decode(path, shown_path(path))
    if not problems:  # other problems concern records only: MkDocs may accept them
        problems = [one for one in read_yaml(text, shown_path(path))[1] if one.code in ("yaml-syntax", "tab")]
    if problems:
        told = problems[0]
        return replace(told, code="bad-settings", hint="; ".join(part for part in (told.hint, hint) if part))
    said = [line for line in message.splitlines() if not line.startswith(" ")] or [""]
    line, column = (re.findall(r"line (\d+), column (\d+)", message) or [(1, 1)])[-1]
    place = Location(shown_path(path), int(line), int(column))
    return Problem(
        place,
        "bad-settings",
        shown(said[-1].rpartition("configuration file: ")[2]),
        "a configuration that MkDocs can read",
        hint,
    )


def project_digest(config: MkDocsConfig) -> str:
    """Return the digest of a project's own files other than its content: settings, static files, overrides and hooks."""
    settings = Path(config.config_file_path)
    folders = (Path(config.docs_dir), *((Path(config.theme.custom_dir),) if config.theme.custom_dir else ()))
    files = (settings, *(settings.parent / name for name in config.hooks))
    return digest_of(
        (
            *(path.read_bytes() if path.is_file() else b"" for path in files),
            *(part for folder in folders for part in names_and_bytes(folder)),
        )
    )


def add_overrides(config: MkDocsConfig) -> None:
    """Let the program's overrides take precedence over the theme's templates, and the project's ``custom_dir`` over both."""
    overrides, theme = str(templates_folder() / "overrides"), config.theme
    if overrides not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, overrides)


def override_folders(config: MkDocsConfig) -> tuple[Path, ...]:
    """Return the folders of overrides, the project's first."""
    own = (Path(config.theme.custom_dir),) if config.theme.custom_dir else ()
    return (*own, templates_folder() / "overrides")


def add_static_files(config: MkDocsConfig, files: Files) -> None:
    """Add the program's static files that the project does not have; they replace files of the theme with the same path."""
    static = templates_folder() / "static"
    for path in sorted(path for path in static.rglob("*") if path.is_file()):
        name = path.relative_to(static).as_posix()
        there = files.get_file_from_path(name)
        if there is not None and there.src_dir == config.docs_dir:
            continue
        if there is not None:
            files.remove(there)
        files.append(File(name, str(static), config.site_dir, use_directory_urls=config.use_directory_urls))


def refuse_other_servers(config: MkDocsConfig) -> None:
    """Raise ``ContentError`` if fonts, style sheets or scripts of the project are on other servers or load something from there."""
    place = Location(shown_path(Path(config.config_file_path)))
    named = [("extra_css", str(path)) for path in config.extra_css]
    named += [("extra_javascript", str(getattr(script, "path", script))) for script in config.extra_javascript]
    problems = [
        Problem(place, "other-server", f"{shown(path)} under {key}", EXPECTED, HINT)
        for key, path in named
        if is_elsewhere(path)
    ]
    if config.theme.get("font"):
        hint = "write font: false below theme; fonts of your own stand in docs/assets/own.css"
        problems.append(Problem(place, "other-server", "the theme's font, which comes from Google", EXPECTED, hint))
    own = Path(config.docs_dir) != templates_folder() / "static"
    if problems := [*problems, *(asset_problems(Path(config.docs_dir)) if own else ())]:
        raise ContentError(problems)


def is_ours(file: File, config: MkDocsConfig) -> bool:
    """Return whether a file belongs to the project or the program rather than to the theme or another plugin."""
    return file.src_dir in (config.docs_dir, str(templates_folder() / "static"))

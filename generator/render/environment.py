"""Jinja2 environments for pages, in which one step both escapes each ``{{ value }}`` and notes it.

Jinja2 would escape what ``finalize`` returns in a second step, which costs a fifth of the time of rendering. So the
compiler leaves that step out here, and ``Recorder.finalize`` must return text that is safe in HTML. Jinja2 documents
the two overridden methods as the place to change what is written around an expression.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from generator.load import shown_path
from generator.problems import ContentError, Location, Problem, did_you_mean, line_and_column, shown
from generator.render.markup import complete
from generator.render.recorder import Notes, Recorder

FILTERS = ("joined", "silent", "soft", "tagged", "unsearched")
"""Filters that a recorder adds to those of Jinja2."""


def compiled_templates(name: str) -> BytecodeCache | None:
    """Return a cache of compiled templates in a folder that only this user may write, or ``None`` if there is no such folder.

    ``name`` keeps apart environments that compile differently. Compiling takes a third of a second, which the cache saves most runs.
    """
    try:
        return FileSystemBytecodeCache(pattern=f"rollenatlas-{name}-%s.cache")
    except (OSError, RuntimeError):  # RuntimeError: Jinja2 found that the folder belongs to another user
        return None


class _OneStep(CodeGenerator):
    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        assert finalize.src is not None
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


class _PlainCalls(Context):
    """Calls functions directly: none of ours takes a context, and Jinja2's check for that costs a tenth of rendering."""

    def call(  # the parameters by which Jinja2's compiler passes the variables of a loop or block
        self,
        function: Callable[..., Any],
        *arguments: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: Any,
    ) -> Any:
        return function(*arguments, **named)


class LackingError(UndefinedError):
    """A template reads an attribute or key that a value lacks: ``name`` is the missing one, ``names`` are those it has."""

    def __init__(self, value: object, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.names = sorted(map(str, value) if isinstance(value, Mapping) else dir(value))


class _Lacking(StrictUndefined):
    """Undefined value that raises ``LackingError``, with the names there are, where a template reads a missing attribute."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: Any = None, exc: Any = UndefinedError
    ) -> None:
        if hint is None and obj is not missing and exc is UndefinedError:
            exc = partial(LackingError, obj, str(name))
        super().__init__(hint, obj, name, exc)


class PageEnvironment(Environment):
    """Templates of the folder ``pages`` with a recorder's functions and filters; a template in ``own`` replaces its namesake."""

    code_generator_class = _OneStep
    context_class = _PlainCalls

    kept = "pages"
    """Name that keeps this environment's cache of compiled templates apart."""
    lacking = StrictUndefined
    """Class of the values for undefined names."""

    def __init__(self, folder: Path, recorder: Recorder, own: Path | None = None) -> None:
        super().__init__(
            loader=FileSystemLoader([own, folder / "pages"] if own else folder / "pages"),
            autoescape=True,
            finalize=recorder.finalize,
            undefined=self.lacking,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled_templates(self.kept),
        )
        self.globals.update(recorder.functions())
        self.filters.update({name: getattr(recorder, name) for name in FILTERS})

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template as one dict: Jinja2's chain of dicts costs a tenth of a small page on each look-up."""
        return {**self.globals, **(d or {})}

    def check(self, name: str, html: str, notes: Notes) -> None:
        """Check the HTML that a template has made; does nothing here, since the program's tests check its own templates."""


class GuardedEnvironment(PageEnvironment, ImmutableSandboxedEnvironment):
    """Environment for an atlas with own templates, sandboxed: they may use the values they are given and nothing else."""

    kept = "guarded"
    lacking = _Lacking

    def __init__(self, folder: Path, recorder: Recorder, own: Path) -> None:
        super().__init__(folder, recorder, own)
        self._own = own
        self._concerned: dict[str, bool] = {}

    def concerned(self, name: str) -> bool:
        """Return whether a template, or one that it includes, imports or extends, is the atlas's own."""
        if name not in self._concerned:
            self._concerned[name] = True  # ends the recursion for templates that include each other
            assert self.loader is not None
            source, path, _ = self.loader.get_source(self, name)
            taken = meta.find_referenced_templates(self.parse(source))
            own = Path(path or "").is_relative_to(self._own)
            self._concerned[name] = own or any(other is None or self.concerned(other) for other in taken)
        return self._concerned[name]

    def check(self, name: str, html: str, notes: Notes) -> None:
        """Complete the notes of a page made by one of the atlas's own templates. Raises ``ContentError`` for faults in its HTML."""
        if not self.concerned(name):
            return
        faults = complete(notes, html)
        if faults:
            raise ContentError(
                Problem(self._find(fault.text, name), "bad-markup", fault.found, fault.expected, fault.hint)
                for fault in faults
            )

    def _find(self, text: str, name: str) -> Location:
        """Return where one of the atlas's own templates contains a text, the page's template first; else the template as a whole."""
        paths = sorted(self._own.iterdir(), key=lambda path: (path.name != name, path.name))
        for path in paths:
            source = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
            if (start := source.find(text)) >= 0:
                return Location(shown_path(path), *line_and_column(source, start))
        return Location(shown_path(self._own / name if (self._own / name).is_file() else paths[0]))


@contextmanager
def located(own: Path | None) -> Iterator[None]:
    """Turn an exception of a running template into a ``ContentError`` with its line, if the atlas has templates of its own.

    Without own templates the exception is a bug of the program and is raised as it is.
    """
    try:
        yield
    except ContentError:
        raise
    except Exception as error:  # a template may call anything that it is given, with any arguments
        if own is None or not own.is_dir():
            raise
        raise ContentError([_failure(error, _place(error, own))]) from error


def _failure(error: Exception, place: Location) -> Problem:
    """Return the problem for an exception that a template raised at a place."""
    hint = "compare it with the original, which 'rollenatlas overlays --copy' writes"
    if isinstance(error, LackingError):
        path = Path(place.path)
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        asked = re.search(rf"([\w.]+)\.({re.escape(error.name)})\b", line)
        place = place._replace(column=asked.start(2) + 1) if asked else place
        found = f"{shown(error.name)}, which {shown(asked[1]) if asked else 'the value there'} does not have"
        hint = did_you_mean(error.name, [name for name in error.names if not name.startswith("_")]) or hint
        return Problem(place, "template-failed", found, "a name that it has", hint)
    found = str(error).splitlines()[0] if str(error) else type(error).__name__
    if isinstance(error, KeyError):
        found = f"the key {shown(error.args[0])}, which is not there"
    return Problem(place, "template-failed", found, "a template that renders", hint)


def _place(error: Exception, own: Path) -> Location:
    """Return the line of a syntax error, else the innermost line of an own template, else of any template, else the folder ``own``."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Location(shown_path(Path(error.filename)), error.lineno)
    frames = [(Path(frame.filename), frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    templates = [(path, line) for path, line in frames if path.suffix == ".jinja"]
    ours = [place for place in templates if place[0].is_relative_to(own)]
    path, line = (ours or templates or [(own, 1)])[-1]
    return Location(shown_path(path), line)


def page_environment(folder: Path, recorder: Recorder, own: Path | None) -> PageEnvironment:
    """Return the environment for a folder's templates, the guarded one if the atlas has templates of its own."""
    return GuardedEnvironment(folder, recorder, own) if own and own.is_dir() else PageEnvironment(folder, recorder)

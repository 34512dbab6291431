"""Jinja2's environment for pages: one step escapes each ``{{ value }}`` and notes it.

Jinja2 would escape what ``finalize`` returns in a second step, which costs a fifth of the time of rendering. So the
compiler leaves that step out here, and ``Recorder.finalize`` must return text that is safe in HTML. Jinja2 names
these two methods as the place to change what is written around an expression.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.load import shown_path
from generator.problems import ContentError, Location, Problem
from generator.render.recorder import Recorder
from generator.resources import compiled_templates

FILTERS = ("joined", "silent", "soft", "unsearched")
"""Filters of a recorder, beside those of Jinja2."""


class _OneStep(CodeGenerator):
    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        assert finalize.src is not None
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


class _PlainCalls(Context):
    """Calls functions as they are: none of ours asks for a context, and Jinja2's way to find that out costs a tenth of rendering."""

    def call(  # the parameters by which Jinja2's compiler hands on the variables of a loop or block
        self,
        function: Callable[..., Any],
        *arguments: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: Any,
    ) -> Any:
        return function(*arguments, **named)


class PageEnvironment(Environment):
    """Templates of a folder's ``pages`` with a recorder's functions and filters; those in ``own`` go before them."""

    code_generator_class = _OneStep
    context_class = _PlainCalls

    kept = "pages"
    """Name of the cache of compiled templates."""

    def __init__(self, folder: Path, recorder: Recorder, own: Path | None = None) -> None:
        super().__init__(
            loader=FileSystemLoader([own, folder / "pages"] if own else folder / "pages"),
            autoescape=True,
            finalize=recorder.finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled_templates(self.kept),
        )
        self.globals.update(recorder.functions())
        self.filters.update({name: getattr(recorder, name) for name in FILTERS})

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give what every template knows as one mapping: Jinja2's chain of them costs a tenth of a small page each time it is read."""
        return {**self.globals, **(d or {})}


class GuardedEnvironment(PageEnvironment, ImmutableSandboxedEnvironment):
    """For an atlas with templates of its own: they may show what they are given and reach nothing else of the program."""

    kept = "guarded"


@contextmanager
def located(own: Path | None) -> Iterator[None]:
    """Turn a failure while templates run into a problem at its line, where an atlas has templates of its own.

    Without any, a failure is a bug of the program and stays what it is.
    """
    try:
        yield
    except ContentError:
        raise
    except Exception as error:  # a template may call anything that it is given, with anything
        if own is None or not own.is_dir():
            raise
        found = str(error).splitlines()[0] if str(error) else type(error).__name__
        hint = "compare it with the original, which 'rollenatlas overlays --copy' writes"
        problem = Problem(_place(error, own), "template-failed", found, "a template that renders", hint)
        raise ContentError([problem]) from error


def _place(error: Exception, own: Path) -> Location:
    """Find the line of an own template that failed last, else of any template."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Location(shown_path(Path(error.filename)), error.lineno)
    frames = [(Path(frame.filename), frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    templates = [(path, line) for path, line in frames if path.suffix == ".jinja"]
    ours = [place for place in templates if place[0].is_relative_to(own)]
    path, line = (ours or templates or [(own, 1)])[-1]
    return Location(shown_path(path), line)


def page_environment(folder: Path, recorder: Recorder, own: Path | None) -> PageEnvironment:
    """Make the environment for a folder's templates, with those that an atlas lays over them if it has any."""
    return GuardedEnvironment(folder, recorder, own) if own and own.is_dir() else PageEnvironment(folder, recorder)

"""Jinja2's environment for pages: one step escapes each ``{{ value }}`` and notes it.

Jinja2 would escape what ``finalize`` returns in a second step, which costs a fifth of the time of rendering. So the
compiler leaves that step out here, and ``Recorder.finalize`` must return text that is safe in HTML. Jinja2 names
these two methods as the place to change what is written around an expression.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context

from generator.render.recorder import Recorder
from generator.resources import compiled_templates


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
    """Templates of a folder's ``pages`` with a recorder's functions and filters."""

    code_generator_class = _OneStep
    context_class = _PlainCalls

    def __init__(self, folder: Path, recorder: Recorder) -> None:
        super().__init__(
            loader=FileSystemLoader(folder / "pages"),
            autoescape=True,
            finalize=recorder.finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled_templates("pages"),
        )
        self.globals.update(recorder.functions())
        self.filters.update(silent=recorder.silent, soft=recorder.soft)

"""Turn errors in the making of pages into problems: at the line of a template, or else at the page's record."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.exceptions import MkDocsException

from generator.load import shown_path
from generator.problems import ContentError, Location, Problem, shown

_TEMPLATES = (".jinja", ".html")


def problems_of(error: Exception, place: str) -> tuple[Problem, ...]:
    """Return an error as problems for an author; ``place`` is the file to name if no template caused the error."""
    if isinstance(error, ContentError):
        return error.problems
    found = shown(f"{type(error).__name__}: {error}")
    if isinstance(error, TemplateSyntaxError):
        at = Location(shown_path(Path(error.filename or error.name or place)), error.lineno)
        return (Problem(at, "bad-template", shown(error.message), "a template that Jinja2 can read"),)
    at = next(_template_lines(error), None) or Location(place)
    if isinstance(error, TemplateError) or at.path != place:
        return (Problem(at, "bad-template", found, "a template that fits what it is given"),)
    if isinstance(error, MkDocsException):
        return (Problem(at, "mkdocs", shown(error), "a configuration that MkDocs can build from"),)
    hint = "if record and templates are right, this is a fault of the program"
    return (Problem(at, "page-failed", found, "what a page can be made of", hint),)


def _template_lines(error: Exception) -> Iterator[Location]:
    """Yield the lines of templates that led to an error, the innermost first; Jinja2 puts them into the traceback."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(_TEMPLATES):
            yield Location(shown_path(Path(frame.filename)), frame.lineno or 1)

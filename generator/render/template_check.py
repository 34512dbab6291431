"""Finds faults in an atlas's own templates from their source alone, without rendering a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from generator.folder import PAGE_TEMPLATES, TEMPLATES, template_files
from generator.load import decode, shown_path
from generator.problems import Location, Problem, did_you_mean, shown
from generator.render.environment import FILTERS
from generator.render.strings import known_texts, placeholders

_SPARED = frozenset({"defined", "undefined", "default", "d"})
"""Tests and filters to which a template may pass a name that is not defined."""
_UNKNOWN_TAG, _OPENED = r"^Encountered unknown tag '(\w+)'", r"block that needs to be closed is '(\w+)'"


def faults(templates: Path, content: Path) -> Iterator[Problem]:
    """Yield problems for templates of a content folder that Jinja2 cannot read, or that lack what other templates need of them."""
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(FILTERS, str)
    own = template_files(content / TEMPLATES)
    names = {path.name for path in (*own, *template_files(templates / PAGE_TEMPLATES))}
    known, texts = _known_names(environment, templates / PAGE_TEMPLATES), known_texts(templates)
    for path in own:
        place = shown_path(path)
        text, problems = decode(path, place)
        yield from problems
        if problems:
            continue
        try:
            tree = environment.parse(text)
        except TemplateSyntaxError as error:
            yield _unreadable(error, place)
            continue
        unknown = list(_unknown_functions(environment, tree, place))
        yield from unknown
        yield from _unknown_strings(tree, place, texts)
        yield from _lost_templates(tree, place, names)
        if not unknown:  # Jinja2 can find the names in a template only if it knows all of its filters
            yield from _unknown_names(tree, place, known)
        original = templates / PAGE_TEMPLATES / path.name
        if original.is_file():
            asked = _macros(environment.parse(original.read_text(encoding="utf-8")))
            for name in sorted(asked - _macros(tree)):
                hint = "copy it from the original: other templates may need it"
                yield Problem(
                    Location(place), "missing-macro", f"no macro {shown(name)}", "the original's macros", hint
                )


def _unreadable(error: TemplateSyntaxError, place: str) -> Problem:
    """Return a problem for a template that Jinja2 cannot read, in our own words or with the first sentence of Jinja2's message."""
    message = str(error.message)
    tag, opened = (re.search(pattern, message) for pattern in (_UNKNOWN_TAG, _OPENED))
    found = (
        f"the tag {shown(tag[1])}, which is none or closes nothing" if tag else message.partition(". ")[0].rstrip(".")
    )
    expected = f"an end of the tag {shown(opened[1])}" if opened else "a Jinja2 template"
    hint = "compare it with the original, which 'rollenatlas overlays --copy' writes"
    return Problem(Location(place, error.lineno), "bad-template", found, expected, hint)


def _unknown_functions(environment: Environment, tree: nodes.Template, place: str) -> Iterator[Problem]:
    """Yield problems for filters and tests that do not exist; Jinja2 reports those inside a condition only once it is met."""
    for kind, noun, known in ((nodes.Filter, "filter", environment.filters), (nodes.Test, "test", environment.tests)):
        for node in tree.find_all(kind):
            if node.name not in known:
                found, hint = f"the {noun} {shown(node.name)}", did_you_mean(node.name, known)
                yield Problem(Location(place, node.lineno), "bad-template", found, f"a {noun} of Jinja2", hint)


def _unknown_strings(tree: nodes.Template, place: str, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield problems where a template names a key of interface texts that does not exist, or leaves placeholders unfilled."""
    plurals = {key.removesuffix(".other"): text for key, text in texts.items() if key.endswith(".other")}
    for call in tree.find_all(nodes.Call):
        counts = isinstance(call.node, nodes.Getattr) and call.node.attr == "count"
        called = call.node.node if isinstance(call.node, nodes.Getattr) and counts else call.node
        key = call.args[0].value if call.args and isinstance(call.args[0], nodes.Const) else None
        if not (isinstance(called, nodes.Name) and called.name == "t" and isinstance(key, str)):
            continue
        known = plurals if counts else texts
        at = Location(place, call.lineno)
        if key not in known:
            expected = "the key of a text with plural forms" if counts else "the key of a text of the interface"
            yield Problem(at, "unknown-string", f"the key {shown(key)}", expected, did_you_mean(key, known))
            continue
        given = {argument.key for argument in call.kwargs} | ({"n"} if counts else set())
        lacking = sorted(placeholders(known[key]) - given)
        if lacking and call.dyn_kwargs is None:
            text = f"no {', '.join(lacking)} for {shown(key)}"
            yield Problem(at, "other-placeholders", text, f"what {shown(known[key])} asks for")


def _lost_templates(tree: nodes.Template, place: str, templates: Set[str]) -> Iterator[Problem]:
    """Yield problems for templates that do not exist but are included, imported or extended."""
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        template = getattr(node, "template", None)
        wanted = template.as_const() if isinstance(template, nodes.Const) else None
        needed = not (isinstance(node, nodes.Include) and node.ignore_missing)
        if needed and isinstance(wanted, str) and wanted not in templates:
            found, hint = f"no template {shown(wanted)}", did_you_mean(wanted, templates)
            yield Problem(Location(place, node.lineno), "unknown-template", found, "the name of a template", hint)


def _unknown_names(tree: nodes.Template, place: str, known: Set[str]) -> Iterator[Problem]:
    """Yield problems for names that the program gives to no template."""
    lines = {name.name: name.lineno for name in reversed(list(tree.find_all(nodes.Name)))}
    try:
        unknown = meta.find_undeclared_variables(tree) - known - _asked_for(tree)
    except TemplateSyntaxError as error:  # for faults found only while compiling, such as extends in a block
        yield _unreadable(error, place)
        return
    for name in sorted(unknown):
        hint = did_you_mean(name, known)
        expected = "a name that pages are given, or one set in the template"
        place_of_name = Location(place, lines.get(name, 1))
        yield Problem(place_of_name, "unknown-name", f"the name {shown(name)}", expected, hint)


def _asked_for(tree: nodes.Template) -> Set[str]:
    """Return the names that may be undefined: the template tests whether they are defined, or gives a default."""
    asked = (*tree.find_all(nodes.Test), *tree.find_all(nodes.Filter))
    return {one.node.name for one in asked if one.name in _SPARED and isinstance(one.node, nodes.Name)}


def _known_names(environment: Environment, folder: Path) -> frozenset[str]:
    """Return all names that the program's own templates use or set; an own template may be given any of these."""
    known = set(environment.globals)
    for path in template_files(folder):
        tree = environment.parse(path.read_text(encoding="utf-8"))
        known |= {name.name for name in tree.find_all(nodes.Name)}
    return frozenset(known)


def _macros(tree: nodes.Template) -> set[str]:
    return {macro.name for macro in tree.find_all(nodes.Macro)}

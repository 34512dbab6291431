"""Rules over trainings."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.derive.facts import Facts
from generator.kinds.training import Cost, Duration, TrainingKind, TrainingState
from generator.problems import Problem, Severity, shown

_KEY_OF_KIND = {
    TrainingKind.COURSE: "teaches",
    TrainingKind.READING: "teaches",
    TrainingKind.EXAM: "attests",
    TrainingKind.REFERENCE: "about",
}
_DOES = {
    TrainingKind.COURSE: "a course lifts skills",
    TrainingKind.READING: "a reading lifts skills",
    TrainingKind.EXAM: "an exam only attests skills",
    TrainingKind.REFERENCE: "a reference only accompanies skills",
}
_GIVEN = (TrainingState.ACTIVE, TrainingState.DOUBTFUL)


def trainings_concern_a_skill(facts: Facts) -> Iterator[Problem]:
    """Ensure that courses and readings teach skills, exams attest them, references are about them, and no training does anything else."""
    for record in facts.catalog.content.trainings.values():
        kind = record.value.kind
        own = _KEY_OF_KIND[kind]
        if not getattr(record.value, own):
            found, expected = f"no skill that this {kind} {own}", f"{own}: with at least one skill"
            if own == "about":
                found = "no skill that this reference is about"
            yield Problem(record.locate("kind"), "no-skill", found, expected)
        for key in ("teaches", "attests", "about"):
            if key != own and getattr(record.value, key):
                place = record.locate(key, key=True)
                yield Problem(place, "wrong-kind", f"{key}: in a record of kind {kind}", f"{own}:", _DOES[kind])


def skills_are_named_once(facts: Facts) -> Iterator[Problem]:
    """Ensure that a training names each skill once, and each skill that it teaches once per starting level."""
    for record in facts.catalog.content.trainings.values():
        training = record.value
        rows: dict[str, list[tuple[str, str]]] = {
            "teaches": [(row.skill, row.from_level) for row in training.teaches],
            "attests": [(row.skill, "") for row in training.attests],
            "about": [(skill, "") for skill in training.about],
            "prerequisites": [(row.skill, "") for row in training.prerequisites],
        }
        for key, entries in rows.items():
            for number, entry in enumerate(entries):
                if entry in entries[:number]:
                    place = record.locate(key, number)
                    yield Problem(place, "duplicate-entry", f"{shown(entry[0])} a second time", "each once")


def training_levels_ascend(facts: Facts) -> Iterator[Problem]:
    """Ensure that a training lifts a skill to a higher level than it starts from."""
    catalog = facts.catalog
    for record in catalog.content.trainings.values():
        for number, lift in enumerate(record.value.teaches):
            if catalog.rank(lift.from_level) >= catalog.rank(lift.to_level):
                place = record.locate("teaches", number, "to")
                yield Problem(
                    place,
                    "level-order",
                    f"from {lift.from_level} to {lift.to_level}",
                    "a higher level in to: than in from:",
                )


def offers_can_be_reached(facts: Facts) -> Iterator[Problem]:
    """Ensure that a training has an address, unless the organisation itself gives it."""
    content = facts.catalog.content
    for record in content.trainings.values():
        if record.value.url is None and not content.providers[record.value.provider].value.own:
            hint = "add url:, or own: true to the provider where it is the organisation itself"
            yield Problem(record.locate(), "missing-key", 'no "url"', "this key", hint)


def lengths_are_stated_or_estimated(facts: Facts) -> Iterator[Problem]:
    """Ensure that effort is estimated only where no hours are stated, and that no free training has a price."""
    for record in facts.catalog.content.trainings.values():
        training = record.value
        if training.effort and isinstance(training.duration, Duration) and training.duration.hours:
            found, expected = "an estimate beside stated hours", "either of them"
            place = record.locate("effort", key=True)
            yield Problem(place, "needless-effort", found, expected, "remove effort:", Severity.WARNING)
        if training.price and training.cost is Cost.FREE:
            found, expected = "a price of a free training", "cost: paid or freemium, or no price"
            yield Problem(record.locate("price", key=True), "price-of-free", found, expected)


def urls_are_unique(facts: Facts) -> Iterator[Problem]:
    """Ensure that no two trainings have the same address; case of the host, a final slash, and http or https make no difference."""
    first: dict[tuple[str, ...], str] = {}
    for own, record in facts.catalog.content.trainings.items():
        if record.value.url is None:
            continue
        parts = urlsplit(record.value.url)
        key = (parts.netloc.lower(), parts.path.rstrip("/"), parts.query, parts.fragment)
        if key in first:
            hint = "merge the two records"
            yield Problem(
                record.locate("url"),
                "duplicate-url",
                f"the address of {shown(first[key])}",
                "an address of its own",
                hint,
            )
        first.setdefault(key, own)


def retired_ones_name_a_successor(facts: Facts) -> Iterator[Problem]:
    """Ensure that a retired training states its successor, an id or none, and that only retired or changing ones do."""
    for own, record in facts.catalog.content.trainings.items():
        training = record.value
        if training.state is TrainingState.RETIRED and training.successor is None:
            yield Problem(record.locate("state"), "missing-successor", "a retired training", "successor: an id or none")
        elif training.successor is not None and training.state in _GIVEN:
            place = record.locate("successor", key=True)
            found = f"a successor of a training that is {training.state}"
            yield Problem(
                place, "unneeded-successor", found, "no such key", "remove it, or set state: retired or changing"
            )
        elif training.successor == own:
            yield Problem(record.locate("successor"), "own-successor", shown(own), "another training")


def successors_are_given(facts: Facts) -> Iterator[Problem]:
    """Ensure that no successor of a training is retired itself."""
    trainings = facts.catalog.content.trainings
    for own, record in trainings.items():
        successor = record.value.successor
        if record.value.state in _GIVEN or successor is None or successor not in trainings or successor == own:
            continue  # other problems
        if trainings[successor].value.state is TrainingState.RETIRED:
            found = f"{shown(successor)}, which is retired itself"
            expected = "a training that is given, or none"
            place, hint = record.locate("successor"), _next(facts, own, successor)
            yield Problem(place, "retired-successor", found, expected, hint, Severity.WARNING)


def _next(facts: Facts, own: str, successor: str) -> str:
    """Return a hint with the first training that is given among the successors of a successor; empty if there is none."""
    trainings = facts.catalog.content.trainings
    seen = {own}
    while successor in trainings and successor not in seen:
        if trainings[successor].value.state is not TrainingState.RETIRED:
            return f"such as {successor}, which follows it"
        seen.add(successor)
        successor = trainings[successor].value.successor or ""
    return ""


def languages_fit_the_kind(facts: Facts) -> Iterator[Problem]:
    """Ensure that courses and readings name the language of instruction, and exams that of the exam."""
    for record in facts.catalog.content.trainings.values():
        key = "exam" if record.value.kind is TrainingKind.EXAM else "instruction"
        if record.value.kind is not TrainingKind.REFERENCE and not getattr(record.value.languages, key):
            place = record.locate("languages")
            yield Problem(place, "missing-language", f"no language of {key}", f"{key}: with at least one language")

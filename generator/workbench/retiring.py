"""Plan to retire a training: its page stays, but it is no longer suggested."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from generator.catalog import Catalog, Step
from generator.derive.coverage import required_steps
from generator.derive.quality import Quality, quality
from generator.kinds.training import KIND, Training, TrainingState
from generator.model.plain import written_keys
from generator.pipeline import load_linked
from generator.workbench.document import Piece, read_pieces
from generator.workbench.edits import Edit, add_entry, apply_edits, replace_text
from generator.workbench.plan import Plan, WorkbenchError, after_change, read_content, refuse_tables, refuse_unknown
from generator.workbench.references import references_to
from generator.workbench.workspace import Workspace
from generator.workbench.writing import scalar


def plan_retire(root: Path, training: str, successor: str, day: datetime.date) -> Plan:
    """Plan to set the state and successor (an id or ``none``) of a training; notes name the level steps that lose their last training."""
    content = read_content(root)
    refuse_unknown(content, KIND, training)
    refuse_tables(content, KIND, training)
    if successor != "none":
        refuse_unknown(content, KIND, successor)
        if successor == training:
            raise WorkbenchError(f'"{training}" can\'t be its own successor')
        if content.trainings[successor].value.state is TrainingState.RETIRED:
            raise WorkbenchError(f'"{successor}" is retired itself; name one that is given, or none')
    workspace = Workspace(root)
    name = f"{KIND.plural}/{training}.yml"
    text = workspace.text(name) or ""
    for key, value in (("state", TrainingState.RETIRED.value), ("successor", successor)):
        piece = read_pieces(text)
        if piece is not None:
            text = apply_edits(text, [set_entry(text, piece, key, value)])
    workspace.write(name, text)
    notes = [
        f"{one.place}: names it as successor; name one that is given, or none"
        for one in references_to(content, KIND, training)
        if one.path == ("successor",)
    ]
    before, after = load_linked(root), after_change(workspace)
    lost = [*_lost(quality(before, day), quality(after, day)), *_lost_beside(before, after)]
    levels = tuple(content.levels)
    notes += (f"{lack} leads to {step.skill} at {levels[step.rank - 1]} any more{why}" for lack, step, why in lost)
    return Plan(workspace, notes)


def _lost(before: Quality, after: Quality) -> Iterator[tuple[str, Step, str]]:
    """Yield what essential level steps lack after a change and had before: the lack, the step, and an empty text."""
    for step in after.without_training:
        if step not in before.without_training:
            yield "no training" if step in after.practice_steps else "no training, nor any practice,", step, ""
    without = [("no free training", before.without_free, after.without_free)]
    without += [
        (f"no training in {language}", before.without_language[language], steps)
        for language, steps in after.without_language.items()
    ]
    for lack, had, has in without:
        yield from ((lack, step, "") for step in has if step not in had)


def _lost_beside(before: Catalog, after: Catalog) -> Iterator[tuple[str, Step, str]]:
    """Yield the other level steps that lose their last training, which no quality bound counts: the lack, the step, and its necessity."""
    essential = frozenset(required_steps(after))
    asked = [
        after.requirement_ranks(role, grade=grade) for role in after.content.roles for grade in after.grades_of(role)
    ]
    for skill in after.content.skills:
        optional = max((ranks.get(skill, 0) for ranks in asked), default=0)
        for rank in range(1, len(after.level_ids) + 1):
            step = Step(skill, rank)
            if step not in essential and before.trainings_for(step) and not after.trainings_for(step):
                yield "no training", step, f" ({'optional' if rank <= optional else 'no role requires it'})"


def set_entry(text: str, piece: Piece, key: str, value: str) -> Edit:
    """Return the edit that sets a key of a training to a short value; a new key goes to its usual place."""
    if key in piece.entries:
        return replace_text(text, piece.entries[key], value)
    keys = written_keys(Training)
    return add_entry(text, piece, key, f" {scalar(value)}", keys[: keys.index(key)])

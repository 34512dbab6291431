"""The page of a training."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog import Step
from generator.derive.offers import roles_helped
from generator.derive.plan import has_path
from generator.kinds.training import Training
from generator.render.lens import BasisMark, Lens, LevelMark, PageLink
from generator.render.views.common import RecordFoot, record_foot, step_link
from generator.render.views.registry import shows
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class LiftRow:
    """A skill that the training lifts, from one level to another."""

    skill: PageLink
    low: LevelMark
    high: LevelMark
    basis: BasisMark


@dataclass(frozen=True, slots=True)
class PriceLine:
    """A price with the day on which it was read and its source."""

    amount: str
    date: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class TrainingView:
    """Everything a training page shows."""

    id: str
    title: str
    provider: str
    url: str
    kind: str
    kind_label: str
    format: str
    edition: str
    page_languages: str
    instruction_languages: str
    exam_languages: str
    page_machine: str
    machine: str
    """The note that the instruction is machine-translated; ``page_machine`` is that on the page's text, if there is no instruction."""
    cost_label: str
    price: PriceLine | None
    duration: str
    credential: str
    recognition: tuple[str, ...]
    summary: str
    evidence: str
    state: str
    state_label: str
    successor: PageLink | None
    no_successor: bool
    lifts: tuple[LiftRow, ...]
    attests: tuple[PageLink, ...]
    about: tuple[PageLink, ...]
    prerequisites: tuple[PageLink, ...]
    roles: tuple[PageLink, ...]
    checked: str
    checked_how: str
    foot: RecordFoot


@shows(PageKind.TRAINING)
def training_view(lens: Lens) -> TrainingView:
    """Make the view of a training page."""
    id = lens.page.key
    training = lens.catalog.training(id)
    catalog = lens.catalog
    languages = training.languages
    has_successor = training.successor not in (None, "none")
    return TrainingView(
        id=id,
        title=training.title,
        provider=catalog.content.providers[training.provider].value.title,
        url=training.url or "",
        kind=training.kind,
        kind_label=lens.t(f"kind.{training.kind}"),
        format=lens.local(catalog.content.formats[training.format].value.title),
        edition=training.edition or "",
        page_languages=lens.languages(languages.page),
        instruction_languages=lens.languages(languages.instruction),
        exam_languages=lens.languages(languages.exam),
        page_machine="" if languages.instruction else lens.machine(training, languages.page),
        machine=lens.machine(training, languages.instruction),
        cost_label=lens.t(f"cost.{training.cost}"),
        price=_price(lens, training),
        duration=lens.duration(training),
        credential=lens.local(training.credential),
        recognition=lens.recognition(training),
        summary=lens.local(training.summary),
        evidence=lens.local(training.evidence),
        state=training.state,
        state_label=lens.t(f"state.{training.state}"),
        successor=lens.link(PageKind.TRAINING, training.successor) if has_successor and training.successor else None,
        no_successor=training.successor == "none",
        lifts=tuple(
            LiftRow(
                lens.skill(item.skill, item.to_level),
                lens.level(catalog.rank(item.from_level)),
                lens.level(catalog.rank(item.to_level)),
                lens.basis(item.basis, item.source, training.sources),
            )
            for item in training.teaches
        ),
        attests=tuple(step_link(lens, Step(item.skill, catalog.rank(item.level))) for item in training.attests),
        about=tuple(lens.skill(skill) for skill in training.about),
        prerequisites=tuple(
            step_link(lens, Step(item.skill, catalog.rank(item.level))) for item in training.prerequisites
        ),
        roles=tuple(lens.role(role, "path" if has_path(catalog, role) else "") for role in roles_helped(catalog, id)),
        checked=lens.t.date(training.checked.date) if training.checked else "",
        checked_how=lens.t(f"check.{training.checked.how}") if training.checked else "",
        foot=record_foot(lens, training),
    )


def _price(lens: Lens, training: Training) -> PriceLine | None:
    price = training.price
    if price is None:
        return None
    source = training.sources[price.source]
    amount = lens.t.money(price.amount, price.currency)
    return PriceLine(amount, lens.t.date(price.date), source.title, source.url or "")

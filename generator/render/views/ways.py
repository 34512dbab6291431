"""Ways from an occupation to roles and their units, as the home page and the pages of occupations and roles show them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from babel.lists import format_list

from generator.catalog import Step
from generator.derive.near import WayToRole, ranks_of
from generator.derive.plan import HOURS_PER_WEEK, Unit, standing
from generator.derive.times import Length, Money, offer_time
from generator.render.foreign import joined
from generator.render.lens import Lens, LevelMark, PageLink
from generator.render.views.common import alone_hours
from generator.render.views.plan_data import STATE_VERSION, short_codes
from generator.routes import PageKind

NEXT = 3
"""Number of units that are shown as the next ones."""
WEEKS_PER_MONTH = 365.25 / 12 / 7
SHOWN_IN_WEEKS = 12
"""Up to this number of weeks a length is given in weeks, above it in months, as in ``assets/plan-page.js``."""


@dataclass(frozen=True, slots=True)
class UnitStep:
    """A level that a unit leads to, with what one can do then."""

    skill: PageLink
    level: LevelMark
    statement: str
    needed_for: str


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit of a plan: an offer, or a practice if ``offer`` is missing, with the levels that it leads to.

    ``facts`` are time, cost and language; ``practice`` is how to practise the first of the levels. ``key`` differs for cards
    that may differ.
    """

    key: tuple[str, ...]
    steps: tuple[UnitStep, ...]
    offer: PageLink | None
    url: str
    provider: str
    facts: tuple[str, ...]
    practice: str


@dataclass(frozen=True, slots=True)
class NearRole:
    """The way from an occupation to the first grade of a role.

    The occupation brings ``reached`` of ``essential`` skills; ``counts`` links to these, ``missing`` to those that need a step.
    """

    role: PageLink
    summary: str
    standing: str
    length: str
    share: str
    money: str
    reached: int
    essential: int
    counts: tuple[PageLink, ...]
    missing: tuple[PageLink, ...]
    via: PageLink | None
    far: str
    """Text on a way above the site's bound of hours; empty below it."""
    maturity: str
    """Text on a role that is only forecast and hardly found as a job; empty for others."""
    next: tuple[UnitCard, ...]
    offers: int
    plan: PageLink


def carrying(link: PageLink, occupation: str) -> PageLink:
    """Return the link with the reader's occupation in its address."""
    if not link.href:
        return link
    address, mark, anchor = link.href.partition("#")
    return PageLink(link.text, f"{address}?from={occupation}{mark}{anchor}")


def near_role(lens: Lens, occupation: str, way: WayToRole) -> NearRole:
    """Make the view of a near role."""
    catalog, plan = lens.catalog, way.plan
    have = ranks_of(catalog, occupation)
    required = catalog.ranks_to_reach(way.role, way.grade)
    stands = standing(catalog, way.role, have, way.grade)
    held = [skill for skill, rank in required.items() if have.get(skill, 0) >= rank]
    codes = short_codes(catalog.content.roles)[way.role], short_codes(catalog.content.occupations)[occupation]
    anchor = f"?v={STATE_VERSION}&o={codes[1]}&t={codes[0]}"
    by_title = sorted(held, key=lambda id: lens.sort_key(lens.title(PageKind.SKILL, id)))
    return NearRole(
        role=carrying(lens.role(way.role), occupation),
        summary=lens.local(catalog.role(way.role).summary),
        standing=standing_text(lens, way),
        length=length_text(lens, plan.length),
        share=share_text(lens, plan.length, plan.units),
        money=money_text(lens, plan.money),
        reached=stands.reached,
        essential=stands.essential,
        counts=tuple(lens.skill(skill) for skill in by_title),
        missing=tuple(lens.skill(skill) for skill in dict.fromkeys(step.step.skill for step in plan.steps)),
        via=between(lens, way.via) if way.via else None,
        far=far_text(lens) if way.far else "",
        maturity=_maturity(lens, way.role),
        next=tuple(unit_card(lens, unit) for unit in plan.units[:NEXT]) if catalog.knows_ways else (),
        offers=len(plan.offers),
        plan=carrying(lens.link(PageKind.PLAN, anchor=anchor, text=lens.t("way.plan")), occupation),
    )


def _maturity(lens: Lens, role: str) -> str:
    return lens.t("maturity.forecast.text") if lens.catalog.role(role).only_forecast else ""


def near_title(lens: Lens, ways: Sequence[NearRole]) -> str:
    """Return the title above the nearest roles, which says whether all, some or none are near (not too far, some skills held)."""
    weak = sum(bool(way.far) or not way.reached for way in ways)
    key = "occupation.far" if weak == len(ways) else "occupation.partly" if weak else "occupation.near"
    return lens.t.count(key, len(ways))


def far_text(lens: Lens) -> str:
    """Return the text on a way that takes more hours than the site's bound."""
    bound = lens.catalog.site.bounds.far_hours
    return lens.t("way.far.text", hours=lens.amount("hours", bound, bound))


def between(lens: Lens, job: str) -> PageLink:
    """Return a link to the job in between: an occupation or a role."""
    return lens.occupation(job) if job in lens.catalog.content.occupations else lens.role(job)


def standing_text(lens: Lens, way: WayToRole) -> str:
    """Return in words how many units a way has, and how many of them are offers and practices."""
    title, units = lens.grade_title(way.grade), way.plan.units
    if not units:
        return lens.t("way.reached.grade", grade=title) if title else lens.t("way.reached")
    number = len(units)
    standing = lens.t.count("way.steps.grade", number, grade=title) if title else lens.t.count("way.steps", number)
    return lens.t("way.kinds", standing=standing, kinds=kinds_text(lens, units))


def kinds_text(lens: Lens, units: Sequence[Unit]) -> str:
    """Return in words how many units are offers, how many are practices, and for how many neither is known."""
    offers = sum(bool(unit.offer) for unit in units)
    practices = sum(not unit.offer and bool(_practice(lens, unit.steps[0].step)) for unit in units)
    counts = (("offers", offers), ("practices", practices), ("open", len(units) - offers - practices))
    return joined((lens.t.count(f"way.{key}", number) for key, number in counts if number), ", ")


def _practice(lens: Lens, step: Step) -> str:
    level = lens.catalog.written(step)
    return lens.local(level.practice.text) if level and level.practice else ""


def length_text(lens: Lens, length: Length) -> str:
    """Return the range of hours and how long it takes at the default pace, in words; empty if nothing has a time."""
    if not length.high:
        return ""
    low, high = length.weeks
    if high > SHOWN_IN_WEEKS:
        unit, low, high = "months", max(1, _half_up(low / WEEKS_PER_MONTH)), max(1, _half_up(high / WEEKS_PER_MONTH))
    else:
        unit = "weeks"
    return lens.t(
        "way.length",
        hours=hours_text(lens, length),
        pace=lens.t.number(HOURS_PER_WEEK),
        time=lens.amount(unit, low, high),
    )


def _half_up(number: float) -> int:
    """Round halves up, as browsers do."""
    return math.floor(number + 0.5)


def hours_text(lens: Lens, length: Length) -> str:
    """Return the range of hours in words, without fractions from ten on, which nobody would believe; "at least" if a time is missing."""
    low, high = (_half_up(hours) if hours >= 10 else _half_up(hours * 10) / 10 for hours in (length.low, length.high))
    hours = lens.amount("hours", low, high)
    return lens.t("way.least", hours=hours) if length.untimed else hours


def share_text(lens: Lens, length: Length, units: Sequence[Unit]) -> str:
    """Return in words the shares of stated and estimated hours, the units without a time, and the timed ones without an offer.

    The languages of the offers are added, since in another language the page may count other offers and other hours.
    """
    known = length.stated + length.estimated
    stated = round(100 * length.stated / known) if known else 0
    parts = [lens.t("way.share", stated=stated, estimated=100 - stated)] if known else []
    if length.untimed:
        parts.append(lens.t.count("way.untimed", length.untimed))
    alone = sum(not unit.offer and unit.time is not None for unit in units)
    if alone:
        parts.append(lens.t.count("way.alone", alone))
    read = lens.catalog.site.reads(lens.language)
    if read and any(unit.offer for unit in units):
        names = sorted(map(lens.t.language_name, read))
        parts.append(lens.t("way.languages", languages=format_list(names, "or", locale=lens.t.locale)))
    return joined(parts, " ")


def money_text(lens: Lens, money: Money) -> str:
    """Return in words what offers cost."""
    parts = [lens.t.count("way.free", money.free)] if money.free else []
    parts += [lens.t.count("way.partly", money.partly)] if money.partly else []
    if money.priced:
        prices = ", ".join(lens.t.money(amount, currency) for currency, amount in sorted(money.prices.items()))
        parts.append(lens.t.count("way.priced", money.priced, prices=prices))
    parts += [lens.t.count("way.unpriced", money.unpriced)] if money.unpriced else []
    parts += [lens.t.count("way.unknown", money.unknown)] if money.unknown else []
    return joined(parts, ", ")


def unit_card(lens: Lens, unit: Unit) -> UnitCard:
    """Return a unit as a card."""
    catalog = lens.catalog
    reached = [one for one in unit.steps if not any(_above(other.step, one.step) for other in unit.steps)]
    practice = _practice(lens, reached[0].step)
    steps = tuple(
        UnitStep(
            lens.skill(planned.step.skill, catalog.level_at(planned.step.rank)),
            lens.level(planned.step.rank),
            _statement(lens, planned.step),
            lens.step_label(planned.needed_for) if planned.needed_for else "",
        )
        for planned in reached
    )
    time = _time(lens, unit)
    key = (unit.offer, *(f"{one.step} {one.needed_for}" for one in unit.steps))
    if not unit.offer:
        return UnitCard(key, steps, None, "", "", (time,) if unit.time or practice else (), practice)
    line, training = lens.training_line(unit.offer), catalog.training(unit.offer)
    facts = tuple(part for part in (time, line.cost_label, line.languages) if part)
    return UnitCard(key, steps, line.link, training.url or "", line.provider, facts, practice)


def _above(step: Step, other: Step) -> bool:
    return step.skill == other.skill and step.rank > other.rank


def _statement(lens: Lens, step: Step) -> str:
    level = lens.catalog.written(step)
    return lens.one_line(level.statement) if level else ""


def _time(lens: Lens, unit: Unit) -> str:
    """Return how long a unit takes, in words, including its practice if that takes longer than the offer alone."""
    offer = offer_time(lens.catalog.training(unit.offer)) if unit.offer else None
    if unit.time is None:
        return lens.t("duration.unknown")
    if offer is None:
        return alone_hours(lens, unit.time)
    own = lens.amount("hours", offer.low, offer.high) if offer.stated else lens.estimate((offer.low, offer.high))
    if unit.time == offer:
        return own
    return f"{own}, {lens.t('way.with_practice', hours=lens.amount('hours', unit.time.low, unit.time.high))}"

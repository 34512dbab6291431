"""Meanings of the words of closed lists, for authors: shown by editors and in the reference of fields."""

from __future__ import annotations

from collections.abc import Mapping

from generator.kinds.role import MarketKind, MaturityState, Necessity
from generator.kinds.skill import SkillType
from generator.kinds.training import CheckMethod, Cost, TrainingKind, TrainingState
from generator.model.look import Sign
from generator.model.parts import Basis, Match, Volatility
from generator.model.site import NameForm

MEANINGS: Mapping[str, Mapping[str, str]] = {
    Basis.__name__: {
        Basis.ARTICLE: "The text from which the atlas started says so.",
        Basis.SOURCE: "A source says so; name its key under source.",
        Basis.EDITORIAL: "The editors judge so.",
    },
    Volatility.__name__: {
        Volatility.LOW: "Changes slowly: the review is due after the longest time that site.yml sets.",
        Volatility.MEDIUM: "Changes now and then.",
        Volatility.HIGH: "Changes fast: the review is due after the shortest time that site.yml sets.",
    },
    Match.__name__: {
        Match.EXACT: "The other concept means the same.",
        Match.CLOSE: "The other concept means nearly the same.",
        Match.BROAD: "The other concept is broader.",
        Match.NARROW: "The other concept is narrower.",
        Match.RELATED: "The other concept is related, neither broader nor narrower.",
        Match.NONE: "Somebody looked: the scheme has no counterpart.",
        Match.NOT_DETERMINED: "Nobody has looked yet.",
    },
    Necessity.__name__: {
        Necessity.ESSENTIAL: "Nobody can fill the role without the skill.",
        Necessity.OPTIONAL: "The skill helps; the role can be filled without it.",
    },
    MaturityState.__name__: {
        MaturityState.FORECAST: "Predicted; hardly to be found as a post of its own yet.",
        MaturityState.EMERGING: "First posts and descriptions exist; titles and scope still vary.",
        MaturityState.OBSERVED: "Posts of this scope can be found on the market.",
        MaturityState.ESTABLISHED: "Title and tasks are settled on the market.",
    },
    MarketKind.__name__: {
        MarketKind.DEMAND: "How much the role is asked for.",
        MarketKind.PAY: "What the role is paid.",
        MarketKind.VACANCY: "How many posts are open.",
    },
    SkillType.__name__: {
        SkillType.KNOWLEDGE: "Something one knows.",
        SkillType.SKILL: "Something one can do.",
        SkillType.TRANSVERSAL: "Something that helps in every field, such as explaining.",
    },
    TrainingKind.__name__: {
        TrainingKind.COURSE: "Lifts a skill by teaching it.",
        TrainingKind.READING: "Lifts a skill by something to read.",
        TrainingKind.EXAM: "Attests a level and teaches nothing.",
        TrainingKind.REFERENCE: "Accompanies a skill: a law, a standard, the documentation of a tool.",
    },
    TrainingState.__name__: {
        TrainingState.ACTIVE: "The offer is current.",
        TrainingState.CHANGING: "The offer is being rebuilt; it is still suggested.",
        TrainingState.DOUBTFUL: "Its details could not be confirmed; it is not suggested.",
        TrainingState.RETIRED: "The offer is gone; the record stays and names what came after it.",
    },
    Cost.__name__: {
        Cost.FREE: "Everything is free.",
        Cost.FREEMIUM: "Part of it is free, such as all but the certificate.",
        Cost.PAID: "It costs something.",
        Cost.UNKNOWN: "Nobody has stated a price.",
    },
    CheckMethod.__name__: {
        CheckMethod.PUBLIC_LIST: "Found in a public list.",
        CheckMethod.PUBLIC_FILES: "Found in several public files.",
        CheckMethod.REPOSITORY_TEXT: "Read as text in the provider's repository.",
        CheckMethod.PAGE_COPY: "Read in a copy of the page.",
        CheckMethod.PAGE_OPENED: "Somebody opened the page itself.",
    },
    NameForm.__name__: {
        NameForm.TITLE: "The title as it stands in the record.",
        NameForm.NEUTRAL: "The name of the function.",
        NameForm.FEMININE: "The feminine form.",
        NameForm.MASCULINE: "The masculine form.",
    },
    Sign.__name__: {
        sign: f"{'An' if sign[0] in 'aeiou' else 'A'} {sign} beside the name of the group." for sign in Sign
    },
}
"""Meanings by the name of the closed list and by word."""

"""How records are said in a few words, wherever people read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .vocabulary import Regime, TieLevel

if TYPE_CHECKING:
    from .bodies import Deployment, Indicator, Membership
    from .model import Source, Tie
    from .world import Mission

_TIE_WORDS = {
    TieLevel.EMBASSY: "full relations",
    TieLevel.CONSULAR: "consular relations",
    TieLevel.LIAISON: "liaison or representative offices",
    TieLevel.RECOGNITION: "recognition",
}
_SENDERS = {Regime.RVN: "Saigon", Regime.PRG: "The PRG"}
_REGIME_WORDS = {Regime.RVN: " with Saigon", Regime.PRG: " with the PRG"}

# What a terminal would obey, and marks that turn the text behind them round; compiled when first needed.
_NOT_READ = "[\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069]+"


def one_line(text: str) -> str:
    r"""Return a text on one line, without what is not read but done: line breaks, tabs, control characters.

    Examples:
        >>> one_line("two\nlines, \x1b[31mred")
        'two lines, [31mred'
    """
    return re.sub(_NOT_READ, " ", text)


def source_words(source: Source) -> str:
    """Return what a source is, such as "A title. Its publisher, 2023-09-10."."""
    published = f", {source.published}" if source.published else ""
    return f"{source.title}. {source.publisher}{published}."


def tie_words(tie: Tie) -> str:
    """Return what a tie is, such as "full relations with Saigon"."""
    return _TIE_WORDS[tie.level] + _REGIME_WORDS.get(tie.regime, "")


def mission_words(mission: Mission) -> str:
    """Return what a mission is, such as "Vietnam's embassy in Wellington"."""
    where = f"{mission.kind}{f' to {mission.body}' if mission.body else ''} in {mission.city}"
    if mission.sender == "Vietnam":
        return f"{_SENDERS.get(mission.regime, 'Vietnam')}'s {where}"
    return f"{mission.country.name} {where}"


def membership_words(membership: Membership) -> str:
    """Return what a membership is, such as "member of World Trade Organization"."""
    seat = f" (seat of {_SENDERS[membership.regime]})" if membership.regime in _SENDERS else ""
    return f"{membership.status} of {membership.body.name}{seat}"


def deployment_words(deployment: Deployment) -> str:
    """Return who was sent where, such as "level-2 field hospital, rotation 1, with UNMISS (63)"."""
    rotation = f", rotation {deployment.rotation}," if deployment.rotation else ""
    number = f" ({deployment.personnel})" if deployment.personnel else ""
    return f"{deployment.unit}{rotation} with {deployment.mission}{number}"


def number_words(indicator: Indicator) -> str:
    """Return a published number with its name and unit, such as "peacekeepers_deployed: over 1100 people"."""
    bound = "" if indicator.bound == "exact" else f"{indicator.bound} "
    return f"{indicator.indicator}: {bound}{indicator.value} {indicator.unit}"

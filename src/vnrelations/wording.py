"""How records are said in a few words, wherever people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .vocabulary import Regime, TieLevel

if TYPE_CHECKING:
    from .bodies import Deployment, Indicator, Membership
    from .model import Tie
    from .world import Mission

_TIE_WORDS = {
    TieLevel.EMBASSY: "full relations",
    TieLevel.CONSULAR: "consular relations",
    TieLevel.LIAISON: "liaison or representative offices",
    TieLevel.RECOGNITION: "recognition",
}
_SENDERS = {Regime.RVN: "Saigon", Regime.PRG: "The PRG"}
_REGIME_WORDS = {Regime.RVN: " with Saigon", Regime.PRG: " with the PRG"}


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

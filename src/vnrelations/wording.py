"""How records are said in a few words, wherever people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .vocabulary import Regime, TieLevel

if TYPE_CHECKING:
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
    if mission.sender == "Vietnam":
        return f"{_SENDERS.get(mission.regime, 'Vietnam')}'s {mission.kind} in {mission.city}"
    return f"{mission.country.name} {mission.kind} in {mission.city}"

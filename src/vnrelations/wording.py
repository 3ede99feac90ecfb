"""How records are said in a few words, wherever people read them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from .vocabulary import Regime, TieLevel

if TYPE_CHECKING:
    from .bodies import Deployment, Indicator, Membership
    from .model import Source, Tie
    from .vocabulary import Names
    from .world import Mission

Lang = Literal["en", "vi", "zh"]

_TIE_WORDS = {
    TieLevel.EMBASSY: "full relations",
    TieLevel.CONSULAR: "consular relations",
    TieLevel.LIAISON: "liaison or representative offices",
    TieLevel.RECOGNITION: "recognition",
}
_SENDERS = {Regime.RVN: "Saigon", Regime.PRG: "The PRG"}
_REGIME_WORDS = {Regime.RVN: "{tie} with Saigon", Regime.PRG: "{tie} with the PRG"}

# What a terminal would obey, and marks that turn the text behind them round; compiled when first needed.
_NOT_READ = "[\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069]+"


def one_line(text: str) -> str:
    r"""Return a text on one line, without what is not read but done: line breaks, tabs, control characters.

    Examples:
        >>> one_line("two\nlines, \x1b[31mred")
        'two lines, [31mred'
    """
    return re.sub(_NOT_READ, " ", text)


def width_of(text: str) -> int:
    """Return how wide a text is on a terminal: of a Chinese character two, of an accent that stands alone nothing."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def padded(text: str, width: int) -> str:
    """Return a text with spaces behind it up to a width."""
    return text + " " * (width - width_of(text))


def say(words: str, lang: Lang = "en", **given: object) -> str:
    """Return words in a language, with what is given in their braces.

    Examples:
        >>> say("by {day}", day=1950), say("by {day}", "zh", day=1950)
        ('by 1950', '最迟1950')
    """
    if lang != "en":
        from .translations import TRANSLATIONS  # most people ask in English

        words = TRANSLATIONS[words][lang == "zh"]
    return words.format(**given) if given else words


def term(word: str, lang: Lang = "en") -> str:
    """Return a word of the records (a city, a unit, a series of figures) in a language, or as it is if that has none.

    Examples:
        >>> term("Beijing", "vi"), term("persons", "zh"), term("a unit of your own", "zh")
        ('Bắc Kinh', '人', 'a unit of your own')
    """
    if lang == "en":
        return word
    from .translations import TERMS, TRANSLATIONS

    known = TERMS.get(word) or TRANSLATIONS.get(word)
    return known[lang == "zh"] if known else word


def in_language(names: Names, lang: Lang) -> str:
    """Return a name in a language or, where it has none there, in another."""
    return getattr(names, lang) or names.en or names.vi or names.zh


def source_words(source: Source) -> str:
    """Return what a source is, such as "A title. Its publisher, 2023-09-10."."""
    published = f", {source.published}" if source.published else ""
    return f"{source.title}. {source.publisher}{published}."


def tie_words(tie: Tie, lang: Lang = "en") -> str:
    """Return what a tie is, such as "full relations with Saigon"."""
    words = say(_TIE_WORDS[tie.level], lang)
    return say(_REGIME_WORDS[tie.regime], lang, tie=words) if tie.regime in _REGIME_WORDS else words


def mission_words(mission: Mission, lang: Lang = "en") -> str:
    """Return what a mission is, such as "Vietnam's embassy in Wellington"."""
    given = {"mission": say(mission.kind, lang), "city": term(mission.city, lang)}
    if mission.sender == "Vietnam":
        sender = say(_SENDERS.get(mission.regime, "Vietnam"), lang) + ("'s" if lang == "en" else "")
    else:
        sender = in_language(mission.country.names, lang)
    if not mission.body:
        return say("{sender} {mission} in {city}", lang, sender=sender, **given)
    body = mission.body if lang == "en" else getattr(mission.body, f"name_{lang}") or mission.body
    return say("{sender} {mission} to {body} in {city}", lang, sender=sender, body=body, **given)


def membership_words(membership: Membership) -> str:
    """Return what a membership is, such as "member of World Trade Organization"."""
    seat = f" (seat of {_SENDERS[membership.regime]})" if membership.regime in _SENDERS else ""
    return f"{membership.status} of {membership.body.name}{seat}"


def deployment_words(deployment: Deployment, lang: Lang = "en") -> str:
    """Return who was sent where, such as "level-2 field hospital, rotation 1, with UNMISS (63)"."""
    unit, rotation = term(deployment.unit, lang), deployment.rotation
    who = say("{unit}, rotation {rotation},", lang, unit=unit, rotation=rotation) if rotation else unit
    number = f" ({deployment.personnel})" if deployment.personnel else ""
    return say("{unit} with {mission}", lang, unit=who, mission=deployment.mission) + number


def amount_words(indicator: Indicator, lang: Lang = "en") -> str:
    """Return how much a published figure is, such as "over 1,100 persons"."""
    value = f"{indicator.value:,}"
    if lang == "vi":
        value = value.replace(",", ".")
    if indicator.bound != "exact":
        value = say(f"{indicator.bound} {{value}}", lang, value=value)
    return say("{value} {unit}", lang, value=value, unit=term(indicator.unit, lang))


def number_words(indicator: Indicator, lang: Lang = "en") -> str:
    """Return a published figure with its name, such as "peacekeepers_deployed: over 1,100 persons"."""
    return say("{name}: {amount}", lang, name=term(indicator.indicator, lang), amount=amount_words(indicator, lang))

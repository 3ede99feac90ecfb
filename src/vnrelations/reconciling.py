"""Published totals beside what the records give on their day.

Each total that the records can derive has one usual way of counting and, for some, further ones that its publishers
have used. What is compared is the day of the figure or, where only its month or year is known, any day in it.
"""

from __future__ import annotations

import bisect
import datetime as dt
from enum import StrEnum
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import attrs

from .bodies import Bound, Indicator
from .dates import PartialDate
from .model import Citation, Printed, Spell
from .records import Records
from .vocabulary import CountryKind, Level
from .world import MissionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .model import Country, Partnership, Tie
    from .queries import Dataset

    Count = Callable[["Rule", int], int]  # under a rule, from the day of change that has this index to the next


class Verdict(StrEnum):
    """How a published total stands to the records."""

    EQUAL = "equal"
    EQUAL_UNDER_RULE = "equal under a rule"
    STALE = "stale"
    NOT_REPRODUCIBLE = "not reproducible"


@attrs.frozen(cache_hash=True, repr=False)
class Reckoning(Printed):
    """A published total beside what the records give.

    Attributes:
        id: The id of the indicator.
        indicator: What was counted.
        as_of: The day, month or year of the published total.
        published: The published total.
        bound: How exact it claims to be.
        derived: What the records give on the last day of ``as_of``, counted the usual way.
        verdict: How the two stand.
        explanation: The rule under which they are equal, the earlier days on which the total was true, or the
            bounds that the records give; empty if they are simply equal, or within the bound.
        sources: Where the total was published.
        note: What to know about the published total.
    """

    id: str
    indicator: str
    as_of: PartialDate
    published: int
    bound: Bound
    derived: int
    verdict: Verdict
    explanation: str
    sources: tuple[Citation, ...]
    note: str = ""


class Rule(NamedTuple):
    """A way of counting: its name, and the partners that it counts on a day."""

    name: str
    counted: Callable[[Dataset, dt.date], int]


def reconcile(dataset: Dataset) -> Records[Reckoning]:
    """See ``vnrelations.reconcile``."""
    days = _days_of_change(dataset)

    @cache  # the same total is published again and again
    def count(rule: Rule, index: int) -> int:
        return rule.counted(dataset, days[index])

    return Records(
        _reckon(dataset, figure, days, count) for figure in dataset.indicators() if figure.indicator in RULES
    )


def _days_of_change(dataset: Dataset) -> list[dt.date]:
    """The days on which any count can change: between two of them it stays."""
    as_of = dataset.as_of.latest
    tables = ("ties", "partnerships", "missions", "memberships")
    spells: Iterable[Spell] = [spell for table in tables for spell in dataset.tables[table]]
    changes = {_FIRST_DAY} | {day for spell in spells for day in (spell.begins, spell.ends)}
    changes |= {dt.date(year, 1, 1) for year in range(1946, as_of.year + 1)}  # for what is counted by the year
    changes |= {c.un_member_since.latest for c in dataset.countries() if c.un_member_since}
    return sorted(day for day in changes if _FIRST_DAY <= day <= as_of)


def _reckon(dataset: Dataset, figure: Indicator, days: list[dt.date], count: Count) -> Reckoning:
    last = _index(days, figure.as_of.latest)
    # What is counted over a year grows in it: only its last day tells, and no earlier year is its past.
    over_a_year = figure.indicator in _OVER_A_YEAR
    first = last if over_a_year else _index(days, figure.as_of.earliest)
    usual, *others = RULES[figure.indicator]

    def fits(rule: Rule) -> bool:
        return any(_fits(figure, count(rule, index)) for index in range(first, last + 1))

    def true(index: int) -> bool:
        return count(usual, index) == figure.value

    if fits(usual):
        verdict, explanation = Verdict.EQUAL, ""
    elif under := next(filter(fits, others), None):
        verdict, explanation = Verdict.EQUAL_UNDER_RULE, under.name
    elif (end := next(filter(true, reversed(range(0 if over_a_year else first))), None)) is not None:
        # Never true again after: the figure is of the last time that it was.
        start = next((index + 1 for index in reversed(range(end)) if not true(index)), 0)
        verdict = Verdict.STALE
        explanation = f"true from {days[start]} to {days[end + 1] - dt.timedelta(1)}"
    else:
        verdict, explanation = Verdict.NOT_REPRODUCIBLE, _why_not(dataset, figure, usual, others, last, count)
    return Reckoning(
        id=figure.id,
        indicator=figure.indicator,
        as_of=figure.as_of,
        published=figure.value,
        bound=figure.bound,
        derived=count(usual, last),
        verdict=verdict,
        explanation=explanation,
        sources=figure.sources,
        note=figure.note,
    )


def _index(days: list[dt.date], day: dt.date) -> int:
    """Which of the days of change came last before that day, or on it."""
    return max(bisect.bisect_right(days, day) - 1, 0)


def _fits(figure: Indicator, counted: int) -> bool:
    if figure.bound is Bound.OVER:
        return counted > figure.value
    if figure.bound is Bound.ABOUT:
        return abs(counted - figure.value) <= figure.value * _ABOUT
    return counted == figure.value


_ABOUT = 0.05


def _why_not(dataset: Dataset, figure: Indicator, usual: Rule, others: list[Rule], last: int, count: Count) -> str:
    given = [f"the records give {count(usual, last)}"]
    given += [f"{count(rule, last)} {rule.name}" for rule in others]
    if figure.indicator in _OF_TIES:
        day = min(max(figure.as_of.latest, _FIRST_DAY), dataset.as_of.latest)
        given.append(f"up to {_unknown_too(dataset, day)} with those whose beginning is not known")
    return ", ".join(given)


# -- what is counted


def _ties(keep: Callable[[Country, dt.date], bool], dataset: Dataset, day: dt.date) -> int:
    return len({t.country.id for t in dataset.ties(on=day) if t.counted and keep(t.country, day)})


def _unknown_too(dataset: Dataset, day: dt.date) -> int:
    """The partners in the total, and those that may have been in it since nobody knows when they came."""
    held = {t.country.id for t in dataset.ties(on=day) if t.counted}
    later: Iterable[Tie] = dataset.tables["ties"]
    perhaps = (t.country for t in later if t.counted and t.since is None and day < t.begins)
    return len(held | {country.id for country in perhaps if country.existed(day)})


def _is_member(country: Country, day: dt.date) -> bool:
    return country.un_member_since is not None and country.un_member_since.latest <= day


def _partners(levels: Iterable[Level], keep: Callable[[Country], bool], dataset: Dataset, day: dt.date) -> int:
    return len({p.partner.id for p in dataset.partners(on=day) if p.level in levels and keep(p.partner)})


def _missions_abroad(kinds: Iterable[MissionKind], dataset: Dataset, day: dt.date) -> int:
    return sum(m.kind in kinds for m in dataset.missions(sender="Vietnam", on=day))


def _bodies(dataset: Dataset, day: dt.date) -> int:
    return len({membership.body.id for membership in dataset.memberships(on=day)})


def _upgraded(levels: Iterable[Level], dataset: Dataset, day: dt.date) -> int:
    steps: Iterable[Partnership] = dataset.tables["partnerships"]
    new_year = dt.date(day.year, 1, 1)
    return len({p.partner.id for p in steps if p.level in levels and new_year <= p.begins <= day})


def _all(country: Country) -> bool:
    return True


_AFRICA = frozenset({"Northern Africa", "Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa"})
_MIDDLE_EAST_AND_AFRICA = _AFRICA | {"Western Asia"}
_CAUCASUS = frozenset({"AM", "AZ", "GE"})
_AMERICAS = frozenset({"Northern America", "Central America", "Caribbean", "South America"})
_AMERICAN_G20 = frozenset({"AR", "BR", "CA", "MX", "US"})
_ASIAN_G20 = frozenset({"CN", "ID", "IN", "JP", "KR", "SA", "TR"})
_OTHER_G20 = frozenset({"AU", "DE", "EU", "FR", "GB", "IT", "RU", "ZA"})
# Of its 21 members all but the African Union, with which no partnership is recorded.
_G20 = _AMERICAN_G20 | _ASIAN_G20 | _OTHER_G20
_PERMANENT = frozenset({"CN", "FR", "GB", "RU", "US"})
_CSP, _EXTENSIVE, _STRATEGIC, _COMPREHENSIVE = (level for level in Level if level.rank)
_FIRST_DAY = dt.date(1945, 9, 2)  # of the Democratic Republic, with which the tables begin
_OVER_A_YEAR = frozenset({"partners_upgraded_in_the_year"})
_OF_TIES = frozenset({"countries_with_relations", "un_members_with_relations"})
_RANKED = (_CSP, _EXTENSIVE, _STRATEGIC, _COMPREHENSIVE)

_DIPLOMATIC = (MissionKind.EMBASSY, MissionKind.CONSULATE_GENERAL, MissionKind.CONSULATE, MissionKind.PERMANENT_MISSION)

RULES: Mapping[str, tuple[Rule, ...]] = {
    "missions_abroad": (
        Rule("of every kind", partial(_missions_abroad, MissionKind)),
        Rule("embassies, consulates and permanent missions alone", partial(_missions_abroad, _DIPLOMATIC)),
    ),
    "international_organisations_joined": (Rule("that the memberships name", _bodies),),
    "countries_with_relations": (
        Rule("counted in the official total", partial(_ties, lambda country, day: True)),
        Rule("of members of the United Nations alone", partial(_ties, _is_member)),
    ),
    "un_members_with_relations": (
        Rule("members of the United Nations other than Vietnam", partial(_ties, _is_member)),
        Rule("with Vietnam itself", lambda dataset, day: 1 + _ties(_is_member, dataset, day)),
        Rule("with the partners that are no members", partial(_ties, lambda country, day: True)),
    ),
    "african_countries_with_relations": (
        Rule(
            "African states, the Sahrawi Republic one of them",
            partial(_ties, lambda country, day: country.region in _AFRICA),
        ),
    ),
    "american_countries_with_relations": (
        Rule("states of the Americas", partial(_ties, lambda country, day: country.region in _AMERICAS)),
    ),
    "partnerships": (
        Rule("all ranked", partial(_partners, _RANKED, _all)),
        Rule(
            "without the European Union",
            partial(_partners, _RANKED, lambda country: country.kind is not CountryKind.UNION),
        ),
    ),
    "comprehensive_strategic_partners": (Rule("of that level", partial(_partners, (_CSP,), _all)),),
    "strategic_partners": (
        Rule("strategic or extensive strategic", partial(_partners, (_STRATEGIC, _EXTENSIVE), _all)),
        Rule("strategic alone", partial(_partners, (_STRATEGIC,), _all)),
    ),
    "strategic_partners_of_any_rank": (
        Rule("strategic and above", partial(_partners, (_CSP, _EXTENSIVE, _STRATEGIC), _all)),
    ),
    "comprehensive_partners": (Rule("of that level", partial(_partners, (_COMPREHENSIVE,), _all)),),
    "special_partners": (
        Rule("of that kind", partial(_partners, (Level.SPECIAL,), _all)),
        Rule(
            "in South-eastern Asia",
            partial(_partners, (Level.SPECIAL,), lambda country: country.region == "South-eastern Asia"),
        ),
    ),
    "strategic_partners_in_middle_east_and_africa": (
        Rule(
            "strategic, in Western Asia and Africa",
            partial(_partners, (_STRATEGIC,), lambda country: country.region in _MIDDLE_EAST_AND_AFRICA),
        ),
        Rule(
            "of these without the Caucasus",
            partial(
                _partners,
                (_STRATEGIC,),
                lambda country: country.region in _MIDDLE_EAST_AND_AFRICA and country.id not in _CAUCASUS,
            ),
        ),
    ),
    "g20_members_with_partnership": (
        Rule("members with a ranked partnership", partial(_partners, _RANKED, lambda country: country.id in _G20)),
    ),
    "permanent_members_with_comprehensive_strategic_partnership": (
        Rule("permanent members of that level", partial(_partners, (_CSP,), lambda country: country.id in _PERMANENT)),
    ),
    "partners_upgraded_in_the_year": (
        Rule("partners with a new ranked step in that year", partial(_upgraded, _RANKED)),
        Rule("with special and sectoral steps", partial(_upgraded, Level)),
    ),
}

"""Relations: everything that the dataset knows about Vietnam and one partner, as of one day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, get_args

import attrs

from .dates import PartialDate
from .errors import InvalidValueError, quoted
from .model import Country, Dispute, Dissent, Partnership, Shown, Source, Tie
from .records import Records
from .vocabulary import Level, Regime, TieLevel
from .wording import (
    Lang,
    deployment_words,
    in_language,
    mission_words,
    number_words,
    one_line,
    padded,
    say,
    source_words,
    term,
    tie_words,
    width_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .bodies import Deployment, Indicator, Period
    from .model import Citation
    from .queries import Dataset
    from .world import Agreement, Event, Mission

    Fact: TypeAlias = Tie | Partnership | Dispute | Agreement | Mission | Event | Deployment | Indicator | Period


class Entry(NamedTuple):
    """What is said of a record.

    Attributes:
        when: The day or time; in the first section, which of the facts it is.
        what: What is said.
        cited: Where it is read.
        url: Where it is, of a source.
    """

    when: str
    what: str
    cited: tuple[Citation, ...] = ()
    url: str = ""


@attrs.frozen(repr=False)
class Relations(Shown):
    """How Vietnam stands with one partner on one day.

    Nothing is computed, and no table loaded, before it is asked for.

    Attributes:
        country: The partner.
        on: The day.

    Examples:
        >>> import vnrelations as vn
        >>> us = vn.relations_with("US", on="2024-01")
        >>> us.level
        <Level.COMPREHENSIVE_STRATEGIC: 'comprehensive strategic'>
        >>> str(us.established)
        '1995-07-12'
    """

    country: Country
    on: dt.date
    _dataset: Dataset

    @property
    def history(self) -> Records[Tie | Partnership]:
        """Every spell of relations and every partnership step that had begun by that day, in order.

        Those of the former states whose relations this partner took over are among them.
        """
        frameworks: Sequence[Partnership] = self._dataset._about("partnerships", self.country)
        steps: list[Tie | Partnership] = [p for p in frameworks if p.begins <= self.on]
        lineage = [self.country]
        for country in lineage:  # grows by each predecessor that is met
            spells: Sequence[Tie] = self._dataset._about("ties", country)
            for tie in spells:
                if tie.begins <= self.on:
                    steps.append(tie)
                    if tie.predecessor is not None and tie.predecessor not in lineage:
                        lineage.append(tie.predecessor)
        return Records(sorted(steps, key=lambda step: (step.begins, step.id)))

    @property
    def ties(self) -> Records[Tie]:
        """The spells of relations in force on that day, Saigon's too; empty if there are none."""
        spells: Sequence[Tie] = self._dataset._about("ties", self.country)
        return Records(t for t in spells if t.in_force(self.on))

    @property
    def disputes(self) -> Records[Dispute]:
        """The disputes that had begun by that day, settled ones too, each with its status on that day."""
        return self._dataset.disputes(self.country, on=self.on)

    @property
    def agreements(self) -> Records[Agreement]:
        """The agreements concluded by that day, in the order of time; not the conventions open to the world."""
        agreements: Sequence[Agreement] = self._dataset._about("agreements", self.country)
        concluded = [a for a in agreements if a.concluded.latest <= self.on]
        return Records(sorted(concluded, key=lambda a: (a.concluded.latest, a.id)))

    @property
    def missions(self) -> Records[Mission]:
        """The missions open on that day, of both sides; Saigon's too."""
        missions: Sequence[Mission] = self._dataset._about("missions", self.country)
        return Records(m for m in missions if m.in_force(self.on))

    @property
    def events(self) -> Records[Event]:
        """The events that had begun by that day, in the order of time."""
        events: Sequence[Event] = self._dataset._about("events", self.country)
        begun = [e for e in events if e.since.latest <= self.on]
        return Records(sorted(begun, key=lambda e: (e.since.latest, e.id)))

    @property
    def deployments(self) -> Records[Deployment]:
        """The peacekeepers whom Vietnam had in that country on that day."""
        return self._dataset.deployments(self.country, on=self.on)

    @property
    def indicators(self) -> Records[Indicator]:
        """The numbers published about this partner alone that are of that day or earlier, series by series."""
        numbers = self._dataset.indicators(partner=self.country)
        return Records(i for i in numbers if i.as_of.latest <= self.on)

    @property
    def periods(self) -> Records[Period]:
        """The eras that this partner marked and that had begun by that day, those of unknown beginning first."""
        eras: Sequence[Period] = self._dataset._about("periods", self.country)
        begun = [p for p in eras if p.since is None or p.since.latest <= self.on]
        return Records(sorted(begun, key=lambda p: (p.since.latest if p.since else dt.date.min, p.id)))

    @property
    def dissents(self) -> Records[Dissent]:
        """What sources say otherwise about any of these."""
        return self._dissents_about(self._records())

    @property
    def established(self) -> PartialDate | None:
        """When full diplomatic relations were first established, by the date that Vietnam celebrates.

        For a successor this is its predecessor's date where Vietnam took the relation over. None if there never
        were any by this day, or no source gives the date.
        """
        full = [r for r in self.history if isinstance(r, Tie) and r.level is TieLevel.EMBASSY]
        # The PRG's stand for the whole of Vietnam only where the state of today counts from them.
        first = next((t for t in full if t.counted or t.regime in (Regime.DRV, Regime.SRV)), None)
        return first.since if first else None

    @property
    def partnerships(self) -> Records[Partnership]:
        """The frameworks in force on that day, the ranked one first."""
        held = [r for r in self.history if isinstance(r, Partnership) and r.in_force(self.on)]
        return Records(sorted(held, key=lambda p: -(p.level.rank or 0)))

    @property
    def partnership(self) -> Partnership | None:
        """The ranked framework in force on that day, or None."""
        return next((p for p in self.partnerships if p.level.rank is not None), None)

    @property
    def level(self) -> Level | None:
        """The level of the ranked framework in force on that day, or None."""
        ranked = self.partnership
        return None if ranked is None else ranked.level

    @property
    def sources(self) -> Records[Source]:
        """Every source of what is said here, once, by id."""
        records = tuple(self._records())
        return _sources_of((*records, *self._dissents_about(records)))

    def _dissents_about(self, records: Iterable[Fact]) -> Records[Dissent]:
        by_record = self._dataset._by("dissents", "record")
        found = [dissent for key in {record.id for record in records} for dissent in by_record.get(key, ())]
        return Records(sorted(found, key=lambda d: d.id))

    def _records(self) -> Iterator[Fact]:
        yield from self.history
        yield from self.disputes
        yield from self.agreements
        yield from self.missions
        yield from self.events
        yield from self.deployments
        yield from self.indicators
        yield from self.periods

    def __repr__(self) -> str:
        return f"Relations({self.country!r}, on={self.on})"

    def __str__(self) -> str:
        return self.to_text()

    def to_text(self, lang: Lang = "en") -> str:
        """Return what is known as text, which is also what ``print`` gives.

        Args:
            lang: The language of headings, names, titles, figures and what is said of relations: ``"en"``, ``"vi"`` or
                ``"zh"``. What the curators write, such as how a dispute is settled, is English.

        Raises:
            InvalidValueError: There is no such language.

        Examples:
            >>> import vnrelations as vn
            >>> print(vn.relations_with("AG").to_text("zh").splitlines()[1].strip())
            外交关系  正式外交关系，建立于2013-11-08
        """
        if lang not in get_args(Lang):
            raise InvalidValueError(f"language {quoted(lang)} is not one of: {', '.join(get_args(Lang))}")
        lines: list[str] = []
        for heading, entries in self._sections(lang):
            width = max(width_of(entry.when) for entry in entries)
            lines += ["", one_line(heading)] if lines else [one_line(heading)]
            lines += [f"  {padded(e.when, width)}  {_line(e)}" if width else f"  {_line(e)}" for e in entries]
        return "\n".join(lines)

    def _sections(self, lang: Lang = "en") -> Iterator[tuple[str, list[Entry]]]:
        """What a person reads: headings, and under each its entries."""
        names = str(self.country.names) if lang == "en" else in_language(self.country.names, lang)
        yield (
            say("Vietnam and {partner}, {day}", lang, partner=names, day=self.on),
            [
                Entry(say("diplomatic relations", lang), _standing(self.ties, self.established, lang)),
                *(Entry(say("partnership", lang), _framework(p, lang)) for p in self.partnerships),
            ],
        )
        # Each is looked for once, and not again for the dissents and the sources.
        history, disputes, agreements = self.history, self.disputes, self.agreements
        missions, events, deployments = self.missions, self.events, self.deployments
        indicators, periods = self.indicators, self.periods
        records = (*history, *disputes, *agreements, *missions, *events, *deployments, *indicators, *periods)
        dissents = self._dissents_about(records)
        headings = {
            "History": [Entry(_period(r, self.on, lang), _step(r, self, lang), r.sources) for r in history],
            "Disputes": [Entry(_period(d, self.on, lang), _dispute(d, self, lang), d.sources) for d in disputes],
            "Agreements": [Entry(str(a.concluded), _agreement(a, self.on, lang), a.sources) for a in agreements],
            "Missions": [Entry(_period(m, self.on, lang), mission_words(m, lang), m.sources) for m in missions],
            "Events": [Entry(_when(e, self.on, lang), in_language(e.titles, lang), e.sources) for e in events],
            "Peacekeepers": [
                Entry(_period(d, self.on, lang), deployment_words(d, lang), d.sources) for d in deployments
            ],
            "Published figures": [Entry(str(i.as_of), number_words(i, lang), i.sources) for i in indicators],
            "Eras": [Entry(_era(p, self.on, lang), in_language(p.titles, lang), p.sources) for p in periods],
            "Sources that say otherwise": [
                Entry("", f"{d.record}, {d.field} {d.value}: {d.reason}", d.sources) for d in dissents
            ],
            "Sources": [
                Entry("", f"[{s.id}] {source_words(s)}", url=s.url) for s in _sources_of((*records, *dissents))
            ],
        }
        yield from ((say(heading, lang), entries) for heading, entries in headings.items() if entries)


def _standing(ties: Records[Tie], established: PartialDate | None, lang: Lang) -> str:
    if not ties:
        return say("none", lang)
    standing = ", ".join(tie_words(tie, lang) for tie in ties)
    return say("{standing}, established {day}", lang, standing=standing, day=established) if established else standing


def _level(partnership: Partnership, lang: Lang) -> str:
    level = partnership.level.value if lang == "en" else in_language(partnership.level.names, lang)
    return f"{level} ({term(partnership.sector, lang)})" if partnership.sector else level


def _framework(partnership: Partnership, lang: Lang) -> str:
    level = _level(partnership, lang)
    if partnership.since:
        return say("{level}, since {day}", lang, level=level, day=partnership.since)
    return say("{level}, since {day} at the latest", lang, level=level, day=partnership.attested)


def _period(record: Tie | Partnership | Dispute | Mission | Deployment, on: dt.date, lang: Lang) -> str:
    start = str(record.since) if record.since else say("by {day}", lang, day=record.attested)
    return say("{first} to {last}", lang, first=start, last=record.until) if record.ends <= on else start


def _step(record: Tie | Partnership, relations: Relations, lang: Lang) -> str:
    if isinstance(record, Partnership):
        title = in_language(record.titles, lang) or in_language(record.level.names, lang)
        return f"{_level(record, lang)}: {title}"
    text = tie_words(record, lang)
    if record.country != relations.country:
        text = say("{tie}, with {partner}", lang, tie=text, partner=in_language(record.country.names, lang))
    if record.predecessor is not None:
        partner = in_language(record.predecessor.names, lang)
        text = say("{tie}, taken over from {partner}", lang, tie=text, partner=partner)
    if record.ending is not None and record.ends <= relations.on:
        text += f"; {say(record.ending, lang)}"
    return text


def _dispute(dispute: Dispute, relations: Relations, lang: Lang) -> str:
    text = f"{in_language(dispute.titles, lang)} ({say(dispute.status, lang)})"
    # The text tells how it stands on the dataset's day: of an earlier one it is true only if all was over.
    known = dispute.ends <= relations.on or relations.on == relations._dataset.as_of.latest
    return f"{text}: {dispute.settlement}" if known and dispute.settlement else text


def _agreement(agreement: Agreement, on: dt.date, lang: Lang) -> str:
    title = in_language(agreement.titles, lang)
    known = agreement.in_force is not None and agreement.in_force.latest <= on
    return say("{title}, in force {day}", lang, title=title, day=agreement.in_force) if known else title


def _era(period: Period, on: dt.date, lang: Lang) -> str:
    start = str(period.since or "")
    known = period.until is not None and period.until.latest <= on
    return say("{first} to {last}", lang, first=start, last=period.until).strip() if known else start


def _when(event: Event, on: dt.date, lang: Lang) -> str:
    known = event.until is not None and event.until.latest <= on
    return say("{first} to {last}", lang, first=event.since, last=event.until) if known else str(event.since)


class _Cited(Protocol):
    @property
    def sources(self) -> tuple[Citation, ...]: ...


def _sources_of(records: Iterable[_Cited]) -> Records[Source]:
    cited = {citation.source for record in records for citation in record.sources}
    return Records(sorted(cited, key=lambda source: source.id))


def _line(entry: Entry) -> str:
    cited = f" [{'; '.join(map(str, entry.cited))}]" if entry.cited else ""
    url = f" {entry.url}" if entry.url else ""
    return one_line(f"{entry.what}{cited}{url}")

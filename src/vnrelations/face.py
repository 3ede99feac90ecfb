"""The functions of the face: the questions, asked of the dataset that is shipped with the package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from .queries import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .bodies import Deployment, Indicator, Membership, Office, Period, Policy
    from .browsing import Match, Moment
    from .dates import DateLike
    from .model import Country, Dispute, Dissent, Partnership, Source, Tie
    from .queries import Target
    from .reconciling import Reckoning
    from .records import Records
    from .relations import Relations
    from .resolving import Candidate
    from .vocabulary import (
        AgreementKindName,
        CountryKind,
        CountryKindName,
        DisputeStatus,
        EventKindName,
        Level,
        LevelName,
        Regime,
        RegimeName,
        SenderName,
        StatusName,
    )
    from .world import Agreement, AgreementKind, Event, EventKind, Mission, Organisation, Sender


# Made as the module is imported, which happens once however many threads ask; nothing is read yet.
_SHIPPED = Dataset()


def dataset() -> Dataset:
    """Return the dataset that is shipped with the package.

    Examples:
        >>> dataset().as_of.year >= 2026
        True
        >>> "ties" in dataset().tables
        True
    """
    return _SHIPPED


def relations_with(partner: str | Country, *, on: DateLike | None = None) -> Relations:
    """Tell how Vietnam stands with one partner.

    Args:
        partner: Any name or code of a country, living or former, in English, Vietnamese or Chinese.
        on: The day in question, as a text, a year or a ``datetime.date``. A partial date means its last day;
            None means the dataset's ``as_of``.

    Returns:
        Everything that is recorded, as of that day; print it to read it.

    Raises:
        UnknownCountryError: The text names no country.
        AmbiguousCountryError: The text names several.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is after ``as_of`` or before 1945-09-02.

    Examples:
        >>> relations_with("Hàn Quốc").established
        PartialDate(year=1992, month=12, day=22)
        >>> [str(t.level) for t in relations_with("Liên Xô", on="1978").ties]
        ['embassy']
    """
    try:
        if on is None:
            return _SHIPPED._answered[partner]
    except (KeyError, TypeError):  # not asked yet, or nothing that can be a key
        pass
    return _SHIPPED.relations_with(partner, on=on)


def ties(
    country: str | Country | None = None, *, on: DateLike | None = None, regime: RegimeName | Regime | None = None
) -> Records[Tie]:
    """List the spells of relations in force on a day.

    The official total of "countries with diplomatic relations" is the number of these that are ``counted``.

    Args:
        country: Only those with this partner.
        on: The day; see ``relations_with``.
        regime: Only those set up by one Vietnamese government. If left out, those of the state that Vietnam is
            today: the DRV, the PRG and the SRV, not Saigon's (``"RVN"``).

    Returns:
        The spells, by id.

    Raises:
        UnknownCountryError: The text names no country.
        AmbiguousCountryError: The text names several.
        InvalidValueError: There is no such regime.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is after ``as_of`` or before 1945-09-02.

    Examples:
        >>> len(ties(on="2019-02").where(counted=True))
        189
    """
    return _SHIPPED.ties(country, on=on, regime=regime)


def without_ties(*, on: DateLike | None = None) -> Records[Country]:
    """List the countries that existed on a day and had no diplomatic relations with Vietnam.

    Args:
        on: The day; see ``relations_with``.

    Returns:
        States, former states and territories that then existed and that no counted spell covers; by id. Liaison
        offices, unlisted recognition and Saigon's ties do not count. Where a beginning is not known, a country is
        among these until the first day on which a source shows relations.

    Raises:
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is after ``as_of`` or before 1945-09-02.

    Examples:
        >>> "Malawi" in [c.name for c in without_ties(on=2023)]
        True
    """
    return _SHIPPED.without_ties(on=on)


def partners(
    level: LevelName | Level | None = None,
    *,
    at_least: LevelName | Level | None = None,
    on: DateLike | None = None,
) -> Records[Partnership]:
    """List the partnerships in force on a day.

    Args:
        level: Exactly this level, in any of the three languages; all levels if left out.
        at_least: This level and those above it. Special and sectoral ones are beside the ladder, never in it.
        on: The day; see ``relations_with``.

    Returns:
        The partnerships, by id; each has its ``partner``.

    Raises:
        InvalidValueError: There is no such level, or both ``level`` and ``at_least`` are given.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is after ``as_of`` or before 1945-09-02.

    Examples:
        >>> [p.partner.name for p in partners("đối tác chiến lược toàn diện", on=2015)]
        ['China', 'Russia']
    """
    return _SHIPPED.partners(level, at_least=at_least, on=on)


def disputes(
    country: str | Country | None = None,
    *,
    status: StatusName | DisputeStatus | None = None,
    on: DateLike | None = None,
) -> Records[Dispute]:
    """List the disputes that had begun by a day, settled ones too.

    Args:
        country: Only those to which this country is a party.
        status: Only those that stood so on that day: ``"open"``, ``"managed"`` or ``"resolved"``.
        on: The day; see ``relations_with``.

    Returns:
        The disputes, by id, each with its ``status`` on that day.

    Raises:
        UnknownCountryError: The text names no country.
        AmbiguousCountryError: The text names several.
        InvalidValueError: There is no such status.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is after ``as_of`` or before 1945-09-02.

    Examples:
        >>> len(disputes("CN", status="open")) > 0
        True
    """
    return _SHIPPED.disputes(country, status=status, on=on)


def agreements(
    country: str | Country | None = None,
    *,
    kind: AgreementKindName | AgreementKind | None = None,
    on: DateLike | None = None,
) -> Records[Agreement]:
    """List the agreements between Vietnam and others, and the conventions that it joined.

    Args:
        country: Only those to which this country is a party; conventions open to the world name no parties.
        kind: Only those of one kind, such as ``"border"`` or ``"friendship"``.
        on: Only those certainly in force on this day: of many no page tells the day of entry into force. All,
            ended ones too, if left out.

    Returns:
        The agreements, by id.

    Raises:
        UnknownCountryError: The text names no country.
        AmbiguousCountryError: The text names several.
        InvalidValueError: There is no such kind.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is after ``as_of`` or before 1945-09-02.

    Examples:
        >>> [str(a.in_force) for a in agreements("CN", kind="maritime") if "gulf-of-tonkin-boundary" in a.disputes]
        ['2004-06-30']
    """
    return _SHIPPED.agreements(country, kind=kind, on=on)


def missions(
    country: str | Country | None = None,
    *,
    sender: SenderName | Sender | None = None,
    on: DateLike | None = None,
    regime: RegimeName | Regime | None = None,
) -> Records[Mission]:
    """List the missions that were open on a day, of Vietnam abroad and of others in Vietnam.

    Args:
        country: Only those with this partner.
        sender: Only ``"Vietnam"``'s abroad, or only the ``"partner"``'s in Vietnam.
        on: The day; see ``relations_with``.
        regime: Only those sent or received by one Vietnamese government; all but Saigon's if left out.

    Returns:
        The missions, by id.

    Raises:
        UnknownCountryError: The text names no country.
        AmbiguousCountryError: The text names several.
        InvalidValueError: There is no such sender or regime.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is after ``as_of`` or before 1945-09-02.

    Examples:
        >>> [(m.city, str(m.since)) for m in missions("NZ").where(kind="embassy")]
        [('Hanoi', '1995-11'), ('Wellington', '2003-05')]
    """
    return _SHIPPED.missions(country, sender=sender, on=on, regime=regime)


def events(
    country: str | Country | None = None,
    *,
    kind: EventKindName | EventKind | None = None,
    since: DateLike | None = None,
    until: DateLike | None = None,
) -> Records[Event]:
    """List events: visits, summits, wars, clashes, ruptures, filings and the like.

    Args:
        country: Only those that concern this country.
        kind: Only those of one kind, such as ``"recognition"`` or ``"conflict"``.
        since: Only those that had not ended before this day, or the first day of this month or year.
        until: Only those that may have begun by this day, or by the last day of this month or year: one of which
            only the year is known counts from its first day.

    Returns:
        The events, in the order of time.

    Raises:
        UnknownCountryError: The text names no country.
        AmbiguousCountryError: The text names several.
        InvalidValueError: There is no such kind, or ``since`` is after ``until``.
        InvalidDateError: ``since`` or ``until`` is no date.
        OutOfCoverageError: ``since`` is after ``as_of``.

    Examples:
        >>> [e.title_en for e in events("CN", kind="conflict", since=1988, until=1991)]
        ['Clash at Johnson South Reef; China takes reefs in the Spratlys']
    """
    return _SHIPPED.events(country, kind=kind, since=since, until=until)


def organisations() -> Records[Organisation]:
    """List the organisations that memberships and offices name.

    Examples:
        >>> "wto" in [o.id for o in organisations()]
        True
    """
    return _SHIPPED.organisations()


def memberships(*, on: DateLike | None = None, regime: RegimeName | Regime | None = None) -> Records[Membership]:
    """List the organisations to which Vietnam belonged on a day.

    Args:
        on: The day; see ``relations_with``.
        regime: Only the seats of one Vietnamese government; all but Saigon's if left out.

    Returns:
        The memberships, by id.

    Raises:
        InvalidValueError: There is no such regime.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is after ``as_of`` or before 1945-09-02.

    Examples:
        >>> [str(m.since) for m in memberships() if m.body.id == "wto"]
        ['2007-01-11']
    """
    return _SHIPPED.memberships(on=on, regime=regime)


def offices(body: str | None = None, *, on: DateLike | None = None) -> Records[Office]:
    """List the seats to which Vietnam was elected and the chairs that it held, a term each.

    Args:
        body: Only those in one organisation or organ, by its id.
        on: Only those whose term may have this day in it: one of which only the years are known counts from the first
            day to the last, one of which no end is known on no day. Those of any time if left out.

    Returns:
        The offices, by id.

    Raises:
        UnknownRecordError: No organisation has that id.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is after ``as_of`` or before 1945-09-02.

    Examples:
        >>> [(str(o.since), o.votes) for o in offices("un-security-council").where(seat="non-permanent member")]
        [('2008-01-01', 183), ('2020-01-01', 192)]
    """
    return _SHIPPED.offices(body, on=on)


def deployments(country: str | Country | None = None, *, on: DateLike | None = None) -> Records[Deployment]:
    """List the peacekeepers whom Vietnam had abroad on a day.

    Args:
        country: Only those in this country.
        on: The day; see ``relations_with``.

    Returns:
        The deployments, by id.

    Raises:
        UnknownCountryError: The text names no country.
        AmbiguousCountryError: The text names several.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is after ``as_of`` or before 1945-09-02.

    Examples:
        >>> [(d.mission, d.rotation, d.personnel) for d in deployments("South Sudan", on=2020) if "hospital" in d.unit]
        [('UNMISS', 2, 63)]
    """
    return _SHIPPED.deployments(country, on=on)


def policies() -> Records[Policy]:
    """List principles and goals of foreign policy that Vietnam has stated.

    Examples:
        >>> [p.text_en for p in policies().where(id="goal-2050-green")]
        ['A green economy by 2050']
    """
    return _SHIPPED.policies()


def periods() -> Records[Period]:
    """List the eras of Vietnam's foreign relations, those before 1945 too.

    Examples:
        >>> [(str(p.since), str(p.until)) for p in periods() if p.id == "red-seal-trade"]
        [('1604', '1635')]
    """
    return _SHIPPED.periods()


def indicators(indicator: str | None = None, *, partner: str | Country | None = None) -> Records[Indicator]:
    """List published numbers, such as the official totals.

    Args:
        indicator: Only those of one series, such as ``"countries_with_relations"``.
        partner: Only those that concern this partner alone, such as the trade with it.

    Returns:
        The numbers, series by series, each in the order of time.

    Raises:
        InvalidValueError: There is no such series; the message names those that there are.
        UnknownCountryError: The text names no country.
        AmbiguousCountryError: The text names several.

    Examples:
        >>> [(str(i.as_of), i.value) for i in indicators("overseas_vietnamese").where(partner=None)][-1]
        ('2026-01', 6000000)
    """
    return _SHIPPED.indicators(indicator, partner=partner)


def reconcile() -> Records[Reckoning]:
    """Set every published total that the records can derive beside what they give on its day.

    Returns:
        A reckoning for each, with its verdict: ``"equal"``; ``"equal under a rule"`` of counting, which is named;
        ``"stale"``, true on earlier days, which are named; or ``"not reproducible"``, with what the records give.

    Examples:
        >>> reckoned = {r.id: r for r in reconcile()}
        >>> old = reckoned["countries-with-relations-2026-01-17"]
        >>> old.published, old.derived, str(old.verdict), old.explanation
        (194, 195, 'stale', 'true from 2024-09-23 to 2025-09-23')
    """
    return _SHIPPED.reconcile()


def timeline(
    country: str | Country | None = None, *, since: DateLike | None = None, until: DateLike | None = None
) -> Records[Moment]:
    """Merge the dates of all dated records, in the order of time.

    Args:
        country: Only what concerns this country.
        since: Only from this day on, or from the first day of this month or year.
        until: Only to this day, or to the last day of this month or year. A moment known to the month or year counts if
            any of its days lies between both.

    Returns:
        Every beginning, end, signing and so on as a moment that names its record. Saigon's relations are among
        them; the published numbers too, where no country is given.

    Raises:
        UnknownCountryError: The text names no country.
        AmbiguousCountryError: The text names several.
        InvalidValueError: ``since`` is after ``until``.
        InvalidDateError: ``since`` or ``until`` is no date.

    Examples:
        >>> [str(m.date) for m in timeline("Thailand", since="1997-08", until="1998-02") if m.table == "agreements"]
        ['1997-08-09', '1998-02-27']
    """
    return _SHIPPED.timeline(country, since=since, until=until)


def search(text: str) -> Records[Match]:
    """Find a text in all records.

    Args:
        text: Words in English, Vietnamese (with or without diacritics) or Chinese (simplified or traditional).

    Returns:
        Every cell of words in which it stands (not ids, codes, dates or addresses), by table and id. Case, accents
        and punctuation do not matter; words are found from their beginning.

    Raises:
        InvalidValueError: There is no word in the text.

    Examples:
        >>> "spratly-islands" in {m.id for m in search("truong sa")}
        True
        >>> {m.id for m in search("世界貿易組織")} == {m.id for m in search("世界贸易组织")}
        True
    """
    return _SHIPPED.search(text)


def country(name: str | int | Country, *, on: DateLike | None = None, fuzzy: bool = False) -> Country:
    """Return the country that a name or code means.

    Args:
        name: An ISO 3166 code (of letters, or a number with or without its zeros, also as an int) or any known name in
            English, Vietnamese or Chinese, today's or former. Case, accents, spaces, punctuation and the form of
            Chinese characters do not matter unless they tell two countries apart: "Nga" is Russia, "NGA" Nigeria,
            "nga" ambiguous. Inversions ("Korea, Republic of") are understood; parts of a name are not.
        on: Of several that a name can mean, take the one that bore it on this day.
        fuzzy: If no name is written so, take the one that is a slip of the keyboard away, if only one is; needs
            ``vnrelations[fuzzy]``.

    Raises:
        UnknownCountryError: It means none, or with ``fuzzy`` several are equally near.
        AmbiguousCountryError: It means several.
        InvalidValueError: It is neither a text nor a number.
        InvalidDateError: ``on`` is no date.
        MissingExtraError: ``fuzzy`` is asked for and rapidfuzz is not installed.

    Examples:
        >>> country("Hoa Kỳ"), country(704)
        (Country('US', 'United States'), Country('VN', 'Vietnam'))
        >>> country("tiep khac").kind
        <CountryKind.FORMER_STATE: 'former state'>
        >>> country("Congo", on=1980).name  # the other one was Zaire
        'Republic of the Congo'
    """
    return _SHIPPED.country(name, on=on, fuzzy=fuzzy)


def normalize(name: str | int | Country, *, on: DateLike | None = None, fuzzy: bool = False) -> str:
    """Return the id of the country that a name or code means: ISO 3166-1 alpha-2 or, if former, 3166-3 alpha-4.

    Args:
        name: As for ``country``.
        on: As for ``country``.
        fuzzy: As for ``country``.

    Raises:
        UnknownCountryError: It means none.
        AmbiguousCountryError: It means several.
        InvalidValueError: It is neither a text nor a number.
        InvalidDateError: ``on`` is no date.
        MissingExtraError: ``fuzzy`` is asked for and rapidfuzz is not installed.

    Examples:
        >>> normalize("Nhật Bản"), normalize("USSR")
        ('JP', 'SUHH')
        >>> normalize("Chechoslovakia", fuzzy=True)
        'CSHH'
    """
    return _SHIPPED.normalize(name, on=on, fuzzy=fuzzy)


def normalize_many(
    names: Iterable[Any],
    *,
    errors: Literal["raise", "none", "keep"] = "raise",
    to: Target = "id",
    on: DateLike | None = None,
    fuzzy: bool = False,
) -> list[Any]:
    """Return what every one of many names means, each distinct one looked up once.

    Args:
        names: Names or codes, as for ``country``: a list, a column, anything that can be iterated over.
        errors: What to do with one that means no country, or several: ``"raise"``, put None (``"none"``), or
            ``"keep"`` it as it is.
        to: What to return: ``"id"``, ``"alpha_2"``, ``"alpha_3"``, ``"numeric"``, the Correlates of War's or Gleditsch
            and Ward's number (``"cow"``, ``"gw"``), or a name (``"name"``, ``"name_vi"``, ``"name_zh"``). A country
            that has none of that kind gives None.
        on: As for ``country``.
        fuzzy: As for ``country``.

    Returns:
        As many values as there were names, in their order.

    Raises:
        UnknownCountryError: With ``errors="raise"``: a name means none.
        AmbiguousCountryError: Likewise: a name means several.
        InvalidValueError: Likewise: it is neither a text nor a number. Always: ``errors`` or ``to`` is none of these.
        InvalidDateError: ``on`` is no date.
        MissingExtraError: ``fuzzy`` is asked for and rapidfuzz is not installed.

    Examples:
        >>> normalize_many(["Mỹ", "美國", "Narnia"], errors="none", to="alpha_3")
        ['USA', 'USA', None]
        >>> normalize_many(["Nga", "Liên Xô"], to="cow")
        [365, 365]
    """
    return _SHIPPED.normalize_many(names, errors=errors, to=to, on=on, fuzzy=fuzzy)


def candidates(name: str, *, limit: int = 5) -> Records[Candidate]:
    """List the countries whose names are nearest to a text, to choose from.

    Args:
        name: What somebody wrote.
        limit: How many at the most.

    Returns:
        The nearest first, each with its ``score``: the share of letters that stay, from 0 to 1.

    Raises:
        InvalidValueError: It is no text.
        MissingExtraError: The extra ``vnrelations[fuzzy]`` is not installed.

    Examples:
        >>> [c.country.id for c in candidates("Nigera", limit=2)]  # one letter from either
        ['NG', 'NE']
    """
    return _SHIPPED.candidates(name, limit=limit)


def countries(kind: CountryKindName | CountryKind | None = None) -> Records[Country]:
    """List the countries of the dataset: partners, other entries of ISO 3166, and Vietnam itself.

    Args:
        kind: Only those of one kind: ``"state"``, ``"former state"``, ``"territory"`` or ``"union"``; ``"area"`` and
            ``"former area"`` for what is no partner, ``"home"`` for Vietnam.

    Raises:
        InvalidValueError: There is no such kind.

    Examples:
        >>> len([c for c in countries() if c.un_member_since and c.kind == "state"])
        192
    """
    return _SHIPPED.countries(kind)


def sources(id: str | None = None) -> Records[Source]:  # noqa: A002
    """List the sources: all of them, or those that support one record.

    Args:
        id: The id of a source or of a record of any table.

    Returns:
        The sources; for a record, in the order in which it cites them.

    Raises:
        UnknownRecordError: Nothing has that id.

    Examples:
        >>> all(source.url.startswith("http") for source in sources("US"))
        True
    """
    return _SHIPPED.sources(id)


def dissents(record: str | None = None) -> Records[Dissent]:
    """List what sources say otherwise than the records, and why we did not follow them.

    Args:
        record: Only those about the record of this id.

    Returns:
        The dissents, by id; none if the sources that were read agree on the record.

    Raises:
        UnknownRecordError: No record has that id.

    Examples:
        >>> len(dissents()) > 0
        True
    """
    return _SHIPPED.dissents(record)

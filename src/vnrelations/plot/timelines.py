"""What held when: the ladder of partnerships, the dates of one partner, the disputes."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import altair as alt

from ..face import dataset as shipped
from ..loading import TABLES
from ..vocabulary import DisputeStatus
from .drawing import BLUE, DAY, PALE_BLUE, RANKED, ROWS, STATUS_COLOURS, colour, data, level_colour, time, titled
from .words import check, listed, named, say

if TYPE_CHECKING:
    import datetime as dt

    from ..dates import DateLike
    from ..model import Country, Dispute
    from ..queries import Dataset
    from .words import Lang


def ladder(*, lang: Lang = "en", dataset: Dataset | None = None) -> alt.Chart:
    """Draw who stood where on the ladder of partnerships, and when.

    Args:
        lang: The language of the words: ``"en"``, ``"vi"`` or ``"zh"``.
        dataset: Another dataset than the one that is shipped.

    Returns:
        A row a partner, a bar a spell at a ranked level, coloured by it; those who rose highest, and earliest, on top.
        Bars run from the first certain day, as ``on=`` counts, to the next step or through the dataset's day.

    Raises:
        InvalidValueError: There is no such language.

    Examples:
        >>> from vnrelations.plot import ladder
        >>> chart = ladder(lang="vi")
        >>> chart.to_dict()["encoding"]["y"]["sort"][:3]
        ['Trung Quốc', 'Nga', 'Ấn Độ']
    """
    check(lang)
    dataset = dataset or shipped()
    last = dataset.as_of.latest
    ranked = [p for p in dataset.tables["partnerships"] if p.level.rank is not None and p.begins <= last]
    highest: dict[str, tuple[int, dt.date, str]] = {}
    for p in ranked:
        name = named(p.partner.names, lang)
        highest[name] = min(highest.get(name, (0, last, "")), (-(p.level.rank or 0), p.begins, p.partner.id))
    order = sorted(highest, key=highest.__getitem__)
    values = [
        {
            "id": p.id,
            "partner": named(p.partner.names, lang),
            "level": named(p.level.names, lang),
            "begins": p.begins.isoformat(),
            "ends": min(p.ends, last + DAY).isoformat(),
            "since": str(p.since or f"≤ {p.attested}"),
            "until": str(p.until or ""),
        }
        for p in ranked
    ]
    told = say("ladder told", lang).format(number=len(order), first=listed(order[:3], lang), day=last)
    chart: alt.Chart = (
        alt.Chart(data(values))
        .mark_bar()
        .encode(
            x=time("begins", lang),
            x2="ends:T",
            y=alt.Y("partner:N", title=say("partner", lang), sort=order, axis=ROWS),
            color=level_colour(lang, RANKED),
            tooltip=[
                alt.Tooltip(f"{field}:N", title=say(field, lang)) for field in ("partner", "level", "since", "until")
            ],
        )
        .properties(width=500, height=alt.Step(15))
    )
    return titled(chart, say("ladder title", lang), told, lang, dataset)


def partner_timeline(
    partner: str | Country,
    *,
    since: DateLike | None = "1945-09-02",
    until: DateLike | None = None,
    lang: Lang = "en",
    dataset: Dataset | None = None,
) -> alt.LayerChart:
    """Draw the dates of one partner, as ``vnrelations.timeline`` gives them, by kind.

    Args:
        partner: Any name or code of a country.
        since: Only from this day on; None for those before 1945 too.
        until: Only to this day.
        lang: The language of the words: ``"en"``, ``"vi"`` or ``"zh"``. What happened is told in English.
        dataset: Another dataset than the one that is shipped.

    Returns:
        A row a kind, a tick a date; where only its month or year is known, a pale bar over all of that.

    Raises:
        UnknownCountryError: The text names no country.
        AmbiguousCountryError: The text names several.
        InvalidValueError: There is no such language.
        InvalidDateError: ``since`` or ``until`` is no date.

    Examples:
        >>> from vnrelations.plot import partner_timeline
        >>> chart = partner_timeline("Hàn Quốc", since=1992, until=1992)
        >>> [row["what"] for row in chart.data.values if row["date"] == "1992-12-22" and row["table"] == "ties"]
        ['full relations begin']
    """
    check(lang)
    dataset = dataset or shipped()
    country = dataset.country(partner)
    moments = dataset.timeline(country, since=since, until=until)
    values = [
        {
            "kind": say(m.table, lang),
            "table": m.table,
            "id": m.id,
            "what": m.what,
            "date": str(m.date),
            "begins": m.date.earliest.isoformat(),
            "ends": (m.date.latest + DAY).isoformat(),
            "exact": m.date.day is not None,
        }
        for m in moments
    ]
    kinds = [table for table in TABLES if any(m.table == table for m in moments)]
    base: alt.Chart = alt.Chart().encode(
        x=time("begins", lang),
        y=alt.Y("kind:N", title=say("kind", lang), sort=[say(table, lang) for table in kinds], axis=ROWS),
        tooltip=[alt.Tooltip(f"{field}:N", title=say(field, lang)) for field in ("date", "kind", "what")],
    )
    dates = [
        base.transform_filter("!datum.exact")
        .mark_bar(color=PALE_BLUE, stroke=PALE_BLUE, strokeWidth=1, opacity=0.5, height=12)
        .encode(x2="ends:T"),
        base.transform_filter("datum.exact").mark_tick(color=BLUE, opacity=0.7, thickness=1.5, size=18),
    ]
    chart = alt.LayerChart(layer=dates, data=data(values), width=600, height=alt.Step(28))
    name = named(country.names, lang)
    told = say("timeline told", lang).format(
        name=name, number=len(values), kinds=listed([say(table, lang) for table in kinds], lang)
    )
    return titled(chart, say("timeline title", lang).format(name=name), told, lang, dataset)


def disputes_timeline(*, lang: Lang = "en", dataset: Dataset | None = None) -> alt.LayerChart:
    """Draw Vietnam's disputes, how they stood and the agreements that manage or settled them.

    Args:
        lang: The language of the words: ``"en"``, ``"vi"`` or ``"zh"``. A title that no source gives in it is English.
        dataset: Another dataset than the one that is shipped.

    Returns:
        A row a dispute, in the order of their beginnings, with a bar for each status from the first certain day on, as
        ``on=`` counts; on it the agreements that name it, hollow when signed and full when they entered into force.

    Raises:
        InvalidValueError: There is no such language.

    Examples:
        >>> from vnrelations.plot import disputes_timeline
        >>> bars = [row for row in disputes_timeline().data.values if row["id"] == "gulf-of-tonkin-boundary"]
        >>> [(row["status"], row["begins"]) for row in bars if row["status"]]
        [('open', '1973-12-31'), ('resolved', '2004-06-30')]
    """
    check(lang)
    dataset = dataset or shipped()
    last = dataset.as_of.latest
    disputes = {d.id: d for d in sorted(dataset.tables["disputes"], key=lambda d: (d.begins, d.id)) if d.begins <= last}
    titles = {key: named(d.titles, lang) for key, d in disputes.items()}
    stood = [
        {"id": d.id, "dispute": titles[d.id], "status": say(status, lang)}
        | {"begins": begins.isoformat(), "ends": ends.isoformat(), "agreement": None, "step": None, "date": None}
        for d in disputes.values()
        for status, begins, ends in _stood(d, last)
    ]
    agreed = [
        {"id": key, "dispute": titles[key], "status": None, "begins": date.latest.isoformat(), "ends": None}
        | {"agreement": named(a.titles, lang), "step": say(step, lang), "date": str(date)}
        for a in dataset.tables["agreements"]
        for key in a.disputes
        for step, date in (("signed", a.signed), ("in force", a.in_force))
        if key in disputes and date is not None and date.latest <= last
    ]
    base: alt.Chart = alt.Chart().encode(
        x=time("begins", lang),
        y=alt.Y("dispute:N", title=say("dispute", lang), sort=list(titles.values()), axis=ROWS),
    )
    tips = {
        field: alt.Tooltip(f"{field}:N", title=say(field, lang))
        for field in ("dispute", "status", "agreement", "step", "date")
    }
    bars = (
        base.transform_filter("datum.status !== null")
        .mark_bar(height=10)
        .encode(
            x2="ends:T",
            color=colour("status", say("status", lang), {say(s, lang): c for s, c in STATUS_COLOURS.items()}),
            tooltip=[tips["dispute"], tips["status"]],
        )
    )
    steps = [say("signed", lang), say("in force", lang)]
    points = (
        base.transform_filter("datum.step !== null")
        .mark_point(color="black", size=45, opacity=1, strokeWidth=1.2)
        .encode(
            shape=alt.Shape(
                "step:N", title=say("agreement", lang), scale=alt.Scale(domain=steps, range=["circle", "diamond"])
            ),
            fill=alt.Fill(
                "step:N", title=say("agreement", lang), scale=alt.Scale(domain=steps, range=["white", "black"])
            ),
            tooltip=[tips["agreement"], tips["step"], tips["date"], tips["dispute"]],
        )
    )
    rows = data(stood + agreed)
    chart = alt.LayerChart(layer=[bars, points], data=rows, width=520, height=alt.Step(20))
    now = [d.status_on(last) for d in disputes.values()]
    numbers = listed([f"{say(status, lang)} {now.count(status)}" for status in DisputeStatus], lang)
    told = say("disputes told", lang).format(number=len(disputes), day=last, numbers=numbers)
    return titled(chart, say("disputes title", lang), told, lang, dataset)


def _stood(dispute: Dispute, last: dt.date) -> list[tuple[DisputeStatus, dt.date, dt.date]]:
    """Each status of a dispute with its first day and the day after it, through the last day."""
    managed = dispute.managed_since.latest if dispute.managed_since else dispute.begins
    changes = {dispute.begins, managed, dispute.ends}
    days = sorted({last + DAY, *(day for day in changes if dispute.begins <= day <= last)})
    return [(dispute.status_on(since), since, until) for since, until in itertools.pairwise(days)]

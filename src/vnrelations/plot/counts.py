"""How many ties and partners there were, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from ..face import dataset as shipped
from ..queries import HANOI
from .drawing import BLUE, RANKED, data, days_of, level_colour, time, titled
from .words import check, listed, named, say

if TYPE_CHECKING:
    from ..queries import Dataset
    from .words import Lang


def ties_over_time(*, lang: Lang = "en", dataset: Dataset | None = None) -> alt.Chart:
    """Draw how many countries had diplomatic relations with Vietnam, from 1945 to the dataset's day.

    Args:
        lang: The language of the words: ``"en"``, ``"vi"`` or ``"zh"``.
        dataset: Another dataset than the one that is shipped.

    Returns:
        A step line of the number of ``counted`` ties, with a record each ``day`` on which it changes.

    Raises:
        InvalidValueError: There is no such language.

    Examples:
        >>> from vnrelations.plot import ties_over_time
        >>> chart = ties_over_time().properties(width=300)  # chart.save("ties.png") writes it
        >>> chart.data.values[-1]["number"]
        195
    """
    check(lang)
    dataset = dataset or shipped()
    first, last = dataset.coverage["ties"].earliest, dataset.as_of.latest
    counted = [t for t in dataset.tables["ties"] if t.counted and t.regime in HANOI]
    days = days_of((day for t in counted for day in (t.begins, t.ends)), first, last)
    values = [{"day": day.isoformat(), "number": sum(t.in_force(day) for t in counted)} for day in days]
    told = say("ties told", lang).format(
        first=values[0]["number"], first_day=first, last=values[-1]["number"], last_day=last
    )
    chart: alt.Chart = (
        alt.Chart(data(values))
        .mark_line(interpolate="step-after", color=BLUE)
        .encode(
            x=time("day", lang),
            y=alt.Y("number:Q", title=say("number of countries", lang)),
            tooltip=[
                alt.Tooltip("day:N", title=say("day", lang)),
                alt.Tooltip("number:Q", title=say("number of countries", lang)),
            ],
        )
        .properties(width=600, height=300)
    )
    return titled(chart, say("ties title", lang), told, lang, dataset)


def partners_over_time(*, lang: Lang = "en", dataset: Dataset | None = None) -> alt.Chart:
    """Draw how many partners Vietnam had at each level of the ladder, from the first to the dataset's day.

    Args:
        lang: The language of the words: ``"en"``, ``"vi"`` or ``"zh"``.
        dataset: Another dataset than the one that is shipped.

    Returns:
        Stacked steps, the highest level below, so that each edge counts the partners of at least that level. A record a
        ranked level for each ``day`` on which any number changes.

    Raises:
        InvalidValueError: There is no such language.

    Examples:
        >>> from vnrelations.plot import partners_over_time
        >>> chart = partners_over_time(lang="vi")
        >>> [row["number"] for row in chart.data.values if row["day"] == "2013-07-25"]
        [2, 0, 9, 10]
    """
    check(lang)
    dataset = dataset or shipped()
    ranked = [p for p in dataset.tables["partnerships"] if p.level.rank is not None]
    last = dataset.as_of.latest
    first = min((p.begins for p in ranked), default=last).replace(month=1, day=1)
    values = [
        {
            "day": day.isoformat(),
            "level": named(level.names, lang),
            "rank": level.rank,
            "number": sum(p.level is level and p.in_force(day) for p in ranked),
        }
        for day in days_of((day for p in ranked for day in (p.begins, p.ends)), first, last)
        for level in RANKED
    ]
    numbers = listed([f"{row['level']} {row['number']}" for row in values[-len(RANKED) :]], lang)
    told = say("partners told", lang).format(day=last, numbers=numbers)
    chart: alt.Chart = (
        alt.Chart(data(values))
        .mark_area(interpolate="step-after")
        .encode(
            x=time("day", lang),
            y=alt.Y("number:Q", title=say("number of partners", lang), stack="zero"),
            color=level_colour(lang, reversed(RANKED)),  # the legend as the picture: the lowest level on top
            order=alt.Order("rank:Q", sort="descending"),
            tooltip=[
                alt.Tooltip("day:N", title=say("day", lang)),
                alt.Tooltip("level:N", title=say("level", lang)),
                alt.Tooltip("number:Q", title=say("number of partners", lang)),
            ],
        )
        .properties(width=600, height=300)
    )
    return titled(chart, say("partners title", lang), told, lang, dataset)

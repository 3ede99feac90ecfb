"""The record as charts of Vega-Altair, to be changed further, shown in a notebook or saved as HTML, PNG or SVG.

Each chart carries its data, fetches nothing, and says what the queries say with ``on=`` on every day of change. Days
are drawn in UTC, so that no reader's time zone moves them.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from .errors import InvalidValueError, MissingExtraError
from .queries import HANOI
from .vocabulary import DisputeStatus, Level, Names

try:
    import altair as alt
except ImportError as error:
    raise MissingExtraError(f"charts need altair ({error}): pip install 'vnrelations[plot]'") from error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .queries import Dataset

Lang = Literal["en", "vi", "zh"]
_Chart = TypeVar("_Chart", alt.Chart, alt.LayerChart)
LANGUAGES: tuple[Lang, ...] = get_args(Lang)

_RANKED = tuple(level for level in Level if level.rank is not None)  # highest first
# Viridis from dark to light: the order shows without colour too. What is not a scale is of Okabe and Ito's palette.
_LEVEL_COLOURS = dict(zip(_RANKED, ("#440154", "#31688e", "#35b779", "#fde725"), strict=True))
_STATUS_COLOURS = {
    DisputeStatus.OPEN: "#d55e00",
    DisputeStatus.MANAGED: "#e69f00",
    DisputeStatus.RESOLVED: "#56b4e9",
}
_BLUE = "#0072b2"

_WORDS = {
    "source": Names(
        "Source: vnrelations {version}, data as of {day}",
        "Nguồn: vnrelations {version}, dữ liệu đến ngày {day}",
        "来源：vnrelations {version}，数据截至{day}",
    ),
    "day": Names("Day", "Ngày", "日期"),
    "year": Names("Year", "Năm", "年份"),
    "since": Names("Since", "Từ", "起"),
    "until": Names("Until", "Đến", "止"),
    "partner": Names("Partner", "Đối tác", "伙伴"),
    "level": Names("Level", "Cấp độ", "级别"),
    "number of countries": Names("Number of countries", "Số nước", "国家数（个）"),
    "number of partners": Names("Number of partners", "Số đối tác", "伙伴数（个）"),
    "ties title": Names(
        "Countries with diplomatic relations with Vietnam",
        "Các nước có quan hệ ngoại giao với Việt Nam",
        "与越南建交的国家",
    ),
    "ties told": Names(
        "Step line of the number of countries with diplomatic relations with Vietnam: "
        "{first} on {first_day}, {last} on {last_day}.",
        "Đường bậc thang về số nước có quan hệ ngoại giao với Việt Nam: "
        "{first} vào ngày {first_day}, {last} vào ngày {last_day}.",
        "与越南建交国家数的阶梯线图：{first_day}为{first}个，{last_day}为{last}个。",
    ),
    "partners title": Names(
        "Vietnam's partners by level", "Các đối tác của Việt Nam theo cấp độ", "越南的伙伴（按级别）"
    ),
    "partners told": Names(
        "Stacked steps of the number of Vietnam's partners by level. On {day}: {numbers}.",
        "Biểu đồ bậc thang xếp chồng về số đối tác của Việt Nam theo cấp độ. Ngày {day}: {numbers}.",
        "越南各级别伙伴数的堆叠阶梯图。{day}：{numbers}。",
    ),
}  # fmt: skip


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
    _check(lang)
    dataset = dataset or _shipped()
    first, last = dataset.coverage["ties"].earliest, dataset.as_of.latest
    counted = [t for t in dataset.tables["ties"] if t.counted and t.regime in HANOI]
    days = _days((day for t in counted for day in (t.begins, t.ends)), first, last)
    values = [{"day": day.isoformat(), "number": sum(t.in_force(day) for t in counted)} for day in days]
    told = _say("ties told", lang).format(
        first=values[0]["number"], first_day=first, last=values[-1]["number"], last_day=last
    )
    return _titled(
        alt.Chart(alt.InlineData(values=values))
        .mark_line(interpolate="step-after", color=_BLUE)
        .encode(
            x=_time("day", lang),
            y=alt.Y("number:Q", title=_say("number of countries", lang)),
            tooltip=[
                alt.Tooltip("day:N", title=_say("day", lang)),
                alt.Tooltip("number:Q", title=_say("number of countries", lang)),
            ],
        )
        .properties(width=600, height=300),
        _say("ties title", lang),
        told,
        lang,
        dataset,
    )


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
    _check(lang)
    dataset = dataset or _shipped()
    ranked = [p for p in dataset.tables["partnerships"] if p.level.rank is not None]
    last = dataset.as_of.latest
    first = min((p.begins for p in ranked), default=last).replace(month=1, day=1)
    values = [
        {
            "day": day.isoformat(),
            "level": getattr(level.names, lang),
            "rank": level.rank,
            "number": sum(p.level is level and p.in_force(day) for p in ranked),
        }
        for day in _days((day for p in ranked for day in (p.begins, p.ends)), first, last)
        for level in _RANKED
    ]
    numbers = "; ".join(f"{row['level']} {row['number']}" for row in values[-len(_RANKED) :])
    return _titled(
        alt.Chart(alt.InlineData(values=values))
        .mark_area(interpolate="step-after")
        .encode(
            x=_time("day", lang),
            y=alt.Y("number:Q", title=_say("number of partners", lang), stack="zero"),
            color=_level_colour(lang, reversed(_RANKED)),  # the legend as the picture: the lowest level on top
            order=alt.Order("rank:Q", sort="descending"),
            tooltip=[
                alt.Tooltip("day:N", title=_say("day", lang)),
                alt.Tooltip("level:N", title=_say("level", lang)),
                alt.Tooltip("number:Q", title=_say("number of partners", lang)),
            ],
        )
        .properties(width=600, height=300),
        _say("partners title", lang),
        _say("partners told", lang).format(day=last, numbers=numbers),
        lang,
        dataset,
    )


def _check(lang: str) -> None:
    if lang not in LANGUAGES:
        raise InvalidValueError(f"there is no language {lang!r}; the languages are: {', '.join(LANGUAGES)}")


def _shipped() -> Dataset:
    from .face import dataset

    return dataset()


def _say(what: str, lang: Lang) -> str:
    return str(getattr(_WORDS[what], lang))


def _days(changes: Iterable[dt.date], first: dt.date, last: dt.date) -> list[dt.date]:
    """The first day, those of change, and the last, so that the steps reach both ends."""
    return sorted({first, last, *(day for day in changes if first <= day <= last)})


def _time(field: str, lang: Lang) -> alt.X:
    return alt.X(f"{field}:T", title=_say("year", lang), scale=alt.Scale(type="utc"), axis=alt.Axis(format="%Y"))


def _level_colour(lang: Lang, levels: Iterable[Level]) -> alt.Color:
    colours = {getattr(level.names, lang): _LEVEL_COLOURS[level] for level in levels}
    return _colour("level", _say("level", lang), colours)


def _colour(field: str, title: str, colours: Mapping[str, str]) -> alt.Color:
    return alt.Color(
        f"{field}:N",
        title=title,
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(labelLimit=300),
    )


def _titled(chart: _Chart, title: str, told: str, lang: Lang, dataset: Dataset) -> _Chart:
    """The chart with its title, source line and alternative text; no configuration, so that charts can be joined."""
    source = _say("source", lang).format(version=dataset.version, day=dataset.as_of)
    heading = alt.TitleParams(text=title, subtitle=source, anchor="start", offset=12)
    return chart.properties(title=heading, description=told)

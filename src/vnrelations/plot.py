"""The record as charts of Vega-Altair, to be changed further, shown in a notebook or saved as HTML, PNG or SVG.

Each chart carries its data, fetches nothing, and says what the queries say with ``on=`` on every day of change. Days
are drawn in UTC, so that no reader's time zone moves them. A picture in Chinese needs a font with its characters, on
the machine that draws it or given to ``vl_convert.register_font_directory``.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from .errors import InvalidValueError, MissingExtraError
from .face import dataset as shipped
from .loading import TABLES
from .queries import HANOI
from .vocabulary import DisputeStatus, Level, Names

try:
    import altair as alt
except ImportError as error:
    raise MissingExtraError(f"charts need altair ({error}): pip install 'vnrelations[plot]'") from error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .dates import DateLike
    from .model import Country, Dispute
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
_BLUE, _PALE_BLUE = "#0072b2", "#56b4e9"
_DAY = dt.timedelta(1)
_ROWS = alt.Axis(grid=True, labelLimit=500, labelPadding=6, maxExtent=600, ticks=False)  # no long name is cut

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
    "ladder title": Names(
        "Who stood where on Vietnam's ladder of partnerships",
        "Các đối tác của Việt Nam qua từng cấp độ",
        "越南各伙伴的级别沿革",
    ),
    "ladder told": Names(
        "A row for each of {number} partners, a bar for each spell at a level, to {day}. On top: {first}.",
        "Mỗi hàng là một trong {number} đối tác, mỗi thanh là một giai đoạn ở một cấp độ, đến ngày {day}. "
        "Trên cùng: {first}.",
        "{number}个伙伴各占一行，每条代表处于某一级别的时期，截至{day}。最上方：{first}。",
    ),
    "timeline title": Names(
        "Vietnam and {name}: the dates", "Việt Nam và {name}: các mốc thời gian", "越南与{name}：大事日期"
    ),
    "timeline told": Names(
        "Ticks on {number} dates of Vietnam's relations with {name}, a row a kind: {kinds}.",
        "{number} mốc thời gian trong quan hệ giữa Việt Nam và {name}, mỗi hàng một loại: {kinds}.",
        "越南与{name}关系中的{number}个日期，每类一行：{kinds}。",
    ),
    "disputes title": Names(
        "Vietnam's disputes and the agreements on them",
        "Các tranh chấp của Việt Nam và những thỏa thuận liên quan",
        "越南的争端及相关协定",
    ),
    "disputes told": Names(
        "A row for each of {number} disputes, a bar for each status, marks for agreements. On {day}: {numbers}.",
        "Mỗi hàng là một trong {number} tranh chấp, mỗi thanh là một tình trạng, các dấu là thỏa thuận. "
        "Ngày {day}: {numbers}.",
        "{number}项争端各占一行，每条代表一种状态，标记为协定。{day}：{numbers}。",
    ),
    "kind": Names("Kind of record", "Loại", "类别"),
    "what": Names("What", "Nội dung", "内容"),
    "date": Names("Date", "Ngày tháng", "日期"),
    "dispute": Names("Dispute", "Tranh chấp", "争端"),
    "status": Names("Status", "Tình trạng", "状态"),
    "agreement": Names("Agreement", "Thỏa thuận", "协定"),
    "step": Names("Step", "Bước", "步骤"),
    "signed": Names("signed", "ký kết", "签署"),
    "in force": Names("in force", "có hiệu lực", "生效"),
    "open": Names("open", "chưa giải quyết", "未解决"),
    "managed": Names("managed", "đang được quản lý", "受管控"),
    "resolved": Names("resolved", "đã giải quyết", "已解决"),
    "ties": Names("relations", "quan hệ ngoại giao", "外交关系"),
    "partnerships": Names("partnerships", "quan hệ đối tác", "伙伴关系"),
    "disputes": Names("disputes", "tranh chấp", "争端"),
    "agreements": Names("agreements", "điều ước, thỏa thuận", "条约与协定"),
    "missions": Names("missions", "cơ quan đại diện", "外交代表机构"),
    "events": Names("events", "sự kiện", "事件"),
    "memberships": Names("memberships", "tư cách thành viên", "成员资格"),
    "offices": Names("offices", "chức vụ", "任职"),
    "deployments": Names("peacekeepers", "gìn giữ hòa bình", "维和部队"),
    "policies": Names("policies", "chính sách", "政策"),
    "periods": Names("periods", "thời kỳ", "时期"),
    "indicators": Names("published numbers", "số liệu công bố", "公布数据"),
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
    dataset = dataset or shipped()
    first, last = dataset.coverage["ties"].earliest, dataset.as_of.latest
    counted = [t for t in dataset.tables["ties"] if t.counted and t.regime in HANOI]
    days = _days((day for t in counted for day in (t.begins, t.ends)), first, last)
    values = [{"day": day.isoformat(), "number": sum(t.in_force(day) for t in counted)} for day in days]
    told = _say("ties told", lang).format(
        first=values[0]["number"], first_day=first, last=values[-1]["number"], last_day=last
    )
    chart: alt.Chart = (
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
        .properties(width=600, height=300)
    )
    return _titled(chart, _say("ties title", lang), told, lang, dataset)


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
    dataset = dataset or shipped()
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
    numbers = _listed([f"{row['level']} {row['number']}" for row in values[-len(_RANKED) :]], lang)
    told = _say("partners told", lang).format(day=last, numbers=numbers)
    chart: alt.Chart = (
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
        .properties(width=600, height=300)
    )
    return _titled(chart, _say("partners title", lang), told, lang, dataset)


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
    _check(lang)
    dataset = dataset or shipped()
    last = dataset.as_of.latest
    ranked = [p for p in dataset.tables["partnerships"] if p.level.rank is not None and p.begins <= last]
    highest: dict[str, tuple[int, dt.date, str]] = {}
    for p in ranked:
        name = getattr(p.partner.names, lang)
        highest[name] = min(highest.get(name, (0, last, "")), (-(p.level.rank or 0), p.begins, p.partner.id))
    order = sorted(highest, key=highest.__getitem__)
    values = [
        {
            "id": p.id,
            "partner": getattr(p.partner.names, lang),
            "level": getattr(p.level.names, lang),
            "begins": p.begins.isoformat(),
            "ends": min(p.ends, last + _DAY).isoformat(),
            "since": str(p.since or f"≤ {p.attested}"),
            "until": str(p.until or ""),
        }
        for p in ranked
    ]
    told = _say("ladder told", lang).format(number=len(order), first=_listed(order[:3], lang), day=last)
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar()
        .encode(
            x=_time("begins", lang),
            x2="ends:T",
            y=alt.Y("partner:N", title=_say("partner", lang), sort=order, axis=_ROWS),
            color=_level_colour(lang, _RANKED),
            tooltip=[
                alt.Tooltip(f"{field}:N", title=_say(field, lang)) for field in ("partner", "level", "since", "until")
            ],
        )
        .properties(width=500, height=alt.Step(15))
    )
    return _titled(chart, _say("ladder title", lang), told, lang, dataset)


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
    _check(lang)
    dataset = dataset or shipped()
    country = dataset.country(partner)
    moments = dataset.timeline(country, since=since, until=until)
    values = [
        {
            "kind": _say(m.table, lang),
            "table": m.table,
            "id": m.id,
            "what": m.what,
            "date": str(m.date),
            "begins": m.date.earliest.isoformat(),
            "ends": (m.date.latest + _DAY).isoformat(),
            "exact": m.date.day is not None,
        }
        for m in moments
    ]
    kinds = [table for table in TABLES if any(m.table == table for m in moments)]
    base: alt.Chart = alt.Chart().encode(
        x=_time("begins", lang),
        y=alt.Y("kind:N", title=_say("kind", lang), sort=[_say(table, lang) for table in kinds], axis=_ROWS),
        tooltip=[alt.Tooltip(f"{field}:N", title=_say(field, lang)) for field in ("date", "kind", "what")],
    )
    dates = [
        base.transform_filter("!datum.exact")
        .mark_bar(color=_PALE_BLUE, stroke=_PALE_BLUE, strokeWidth=1, opacity=0.5, height=12)
        .encode(x2="ends:T"),
        base.transform_filter("datum.exact").mark_tick(color=_BLUE, opacity=0.7, thickness=1.5, size=18),
    ]
    chart = alt.LayerChart(layer=dates, data=alt.InlineData(values=values), width=600, height=alt.Step(28))
    name = getattr(country.names, lang)
    told = _say("timeline told", lang).format(
        name=name, number=len(values), kinds=_listed([_say(table, lang) for table in kinds], lang)
    )
    return _titled(chart, _say("timeline title", lang).format(name=name), told, lang, dataset)


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
    _check(lang)
    dataset = dataset or shipped()
    last = dataset.as_of.latest
    disputes = {d.id: d for d in sorted(dataset.tables["disputes"], key=lambda d: (d.begins, d.id)) if d.begins <= last}
    titles = {key: getattr(d.titles, lang) or d.titles.en for key, d in disputes.items()}
    stood = [
        {"id": d.id, "dispute": titles[d.id], "status": _say(status, lang)}
        | {"begins": begins.isoformat(), "ends": ends.isoformat(), "agreement": None, "step": None, "date": None}
        for d in disputes.values()
        for status, begins, ends in _stood(d, last)
    ]
    agreed = [
        {"id": key, "dispute": titles[key], "status": None, "begins": date.latest.isoformat(), "ends": None}
        | {"agreement": getattr(a.titles, lang) or a.titles.en, "step": _say(step, lang), "date": str(date)}
        for a in dataset.tables["agreements"]
        for key in a.disputes
        for step, date in (("signed", a.signed), ("in force", a.in_force))
        if key in disputes and date is not None and date.latest <= last
    ]
    base: alt.Chart = alt.Chart().encode(
        x=_time("begins", lang),
        y=alt.Y("dispute:N", title=_say("dispute", lang), sort=list(titles.values()), axis=_ROWS),
    )
    tips = {
        field: alt.Tooltip(f"{field}:N", title=_say(field, lang))
        for field in ("dispute", "status", "agreement", "step", "date")
    }
    bars = (
        base.transform_filter("datum.status !== null")
        .mark_bar(height=10)
        .encode(
            x2="ends:T",
            color=_colour("status", _say("status", lang), {_say(s, lang): c for s, c in _STATUS_COLOURS.items()}),
            tooltip=[tips["dispute"], tips["status"]],
        )
    )
    steps = [_say("signed", lang), _say("in force", lang)]
    points = (
        base.transform_filter("datum.step !== null")
        .mark_point(color="black", size=45, opacity=1, strokeWidth=1.2)
        .encode(
            shape=alt.Shape(
                "step:N", title=_say("agreement", lang), scale=alt.Scale(domain=steps, range=["circle", "diamond"])
            ),
            fill=alt.Fill(
                "step:N", title=_say("agreement", lang), scale=alt.Scale(domain=steps, range=["white", "black"])
            ),
            tooltip=[tips["agreement"], tips["step"], tips["date"], tips["dispute"]],
        )
    )
    data = alt.InlineData(values=stood + agreed)
    chart = alt.LayerChart(layer=[bars, points], data=data, width=520, height=alt.Step(20))
    now = [d.status_on(last) for d in disputes.values()]
    numbers = _listed([f"{_say(status, lang)} {now.count(status)}" for status in DisputeStatus], lang)
    told = _say("disputes told", lang).format(number=len(disputes), day=last, numbers=numbers)
    return _titled(chart, _say("disputes title", lang), told, lang, dataset)


def _stood(dispute: Dispute, last: dt.date) -> list[tuple[DisputeStatus, dt.date, dt.date]]:
    """Each status of a dispute with its first day and the day after it, through the last day."""
    managed = dispute.managed_since.latest if dispute.managed_since else dispute.begins
    changes = {dispute.begins, managed, dispute.ends}
    days = sorted({last + _DAY, *(day for day in changes if dispute.begins <= day <= last)})
    return [(dispute.status_on(since), since, until) for since, until in itertools.pairwise(days)]


def _check(lang: str) -> None:
    if lang not in LANGUAGES:
        raise InvalidValueError(f"there is no language {lang!r}; the languages are: {', '.join(LANGUAGES)}")


def _say(what: str, lang: Lang) -> str:
    return str(getattr(_WORDS[what], lang))


def _listed(texts: Iterable[str], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(texts)


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

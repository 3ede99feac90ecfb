"""What charts say, in three languages, with nothing in it that a page could take for markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

from ..errors import InvalidValueError
from ..vocabulary import Names

if TYPE_CHECKING:
    from collections.abc import Iterable

Lang = Literal["en", "vi", "zh"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)

WORDS = {
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
    "map title": Names(
        "Vietnam's relations with the world on {day}",
        "Quan hệ của Việt Nam với thế giới, ngày {day}",
        "{day}越南与世界各国的关系",
    ),
    "map source": Names(
        "Source: vnrelations {version}, data as of {day}. Borders: Natural Earth; they take no side",
        "Nguồn: vnrelations {version}, dữ liệu đến ngày {day}. Biên giới: Natural Earth, không thể hiện lập trường nào",
        "来源：vnrelations {version}，数据截至{day}。边界：Natural Earth，不代表任何立场",
    ),
    "map told": Names(
        "World map coloured by how Vietnam stood with each country on {day}: {numbers}.",
        "Bản đồ thế giới tô màu theo quan hệ của Việt Nam với từng nước vào ngày {day}: {numbers}.",
        "世界地图，按{day}越南与各国的关系着色：{numbers}。",
    ),
    "network title": Names(
        "Vietnam's partners on {day}: the nearer to the centre, the higher the level",
        "Các đối tác của Việt Nam, ngày {day}: càng gần tâm, cấp độ càng cao",
        "{day}越南的伙伴：离中心越近，级别越高",
    ),
    "network told": Names(
        "Vietnam in the centre of rings by level on {day}: {numbers}. Lines mark unresolved disputes, "
        "with: {parties}.",
        "Việt Nam ở tâm các vòng theo cấp độ vào ngày {day}: {numbers}. Các đường nối là tranh chấp chưa giải quyết, "
        "với: {parties}.",
        "{day}越南位于按级别排列的各圈中心：{numbers}。连线为未解决的争端，涉及：{parties}。",
    ),
    "nobody": Names("nobody", "không có", "无"),
    "country": Names("Country", "Nước", "国家"),
    "today": Names("{then} (today {today})", "{then} (nay là {today})", "{then}（今{today}）"),
    "related": Names("Diplomatic relations since", "Quan hệ ngoại giao từ", "建交日期"),
    "relations": Names("relations without partnership", "có quan hệ ngoại giao, chưa là đối tác", "已建交，无伙伴关系"),
    "other ties": Names("ties that are not counted", "quan hệ không được tính", "不计入的关系"),
    "no relations": Names("no relations", "không có quan hệ ngoại giao", "无外交关系"),
    "unknown": Names("not known whether yet", "chưa rõ khi đó đã có quan hệ chưa", "当时是否已建交不明"),
    "no state": Names("no state of its own", "không phải quốc gia riêng", "非独立国家"),
    "home": Names("Vietnam", "Việt Nam", "越南"),
    "no partnership": Names("no partnership", "không phải đối tác", "无伙伴关系"),
    "parties": Names("Between Vietnam and", "Giữa Việt Nam và", "越南与"),
    "Asia": Names("Asia", "Châu Á", "亚洲"),
    "Europe": Names("Europe", "Châu Âu", "欧洲"),
    "Africa": Names("Africa", "Châu Phi", "非洲"),
    "Americas": Names("Americas", "Châu Mỹ", "美洲"),
    "Oceania": Names("Oceania", "Châu Đại Dương", "大洋洲"),
}  # fmt: skip

# What begins a tag or a comment, and what no picture can hold.
_MARKUP = re.compile(r"<(?=[!/?a-zA-Z])")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def check(lang: str) -> None:
    """Refuse a language that charts do not speak.

    Raises:
        InvalidValueError: There is no such language.
    """
    if lang not in LANGUAGES:
        raise InvalidValueError(f"there is no language {lang!r}; the languages are: {', '.join(LANGUAGES)}")


def say(what: str, lang: Lang) -> str:
    """Return one of our own words."""
    return str(getattr(WORDS[what], lang))


def named(names: Names, lang: Lang) -> str:
    """Return a record's name or title, inert; the English one where no source gives it in that language."""
    return inert(getattr(names, lang) or names.en)


def listed(texts: Iterable[str], lang: Lang) -> str:
    """Return texts as one, with the comma of the language."""
    return ("、" if lang == "zh" else ", ").join(texts)


def inert(text: str) -> str:
    """Return a text that stays one in every page.

    Altair writes a chart into a page's ``<script>`` as it stands, where ``</script>`` in a text would end that and run
    what follows. An invisible word joiner after the ``<`` keeps it a text, also in the tooltips of other viewers.
    """
    return _CONTROLS.sub(" ", _MARKUP.sub("<\u2060", text))

"""The words of the pages in English and Vietnamese, where the dataset has none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vnrelations import wording
from vnrelations.wording import term

if TYPE_CHECKING:
    from vnrelations import Country, PartialDate

Lang = Literal["en", "vi"]
LANGUAGES: tuple[Lang, ...] = ("en", "vi")

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(date: PartialDate, lang: Lang) -> str:
    """A date as people write it: 12 July 1995 or 12/7/1995, and no more of it than is known."""
    known = [part for part in (date.day, date.month, date.year) if part is not None]
    if lang == "vi":
        return "/".join(map(str, known))
    return " ".join(_MONTHS[part - 1] if part is date.month and len(known) > 1 else str(part) for part in known)


def name(country: Country, lang: Lang) -> str:
    """What a partner is called."""
    return str(getattr(country.names, lang) or country.name)


def series(indicator: str, lang: Lang) -> str:
    """What a series of figures about a partner is called."""
    return _SERIES[indicator] if lang == "en" else term(indicator, lang)


def say(what: str, lang: Lang) -> str:
    """A word or heading: one of the pages' own, else the package's; in English it is its own key."""
    if lang == "en":
        return what.replace("_", " ")
    return _VIETNAMESE[what] if what in _VIETNAMESE else wording.say(what, lang)


_SERIES = {
    "trade_turnover_with_partner": "trade, both ways",
    "exports_to_partner": "exports to the partner",
    "imports_from_partner": "imports from the partner",
    "overseas_vietnamese": "overseas Vietnamese",
    "fdi_stock_from_partner": "registered investment from the partner",
    "fdi_from_partner": "investment from the partner",
    "students_abroad": "Vietnamese students there",
    "foreign_visitors": "visitors to Vietnam",
    "outward_investment_in_partner": "registered Vietnamese investment there",
    "outward_investment_realised_in_partner": "realised Vietnamese investment there",
    "vaccine_doses_donated": "vaccine doses donated to Vietnam",
    "workers_sent_abroad": "Vietnamese workers sent there",
    "workers_abroad": "Vietnamese workers there",
    "chinese_aid": "Chinese aid",
    "chinese_aid_cny": "Chinese aid",
    "chinese_support_troops": "Chinese support troops in Vietnam",
    "oda_from_partner": "official development assistance",
    "partner_nationals_in_vietnam": "the partner's nationals in Vietnam",
    "partner_students_in_vietnam": "the partner's students in Vietnam",
    "aid_given": "aid given by Vietnam",
    "export_market_rank_for_partner": "Vietnam's rank among the partner's export markets",
    "scholarships_offered": "scholarships offered",
    "soviet_economic_aid": "Soviet economic aid",
}

_VIETNAMESE = {
    "Vietnam–{name} relations": "Quan hệ Việt Nam – {name}",
    "diplomatic relations": "Quan hệ ngoại giao",
    "partnership": "Quan hệ đối tác",
    "disputes": "Tranh chấp",
    "Vietnam's missions": "Cơ quan đại diện Việt Nam",
    "missions in Vietnam": "Cơ quan đại diện tại Việt Nam",
    "codes": "Mã",
    "since {day}": "từ {day}",
    "by {day} at the latest": "chậm nhất từ {day}",
    "established {day}": "thiết lập {day}",
    "As of {day}": "Tính đến {day}",
    "{name} on a map of the world": "{name} trên bản đồ thế giới",
    "The dates in a picture": "Các mốc thời gian qua hình",
    "Relations and partnership": "Quan hệ ngoại giao và đối tác",
    "Where sources disagree": "Nơi các nguồn nói khác nhau",
    "in force {day}": "có hiệu lực {day}",
    "taken over from {name}": "kế thừa từ {name}",
    "with {name}": "với {name}",
    # columns and tables, where a dissent names them
    "since": "bắt đầu",
    "until": "kết thúc",
    "signed": "ký",
    "ratified": "phê chuẩn hoặc gia nhập",
    "in_force": "có hiệu lực",
    "value": "số liệu",
    "personnel": "số người",
    "attested": "chậm nhất từ",
    "settlement": "giải quyết",
    "level": "cấp độ",
    "place": "nơi",
    "status": "tình trạng",
    "managed_since": "được kiểm soát từ",
    "note": "ghi chú",
    "ties": "quan hệ ngoại giao",
    "partnerships": "quan hệ đối tác",
    "agreements": "hiệp định",
    "missions": "cơ quan đại diện",
    "events": "sự kiện",
    "deployments": "lực lượng gìn giữ hòa bình",
    "indicators": "số liệu",
    "periods": "thời kỳ",
}

"""The words of the pages in English and Vietnamese, where the dataset has none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

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


def city(english: str, lang: Lang) -> str:
    """The name of a city where a mission is."""
    return _CITIES.get(english, english) if lang == "vi" else english


def say(what: str, lang: Lang) -> str:
    """A word or heading; in English it is its own key where it needs no other."""
    return _VIETNAMESE[what] if lang == "vi" else _ENGLISH.get(what, what)


_ENGLISH = {
    "in_force": "in force",
    "managed_since": "managed since",
    "embassy level": "full relations",
    "consular level": "consular relations",
    "liaison level": "liaison or representative offices",
    "recognition level": "recognition",
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
    "none": "không có",
    "since {day}": "từ {day}",
    "by {day} at the latest": "chậm nhất từ {day}",
    "established {day}": "thiết lập {day}",
    "{first} to {last}": "{first} đến {last}",
    "As of {day}": "Tính đến {day}",
    "{name} on a map of the world": "{name} trên bản đồ thế giới",
    "The dates in a picture": "Các mốc thời gian qua hình",
    "Relations and partnership": "Quan hệ ngoại giao và đối tác",
    "Disputes": "Tranh chấp",
    "Agreements": "Hiệp định và thỏa thuận",
    "Missions": "Cơ quan đại diện",
    "Events": "Sự kiện",
    "Peacekeepers": "Lực lượng gìn giữ hòa bình",
    "Published figures": "Số liệu đã công bố",
    "Eras": "Các thời kỳ",
    "Where sources disagree": "Nơi các nguồn nói khác nhau",
    "Sources": "Nguồn",
    "in force {day}": "có hiệu lực {day}",
    "taken over from {name}": "kế thừa từ {name}",
    "with {name}": "với {name}",
    "over": "hơn",
    "about": "khoảng",
    "exact": "",
    # levels and ends of relations
    "embassy level": "quan hệ ngoại giao đầy đủ",
    "consular level": "quan hệ lãnh sự",
    "liaison level": "cơ quan liên lạc hoặc đại diện",
    "recognition level": "công nhận",
    "RVN": "với chính quyền Sài Gòn",
    "PRG": "với Chính phủ Cách mạng lâm thời",
    "broken": "cắt đứt",
    "raised": "nâng cấp",
    "lowered": "hạ cấp",
    "state dissolved": "nhà nước giải thể",
    "inherited": "được nước khác kế thừa",
    # disputes
    "open": "chưa giải quyết",
    "managed": "đang được kiểm soát",
    "resolved": "đã giải quyết",
    # missions
    "embassy": "Đại sứ quán",
    "permanent mission": "Phái đoàn thường trực",
    "consulate general": "Tổng lãnh sự quán",
    "consulate": "Lãnh sự quán",
    "liaison office": "Cơ quan liên lạc",
    "representative office": "Cơ quan đại diện",
    "trade office": "Văn phòng thương mại",
    "cultural office": "Văn phòng văn hóa",
    # peacekeepers
    "individual officers": "sĩ quan cá nhân",
    "police officers": "sĩ quan công an",
    "military engineers": "đội công binh",
    "level-2 field hospital": "bệnh viện dã chiến cấp 2",
    # series of figures
    "trade_turnover_with_partner": "kim ngạch thương mại hai chiều",
    "exports_to_partner": "xuất khẩu sang đối tác",
    "imports_from_partner": "nhập khẩu từ đối tác",
    "overseas_vietnamese": "người Việt Nam ở nước này",
    "fdi_stock_from_partner": "vốn đầu tư đăng ký của đối tác",
    "fdi_from_partner": "vốn đầu tư của đối tác",
    "students_abroad": "du học sinh Việt Nam",
    "foreign_visitors": "lượt khách đến Việt Nam",
    "outward_investment_in_partner": "vốn đầu tư đăng ký của Việt Nam",
    "outward_investment_realised_in_partner": "vốn đầu tư thực hiện của Việt Nam",
    "vaccine_doses_donated": "liều vắc-xin tặng Việt Nam",
    "workers_sent_abroad": "lao động Việt Nam sang làm việc",
    "workers_abroad": "lao động Việt Nam đang làm việc",
    "chinese_aid": "viện trợ của Trung Quốc",
    "chinese_aid_cny": "viện trợ của Trung Quốc",
    "chinese_support_troops": "bộ đội Trung Quốc chi viện tại Việt Nam",
    "oda_from_partner": "viện trợ phát triển chính thức",
    "partner_nationals_in_vietnam": "công dân nước này tại Việt Nam",
    "partner_students_in_vietnam": "du học sinh nước này tại Việt Nam",
    "aid_given": "viện trợ của Việt Nam",
    "export_market_rank_for_partner": "thứ hạng của Việt Nam trong các thị trường xuất khẩu của đối tác",
    "scholarships_offered": "học bổng",
    "soviet_economic_aid": "viện trợ kinh tế của Liên Xô",
    # units
    "persons": "người",
    "countries": "nước",
    "doses": "liều",
    "rank": "hạng",
    "scholarships": "suất",
    "USD": "USD",
    "CNY": "CNY",
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

# Cities of missions for which Vietnamese has a name of its own.
_CITIES = {
    "Hanoi": "Hà Nội",
    "Ho Chi Minh City": "Thành phố Hồ Chí Minh",
    "Da Nang": "Đà Nẵng",
    "Saigon": "Sài Gòn",
    "Hue": "Huế",
    "Beijing": "Bắc Kinh",
    "Chongqing": "Trùng Khánh",
    "Guangzhou": "Quảng Châu",
    "Hong Kong": "Hồng Kông",
    "Kunming": "Côn Minh",
    "Nanning": "Nam Ninh",
    "Shanghai": "Thượng Hải",
    "Taipei": "Đài Bắc",
    "Pyongyang": "Bình Nhưỡng",
    "Vientiane": "Viêng Chăn",
    "Phnom Penh": "Phnôm Pênh",
    "Haiphong": "Hải Phòng",
    "Can Tho": "Cần Thơ",
    "Bien Hoa": "Biên Hòa",
    "Tay Ninh": "Tây Ninh",
    "Thai Nguyen": "Thái Nguyên",
}

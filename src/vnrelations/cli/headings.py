"""What stands above and below a table, in the reader's language."""

from __future__ import annotations

from .options import Language

# In English the columns are called as in the data. Vietnamese, Chinese.
_HEADINGS = {
    "accessed": ("truy cập", "查阅"),
    "area": ("khu vực", "区域"),
    "as_of": ("tính đến", "截至"),
    "attested": ("được ghi nhận", "见载于"),
    "body": ("tổ chức", "组织"),
    "bound": ("độ chính xác", "精确度"),
    "city": ("thành phố", "城市"),
    "column": ("cột", "列"),
    "counted": ("được tính", "计入"),
    "counting": ("cách tính", "统计口径"),
    "country": ("nước", "国家"),
    "date": ("ngày", "日期"),
    "derived": ("suy ra", "推算"),
    "disputes": ("tranh chấp", "争端"),
    "ending": ("kết thúc do", "终止原因"),
    "explanation": ("giải thích", "说明"),
    "id": ("mã", "编号"),
    "in_force": ("hiệu lực", "生效"),
    "indicator": ("chỉ số", "指标"),
    "instrument": ("văn kiện", "文件"),
    "kind": ("loại", "类型"),
    "language": ("ngôn ngữ", "语言"),
    "level": ("cấp độ", "级别"),
    "licence": ("giấy phép", "许可"),
    "managed_since": ("kiểm soát từ", "管控始于"),
    "parties": ("các bên", "各方"),
    "partner": ("đối tác", "伙伴"),
    "place": ("địa điểm", "地点"),
    "predecessor": ("kế thừa từ", "继承自"),
    "published": ("công bố", "公布"),
    "publisher": ("nơi công bố", "发布者"),
    "ratified": ("phê chuẩn", "批准"),
    "regime": ("chính quyền", "政权"),
    "sector": ("lĩnh vực", "领域"),
    "sender": ("bên cử", "派遣方"),
    "settlement": ("giải quyết", "解决"),
    "signatories": ("người ký", "签署人"),
    "signed": ("ký", "签署"),
    "since": ("từ", "始于"),
    "status": ("tình trạng", "状态"),
    "table": ("bảng", "表"),
    "text": ("nội dung", "内容"),
    "title": ("tên gọi", "名称"),
    "unit": ("đơn vị", "单位"),
    "until": ("đến", "止于"),
    "url": ("địa chỉ", "网址"),
    "value": ("giá trị", "数值"),
    "verdict": ("kết luận", "结论"),
    "what": ("sự việc", "事项"),
}
_YES_AND_NO = {Language.EN: ("yes", "no"), Language.VI: ("có", "không"), Language.ZH: ("是", "否")}


def heading(column: str, lang: Language) -> str:
    """Return the heading of a column of a table."""
    return column if lang is Language.EN else _HEADINGS[column][lang is Language.ZH]


def yes_or_no(value: bool, lang: Language) -> str:
    """Return the word for a truth value."""
    return _YES_AND_NO[lang][not value]


def count(records: int, lang: Language) -> str:
    """Return how many records there are, in words."""
    if lang is Language.VI:
        return f"{records} bản ghi"
    return f"{records} 条记录" if lang is Language.ZH else f"{records} record{'s' * (records != 1)}"

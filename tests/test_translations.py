"""What is known of a partner, told in Vietnamese and Chinese."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, get_args

import pytest

import vnrelations as vn
from vnrelations.translations import TERMS, TRANSLATIONS
from vnrelations.wording import Lang, term

from .test_cli import ask

if TYPE_CHECKING:
    from enum import StrEnum

CITATIONS = re.compile(r"\[[a-z0-9; ()\[\].,-]+\]")


def fields(words: str) -> list[str]:
    return sorted(field for _, field, _, _ in string.Formatter().parse(words) if field is not None)


@pytest.mark.parametrize("english", TRANSLATIONS)
def test_every_translation_says_all_that_is_given(english: str) -> None:
    vietnamese, chinese = TRANSLATIONS[english]
    assert fields(vietnamese) == fields(chinese) == fields(english)
    if re.search("[a-z]", re.sub("{[a-z]+}", "", english)):
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert len({english, vietnamese, chinese}) == 3


@pytest.mark.parametrize(
    "vocabulary",
    [
        vn.AgreementKind,
        vn.Bound,
        vn.DisputeKind,
        vn.DisputeStatus,
        vn.Ending,
        vn.EventKind,
        vn.MembershipStatus,
        vn.MissionKind,
        vn.Sender,
        vn.SourceKind,
        vn.TieLevel,
    ],
)
def test_every_word_of_a_vocabulary_has_one(vocabulary: type[StrEnum]) -> None:
    for lang in ("vi", "zh"):
        assert len({term(word, lang) for word in vocabulary} | set(vocabulary)) == 2 * len(vocabulary)


def test_every_term_that_a_partner_is_told_in_has_one() -> None:
    about = [i for i in vn.indicators() if i.partner]
    told = {m.city for m in vn.missions()} | {d.unit for d in vn.deployments()} | {p.sector for p in vn.partners()}
    told |= {i.indicator for i in about} | {i.unit for i in about}
    assert told - {""} <= set(TERMS)
    for english, (vietnamese, chinese) in TERMS.items():
        assert re.search("[\u4e00-\u9fff]", chinese), english
        assert vietnamese, english


@pytest.mark.parametrize("on", [None, "1960", "1978", "2012-06"])
@pytest.mark.parametrize("lang", ["vi", "zh"])
def test_it_is_told_in_full_in_each_language(lang: Lang, on: str | None) -> None:
    headings = {translation[lang == "zh"] for translation in TRANSLATIONS.values()}
    for country in vn.countries():
        relations = vn.relations_with(country, on=on)
        english, told = str(relations).split("\n"), relations.to_text(lang).split("\n")
        assert len(told) == len(english)
        assert told[0].startswith({"vi": "Việt Nam và ", "zh": "越南与"}[lang])
        assert {line for line in told[1:] if line and not line.startswith("  ")} <= headings
        for ours, theirs in zip(told, english, strict=True):
            assert CITATIONS.findall(ours)[-1:] == CITATIONS.findall(theirs)[-1:]


def test_what_it_says() -> None:
    told = vn.relations_with("US", on="2015").to_text("vi").split("\n")
    assert told[0] == "Việt Nam và Hoa Kỳ, 2015-12-31"
    assert told[1] == "  quan hệ ngoại giao  quan hệ ngoại giao đầy đủ, thiết lập 1995-07-12"
    assert told[2] == "  quan hệ đối tác     đối tác toàn diện, từ 2013-07-25"
    told = vn.relations_with("NZ").to_text("zh").split("\n")
    assert "  1975-05-12至1976-07-02  承认（临时革命政府）; 由他国继承 [press-1975-prg; artofwar-prg]" in told
    assert any("越南驻惠灵顿大使馆" in line for line in told)


def test_the_command_tells_it_too() -> None:
    for lang in get_args(Lang):
        code, out, err = ask("show", "Hàn Quốc", "--on", "2012", "--lang", lang)
        assert (code, err) == (0, "")
        assert out == vn.relations_with("KR", on=2012).to_text(lang) + "\n"


def test_another_language_is_refused() -> None:
    with pytest.raises(vn.InvalidValueError, match="'fr' is not one of: en, vi, zh"):
        vn.relations_with("US").to_text("fr")  # type: ignore[arg-type]
    told = vn.relations_with("US").to_text("zh").split("\n")
    assert "  2016        旅居该国的越南人：2,067,527人 [medley-2018-overseas]" in told
    assert "  2013        双边贸易额：约30,000,000,000美元 [vccinews-2014-us]" in told
    assert any("越南驻联合国常驻代表团（纽约）" in line for line in told)
    told = vn.relations_with("SS").to_text("vi").split("\n")
    assert any("bệnh viện dã chiến cấp 2 số 7 tại UNMISS (63)" in line for line in told)

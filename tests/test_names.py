from __future__ import annotations

import csv
import datetime as dt
import gettext
import html
import random
import string
import sys
import types
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy
import pycountry
import pytest
from babel import Locale
from hypothesis import given, settings, strategies as st

import vnrelations as vn
from vnrelations import text
from vnrelations.text import fold

from . import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMES = [
    (name, row["id"])
    for row in reader.rows("countries")
    for name in (row["name"], row["name_vi"], row["name_zh"], row["id"], row["alpha_3"], row["numeric"])
    if name
] + [(row["text"], row["country"]) for row in reader.rows("aliases")]
# Former states gave their codes back: what bears one now comes first.
LIVING = {code for row in reader.rows("countries") if len(row["id"]) == 2 for code in (row["alpha_3"], row["numeric"])}
NAMES = [(name, key) for name, key in NAMES if len(key) == 2 or name not in LIVING]
CODES = {code for row in reader.rows("countries") for code in (row["id"], row["alpha_2"], row["alpha_3"])}


def meant(name: str) -> set[str]:
    """The ids that a name means, whether or not it is one."""
    try:
        return {vn.normalize(name)}
    except vn.AmbiguousCountryError as error:
        return set(error.candidates)


def test_every_name_and_code_as_written() -> None:
    wrong = {(name, key) for name, key in NAMES if key not in meant(name)}
    assert wrong == set()
    assert {name for name, key in NAMES if meant(name) != {key}} == HOMONYMS


# Names that two countries share: asked for by one of them, they are ambiguous and say so.
HOMONYMS = {"Korea", "Congo", "891", "Trung Hoa", "Virgin Islands"}


@pytest.mark.parametrize(
    ("name", "key"),
    {
        "hoa ky": "US", "HOA KỲ": "US", "Mỹ": "US", "usa": "US", "United States of America": "US", "美國": "US",
        "Nga": "RU", "NGA": "NG", "Áo": "AT", "AO": "AO", "Bỉ": "BE", "BI": "BI", "áo": "AT", "bỉ": "BE",
        "Liên Xô": "SUHH", "lien xo": "SUHH", "USSR": "SUHH", "苏联": "SUHH", "SU": "SUHH",
        "Czechoslovakia": "CSHH", "Tiệp Khắc": "CSHH", "Czech Republic": "CZ", "East Germany": "DDDE",
        "West Germany": "DE", "Yugoslavia": "YUCS", "South Yemen": "YDYE", "Niger": "NE", "Nigeria": "NG",
        "Sudan": "SD", "Nam Sudan": "SS", "Dominica": "DM", "Cộng hòa Dominicana": "DO", "NA": "NA",
        "Guinea": "GN", "Guinea-Bissau": "GW", "Equatorial Guinea": "GQ", "the bahamas": "BS",
        "Bosnia & Herzegovina": "BA", "Korea, Republic of": "KR", "Republic of Korea": "KR",
        "Korea, Democratic People's Republic of": "KP", "Viet-Nam": "VN", "Kosovo": "XK", "European Union": "EU",
        "Viet Nam": "VN", "Cote d'Ivoire": "CI", "Bờ Biển Ngà": "CI", "840": "US", "Burma": "MM", "Ceylon": "LK",
        "Zaire": "CD",
        "Holy See (Vatican City State)": "VA", "Plurinational State of Bolivia": "BO",
    }.items(),
)  # fmt: skip
def test_some_names(name: str, key: str | None) -> None:
    if key is None:
        with pytest.raises(vn.UnknownCountryError):
            vn.country(name)
    else:
        assert vn.normalize(name) == key


@pytest.mark.parametrize(
    ("name", "candidates"),
    {
        "Korea": ("KP", "KR"),
        "congo": ("CD", "CG"),
        "ao": ("AO", "AT"),
        "nga": ("NG", "RU"),
        "CS": ("CSHH", "CSXX"),
    }.items(),
)
def test_what_could_be_either_is_ambiguous(name: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(vn.AmbiguousCountryError) as caught:
        vn.country(name)
    assert caught.value.candidates == candidates
    assert caught.value.query == name
    assert all(key in str(caught.value) for key in candidates)


def test_an_unknown_name_is_answered_with_suggestions() -> None:
    with pytest.raises(vn.UnknownCountryError) as caught:
        vn.country("Chechoslovakia")
    assert caught.value.suggestions[0] == "Czechoslovakia"
    assert "did you mean 'Czechoslovakia'" in str(caught.value)
    with pytest.raises(LookupError):
        vn.country("")


@pytest.mark.parametrize("value", [None, True, -1, 840.0, b"US", ["US"], numpy.array([840, 36])])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(vn.InvalidValueError, match="as text"):
        vn.country(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "mark", ["n.a.", "N.A.", "N.A", "n/a", "N/A", "no.", "i.e.", "e.g.", "a.d.", "-", "—", "nil", "?", "..."]
)
def test_what_stands_where_nothing_does_is_no_country(mark: str) -> None:
    with pytest.raises(vn.UnknownCountryError):
        vn.country(mark)
    assert vn.country("NA").id == "NA"


def test_an_empty_name_of_an_edited_table_names_nothing() -> None:
    fiji = next(row for row in reader.rows("countries") if row["id"] == "FJ")
    nameless = reader.text("countries").replace(f",{fiji['name']},", ",,", 1).encode()
    dataset = vn.Dataset(lambda name: nameless if name == "countries.csv" else (reader.DATA / name).read_bytes())
    assert not dataset.country("FJ").name
    for unknown in ("", " ", "Narnia"):
        with pytest.raises(vn.UnknownCountryError):
            dataset.country(unknown)


def test_a_name_that_was_found_is_not_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = vn.Dataset()
    found = fresh.country("Hoa Kỳ")
    monkeypatch.setattr(fresh._resolver, "hits", lambda text: pytest.fail(f"looked up {text}"))
    assert fresh.country("Hoa Kỳ") is found


def test_the_names_of_a_newer_pycountry_are_found_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of states and of former ones, long and common ones, though no row of ours has them."""
    entry, none = types.SimpleNamespace, types.SimpleNamespace(name="Nowhere", alpha_2="QQ")
    new = entry(name="Upper Laos", official_name="Republic of Upper Laos", common_name="Laos Above", alpha_2="LA")
    old = entry(name="Lower Soviets", official_name=None, alpha_4="SUHH")
    monkeypatch.setattr(pycountry, "countries", [new, none])
    monkeypatch.setattr(pycountry, "historic_countries", [old])
    fresh = vn.Dataset()
    for name in ("Upper Laos", "republic of upper laos", "Laos Above"):
        assert fresh.normalize(name) == "LA"
    assert fresh.normalize("lower soviets") == "SUHH"
    with pytest.raises(vn.UnknownCountryError):
        fresh.country("Nowhere")


def test_a_name_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    (alias,) = (a for a in vn.dataset().tables["aliases"] if a.text == "Zaire" and a.until)
    assert alias.since
    assert alias.until
    one = dt.timedelta(1)
    days = (alias.since.earliest - one, alias.since.earliest, alias.until.latest - one, alias.until.latest)
    assert [alias.named(day) for day in days] == [False, True, True, False]


def test_a_country_is_its_own_name() -> None:
    us = vn.country("US")
    assert vn.country(us) is us
    assert vn.normalize(us) == "US"


@given(st.text())
def test_any_text_is_a_country_or_one_of_two_errors(text: str) -> None:
    try:
        assert vn.country(text).id in {row["id"] for row in reader.rows("countries")}
    except (vn.UnknownCountryError, vn.AmbiguousCountryError) as error:
        assert error.query == text  # noqa: PT017


@given(st.sampled_from(NAMES))
def test_normalising_twice_changes_nothing(pair: tuple[str, str]) -> None:
    for key in meant(pair[0]):
        assert vn.normalize(key) == key


@given(st.sampled_from([pair for pair in NAMES if not pair[0].isdigit()]), st.data())
def test_case_accents_spaces_and_forms_do_not_change_what_is_meant(pair: tuple[str, str], data: st.DataObject) -> None:
    name, key = pair
    form: Any = data.draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
    space = data.draw(st.sampled_from(["  ", "\u00a0", "\t", "\u3000"]))
    for same in (unicodedata.normalize(form, name), name.replace(" ", space), f" {name}\n"):
        assert meant(same) == meant(name)
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    blunted = [name.upper(), name.lower(), bare, name.replace("-", " ")]
    for blunt in blunted if name in CODES else [*blunted, name.title()]:  # a code in title case is none
        # With less to go by, a name may become ambiguous. It means another country alone only where it
        # has become that country's own name or code as written: NGA is Nigeria, Nga is Russia.
        assert key in meant(blunt) or blunt in AS_WRITTEN, blunt


AS_WRITTEN = {name for name, _ in NAMES}


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_tables_say_what_pycountry_says() -> None:
    for entry in pycountry.countries:
        if entry.alpha_2 in {row["id"] for row in reader.rows("countries")}:
            for field in ("name", "official_name", "common_name"):
                if getattr(entry, field, None):
                    assert entry.alpha_2 in meant(getattr(entry, field)), entry


# -- names that somebody wrote down, in names.csv: extend it there

with (Path(__file__).parent / "names.csv").open(encoding="utf-8", newline="") as _file:
    WRITTEN = list(csv.DictReader(_file))


def answer(name: str, **options: Any) -> str:
    try:
        return vn.normalize(name, **options)
    except vn.AmbiguousCountryError as error:
        return " ".join(["ambiguous", *error.candidates])
    except vn.UnknownCountryError:
        return "unknown"


def test_the_names_that_somebody_wrote_down() -> None:
    assert len(WRITTEN) >= 1500
    wrong = [(r["text"], r["on"], answer(r["text"], on=r["on"] or None), r["expected"]) for r in WRITTEN]
    assert [row for row in wrong if row[2] != row[3]] == []


def variants(name: str) -> Iterator[str]:
    """The same name as other people, keyboards and spreadsheets write it."""
    yield name
    yield name.upper()
    yield name.lower()
    yield unicodedata.normalize("NFD", name)
    yield without_accents(name)
    yield f"  {name.replace(' ', chr(0xA0))}\u200b"
    yield "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    yield name.replace(" ", "   ").replace("-", " ")
    yield html.escape(name)
    for head in ("Republic of ", "Kingdom of ", "Cộng hòa ", "Vương quốc "):
        if name.startswith(head):
            yield f"{name.removeprefix(head)}, {head.strip()}"
    for saint in ("Saint ", "St. "):
        if name.startswith(saint):
            yield name.replace(saint, "St ")


def without_accents(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


@given(
    st.sampled_from(
        [row for row in WRITTEN if not row["on"] and row["language"] not in ("zxx", "") and "&" not in row["text"]]
    ),
    st.data(),
)
@settings(max_examples=300)
def test_however_it_is_written_the_answer_does_not_move(row: dict[str, str], data: st.DataObject) -> None:
    written = data.draw(st.sampled_from(list(variants(row["text"]))))
    moved = answer(written)
    if moved != row["expected"]:
        # With less to go by it may be one of several, or have become another name or code as written.
        assert moved.startswith("ambiguous") or written.strip("\u200b ") in AS_WRITTEN | CODES, written


# -- the names of CLDR and of ISO's translations, generated here

RENAMED = {
    "AIDJ": "DJ", "BUMM": "MM", "BYAA": "BY", "DYBJ": "BJ", "FXFR": "FR", "HVBF": "BF", "NHVU": "VU", "RHZW": "ZW",
    "TPTL": "TL", "ZRCD": "CD",
}  # fmt: skip
TONGUES = ("en", "vi", "zh_Hans", "zh_Hant")
TRANSLATIONS = Path(pycountry.__file__).parent / "locales"


def translated(domain: str, name: str) -> set[str]:
    return {gettext.translation(domain, TRANSLATIONS, [tongue]).gettext(name) for tongue in ("vi", "zh_CN", "zh_TW")}


def generated() -> Iterator[tuple[str, str]]:
    ids = {row["id"] for row in reader.rows("countries")}
    for tongue in TONGUES:
        yield from ((name, key) for key, name in Locale.parse(tongue).territories.items() if key in ids)
    for entry in pycountry.countries:
        for field in ("name", "official_name", "common_name"):
            if name := getattr(entry, field, None):
                yield from ((each, entry.alpha_2) for each in {name, *translated("iso3166-1", name)})


def generated_of_former_states() -> Iterator[tuple[str, str]]:
    for entry in pycountry.historic_countries:
        key = RENAMED.get(entry.alpha_4, entry.alpha_4)
        yield from ((each, key) for each in {entry.name, *translated("iso3166-3", entry.name)})


# Two of ISO's entries share the short name; and what some capitals without accents spell is a code as written.
SHARED = {"congo": ("CD", "CG"), "nga": ("NG", "RU"), "ao": ("AO", "AT")}


def shares(names: Iterable[tuple[str, str]], **options: Any) -> tuple[float, float, list[tuple[str, str, str]]]:
    """The share of right answers, of wrong ones, and these."""
    answers = [(name, key, answer(name, **options)) for name, key in names]
    wrong = [(n, k, a) for n, k, a in answers if a != k and a != "unknown" and not a.startswith("ambiguous")]
    wrong = [
        (n, k, a) for n, k, a in wrong if k not in SHARED.get(without_accents(n).casefold().strip("\u200b \xa0"), ())
    ]
    return sum(a == k for _, k, a in answers) / len(answers), len(wrong) / len(answers), wrong


def test_generated_names_are_right_and_never_wrong() -> None:
    right, _, wrong = shares((written, key) for name, key in generated() for written in variants(name))
    assert wrong == []
    assert right >= 0.995


def test_generated_names_of_former_states() -> None:
    right, _, wrong = shares((written, key) for name, key in generated_of_former_states() for written in variants(name))
    assert wrong == []
    assert right >= 0.98


def test_what_is_no_country_is_none() -> None:
    """Languages, currencies and regions of CLDR and the subdivisions of ISO 3166-2, but for true homonyms."""
    negatives = set()
    for tongue in ("en", "vi", "zh_Hans"):
        locale = Locale.parse(tongue)
        negatives |= {*locale.languages.values(), *locale.currencies.values()}
        negatives |= {name for key, name in locale.territories.items() if key.isdigit()}
    negatives |= {division.name for division in pycountry.subdivisions}
    hits = vn.dataset()._resolver.hits  # for thousands of names without a suggestion for each
    assert {name: key for name in negatives if len(hits(name)) == 1 for key in hits(name)} == NAMESAKES


# What is called like a country: a language and people, or a place inside one, and why.
NAMESAKES = {
    # Languages that are called as their country is.
    "Czech": "CZ", "Lao": "LA", "Nauru": "NR", "Tokelau": "TK", "Tuvalu": "TV",
    # Subdivisions that ISO 3166-1 lists as countries of their own.
    "American Samoa": "AS", "Aruba": "AW", "Curaçao": "CW", "Guadeloupe": "GP", "Guam": "GU", "Martinique": "MQ",
    "Mayotte": "YT", "Northern Mariana Islands": "MP", "Puerto Rico": "PR", "Saint-Barthélemy": "BL",
    "Saint-Martin": "MF", "Saint Helena": "SH", "Sint Maarten": "SX", "United States Minor Outlying Islands": "UM",
    "Virgin Islands, U.S.": "VI", "Midway Islands": "MIUM", "Wake Island": "WKUM",
    # Subdivisions of the same name as their own country, its capital or district.
    "Belize": "BZ", "Djibouti": "DJ", "Guatemala": "GT", "Luxembourg": "LU", "México": "MX", "Panamá": "PA",
    # Subdivisions of another country: Angola's Zaire, Argentina's Formosa, Guinea's Mali, Nigeria's Niger, Georgia of
    # the United States, and Sikkim, a former entry of ISO 3166-3.
    "Formosa": "TW", "Georgia": "GE", "Mali": "ML", "Niger": "NE", "Sikkim": "SKIN", "Zaire": "CD",
}  # fmt: skip


def slips(name: str, draw: random.Random) -> str:
    """One letter left out, put in, replaced, or swapped with the next."""
    at, letter = draw.randrange(len(name)), draw.choice(string.ascii_lowercase)
    kind = draw.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + letter + name[at:]
    if kind == 2:
        return name[:at] + letter + name[at + 1 :]
    return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


def test_one_slip_is_mended_and_seldom_wrongly() -> None:
    draw = random.Random(3166)
    right, wrong, which = shares(((slips(name, draw), key) for name, key in generated()), fuzzy=True)
    assert right >= 0.90
    assert wrong < 0.003, which


def test_a_near_name_is_none_where_two_are_near() -> None:
    assert answer("Nigera", fuzzy=True) == "unknown"
    assert answer("Austrlia", fuzzy=True) == "unknown"  # Australia or Austria
    assert answer("Narnia", fuzzy=True) == "unknown"
    best = vn.candidates("Chechoslovakia")[0]
    assert (best.country.id, best.text) == ("CSHH", "czechoslovakia")
    assert 0.9 < best.score < 1
    assert [c.score for c in vn.candidates("Nigera")] == sorted(
        (c.score for c in vn.candidates("Nigera")), reverse=True
    )
    with pytest.raises(vn.InvalidValueError, match="a name is a text"):
        vn.candidates(704)  # type: ignore[arg-type]


def test_near_matches_need_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with pytest.raises(vn.MissingExtraError, match=r"vnrelations\[fuzzy\]"):
        vn.normalize("Chechoslovakia", fuzzy=True)
    assert vn.normalize("Czechoslovakia", fuzzy=True) == "CSHH"


# -- many at once


def test_many_names() -> None:
    names = ["Mỹ", "840", numpy.int64(840), "Narnia", None, "Congo", float("nan"), "Mỹ"]
    assert vn.normalize_many(names, errors="none") == ["US", "US", "US", None, None, None, None, "US"]
    kept = vn.normalize_many(names, errors="keep", to="alpha_3")
    assert kept[:6] == ["USA", "USA", "USA", "Narnia", None, "Congo"]
    assert vn.normalize_many(iter(["Congo"]), on=1980, to="name_vi") == [vn.country("CG").name_vi]
    assert vn.normalize_many(["RU", "SUHH", "DE", "AD", "CK"], to="gw") == [365, 365, 260, 232, None]
    assert vn.normalize_many([]) == []
    for numbers in ([704, 704.0, None], [704.0, None, 704], [None, 704, 704.0]):
        answers = ["VN" if type(number) is int else None for number in numbers]
        assert vn.normalize_many(numbers, errors="none") == answers
    for text_alone in ("US", b"US", 704):
        with pytest.raises(vn.InvalidValueError, match="given as a list"):
            vn.normalize_many(text_alone)  # type: ignore[arg-type]
    with pytest.raises(vn.UnknownCountryError, match="Narnia"):
        vn.normalize_many(names)
    with pytest.raises(vn.AmbiguousCountryError):
        vn.normalize_many(["Congo"])
    with pytest.raises(vn.InvalidValueError, match="as text"):
        vn.normalize_many(["US", ["US"]])
    assert vn.normalize_many(["US", ["US"]], errors="none") == ["US", None]
    with pytest.raises(vn.InvalidValueError, match=r"'ignore' is .*raise, none, keep"):
        vn.normalize_many([], errors="ignore")  # type: ignore[arg-type]
    with pytest.raises(vn.InvalidValueError, match=r"'iso3' is .*alpha_3"):
        vn.normalize_many([], to="iso3")  # type: ignore[arg-type]


@given(st.lists(st.sampled_from([row["text"] for row in WRITTEN]), max_size=30))
def test_many_names_are_one_after_the_other(names: list[str]) -> None:
    one_by_one = [got if len(got := answer(name)) <= 4 else None for name in names]
    assert vn.normalize_many(names, errors="none") == one_by_one


def test_each_distinct_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = vn.Dataset()
    asked: list[object] = []
    find = dataset.country

    def count(name: Any, **options: Any) -> vn.Country:
        asked.append(name)
        return find(name, **options)

    monkeypatch.setattr(dataset, "country", count)
    assert dataset.normalize_many(["Mỹ", "Nga"] * 1000) == ["US", "RU"] * 1000
    assert sorted(map(str, asked)) == ["Mỹ", "Nga"]


@pytest.mark.parametrize(
    ("query", "suggested"),
    [
        ("Cubba", ("Cuba",)),
        ("Cubb", ()),  # too short: nearly every code is near
        ("Hdly Sue", ()),
        ("s o u t h a f r c a", ("South Africa",)),
        ("bamibia", ("Namibia", "Zambia", "Gambia")),
        ("Geroan Democratic Republic", ("German Democratic Republic", "Somalia", "Democratic Republic of the Congo")),
    ],
)
def test_an_unknown_name_gets_up_to_three_suggestions(query: str, suggested: tuple[str, ...]) -> None:
    with pytest.raises(vn.UnknownCountryError) as caught:
        vn.country(query)
    assert caught.value.suggestions == suggested
    assert vn.dataset()._resolver.hits(query) == set()


def test_a_day_tells_whose_name_it_was() -> None:
    dataset = vn.Dataset()
    assert [dataset.normalize(name, on=day) for name, day in (("Congo", 1980), ("Trung Hoa", 1946))] == ["CG", "TW"]


def test_no_slip_is_mended_unasked() -> None:
    dataset = vn.dataset()
    for ask in (dataset.country, dataset.normalize, lambda name: dataset.normalize_many([name])):
        with pytest.raises(vn.UnknownCountryError):
            ask("Viet Nm")
    assert len(dataset.candidates("Viet Nm")) == 5


@pytest.mark.parametrize("code", [0, 999, "999"])
def test_a_number_of_no_country_is_unknown(code: str | int) -> None:
    with pytest.raises(vn.UnknownCountryError, match=r"'000'|'999'"):
        vn.country(code)
    assert vn.dataset()._resolver.hits("999") == set()


def test_nothing_is_near_a_text_that_is_no_name() -> None:
    for text_ in ("x" * 1001, ""):
        assert vn.candidates(text_) == ()
        with pytest.raises(vn.UnknownCountryError):
            vn.country(text_, fuzzy=True)


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with pytest.raises(vn.MissingExtraError, match=r"pip install 'vnrelations\[fuzzy\]'"):
        vn.country("Viet Nm", fuzzy=True)


def test_a_character_too_many_is_folded_and_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_REMEMBERED", 1)
    table = text._Folded()
    assert "ĐệđẸ".translate(table) == "dede"
    assert table == {ord("Đ"): "d"}

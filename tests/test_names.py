from __future__ import annotations

import unicodedata
from typing import Any

import pycountry
import pytest
from hypothesis import given, strategies as st

import vnrelations as vn
from vnrelations.text import fold

from . import reader

NAMES = [
    (name, row["id"])
    for row in reader.rows("countries")
    for name in (row["name"], row["name_vi"], row["name_zh"], row["id"], row["alpha_3"], row["numeric"])
    if name
] + [(row["text"], row["country"]) for row in reader.rows("aliases")]


def meant(name: str) -> set[str]:
    """The ids that a name means, whether or not it is one."""
    try:
        return {vn.normalize(name)}
    except vn.AmbiguousCountryError as error:
        return set(error.candidates)


@pytest.mark.parametrize(("name", "key"), NAMES)
def test_every_name_and_code_as_written(name: str, key: str) -> None:
    assert key in meant(name)
    if meant(name) != {key}:
        assert name in HOMONYMS


# Names that two countries share: asked for by one of them, they are ambiguous and say so.
HOMONYMS = {"Korea", "Congo", "United Arab Republic", "891"}


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
        "Korea, Democratic People's Republic of": "KP", "Viet-Nam": None, "Kosovo": "XK", "European Union": "EU",
        "Cote d'Ivoire": "CI", "Bờ Biển Ngà": "CI", "840": "US", "Burma": "MM", "Ceylon": "LK", "Zaire": "CD",
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


@pytest.mark.parametrize("value", [None, 840, b"US", ["US"]])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(vn.InvalidValueError, match="as text"):
        vn.country(value)  # type: ignore[arg-type]


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
    for blunt in (name.upper(), name.lower(), name.title(), bare, name.replace("-", " ")):
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

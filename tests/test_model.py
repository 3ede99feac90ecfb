from __future__ import annotations

import copy
import datetime as dt
import pickle
from typing import Any, get_args

import attrs
import pytest

import vnrelations as vn
from vnrelations import errors, vocabulary
from vnrelations.vocabulary import parse_level

from . import reader

ALL = [(table, record) for table in reader.TABLES for record in vn.dataset().tables[table]]


def test_every_record_is_frozen_and_hashable_all_the_way_down() -> None:
    def check(value: object) -> None:
        hash(value)
        kind: Any = type(value)
        if attrs.has(kind):
            for field in attrs.fields(kind):
                with pytest.raises(attrs.exceptions.FrozenInstanceError):
                    setattr(value, field.name, None)
                if not field.name.startswith("_"):
                    check(getattr(value, field.name))
            if isinstance(value, vn.Citation):
                check(value.source)
        elif isinstance(value, tuple):
            for item in value:
                check(item)
        else:
            assert value is None or isinstance(value, (str, bool, float, int, dt.date))

    for table in reader.TABLES:
        check(vn.dataset().tables[table][0])
    check(vn.country("SUHH"))


def test_records_have_no_room_for_more() -> None:
    for _, record in ALL[:: len(ALL) // 50]:
        with pytest.raises((AttributeError, TypeError)):
            record.remark = "x"
        assert not hasattr(record, "__dict__")


@pytest.mark.parametrize("table", reader.TABLES)
def test_every_record_survives_copying_and_pickling(table: str) -> None:
    for record in vn.dataset().tables[table]:
        assert copy.deepcopy(record) == record
    some = vn.dataset().tables[table][:5]
    assert pickle.loads(pickle.dumps(some)) == some


@pytest.mark.parametrize("table", [t for t in reader.TABLES if t != "sources"])
def test_no_record_without_a_source(table: str) -> None:
    record = vn.dataset().tables[table][0]
    with pytest.raises(vn.InvalidValueError, match="at least one source"):
        attrs.evolve(record, sources=())


def test_a_spell_needs_a_beginning_before_its_end() -> None:
    tie = vn.ties("KR")[0]
    with pytest.raises(vn.InvalidValueError, match=r"^a spell needs a beginning: .* gives it$"):
        attrs.evolve(tie, since=None, attested=None)
    with pytest.raises(vn.InvalidValueError, match="before it begins"):
        attrs.evolve(tie, until=vn.PartialDate(1992, 12, 21))
    assert attrs.evolve(tie, until=vn.PartialDate(1992)).ends == dt.date(1992, 12, 31)


def test_partial_dates_count_from_their_last_day() -> None:
    tie = attrs.evolve(vn.ties("KR")[0], since=vn.PartialDate(1992, 2), until=vn.PartialDate(1993))
    assert not tie.in_force(dt.date(1992, 2, 28))
    assert tie.in_force(dt.date(1992, 2, 29))
    assert tie.in_force(dt.date(1993, 12, 30))
    assert not tie.in_force(dt.date(1993, 12, 31))
    attested = attrs.evolve(tie, since=None, attested=vn.PartialDate(1992, 3, 1))
    assert not attested.in_force(dt.date(1992, 2, 29))
    assert attested.in_force(dt.date(1992, 3, 1))


def test_levels() -> None:
    assert str(vn.Level.COMPREHENSIVE_STRATEGIC) == "comprehensive strategic" == vn.Level("comprehensive strategic")
    assert [level.rank for level in vn.Level] == [4, 3, 2, 1, None, None]
    for level in vn.Level:
        for name in (level, level.value.upper(), level.names.en, level.names.vi, level.names.zh, level.name):
            assert parse_level(name) is level
    for name in ("全面战略合作伙伴关系", "全面戰略合作夥伴關係", "đối tác hợp tác chiến lược toàn diện"):
        assert parse_level(name) is vn.Level.COMPREHENSIVE_STRATEGIC
    assert parse_level("strategic cooperative partnership") is vn.Level.STRATEGIC
    for wrong in ("", "strategical", "đối tác", None, 3):
        with pytest.raises(vn.InvalidValueError, match="comprehensive strategic, extensive strategic"):
            parse_level(wrong)  # type: ignore[arg-type]


def test_status_on_any_day() -> None:
    (dispute,) = vn.disputes("CN").where(id="gulf-of-tonkin-boundary")
    assert dispute.status == "resolved"
    assert dispute.status_on(dt.date(1999, 1, 1)) == "open"
    assert dispute.status_on(dispute.ends) == "resolved"


def test_errors_say_who_and_what() -> None:
    unknown = errors.UnknownCountryError("Nowhere", ("Norway",))
    assert str(unknown) == "no country is called 'Nowhere'; did you mean 'Norway'?"
    assert "countries()" in str(errors.UnknownCountryError("Nowhere"))
    assert str(errors.DataError("ties.csv", 3, "since", "bad")) == "ties.csv, line 3, column 'since': bad"
    assert str(errors.DataError("ties.csv", None, None, "bad")) == "ties.csv: bad"
    for error in (
        unknown,
        errors.AmbiguousCountryError("Congo", ("CD", "CG")),
        errors.DataError("f", 1, "c", "r"),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert vars(again) == vars(error)
        assert str(again) == str(error)
        assert isinstance(error, errors.VNRelationsError)


def test_a_culprit_that_cannot_be_shown_is_named_by_its_type() -> None:
    class Shy:
        def __repr__(self) -> str:
            raise ValueError

    with pytest.raises(vn.InvalidValueError, match="a value of the type 'Shy'"):
        vn.country(Shy())  # type: ignore[arg-type]


def test_levels_are_compared_by_how_high_they_stand() -> None:
    ranked = [level for level in vn.Level if level.rank]
    assert sorted(ranked, reverse=True) == ranked
    assert max(vn.TieLevel) is vn.TieLevel.EMBASSY
    for levels in (ranked, list(vn.TieLevel)):
        for i, high in enumerate(levels):
            for j, low in enumerate(levels):
                assert [high > low, high >= low, high < low, high <= low] == [i < j, i <= j, i > j, i >= j]
                assert (high > str(low), str(high) > low) == (i < j, i < j)
    assert {p for p in vn.partners() if p.level.rank and p.level >= "strategic"} == set(
        vn.partners(at_least="strategic")
    )
    with pytest.raises(vn.InvalidValueError, match="'special' stands beside the ladder"):
        assert vn.Level.SPECIAL < vn.Level.STRATEGIC
    with pytest.raises(vn.InvalidValueError, match="'sectoral strategic' stands beside"):
        assert vn.Level.STRATEGIC <= vn.Level.SECTORAL_STRATEGIC
    with pytest.raises(vn.InvalidValueError, match="'high' is not one of: embassy"):
        assert vn.TieLevel.EMBASSY > "high"


def test_people_can_read_them() -> None:
    (policy, *_), (body, *_) = vn.policies(), vn.organisations()
    assert str(policy.texts) == f"{policy.text_en} · {policy.text_vi} · {policy.text_zh}"
    assert str(body.names) == f"{body.name} · {body.name_vi} · {body.name_zh}"
    assert repr(vn.country("US")) == "Country('US', 'United States')"
    assert str(vn.country("US").names) == "United States · Hoa Kỳ · 美国"
    source = vn.sources()[0]
    assert source.id in repr(source)
    assert source.url in str(source)
    citation = vn.Citation(source.id, "p. 3", {source.id: source})
    assert str(citation) == f"{source.id}[p. 3]"
    assert str(vn.Citation(source.id, "", {source.id: source})) == source.id
    assert repr(vn.ties("US")[0]).startswith("Tie(id='us-srv-embassy', country=Country('US', 'United States'), since='")
    (upgrade,) = vn.partners("comprehensive strategic").where(partner=vn.country("US"))
    assert not upgrade.sector
    assert "=''" not in repr(upgrade)
    assert repr(citation) == f"Citation('{source.id}[p. 3]')"
    assert citation.source is source


def test_a_text_may_be_written_for_every_member_of_a_vocabulary() -> None:
    """What editors offer: kept as literals, since a type checker cannot read them off an enum."""
    by_level = {form for level in vn.Level for form in (level, level.names.en, level.names.vi, level.names.zh)}
    assert set(get_args(vocabulary.LevelName)) == by_level
    for names, kind in {
        vocabulary.StatusName: vn.DisputeStatus,
        vocabulary.RegimeName: vn.Regime,
        vocabulary.CountryKindName: vn.CountryKind,
        vocabulary.AgreementKindName: vn.AgreementKind,
        vocabulary.SenderName: vn.Sender,
        vocabulary.EventKindName: vn.EventKind,
    }.items():
        assert list(get_args(names)) == list(kind)

"""Queries against a second reader, on the real tables and on small random ones."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
import random
import threading
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, strategies as st

import vnrelations as vn
from vnrelations import strategies
from vnrelations.queries import PARTNER_COLUMNS

from . import reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnrelations import DateLike

AS_OF = vn.dataset().as_of.latest
FIRST = strategies.FIRST
HANOI = {"DRV", "PRG", "SRV"}


def meant(on: DateLike | None) -> tuple[DateLike | None, dt.date]:
    """A day as a user may write it, and the last day that it can mean."""
    return on, AS_OF if on is None else reader.last_day(str(on))


ASKED = strategies.days().map(meant)


# -- the real tables, any day


@given(ASKED)
def test_ties_are_those_of_a_brute_force_filter(pair: tuple[Any, dt.date]) -> None:
    on, day = pair
    rows = [row for row in reader.rows("ties") if reader.in_force(row, day)]
    assert [t.id for t in vn.ties(on=on)] == [row["id"] for row in rows if row["regime"] in HANOI]
    assert [t.id for t in vn.ties(on=on, regime="RVN")] == [row["id"] for row in rows if row["regime"] == "RVN"]
    related = {row["country"] for row in rows if row["counted"] == "true"}
    assert not related & {c.id for c in vn.without_ties(on=on)}


@given(ASKED)
def test_partners_are_those_of_a_brute_force_filter(pair: tuple[Any, dt.date]) -> None:
    on, day = pair
    rows = [row for row in reader.rows("partnerships") if reader.in_force(row, day)]
    assert [p.id for p in vn.partners(on=on)] == [row["id"] for row in rows]
    for level in vn.Level:
        assert [p.id for p in vn.partners(level, on=on)] == [row["id"] for row in rows if row["level"] == level]


@given(ASKED)
def test_partners_are_the_union_over_the_levels(pair: tuple[Any, dt.date]) -> None:
    on, _ = pair
    by_level = {level: set(vn.partners(level, on=on)) for level in vn.Level}
    assert set(vn.partners(on=on)) == set().union(*by_level.values())
    assert sum(map(len, by_level.values())) == len(vn.partners(on=on))
    for level in vn.Level:
        if level.rank is not None:
            above = [by_level[other] for other in vn.Level if other.rank and other.rank >= level.rank]
            assert set(vn.partners(at_least=level, on=on)) == set().union(*above)
    ranked = [p.partner for p in vn.partners(at_least="comprehensive", on=on)]
    assert len(ranked) == len(set(ranked)), "a partner stands on one rung at a time"


@given(st.sampled_from([c.id for c in vn.countries()]), ASKED)
def test_relations_on_a_day_lie_within_relations(key: str, pair: tuple[Any, dt.date]) -> None:
    on, day = pair
    then, now = vn.relations_with(key, on=on), vn.relations_with(key)
    assert set(then.history) <= set(now.history)
    assert {d.id for d in then.disputes} <= {d.id for d in now.disputes}
    assert set(then.agreements) <= set(now.agreements)
    assert set(then.events) <= set(now.events)
    assert all(mission.in_force(day) for mission in then.missions)
    # Missions and peacekeepers that have left since, and what is said against them, are not there any more.
    gone: list[Any] = [r for r in (*then.missions, *then.deployments) if r not in (*now.missions, *now.deployments)]
    gone_too = [d for d in vn.dissents() if d.record in {r.id for r in gone}]
    assert set(then.sources) <= set(now.sources) | {c.source for r in (*gone, *gone_too) for c in r.sources}
    assert {t.id for t in then.ties if t.regime != "RVN"} == {t.id for t in vn.ties(key, on=on)}
    assert set(then.partnerships) == {p for p in vn.partners(on=on) if p.partner.id == key}
    assert then.level == (then.partnership.level if then.partnership else None)
    assert all(record.begins <= day for record in (*then.history, *then.disputes))
    assert list(then.history) == sorted(then.history, key=lambda r: (r.begins, r.id))
    text = str(then)
    assert then.country.name in text
    assert all(source.url in text for source in then.sources)


@given(st.sampled_from([c.id for c in vn.countries()]), st.sampled_from(list(vn.DisputeStatus)), ASKED)
def test_disputes_by_party_and_status(key: str, status: vn.DisputeStatus, pair: tuple[Any, dt.date]) -> None:
    on, day = pair
    found = vn.disputes(key, status=status, on=on)
    begun = [d for d in vn.dataset().tables["disputes"] if d.begins <= day]
    assert [d.id for d in found] == [d.id for d in begun if vn.country(key) in d.parties and d.status_on(day) == status]
    assert {d.status for d in found} <= {status}
    assert set(found) <= set(vn.disputes(on=on))


def test_relations_with_every_country() -> None:
    for country in vn.countries():
        relations = vn.relations_with(country.id)
        assert str(relations).startswith("Vietnam and ")
        html = relations._repr_html_()
        assert html.count("<table ") == html.count("</table>") >= 1
        assert repr(relations) == f"Relations({country!r}, on={AS_OF})"
        assert str(len(relations.history)) in repr(relations.history) or not relations.history


# -- what the founding documents and the README say


def test_the_united_states() -> None:
    us = vn.relations_with("US")
    assert str(us.established) == "1995-07-12"
    assert us.level == "comprehensive strategic"
    assert [str(step.since) for step in us.history if isinstance(step, vn.Partnership)] == [
        "2013-07-25",
        "2023-09-10",
    ]
    assert "1995-07-11" in {d.value for d in us.dissents}
    then = vn.relations_with("US", on="1995-03")
    assert [str(t.level) for t in then.ties] == ["liaison"]
    assert then.established is None
    assert then.level is None
    assert "US" in {c.id for c in vn.without_ties(on="1995-03")}


def test_inherited_relations() -> None:
    russia = vn.relations_with("RU")
    assert str(russia.established) == "1950-01-30"
    assert str(vn.relations_with("CZ").established) == str(vn.relations_with("SK").established) == "1950-02-02"
    assert str(vn.relations_with("RS").established) == "1957-03-10"
    assert [t.id for t in vn.relations_with("Liên Xô", on="1978").ties] == ["suhh-drv-embassy"]
    assert vn.relations_with("USSR").ties == ()
    assert vn.relations_with("Russia", on=1978).history == ()


def test_japan_stood_on_four_rungs() -> None:
    levels = {year: vn.relations_with("JP", on=year).level for year in (2008, 2010, 2015, 2024)}
    assert levels == {
        2008: None,
        2010: "strategic",
        2015: "extensive strategic",
        2024: "comprehensive strategic",
    }


def test_on_the_day_of_an_upgrade_only_the_new_level_holds() -> None:
    (new,) = (p for p in vn.partners(on="2023-09-10") if p.partner.id == "US")
    assert new.level == "comprehensive strategic"
    (old,) = (p for p in vn.partners(on="2023-09-09") if p.partner.id == "US")
    assert old.level == "comprehensive"


def test_without_ties_in_february_2019() -> None:
    without = {c.id for c in vn.without_ties(on="2019-02")}
    # The founding document's five, and Trinidad and Tobago, which it overlooks (see dissents).
    assert {"MW", "BS", "TO", "TV", "VA"} < without
    assert without == {"MW", "BS", "TO", "TV", "VA", "TT", "CK", "NU", "TW", "XK"}
    assert len(vn.dissents("tt-srv-embassy")) == 1


def test_a_settled_dispute_was_once_open() -> None:
    key = "gulf-of-tonkin-boundary"
    (then,) = vn.disputes("CN", status="open", on=1999).where(id=key)
    (now,) = vn.disputes("CN", status="resolved").where(id=key)
    assert (then.status, now.status) == ("open", "resolved")
    assert vn.disputes("CN", status="resolved").where(id=key)[0] is now  # nothing is copied that says the same
    (before,) = vn.disputes(on="2004-06-29").where(id=key)
    (after,) = vn.disputes(on="2004-06-30").where(id=key)
    assert (before.status, after.status) == ("open", "resolved")


def test_what_is_printed_of_a_day_says_nothing_of_later_days() -> None:
    china = str(vn.relations_with("CN", on=1999))
    assert "Gulf of Tonkin" in china
    assert "(open)" in china
    assert "(resolved)" not in china
    records = china.split("Sources that say otherwise")[0]
    assert not {f"to {year}" for year in range(2000, 2027) if f"to {year}" in records}
    soviet = str(vn.relations_with("SUHH", on=1978))
    assert "1950-01-30 to" not in soviet
    assert "1950-01-30 to 1991" in str(vn.relations_with("SUHH"))


@pytest.mark.parametrize(("key", "day"), [("UA", "2010"), ("SS", "2020")])
def test_the_whole_of_what_a_person_reads(key: str, day: str) -> None:
    """So that a change of wording is a decision."""
    shown = str(vn.relations_with(key, on=day)).split("\n\nSources")[0]
    assert [line.partition(" [")[0] for line in shown.splitlines()] == IN_FULL[key].splitlines()


IN_FULL = {
    "UA": """\
Vietnam and Ukraine · 乌克兰, 2010-12-31
  diplomatic relations  full relations, established 1992-01-23

History
  1991-12-27 to 1992-01-23  recognition; raised
  1992-01-23                full relations

Agreements
  1994-06-08  Agreement on the promotion and protection of investments

Missions
  1997  Ukraine embassy in Hanoi
  1993  Vietnam's embassy in Kyiv

Events
  1991-12-27  Vietnam recognises Ukraine
""",
    "SS": """\
Vietnam and South Sudan · Nam Sudan · 南苏丹, 2020-12-31
  diplomatic relations  full relations, established 2019-02-21

History
  2011-07-10 to 2019-02-21  recognition; raised
  2019-02-21                full relations

Events
  2011-07-10  Vietnam recognises South Sudan

Peacekeepers
  2019-11-19  level-2 field hospital, rotation 2, with UNMISS (63)
  2014-06     individual officers with UNMISS
""",
}


def test_the_sections_stand_in_their_order() -> None:
    shown = str(vn.relations_with("CN")).splitlines()
    headings = [line for line in shown[1:] if line and not line.startswith(" ")]
    assert headings == [
        "History", "Disputes", "Agreements", "Missions", "Events", "Published figures", "Eras",
        "Sources that say otherwise", "Sources",
    ]  # fmt: skip


def test_agreements_missions_and_events() -> None:
    assert [a.id for a in vn.agreements("CN") if "gulf-of-tonkin-boundary" in a.disputes] == ["cn-gulf-of-tonkin-2000"]
    assert {a.kind for a in vn.agreements(kind="border")} == {"border"}
    assert {(m.sender, m.kind) for m in vn.missions("US", on="1995-03") if m.body is None} == {
        ("partner", "liaison office"),
        ("Vietnam", "liaison office"),
    }
    assert {"Washington", "San Francisco", "Houston"} <= {m.city for m in vn.missions("US", sender="Vietnam")}
    assert {"Hue", "Saigon", "Washington"} == {m.city for m in vn.missions("US", on=1970, regime="RVN")}
    assert vn.missions("US", on=1970) == ()
    (to_the_un,) = vn.missions("US").where(kind="permanent mission")
    assert (to_the_un.body, to_the_un.city) == (vn.organisations().where(id="un")[0], "New York")
    (clash,) = vn.events("China", kind="conflict", since="1988-03", until="1988-03")
    assert clash.id == "johnson-south-reef-1988"
    assert {"border-war-china-1979", "cambodia-war-1978"} <= {e.id for e in vn.events("KH", since=1979, until=1979)}
    us = vn.relations_with("US", on=1996)
    assert {"us-partner-embassy-hanoi", "us-vietnam-embassy-washington"} <= {m.id for m in us.missions}
    assert "us-diplomatic-properties-1995" in {a.id for a in us.agreements}
    assert all(a.concluded.year <= 1996 for a in us.agreements)
    assert [a.concluded.latest for a in us.agreements] == sorted(a.concluded.latest for a in us.agreements)
    for refused in (
        lambda: vn.agreements(kind="pact"),  # type: ignore[arg-type]
        lambda: vn.missions(sender="Hanoi"),  # type: ignore[arg-type]
        lambda: vn.events(kind="party"),  # type: ignore[arg-type]
        lambda: vn.events(since="soon"),
    ):
        with pytest.raises(vn.InvalidValueError):
            refused()


def test_memberships_offices_deployments_and_policies() -> None:
    days = ("2007-01-10", "2007-01-11")
    then, later = ({m.body.id for m in vn.memberships(on=day).where(status="member")} for day in days)
    assert {"un", "asean", "apec"} <= then
    assert later - then == {"wto"}
    assert not {m.body.id for m in vn.memberships(on=1970)} & {"un", "asean", "adb"}
    assert {"adb", "unesco"} <= {m.body.id for m in vn.memberships(on=1970, regime="RVN")}
    assert len(vn.dissents("wto")) == 3
    with pytest.raises(vn.InvalidValueError, match="SRV"):
        vn.memberships(regime="SVN")  # type: ignore[arg-type]
    assert [o.id for o in vn.offices("un-security-council", on="2021-12-31")] == ["unsc-2020"]
    assert vn.offices("un-security-council", on=2010) == ()
    assert {"hrc-2023", "ilc-2023"} <= {o.id for o in vn.offices(on="2023-06")}
    assert len(vn.offices("un-human-rights-council")) == 3
    assert {"military engineers", "individual officers"} <= {d.unit for d in vn.deployments("Sudan")}
    hospitals = [d for d in vn.dataset().tables["deployments"] if d.unit == "level-2 field hospital"]
    assert [d.rotation for d in hospitals] == list(range(1, len(hospitals) + 1))
    assert [d.rotation for d in vn.deployments("South Sudan", on=2020) if d in hospitals] == [2]
    assert vn.deployments("CF", on=2015) == ()
    assert vn.deployments(on=2013) == ()
    assert "11th National Party Congress" in {p.document for p in vn.policies() if p.since and p.since.year == 2011}
    assert vn.indicators(partner="LA")
    assert {i.partner.id for i in vn.indicators("trade_turnover_with_partner", partner="Lào") if i.partner} == {"LA"}
    assert vn.indicators("trade_turnover", partner="LA") == ()
    with pytest.raises(vn.UnknownRecordError, match="unicef"):
        vn.offices("unicef")


def test_established_is_the_first_full_relation() -> None:
    assert str(vn.relations_with("EU").established) == "1990-11-28"
    assert vn.relations_with("Sahrawi Republic").established is None  # recognised, the day of relations unknown
    assert vn.relations_with("TW").established is None


# -- what is refused


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (lambda: vn.ties(on="2019-13"), vn.InvalidDateError, "2019"),
        (lambda: vn.ties(on="yesterday"), vn.InvalidDateError, "YYYY"),
        (lambda: vn.ties(on=AS_OF + dt.timedelta(1)), vn.OutOfCoverageError, "leave out `on`"),
        (lambda: vn.ties(on=AS_OF.year), vn.OutOfCoverageError, str(AS_OF)),
        (lambda: vn.partners(on="1945-09-01"), vn.OutOfCoverageError, "1945-09-02"),
        (lambda: vn.ties(regime="SVN"), vn.InvalidValueError, "DRV, PRG, SRV, RVN"),  # type: ignore[arg-type]
        (lambda: vn.partners("best"), vn.InvalidValueError, "comprehensive strategic"),  # type: ignore[arg-type]
        (lambda: vn.partners("strategic", at_least="strategic"), vn.InvalidValueError, "^give either .* not both$"),
        (lambda: vn.partners(at_least="special"), vn.InvalidValueError, "'special' stands beside the ladder"),
        (lambda: vn.disputes(status="closed"), vn.InvalidValueError, "open, managed, resolved"),  # type: ignore[arg-type]
        (lambda: vn.disputes("Nowhere"), vn.UnknownCountryError, "Nowhere"),
        (lambda: vn.countries("planet"), vn.InvalidValueError, "state, former state"),  # type: ignore[arg-type]
        (lambda: vn.sources("nobody"), vn.UnknownRecordError, "nobody"),
        (lambda: vn.sources([]), vn.UnknownRecordError, "no source"),  # type: ignore[arg-type]
        (lambda: vn.events(since=2030), vn.OutOfCoverageError, f"2030 is after {AS_OF}"),
        (lambda: vn.events(since=2000, until=1990), vn.InvalidValueError, "since '2000' is after until '1990'"),
        (lambda: vn.timeline(since="2000-02", until="2000-01"), vn.InvalidValueError, "'2000-02' is after until"),
        (lambda: vn.dissents("nobody"), vn.UnknownRecordError, "nobody"),
        (lambda: vn.dissents([]), vn.UnknownRecordError, "no record"),  # type: ignore[arg-type]
        (lambda: vn.offices([]), vn.UnknownRecordError, "no organisation"),  # type: ignore[arg-type]
        (lambda: vn.dataset().cite("mla"), vn.InvalidValueError, "'mla' is .*text, bibtex"),  # type: ignore[arg-type]
    ],
)
def test_bad_arguments(ask: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        ask()
    assert isinstance(caught.value, vn.VNRelationsError)


def test_a_partner_is_told_what_a_filter_of_the_whole_tells() -> None:
    tables = vn.dataset().tables
    whole = vn.timeline()
    for country in vn.countries():
        for table, column in PARTNER_COLUMNS.items():
            by_hand = [r for r in tables[table] if country in _several(getattr(r, column))]
            assert list(vn.dataset()._about(table, country)) == by_hand
        assert vn.timeline(country) == tuple(m for m in whole if country in m.parties)


def _several(cell: Any) -> tuple[Any, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def test_every_table_with_a_column_of_countries_can_be_asked_about_one() -> None:
    named = {
        table: column
        for table, records in vn.dataset().tables.items()
        if table not in ("countries", "aliases")
        for column in ("country", "partner", "parties", "hosts")
        if hasattr(records[0], column)
    }
    assert named == PARTNER_COLUMNS


def test_a_party_named_twice_is_concerned_once() -> None:
    read = vn.dataset()._read
    twice = vn.Dataset(lambda name: read(name).replace(b",BN,maritime,", b",BN;BN,maritime,"))
    (changed,) = (d for d in twice.disputes() if len(d.parties) != len(set(d.parties)))
    assert [d.id for d in twice.disputes("BN")].count(changed.id) == 1


def test_a_country_of_another_dataset_is_known_by_its_id() -> None:
    other = attrs.evolve(vn.country("US"), note="edited")
    assert vn.missions(other) == vn.missions("US")
    assert vn.relations_with(other).history == vn.relations_with("US").history


def test_what_a_code_was_answered_is_no_answer_about_another_day() -> None:
    now = vn.relations_with("US")
    assert vn.relations_with("US") is now
    assert vn.relations_with("US", on="1994").on == dt.date(1994, 12, 31)
    assert vn.relations_with("US", on=None) == vn.relations_with("Hoa Kỳ") == now
    assert vn.relations_with(vn.country("US")) == now
    assert "Hoa Kỳ" not in vn.dataset()._answered  # or all that is ever asked would be kept
    with pytest.raises(vn.InvalidValueError, match="a country is given by its name"):
        vn.relations_with(["US"])  # type: ignore[arg-type]


def test_known_but_nothing_recorded_is_empty() -> None:
    for nothing in (vn.ties("XK"), vn.disputes("CH"), vn.ties("US", on=1990), vn.dissents("kr-srv-embassy")):
        assert nothing == ()
        assert isinstance(nothing, vn.Records)
        assert repr(nothing) == "no records"


def test_how_to_cite_it() -> None:
    dataset = strategies.dataset_of({})
    assert dataset.cite() == (
        "vnrelations maintainers (2020). vnrelations: Vietnam's foreign relations as data, version 0, as of 2020-12-31."
    )
    assert dataset.cite("bibtex").splitlines() == [
        "@misc{vnrelations,",
        "  title = {vnrelations: Vietnam's foreign relations as data},",
        "  author = {{vnrelations maintainers}},",
        "  year = {2020},",
        "  version = {0},",
        "  note = {As of 2020-12-31}",
        "}",
    ]
    assert json.loads(dataset.cite("csl")) == [
        {
            "id": "vnrelations",
            "type": "dataset",
            "title": "vnrelations: Vietnam's foreign relations as data",
            "author": [{"literal": "vnrelations maintainers"}],
            "issued": {"date-parts": [[2020]]},
            "version": "0",
            "note": "As of 2020-12-31",
        }
    ]
    assert dataset.cite("csl").startswith('[\n  {\n    "id"')
    assert dataset.cite("cff").splitlines() == [
        "cff-version: 1.2.0",
        'message: "As of 2020-12-31"',
        "type: dataset",
        'title: "vnrelations: Vietnam\'s foreign relations as data"',
        "authors:",
        "  - name: vnrelations maintainers",
        'version: "0"',
    ]
    assert "“" not in vn.dataset().cite("csl")


def test_the_dataset_shows_what_it_is() -> None:
    dataset = vn.Dataset()
    assert repr(dataset) == f"Dataset(version={dataset.version!r}, as_of='{AS_OF}')"
    assert repr(dataset.tables) == f"<tables: {', '.join(dataset.tables)}>"
    assert len(dataset.tables) == len(list(dataset.tables)) == 17
    with pytest.raises(KeyError, match="quarrels"):
        dataset.tables["quarrels"]
    damaged = vn.Dataset({"datapackage.json": b"{"}.__getitem__)
    assert repr(damaged).startswith('Dataset("datapackage.json, line 1: not a readable descriptor')


@pytest.mark.parametrize(
    ("missing", "table"), {"datapackage.json": "", "sources.csv": "sources", "countries.csv": "countries"}.items()
)
def test_a_file_that_a_reader_has_not_is_named(missing: str, table: str) -> None:
    names = {"datapackage.json", "sources.csv", "countries.csv"} - {missing}
    dataset = vn.Dataset({name: (reader.DATA / name).read_bytes() for name in names}.__getitem__)
    with pytest.raises(vn.DataError, match=rf"^{missing}: there is no such file$") as caught:
        _ = dataset.tables[table] if table else dataset.as_of
    assert caught.value.file == missing


def test_an_event_is_met_on_its_first_and_on_its_last_day() -> None:
    event = vn.events().where(lambda e: e.until is not None)[0]
    first, last = event.since.earliest, (event.until or event.since).latest
    one = dt.timedelta(1)
    assert event in vn.events(until=first)
    assert event not in vn.events(until=first - one)
    assert event in vn.events(since=last)
    assert event not in vn.events(since=last + one)


def test_normalize_many_is_exact_unless_asked_and_says_what_it_can() -> None:
    with pytest.raises(vn.UnknownCountryError):
        vn.normalize_many(["Chechoslovakia"])
    assert vn.normalize_many(["Chechoslovakia"], fuzzy=True) == ["CSHH"]
    with pytest.raises(vn.InvalidValueError, match=r"id, alpha_2, alpha_3, numeric, cow, gw, name, name_vi, name_zh\Z"):
        vn.normalize_many(["US"], to="iso")  # type: ignore[arg-type]
    assert len(vn.candidates("Ngia", limit=2)) == 2
    assert all(round(c.score, 3) == c.score for c in vn.candidates("Nigera"))


def test_the_dataset_about_itself() -> None:
    dataset = vn.dataset()
    assert dataset is vn.dataset()
    assert dataset.version in dataset.cite()
    assert str(dataset.as_of) in dataset.cite("bibtex")
    assert dataset.descriptor["licenses"][0]["name"] == "CC-BY-4.0"
    assert vn.sources("us-srv-embassy")[0].id == vn.ties("US")[0].sources[0].source.id
    assert vn.sources(vn.sources()[0].id) == vn.sources()[:1]


def test_the_sources_of_an_id_are_those_of_all_records_that_have_it() -> None:
    """Such as an organisation and Vietnam's membership of it."""
    tables = vn.dataset().tables
    cited: dict[str, set[str]] = {}
    for table in set(reader.TABLES) - {"sources"}:
        for record in tables[table]:
            cited.setdefault(record.id, set()).update(citation.key for citation in record.sources)
    assert len(vn.sources("wto")) > len(vn.organisations().where(id="wto")[0].sources)
    for key in ["wto", "npt-revcon-2026", *random.Random(7).sample(sorted(cited), 100)]:
        assert {source.id for source in vn.sources(key)} == cited[key]


def test_a_caller_cannot_change_what_a_dataset_says_of_itself() -> None:
    dataset, coverage = vn.Dataset(), dict(vn.dataset().coverage)
    with pytest.raises(TypeError, match="does not support item assignment"):
        dataset.coverage["ties"] = vn.PartialDate(2000)  # type: ignore[index]
    dataset.descriptor["resources"].clear()
    dataset.descriptor["licenses"][0]["name"] = "none"
    assert dataset.coverage == coverage
    assert dataset.descriptor == vn.dataset().descriptor
    assert len(dataset.descriptor["resources"]) == 17
    assert "Diplomatic relations" in dataset._repr_html_()
    json.dumps(dataset.descriptor)


def test_a_window_may_be_of_one_day_and_of_the_last() -> None:
    assert [e.id for e in vn.events("US", since="1995-07-12", until="1995-07-12")] == [
        e.id for e in vn.events("US") if e.since.earliest <= dt.date(1995, 7, 12) <= (e.until or e.since).latest
    ]
    assert set(vn.events(since=AS_OF)) == {e for e in vn.events() if (e.until or e.since).latest >= AS_OF}


def test_a_timeline_has_a_beginning_and_an_end() -> None:
    whole = vn.timeline("US")
    assert [len(vn.timeline("US", since=since, until=until)) for since, until in ((None, 1995), (1995, None))] == [
        sum(moment.date.earliest <= dt.date(1995, 12, 31) for moment in whole),
        sum(moment.date.latest >= dt.date(1995, 1, 1) for moment in whole),
    ]
    assert 0 < len(vn.timeline("US", since=1995, until=1995)) < len(whole)


def test_what_was_answered_about_a_code_is_kept() -> None:
    assert vn.relations_with("AD") is vn.relations_with("AD")


def test_countries_of_a_kind() -> None:
    rows = [row["id"] for row in reader.rows("countries") if row["kind"] == "former state"]
    assert [c.id for c in vn.countries("former state")] == rows
    assert [c.id for c in vn.countries(vn.CountryKind.FORMER_STATE)] == rows


def test_the_tables_are_those_that_there_are() -> None:
    assert "ties" in vn.dataset().tables
    assert "quarrels" not in vn.dataset().tables


def test_names_to_normalize_are_several_and_a_name_to_look_for_is_a_text() -> None:
    with pytest.raises(vn.InvalidValueError, match="as a list, a column or the like, not as 5"):
        vn.normalize_many(5)  # type: ignore[arg-type]
    with pytest.raises(vn.InvalidValueError, match="a name is a text, not 5"):
        vn.candidates(5)  # type: ignore[arg-type]
    for limit in (-1, 1.5, "1", None):
        with pytest.raises(vn.InvalidValueError, match=f"limit {limit!r} is not a number of countries"):
            vn.candidates("Viet Nm", limit=limit)  # type: ignore[arg-type]
    assert [len(vn.candidates("Viet Nm", limit=limit)) for limit in (0, 1, 2)] == [0, 1, 2]
    assert len(vn.candidates("Viet Nm")) == 5


def test_a_dataset_is_searched_for_a_text() -> None:
    assert {match.id for match in vn.dataset().search("gac ma")} >= {"johnson-south-reef-1988"}


def test_a_dataset_can_be_copied() -> None:
    for again in (copy.deepcopy(vn.dataset()), pickle.loads(pickle.dumps(vn.dataset()))):
        assert again.ties() == vn.ties()
        assert again is not vn.dataset()
    us = vn.relations_with("US", on=2000)
    assert str(pickle.loads(pickle.dumps(us))) == str(us)


def test_many_threads_load_one_table_once() -> None:
    reads: list[str] = []

    def read(name: str) -> bytes:
        reads.append(name)
        return (reader.DATA / name).read_bytes()

    dataset = vn.Dataset(read)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(str(dataset.relations_with("US")))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert len(set(reads)) == len(reads)
    assert set(found) == {str(vn.relations_with("US"))}


# -- small random datasets

FACTS = strategies.table_rows(("ties", "partnerships", "disputes"), most=6)


@given(FACTS, st.dates(FIRST, strategies.LAST), st.integers(0, 9))
def test_random_datasets_are_filtered_as_by_hand(
    tables: dict[str, list[dict[str, str]]], day: dt.date, number: int
) -> None:
    dataset = strategies.dataset_of(tables)
    countries = tables["countries"]
    key = countries[number % len(countries)]["id"]
    held = {name: [row for row in tables[name] if reader.in_force(row, day)] for name in ("ties", "partnerships")}
    ties = [row["id"] for row in held["ties"] if row["regime"] in HANOI]
    assert [t.id for t in dataset.ties(on=day)] == ties
    assert [p.id for p in dataset.partners(on=day)] == [row["id"] for row in held["partnerships"]]
    begun = [row for row in tables["disputes"] if reader.last_day(row["since"] or row["attested"]) <= day]
    assert [d.id for d in dataset.disputes(key, on=day)] == [r["id"] for r in begun if key in r["parties"].split(";")]
    counted = {row["country"] for row in held["ties"] if row["counted"] == "true" and row["regime"] in HANOI}
    there = {
        row["id"]
        for row in countries
        if row["kind"] in ("state", "former state", "territory")
        and (not row["since"] or reader.last_day(row["since"]) <= day)
        and (not row["until"] or day < reader.last_day(row["until"]))
    }
    assert {c.id for c in dataset.without_ties(on=day)} == there - counted
    assert {p.id for p in dataset.relations_with(key, on=day).partnerships} == {
        row["id"] for row in held["partnerships"] if row["partner"] == key
    }


@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(tables: dict[str, list[dict[str, str]]], rng: random.Random) -> None:
    shuffled = {name: rng.sample(rows, len(rows)) for name, rows in tables.items()}
    one, other = strategies.dataset_of(tables), strategies.dataset_of(shuffled)
    for query in ("ties", "partners", "disputes", "without_ties"):
        assert set(getattr(one, query)()) == set(getattr(other, query)())
    for country in tables["countries"]:
        assert one.relations_with(country["id"]).history == other.relations_with(country["id"]).history

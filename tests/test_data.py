"""Every row of every table: form, keys, order, dates, and what official sources say of the whole."""

from __future__ import annotations

import csv
import difflib
import io
import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from typing import Any

import attrs
import pycountry
import pytest

import vnrelations as vn
from vnrelations import loading

from . import reader

ROWS = {table: reader.rows(table) for table in reader.TABLES}
SOURCES = {row["id"]: row for row in ROWS["sources"]}
COUNTRIES = {row["id"]: row for row in ROWS["countries"]}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
CITATION = re.compile(r"([^\[\];]+)(\[[^\[\];]+\])?")
# Texts longer than this are likely to be somebody's sentences rather than our notes.
LONGEST_NOTE = 420


@pytest.mark.parametrize("table", reader.TABLES)
def test_bytes_are_canonical(table: str) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    columns = list(ROWS[table][0])
    writer.writerow(columns)
    for row in sorted(ROWS[table], key=lambda row: row["id"]):
        cells = (unicodedata.normalize("NFC", " ".join(row[column].split())) for column in columns)
        writer.writerow(cells)
    actual, canonical = reader.text(table), written.getvalue()
    difference = "\n".join(difflib.unified_diff(actual.splitlines(), canonical.splitlines(), lineterm="", n=0))
    assert actual == canonical, f"{table}.csv should read:\n{difference}"


@pytest.mark.parametrize("table", reader.TABLES)
def test_ids_are_unique_and_plain(table: str) -> None:
    ids = [row["id"] for row in ROWS[table]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", key) for key in ids)


def test_ids_are_unique_across_the_tables_that_dissents_name() -> None:
    keys = Counter(row["id"] for table in ("countries", "ties", "partnerships", "disputes") for row in ROWS[table])
    assert keys.most_common(1)[0][1] == 1


@pytest.mark.parametrize("table", reader.TABLES)
def test_the_dictionary_describes_the_table_and_its_class(table: str) -> None:
    fields = reader.fields(table)
    names = [field["name"] for field in fields]
    assert names == list(ROWS[table][0])
    assert names == [a.name for a in attrs.fields(loading.kind_of(table)) if a.init]
    for field in fields:
        assert field["description"].endswith("."), field
        rules: dict[str, Any] = field.get("constraints", {})
        for row in ROWS[table]:
            cell, where = row[field["name"]], (table, row["id"], field["name"])
            if not cell:
                assert not rules.get("required"), where
                continue
            if "enum" in rules:
                assert cell in rules["enum"], where
            if "pattern" in rules:
                assert re.fullmatch(rules["pattern"], cell), where
            if field["type"] == "number":
                assert rules["minimum"] <= float(cell) <= rules["maximum"], where
            if field["type"] == "boolean":
                assert cell in ("true", "false"), where


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("countries", "kind", vn.CountryKind),
        ("ties", "level", vn.TieLevel),
        ("ties", "regime", vn.Regime),
        ("ties", "ending", vn.Ending),
        ("partnerships", "level", vn.Level),
        ("disputes", "kind", vn.DisputeKind),
        ("disputes", "status", vn.DisputeStatus),
        ("sources", "kind", vn.SourceKind),
        ("indicators", "bound", vn.Bound),
        ("agreements", "kind", vn.AgreementKind),
        ("agreements", "regime", vn.Regime),
        ("missions", "kind", vn.MissionKind),
        ("missions", "sender", vn.Sender),
        ("missions", "regime", vn.Regime),
        ("events", "kind", vn.EventKind),
    ],
)
def test_vocabularies_agree(table: str, column: str, kind: Any) -> None:
    (field,) = (f for f in reader.fields(table) if f["name"] == column)
    assert field["constraints"]["enum"] == [member.value for member in kind]


def test_the_dictionary_names_every_table_and_the_version() -> None:
    package = reader.descriptor()
    assert sorted(r["name"] for r in package["resources"]) == sorted(reader.TABLES) == sorted(loading.TABLES)
    assert package["version"] == vn.__version__ == vn.dataset().version
    assert str(vn.dataset().as_of) == package["as_of"]
    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            targets = {row["id"] for row in ROWS[key["reference"]["resource"]]}
            assert {row[key["fields"][0]] for row in ROWS[resource["name"]]} <= targets | {""}


@pytest.mark.parametrize("table", [t for t in reader.TABLES if t != "sources"])
def test_every_row_cites_sources_that_exist(table: str) -> None:
    for row in ROWS[table]:
        items = row["sources"].split(";")
        keys = [match.group(1) for item in items if (match := CITATION.fullmatch(item))]
        assert len(keys) == len(items), row["id"]
        assert set(keys) <= set(SOURCES), row["id"]
        assert len(items) == len(set(items)), f"{row['id']} cites a source twice"


def test_every_source_is_cited_and_was_read() -> None:
    citing = [row for table in reader.TABLES if table != "sources" for row in ROWS[table]]
    cited = {item.partition("[")[0] for row in citing for item in row["sources"].split(";")}
    assert cited == set(SOURCES)
    urls = Counter((row["url"], row["published"]) for row in ROWS["sources"])
    assert urls.most_common(1)[0][1] == 1
    for row in ROWS["sources"]:
        assert row["accessed"] >= row["published"][:10], row["id"]


@pytest.mark.parametrize("table", reader.TABLES)
def test_texts_are_short(table: str) -> None:
    for row in ROWS[table]:
        for column in ("note", "reason", "settlement"):
            assert len(row.get(column, "")) <= LONGEST_NOTE, (row["id"], column)


def test_dates_are_days_of_the_calendar_and_not_after_the_dataset() -> None:
    as_of = vn.dataset().as_of.latest
    columns = ["since", "attested", "managed_since", "un_member_since", "signed", "in_force", "elected", "as_of"]
    for table in reader.TABLES:
        ends = [] if table in ("offices", "policies") else ["until"]  # terms and goals reach into the future
        known = [column for column in columns if (table, column) != ("offices", "since")]
        for row in ROWS[table]:
            for column in known + ends:
                if row.get(column):
                    assert DATE.fullmatch(row[column])
                    assert vn.PartialDate.parse(row[column]).earliest <= as_of, (row["id"], column)


def test_the_two_readers_agree_on_every_cell() -> None:
    def plain(value: object) -> str:
        if isinstance(value, tuple):
            return ";".join(map(plain, value))
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, (vn.Country, vn.Organisation)):
            return value.id
        return "" if value is None else str(value)

    for table in reader.TABLES:
        for row, record in zip(ROWS[table], vn.dataset().tables[table], strict=True):
            assert {column: plain(getattr(record, column)) for column in row} == row


# -- countries


def test_all_un_members_and_the_others_are_there() -> None:
    members = {c.id for c in vn.countries("state") if c.un_member_since}
    assert len(members) == 192  # 193 without Vietnam
    assert {"PS", "VA", "CK", "NU", "XK", "EH", "TW", "EU"} <= set(COUNTRIES)
    assert {"SUHH", "DDDE", "CSHH", "YUCS", "CSXX", "YDYE"} == {c.id for c in vn.countries("former state")}


def test_codes_are_those_of_iso() -> None:
    for country in vn.countries():
        if country.id in ("EU", "XK"):
            continue
        entry = (
            pycountry.countries.get(alpha_2=country.id)
            if len(country.id) == 2
            else pycountry.historic_countries.get(alpha_4=country.id)
        )
        assert entry is not None
        assert (country.alpha_2, country.alpha_3, country.numeric) == (
            entry.alpha_2,
            entry.alpha_3,
            getattr(entry, "numeric", None),
        )


def test_every_country_has_its_names_and_place() -> None:
    for language in ("name", "name_vi", "name_zh"):
        names = Counter(row[language] for row in ROWS["countries"])
        assert names.most_common(1)[0][1] == 1, names.most_common(3)
    for row in ROWS["countries"]:
        assert re.search(r"[一-鿿]", row["name_zh"]), row["id"]
        located = bool(row["lat"] and row["lon"])
        if row["kind"] != "area":  # of some of these no page read gives a point
            assert located == (row["kind"] in ("state", "territory") or row["id"] == "VN"), row["id"]


def test_former_states_end_and_have_successors() -> None:
    for country in vn.countries():
        gone = country.kind in ("former state", "former area") or country.id == "VDVN"
        assert gone == bool(country.successors), country.id
        assert (country.kind == "former state") == bool(country.until), country.id


def test_every_entry_of_iso_3166_is_there() -> None:
    assert {entry.alpha_2 for entry in pycountry.countries} <= set(COUNTRIES)
    renamed = {row["text"] for row in ROWS["aliases"] if row["language"] == "zxx"}
    assert {entry.alpha_4 for entry in pycountry.historic_countries} <= set(COUNTRIES) | renamed


def test_numbers_of_the_field_are_those_of_one_state() -> None:
    for system in ("cow", "gw"):
        numbers: dict[str, set[str]] = defaultdict(set)
        for row in ROWS["countries"]:
            if row[system]:
                numbers[row[system]].add(row["id"])
        shared = [ids for ids in numbers.values() if len(ids) > 1]
        assert all({"RU", "SUHH"} == ids or ids <= {"YUCS", "CSXX", "RS"} for ids in shared), (system, shared)


# -- ties


def test_every_partner_has_a_tie_or_is_without() -> None:
    related = {row["country"] for row in ROWS["ties"]}
    without = {c.id for c in vn.without_ties()}
    partners = {key for key, row in COUNTRIES.items() if row["kind"] not in ("area", "former area", "home")}
    assert related | without == partners
    assert without == {"NU", "TW", "VA", "XK"}


def by_line(row: dict[str, str]) -> tuple[str, str]:
    return row["country"], row["regime"] if row["regime"] in ("RVN", "PRG") else "DRV and SRV"


def test_spells_with_one_partner_do_not_overlap() -> None:
    lines = defaultdict(list)
    for row in ROWS["ties"]:
        lines[by_line(row)].append(row)
    for rows in lines.values():
        rows.sort(key=lambda row: reader.last_day(row["since"] or row["attested"]))
        for earlier, later in itertools.pairwise(rows):
            assert earlier["until"], f"{earlier['id']} has no end before {later['id']} begins"
            start = later["since"] or later["attested"]
            assert reader.last_day(earlier["until"]) <= reader.last_day(start), (earlier["id"], later["id"])


def test_what_was_raised_or_inherited_goes_on() -> None:
    for row in ROWS["ties"]:
        assert bool(row["until"]) == bool(row["ending"]), row["id"]
        if row["ending"] == "raised":
            assert (
                any(by_line(o) == by_line(row) and row["until"] in (o["since"], o["attested"]) for o in ROWS["ties"])
                or row["regime"] == "PRG"
            )
        if row["predecessor"]:
            former = [o for o in ROWS["ties"] if o["country"] == row["predecessor"] and o["ending"] == "inherited"]
            assert former, row["id"]
            assert row["country"] in COUNTRIES[row["predecessor"]]["successors"].split(";")


def test_no_spell_before_a_state_existed_or_after_it_ended() -> None:
    for row in ROWS["ties"]:
        state = COUNTRIES[row["country"]]
        if row["since"] and state["since"] and row["id"] not in ("ps-srv-liaison",):
            begun = reader.last_day(row["since"])
            assert begun >= vn.PartialDate.parse(state["since"]).earliest or row["level"] == "liaison", row["id"]
        if state["until"]:
            assert row["until"], row["id"]
            assert row["until"] <= state["until"] or row["ending"] == "inherited", row["id"]


def test_every_spell_was_in_force_on_some_day() -> None:
    for table in ("ties", "partnerships", "missions"):
        for record in vn.dataset().tables[table]:
            # Two partial dates may leave no day on which it certainly held: from 1997 to December 1997.
            partial = {d.day for d in (record.since or record.attested, record.until) if d} == {None}
            assert record.begins < record.ends or (partial and record.begins == record.ends), record.id
    for dispute in vn.disputes():  # of some only the settlement is known
        assert dispute.begins <= dispute.ends, dispute.id


def test_regimes_fit_their_time() -> None:
    for row in ROWS["ties"]:
        if not row["since"]:
            continue
        if row["regime"] == "SRV":
            assert row["since"] >= "1976", row["id"]
        if row["regime"] == "DRV":
            assert "1945" <= row["since"] < "1976-07-03", row["id"]
        if row["regime"] in ("RVN", "PRG") and row["until"]:
            assert row["until"] <= "1976-07-02", row["id"]


G20_ASEAN_P5 = (
    "AR AU BR CA CN DE EU FR GB ID IN IT JP KR MX RU SA TR US ZA BN KH LA MM MY PH SG TH TL".split()  # noqa: SIM905
)


def house(source: str) -> str:
    """Who stands behind a source: the state news agency has many titles."""
    publisher = SOURCES[source.partition("[")[0]]["publisher"]
    return "VNA" if "VNA" in publisher else publisher


@pytest.mark.parametrize("partner", G20_ASEAN_P5)
def test_two_houses_for_the_main_partners(partner: str) -> None:
    for table, column in (("ties", "country"), ("partnerships", "partner")):
        for row in ROWS[table]:
            if row[column] == partner and row.get("regime", "SRV") in ("DRV", "SRV"):
                houses = {house(source) for source in row["sources"].split(";")}
                assert (len(houses) >= 2) != (row["id"] in ONE_HOUSE), (row["id"], houses)


# Where a second could not be found; docs/method.md lists them for the next person.
ONE_HOUSE = {"ph-strategic-2"}


def test_official_totals_come_out_on_their_day() -> None:
    """The totals that the foreign ministry announced, each with the partner that made it (docs/method.md)."""
    announced = {
        "2019-02-28": 189,
        "2022-04-26": 190,
        "2023-01-06": 191,
        "2023-02-01": 192,
        "2023-09-21": 193,
        "2024-09-23": 194,
        "2025-09-24": 195,
    }
    for day, total in announced.items():
        assert len({tie.country for tie in vn.ties(on=day).where(counted=True)}) == total, day
    newcomers = dict(zip(list(announced)[1:], ("CK", "BS", "TT", "TO", "MW", "TV"), strict=True))
    for day, newcomer in newcomers.items():
        (tie,) = vn.ties(newcomer, on=day)
        assert str(tie.since) == day


# -- partnerships


def test_steps_follow_each_other() -> None:
    ladders = defaultdict(list)
    for row in ROWS["partnerships"]:
        if row["level"] != "sectoral strategic":
            ladders[row["partner"], row["level"] == "special"].append(row)
    for steps in ladders.values():
        steps.sort(key=lambda row: row["since"] or row["attested"])
        for step, following in itertools.pairwise(steps):
            assert step["until"] == following["since"], step["id"]
            rank, next_rank = vn.Level(step["level"]).rank or 0, vn.Level(following["level"]).rank or 0
            assert rank <= next_rank, f"{following['id']} is a step down"
        assert not steps[-1]["until"], steps[-1]["id"]


def test_sectors_belong_to_sectoral_partnerships() -> None:
    for row in ROWS["partnerships"]:
        assert bool(row["sector"]) == (row["level"] == "sectoral strategic"), row["id"]


def test_nobody_is_a_partner_without_ties() -> None:
    for row in ROWS["partnerships"]:
        if row["since"]:
            day = reader.last_day(row["since"])
            assert any(t["country"] == row["partner"] and reader.in_force(t, day) for t in ROWS["ties"]), row["id"]


def test_official_numbers_of_partners_come_out_on_their_day() -> None:
    """38 was 13 + 10 + 15 when VOV published it on 2025-08-22; 42 was 14 + 14 + 14 on 2026-01-01."""
    for day, expected in {"2025-08-22": [13, 10, 15], "2026-01-01": [14, 14, 14]}.items():
        levels: tuple[vn.LevelName, ...] = ("comprehensive strategic", "strategic", "comprehensive")
        assert [len(vn.partners(level, on=day)) for level in levels] == expected


def test_no_cell_is_a_formula_to_a_spreadsheet() -> None:
    """CSV is written as recorded: what is shipped must do no harm where it is opened."""
    number = re.compile(r"-?\d+(\.\d+)?")
    cells = (cell for rows in ROWS.values() for row in rows for cell in row.values())
    assert not [
        cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not number.fullmatch(cell)
    ]


def test_the_changelog_counts_the_tables() -> None:
    text = " ".join((reader.DATA.parents[2] / "CHANGELOG.md").read_text("utf-8").split())
    for table in reader.TABLES:
        if table != "aliases":
            assert re.search(rf"\b{table}: {len(ROWS[table])}\b", text), (table, len(ROWS[table]))


def test_the_names_of_contested_places_cite_sources_that_exist() -> None:
    text = (reader.DATA.parents[2] / "docs" / "method.md").read_text("utf-8")
    table = text.split("commonest English name |")[1].split("\n\n")[0]
    keys = re.findall(r"\(([a-z][a-z0-9-]+)\)", table)
    assert len(keys) > 10
    assert set(keys) <= set(SOURCES)


# -- disputes


def test_the_status_of_a_dispute_follows_from_its_dates() -> None:
    for dispute in vn.disputes():
        assert dispute.status == dispute.status_on(vn.dataset().as_of.latest), dispute.id
        assert dispute.parties, dispute.id
        assert (dispute.status == "open") or dispute.settlement, dispute.id


def test_the_disputes_of_the_founding_documents_are_there() -> None:
    by_id = {d.id: d for d in vn.disputes()}
    assert {c.id for c in by_id["spratly-islands"].parties} == {"BN", "CN", "MY", "PH", "TW"}
    assert by_id["paracel-islands"].status == "open"
    assert by_id["gulf-of-tonkin-boundary"].status == "resolved"
    assert "2000" in by_id["gulf-of-tonkin-boundary"].settlement
    assert "1997" in by_id["maritime-boundary-thailand"].settlement
    assert "1999" in by_id["land-boundary-china"].settlement
    assert by_id["maritime-boundary-cambodia"].status != "resolved"
    assert by_id["nine-dash-line"].status == "open"


# -- dissents


def test_dissents_name_a_record_and_another_value() -> None:
    for row in ROWS["dissents"]:
        (record,) = (r for r in ROWS[row["table"]] if r["id"] == row["record"])
        assert record[row["field"]] != row["value"], row["id"]


def test_the_known_traps_are_told() -> None:
    told = {(row["record"], row["field"]) for row in ROWS["dissents"]}
    assert ("us-srv-embassy", "since") in told  # 11 or 12 July 1995
    assert ("jp-strategic", "since") in told  # 2006 or 2009
    assert ("cn-comprehensive-strategic", "since") in told  # May or June 2008
    assert ("kr-comprehensive", "since") in told  # 2001
    assert ("ch-comprehensive", "level") in told or ("ch-comprehensive", "since") in told  # "in principle"
    assert ("hu-comprehensive", "level") in told

"""A damaged table gives a DataError that names file, line and column, and nothing is half loaded."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

import vnrelations as vn
from vnrelations.loading import Sources, read_packaged

from . import reader

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(reader.DATA, tmp_path / "data"))


def edit(copy: Path, name: str, change: Callable[[list[str]], None]) -> vn.Dataset:
    path = copy / name
    lines = path.read_text("utf-8").splitlines(keepends=True)
    change(lines)
    path.write_bytes("".join(lines).encode("utf-8"))
    return vn.Dataset.from_directory(copy)


def replace(line: int, old: str, new: str) -> Callable[[list[str]], None]:
    def change(lines: list[str]) -> None:
        assert old in lines[line - 1], lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(old, new, 1)

    return change


def line_of(name: str, key: str) -> int:
    lines = (reader.DATA / name).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(f"{key},"))


ALIAS = reader.rows("aliases")[0]
CITED = next(row["sources"] for row in reader.rows("countries") if row["id"] == "US")
KR = line_of("ties.csv", "kr-srv-embassy")


@pytest.mark.parametrize(
    ("name", "line", "old", "new", "column", "reason"),
    [
        ("ties.csv", KR, "1992-12-22", "1992-22-12", "since", "no such date"),
        ("ties.csv", KR, "1992-12-22", "22.12.1992", "since", "YYYY-MM-DD"),
        ("ties.csv", KR, ",KR,", ",KQ,", "country", "there is no country 'KQ'"),
        ("ties.csv", KR, ",embassy,", ",ambassy,", "level", "embassy, consular, liaison, recognition"),
        ("ties.csv", KR, ",SRV,", ",XRV,", "regime", "DRV, PRG, SRV, RVN"),
        ("ties.csv", KR, ",true,", ",yes,", "counted", "neither 'true' nor 'false'"),
        ("ties.csv", KR, "1992-12-22", "", None, "needs a beginning"),
        ("ties.csv", KR, ",1992-12-22,,", ",1992-12-22,1991,", None, "before it begins"),
        ("ties.csv", KR, "kr-srv-embassy", "", "id", "empty"),
        ("ties.csv", KR, "kr-srv-embassy", "kr-rvn-embassy", "id", "already"),
        ("ties.csv", KR, ",KR,", ",KR,,", None, "cells where the header has"),
        ("ties.csv", 1, "since", "from", None, "header"),
        (
            "countries.csv",
            line_of("countries.csv", "SUHH"),
            "RU;UA",
            "RU;UQ",
            "successors",
            "no country 'UQ'",
        ),
        ("countries.csv", line_of("countries.csv", "CSHH"), "CZ;SK", "CSHH", "successors", "'CSHH' succ"),
        ("countries.csv", line_of("countries.csv", "US"), "38.0", "38°", "lat", "could not convert"),
        ("countries.csv", line_of("countries.csv", "US"), "38.0", "nan", "lat", "'nan' is no number"),
        (
            "agreements.csv",
            line_of("agreements.csv", "th-maritime-boundary-1997"),
            "maritime-boundary-thailand",
            "maritime-boundary-siam",
            "disputes",
            "no dispute 'maritime-boundary-siam'",
        ),
        (
            "agreements.csv",
            line_of("agreements.csv", "us-trade-2000"),
            "2001-12-10",
            "1999",
            None,
            "before it was concluded",
        ),
        (
            "missions.csv",
            line_of("missions.csv", "nz-vietnam-embassy-wellington"),
            ",Vietnam,",
            ",Hanoi,",
            "sender",
            "partner",
        ),
        ("events.csv", line_of("events.csv", "border-war-china-1979"), "1979-03-16", "1978", None, "before it begins"),
        ("indicators.csv", 2, ",54,", ",5.4,", "value", "no whole number"),
        (
            "missions.csv",
            line_of("missions.csv", "us-vietnam-permanent-mission-new-york"),
            ",un,",
            ",uno,",
            "body",
            "uno",
        ),
        (
            "agreements.csv",
            line_of("agreements.csv", "bh-foreign-ministries-2007"),
            ",2007,",
            ",,",
            None,
            "needs a day",
        ),
        ("organisations.csv", 2, "aalco,Asian", "aalco,,Asian", None, "cells where the header has"),
        ("memberships.csv", line_of("memberships.csv", "wto"), "wto,member", "wto,friend", "status", "observer"),
        ("memberships.csv", line_of("memberships.csv", "wto"), "member,SRV", "member,SVN", "regime", "SVN"),
        ("offices.csv", line_of("offices.csv", "unsc-2020"), ",192,", ",most,", "votes", "no whole number"),
        (
            "offices.csv",
            line_of("offices.csv", "unsc-2020"),
            "2020-01-01,2021",
            "2020-01-01,2019",
            None,
            "before it begins",
        ),
        ("deployments.csv", line_of("deployments.csv", "unmiss-field-hospital-2"), ",SS,", ",SQ,", "hosts", "'SQ'"),
        (
            "deployments.csv",
            line_of("deployments.csv", "unmiss-field-hospital-2"),
            ",2,",
            ",II,",
            "rotation",
            "no whole",
        ),
        ("policies.csv", line_of("policies.csv", "goal-2050-green"), ",2050,", ",soon,", "until", "not a date"),
        ("periods.csv", line_of("periods.csv", "dong-du"), ",JP,", ",Japan,", "parties", "Japan"),
        ("sources.csv", 2, "2026-11-25", "", "accessed", "not a date"),
        (
            "aliases.csv",
            line_of("aliases.csv", ALIAS["id"]),
            f",{ALIAS['country']},",
            ",KQ,",
            "country",
            "no country 'KQ'",
        ),
        (
            "ties.csv",
            line_of("ties.csv", "csxx-srv-embassy"),
            ",YUCS,",
            ",YUKQ,",
            "predecessor",
            "there is no country 'YUKQ'",
        ),
        (
            "disputes.csv",
            line_of("disputes.csv", "land-boundary-china"),
            ",CN,",
            ",CN;KQ,",
            "parties",
            "there is no country 'KQ'",
        ),
        (
            "partnerships.csv",
            line_of("partnerships.csv", "us-comprehensive"),
            ",US,",
            ",KQ,",
            "partner",
            "there is no country 'KQ'",
        ),
        (
            "dissents.csv",
            2,
            "countries",
            "country",
            "table",
            "'country.*' is not one of the tables: countries, aliases, ties, ",
        ),
        ("dissents.csv", 2, ",since,", ",started,", "field", "no column 'started'"),
    ],
)
def test_a_wrong_cell_is_named(
    copy: Path, name: str, line: int, old: str, new: str, column: str | None, reason: str
) -> None:
    if name == "dissents.csv":
        text = (copy / name).read_text("utf-8").splitlines()[1]
        table, field = text.split(",")[1], text.split(",")[3]
        old, new = (table, new) if column == "table" else (f",{field},", new)
    dataset = edit(copy, name, replace(line, old, new))
    with pytest.raises(vn.DataError, match=reason) as caught:
        [*dataset.tables.values(), dataset.dissents()]
    assert (caught.value.file, caught.value.line, caught.value.column) == (name, line, column)
    assert str(caught.value).startswith(f"{name}, line {line}")


@pytest.mark.parametrize("forwards", [True, False])
@pytest.mark.parametrize("generations", [50, 51, 1000])
def test_states_succeed_each_other_as_often_as_python_can_hash(copy: Path, generations: int, forwards: bool) -> None:
    states = [f"S{number:03}" for number in range(generations)]

    def change(lines: list[str]) -> None:
        heirs = [*states[1:], ""] if forwards else ["", *states[:-1]]
        lines += [
            f"{key},state,{key},{key},{key},,,,,,,,,,,{heir},,{CITED},\n"
            for key, heir in zip(states, heirs, strict=True)
        ]

    if generations == 50:
        first = edit(copy, "countries.csv", change).country("S000" if forwards else "S049")
        assert len({first, *first.successors, vn.country("US")}) == 3
    else:
        with pytest.raises(vn.DataError, match=r"'S[0-9]+' has more than 50 generations of them") as caught:
            edit(copy, "countries.csv", change).country("S000")
        assert (caught.value.file, caught.value.column) == ("countries.csv", "successors")
        assert caught.value.line
        assert f"{states[caught.value.line - len(reader.rows('countries')) - 2]!r} has" in caught.value.reason


def test_each_source_stands_on_its_own_line(copy: Path) -> None:
    path, first = copy / "sources.csv", reader.rows("sources")[0]["id"]
    good = path.read_bytes()
    for damaged, reason in {
        good.replace(b",", b',"open', 1): "not readable as CSV on one line",
        good + b'x,"open\nclosed",p,en,,2026,http://x,agency,,\n': "not readable as CSV on one line",
        good + b"x,y\n": "2 cells where the header has 10",
        good + b"\n": r"\bthe id is empty$",
        good + good.splitlines(keepends=True)[1]: f"'{first}' stands on line 2 already",
        good + b'x,"a"b,p,en,,2026,http://x,agency,,\n': "not readable as CSV on one line",
    }.items():
        path.write_bytes(damaged)
        with pytest.raises(vn.DataError, match=reason) as caught:
            _ = vn.Dataset.from_directory(copy).tables["sources"]
        assert caught.value.file == "sources.csv"
        assert caught.value.line in (1, len(reader.rows("sources")) + 2)
    for same in (good.replace(f"\n{first},".encode(), f'\n"{first}",'.encode()), good.replace(b"\n", b"\r\n")):
        path.write_bytes(same)
        assert vn.Dataset.from_directory(copy).sources(first) == vn.sources()[:1]
        assert vn.Dataset.from_directory(copy).tables["sources"] == vn.sources()


def test_a_damaged_source_is_named_where_it_stands_whoever_cites_it(copy: Path) -> None:
    (cited, *_) = vn.ties("US")[0].sources
    line = line_of("sources.csv", cited.key)
    dataset = edit(copy, "sources.csv", lambda lines: lines.__setitem__(line - 1, f"{cited.key},no more cells\n"))
    with pytest.raises(vn.DataError) as caught:
        str(dataset.ties("US")[0])
    assert (caught.value.file, caught.value.line) == ("sources.csv", line)


def test_a_damaged_source_is_no_matter_to_those_who_do_not_ask_for_it(copy: Path) -> None:
    first, second = (source.id for source in vn.sources()[:2])
    line = line_of("sources.csv", first)
    dataset = edit(copy, "sources.csv", lambda lines: lines.__setitem__(line - 1, f"{first},no more cells\n"))
    assert not dataset.dissents(second)
    with pytest.raises(vn.DataError):
        dataset.tables["sources"]


def test_a_source_that_is_no_text_is_named_where_it_stands(copy: Path) -> None:
    path = copy / "sources.csv"
    good, key = path.read_bytes(), vn.sources()[2].id
    for damaged in (f"\n{key},\xe9", f"\n{key}\xe9,"):
        path.write_bytes(good.replace(f"\n{key},".encode(), damaged.encode("latin-1")))
        with pytest.raises(vn.DataError, match="not UTF-8") as caught:
            _ = vn.Dataset.from_directory(copy).tables["sources"]
        assert (caught.value.file, caught.value.line) == ("sources.csv", line_of("sources.csv", key))
    for head in ("", "id,name\n"):
        path.write_text(head, "utf-8")
        with pytest.raises(vn.DataError, match=rf"the header must be 'id,title.*', not '{head.strip()}'$") as caught:
            vn.Dataset.from_directory(copy).sources(key)
        assert (caught.value.file, caught.value.line) == ("sources.csv", 1)
    path.write_bytes(good.partition(b"\n")[0])
    assert vn.Dataset.from_directory(copy).sources() == ()


def test_the_last_source_needs_no_end_of_its_line(copy: Path) -> None:
    path = copy / "sources.csv"
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    assert vn.Dataset.from_directory(copy).tables["sources"] == vn.sources()


def test_a_source_that_another_thread_reads_first_is_the_same() -> None:
    sources = Sources(read_packaged)
    key = next(iter(sources))

    class Overtaken(dict[str, int]):
        def __getitem__(self, key: str) -> int:
            sources._lines = dict(self)
            first.append(sources[key])
            return super().__getitem__(key)

    first: list[vn.Source] = []
    sources._lines = Overtaken(sources._lines)
    assert sources[key] is first[0]


def test_a_missing_source_is_named(copy: Path) -> None:
    row = next(r for r in reader.rows("ties") if r["id"] == "kr-srv-embassy")
    dataset = edit(copy, "ties.csv", replace(KR, row["sources"], ""))
    with pytest.raises(vn.DataError, match="a Tie needs at least one source"):
        dataset.ties()
    first = row["sources"].split(";")[0]
    forms = ("{}[", "{}[]", "{}[x", "{}[x]y", "{}[x[y]", "{}[x]y]", "{}[x]]")
    for cell, reason in {
        "nobody-1900": "no source 'nobody-1900'",
        **{form: re.escape(f"{form.format(first)!r} is not of the form key or key[locator]") for form in forms},
    }.items():
        shutil.copy(reader.DATA / "ties.csv", copy)
        dataset = edit(copy, "ties.csv", replace(KR, row["sources"], cell.format(first)))
        with pytest.raises(vn.DataError, match=reason) as caught:
            dataset.ties()
        assert (caught.value.line, caught.value.column) == (KR, "sources")


@pytest.mark.parametrize("locator", ["para 2", "x"])
def test_a_locator_is_read(copy: Path, locator: str) -> None:
    row = next(r for r in reader.rows("ties") if r["id"] == "kr-srv-embassy")
    first = row["sources"].split(";")[0]
    dataset = edit(copy, "ties.csv", replace(KR, row["sources"], f"{first}[{locator}]"))
    (citation,) = dataset.ties("KR")[0].sources
    assert (citation.source.id, citation.locator) == (first, locator)


def test_a_dissent_about_nothing_is_named(copy: Path) -> None:
    row = reader.rows("dissents")[0]
    dataset = edit(copy, "dissents.csv", replace(2, f",{row['record']},", ",nobody,"))
    with pytest.raises(vn.DataError, match="has no record 'nobody'") as caught:
        dataset.dissents()
    assert (caught.value.file, caught.value.line, caught.value.column) == ("dissents.csv", 2, "record")


def test_nothing_is_half_loaded_and_a_mended_file_loads(copy: Path) -> None:
    dataset = edit(copy, "ties.csv", replace(KR, ",KR,", ",KQ,"))
    for _ in range(2):
        with pytest.raises(vn.DataError):
            dataset.ties()
    shutil.copy(reader.DATA / "ties.csv", copy)
    assert dataset.ties() == vn.ties()


@pytest.mark.parametrize("name", ["ties.csv", "sources.csv", "datapackage.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(vn.DataError, match=f"{name}: not readable in .*No such file"):
        vn.Dataset.from_directory(copy).ties()


def test_a_cell_may_have_any_line_ends(copy: Path) -> None:
    path = copy / "ties.csv"
    path.write_bytes(path.read_bytes().replace(b"kr-srv-embassy,", b'"kr\r\nsrv\rembassy",'))
    assert "kr\r\nsrv\rembassy" in {tie.id for tie in vn.Dataset.from_directory(copy).ties()}


def test_other_encodings_and_quotes_are_named(copy: Path) -> None:
    path = copy / "ties.csv"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"ru-srv-embassy", "ru-srv-embass\u00e9".encode("latin-1")))
    with pytest.raises(vn.DataError, match="not UTF-8") as caught:
        vn.Dataset.from_directory(copy).ties()
    assert caught.value.line == line_of("ties.csv", "ru-srv-embassy")
    path.write_bytes(good + b'"open')
    with pytest.raises(vn.DataError, match="CSV"):
        vn.Dataset.from_directory(copy).ties()
    path.write_bytes(b"")
    with pytest.raises(vn.DataError, match="header"):
        vn.Dataset.from_directory(copy).ties()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": "1"}',
        '{"version": "1", "as_of": "x", "resources": []}',
        '{"version": "1", "as_of": "2026", "resources": []}',
        '{"version": 1, "as_of": "2026"}',
    ],
)
def test_a_damaged_descriptor_is_named(copy: Path, text: str) -> None:
    (copy / "datapackage.json").write_text(text, "utf-8")
    with pytest.raises(vn.DataError, match=r"datapackage\.json") as caught:
        _ = vn.Dataset.from_directory(copy).as_of
    assert ("the version must be a text, not 1" in caught.value.reason) == text.startswith('{"version": 1,')


TIES = (reader.DATA / "ties.csv").read_bytes()


@given(st.integers(0, len(TIES) - 1), st.integers(0, 255))
def test_any_changed_byte_is_loaded_or_named(position: int, byte: int) -> None:
    damaged = TIES[:position] + bytes([byte]) + TIES[position + 1 :]

    def read(name: str) -> bytes:
        return damaged if name == "ties.csv" else (reader.DATA / name).read_bytes()

    try:
        ties = vn.Dataset(read).tables["ties"]
    except vn.DataError as error:
        assert error.file == "ties.csv"  # noqa: PT017
        assert error.line is not None  # noqa: PT017
    else:
        # A changed line end can join or split a comment's line, never lose a record in silence.
        assert len(ties) == len(vn.dataset().tables["ties"])


def test_tables_are_a_mapping_that_loads_on_access() -> None:
    seen: list[str] = []

    def read(name: str) -> bytes:
        seen.append(name)
        return (reader.DATA / name).read_bytes()

    dataset = vn.Dataset(read)
    assert seen == []
    assert sorted(dataset.tables) == sorted(reader.TABLES)
    assert len(dataset.tables) == len(reader.TABLES)
    assert seen == []
    dataset.country("US")
    assert sorted(seen) == ["countries.csv", "sources.csv"]
    dataset.country("Hoa Kỳ")
    dataset.ties()
    assert seen.count("countries.csv") == 1
    assert "partnerships.csv" not in seen
    with pytest.raises(KeyError):
        dataset.tables["nothing"]


@pytest.mark.parametrize(
    ("old", "new", "column", "reason"),
    [
        (",AD,", ",UQ,", "country", "no name 'Principality of Andorra' of a country 'UQ'"),
        (",Principality of Andorra,", ",,", "text", "no name '' of a country 'AD'"),
    ],
)
def test_a_name_of_nobody_is_named_as_soon_as_names_are_looked_up(
    copy: Path, old: str, new: str, column: str, reason: str
) -> None:
    (key,) = (row["id"] for row in reader.rows("aliases") if row["id"] == "ad-01")
    line = line_of("aliases.csv", key)
    dataset = edit(copy, "aliases.csv", replace(line, old, new))
    with pytest.raises(vn.DataError) as caught:
        dataset.country("Ameriki")
    assert caught.value.args == ("aliases.csv", line, column, reason)
    assert dataset.country("US").id == "US", "an id needs no names"


def test_a_file_that_does_not_ship_is_named() -> None:
    with pytest.raises(vn.DataError) as caught:
        read_packaged("quarrels.csv")
    assert caught.value.args == ("quarrels.csv", None, None, "the file is missing: install vnrelations again")


def test_tables_from_a_spreadsheet_load_as_they_were(copy: Path) -> None:
    """With the mark that Excel puts before UTF-8, and with the line ends of Windows."""
    for name in ("ties.csv", "sources.csv", "countries.csv", "aliases.csv"):
        good = (reader.DATA / name).read_bytes()
        (copy / name).write_bytes(b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n"))
    dataset = vn.Dataset.from_directory(copy)
    assert dataset.ties() == vn.ties()
    assert dataset.country("Hoa Kỳ") == vn.country("US")
    assert dataset.tables["sources"] == vn.sources()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (
            lambda good: good[: len(good) // 2],
            "not readable as CSV|cells where the header has|is not|no country|at least",
        ),
        (lambda good: good.decode("utf-8").encode("utf-16"), "not UTF-8"),
        (lambda good: good + good.splitlines(keepends=True)[1], "stands on line 2 already"),
        (lambda good: good.replace(b",KR,", b"," + b"K" * 10_000_000 + b",", 1), "field larger than field limit"),
        (lambda good: good.replace(b"1992-12-22", b"9" * 10_000, 1), "is not a date"),
    ],
)
def test_what_is_damaged_is_named_in_one_short_line(copy: Path, damage: Callable[[bytes], bytes], reason: str) -> None:
    (copy / "ties.csv").write_bytes(damage((reader.DATA / "ties.csv").read_bytes()))
    dataset = vn.Dataset.from_directory(copy)
    for _ in range(2):
        with pytest.raises(vn.DataError, match=reason) as caught:
            dataset.ties()
        assert (caught.value.file, caught.value.line is None) == ("ties.csv", False)
        assert len(str(caught.value)) < 1000
    assert "ties" not in dataset._loaded
    assert dataset.partners() == vn.partners()


def test_a_huge_name_is_unknown_at_once_and_not_remembered() -> None:
    dataset = vn.Dataset()
    for name in ("x" * 10_000_000, "US" + " " * 10_000_000):
        with pytest.raises(vn.UnknownCountryError) as caught:
            dataset.country(name)
        assert len(str(caught.value)) < 500
    assert dataset.country("United States" + " " * 500).id == "US"
    assert dataset.country("Hoa Kỳ").id == "US"
    assert list(dataset._resolver._found) == ["Hoa Kỳ"]

"""Parquet and Excel, read back whole: every cell is what a second reader finds in the CSV tables."""

from __future__ import annotations

import datetime as dt
import io
import time
import warnings
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import vnrelations as vn
from vnrelations.exporting import columns, xlsx_format

from . import hostile, reader

AS_OF, VERSION = reader.descriptor()["as_of"], reader.descriptor()["version"]
COUNTRIES = {row["id"]: row for row in reader.rows("countries")}


def is_date(field: dict[str, Any]) -> bool:
    return str(field.get("constraints", {}).get("pattern", "")).startswith(r"^\d{4}(-")


def is_list(field: dict[str, Any]) -> bool:
    return "separated by a semicolon" in field["description"]


def of_countries(table: str) -> set[str]:
    (resource,) = (r for r in reader.descriptor()["resources"] if r["name"] == table)
    keys = resource["schema"].get("foreignKeys", [])
    return {key["fields"][0] for key in keys if key["reference"]["resource"] == "countries"}


def first_day(date: str) -> dt.date:
    return dt.date.fromisoformat(date + "-01-01"[len(date) - 4 :])


def expected(table: str) -> list[dict[str, Any]]:
    """The rows of a table as the flat columns should have them, read without the package."""
    typed: list[dict[str, Any]] = []
    countries = of_countries(table)
    for row in reader.rows(table):
        values: dict[str, Any] = {}
        typed.append(values)
        for field in reader.fields(table):
            name, cell = field["name"], row[field["name"]]
            if is_list(field):
                values[name] = cell.split(";") if cell else []
            elif field["type"] == "boolean":
                values[name] = {"true": True, "false": False}[cell]
            elif field["type"] in ("integer", "number"):
                values[name] = (int if field["type"] == "integer" else float)(cell) if cell else None
            else:
                values[name] = cell or None
            if is_date(field):
                values[f"{name}_earliest"] = first_day(cell) if cell else None
                values[f"{name}_latest"] = reader.last_day(cell) if cell else None
            if name in countries:
                values[f"{name}_alpha_3"] = COUNTRIES[cell]["alpha_3"] or None if cell else None
                values[f"{name}_name"] = COUNTRIES[cell]["name"] if cell else None
    return typed


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return vn.export("parquet", tmp_path_factory.mktemp("parquet") / "vnrelations")[0]


def test_one_parquet_file_a_table(parquet: Path) -> None:
    assert {path.name for path in parquet.iterdir()} == {f"{table}.parquet" for table in reader.TABLES}


@pytest.mark.parametrize("table", reader.TABLES)
def test_every_cell_of_parquet(table: str, parquet: Path) -> None:
    rows = expected(table)
    read = pq.read_table(parquet / f"{table}.parquet")
    assert read.column_names == list(rows[0])
    assert read.to_pylist() == rows
    with duckdb.connect() as connection:
        relation = connection.read_parquet(str(parquet / f"{table}.parquet"))
        assert relation.columns == list(rows[0])
        assert relation.fetchall() == [tuple(row.values()) for row in rows]


@pytest.mark.parametrize("table", reader.TABLES)
def test_types_and_descriptions_of_parquet(table: str, parquet: Path) -> None:
    schema = pq.read_schema(parquet / f"{table}.parquet")
    (resource,) = (r for r in reader.descriptor()["resources"] if r["name"] == table)
    about = {key.decode(): value.decode() for key, value in (schema.metadata or {}).items()}
    assert about["description"] == resource["description"]
    assert (about["version"], about["as_of"], about["licence"]) == (VERSION, AS_OF, "CC-BY-4.0")
    basic = {"boolean": pa.bool_(), "integer": pa.int64(), "number": pa.float64(), "string": pa.string()}
    for field in reader.fields(table):
        column = schema.field(field["name"])
        assert (column.metadata or {})[b"description"].decode() == field["description"]
        if is_list(field):
            assert column.type == pa.list_(pa.string())
        elif "enum" in field.get("constraints", {}):
            assert column.type == pa.dictionary(pa.int32(), pa.string())
        else:
            assert column.type == basic[field["type"]]
        if is_date(field):
            assert schema.field(f"{field['name']}_earliest").type == pa.date32()
            assert schema.field(f"{field['name']}_latest").type == pa.date32()


def test_a_question_in_sql(parquet: Path) -> None:
    with duckdb.connect() as connection:
        found = connection.execute(
            "select partner from read_parquet(?) where level = 'strategic' and since_latest <= '2019-02-28'"
            " and (until is null or until_latest > '2019-02-28') order by id",
            [str(parquet / "partnerships.parquet")],
        ).fetchall()
    assert [partner for (partner,) in found] == [p.partner.id for p in vn.partners("strategic", on="2019-02")]


def test_hostile_parquet(tmp_path: Path) -> None:
    edited = hostile.dataset(tmp_path / "data", "ties", "note")
    (path,) = vn.export("parquet", tmp_path / "out", dataset=edited)
    notes = pq.read_table(path / "ties.parquet", columns=["note"])["note"].to_pylist()
    assert tuple(notes[: len(hostile.TEXTS)]) == hostile.TEXTS


@pytest.mark.parametrize("table", reader.TABLES)
def test_flat_columns_are_distinct_and_described(table: str) -> None:
    flat = columns.table_columns(vn.dataset(), table)
    assert len({column.name for column in flat}) == len(flat)
    assert all(column.description.endswith(".") for column in flat)


# -- Excel


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Any:
    (path,) = vn.export("xlsx", tmp_path_factory.mktemp("xlsx") / "vnrelations.xlsx")
    return openpyxl.load_workbook(path)


def in_excel(value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(value) or None
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time()) if value >= dt.date(1900, 3, 1) else value.isoformat()
    return value


@pytest.mark.parametrize("table", reader.TABLES)
def test_every_cell_of_excel(table: str, workbook: Any) -> None:
    header, *rows = workbook[table].values
    wanted = expected(table)
    assert list(header) == list(wanted[0])
    if table == "periods":  # before 1900 an empty list is an empty cell, a day a text
        assert any(isinstance(row["since_earliest"], dt.date) and row["since_earliest"].year < 1900 for row in wanted)
    assert [list(row) for row in rows] == [[in_excel(value) for value in row.values()] for row in wanted]
    # The same from the text of the table: what stands in a cell is what stands in the CSV.
    names = [field["name"] for field in reader.fields(table) if field["type"] == "string"]
    places = [header.index(name) for name in names]
    assert [[row[at] or "" for at in places] for row in rows] == [[r[n] for n in names] for r in reader.rows(table)]


def test_sheets_of_excel(workbook: Any) -> None:
    assert workbook.sheetnames == ["About", "Dictionary", *vn.dataset().tables]
    about = dict(workbook["About"].values)
    assert (about["version"], about["as of"]) == (VERSION, AS_OF)
    assert "https://creativecommons.org/licenses/by/4.0/" in about["licence"]
    for resource in reader.descriptor()["resources"]:
        assert about[f"sheet {resource['name']}"] == resource["description"]
    described = {(table, column): words for table, column, _, words in workbook["Dictionary"].values}
    for table in reader.TABLES:
        assert {described[table, field["name"]] for field in reader.fields(table)} == {
            field["description"] for field in reader.fields(table)
        }
        assert [column for at, column in described if at == table] == list(expected(table)[0])
    for sheet in workbook:
        assert len(sheet.title) <= 31
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(8 <= dimension.width <= 60 for dimension in sheet.column_dimensions.values())
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
        assert all(cell.alignment.wrap_text for cell in cells)
        assert all(cell.font.bold for cell in sheet[1])


def test_hostile_excel(tmp_path: Path) -> None:
    edited = hostile.dataset(tmp_path / "data", "ties", "note")
    (path,) = vn.export("xlsx", tmp_path / "out.xlsx", dataset=edited)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sheet = openpyxl.load_workbook(path)["ties"]
    (column,) = (cell.column for cell in sheet[1] if cell.value == "note")
    for number, text in enumerate(hostile.TEXTS, start=2):
        cell: Any = sheet.cell(number, column)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd").replace("\x07", "\ufffd")
        if len(text) >= 20_000:
            assert len(cell.value.encode("utf-16-le")) // 2 <= xlsx_format.LONGEST
            assert cell.value.endswith(xlsx_format.CUT)
            assert text.startswith(cell.value.removesuffix(xlsx_format.CUT))
        else:
            assert cell.value == lines.replace("\ufffe", "\ufffd")
        assert cell.data_type == "s"
        assert cell.quotePrefix == (lines[0] in "=+-@\t\n")
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in archive.namelist())


def test_the_same_bytes_a_second_later(tmp_path: Path) -> None:
    once = vn.export("xlsx", tmp_path / "one")[0].read_bytes()
    time.sleep(2.1)  # a zip's clock ticks every two seconds
    assert vn.export("xlsx", tmp_path / "two")[0].read_bytes() == once
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "/sheet" in name]
        assert not any(b't="inlineStr" />' in sheet for sheet in sheets)  # what is empty is no text, but nothing
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None

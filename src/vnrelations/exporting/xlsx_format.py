"""An Excel workbook: what it is, the data dictionary, and a sheet a table.

Texts stay texts: none is a formula, whatever it begins with, and editing it does not make it one. Excel knows no day
before March 1900 (it takes 1900 for a leap year), so the earliest and latest days before then are texts too.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .columns import resource, table_columns, xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..queries import Dataset

LONGEST = 32_767  # what a cell can hold
LONGEST_NAME = 31  # of a sheet
CUT = " […]"
_FIRST_DAY = dt.date(1900, 3, 1)
_STAMP = dt.datetime(1980, 1, 1)  # the first that a zip can hold
_WIDEST, _NARROWEST = 60, 8
_TYPES = {str: "text", bool: "true or false", int: "whole number", float: "number", dt.date: "day"}
_TOP = Alignment(vertical="top", wrap_text=True)
_BOLD = Font(bold=True)


def write(dataset: Dataset, path: Path) -> None:
    """Write the workbook; the sheets stand in the order of the tables, rows by id."""
    # All rows first: openpyxl leaves its temporary files behind if a table turns out to be damaged half-way.
    all_columns = {table: table_columns(dataset, table) for table in dataset.tables}
    tables = {
        table: [[column.cell(record) for column in columns] for record in dataset.tables[table]]
        for table, columns in all_columns.items()
    }
    book = Workbook(write_only=True)
    _sheet(book, "About", ("what", "value"), _about(dataset))
    _sheet(book, "Dictionary", ("table", "column", "type", "description"), _dictionary(dataset))
    for table, rows in tables.items():
        _sheet(book, table[:LONGEST_NAME], [column.name for column in all_columns[table]], rows)
    path.write_bytes(_unstamped(book))


def _about(dataset: Dataset) -> list[tuple[str, str]]:
    about = dataset.descriptor
    return [
        ("title", about.get("title", "")),
        ("description", about.get("description", "")),
        ("version", dataset.version),
        ("as of", str(dataset.as_of)),
        (
            "licence",
            "; ".join(f"{each.get('title', '')} ({each.get('path', '')})" for each in about.get("licenses", [])),
        ),
        ("to cite", dataset.cite()),
        ("dates", "As exact as their source: 1995, 1995-07 or 1995-07-12."),
        (
            "earliest, latest",
            "The days that a date can mean; before March 1900, where Excel's calendar errs, as texts.",
        ),
        ("lists", "Several values of one cell are separated by a semicolon."),
        ("sheet Dictionary", "What each column of each sheet holds."),
        *((f"sheet {table}", resource(dataset, table).get("description", "")) for table in dataset.tables),
    ]


def _dictionary(dataset: Dataset) -> list[tuple[str, str, str, str]]:
    return [
        (table, column.name, f"{'list of ' * column.many}{_TYPES[column.kind]}", column.description)
        for table in dataset.tables
        for column in table_columns(dataset, table)
    ]


def _sheet(book: Any, name: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A sheet that can be read and filtered at once: its header stays in sight, its columns have a fitting width."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(rows) + 1}"
    for number, title in enumerate(header, start=1):
        longest = max((len(_shown(row[number - 1])) for row in rows), default=0)
        width = min(max(longest, len(title) + 3, _NARROWEST), _WIDEST)  # 3 for the filter's button
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, title, _BOLD) for title in header])
    for row in rows:
        sheet.append([None if value in (None, []) else _cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any, font: Font | None = None) -> Any:
    is_day = isinstance(value, dt.date) and value >= _FIRST_DAY
    if is_day:
        cell: Any = WriteOnlyCell(sheet, value)  # pyright: ignore[reportArgumentType] # a date is written as one
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, bool | int | float):
        cell = WriteOnlyCell(sheet, value)
    else:
        text = _shown(value)
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"  # openpyxl takes "=" for a formula and "#N/A" for an error
        cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t", "\n"))
    cell.alignment = _TOP
    if font is not None:
        cell.font = font
    return cell


def _shown(value: Any) -> str:
    """A value as text that a cell can hold."""
    text = xml_text(";".join(value) if isinstance(value, list) else "" if value is None else str(value))
    units = text.encode("utf-16-le")  # which are what Excel counts
    return text if len(units) <= 2 * LONGEST else units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _unstamped(book: Any) -> bytes:
    """The workbook's bytes without the time of writing, which openpyxl puts into the properties and the archive."""
    stamped, unstamped = io.BytesIO(), io.BytesIO()
    book.properties.creator = "vnrelations"
    book.save(stamped)
    with zipfile.ZipFile(stamped) as old, zipfile.ZipFile(unstamped, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content
                )
            entry = zipfile.ZipInfo(name, _STAMP.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return unstamped.getvalue()

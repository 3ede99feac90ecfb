"""Records on standard output: a table for people, or JSON, CSV and Markdown for programs."""

from __future__ import annotations

import csv
import io
import json
import locale
import os
import re
import sys
from typing import TYPE_CHECKING, Any

import typer

from .headings import count, heading, yes_or_no
from .options import Format, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..records import Records

# As in a printed Records: what is long or derived is for the other formats.
_NOT_SHOWN = frozenset({"sources", "note", "title_vi", "title_zh"})
_READABLE = 20  # a column of this width is not too narrow
_MARKDOWN = re.compile(r"([\\`*\[|])")


def write(records: Records[Any], kind: type, style: Format, lang: Language | None) -> None:
    """Write records to standard output.

    Args:
        records: The records.
        kind: Their class, which is not to be seen from none.
        style: How.
        lang: The language of a table; that of the locale if None.
    """
    if style is Format.JSON:
        as_utf8()
        typer.echo(json.dumps(records.to_dicts(), ensure_ascii=False, indent=2))
    elif style is Format.CSV:
        as_utf8()
        _write_csv(records, kind)
    elif style is Format.TABLE and not records:
        typer.echo("no records", err=True)
    else:
        lang = lang or preferred_language()
        headings, rows = _table(records, kind, lang)
        if style is Format.MARKDOWN:
            as_utf8()
            _write_markdown(headings, rows)
        elif sys.stdout.isatty():
            _write_rich(headings, rows, count(len(rows), lang))
        else:
            _write_plain(headings, rows)


def as_utf8() -> None:
    """Make standard output what programs expect on every system: UTF-8, with line feeds as they are written."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="", errors="strict")


def preferred_language(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the locale: English unless that is Vietnamese or Chinese."""
    said = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, said), None) or locale.getlocale()[0] or ""
    starts = {"vi": Language.VI, "zh": Language.ZH, "ch": Language.ZH}  # Windows says Chinese_China
    return starts.get(name[:2].casefold(), Language.EN)


def _write_csv(records: Records[Any], kind: type) -> None:
    from ..flat import flat_columns

    columns = flat_columns(kind)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    writer.writerows([_csv_cell(column.cell(record)) for column in columns] for record in records)


def _csv_cell(value: Any) -> str:
    """A cell as the tables write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(map(_csv_cell, value))
    return "" if value is None else str(value)


def _table(records: Records[Any], kind: type, lang: Language) -> tuple[list[str], list[list[str]]]:
    """The headings and the rows, without columns in which no record says anything."""
    import attrs

    names = [a.name for a in attrs.fields(kind) if a.init and a.name not in _NOT_SHOWN]
    columns = {name.removesuffix("_en"): [_words(_in(r, name, lang), lang) for r in records] for name in names}
    filled = {name: cells for name, cells in columns.items() if any(cells)}
    return [heading(name, lang) for name in filled], [list(row) for row in zip(*filled.values(), strict=True)]


def _in(record: Any, name: str, lang: Language) -> Any:
    from ..wording import in_language

    return in_language(record.titles, lang.value) if name == "title_en" else getattr(record, name)


def _words(value: Any, lang: Language) -> str:
    """A cell for people."""
    from ..model import Country
    from ..vocabulary import Level
    from ..wording import in_language, one_line, term

    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(_words(item, lang) for item in value)
    if isinstance(value, Country) or (isinstance(value, Level) and lang is not Language.EN):
        return in_language(value.names, lang.value)
    return yes_or_no(value, lang) if isinstance(value, bool) else one_line(term(str(value), lang.value))


def _write_markdown(headings: list[str], rows: list[list[str]]) -> None:
    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |"

    def inert(text: str) -> str:
        return _MARKDOWN.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")

    if headings:
        lines = [line(headings), line(["---"] * len(headings)), *(line(list(map(inert, row))) for row in rows)]
        typer.echo("\n".join(lines))


def _write_plain(headings: list[str], rows: list[list[str]]) -> None:
    """Whole cells, a line a record: what grep and less take as it is."""
    from rich.cells import cell_len  # a Chinese character is two wide

    widths = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]
    for row in (headings, *rows):
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(padded).rstrip())


def _write_rich(headings: list[str], rows: list[list[str]], counted: str) -> None:
    """A table or, where its columns would be too narrow to read, a block of lines for each record."""
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    widths = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]
    if sum(min(width, _READABLE) + 2 for width in widths) <= console.width:
        table = Table(*headings, box=SIMPLE_HEAD, caption=counted)
        for column in table.columns:
            column.overflow = "fold"  # nothing is cut off
        for row in rows:
            table.add_row(*map(Text, row))  # not markup
        console.print(table)
        return
    for row in rows:
        block = Table.grid(padding=(0, 2))
        for above, cell in zip(headings, row, strict=True):
            if cell:
                block.add_row(Text(above, style="bold"), Text(cell, overflow="fold"))
        console.print(block)
        console.print()

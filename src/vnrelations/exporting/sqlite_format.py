"""One SQLite file: typed tables, links, views of the dataset's day and a full-text index; for Datasette as it is."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from typing import TYPE_CHECKING, Any

from ..browsing import texts
from ..converting import to_dict
from ..dates import PartialDate
from ..errors import ExportError
from ..hanzi import simplified
from ..model import Citation
from ..text import FIRST_IDEOGRAPH, fold
from .datasette_metadata import metadata
from .dictionary import columns
from .sqlite_schema import links, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ..queries import Dataset
    from .dictionary import Column

APPLICATION_ID = int.from_bytes(b"VNRL")
LAYOUT = 1  # the user_version: another number when tables or columns are no longer those that a query knows
_LAST_IDEOGRAPH = 0x9FFF  # of those that have a simplified form
_IDEOGRAPH = re.compile(f"[{FIRST_IDEOGRAPH}-\U0010ffff]")


def write(dataset: Dataset, path: Path) -> None:
    """Write the file."""
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            # The file is a draft until it is renamed, so neither a journal nor waiting for the disk is needed.
            db.executescript(
                "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF;"
                f"PRAGMA synchronous = OFF; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {LAYOUT};"
            )
            db.executescript(statements(dataset))
            db.execute("BEGIN")
            _fill(db, dataset)
            _fill_search(db, dataset)
            db.execute("COMMIT")
            db.execute("VACUUM")
    except (sqlite3.Error, OverflowError) as error:
        raise ExportError(f"SQLite {sqlite3.sqlite_version} cannot write it: {error}") from error


def beside(dataset: Dataset) -> Mapping[str, bytes]:
    """Return Datasette's metadata."""
    return {".metadata.json": (json.dumps(metadata(dataset), ensure_ascii=False, indent=2) + "\n").encode()}


def folded(text: str) -> str:
    """Return a text as the index has it: folded, each Chinese character a word of its own.

    Examples:
        >>> folded("Trường Sa (南沙群島)")
        'truong sa 南 沙 群 岛'
    """
    return " ".join(_IDEOGRAPH.sub(r" \g<0> ", fold(text)).split())


def _fill(db: sqlite3.Connection, dataset: Dataset) -> None:
    as_of = dataset.as_of
    about = [dataset.descriptor.get("name", ""), dataset.descriptor.get("title", ""), dataset.version, str(as_of)]
    licences = ", ".join(each.get("name", "") for each in dataset.descriptor.get("licenses", []))
    _insert(db, "dataset", [[*about, *_ends(as_of), licences, dataset.cite()]])
    for table, records in dataset.tables.items():
        own = [column for column in columns(dataset, table) if not column.many]
        _insert(db, table, (_row(record, own) for record in records))
        for link in links(dataset, table):
            _insert(
                db,
                link.name,
                (
                    [record.id, position, *_item(item)]
                    for record in records
                    for position, item in enumerate(getattr(record, link.column.name), start=1)
                ),
            )


def _fill_search(db: sqlite3.Connection, dataset: Dataset) -> None:
    characters = map(chr, range(ord(FIRST_IDEOGRAPH), _LAST_IDEOGRAPH + 1))
    _insert(db, "hanzi", ((each, simplified(each)) for each in characters if simplified(each) != each))
    _insert(
        db,
        "search",
        (
            (table, record.id, column, text, folded(text))
            for table, records in dataset.tables.items()
            for record in records
            for column, text in texts(record)
        ),
    )
    db.execute("INSERT INTO search (search) VALUES ('optimize')")


def _row(record: Any, own: list[Column]) -> list[Any]:
    plain = to_dict(record)
    return [
        cell
        for c in own
        for cell in (plain[c.name], *(_ends(getattr(record, c.name)) if c.kind is PartialDate else ()))
    ]


def _ends(date: PartialDate | None) -> tuple[str | None, str | None]:
    return (None, None) if date is None else (date.earliest.isoformat(), date.latest.isoformat())


def _item(item: Any) -> tuple[str, ...]:
    if isinstance(item, Citation):
        return item.key, item.locator
    return (item if isinstance(item, str) else item.id,)


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Iterable[Any]]) -> None:
    (width,) = db.execute("SELECT count(*) FROM pragma_table_info(?)", (table,)).fetchone()
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", map(tuple, rows))

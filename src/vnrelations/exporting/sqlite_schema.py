"""The tables, indexes and views of the SQLite file, from the classes and the data dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..dates import PartialDate
from ..loading import TABLES, kind_of
from ..model import Citation
from ..queries import HANOI
from .dictionary import Column, columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..queries import Dataset

# What one of a list is called.
_ONE = {
    "agreements": "agreement",
    "disputes": "dispute",
    "hosts": "country",
    "parties": "country",
    "people": "person",
    "signatories": "signatory",
    "sources": "source",
    "successors": "successor",
}
_TYPES = {int: "INTEGER", float: "REAL", bool: "INTEGER"}

# What the file says of itself, what a search needs beside the index, and the index: a row a text of a record. What is
# shown and what is found stand apart, for SQLite's tokenizer knows neither that đ is a d nor where a Chinese word ends.
FIXED = """
CREATE TABLE dataset (
  name TEXT NOT NULL, title TEXT NOT NULL, version TEXT NOT NULL, as_of TEXT NOT NULL, as_of_earliest TEXT NOT NULL,
  as_of_latest TEXT NOT NULL, licence TEXT NOT NULL, citation TEXT NOT NULL
) STRICT;
CREATE TABLE hanzi (traditional TEXT PRIMARY KEY, simplified TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5(
  "table" UNINDEXED, id UNINDEXED, "column" UNINDEXED, text, folded, tokenize = 'unicode61 remove_diacritics 2'
);
"""

# A text as people write it, found: :text is folded as the index is, and its last word may be the beginning of one.
FIND = """\
WITH RECURSIVE typed(rest, phrase) AS (
  SELECT replace(:text, '"', ' '), ''
  UNION ALL
  SELECT substr(rest, 2), phrase || CASE
    WHEN rest >= '㐀' THEN ' ' || coalesce(simplified, substr(rest, 1, 1)) || ' '
    WHEN substr(rest, 1, 1) IN ('đ', 'Đ', 'ð', 'Ð') THEN 'd'
    ELSE substr(rest, 1, 1)
  END
  FROM typed LEFT JOIN hanzi ON traditional = substr(rest, 1, 1)
  WHERE rest <> ''
)
SELECT "table", id, "column", text
FROM search
WHERE search MATCH '"' || (SELECT phrase FROM typed WHERE rest = '') || '" *'
ORDER BY rank, rowid"""


class Link(NamedTuple):
    """The table of one list column.

    Attributes:
        name: Its name: that of the table and that of the column.
        column: The list column.
        owner: What the column is called that names the record.
        item: What the column is called that holds one of the list.
    """

    name: str
    column: Column
    owner: str
    item: str


def links(dataset: Dataset, table: str) -> list[Link]:
    """Return the link tables of a table."""
    singular = kind_of(table).__name__.lower()
    return [
        Link(f"{table}_{c.name}", c, "record" if c.kind is Citation else singular, _ONE[c.name])
        for c in columns(dataset, table)
        if c.many
    ]


def _cells(column: Column) -> list[str]:
    """The names that a column has in the file: a date also has its first and its last day."""
    is_date = column.kind is PartialDate
    return [column.name, *(f"{column.name}_{end}" for end in ("earliest", "latest") if is_date)]


def statements(dataset: Dataset) -> str:
    """Return the SQL that makes the file, empty."""
    return "".join([FIXED, *(sql for table in TABLES for sql in _table(dataset, table)), _VIEWS])


def _quoted(name: str) -> str:
    """A name as SQL writes it; ``table`` is one of the columns."""
    return '"' + name.replace('"', '""') + '"'


def _table(dataset: Dataset, table: str) -> Iterator[str]:
    own = [column for column in columns(dataset, table) if not column.many]
    yield f"CREATE TABLE {table} (\n  {_list(_definition(name, c) for c in own for name in _cells(c))}\n) STRICT;\n"
    for column in own:
        if column.refers_to or column.name == "since":
            yield f"CREATE INDEX {table}_by_{column.name} ON {table} ({_quoted(column.name)});\n"
    for link in links(dataset, table):
        definitions = [
            f"{link.owner} TEXT NOT NULL REFERENCES {table} (id)",
            "position INTEGER NOT NULL",
            f"{link.item} TEXT NOT NULL" + _reference(link.column),
            *(["locator TEXT NOT NULL"] if link.column.kind is Citation else []),
            f"PRIMARY KEY ({link.owner}, position)",
        ]
        yield f"CREATE TABLE {link.name} (\n  {_list(definitions)}\n) STRICT, WITHOUT ROWID;\n"
        yield f"CREATE INDEX {link.name}_by_{link.item} ON {link.name} ({link.item});\n"


def _definition(name: str, column: Column) -> str:
    sql = f"{_quoted(name)} {_TYPES.get(column.kind, 'TEXT')}"
    if name == "id":
        return f"{sql} PRIMARY KEY NOT NULL"
    sql += "" if column.optional else " NOT NULL"
    if column.kind is bool:
        sql += f" CHECK ({_quoted(name)} IN (0, 1))"
    if column.choices:
        choices = ", ".join("'" + choice.replace("'", "''") + "'" for choice in column.choices)
        sql += f" CHECK ({_quoted(name)} IN ({choices}))"
    return sql + _reference(column)


def _reference(column: Column) -> str:
    return f" REFERENCES {column.refers_to} (id)" if column.refers_to else ""


def _list(definitions: Iterator[str] | list[str]) -> str:
    return ",\n  ".join(definitions)


# As Spell.in_force has it: certainly begun, not certainly ended.
_IN_FORCE = """coalesce(since_latest, attested_latest) <= (SELECT as_of_latest FROM dataset)
  AND (until IS NULL OR until_latest > (SELECT as_of_latest FROM dataset))"""
_VIEWS = f"""
CREATE VIEW ties_now AS SELECT * FROM ties
  WHERE {_IN_FORCE}
  AND regime IN ({", ".join(f"'{regime}'" for regime in sorted(HANOI))});
CREATE VIEW partners_now AS SELECT * FROM partnerships
  WHERE {_IN_FORCE};
"""

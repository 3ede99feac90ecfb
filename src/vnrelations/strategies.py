"""Hypothesis strategies: days, levels, countries as people write them, records, and small random datasets.

For the property tests of projects that build on this package; our own use them too. They need Hypothesis, which the
extra ``vnrelations[strategies]`` installs.

Examples:
    >>> from hypothesis import given
    >>> import vnrelations as vn
    >>> from vnrelations.strategies import countries, days
    >>> @given(countries(), days())
    ... def test_a_level_is_that_of_a_framework(country, on):
    ...     relations = vn.relations_with(country, on=on)
    ...     assert (relations.level is None) == (relations.partnership is None)
    >>> test_a_level_is_that_of_a_framework()
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
import json
from typing import TYPE_CHECKING, Any, get_args

from . import face
from .dates import PartialDate
from .errors import InvalidValueError, MissingExtraError
from .loading import COVERED, TABLES, read_packaged
from .queries import Dataset
from .text import fold
from .vocabulary import Level, LevelName

try:
    from hypothesis import strategies as st
except ModuleNotFoundError:
    raise MissingExtraError("vnrelations.strategies needs Hypothesis: pip install 'vnrelations[strategies]'") from None

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .dates import DateLike
    from .exporting.dictionary import Column
    from .model import Country

    Rows = list[dict[str, str]]

FIRST = dt.date(1945, 9, 2)
LAST = dt.date(2020, 12, 31)  # the day of the random datasets


def partial_dates(first: dt.date = FIRST, last: dt.date = LAST) -> st.SearchStrategy[PartialDate]:
    """Return a strategy of dates known to the year, the month or the day.

    Args:
        first: The first day that may be drawn; by its year or month, a date may begin before it.
        last: The last day that may be drawn; by its year or month, a date may end after it.

    Examples:
        >>> from hypothesis import find
        >>> str(find(partial_dates(), lambda date: date.month is not None and date.year > 1999))
        '2000-01'
    """
    return _written_dates(first, last).map(PartialDate.parse)


def days(dataset: Dataset | None = None) -> st.SearchStrategy[DateLike | None]:
    """Return a strategy of what ``on=`` takes: days, months and years in every form, and None for the dataset's day.

    Args:
        dataset: The dataset that will be asked; the shipped one if left out.
    """
    dataset = dataset or face.dataset()
    first = max(covered.earliest for covered in dataset.coverage.values())
    last = dataset.as_of.latest
    return st.none() | partial_dates(first, last).filter(lambda date: date.latest <= last).flatmap(
        lambda date: st.sampled_from(_forms(date))
    )


def levels() -> st.SearchStrategy[LevelName | Level]:
    """Return a strategy of partnership levels, as members and by their names in three languages."""
    return st.sampled_from([*Level, *get_args(LevelName)])


def countries(dataset: Dataset | None = None) -> st.SearchStrategy[Country]:
    """Return a strategy of the countries of a dataset, the shipped one if left out."""
    return st.sampled_from((dataset or face.dataset()).countries())


def spelt_countries(dataset: Dataset | None = None) -> st.SearchStrategy[tuple[str, Country]]:
    """Return a strategy of countries as people write them, each with the one that is meant.

    By codes, by names in three languages and by aliases; names also without their accents, in other capitals and with
    spaces around. What can mean two countries is left out.

    Args:
        dataset: The dataset that will be asked; the shipped one if left out.
    """
    dataset = dataset or face.dataset()
    names = [(name, c) for c in dataset.countries() for name in (c.name, c.name_vi, c.name_zh)]
    names += [(alias.text, alias.country) for alias in dataset.tables["aliases"]]
    codes = [(c.id, c) for c in dataset.countries()]
    bearers: dict[str, set[str]] = {}
    for text, country in (*names, *((code, c) for c in dataset.countries() for code in _codes(c))):
        bearers.setdefault(fold(text), set()).add(country.id)
    alone = [(form, country) for text, country in names if len(bearers[fold(text)]) == 1 for form in _spellings(text)]
    return st.sampled_from([*codes, *alone])


def records(table: str, dataset: Dataset | None = None) -> st.SearchStrategy[Any]:
    """Return a strategy of the records of a table.

    Args:
        table: The table's name.
        dataset: The dataset that has it; the shipped one if left out.

    Raises:
        InvalidValueError: There is no such table, or it is empty.
    """
    if table not in TABLES:
        raise InvalidValueError(f"{table!r} is not one of the tables: {', '.join(TABLES)}")
    found = (dataset or face.dataset()).tables[table]
    if not found:
        raise InvalidValueError(f"the table {table!r} has no records to draw from")
    return st.sampled_from(found)


def datasets(tables: Collection[str] = TABLES, *, most: int = 3) -> st.SearchStrategy[Dataset]:
    """Return a strategy of small datasets: some real countries, and rows about them that are made up.

    The rows keep to the data dictionary: what they name is there, and they end after they begin.

    Args:
        tables: The tables that get rows; the others are empty, but for countries and sources.
        most: How many rows a table has at most.
    """
    return table_rows(tables, most=most).map(dataset_of)


def dataset_of(rows: Mapping[str, Rows]) -> Dataset:
    """Return the dataset of rows such as ``table_rows`` draws; tables that are left out are empty.

    Its data dictionary is the shipped one, but for the version, the dataset's day and where its tables begin.

    Raises:
        DataError: When a question first needs a table whose rows are wrong.
    """
    files = {f"{table}.csv": _as_csv([c.name for c in _columns(table)], rows.get(table, [])) for table in TABLES}
    return Dataset({"datapackage.json": _descriptor(), **files}.__getitem__)


@st.composite
def table_rows(draw: st.DrawFn, tables: Collection[str] = TABLES, *, most: int = 3) -> dict[str, Rows]:
    """Draw the rows of a small dataset, for tests with a reader of their own; ``dataset_of`` makes it of them.

    Args:
        draw: Given by Hypothesis.
        tables: The tables that get rows; the others are empty, but for countries and sources.
        most: How many rows a table has at most.

    Returns:
        For each table its rows, each a dict from every column to the text of its cell.
    """
    rows: dict[str, Rows] = {"sources": [_empty("sources") | _SOURCE]}
    rows["countries"] = draw(_some_countries())
    # What others refer to comes first, and what may be about any of them last.
    last = ("dissents",)
    for table in dict.fromkeys(
        ("organisations", "disputes", "agreements", *(t for t in TABLES if t not in last), *last)
    ):
        if table not in rows:
            least = table == "organisations" and bool({"memberships", "offices"} & set(tables))
            number = draw(st.integers(least, most)) if table in tables or least else 0
            make = _dissent if table == "dissents" else _row
            rows[table] = [draw(make(table, f"{table}-{i}", rows)) for i in range(number)]
    return rows


_SOURCE = {
    "id": "s",
    "title": "A page",
    "publisher": "Somebody",
    "language": "en",
    "accessed": "2020",
    "url": "https://example.org/",
    "kind": "primary",
}
# Columns of days that come one after the other, as far as they are there.
_IN_ORDER = ("since", "attested", "managed_since", "signed", "ratified", "in_force", "until")
_AWKWARD = ("", "x", 'a "quoted", word', "two\nlines", "=1+1", "<b>bold</b>", "Đà Nẵng · 岘港", "\u202eback")


def _some_countries() -> st.SearchStrategy[Rows]:
    """Some rows of the shipped table, often a former state and its successors among them."""
    shipped = {row["id"]: row for row in csv.DictReader(io.StringIO(read_packaged("countries.csv").decode("utf-8")))}
    lineages = [[key, *row["successors"].split(";")] for key, row in shipped.items() if row["successors"]]

    def chosen(some: Sequence[str], lineage: Sequence[str]) -> Rows:
        keys = dict.fromkeys((*some, *lineage))
        there = {k: [s for s in shipped[k]["successors"].split(";") if s in keys] for k in keys}
        return [shipped[k] | {"sources": "s", "note": "", "successors": ";".join(there[k])} for k in sorted(keys)]

    some = st.lists(st.sampled_from(list(shipped)), min_size=1, max_size=4, unique=True)
    return st.builds(chosen, some, st.sampled_from([[], *lineages]))


@st.composite
def _row(draw: st.DrawFn, table: str, key: str, rows: Mapping[str, Rows]) -> dict[str, str]:
    columns = _columns(table)
    row = draw(st.fixed_dictionaries({column.name: _cell(column, rows) for column in columns}))
    days = [column for column in columns if column.name in _IN_ORDER]
    return row | draw(_dates([c.name for c in days], {c.name for c in days if c.required})) | {"id": key}


@st.composite
def _dissent(draw: st.DrawFn, table: str, key: str, rows: Mapping[str, Rows]) -> dict[str, str]:
    about, record = draw(st.sampled_from([(name, row["id"]) for name in rows for row in rows[name]]))
    field = draw(st.sampled_from([column.name for column in _columns(about)]))
    row = {"table": about, "record": record, "field": field, "value": "another", "sources": "s", "reason": "Ours."}
    return _empty(table) | row | {"id": key}


def _cell(column: Column, rows: Mapping[str, Rows]) -> st.SearchStrategy[str]:
    """A cell by itself: the id, and days that follow each other, are set afterwards, by row."""
    empty = [] if column.required else [""]
    if column.name == "sources":
        return st.sampled_from(("s", "s[p. 3]"))
    if column.refers_to:
        known = [row["id"] for row in rows[column.refers_to]]
        most = (2 if column.many else 1) if known else 0
        items = st.sampled_from(known) if known else st.nothing()
        return st.lists(items, min_size=column.required, max_size=most, unique=True).map(";".join)
    if column.choices:
        return st.sampled_from([*empty, *column.choices])
    if column.kind is bool:
        return st.sampled_from(("true", "false"))
    if column.kind is int:
        return st.sampled_from(empty or ["7"]) | st.integers(int(column.range["minimum"]), 10**12).map(str)
    if column.kind is PartialDate:
        return st.just("") if empty else _written_dates(FIRST, LAST)
    if column.name == "indicator":
        return st.sampled_from(("exports", "imports"))
    if column.name == "language":
        return st.just("en")
    return st.sampled_from([text for text in _AWKWARD if text or empty])


def _dates(names: Sequence[str], needed: Collection[str]) -> st.SearchStrategy[dict[str, str]]:
    """The days of a row that follow each other; of a spell it has the first or else when it is attested."""
    if not names:
        return st.just({})
    spell, treaty = "attested" in names, "signed" in names

    def filled(days: list[str], there: list[bool], either: int) -> dict[str, str]:
        kept = [n for n, wanted in zip(names, there, strict=True) if wanted or n in needed]
        if spell:
            kept = [("since", "attested")[either], *(n for n in kept if n not in ("since", "attested"))]
        if treaty and not {"signed", "ratified", "in_force"} & set(kept):
            kept = ["signed", *kept]
        in_time = sorted(kept, key=_IN_ORDER.index)
        return dict.fromkeys(names, "") | dict(zip(in_time, sorted(days), strict=False))

    number = len(names)
    # A shorter text sorts before those that begin with it, as the year before its months.
    return st.builds(
        filled,
        st.lists(_written_dates(FIRST, LAST), min_size=number, max_size=number),
        st.lists(st.booleans(), min_size=number, max_size=number),
        st.integers(0, 1),
    )


def _written_dates(first: dt.date, last: dt.date) -> st.SearchStrategy[str]:
    return st.builds(lambda day, length: day.isoformat()[:length], st.dates(first, last), st.sampled_from((4, 7, 10)))


def _forms(date: PartialDate) -> list[DateLike]:
    """What a user may write for it."""
    if date.day is not None:
        return [date, str(date), date.earliest]
    return [date, str(date)] if date.month is not None else [date, str(date), date.year]


def _codes(country: Country) -> list[str]:
    return [code for code in (country.id, country.alpha_2, country.alpha_3, country.numeric) if code]


def _spellings(text: str) -> list[str]:
    """A name as it is and, if it is too long for a code, as it is written in haste."""
    plain = fold(text)
    return [text, f" {text}\t"] if len(plain) <= 4 else [text, f" {text}\t", text.upper(), text.lower(), plain]


@functools.cache
def _columns(table: str) -> tuple[Column, ...]:
    """The columns of a table in the shipped data dictionary."""
    from .exporting.dictionary import columns

    return columns(face.dataset(), table)


@functools.cache
def _descriptor() -> bytes:
    shipped = json.loads(read_packaged("datapackage.json"))
    for resource in shipped["resources"]:
        if resource["name"] in COVERED:
            resource["coverage_since"] = FIRST.isoformat()
    return json.dumps({**shipped, "version": "0", "as_of": LAST.isoformat()}).encode()


def _empty(table: str) -> dict[str, str]:
    return dict.fromkeys((column.name for column in _columns(table)), "")


def _as_csv(columns: Sequence[str], rows: Rows) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode("utf-8")

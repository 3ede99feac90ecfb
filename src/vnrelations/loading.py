"""From ``data/*.csv`` to objects of the model: the only module that knows CSV.

A table is loaded whole or not at all: the first cell that is wrong raises a DataError with its file, line and
column. Only the sources, of which there are more than records, are read row by row as they are asked for. Nothing
here is cached; a ``queries.Dataset`` keeps what was loaded.

Rows are built by the constructors themselves, not by cattrs: that costs a third of the time, and importing
cattrs as much again as all tables together (see tests/benchmarks). cattrs does the way out, in ``converting``.
"""

from __future__ import annotations

import csv
import importlib
import io
import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import attrs

from .cells import (
    boolean,
    choice,
    citations,
    count_or_none,
    date,
    date_or_none,
    each,
    look_up,
    number_or_none,
    or_none,
)
from .dates import PartialDate
from .errors import DataError, VNRelationsError, quoted
from .model import Alias, Country, Dispute, Dissent, Partnership, Source, Tie
from .records import Records
from .vocabulary import (
    CountryKind,
    DisputeKind,
    DisputeStatus,
    Ending,
    Level,
    Regime,
    SourceKind,
    TieLevel,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    Parser = Callable[[str], object]

T = TypeVar("T", bound=attrs.AttrsInstance)

_GENERATIONS = 50  # of states that succeeded each other: more than there were, and far fewer than Python can hash

_KINDS: Mapping[str, type[Any]] = {
    "countries": Country,
    "aliases": Alias,
    "ties": Tie,
    "partnerships": Partnership,
    "disputes": Dispute,
    "sources": Source,
    "dissents": Dissent,
}
# The classes of these stand in modules of their own, imported when one of them is first asked for.
_KINDS_ELSEWHERE = {
    "agreements": ("world", "Agreement"),
    "missions": ("world", "Mission"),
    "events": ("world", "Event"),
    "organisations": ("world", "Organisation"),
    "memberships": ("bodies", "Membership"),
    "offices": ("bodies", "Office"),
    "deployments": ("bodies", "Deployment"),
    "policies": ("bodies", "Policy"),
    "periods": ("bodies", "Period"),
    "indicators": ("bodies", "Indicator"),
}
TABLES = (*_KINDS, *_KINDS_ELSEWHERE)
# Those that can be asked about a day, and so say in the descriptor from which day they can answer.
COVERED = ("ties", "partnerships", "disputes", "missions", "memberships", "offices", "deployments")


def kind_of(table: str) -> type[Any]:
    """Return the class of a table's records."""
    if table in _KINDS:
        return _KINDS[table]
    module, name = _KINDS_ELSEWHERE[table]
    kind: type[Any] = getattr(importlib.import_module(f".{module}", __package__), name)
    return kind


class Package(NamedTuple):
    """What ``datapackage.json`` says of the dataset as a whole."""

    version: str
    as_of: PartialDate
    coverage: Mapping[str, PartialDate]
    descriptor: Mapping[str, Any]


def read_packaged(name: str) -> bytes:
    """Return a file of the dataset that is shipped with the package, also from inside a zip.

    Raises:
        DataError: There is no such file.
    """
    # The loader knows how to read beside its module; importlib.resources would cost as much as attrs to import.
    try:
        path = os.path.join(os.path.dirname(__file__), "data", name)  # noqa: PTH118, PTH120
        return __spec__.loader.get_data(path)  # type: ignore[union-attr, no-any-return]
    except OSError:
        raise DataError(name, None, None, "the file is missing: install vnrelations again") from None


def load_package(read: Callable[[str], bytes]) -> Package:
    """Read ``datapackage.json``.

    Args:
        read: A function from a file's name to its bytes.

    Raises:
        DataError: The descriptor is damaged.
    """
    import json  # a name can be looked up without it

    name = "datapackage.json"
    try:
        descriptor = json.loads(read(name))
        version, as_of = descriptor["version"], PartialDate.parse(descriptor["as_of"])
        if not isinstance(version, str):
            raise TypeError(f"the version must be a text, not {quoted(version)}")
        begins = {resource["name"]: resource.get("coverage_since") for resource in descriptor["resources"]}
        coverage = {table: PartialDate.parse(begins[table]) for table in COVERED}
        return Package(version, as_of, MappingProxyType(coverage), descriptor)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, DataError):
            raise
        line = getattr(error, "lineno", None)  # of a JSONDecodeError
        raise DataError(name, line, None, f"not a readable descriptor ({quoted(error)})") from None


class Sources(Mapping[str, Source]):
    """The sources by id: the ids are read at once, a row when it is first asked for.

    There are more sources than records, and most questions cite a few dozen of them. So that a row can be found
    without reading those before it, each stands on a line of its own.

    Args:
        read: A function from a file's name to its bytes.

    Raises:
        DataError: The file or an id is damaged; for the rest of a row, when it is asked for.
    """

    def __init__(self, read: Callable[[str], bytes]) -> None:
        parsers: dict[str, Parser] = {"published": date_or_none, "accessed": date, "kind": choice(SourceKind)}
        parsers |= dict.fromkeys(("publisher", "language"), sys.intern)  # a few hundred, of thousands of sources
        self._build = _builder(Source, "sources.csv", parsers)
        self._built: dict[str, Source] = {}
        # As bytes, which are decoded a line at a time: most lines are never looked at.
        header, *self._texts = _raw(read, "sources.csv").split(b"\n")
        if self._texts and not self._texts[-1]:  # after the end of the last line; to cut it off before is to copy all
            self._texts.pop()
        _check_header("sources", _cells(header, "sources.csv", 1))
        ids = b"\n".join([text.partition(b",")[0] for text in self._texts])
        keys = ids.decode(errors="replace").split("\n") if self._texts else []
        if b'"' in ids:
            rows = enumerate(zip(keys, self._texts, strict=True), start=2)
            keys = [self._cells(text, line)[0] if key[:1] == '"' else key for line, (key, text) in rows]
        self._lines = dict(zip(keys, range(2, len(keys) + 2), strict=True))
        if len(self._lines) < len(keys) or "" in self._lines:  # which one is at fault is looked for only then
            seen: dict[str, int] = {}
            for line, key in enumerate(keys, start=2):  # pragma: no branch - one of them is at fault
                _check_id("sources.csv", line, key, seen)
                seen[key] = line

    def _cells(self, text: bytes, line: int) -> list[str]:
        cells = _cells(text, "sources.csv", line)
        _check_length("sources.csv", line, cells, len(attrs.fields(Source)))
        return cells

    def __getitem__(self, key: str) -> Source:
        if key not in self._built:
            line = self._lines[key]
            if text := self._texts[line - 2]:
                self._built.setdefault(key, self._build(line, self._cells(text, line)))
                self._texts[line - 2] = b""  # which makes room for the next record; an empty one has been built
        return self._built[key]

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def load_sources(sources: Mapping[str, Source]) -> Records[Source]:
    """Load the table of sources, which every other table cites."""
    return Records(sources.values())


def load_countries(read: Callable[[str], bytes], sources: Mapping[str, Source]) -> Records[Country]:
    """Load the table of countries; a former state's successors are countries of the same table."""
    by_id: dict[str, Country] = {}
    generations: dict[str, int] = {}
    # A row may name one that stands further down, so rows wait until what they name is there.
    name, rows = "countries.csv", _rows(read, "countries")
    column = [a.name for a in attrs.fields(Country)].index("successors")
    parsers = {
        "kind": choice(CountryKind),
        **dict.fromkeys(("alpha_2", "alpha_3", "numeric"), or_none(str)),
        **dict.fromkeys(("cow", "gw"), count_or_none),
        "lat": number_or_none,
        "lon": number_or_none,
        "since": date_or_none,
        "until": date_or_none,
        "successors": each(look_up(by_id, "country")),
        "un_member_since": date_or_none,
        "sources": citations(sources),
    }
    build = _builder(Country, name, parsers)

    def add(key: str, waiting: tuple[str, ...]) -> None:
        if key in by_id:
            return
        line, row = rows.lines[key], rows.cells[key]
        if key in waiting:
            raise DataError(name, line, "successors", f"{quoted(key)} succeeds itself")
        successors = [successor for successor in row[column].split(";") if successor in rows.cells]
        for successor in successors if len(waiting) < _GENERATIONS else ():
            add(successor, (*waiting, key))
        generations[key] = 1 + max((generations.get(successor, _GENERATIONS) for successor in successors), default=0)
        if generations[key] > _GENERATIONS:
            raise DataError(name, line, "successors", f"{quoted(key)} has more than {_GENERATIONS} generations of them")
        by_id[key] = build(line, row)

    for key in rows.cells:
        add(key, ())
    return Records(by_id[key] for key in rows.cells)


def load_names(read: Callable[[str], bytes], countries: Container[str]) -> list[tuple[str, str]]:
    """Read no more of the table of further names than what a name is looked up by: its text and its country's id."""
    name, rows = "aliases.csv", _rows(read, "aliases")
    columns = [a.name for a in attrs.fields(Alias)]
    text, country = columns.index("text"), columns.index("country")
    names = [(row[text], row[country]) for row in rows.cells.values()]
    for key, (written, meant) in zip(rows.lines, names, strict=True):
        if meant not in countries or not written:
            column = "text" if meant in countries else "country"
            raise DataError(name, rows.lines[key], column, f"no name {quoted(written)} of a country {quoted(meant)}")
    return names


def load_aliases(
    read: Callable[[str], bytes], sources: Mapping[str, Source], countries: Mapping[str, Country]
) -> Records[Alias]:
    """Load the table of further names."""
    return load(read, "aliases", sources, {"country": look_up(countries, "country")})


def load_ties(
    read: Callable[[str], bytes], sources: Mapping[str, Source], countries: Mapping[str, Country]
) -> Records[Tie]:
    """Load the table of spells of relations."""
    return load(
        read,
        "ties",
        sources,
        {
            "country": look_up(countries, "country"),
            "level": choice(TieLevel),
            "regime": choice(Regime),
            "ending": or_none(choice(Ending)),
            "predecessor": or_none(look_up(countries, "country")),
            "counted": boolean,
        },
    )


def load_partnerships(
    read: Callable[[str], bytes], sources: Mapping[str, Source], countries: Mapping[str, Country]
) -> Records[Partnership]:
    """Load the table of partnerships."""
    return load(
        read,
        "partnerships",
        sources,
        {
            "partner": look_up(countries, "country"),
            "level": choice(Level),
            "signatories": each(str),
        },
    )


def load_disputes(
    read: Callable[[str], bytes], sources: Mapping[str, Source], countries: Mapping[str, Country]
) -> Records[Dispute]:
    """Load the table of disputes."""
    return load(
        read,
        "disputes",
        sources,
        {
            "parties": each(look_up(countries, "country")),
            "kind": choice(DisputeKind),
            "status": choice(DisputeStatus),
            "managed_since": date_or_none,
        },
    )


def load_dissents(
    read: Callable[[str], bytes], sources: Mapping[str, Source], record_ids: Callable[[str], Container[str]]
) -> Records[Dissent]:
    """Load the table of dissents.

    Args:
        read: A function from a file's name to its bytes.
        sources: The sources by id.
        record_ids: A function from a table's name to the ids of its records.
    """
    build = _builder(Dissent, "dissents.csv", {"table": _table, "sources": citations(sources)})
    dissents: list[Dissent] = []
    rows = _rows(read, "dissents")
    for key, line in rows.lines.items():
        dissent = build(line, rows.cells[key])
        if dissent.record not in record_ids(dissent.table):
            raise DataError("dissents.csv", line, "record", f"{dissent.table} has no record {quoted(dissent.record)}")
        if dissent.field not in attrs.fields_dict(kind_of(dissent.table)):
            raise DataError("dissents.csv", line, "field", f"{dissent.table} has no column {quoted(dissent.field)}")
        dissents.append(dissent)
    return Records(dissents)


def load(
    read: Callable[[str], bytes], table: str, sources: Mapping[str, Source], parsers: Mapping[str, Parser]
) -> Records[Any]:
    """Load a table.

    Args:
        read: A function from a file's name to its bytes.
        table: The table's name.
        sources: The sources that it may cite, by id.
        parsers: How to read its columns, other than those that are plain text or the same in every table: a span's
            ``since``, ``until`` and ``attested``, and ``sources``.

    Raises:
        DataError: A cell, a row or the whole file is damaged.
    """
    kind = kind_of(table)
    shared: dict[str, Parser] = dict.fromkeys(("since", "until", "attested"), date_or_none)
    shared["sources"] = citations(sources)
    columns = attrs.fields_dict(kind)
    build = _builder(kind, f"{table}.csv", {name: p for name, p in shared.items() if name in columns} | dict(parsers))
    rows = _rows(read, table)
    return Records([build(line, rows.cells[key]) for key, line in rows.lines.items()])


class Rows(NamedTuple):
    """The rows of a table by id, and the line of each."""

    cells: dict[str, list[str]]
    lines: dict[str, int]


def _rows(read: Callable[[str], bytes], table: str) -> Rows:
    """The rows of a table, once their shape is known to be right."""
    name = f"{table}.csv"
    raw = _raw(read, name)
    # Decoded piece by piece: a text of the whole table would take four times the memory, and leave a hole behind.
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(raw), "utf-8", newline=""), strict=True)
    cells: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    try:
        header = next(reader, [])
        _check_header(table, header)
        for row in reader:
            line = reader.line_num
            _check_length(name, line, row, len(header))
            _check_id(name, line, row[0], lines)
            cells[row[0]] = row
            lines[row[0]] = line
    except csv.Error as error:
        raise DataError(name, reader.line_num, None, f"not readable as CSV ({error})") from None
    except UnicodeDecodeError:  # of a piece; of the whole it says on which line
        _decoded(raw, name)
    return Rows(cells, lines)


def _cells(raw: bytes, name: str, line: int) -> list[str]:
    """The cells of one line."""
    try:
        return next(csv.reader([_decoded(raw, name, line)], strict=True), [])
    except csv.Error as error:
        raise DataError(name, line, None, f"not readable as CSV on one line ({error})") from None


def _raw(read: Callable[[str], bytes], name: str) -> bytes:
    """The bytes of a file, without the mark that Excel puts before UTF-8."""
    return read(name).removeprefix(b"\xef\xbb\xbf")


def _decoded(raw: bytes, name: str, line: int = 1) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        at = line + error.object[: error.start].count(b"\n")
        raise DataError(name, at, None, f"not UTF-8 ({error.reason})") from None


def _check_header(table: str, header: list[str]) -> None:
    columns = [a.name for a in attrs.fields(kind_of(table)) if a.init]
    if header != columns:
        raise DataError(
            f"{table}.csv", 1, None, f"the header must be {','.join(columns)!r}, not {quoted(','.join(header))}"
        )


def _check_length(name: str, line: int, row: list[str], length: int) -> None:
    if len(row) != length:
        raise DataError(name, line, None, f"{len(row)} cells where the header has {length}")


def _check_id(name: str, line: int, key: str, lines: Mapping[str, int]) -> None:
    if not key:
        raise DataError(name, line, "id", "the id is empty")
    if key in lines:
        raise DataError(name, line, "id", f"{quoted(key)} stands on line {lines[key]} already")


def _builder(kind: type[T], file: str, parsers: Mapping[str, Parser]) -> Callable[[int, list[str]], T]:
    """Return a function from a line and its cells to a record; columns without a parser stay text."""
    columns = [a.name for a in attrs.fields(kind) if a.init]
    steps = [(columns.index(column), parse) for column, parse in parsers.items()]

    def build(line: int, row: list[str]) -> T:
        values: list[Any] = list(row)
        index: int | None = None
        try:
            for index, parse in steps:
                values[index] = parse(row[index])
            index = None
            return kind(*values)
        except (VNRelationsError, ValueError) as error:
            raise DataError(file, line, None if index is None else columns[index], str(error)) from None

    return build


def _table(cell: str) -> str:
    if cell not in TABLES:
        raise ValueError(f"{quoted(cell)} is not one of the tables: {', '.join(TABLES)}")
    return cell

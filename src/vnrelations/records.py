"""Records: what every query returns, an immutable sequence that people can read and programs can filter."""

from __future__ import annotations

import datetime as dt
import functools
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, SupportsFloat, SupportsIndex, TypeVar, get_type_hints, overload

import attrs

from .dates import PartialDate
from .errors import InvalidDateError, InvalidValueError, quoted
from .model import Citation, Country, Shown
from .vocabulary import parse_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .frames import Backend

    Test = Callable[[Any], bool]

T = TypeVar("T", bound=attrs.AttrsInstance)
S = TypeVar("S", bound=attrs.AttrsInstance)
X = TypeVar("X")

_ID = re.compile(r"[A-Z]{2}(?:[A-Z]{2})?")


class Records(Shown, tuple[T, ...], Generic[T]):
    """A tuple of records of one table that prints as a table.

    A slice is Records again, and so are Records + Records. An empty one means: nothing is recorded.

    Examples:
        >>> import vnrelations as vn
        >>> top = vn.partners(level="comprehensive strategic", on="2019")
        >>> [p.partner.id for p in top]
        ['CN', 'IN', 'RU']
        >>> len(top.where(partner="RU"))
        1
    """

    __slots__ = ()

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> T: ...
    @overload
    def __getitem__(self, index: slice, /) -> Records[T]: ...
    def __getitem__(self, index: SupportsIndex | slice, /) -> T | Records[T]:
        """Return one record, or for a slice the Records in it."""
        if isinstance(index, slice):
            return Records(super().__getitem__(index))
        return super().__getitem__(index)

    # What the checkers mind: that Records + Records gives more than a tuple promises.
    @overload  # type: ignore[override]
    def __add__(self, other: Records[S], /) -> Records[T | S]: ...
    @overload
    def __add__(self, other: tuple[X, ...], /) -> tuple[T | X, ...]: ...
    def __add__(self, other: tuple[Any, ...], /) -> tuple[Any, ...]:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the records of both; with another tuple, a tuple."""
        both = super().__add__(other)
        return Records(both) if isinstance(other, Records) else both

    def where(self, condition: Callable[[T], bool] | None = None, /, **equals: object) -> Records[T]:
        """Keep the records that meet all conditions.

        Args:
            condition: A function that takes a record and says whether to keep it.
            **equals: Columns and the value that they must have. Dates and vocabularies may be given as they are
                written (``since="1995-07-12"``), a country, an organisation or a source by its id; a column that
                holds several values must contain the one given or, where a tuple is given, be just these. None
                finds the cells that are None.

        Returns:
            The records that are left, in the same order.

        Raises:
            InvalidValueError: The records have no column of that name, or it can have no such value: in a history of
                two tables, in neither of them.

        Examples:
            >>> import vnrelations as vn
            >>> [t.country.name for t in vn.ties().where(level="liaison")]
            ['Holy See']
        """
        if condition is not None and not callable(condition):
            raise InvalidValueError(
                f"{quoted(condition)} is no function: give a column its value, as in where(level='embassy')"
            )
        columns = self._columns()
        for column in equals:
            if self and column not in columns:
                raise InvalidValueError(f"there is no column {quoted(column)}; the columns are: {', '.join(columns)}")
        tests = {column: self._tests(column, value) for column, value in equals.items()}

        def meets(record: T) -> bool:
            return all(type(record) in of and of[type(record)](getattr(record, c)) for c, of in tests.items())

        return Records(r for r in self if (condition is None or condition(r)) and meets(r))

    def _tests(self, column: str, wanted: object) -> Mapping[type, Test]:
        """How to tell that a column holds a value, by the class of record; those that cannot hold it are left out."""
        tests: dict[type, Test] = {}
        refused: dict[str, InvalidValueError] = {}
        for kind in dict.fromkeys(map(type, self)):
            try:
                tests[kind] = _test(*_typed(kind, column), wanted)
            except InvalidValueError as error:
                refused[str(error)] = error
        if refused and not tests:
            first, *others = refused.values()
            raise InvalidValueError("; ".join(refused)) if others else first
        return tests

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the records as dicts of plain values, ready for JSON.

        Dates are texts as precise as their source, countries and sources are their ids, tuples are lists.

        Examples:
            >>> import vnrelations as vn
            >>> vn.ties("US").to_dicts()[0]["since"]
            '1995-07-12'
        """
        from .converting import to_dict  # cattrs is imported only by those who need it

        return [to_dict(record) for record in self]

    def to_frame(self, backend: Backend = "pandas") -> Any:
        """Return the records as a data frame, one column per column of the table.

        Args:
            backend: ``"pandas"``, ``"polars"`` or ``"pyarrow"``; it must be installed, and so must the extra
                ``vnrelations[frames]``.

        Returns:
            A frame of that library. A column of dates holds texts as precise as their source, and two columns beside
            it, ``_earliest`` and ``_latest``, the first and the last day that each can mean. Countries are ids, and the
            columns beside them, ``_alpha_3`` and ``_name``, their codes and names. What has a vocabulary is categorical
            in pandas; tuples are lists; what is not recorded is null. Of two tables in one history, what one does not
            have is null. Of no records, a frame without columns.

        Raises:
            MissingExtraError: The library or the extra is not installed.
            InvalidValueError: The backend is none of the three.
        """
        from .frames import to_frame  # an extra

        return to_frame(self, backend)

    def _columns(self) -> list[str]:
        """The columns that all records have: a history mixes two tables."""
        tables = [[a.name for a in attrs.fields(kind)] for kind in dict.fromkeys(map(type, self))]
        return [name for name in tables[0] if all(name in table for table in tables)] if tables else []

    def __repr__(self) -> str:
        from .showing import to_text  # only those who look need it

        return to_text(self)


@functools.cache
def _typed(kind: type, column: str) -> tuple[type, bool]:
    """The class of a column's values, and whether a cell holds several."""
    from .flat import unpacked  # not needed for a first answer

    return unpacked(get_type_hints(kind)[column])


def _test(kind: type, many: bool, wanted: Any) -> Test:
    """Return how to tell that a cell holds a value.

    What can be in no cell is refused by the type of the column, not by the cells: no answer may depend on which of
    them happen to be filled.
    """
    if wanted is None:
        return lambda cell: cell is None
    if many and isinstance(wanted, tuple):
        tests = [_test(kind, False, item) for item in wanted]
        return lambda cell: len(cell) == len(tests) and all(test(item) for test, item in zip(tests, cell, strict=True))
    value = _read(kind, wanted)
    if isinstance(value, str) and attrs.has(kind):
        return lambda cell: any(value in _ids(item) for item in (cell if many else (cell,)))
    return lambda cell: any(item == value for item in (cell if many else (cell,)))


def _ids(record: Any) -> tuple[str, ...]:
    """What a record that is named in another may be given as."""
    if isinstance(record, Citation):
        return record.key, str(record)
    return () if record is None else (record.id,)


def _read(kind: type, wanted: Any) -> object:
    """Return a value of a class from how it may be written; of a record also its id.

    Raises:
        InvalidValueError: It is none.
    """
    if kind is PartialDate:
        return PartialDate.parse(wanted)
    if kind is dt.date:
        date = PartialDate.parse(wanted)
        if date.day is None:
            raise InvalidDateError(f"{quoted(wanted)} is no day: write YYYY-MM-DD")
        return date.earliest
    if issubclass(kind, StrEnum):
        return parse_choice(kind, wanted)
    if kind is bool and not isinstance(wanted, bool):
        raise InvalidValueError(f"{quoted(wanted)} is neither True nor False")
    if kind in (int, float) and (isinstance(wanted, bool) or not isinstance(wanted, SupportsFloat)):
        raise InvalidValueError(f"{quoted(wanted)} is no number")
    if kind is str and not isinstance(wanted, str):
        raise InvalidValueError(f"{quoted(wanted)} is no text")
    if kind is Country and not (isinstance(wanted, Country) or (isinstance(wanted, str) and _ID.fullmatch(wanted))):
        raise InvalidValueError(f"{quoted(wanted)} is no country's id: vnrelations.normalize() gives it for any name")
    if attrs.has(kind) and not isinstance(wanted, str | kind):
        raise InvalidValueError(f"{quoted(wanted)} is no {kind.__name__} and no id of one")
    return wanted

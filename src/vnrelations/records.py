"""Records: what every query returns, an immutable sequence that people can read and programs can filter."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, SupportsIndex, TypeVar, overload

import attrs

from .dates import PartialDate
from .errors import InvalidValueError, quoted
from .model import Citation, Country, Shown
from .vocabulary import parse_choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from .frames import Backend

T = TypeVar("T", bound=attrs.AttrsInstance)

_ID = re.compile(r"[A-Z]{2}(?:[A-Z]{2})?")


class Records(Shown, tuple[T, ...], Generic[T]):
    """A tuple of records of one table that prints as a table.

    A slice is Records again. An empty one means: nothing is recorded.

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

    def where(self, condition: Callable[[T], bool] | None = None, /, **equals: object) -> Records[T]:
        """Keep the records that meet all conditions.

        Args:
            condition: A function that takes a record and says whether to keep it.
            **equals: Columns and the value that they must have. Dates and vocabularies may be given as they are
                written (``since="1995-07-12"``), a country or source by its id; a column that holds several
                values must contain the one given.

        Returns:
            The records that are left, in the same order.

        Raises:
            InvalidValueError: The records have no column of that name, or it can have no such value.

        Examples:
            >>> import vnrelations as vn
            >>> [t.country.name for t in vn.ties().where(level="liaison")]
            ['Holy See']
        """
        columns = self._columns()
        for column in equals:
            if self and column not in columns:
                raise InvalidValueError(f"there is no column {quoted(column)}; the columns are: {', '.join(columns)}")
        return Records(
            record
            for record in self
            if (condition is None or condition(record))
            and all(_matches(getattr(record, column), value) for column, value in equals.items())
        )

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


def _matches(actual: object, wanted: Any) -> bool:
    """Whether a cell holds a value that may be given as it is written; what can match no cell is refused."""
    if actual is None or wanted is None:
        return actual is wanted
    if isinstance(actual, tuple):
        return actual == wanted or any(_matches(item, wanted) for item in actual)
    if isinstance(actual, PartialDate):
        return actual == PartialDate.parse(wanted)
    if isinstance(actual, StrEnum):
        return actual is parse_choice(type(actual), wanted)
    if isinstance(actual, bool) and not isinstance(wanted, bool):
        raise InvalidValueError(f"{quoted(wanted)} is neither True nor False")
    if isinstance(actual, Country) and isinstance(wanted, str):
        if not _ID.fullmatch(wanted):
            raise InvalidValueError(
                f"{quoted(wanted)} is no country's id: vnrelations.normalize() gives it for any name"
            )
        return actual.id == wanted
    if isinstance(actual, Citation) and isinstance(wanted, str):
        return wanted in (actual.key, str(actual))
    return bool(actual == wanted)

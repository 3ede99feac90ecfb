"""Every error that this package raises on purpose: one small tree.

Each message names the culprit and the remedy. The facts are also attributes, so that a program need not
parse the message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
_LONGEST = 200  # characters of a culprit that a message shows: nobody reads more, and it is one line in a log


def quoted(value: object) -> str:
    """Return what a message shows of a culprit: its ``repr``, but of a long one no more than its two ends.

    Examples:
        >>> quoted("Atlantis"), len(quoted("x" * 10_000_000))
        ("'Atlantis'", 203)
    """
    try:
        shown = repr(value)
    except Exception:  # such as an int of more digits than Python writes, or somebody's own class
        return f"a value of the type {type(value).__name__!r}"
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST // 2]}...{shown[-_LONGEST // 2 :]}"


def listed(what: str, given: Iterable[T]) -> list[T]:
    """Return a list of what is given, but not of the letters of a text.

    Raises:
        InvalidValueError: It is a text, or nothing that can be gone through.

    Examples:
        >>> listed("partners", ("US", "CN"))
        ['US', 'CN']
    """
    if isinstance(given, str | bytes) or not hasattr(given, "__iter__"):
        raise InvalidValueError(f"{what} are given as a list, a column or the like, not as {quoted(given)}")
    return list(given)


class VNRelationsError(Exception):
    """The base of all errors of this package: catch this to catch them all."""


class UnknownCountryError(VNRelationsError, LookupError):
    """A text names no country that the dataset knows.

    Attributes:
        query: The text as it was given.
        suggestions: Known names that resemble it, best first; may be empty.
    """

    def __init__(self, query: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(query, suggestions)
        self.query = query
        self.suggestions = suggestions

    def __str__(self) -> str:
        hint = f"; did you mean {' or '.join(map(repr, self.suggestions))}?" if self.suggestions else ""
        return f"no country is called {quoted(self.query)}{hint or '; see vnrelations.countries() for all of them'}"


class AmbiguousCountryError(VNRelationsError, LookupError):
    """A text names more than one country.

    Attributes:
        query: The text as it was given.
        candidates: The ids of the countries that it could mean, sorted.
    """

    def __init__(self, query: str, candidates: tuple[str, ...]) -> None:
        super().__init__(query, candidates)
        self.query = query
        self.candidates = candidates

    def __str__(self) -> str:
        return f"{quoted(self.query)} could be any of {', '.join(self.candidates)}: give one of these ids instead"


class UnknownNamesError(VNRelationsError, LookupError):
    """Names in a column mean no country, or several.

    Attributes:
        names: All of them.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names

    def __str__(self) -> str:
        shown = ", ".join(map(quoted, self.names[:10])) + (", ..." if len(self.names) > 10 else "")
        return (
            f"{len(self.names)} name{'s' * (len(self.names) != 1)} mean no country, or several: {shown}; "
            'see vnrelations.frames.unmatched(), or ask for unmatched="null"'
        )


class InvalidValueError(VNRelationsError, ValueError):
    """An argument is not one of the values that it may have; the message names those."""


class InvalidDateError(InvalidValueError):
    """A text or number is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD."""


class OutOfCoverageError(VNRelationsError, ValueError):
    """A day lies outside the time that the dataset covers: it cannot say, rather than says no."""


class UnknownRecordError(VNRelationsError, LookupError):
    """No record of a table has the id that was asked for."""


class ExportError(VNRelationsError, OSError):
    """A file could not be written, or is there already; what was there is as it was."""


class MissingExtraError(VNRelationsError, ImportError):
    """A feature needs an optional dependency that is not installed; the message has the command."""


class DataError(VNRelationsError, ValueError):
    """A table of the dataset is damaged; nothing of it was loaded.

    Attributes:
        file: The file's name, such as ``ties.csv``.
        line: The line in the file, counted from 1, or None where the whole file is meant.
        column: The column's name, or None where the whole line is meant.
        reason: What is wrong.
    """

    def __init__(self, file: str, line: int | None, column: str | None, reason: str) -> None:
        super().__init__(file, line, column, reason)
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where += f", line {self.line}"
        if self.column is not None:
            where += f", column {self.column!r}"
        return f"{where}: {self.reason}"

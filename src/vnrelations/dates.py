"""Dates as exact as their source, and no more: a year, a month or a day.

The written form is the calendar part of EDTF level 0 (Library of Congress; ISO 8601-2): ``1950``,
``1950-01`` or ``1950-01-18``. There is no invented day: a date that is known to the month covers that month.
"""

from __future__ import annotations

import datetime as dt
import re

import attrs

from .errors import InvalidDateError, quoted

_WRITTEN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def _absent_first(part: int | None) -> int:
    """The key of a month or day when dates are sorted: a year comes before its months, as in the text."""
    return part or 0


def _whole_number(value: object) -> int | None:
    """A whole number, also one of another library, such as numpy's of a column of years."""
    from numbers import Integral  # not needed for a first answer

    return int(value) if not isinstance(value, bool) and isinstance(value, Integral) else None


@attrs.frozen(order=True, cache_hash=True)
class PartialDate:
    """A date known to the year, the month or the day.

    Dates are ordered as their texts are: a year stands before its months, a month before its days.

    Attributes:
        year: 1 to 9999.
        month: 1 to 12, or None if unknown.
        day: 1 to 31, or None if unknown.
        earliest: The first day that the date can mean.
        latest: The last day that the date can mean.

    Raises:
        InvalidDateError: There is no such date.

    Examples:
        >>> feb = PartialDate(2019, 2)
        >>> str(feb), feb.latest
        ('2019-02', datetime.date(2019, 2, 28))
        >>> PartialDate.parse("2019") < feb < PartialDate.parse("2019-02-01")
        True
    """

    year: int
    month: int | None = attrs.field(default=None, order=_absent_first)
    day: int | None = attrs.field(default=None, order=_absent_first)
    earliest: dt.date = attrs.field(init=False, eq=False, repr=False)
    latest: dt.date = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        year, month, day = self.year, self.month, self.day
        try:
            if bool in (type(year), type(month), type(day)):
                raise TypeError("a truth value is no number")
            if day is not None and month is not None:
                earliest = latest = dt.date(year, month, day)
            elif day is not None:
                raise ValueError("a day needs a month")
            elif month is not None:
                earliest = dt.date(year, month, 1)
                latest = earliest.replace(day=31) if month == 12 else dt.date(year, month + 1, 1) - dt.date.resolution
            else:
                earliest, latest = dt.date(year, 1, 1), dt.date(year, 12, 31)
        except (TypeError, ValueError, OverflowError) as error:
            raise InvalidDateError(
                f"no such date: year {quoted(year)}, month {quoted(month)}, day {quoted(day)} ({error})"
            ) from None
        object.__setattr__(self, "earliest", earliest)
        object.__setattr__(self, "latest", latest)

    @classmethod
    def parse(cls, value: str | int | dt.date | PartialDate) -> PartialDate:
        """Read a date as people write it in this dataset.

        Args:
            value: A text ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; a year as an int; a ``datetime.date`` (of a
                ``datetime.datetime`` the calendar day counts, in its own time zone); or a PartialDate.

        Returns:
            The date, of the precision that was given.

        Raises:
            InvalidDateError: The value has another form, or there is no such date.

        Examples:
            >>> PartialDate.parse("1950-01-18")
            PartialDate(year=1950, month=1, day=18)
            >>> PartialDate.parse(1950).latest
            datetime.date(1950, 12, 31)
        """
        if isinstance(value, str):
            if match := _WRITTEN.fullmatch(value):
                return cls(*[int(part) for part in match.groups() if part is not None])
        elif isinstance(value, cls):
            return value
        elif isinstance(value, dt.date):
            return cls(value.year, value.month, value.day)
        elif (year := _whole_number(value)) is not None:
            return cls(year)
        raise InvalidDateError(f"{quoted(value)} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text


DateLike = str | int | dt.date | PartialDate

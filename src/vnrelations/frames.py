"""Records as data frames, panels for regressions, and other people's frames annotated: through narwhals.

One code path serves pandas, polars, pyarrow, DuckDB, Dask and PySpark. What held on which day comes from ``spans``, which
cover all days without gaps, so that every row finds exactly one.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, get_args

from .dates import PartialDate
from .errors import InvalidDateError, InvalidValueError, MissingExtraError, OutOfCoverageError, UnknownNamesError
from .spans import COLUMNS, Span, spans

try:
    import narwhals as nw
    import numpy as np
except ImportError as error:
    raise MissingExtraError(f"frames need narwhals and numpy ({error}): pip install 'vnrelations[frames]'") from error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .dates import DateLike
    from .queries import Dataset
    from .records import Records

Backend = Literal["pandas", "polars", "pyarrow"]
Frequency = Literal["year", "month", "day"]
BACKENDS: tuple[Backend, ...] = get_args(Backend)
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)
_EPOCH = dt.date(1970, 1, 1).toordinal()
_SCHEMA = {
    "ties": nw.String(), "counted": nw.Boolean(), "ties_since": nw.Date(), "level": nw.String(), "rank": nw.Int64(),
    "level_since": nw.Date(), "special": nw.Boolean(), "missions_of_vietnam": nw.Int64(),
    "missions_in_vietnam": nw.Int64(), "disputes_open": nw.Int64(), "agreements_in_force": nw.Int64(),
}  # fmt: skip
_IN_PANDAS = {nw.String(): "category", nw.Boolean(): "boolean", nw.Int64(): "Int64", nw.Date(): "datetime64[s]"}


def to_frame(records: Records[Any], backend: Backend = "pandas") -> Any:
    """Return records as an eager frame; see ``Records.to_frame``."""
    _check_backend(backend)
    rows = records.to_dicts()
    columns = dict.fromkeys(column for row in rows for column in row)  # a history mixes two tables
    return _made({c: [row.get(c) for row in rows] for c in columns}, None, backend).to_native()


def panel(
    start: DateLike,
    end: DateLike,
    freq: Frequency = "year",
    *,
    columns: Sequence[str] = COLUMNS,
    partners: Iterable[str] | None = None,
    backend: Backend = "pandas",
    dataset: Dataset | None = None,
) -> Any:
    """Return a row a partner and period: how Vietnam stood with it on the last day of the period.

    A partner has rows for the days on which it was there: the Soviet Union's end in 1991, Russia's begin then.

    Args:
        start: The first period; a text, a year or a date, of which the year, month or day is taken.
        end: The last period, which must have ended by the dataset's day.
        freq: ``"year"``, ``"month"`` or ``"day"``.
        columns: What to tell; see ``vnrelations.spans.Standing``.
        partners: Only these, by any name; all that are or were partners if left out.
        backend: ``"pandas"``, ``"polars"`` or ``"pyarrow"``.
        dataset: Another dataset than the one that is shipped.

    Returns:
        A frame of that library: ``country`` (id), ``alpha_3``, ``cow``, ``gw``, ``name``, ``date`` (the last day of the
        period), ``year``, the columns, and, with ``ties_since`` and ``level_since``, the completed years since then as
        ``years_since_ties`` and ``years_since_level``. Sorted by country and date.

    Raises:
        InvalidValueError: There is no such frequency, column or backend, or the end is before the start.
        InvalidDateError: ``start`` or ``end`` is no date.
        OutOfCoverageError: A period begins before 1945-09-02 or ends after the dataset's day.
        UnknownCountryError: A partner is unknown.

    Examples:
        >>> from vnrelations.frames import panel
        >>> us = panel(2022, 2024, columns=["level", "rank"], partners=["US"], backend="polars")
        >>> us["level"].to_list()
        ['comprehensive', 'comprehensive strategic', 'comprehensive strategic']
    """
    _check_backend(backend)
    dataset = dataset or _shipped()
    days = _last_days(PartialDate.parse(start), PartialDate.parse(end), freq, dataset)
    wanted = None if partners is None else {dataset.normalize(partner) for partner in partners}
    found = [span for span in spans(dataset, columns) if wanted is None or span.country.id in wanted]
    countries = list(dict.fromkeys(span.country for span in found))
    lookup = _Lookup(found, [country.id for country in countries], columns)
    codes = np.repeat(np.arange(len(countries)), len(days))
    ordinals = np.tile(np.array([day.toordinal() - _EPOCH for day in days]), len(countries))
    there = np.concatenate([[country.existed(day) for day in days] for country in countries] or [np.zeros(0, bool)])
    codes, ordinals = codes[there], ordinals[there]
    named = {
        "country": [c.id for c in countries], "alpha_3": [c.alpha_3 for c in countries],
        "cow": [c.cow for c in countries], "gw": [c.gw for c in countries], "name": [c.name for c in countries],
    }  # fmt: skip
    schema = dict.fromkeys(named, nw.String()) | {"cow": nw.Int64(), "gw": nw.Int64()}
    rows = _made(named, schema, backend)[codes]
    dates = nw.new_series("date", ordinals.astype("datetime64[D]"), nw.Date(), backend=backend)
    years = nw.new_series("year", ordinals.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970, backend=backend)
    told = _made(lookup.values, lookup.schema, backend)[lookup.rows(codes, ordinals)]
    frame = rows.with_columns(dates, years, *told.iter_columns())
    return _with_years(frame).to_native()


def annotate(
    frame: Any,
    *,
    country: str,
    on: str,
    columns: Sequence[str] = ("ties", "level", "rank"),
    unmatched: Literal["raise", "null"] = "raise",
    prefix: str = "",
    dataset: Dataset | None = None,
) -> Any:
    """Add to each row of a frame how Vietnam stood with its country on its day.

    Args:
        frame: A frame of pandas, polars (also lazy), pyarrow, DuckDB, Dask or PySpark. A lazy one stays lazy: only the
            distinct names of its countries are collected.
        country: The column with the countries, by any name or code.
        on: The column with the days: dates or datetimes (of which the calendar day counts, in their own time zone); in
            an eager frame also years as whole numbers and partial dates as text, which mean their last day.
        columns: What to add; see ``vnrelations.spans.Standing``.
        unmatched: What to do with names that mean no country, or several: ``"raise"``, or leave ``"null"``.
        prefix: What to put before the names of the new columns.
        dataset: Another dataset than the one that is shipped.

    Returns:
        The same frame, of the same library, with the columns added: an eager one in its order and with its index. They
        are null where the country or the day is, and on days before 1945-09-02 or after the dataset's day.

    Raises:
        UnknownNamesError: Names mean no country; it has all of them.
        InvalidValueError: The frame has no such column, has one of the new ones already, or ``on`` is of a type that
            cannot be a day; or there is no such column to add.
        InvalidDateError: A text in ``on`` is no date.

    Examples:
        >>> import polars as pl
        >>> trade = pl.DataFrame({"partner": ["Hoa Kỳ", "Nga"], "year": [2012, 2012]})
        >>> annotate(trade, country="partner", on="year")["level"].to_list()
        [None, 'comprehensive strategic']
    """
    if unmatched not in ("raise", "null"):
        raise InvalidValueError(f"unmatched {unmatched!r} is not one of: raise, null")
    given: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(frame)
    present = given.collect_schema().names()
    for column in (country, on):
        if column not in present:
            raise InvalidValueError(f"the frame has no column {column!r}; it has: {', '.join(present)}")
    if clash := [prefix + column for column in columns if prefix + column in present]:
        raise InvalidValueError(f"the frame has a column {clash[0]!r} already: give a prefix=")
    dataset = dataset or _shipped()
    names = _distinct(given, country)
    ids = dataset.normalize_many(names, errors="none")
    if unmatched == "raise" and None in ids:
        raise UnknownNamesError(tuple(str(name) for name, key in zip(names, ids, strict=True) if key is None))
    found = spans(dataset, columns)
    if isinstance(given, nw.DataFrame):
        return _annotate_eager(given, country, on, names, ids, found, columns, prefix).to_native()
    return _annotate_lazy(given, country, on, names, ids, found, columns, prefix).to_native()


def unmatched(frame: Any, country: str, *, dataset: Dataset | None = None) -> dict[Any, str]:
    """Return the names in a column that mean no country or several, each with the reason.

    Args:
        frame: A frame, as for ``annotate``.
        country: The column with the countries.
        dataset: Another dataset than the one that is shipped.

    Examples:
        >>> import polars as pl
        >>> list(unmatched(pl.DataFrame({"c": ["Mỹ", "Narnia"]}), "c"))
        ['Narnia']
    """
    dataset = dataset or _shipped()
    reasons: dict[Any, str] = {}
    for name in _distinct(nw.from_native(frame), country):
        try:
            dataset.country(name)
        except (LookupError, InvalidValueError) as error:
            reasons[name] = str(error)
    return reasons


def _annotate_eager(
    frame: nw.DataFrame[Any],
    country: str,
    on: str,
    names: list[Any],
    ids: list[str | None],
    found: list[Span],
    columns: Sequence[str],
    prefix: str,
) -> nw.DataFrame[Any]:
    lookup = _Lookup(found, ids, columns)
    rows = lookup.rows(_codes(frame[country], names), _ordinals(frame[on]))
    told = _made(lookup.values, lookup.schema, frame.implementation)[rows]
    return frame.with_columns(*(told[column].alias(prefix + column) for column in columns))


def _annotate_lazy(
    frame: nw.LazyFrame[Any],
    country: str,
    on: str,
    names: list[Any],
    ids: list[str | None],
    found: list[Span],
    columns: Sequence[str],
    prefix: str,
) -> nw.LazyFrame[Any]:
    kind = frame.collect_schema()[on]
    if not (kind == nw.Date or isinstance(kind, nw.Datetime) or kind == nw.Datetime):
        raise InvalidValueError(f"in a lazy frame the column {on!r} must hold dates or datetimes, not {kind}: cast it")
    # Every distinct name has the spans of its country, and a name of none has one span of all time. The first span of
    # each has no beginning and the last no end, since engines differ in how far back and forth their dates reach.
    of = _by_country(found)
    nobody = [(dt.date.min, dt.date.max, (None,) * len(columns))]
    small: dict[str, list[Any]] = {"__name": [], "__since": [], "__until": [], **{prefix + c: [] for c in columns}}
    for name, key in zip(names, ids, strict=True):
        for since, until, values in of.get(key or "", nobody):
            small["__name"].append(name)
            small["__since"].append(None if since == dt.date.min else since)
            small["__until"].append(None if until == dt.date.max else until)
            for column, value in zip(columns, values, strict=True):
                small[prefix + column].append(_plain(value))
    schema = {"__name": frame.collect_schema()[country], "__since": nw.Date(), "__until": nw.Date()}
    schema |= {prefix + column: _SCHEMA[column] for column in columns}
    joined = frame.join(_small_side(small, schema, frame), left_on=country, right_on="__name", how="left")
    zoned = isinstance(kind, nw.Datetime) and kind.time_zone is not None
    day = nw.col(on).dt.replace_time_zone(None) if zoned else nw.col(on)
    since, until = nw.col("__since"), nw.col("__until")
    # A row without a day keeps the span before all others, one without a name what the join gave it: nothing.
    first = since.is_null() & (day.is_null() | until.is_null() | (day < until))
    later = (since <= day) & (until.is_null() | (day < until))
    return joined.filter(first | later).drop("__since", "__until")


def _small_side(data: dict[str, list[Any]], schema: dict[str, Any], frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """A small lazy frame for the engine of a large one, which is sent to every worker whole."""
    engine = frame.implementation
    if engine.is_dask():
        import dask.dataframe as dd

        return nw.from_native(dd.from_pandas(_made(data, schema, "pandas").to_native(), npartitions=1))
    made = nw.from_dict(data, schema, backend="pyarrow")
    if engine.is_pyspark():
        from pyspark.sql.functions import broadcast

        return nw.from_native(broadcast(made.lazy(engine, session=frame.to_native().sparkSession).to_native()))
    return made.lazy(engine)


class _Lookup:
    """From the number of a country and that of a day to the row of ``values`` that held: a dense table.

    The table has a column a day of the time that the dataset covers, one for the days before, and one for those after
    and for no day; and a row a country, and one for no country.
    """

    def __init__(self, found: list[Span], ids: Sequence[str | None], columns: Sequence[str]) -> None:
        of = _by_country(found)
        rows: list[tuple[Any, ...]] = [(None,) * len(columns)]
        bounds = [(s, u) for spells in of.values() for s, u, _ in spells]
        self.first = min((u for s, u in bounds if s == dt.date.min), default=dt.date.max).toordinal() - _EPOCH
        self.last = max((s for s, u in bounds if u == dt.date.max), default=dt.date.min).toordinal() - _EPOCH
        width = max(self.last - self.first, 0)
        self.table = np.zeros((len(ids) + 1, width + 2), np.int32)
        for number, key in enumerate(ids):
            for since, until, values in of.get(key or "", ()):
                if any(value is not None for value in values):
                    a, b = (min(max(d.toordinal() - _EPOCH - self.first, 0), width) for d in (since, until))
                    self.table[number, a + 1 : b + 1] = len(rows)
                    rows.append(values)
        self.values = {c: [_plain(row[i]) for row in rows] for i, c in enumerate(columns)}
        self.schema = {column: _SCHEMA[column] for column in columns}

    def rows(self, codes: np.ndarray[Any, Any], ordinals: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The rows of ``values``; of no country (-1) and no day (the smallest integer) the first, which is empty."""
        inside = np.clip(ordinals, self.first - 1, self.last)
        inside -= self.first - 1
        return self.table[codes, inside]


def _by_country(found: list[Span]) -> Mapping[str, list[tuple[dt.date, dt.date, tuple[Any, ...]]]]:
    of: dict[str, list[tuple[dt.date, dt.date, tuple[Any, ...]]]] = {}
    for span in found:
        of.setdefault(span.country.id, []).append((span.since, span.until, span.values))
    return of


def _distinct(frame: nw.DataFrame[Any] | nw.LazyFrame[Any], country: str) -> list[Any]:
    only = frame.select(country).unique()
    collected = only.collect("pyarrow") if isinstance(only, nw.LazyFrame) else only
    return [name for name in collected[country].to_list() if name is not None and name == name]  # noqa: PLR0124 - NaN


def _codes(series: nw.Series[Any], names: list[Any]) -> np.ndarray[Any, Any]:
    """The number of each row's name among the distinct ones; -1, the last row of a table, for none."""
    if series.implementation.is_pandas():
        import pandas as pd

        codes, found = pd.factorize(series.to_native())
        order = {name: number for number, name in enumerate(names)}
        return np.array([*(order.get(name, -1) for name in found), -1], np.int32)[codes]
    numbers = nw.from_dict(
        {"name": names, "number": range(len(names))},
        {"name": series.dtype, "number": nw.Int32()},
        backend=series.implementation,
    )
    joined = series.alias("name").to_frame().with_row_index("row").join(numbers, on="name", how="left").sort("row")
    return joined["number"].fill_null(-1).to_numpy()


def _ordinals(series: nw.Series[Any]) -> np.ndarray[Any, Any]:
    """The number of each row's day, counted from 1970-01-01; the smallest integer for none."""
    kind = series.dtype
    if kind.is_integer():
        years = series.cast(nw.Float64()).to_numpy()
        days = np.where(np.isnan(years), 0, years).astype(int) - 1970 + 1
        ordinals = days.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1
        return np.where(np.isnan(years), np.iinfo(np.int64).min, ordinals)
    if kind in (nw.String(), nw.Object(), nw.Categorical()):
        distinct = series.unique().to_list()
        known = {value: _ordinal(value) for value in distinct}
        return np.array([known[value] for value in series.to_list()], np.int64)
    if kind == nw.Date or kind == nw.Datetime:
        plain = series if kind == nw.Date else series.dt.replace_time_zone(None)
        values = plain.to_numpy().astype("datetime64[D]")
        return values.astype(np.int64)
    raise InvalidValueError(f"the column {series.name!r} holds {kind}, which is no day: give dates, years or texts")


def _ordinal(value: object) -> int:
    if value is None or value != value:  # noqa: PLR0124 - NaN
        return int(np.iinfo(np.int64).min)
    if isinstance(value, (str, int, dt.date)):
        return PartialDate.parse(value).latest.toordinal() - _EPOCH
    raise InvalidDateError(f"{value!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")


def _last_days(start: PartialDate, end: PartialDate, freq: Frequency, dataset: Dataset) -> list[dt.date]:
    """The last day of every period from one to the other."""
    if freq not in FREQUENCIES:
        raise InvalidValueError(f"freq {freq!r} is not one of: {', '.join(FREQUENCIES)}")
    first, last = start.earliest, end.latest
    if last < first:
        raise InvalidValueError(f"the panel would end on {last}, before it begins on {first}")
    if freq == "year":
        days = [dt.date(year, 12, 31) for year in range(first.year, last.year + 1)]
    elif freq == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        days = [PartialDate(month // 12, month % 12 + 1).latest for month in months]
    else:
        days = [dt.date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    covered = max(day.earliest for day in dataset.coverage.values())
    for day in (days[0], days[-1]):
        if not covered <= day <= dataset.as_of.latest:
            raise OutOfCoverageError(f"the tables cover {covered} to {dataset.as_of}; {day} lies outside")
    return days


def _with_years(frame: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """Completed years since a day, beside each column that has one."""
    for column, name in (("ties_since", "years_since_ties"), ("level_since", "years_since_level")):
        if column in frame.columns:
            since, day = nw.col(column), nw.col("date")
            later = (day.dt.month() * 100 + day.dt.day()) >= (since.dt.month() * 100 + since.dt.day())
            frame = frame.with_columns((day.dt.year() - since.dt.year() - (~later).cast(nw.Int64())).alias(name))
    return frame


def _made(data: Mapping[str, Any], schema: Mapping[str, Any] | None, backend: Any) -> nw.DataFrame[Any]:
    """A small eager frame; in pandas with the types that know of missing values."""
    try:
        if schema is not None and nw.Implementation.from_backend(backend).is_pandas():
            import pandas as pd

            return nw.from_native(pd.DataFrame({c: pd.Series(data[c], dtype=_IN_PANDAS[schema[c]]) for c in data}))
        return nw.from_dict(data, schema, backend=backend)
    except ImportError as error:
        raise MissingExtraError(f"{backend} is not installed ({error}): pip install {backend}") from error


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _check_backend(backend: object) -> None:
    if backend not in BACKENDS:
        raise InvalidValueError(f"backend {backend!r} is not one of: {', '.join(BACKENDS)}")


def _shipped() -> Dataset:
    from .face import dataset

    return dataset()

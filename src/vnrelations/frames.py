"""Records as data frames, panels for regressions, and other people's frames annotated: through narwhals.

One code path serves pandas, polars, pyarrow, DuckDB, Dask and PySpark. What held on which day comes from ``spans``,
which cover all days without gaps, so that every row finds exactly one.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, get_args

import attrs

from .dates import PartialDate
from .errors import (
    InvalidDateError,
    InvalidValueError,
    MissingExtraError,
    OutOfCoverageError,
    UnknownNamesError,
    listed,
    quoted,
)
from .face import dataset as shipped
from .flat import flat_columns, plain
from .spans import COLUMNS, Span, spans
from .vocabulary import NO_PARTNERS

try:
    import narwhals as nw
    import numpy as np
except ImportError as _error:
    raise MissingExtraError(f"frames need narwhals and numpy ({_error}): pip install 'vnrelations[frames]'") from _error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .dates import DateLike
    from .flat import Column
    from .queries import Dataset
    from .records import Records

Backend = Literal["pandas", "polars", "pyarrow"]
Frequency = Literal["year", "month", "day"]
BACKENDS: tuple[Backend, ...] = get_args(Backend)
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)
_EPOCH = dt.date(1970, 1, 1)
_NO_DAY = int(np.iinfo(np.int64).min)
_NAME, _SINCE, _UNTIL, _DAY = (f"__vnrelations_{name}" for name in ("name", "since", "until", "day"))
_SCHEMA = {
    "ties": nw.Categorical(), "counted": nw.Boolean(), "ties_since": nw.Date(), "level": nw.Categorical(),
    "rank": nw.Int64(), "level_since": nw.Date(), "special": nw.Boolean(), "missions_of_vietnam": nw.Int64(),
    "missions_in_vietnam": nw.Int64(), "disputes_open": nw.Int64(), "agreements_in_force": nw.Int64(),
}  # fmt: skip
_TYPES: Mapping[type, Any] = {
    str: nw.String(), bool: nw.Boolean(), int: nw.Int64(), float: nw.Float64(), dt.date: nw.Date(),
}  # fmt: skip
_NAMES = (nw.String, nw.Categorical, nw.Enum, nw.Object)
_IN_PANDAS = {
    nw.Categorical(): "category", nw.Boolean(): "boolean", nw.Int64(): "Int64", nw.Float64(): "Float64",
    nw.Date(): "datetime64[s]",
}  # fmt: skip


def to_frame(records: Records[Any], backend: Backend = "pandas") -> Any:
    """Return records as an eager frame; see ``Records.to_frame``."""
    _check_backend(backend)
    kinds = dict.fromkeys(map(type, records))  # a history mixes two tables
    tables = {kind: {column.name: column for column in flat_columns(kind)} for kind in kinds}
    columns = {name: column for table in tables.values() for name, column in table.items()}
    data = {
        name: [table[name].cell(r) if name in table else None for r in records for table in (tables[type(r)],)]
        for name in columns
    }
    return _made(data, {name: _type(column) for name, column in columns.items()}, backend).to_native()


def schema(table: str, *, dataset: Dataset | None = None) -> tuple[Column, ...]:
    """Return the columns of the frame of a table: their names, types, vocabularies and what they mean.

    Args:
        table: A table, such as ``"ties"``.
        dataset: Another dataset than the one that is shipped.

    Raises:
        InvalidValueError: There is no such table.

    Examples:
        >>> from vnrelations.frames import schema
        >>> [(column.name, column.kind.__name__) for column in schema("ties")[4:7]]
        [('since', 'str'), ('since_earliest', 'date'), ('since_latest', 'date')]
    """
    from .exporting.columns import table_columns

    dataset = dataset or shipped()
    if table not in dataset.tables:
        raise InvalidValueError(f"there is no table {quoted(table)}; the tables are: {', '.join(dataset.tables)}")
    return table_columns(dataset, table)


def _type(column: Column) -> Any:
    if column.many:
        return nw.List(nw.String())
    return nw.Categorical() if column.choices else _TYPES[column.kind]


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
        InvalidValueError: There is no such frequency, column or backend, a column is asked for twice, columns or
            partners are not given as a list, a partner is Vietnam or an area, or the end is before the start.
        InvalidDateError: ``start`` or ``end`` is no date.
        OutOfCoverageError: The last day of a period is before 1945-09-02 or after the dataset's day.
        UnknownCountryError: A partner is unknown.

    Examples:
        >>> from vnrelations.frames import panel
        >>> us = panel(2022, 2024, columns=["level", "rank"], partners=["US"], backend="polars")
        >>> us["level"].to_list()
        ['comprehensive', 'comprehensive strategic', 'comprehensive strategic']
    """
    _check_backend(backend)
    columns, dataset = _columns(columns), dataset or shipped()
    days = _last_days(PartialDate.parse(start), PartialDate.parse(end), freq, dataset)
    wanted = None if partners is None else {_partner(name, dataset) for name in listed("partners", partners)}
    found = [span for span in spans(dataset, columns) if wanted is None or span.country.id in wanted]
    countries = list(dict.fromkeys(span.country for span in found))
    lookup = _Lookup(found, columns)
    codes = np.repeat(np.arange(len(countries)), len(days))
    ordinals = np.tile(np.array([_number(day) for day in days]), len(countries))
    there = np.array([country.existed(day) for country in countries for day in days], bool)
    codes, ordinals = codes[there], ordinals[there]
    on = ordinals.astype("datetime64[D]")
    named = {
        "country": [c.id for c in countries], "alpha_3": [c.alpha_3 for c in countries],
        "cow": [c.cow for c in countries], "gw": [c.gw for c in countries], "name": [c.name for c in countries],
    }  # fmt: skip
    types = dict.fromkeys(named, nw.String()) | {"cow": nw.Int64(), "gw": nw.Int64()}
    rows = _made(named, types, backend)[codes]
    dates = nw.new_series("date", on, nw.Date(), backend=backend)
    years = nw.new_series("year", on.astype("datetime64[Y]").astype(int) + 1970, backend=backend)
    told = _made(lookup.values, lookup.schema, backend)[lookup.rows(codes, [c.id for c in countries], ordinals)]
    frame = rows.with_columns(dates, years, *told.iter_columns())
    return nw.maybe_reset_index(_with_years(frame)).to_native()


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
            cannot be a day; or there is no such column to add, or it is asked for twice.
        InvalidDateError: A text in ``on`` is no date.

    Examples:
        >>> import polars as pl
        >>> trade = pl.DataFrame({"partner": ["Hoa Kỳ", "Nga"], "year": [2012, 2012]})
        >>> annotate(trade, country="partner", on="year")["level"].to_list()
        [None, 'comprehensive strategic']
    """
    if unmatched not in ("raise", "null"):
        raise InvalidValueError(f"unmatched {quoted(unmatched)} is not one of: raise, null")
    columns = _columns(columns)
    given, present = _given(frame, country, on)
    if clash := [prefix + column for column in columns if prefix + column in present]:
        raise InvalidValueError(f"the frame has a column {quoted(clash[0])} already: give a prefix=")
    dataset = dataset or shipped()
    asked = _Question(country, on, tuple(columns), prefix, spans(dataset, columns))
    if isinstance(given, nw.DataFrame):
        codes, names = _factorized(given[country])
        return _told(given, codes, list(_meanings(names, dataset, unmatched).values()), asked)
    meanings = _meanings(_distinct(given, country), dataset, unmatched)
    if given.implementation.is_dask():
        return _annotate_partitions(given.to_native(), meanings, asked)
    return _annotate_lazy(given, meanings, asked).to_native()


def unmatched(frame: Any, country: str, *, dataset: Dataset | None = None) -> dict[Any, str]:
    """Return the names in a column that mean no country or several, each with the reason.

    Args:
        frame: A frame, as for ``annotate``.
        country: The column with the countries.
        dataset: Another dataset than the one that is shipped.

    Raises:
        InvalidValueError: The frame has no such column, or it does not hold names.

    Examples:
        >>> import polars as pl
        >>> list(unmatched(pl.DataFrame({"c": ["Mỹ", "Narnia"]}), "c"))
        ['Narnia']
    """
    dataset = dataset or shipped()
    reasons: dict[Any, str] = {}
    given, _ = _given(frame, country)
    names = _factorized(given[country])[1] if isinstance(given, nw.DataFrame) else _distinct(given, country)
    for name in names:
        try:
            if name is not None:
                dataset.country(name)
        except (LookupError, InvalidValueError) as error:
            reasons[name] = str(error)
    return reasons


def _columns(given: Iterable[str]) -> list[str]:
    columns = listed("columns", given)
    if twice := [column for column in columns if columns.count(column) > 1]:
        raise InvalidValueError(f"the column {quoted(twice[0])} is asked for more than once: give it once")
    return columns


def _partner(name: str, dataset: Dataset) -> str:
    """The id of a partner by any name."""
    country = dataset.country(name)
    if country.kind in NO_PARTNERS:
        raise InvalidValueError(f"{quoted(name)} is never a partner, its kind is {country.kind.value!r}: leave it out")
    return country.id


def _given(frame: Any, *columns: str) -> tuple[nw.DataFrame[Any] | nw.LazyFrame[Any], list[str]]:
    """A frame that has some columns, and the names of all that it has."""
    try:
        given: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(frame)
    except TypeError as error:
        raise InvalidValueError(f"{type(frame).__name__!r} is no frame that narwhals takes: {error}") from error
    present = given.collect_schema().names()
    for column in columns:
        if column not in present:
            raise InvalidValueError(f"the frame has no column {quoted(column)}; it has: {', '.join(map(str, present))}")
    return given, present


def _meanings(names: list[Any], dataset: Dataset, unmatched: str) -> dict[Any, str | None]:
    """The ids that distinct names mean, None for those that mean none."""
    ids = dataset.normalize_many(names, errors="none")
    unknown = [str(n) for n, key in zip(names, ids, strict=True) if key is None and n is not None]
    if unknown and unmatched == "raise":
        raise UnknownNamesError(tuple(unknown))
    return dict(zip(names, ids, strict=True))


@attrs.frozen
class _Question:
    """What a frame is asked for: the columns that it has, the ones to add, and the spans that these are told from."""

    country: str
    on: str
    columns: tuple[str, ...]
    prefix: str
    found: list[Span]


def _told(frame: nw.DataFrame[Any], codes: np.ndarray[Any, Any], ids: Sequence[str | None], asked: _Question) -> Any:
    """An eager frame with the columns: its names by their numbers, and the ids that these mean."""
    lookup = _Lookup(asked.found, asked.columns)
    rows = lookup.rows(codes, ids, _ordinals(frame[asked.on]))
    told = _made(lookup.values, lookup.schema, frame.implementation)[rows]
    return frame.with_columns(*(told[column].alias(asked.prefix + column) for column in asked.columns)).to_native()


def _annotate_partitions(frame: Any, meanings: dict[Any, str | None], asked: _Question) -> Any:
    """A Dask frame, each partition by itself as an eager frame: faster than a join, and in its order."""
    return frame.map_partitions(_partition, meanings, asked, meta=_partition(frame._meta, meanings, asked))


def _partition(frame: Any, meanings: dict[Any, str | None], asked: _Question) -> Any:
    given = nw.from_native(frame, eager_only=True)
    codes, names = _factorized(given[asked.country])
    return _told(given, codes, [meanings.get(name) for name in names], asked)


def _annotate_lazy(frame: nw.LazyFrame[Any], meanings: dict[Any, str | None], asked: _Question) -> nw.LazyFrame[Any]:
    country, on, columns, prefix = asked.country, asked.on, asked.columns, asked.prefix
    kind = frame.collect_schema()[on]
    if not (kind == nw.Date or isinstance(kind, nw.Datetime) or kind == nw.Datetime):
        raise InvalidValueError(
            f"in a lazy frame the column {quoted(on)} must hold dates or datetimes, not {kind}: cast it"
        )
    # The spans of a name cover every day from the bound before all others to the one after, to which days beyond them
    # and no days are moved: each row finds exactly one. What means no country has one span, of which nothing is known,
    # and so has no name, which is joined as an empty one. A guard after the join that keeps what found nothing would do
    # instead, but engines then give up their faster inner join.
    key = nw.col(country) if frame.collect_schema()[country] == nw.String else nw.col(country).cast(nw.String())
    if None in meanings:
        key, meanings = key.fill_null(""), {**meanings, "": None}
        del meanings[None]
    earliest, latest = _bounds(asked.found)
    of: dict[str, list[Span]] = {}
    for span in asked.found:
        of.setdefault(span.country.id, []).append(span)
    small: dict[str, list[Any]] = {_NAME: [], _SINCE: [], _UNTIL: [], **{prefix + c: [] for c in columns}}
    for name, meaning in meanings.items():
        told = [(s.since, s.until, s.values) for s in of.get(meaning or "", ())]
        for since, until, values in told or [(earliest, dt.date.max, (None,) * len(columns))]:
            small[_NAME].append(name)
            small[_SINCE].append(max(since, earliest))
            small[_UNTIL].append(min(until, latest + dt.timedelta(1)))
            for column, value in zip(columns, values, strict=True):
                small[prefix + column].append(plain(value))
    schema = {_NAME: nw.String(), _SINCE: nw.Date(), _UNTIL: nw.Date()}
    schema |= {prefix + column: nw.String() if column in ("ties", "level") else _SCHEMA[column] for column in columns}
    zoned = isinstance(kind, nw.Datetime) and kind.time_zone is not None
    day = (nw.col(on).dt.replace_time_zone(None) if zoned else nw.col(on)).cast(nw.Date)
    return (
        frame.with_columns(day.clip(earliest, latest).fill_null(earliest).alias(_DAY), key.alias(_NAME))
        .join(_small_side(small, schema, frame), on=_NAME, how="left")
        .filter((nw.col(_SINCE) <= nw.col(_DAY)) & (nw.col(_DAY) < nw.col(_UNTIL)))
        .drop(_NAME, _SINCE, _UNTIL, _DAY)
    )


def _bounds(found: Iterable[Span]) -> tuple[dt.date, dt.date]:
    """A day before all on which something is known, and one after."""
    first = min((span.until for span in found if span.since == dt.date.min), default=_EPOCH)
    last = max((span.since for span in found if span.until == dt.date.max), default=_EPOCH)
    return min(first, _EPOCH) - dt.timedelta(1), max(last, _EPOCH)


def _small_side(data: dict[str, list[Any]], schema: dict[str, Any], frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """A small lazy frame for the engine of a large one, which is sent to every worker whole."""
    engine = frame.implementation
    made: nw.DataFrame[Any] = nw.from_dict(data, schema, backend="polars" if engine.is_polars() else "pyarrow")
    if engine.is_duckdb():  # narwhals would make it on the default connection, and a join wants it on the frame's
        _vnrelations_spans = made.to_native()  # which the query finds by this name
        native: Any = frame.to_native().query("_vnrelations_frame", "SELECT * FROM _vnrelations_spans")
    elif engine.is_pyspark():
        from pyspark.sql.functions import broadcast  # pyright: ignore[reportMissingImports] # the user has it

        native = broadcast(made.lazy(engine, session=frame.to_native().sparkSession).to_native())
    else:
        return made.lazy(engine)
    small: nw.LazyFrame[Any] = nw.from_native(native)
    return small


class _Lookup:
    """From the number of a country and that of a day to the row of ``values`` that held: a dense table.

    The table has a column a day of the time that the dataset covers, one for the days before, and one for those after
    and for no day; and a row a country, and one for no country.
    """

    def __init__(self, found: list[Span], columns: Sequence[str]) -> None:
        self.number = {key: number for number, key in enumerate(dict.fromkeys(span.country.id for span in found))}
        self.first, self.last = map(_number, _bounds(found))
        self.table = np.zeros((len(self.number) + 1, self.last - self.first + 1), np.int32)
        rows: list[tuple[Any, ...]] = [(None,) * len(columns)]
        for span in found:
            if any(value is not None for value in span.values):
                since, until = max(_number(span.since), self.first), min(_number(span.until), self.last)
                self.table[self.number[span.country.id], since - self.first : until - self.first] = len(rows)
                rows.append(span.values)
        self.values = {column: [plain(row[i]) for row in rows] for i, column in enumerate(columns)}
        self.schema = {column: _SCHEMA[column] for column in columns}

    def rows(
        self, codes: np.ndarray[Any, Any], ids: Sequence[str | None], days: np.ndarray[Any, Any]
    ) -> np.ndarray[Any, Any]:
        """The rows of ``values`` for names, by their numbers, and days; where there is none of either, the first."""
        width = self.table.shape[1]
        starts = np.array([self.number.get(key or "", -1) * width for key in (*ids, None)])
        at = np.clip(days, self.first, self.last)
        at += starts[codes]
        at -= self.first
        found: np.ndarray[Any, Any] = self.table.ravel().take(at)
        return found


def _number(day: dt.date) -> int:
    """The number of a day, counted from 1970-01-01."""
    return (day - _EPOCH).days


def _distinct(frame: nw.LazyFrame[Any], country: str) -> list[Any]:
    """The distinct names in a column, None among them if a row has none."""
    _check_names(country, frame.collect_schema()[country])
    counted = frame.group_by(country).agg(nw.len().alias(_NAME)).collect()  # in Spark faster than unique()
    return [name if isinstance(name, str) else None for name in counted[country].to_list()]


def _factorized(series: nw.Series[Any]) -> tuple[np.ndarray[Any, Any], list[Any]]:
    """The number of each row's name among the distinct ones, -1 for none, and those."""
    if series.dtype not in _NAMES and series.null_count() == len(series):  # a column of nothing may have any type
        return np.full(len(series), -1), []
    _check_names(series.name, series.dtype)
    return _codes(series)


def _codes(series: nw.Series[Any]) -> tuple[np.ndarray[Any, Any], list[Any]]:
    """The number of each row's value among the distinct ones, -1 for none, and those: a verb that narwhals lacks."""
    if series.implementation.is_pandas():
        import pandas as pd

        codes, distinct = pd.factorize(series.to_native())
        return codes, list(distinct)
    native = series.cast(nw.String()).to_native()
    if series.implementation.is_polars():
        import polars as pl

        texts = native.unique().drop_nulls()
        return native.cast(pl.Enum(texts)).to_physical().cast(pl.Int64).fill_null(-1).to_numpy(), texts.to_list()
    encoded = native.combine_chunks().dictionary_encode()
    return encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False), encoded.dictionary.to_pylist()


def _check_names(column: str, kind: nw.dtypes.DType) -> None:
    if kind not in _NAMES:
        raise InvalidValueError(f"the column {quoted(column)} holds {kind}, not names or codes: cast it to text")


def _ordinals(series: nw.Series[Any]) -> np.ndarray[Any, Any]:
    """The number of each row's day, counted from 1970-01-01; the smallest integer for none."""
    kind = series.dtype
    if kind.is_numeric():  # years are floats where pandas misses some
        years = series.cast(nw.Float64()).to_numpy()
        missing = np.isnan(years)
        if (part := years[~missing & ((years % 1 != 0) | (abs(years) > 9999))]).size:
            raise InvalidDateError(f"{part[0]} in the column {quoted(series.name)} is not a year")
        following = np.where(missing, 0, years).astype(int) - 1970 + 1
        last_days = following.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1
        return np.where(missing, _NO_DAY, last_days)
    if kind in _NAMES:
        codes, distinct = _codes(series)
        last = [_number(PartialDate.parse(value).latest) for value in distinct]
        days: np.ndarray[Any, Any] = np.array([*last, _NO_DAY], np.int64)[codes]  # -1, for none, finds the last
        return days
    # narwhals does not know pandas' time zones with an underscore: that of Vietnam, Asia/Ho_Chi_Minh, is one
    zoned = kind == nw.Unknown and hasattr(getattr(series.to_native(), "dtype", None), "tz")
    if kind == nw.Date or kind == nw.Datetime or zoned:
        local = series if kind == nw.Date else series.dt.replace_time_zone(None)
        return local.to_numpy().astype("datetime64[D]").view(np.int64)
    if series.null_count() == len(series):
        return np.full(len(series), _NO_DAY)
    raise InvalidValueError(
        f"the column {quoted(series.name)} holds {kind}, which is no day: give dates, years or texts"
    )


def _last_days(start: PartialDate, end: PartialDate, freq: Frequency, dataset: Dataset) -> list[dt.date]:
    """The last day of every period from one to the other."""
    if freq not in FREQUENCIES:
        raise InvalidValueError(f"freq {quoted(freq)} is not one of: {', '.join(FREQUENCIES)}")
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
            # polars' months are too small to be multiplied, and pandas has no whole numbers where some are missing
            day, since = (100 * c.dt.month().cast(nw.Float64()) + c.dt.day() for c in (nw.col("date"), nw.col(column)))
            years = nw.col("date").dt.year() - nw.col(column).dt.year() - (day < since).cast(nw.Int64())
            frame = frame.with_columns(nw.maybe_convert_dtypes(frame.select(years.alias(name)))[name])
    return frame


def _made(data: Mapping[str, Any], schema: Mapping[str, Any], backend: Any) -> nw.DataFrame[Any]:
    """A small eager frame: in pandas with the types that know of missing values, else with texts for categories."""
    try:
        if nw.Implementation.from_backend(backend).is_pandas():
            import pandas as pd

            series = {c: pd.Series(data[c], dtype=_IN_PANDAS.get(kind)) for c, kind in schema.items()}
            return nw.from_native(pd.DataFrame(series))
        types = {c: nw.String() if kind == nw.Categorical else kind for c, kind in schema.items()}
        return nw.from_dict(data, types, backend=backend)
    except ImportError as error:
        raise MissingExtraError(f"{backend} is not installed ({error}): pip install {backend}") from error


def _check_backend(backend: object) -> None:
    if backend not in BACKENDS:
        raise InvalidValueError(f"backend {quoted(backend)} is not one of: {', '.join(BACKENDS)}")

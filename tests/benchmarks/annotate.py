"""How fast frames are annotated beside the best that we could write by hand for each library, on the same rows.

    pip install -e ".[engines]"
    python tests/benchmarks/annotate.py [ROWS]

A made-up frame of 10 million rows, each with a country by one of its names and a day, gets the three default columns.
What is written by hand starts from the same spans, and it, too, must find out which names there are and what they mean.
The two run in turn, round after round, in one process a library, and their best are compared; the peaks of memory are
those of two more processes, of which each does one only. That they say the same is checked first. The exit code is 1 if
a limit is exceeded.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import vnrelations as vn
from vnrelations.frames import annotate
from vnrelations.spans import spans

ROWS = 10_000_000
ROUNDS = 5
SLOWER, LARGER = 1.3, 2.0  # the limits of time and memory, against by hand
COLUMNS = ("ties", "level", "rank")
TOLD = {"ties": pa.string(), "level": pa.string(), "rank": pa.int64()}
FIRST, LAST = np.datetime64("1945-09-02"), np.datetime64(vn.dataset().as_of.latest)  # what the dataset covers

# The two ways to annotate a frame, and how to make of their result a table that is all there.
Ways = tuple[Callable[[], Any], Callable[[], Any], Callable[[Any], pa.Table]]


def rows(count: int) -> pa.Table:
    """The made-up frame: 500 names, days from 1939 to 2026, a number."""
    random = np.random.default_rng(1945)
    names = [name for c in vn.countries() if "state" in c.kind for name in (c.name, c.name_vi, c.id)]
    names = sorted(set(names))[:500]
    days = random.integers(-11_000, 20_800, count).astype("datetime64[D]")
    partners = pa.DictionaryArray.from_arrays(random.integers(0, len(names), count), names).cast(pa.string())
    return pa.table({"partner": partners, "day": pa.array(days), "x": np.arange(count)})


def small(names: list[str]) -> pa.Table:
    """A row a name and span, for joins: all days are covered."""
    of: dict[str, list[tuple[Any, ...]]] = {}
    for span in spans(vn.dataset(), COLUMNS):
        told = tuple(str(value) if isinstance(value, str) else value for value in span.values)
        of.setdefault(span.country.id, []).append((max(span.since, dt.date(1800, 1, 1)), span.until, *told))
    ids = vn.normalize_many(names)
    found = [(name, *told) for name, key in zip(names, ids, strict=True) for told in of[str(key)]]
    schema = pa.schema({"partner": pa.string(), "since": pa.date32(), "until": pa.date32(), **TOLD})
    return pa.table([list(column) for column in zip(*found, strict=True)], schema=schema)


def dense(names: list[str]) -> tuple[np.ndarray[Any, Any], pa.Table]:
    """A row a name and a column a day, of numbers of rows of the small table."""
    table = small(names)
    at = np.zeros((len(names), int((LAST - FIRST).astype(int)) + 3), np.int32)
    number = {name: row for row, name in enumerate(names)}
    bounds = [
        np.clip((np.array(table[c]).astype("datetime64[D]") - FIRST).astype(int) + 1, 0, at.shape[1])
        for c in ("since", "until")
    ]
    for row, (name, since, until) in enumerate(zip(table["partner"].to_pylist(), *bounds, strict=True)):
        at[number[name], since:until] = row
    return at, table.select(COLUMNS)


def column(days: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The columns of a dense table in which days are."""
    clipped: np.ndarray[Any, Any] = np.clip(days, FIRST - 1, LAST + 1)
    return (clipped - (FIRST - 1)).astype(np.int32)


def polars(path: str) -> Ways:
    import polars as pl

    frame = pl.read_parquet(path)

    def by_hand() -> pl.DataFrame:
        names = frame["partner"].unique()
        at, values = dense(names.to_list())
        codes = frame["partner"].cast(pl.Enum(names)).to_physical().to_numpy()
        told = pl.from_arrow(values)[at[codes, column(frame["day"].to_numpy())]]
        return frame.hstack(told.get_columns())

    return lambda: annotate(frame, country="partner", on="day"), by_hand, lambda out: out.to_arrow()


def polars_lazy(path: str) -> Ways:
    import polars as pl

    frame = pl.read_parquet(path).lazy()

    def by_hand() -> pl.DataFrame:
        names = frame.select("partner").unique().collect()["partner"].to_list()
        joined = frame.join(pl.from_arrow(small(names)).lazy(), on="partner", how="left")
        held = pl.col("day").is_between(pl.col("since"), pl.col("until"), closed="left")
        return joined.filter(held).drop("since", "until").collect()

    return lambda: annotate(frame, country="partner", on="day").collect(), by_hand, lambda out: out.to_arrow()


def pandas(path: str) -> Ways:
    import pandas as pd

    frame = pd.read_parquet(path)
    frame["day"] = frame["day"].astype("datetime64[s]")

    def by_hand() -> pd.DataFrame:
        codes, names = pd.factorize(frame["partner"])
        at, values = dense(list(names))
        found = at[codes, column(frame["day"].to_numpy().astype("datetime64[D]"))]
        held = values.to_pandas().astype({"ties": "category", "level": "category", "rank": "Int64"})
        return frame.assign(**{name: held[name].array.take(found) for name in COLUMNS})

    def table(out: pd.DataFrame) -> pa.Table:
        return pa.Table.from_pandas(out, preserve_index=False)

    return lambda: annotate(frame, country="partner", on="day"), by_hand, table


def arrow(path: str) -> Ways:
    frame = pq.read_table(path)

    def by_hand() -> pa.Table:
        encoded = frame["partner"].combine_chunks().dictionary_encode()
        at, values = dense(encoded.dictionary.to_pylist())
        held = values.take(at[encoded.indices.to_numpy(), column(frame["day"].to_numpy())])
        return pa.table({**{c: frame[c] for c in frame.column_names}, **{c: held[c] for c in COLUMNS}})

    return lambda: annotate(frame, country="partner", on="day"), by_hand, lambda out: out


def duckdb(path: str) -> Ways:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"CREATE TABLE given AS FROM '{path}'")

    def ours() -> None:
        connection.execute("DROP TABLE IF EXISTS told")
        annotate(connection.table("given"), country="partner", on="day").to_table("told")

    def by_hand() -> None:
        connection.execute("DROP TABLE IF EXISTS told")
        names = connection.sql("SELECT DISTINCT partner FROM given").fetchall()
        connection.register("small", small([name for (name,) in names]))
        connection.execute(
            """CREATE TABLE told AS SELECT given.*, ties, level, rank FROM given
            LEFT JOIN small ON given.partner = small.partner AND since <= day AND day < until"""
        )

    return ours, by_hand, lambda _: connection.table("told").to_arrow_table()


def dask(path: str) -> Ways:
    import dask.dataframe as dd
    import pandas as pd

    read = pd.read_parquet(path)
    read["day"] = read["day"].astype("datetime64[s]")
    frame = dd.from_pandas(read, npartitions=8)

    def partition(part: Any, at: Any, numbers: Any, values: Any) -> Any:
        codes, names = pd.factorize(part["partner"])
        found = at[numbers.loc[names].to_numpy()[codes], column(part["day"].to_numpy().astype("datetime64[D]"))]
        return part.assign(**{name: values[name].array.take(found) for name in COLUMNS})

    def by_hand() -> Any:
        names = list(frame["partner"].unique().compute())
        at, held = dense(names)
        values = held.to_pandas().astype({"ties": "category", "level": "category", "rank": "Int64"})
        meta = frame._meta.assign(**{name: values[name].iloc[:0] for name in COLUMNS})
        numbers = pd.Series(range(len(names)), names)
        return frame.map_partitions(partition, at, numbers, values, meta=meta).persist(scheduler="threads")

    def ours() -> Any:
        return annotate(frame, country="partner", on="day").persist(scheduler="threads")

    return ours, by_hand, lambda out: pa.Table.from_pandas(out.compute(), preserve_index=False)


def spark(path: str) -> Ways:
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import broadcast, col

    options = {"spark.ui.enabled": "false", "spark.driver.memory": "4g", "spark.ui.showConsoleProgress": "false"}
    session = SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    frame = session.read.parquet(path).cache()
    frame.count()

    def ours() -> Any:
        out = annotate(frame, country="partner", on="day")
        out.write.format("noop").mode("overwrite").save()
        return out

    def by_hand() -> Any:
        names = [name for (name,) in frame.select("partner").distinct().collect()]
        spells = broadcast(session.createDataFrame(small(names)))
        held = (col("since") <= col("day")) & (col("day") < col("until"))
        out = frame.join(spells, "partner", "left").filter(held).drop("since", "until")
        out.write.format("noop").mode("overwrite").save()
        return out

    return ours, by_hand, lambda out: out.toArrow()


LIBRARIES = (polars, polars_lazy, pandas, arrow, duckdb, dask, spark)


def told(out: pa.Table) -> pa.Table:
    """What a table says, to compare: engines have their own order and types."""
    plain = pa.table({"x": out["x"], **{c: out[c].cast(TOLD[c]) for c in COLUMNS}})
    return plain.sort_by("x").combine_chunks()


def measure(library: Callable[[str], Ways], path: str) -> float:
    """How many times as long as by hand it takes."""
    ours, by_hand, table = library(path)
    assert told(table(ours())).equals(told(table(by_hand()))), f"{library.__name__}: not the same"
    taken: dict[Callable[[], Any], list[float]] = {ours: [], by_hand: []}
    for _ in range(ROUNDS):
        for way, times in taken.items():
            began = time.perf_counter()
            result = way()
            times.append(time.perf_counter() - began)
            del result
    seconds = [min(times) for times in taken.values()]  # what else the machine does only ever adds
    print(f"{library.__name__:12} {seconds[0]:6.2f} s, by hand {seconds[1]:6.2f} s", end="", flush=True)
    return seconds[0] / seconds[1]


def peak(library: Callable[[str], Ways], way: int, path: str) -> int:
    """The most memory that a process of its own takes to do it in one way, in kilobytes."""
    command = [sys.executable, "-W", "ignore", __file__, library.__name__, str(way), path]
    return int(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()[-1])


def only(library: str, way: str, path: str) -> None:
    """What such a process does."""
    kept = next(each for each in LIBRARIES if each.__name__ == library)(path)[int(way)]()
    print(sum(_peaks()))
    del kept


def _peaks() -> Iterator[int]:
    """The peaks of this process and its children, which Linux keeps for each."""
    for status in Path("/proc").glob("[0-9]*/status"):
        told = dict(line.split(":", 1) for line in status.read_text().splitlines())
        if str(os.getpid()) in (told["Pid"].strip(), told["PPid"].strip()) and "VmHWM" in told:
            yield int(told["VmHWM"].split()[0])


def main(count: int) -> int:
    """Measure all, print what was measured, and return 1 if a limit is exceeded."""
    exceeded = False
    warnings.simplefilter("ignore", FutureWarning)  # narwhals will have Dask in a package of its own
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "rows.parquet")
        pq.write_table(rows(count), path)
        for library in LIBRARIES:
            slower = measure(library, path)
            larger = peak(library, 0, path) / peak(library, 1, path)
            exceeded |= slower > SLOWER or larger > LARGER
            print(f": {slower:.2f} times (at most {SLOWER}), memory {larger:.2f} times (at most {LARGER})", flush=True)
    return int(exceeded)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        only(*sys.argv[1:])
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))

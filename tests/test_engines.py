"""The engines that people already have, really run: the same rows annotated by each, with the same result."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytestmark = [
    pytest.mark.engines,
    pytest.mark.filterwarnings("ignore:Dask support is moving out of Narwhals:FutureWarning"),
]

duckdb = pytest.importorskip("duckdb")
dd = pytest.importorskip("dask.dataframe")
pyspark = pytest.importorskip("pyspark.sql")

import narwhals as nw  # noqa: E402
import pandas as pd  # noqa: E402
import polars as pl  # noqa: E402
import pyarrow as pa  # noqa: E402

import vnrelations as vn  # noqa: E402
from vnrelations.frames import annotate, unmatched  # noqa: E402
from vnrelations.spans import COLUMNS  # noqa: E402

NAMES = ["Hoa Kỳ", "US", "美国", "Nga", "Liên Xô", "Trung Quốc", "Đông Đức", "Tiệp Khắc", "Narnia", "", None]
SCHEMA = pa.schema({"who": pa.string(), "day": pa.date32(), "at": pa.timestamp("us"), "n": pa.int64()})


def rows(count: int = 3000) -> pa.Table:
    """Made-up rows, some without a name or a day, some with names of no country or days that no one covers."""
    dice = random.Random(1945)
    days = [None, dt.date(1, 1, 1), dt.date(9999, 12, 31)]
    days += [dt.date(1940, 1, 1) + dt.timedelta(dice.randrange(32_000)) for _ in range(500)]
    picked = [dice.choice(days) for _ in range(count)]
    times = [
        None if day is None or not 1700 < day.year < 2200 else dt.datetime(*day.timetuple()[:3], 23, 59)
        for day in picked
    ]
    names = [dice.choice(NAMES) for _ in range(count)]
    return pa.table([names, picked, times, list(range(count))], schema=SCHEMA)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    options = {"spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC", "spark.sql.shuffle.partitions": "2"}
    session = pyspark.SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from dask.distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
        Client(local) as client,
    ):
        yield client


def told(frame: Any, columns: list[str]) -> list[tuple[Any, ...]]:
    """What an annotated frame says, in the order of ``n``: what is missing is None, a day is a date."""
    found = nw.from_native(frame)
    table = found.collect("pyarrow") if isinstance(found, nw.LazyFrame) else found
    values = [tuple(map(_plain, row)) for row in table.select("n", *columns).iter_rows()]
    return sorted(values)


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    return value.date() if isinstance(value, dt.datetime) else value


def in_pandas(table: pa.Table) -> pd.DataFrame:
    """Days that pandas cannot hold in nanoseconds it holds in seconds."""
    frame = table.to_pandas(date_as_object=True)
    return frame.assign(day=pd.Series(frame["day"], dtype="datetime64[s]"))


def expected(on: str) -> list[tuple[Any, ...]]:
    out = annotate(rows(), country="who", on=on, columns=COLUMNS, unmatched="null")
    values = told(out, list(COLUMNS))
    assert len({value[1:] for value in values}) > 50  # else all engines would agree on nothing
    return values


ENGINES: dict[str, Callable[[pa.Table, Callable[[str], Any]], Any]] = {
    "polars": lambda table, _: pl.DataFrame(table),
    "polars lazy": lambda table, _: pl.DataFrame(table).lazy(),
    "pandas": lambda table, _: in_pandas(table),
    "duckdb": lambda table, _: duckdb.connect().from_arrow(table),
    "dask": lambda table, fixture: fixture("cluster") and dd.from_pandas(in_pandas(table), npartitions=3),
    "pyspark": lambda table, fixture: fixture("spark").createDataFrame(table),
}


@pytest.mark.parametrize("on", ["day", "at"])
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_says_the_same(engine: str, on: str, request: pytest.FixtureRequest) -> None:
    given = ENGINES[engine](rows(), request.getfixturevalue)
    out = annotate(given, country="who", on=on, columns=COLUMNS, unmatched="null")
    assert type(out) is type(given)
    assert told(out, list(COLUMNS)) == expected(on)


@pytest.mark.parametrize("engine", ["polars lazy", "duckdb", "dask", "pyspark"])
def test_lazy_stays_lazy(engine: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    given = ENGINES[engine](rows(), request.getfixturevalue)
    collected: list[list[str]] = []
    collect = nw.LazyFrame.collect

    def watched(self: Any, *arguments: Any, **named: Any) -> Any:
        out = collect(self, *arguments, **named)
        collected.append(out.columns)
        assert len(out) <= len(NAMES)
        return out

    monkeypatch.setattr(nw.LazyFrame, "collect", watched)
    annotate(given, country="who", on="day", unmatched="null")
    assert [columns[0] for columns in collected] == ["who"]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_names_what_it_did_not_know(engine: str, request: pytest.FixtureRequest) -> None:
    given = ENGINES[engine](rows(), request.getfixturevalue)
    assert set(unmatched(given, "who")) == {"Narnia", ""}
    with pytest.raises(vn.UnknownNamesError) as caught:
        annotate(given, country="who", on="day")
    assert set(caught.value.names) == {"Narnia", ""}


def test_the_plan_of_spark_has_one_broadcast_join_and_no_python_worker(spark: Any) -> None:
    given = spark.createDataFrame(rows())
    out = annotate(given, country="who", on="day", unmatched="null")
    plan = out._jdf.queryExecution().executedPlan().toString()
    assert len(re.findall("BroadcastHashJoin", plan)) == 1
    assert not re.findall("SortMergeJoin|Python|MapInArrow|MapInPandas", plan)

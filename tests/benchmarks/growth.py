"""How time and memory grow with the rows: with one, ten and a hundred times those that are shipped.

    pip install -e ".[bench]"
    python tests/benchmarks/growth.py [PICTURE]

The rows are those of the package, copied under other ids: each copy has partners, bodies and sources of its own, so
that what is known of one partner stays as much while all else grows. Each dataset is measured in processes of its own,
in alternation, and the best of each counts. Growth is the slope of a straight line through the logarithms of rows and
time: 1 is linear, 0 constant. The limit for loading allows for Python's garbage collector, which is not ours to switch
off and looks at all objects again whenever there is a quarter more of them, as it hardly does while there are few. The
exit code is 1 if a limit is exceeded; PICTURE is written as SVG or PNG.
"""

from __future__ import annotations

import csv
import gc
import json
import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

DATA = Path(__file__).parents[2] / "src" / "vnrelations" / "data"
TIMES = (1, 10, 100)
ROUNDS = 3
# What is measured, what it is called, in what, and how steeply it may grow.
LIMITS = {
    "plain": ("load everything, gc.disable()", "ms", 1.15),
    "load": ("load everything", "ms", 1.25),
    "memory": ("memory of everything", "MB", 1.15),
    "first": ("first question about a partner", "ms", 1.15),
    "ask": ("every further one", "ms", 0.2),
    "partners": ("partners(level=, on=)", "ms", 1.15),
}
# Of these columns, every id gets the number of the copy; of the others, some name a country and must not be the same.
IDS = {"id", "record", "country", "partner", "predecessor", "body", "parties", "hosts", "successors"}
IDS |= {"disputes", "agreements", "sources"}
NAMES = {("countries", "name"), ("countries", "name_vi"), ("countries", "name_zh"), ("aliases", "text")}
CODES = {("countries", code) for code in ("alpha_2", "alpha_3", "numeric", "cow", "gw")}


def write(folder: Path, times: int) -> None:
    """Write the tables so many times over."""
    (folder / "datapackage.json").write_bytes((DATA / "datapackage.json").read_bytes())
    for path in DATA.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
            for copy in range(1, times):
                steps = [_step(path.stem, column, copy) for column in header]
                writer.writerows([step(cell) for step, cell in zip(steps, row, strict=True)] for row in rows)


def _step(table: str, column: str, copy: int) -> Callable[[str], str]:
    """How the cells of a column are copied."""

    def renamed(cell: str) -> str:
        keys = (item.partition("[") for item in cell.split(";"))
        return ";".join(f"{key}-copy{copy}{bracket}{rest}" for key, bracket, rest in keys) if cell else ""

    if (table, column) in CODES:
        return lambda _: ""
    if (table, column) in NAMES:
        return lambda cell: f"{cell} {copy}"
    return renamed if column in IDS else lambda cell: cell


def measure(folder: Path) -> dict[str, float]:
    """What one dataset takes, in a new process: milliseconds and megabytes."""
    command = [sys.executable, __file__, "--inside", str(folder)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return told


def inside(folder: str) -> Iterator[tuple[str, float]]:
    """What such a process measures."""
    import attrs  # noqa: F401
    import cattrs  # noqa: F401

    gc.collect()
    before = _resident()
    import vnrelations as vn
    from vnrelations import bodies, queries, world  # noqa: F401, all that loading would import

    dataset = vn.Dataset.from_directory(folder)
    start = time.process_time()  # it takes seconds, in which others have their turns
    tables = list(dataset.tables.values())
    yield "load", (time.process_time() - start) * 1e3
    yield "rows", sum(map(len, tables))
    gc.collect()
    yield "memory", _resident() - before

    # The last copy of each partner, of which the same is known at every size.
    ids = list(dict.fromkeys(country.id for country in dataset.countries()))
    asked = ids[-len(vn.countries()) :]

    def ask(partner: str) -> None:
        relations = dataset.relations_with(partner)
        _ = relations.history, relations.agreements, relations.periods, relations.dissents, relations.level
        dataset.ties(partner), dataset.missions(partner), dataset.events(partner, since=1990), dataset.disputes(partner)
        dataset.deployments(partner), dataset.indicators(partner=partner), dataset.timeline(partner)

    start = time.perf_counter()
    ask(asked[0])
    yield "first", (time.perf_counter() - start) * 1e3
    yield "ask", _best(lambda: list(map(ask, asked))) / len(asked)
    yield "partners", _best(lambda: dataset.partners("strategic", on="2019"))

    gc.disable()
    dataset = vn.Dataset.from_directory(folder)
    start = time.process_time()
    _ = list(dataset.tables.values())
    yield "plain", (time.process_time() - start) * 1e3


def _best(way: Callable[[], object]) -> float:
    taken = []
    for _ in range(7):
        start = time.perf_counter()
        way()
        taken.append((time.perf_counter() - start) * 1e3)
    return min(taken)


def _resident() -> float:
    """The memory that the process has, as Linux counts it, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def slope(rows: list[float], values: list[float]) -> float:
    """How steeply values grow with rows, both on logarithmic scales."""
    return statistics.linear_regression(list(map(math.log, rows)), list(map(math.log, values))).slope


def draw(sizes: list[dict[str, float]], path: str) -> None:
    """Draw how each grows, as many times as much as with the rows that are shipped."""
    import altair as alt

    points = [
        {"rows": size["rows"] / sizes[0]["rows"], "times": size[key] / sizes[0][key], "what": name}
        for key, (name, _, _) in LIMITS.items()
        for size in sizes
    ]
    grey = alt.Axis(values=[1, 10, 100], gridColor="#8886", labelColor="#777", titleColor="#777", domainColor="#777")
    legend = alt.Legend(labelColor="#777", labelLimit=220, symbolType="stroke", symbolSize=500)
    log = alt.Scale(type="log", nice=False)
    chart = (
        alt.Chart(alt.InlineData(values=points), width=420, height=260)
        .mark_line(point={"size": 60})
        .encode(
            x=alt.X("rows:Q", scale=log, axis=grey, title="times as many rows as are shipped"),
            y=alt.Y("times:Q", scale=log, axis=grey, title="times as much time or memory"),
            color=alt.Color("what:N", sort=None, title=None, legend=legend),
            strokeDash=alt.StrokeDash("what:N", sort=None, title=None, legend=legend),
        )
        .configure(background="transparent")
        .configure_view(stroke=None)
    )
    chart.save(path)


def main(picture: str | None = None) -> int:
    found: dict[int, list[dict[str, float]]] = {times: [] for times in TIMES}
    with tempfile.TemporaryDirectory() as folder:
        for times in TIMES:
            (Path(folder) / str(times)).mkdir()
            write(Path(folder) / str(times), times)
        for _ in range(ROUNDS):
            for times, measured in found.items():
                measured.append(measure(Path(folder) / str(times)))
    sizes = [{key: min(each[key] for each in measured) for key in measured[0]} for measured in found.values()]
    rows = [size["rows"] for size in sizes]
    print(f"{'rows, times those shipped':<34}" + "".join(f"{times:9}" for times in TIMES) + "  growth  at most")
    failed = 0
    for key, (name, unit, limit) in LIMITS.items():
        grows = slope(rows, [size[key] for size in sizes])
        failed |= grows > limit
        figures = "".join(f"{size[key]:9,.3f}" if size[key] < 1 else f"{size[key]:9,.1f}" for size in sizes)
        print(f"{f'{name}, {unit}':<34}{figures}{grows:8.2f}{limit:9}{'  TOO STEEP' if grows > limit else ''}")
    if picture is not None:
        draw(sizes, picture)
    return failed


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        print(json.dumps(dict(inside(sys.argv[2]))))
    else:
        sys.exit(main(*sys.argv[1:]))

"""What puts the package under load, in a process of its own: tests/test_load.py starts it, also on other interpreters.

    python tests/load.py race                     32 threads race the first use of the package, then 50 first loads
    python tests/load.py pool spawn|fork          a pool of processes answers as one process does
    python tests/load.py fork                     a child that is forked after the load answers without reading again
    python tests/load.py queries [NUMBER]         mixed queries, ten million if no number is given, in steady memory
    python tests/load.py kill FORMAT FOLDER [all] an export is killed before each of its steps and at random

Each prints what it measured, or fails with an AssertionError. It needs the package and nothing else.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import functools
import itertools
import multiprocessing
import os
import random
import re
import shutil
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vnrelations as vn

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnrelations import Format

THREADS = 32
NAMES = ("US", "Hoa Kỳ", "中国", "Liên Xô", "Nhật Bản", "FRA", "704", "Korea, Republic of", "tiep khac")
LIMIT = 1.0  # megabytes by which the second half of many queries may grow: a byte a query would be five


def read(name: str) -> bytes:
    return (Path(vn.__file__).parent / "data" / name).read_bytes()


def noting() -> tuple[vn.Dataset, list[str]]:
    """A dataset of which nothing is loaded, and the list into which it puts what it reads."""
    reads: list[str] = []

    def note(name: str) -> bytes:
        reads.append(name)
        return read(name)

    return vn.Dataset(note), reads


# -- threads


def at_once(ask: Callable[[int], Any]) -> list[Any]:
    """What each of the threads is answered; all ask at the same moment."""
    barrier = threading.Barrier(THREADS)

    def wait_and_ask(number: int) -> Any:
        barrier.wait()
        return ask(number)

    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(wait_and_ask, range(THREADS)))


def everything(dataset: vn.Dataset, number: int) -> list[object]:
    """All tables, asked for from another one on by each thread, all that ties cite, and countries by name."""
    names = sorted(dataset.tables)
    begin = number % len(names)
    tables = {name: dataset.tables[name] for name in names[begin:] + names[:begin]}
    cited = [citation.source for tie in dataset.ties() for citation in tie.sources]
    return [*(tables[name] for name in names), *cited, *map(dataset.country, NAMES)]


def race(rounds: str = "50") -> None:
    """Race the first use of the package, then the first load of many datasets."""
    sys.setswitchinterval(1e-6)
    make = vn.Dataset.__init__

    def slowly(self: vn.Dataset, *given: Any) -> None:
        time.sleep(0.02)  # long enough for every thread to be there while the shipped dataset is made
        make(self, *given)

    vn.Dataset.__init__ = slowly  # type: ignore[assignment,method-assign]
    first = at_once(lambda number: (vn.dataset(), vn.country("Hoa Kỳ"), str(vn.relations_with("US"))))
    assert len({id(dataset) for dataset, _, _ in first}) == 1, "there are several shipped datasets"
    assert len({id(country) for _, country, _ in first}) == 1, "there are several United States"
    assert len({text for _, _, text in first}) == 1
    vn.Dataset.__init__ = make  # type: ignore[method-assign]
    dataset, alone = noting()
    everything(dataset, 0)
    start = time.perf_counter()
    for _ in range(int(rounds)):
        dataset, reads = noting()
        answers = at_once(functools.partial(everything, dataset))  # kept, so that no id is given again
        seen = {tuple(map(id, answer)) for answer in answers}
        assert len(seen) == 1, f"{len(seen)} different sets of objects"
        assert sorted(reads) == sorted(alone), f"read too often: {sorted(reads)}"
    each = (time.perf_counter() - start) / int(rounds) * 1000
    gil = "with" if getattr(sys, "_is_gil_enabled", lambda: True)() else "without"
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Python {version} {gil} the GIL: {THREADS} threads, {rounds} loads, {each:.0f} ms each")


# -- processes


def pool(method: str) -> None:
    """Ask in a pool of processes; what comes back is equal to what this process says."""
    with concurrent.futures.ProcessPoolExecutor(4, multiprocessing.get_context(method)) as processes:
        assert list(processes.map(vn.country, NAMES)) == [vn.country(name) for name in NAMES]
        relations = [vn.relations_with(name) for name in NAMES]
        assert [str(r) for r in processes.map(vn.relations_with, NAMES)] == list(map(str, relations))
        assert list(processes.map(str, relations)) == list(map(str, relations))  # sent there, not made there
        edited = vn.Dataset(read)
        assert list(processes.map(vn.Dataset.ties, [edited] * 8)) == [vn.ties()] * 8
        error = processes.submit(vn.country, "Narnia").exception()
        assert isinstance(error, vn.UnknownCountryError), error
        assert error.query == "Narnia"
    print(f"a pool ({method}) answered")


def fork() -> None:
    """Fork after the load: the child answers, from what its parent read."""
    dataset, reads = noting()

    def answers() -> list[str]:
        return [str(dataset.relations_with(country)) for country in dataset.countries()[::5]]

    expected = answers()
    before = list(reads)
    child = os.fork()
    if child == 0:
        signal.alarm(60)  # a child that hangs is one that failed
        os._exit(0 if answers() == expected and reads == before else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    print(f"a forked child gave {len(expected)} answers without reading")


# -- memory


def resident() -> float:
    """Megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def questions(chance: random.Random) -> list[tuple[int, Callable[[], object]]]:
    """What people ask, with how often of 10,000 times; days and mistakes are new ones nearly every time."""
    ids = [country.id for country in vn.countries()]
    names = [name for country in vn.countries() for name in (country.name, country.name_vi, country.name_zh)]
    levels = list(vn.Level)

    def day() -> str:
        return f"{chance.randint(1946, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"

    def mistaken(ask: Callable[..., object], *given: str, **day: str) -> None:
        try:
            ask(*given, **day)
        except vn.VNRelationsError:
            return
        raise AssertionError(f"{given} {day} should be a mistake")

    return [
        (5000, lambda: vn.country(chance.choice(ids))),
        (2500, lambda: vn.normalize(chance.choice(names), on="2020")),
        (1500, lambda: vn.relations_with(chance.choice(ids), on=day())),
        (500, lambda: mistaken(vn.relations_with, chance.choice(ids), on=f"{chance.random()}")),
        (200, lambda: vn.relations_with(chance.choice(ids), on=day()).level),
        (200, lambda: vn.partners(chance.choice(levels), on=day())),
        (50, lambda: vn.disputes(chance.choice(ids))),
        (30, lambda: vn.ties(on=day())),
        (10, lambda: mistaken(vn.country, f"Narnia {chance.random()}")),
        (5, lambda: vn.timeline(chance.choice(ids), since=day())),
        (3, lambda: str(vn.relations_with(chance.choice(ids), on=day()))),
        (1, lambda: vn.relations_with(chance.choice(ids))._repr_html_()),
        (1, lambda: vn.search(chance.choice(names))),
    ]


def queries(number: str = "10000000") -> None:
    """Ask many mixed questions; what is remembered is full by the half, and a leak goes on."""
    chance = random.Random(7)
    weights, asks = zip(*questions(chance), strict=True)
    for ask in asks:  # all is loaded, and every module there
        for _ in range(20):
            ask()
    grown, start = [], time.perf_counter()
    for _ in range(10):
        for _ in range(int(number) // 10):
            chance.choices(asks, weights)[0]()
        grown.append(resident())
    each = (time.perf_counter() - start) / int(number) * 1e6
    late = grown[-1] - grown[4]
    print(f"{number} queries: {each:.1f} µs each, {grown[-1]:.1f} MB, of which {late:+.2f} MB in the second half")
    print("megabytes after each tenth:", *(f"{size:.2f}" for size in grown))
    assert late <= LIMIT, f"grown by {late:.2f} MB: at most {LIMIT}"


# -- kill -9


def content(paths: list[Path]) -> dict[str, bytes]:
    """The bytes of every file, by its path from the folder in which the export stands."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return {str(file.relative_to(paths[0].parent)): file.read_bytes() for file in files if file.is_file()}


def shortened(name: str) -> bytes:
    """A file of a dataset of countries and ties alone, with the sources that they cite."""
    if name == "sources.csv":
        header, *rows = read(name).splitlines(keepends=True)
        cited = set(re.findall(rb"[a-z0-9-]+", read("countries.csv") + read("ties.csv")))
        return header + b"".join(row for row in rows if row.partition(b",")[0] in cited)
    if name.endswith(".csv") and name not in ("countries.csv", "ties.csv"):
        return read(name).partition(b"\n")[0] + b"\n"
    return read(name)


def kill(format_: Format, folder: str, tables: str = "some", seconds: str = "4") -> None:
    """Export over an old file in children that are killed: what stands there is an old or a new one, and whole."""
    datasets = []
    for name, day in (("old", "1995-07-12"), ("new", "1995-07-13")):
        tables_of = Path(shutil.copytree(Path(vn.__file__).parent / "data", Path(folder, f"{name} tables")))
        for path in tables_of.glob("*.csv") if tables == "some" else ():
            path.write_bytes(shortened(path.name))
        ties = tables_of / "ties.csv"
        ties.write_text(ties.read_text("utf-8").replace("1995-07-12", day), "utf-8")
        datasets.append(vn.Dataset.from_directory(tables_of))
        Path(folder, name).mkdir()  # the names of files in an export may follow that of the export
    old, new = datasets
    start = time.perf_counter()
    whole = [
        content(list(vn.export(format_, Path(folder, name, "x"), dataset=dataset)))
        for name, dataset in (("old", old), ("new", new))
    ]
    duration = (time.perf_counter() - start) / 2
    place = Path(folder, "place")
    place.mkdir()
    targets = [place / path.name for path in vn.export(format_, place / "x", dataset=old)]
    assert whole[0] != whole[1], "the versions do not differ"
    assert content(targets) == whole[0]

    def in_a_child(work: Callable[[], object]) -> int:
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                work()
                os._exit(0)
            os._exit(1)
        return child

    def wait(child: int) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def check(moment: str) -> None:
        if not targets[0].exists():  # a directory takes two renames: between them the old one stands aside, whole
            # Of an export that was killed before, the old one may be left half cleared away: the newest counts.
            left = [path for path in place.glob(".vnrelations-*/replaced") if path.is_dir()]
            aside = max(left, key=lambda path: path.parent.stat().st_mtime_ns, default=None)
            assert aside, f"nothing is left {moment}"
            found = {str(Path("x") / file.relative_to(aside)): file.read_bytes() for file in aside.rglob("*")}
            assert found in whole, f"nothing whole is left {moment}"
            aside.rename(targets[0])
        if targets[0].is_dir():
            assert content(targets) in whole, f"a mixture of files {moment}"
        for name, written in content(targets).items():
            assert written in (whole[0][name], whole[1][name]), f"half of {name} {moment}"

    def until(step: int) -> None:
        """Export, and be killed before one of the things that are done in the folder."""
        steps = itertools.count()

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            changes = event.startswith(("os.", "shutil.", "sqlite3.connect")) or event == "open"
            if changes and str(place) in str(arguments) and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        vn.export(format_, place / "x", overwrite=True, dataset=new if step % 2 else old)

    for step in itertools.count():
        code = wait(in_a_child(functools.partial(until, step)))
        check(f"before step {step}")
        if code == 0:
            break
        assert code == -signal.SIGKILL, f"step {step}: exit code {code}"

    def for_ever() -> None:
        for dataset in itertools.cycle((new, old)):
            vn.export(format_, place / "x", overwrite=True, dataset=dataset)

    chance = random.Random(format_)
    times, end = 0, time.perf_counter() + float(seconds)
    while time.perf_counter() < end:
        times += 1
        child = in_a_child(for_ever)
        delay = chance.uniform(0, 2 * duration)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        assert wait(child) == -signal.SIGKILL
        check(f"after {delay:.3f} s")

    left = list(place.glob(".vnrelations-*"))
    for path in left:
        os.utime(path, (0, 0))
    vn.export(format_, place / "x", overwrite=True, dataset=new)
    assert content(targets) == whole[1]
    assert sorted(place.iterdir()) == sorted(targets), "what the killed ones left was not cleared away"
    print(f"{format_} ({duration:.2f} s an export): whole after {step} kills at steps and {times} at random")


if __name__ == "__main__":
    commands: dict[str, Callable[..., None]] = {each.__name__: each for each in (race, pool, fork, queries, kill)}
    commands[sys.argv[1]](*sys.argv[2:])

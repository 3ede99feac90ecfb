"""What may come in from outside, made up by a fuzzer that is guided by coverage (atheris, of the extra ``fuzz``).

    python tests/fuzz.py SECONDS [TARGET...]   so long for each target, all of them if none is named
    python tests/fuzz.py TARGET FILE           once more what a file holds that a run has left

Targets: country, dates, queries, cli, loader. Each runs in a process of its own. Only our own errors may leave;
anything else, ten seconds for one input, or a gigabyte of memory is a failure: the file that makes it again is named.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import importlib
import inspect
import io
import os
import pkgutil
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import atheris

# It says of each module that it looks into it.
with contextlib.redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["vnrelations"]):
    import vnrelations as vn
    from vnrelations import face

    # What is imported when it is first needed would not be looked into.
    for _module in pkgutil.walk_packages(vn.__path__, "vnrelations."):
        if not re.search(r"__pyinstaller|__main__|strategies|\.plot", _module.name):
            importlib.import_module(_module.name)

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(vn.__file__).parent / "data"
FILES = {path.name: path.read_bytes() for path in DATA.iterdir() if path.suffix in (".csv", ".json")}
NAMES = ["US", "Hoa Kỳ", "中国", "Nga", "nga", "Congo", "Korea, Republic of", "St. Kitts & Nevis", "C&ocirc;te", "704"]
DAYS = ["1995", "1995-07", "1995-07-12", "2026-11-25", "1945-09-02", "0000", "9999-12-31", "2023-02-29", ""]
IDS = ["kr-srv-embassy", "wto", "un-security-council", "spratly-islands", "countries_with_relations"]
WORDS = [
    *NAMES,
    *DAYS,
    *IDS,
    "strategic",
    "đối tác chiến lược",
    "open",
    "RVN",
    "border",
    "conflict",
    "Vietnam",
    "state",
]
# What costs more the more there is of it, if anything does: marks to be sorted, entities, digits, spaces.
UNITS = ["a", "\u0315\u0300", "&amp;", "&#9", "9", " ", "(", ",", "中", "\u1ea4", "\ufdfa", "\x00", "\ud800", '"', "\n"]
HUGE = 10**5000  # which Python does not write in digits
SECONDS, MEGABYTES = 10, 1024


class Made(atheris.FuzzedDataProvider):  # type: ignore[misc]
    """Values from the bytes of the fuzzer."""

    def number(self, least: int, most: int) -> int:
        return int(self.ConsumeIntInRange(least, most))

    def one(self, values: list[Any]) -> Any:
        return values[self.number(0, len(values) - 1)]

    def text(self, words: list[str] = WORDS) -> str:
        known, any_text = self.one(words), self.ConsumeUnicode(self.number(0, 40))
        at = self.number(0, len(known))
        forms = [
            lambda: known,
            lambda: any_text,
            lambda: known[:at] + any_text + known[at:],
            lambda: known[:at] + known[at + 1 :],
            lambda: known + self.one(UNITS) * self.number(0, 200_000),
            lambda: self.one(UNITS) * self.number(0, 2_000) + known + any_text,
        ]
        return str(self.one(forms)())

    def thing(self) -> Any:
        """A value that is seldom of the type that was asked for."""
        number = self.ConsumeInt(8)
        things = [None, True, False, 0, -1, number, HUGE, -HUGE, 1.5, float("nan"), b"US", [], ["US"], {}, ()]
        things += [object(), dt.date(1995, 7, 12), dt.datetime(9999, 12, 31), dt.timedelta(1), vn.PartialDate(1995, 7)]
        return self.one([*things, vn.country("US"), vn.Level.SPECIAL, {"US"}, "US".encode, range(3), self.text()])

    def day(self) -> Any:
        digits = "-".join(f"{self.number(0, 9999):0{width}d}" for width in (4, 2, 2)[: self.number(1, 3)])
        return self.one([self.text(DAYS), digits, self.number(-1, 10_000), self.thing()])


def ours(ask: Callable[[], object]) -> Any:
    """What a question answers, or the error of ours that it raises; anything else leaves, and is a failure."""
    try:
        return ask()
    except vn.VNRelationsError as error:
        caught = error
    assert 0 < len(str(caught)) < 10_000, f"{type(caught)} of {len(str(caught))} characters"
    return caught


def country(made: Made) -> None:
    name = made.one([made.text(NAMES), made.text(), made.thing()])
    on, fuzzy = made.one([None, made.day()]), made.ConsumeBool()
    found = ours(lambda: vn.country(name, on=on, fuzzy=fuzzy))
    again = ours(lambda: vn.normalize(name, on=on, fuzzy=fuzzy))
    assert getattr(found, "id", type(found)) == (again if isinstance(again, str) else type(again))
    ours(lambda: vn.candidates(name, limit=made.one([5, made.number(-3, 300), made.thing()])))


def dates(made: Made) -> None:
    value = made.day()
    date = ours(lambda: vn.PartialDate.parse(value))
    if isinstance(date, vn.PartialDate):
        assert vn.PartialDate.parse(str(date)) == date
        assert date.earliest <= date.latest
    parts = [
        made.one([made.number(-1, 10_000), made.thing()]),
        *(made.one([None, made.number(-1, 32), made.thing()]),) * 2,
    ]
    ours(lambda: vn.PartialDate(*parts[: made.number(1, 3)]))


QUESTIONS = [f for _, f in inspect.getmembers(face, inspect.isfunction) if f.__module__ == face.__name__]
LONG = {"search", "timeline", "reconcile", "sources", "dissents"}  # those that read everything are asked less often


def queries(made: Made) -> None:
    asked = made.one(QUESTIONS if made.number(0, 9) == 0 else [q for q in QUESTIONS if q.__name__ not in LONG])
    arguments: dict[str, Any] = {}
    for name in inspect.signature(asked).parameters:
        usual = made.day() if name in ("on", "since", "until") else made.text()
        arguments[name] = made.one([usual, made.thing(), [made.text(), made.thing()]])
        if made.number(0, 3) == 0 and name not in ("name", "names", "text"):
            del arguments[name]
    if "partner" in inspect.signature(asked).parameters and asked is not face.indicators:
        arguments.setdefault("partner", "US")
    answer = ours(lambda: asked(**arguments))
    if isinstance(answer, vn.Relations):
        assert answer.to_text(made.one(["en", "vi", "zh"]))
    assert answer is not None


COMMANDS = ["show", "partners", "ties", "disputes", "missions", "agreements", "timeline", "indicators", "search"]
COMMANDS += ["reconcile", "sources", "normalize", "normalize", "normalize", "cite", "export", "data-path", "--version"]
OPTIONS = [
    "--on",
    "--lang",
    "--format",
    "--level",
    "--at-least",
    "--status",
    "--kind",
    "--since",
    "--until",
    "--partner",
]
OPTIONS += ["--column", "--to", "--into", "--delimiter", "--encoding", "--force", "--help", "--", "-", "name", "csv"]
OPTIONS += [
    "en",
    "zh",
    "json",
    "markdown",
    "geojson",
    ";",
    "\t",
    "latin-1",
    "utf-16",
    "idna",
    "unicode_escape",
    "rot13",
]
ROWS = [
    "name,year\n",
    "name\n",
    "Hoa Kỳ,1995\n",
    '"a\nb",1\n',
    "\ufeffname,year\r\n",
    "nga,\r",
    "Atlantis,1\n",
    '"',
    "\n",
]


def cli(made: Made) -> None:
    from vnrelations.cli import main

    arguments = [made.one(COMMANDS)] if made.number(0, 9) else []
    arguments += ["--column", "name"] if arguments == ["normalize"] and made.number(0, 9) else []
    arguments += [made.one([made.one(OPTIONS), made.text()]) for _ in range(made.number(0, 5))]
    given = "".join(made.one([made.one(ROWS), made.text()]) for _ in range(made.number(0, 6)))
    raw = given.encode(made.one(["utf-8", "utf-16", "utf-8-sig"]), "surrogatepass") + made.ConsumeBytes(20)
    streams = sys.argv, sys.stdin, sys.stdout, sys.stderr
    standard = [io.TextIOWrapper(io.BytesIO(first), encoding="utf-8") for first in (raw, b"", b"")]
    # As the system hands arguments over: without NUL, and what is not UTF-8 as surrogates that stand for its bytes.
    as_bytes = [a.encode("utf-8", "surrogatepass").replace(b"\0", b"") for a in arguments]
    sys.argv = ["vnrelations", *map(os.fsdecode, as_bytes)]
    sys.stdin, sys.stdout, sys.stderr = standard
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = streams
    standard[2].flush()
    said = standard[2].buffer.getvalue().decode("utf-8")
    assert code in (0, 1, 2), f"exit code {code}"
    assert "Traceback" not in said, said
    # normalize has by then reported the names in earlier rows that it does not know, a line each.
    lines = said.splitlines()
    assert code != 2 or len(lines) == 1 or (lines and "normalize" in arguments), said
    assert code != 2 or all(line.startswith("vnrelations: ") for line in lines), said


def damaged(made: Made, raw: bytes) -> bytes:
    """A file after something has happened to it."""
    first, second = sorted((made.number(0, len(raw)), made.number(0, len(raw))))
    near = min(second, first + 200)
    lines = raw.splitlines(keepends=True)
    a, b = made.number(0, len(lines) - 1) if lines else 0, made.number(0, len(lines) - 1) if lines else 0
    bit = made.number(0, 7)

    def cell() -> bytes:
        cells = lines[a].split(b",")
        filled = [
            made.text().encode("utf-8", "surrogatepass"),
            made.one(lines[b].split(b",")),
            b"9" * 5000,
            b"x" * 2**20,
        ]
        cells[made.number(0, len(cells) - 1)] = made.one(
            [*filled, b'"', b"", b";", b"nan", b"1e999", b"-1", b"9999-12-31"]
        )
        return b"".join([*lines[:a], b",".join(cells), *lines[a + 1 :]])

    def swapped() -> bytes:
        lines[a], lines[b] = lines[b], lines[a]
        return b"".join(lines)

    text = raw.decode("utf-8", "replace")
    ways = [
        lambda: raw[:first],
        lambda: raw[:first] + bytes([raw[first] ^ 1 << bit]) + raw[first + 1 :] if first < len(raw) else raw,
        lambda: text.encode(made.one(["latin-1", "utf-16", "utf-16-le", "utf-8-sig", "cp1258", "utf-7"]), "replace"),
        lambda: raw.replace(b"\n", made.one([b"\r\n", b"\r", b"\n\n", b"", b"\0"])),
        lambda: raw[:first] + made.ConsumeBytes(made.number(1, 8)) + raw[first:],
        lambda: raw[:first] + raw[near:],
        lambda: raw[:near] + raw[first:],
        swapped,
        lambda: raw + lines[a],
        lambda: b"".join([*lines[:a], *lines[a + 1 :]]),
        cell,
        cell,
    ]
    return bytes(made.one(ways)()) if raw else raw


def loader(made: Made) -> None:
    name = made.one(sorted(FILES))
    raw = FILES[name]
    for _ in range(made.number(1, 3)):
        raw = damaged(made, raw)
    dataset = vn.Dataset(lambda file: raw if file == name else FILES[file])
    whole = vn.dataset()._loaded  # from which comes what cites neither of the two, so that more can be tried
    if name not in ("sources.csv", "countries.csv"):
        dataset._loaded |= {key: whole[key] for key in ("sources by id", "countries", "countries by id")}
    table = name.removesuffix(".csv")
    tables = [table] if table in dataset.tables else []
    # Most others do not look at it, and take their time.
    tables += [*dataset.tables] if made.number(0, 9) == 0 else ["ties"] if table == "countries" else []
    for wanted in tables:
        load = functools.partial(dataset.tables.__getitem__, wanted)
        answer = ours(load)
        if isinstance(answer, vn.VNRelationsError):
            assert isinstance(answer, vn.DataError), repr(answer)
            assert answer.file in FILES
            assert answer.line is not None
            assert wanted != table or answer.file == name
            assert wanted not in dataset._loaded
            # Of the sources the ids are kept, and a row is read when it is asked for.
            assert wanted == "sources" or f"{wanted} by id" not in dataset._loaded
            assert str(ours(load)) == str(answer), "another error the second time"
        else:
            assert isinstance(answer, vn.Records)
    if name in ("countries.csv", "aliases.csv", "datapackage.json"):
        for ask in (lambda: dataset.country("Hoa Ky"), lambda: dataset.relations_with("US").to_text()):
            answer = ours(ask)
            # Where a country is gone, the row that names it is at fault.
            assert not isinstance(answer, vn.DataError) or name == "countries.csv" or answer.file == name, str(answer)


TARGETS = {target.__name__: target for target in (country, dates, queries, cli, loader)}


def guard(allowed: str) -> None:
    """Let nothing be written, made, moved or removed but below one folder, as a system would that forbids it."""
    writes = {"os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.link", "os.symlink", "os.truncate", "shutil.rmtree"}

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            paths = [path] if (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) else []
        else:
            paths = [each for each in arguments[:2] if isinstance(each, str | bytes)] if event in writes else []
        for path in paths:
            if not isinstance(path, int) and not os.path.realpath(os.fsdecode(path)).startswith((allowed, os.devnull)):
                raise PermissionError(13, f"outside {allowed}", path)
        if event in ("socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.fork", "pickle.find_class"):
            raise RuntimeError(f"{event} {arguments}")

    sys.addaudithook(hook)


def child(name: str, *arguments: str) -> None:
    """Fuzz one target in this process."""
    target = TARGETS[name]
    vn.relations_with("US").to_text()
    if name == "cli":
        folder = os.path.realpath(tempfile.mkdtemp(prefix="fuzz"))
        arguments = tuple(str(Path(a).resolve()) if Path(a).exists() else a for a in arguments)
        os.chdir(folder)
        guard(folder)
    atheris.Setup([sys.argv[0], *arguments], lambda raw: target(Made(raw)))
    atheris.Fuzz()


def parent(seconds: str, *names: str) -> int:
    """Fuzz targets one after the other; say what was done, and of failures all."""
    failed = 0
    for name in names or TARGETS:
        left = tempfile.mkdtemp(prefix=f"fuzz-{name}-")
        limits = [f"-max_total_time={seconds}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", "-max_len=512"]
        options = ["-len_control=0", "-print_final_stats=1", f"-artifact_prefix={left}/"]
        command = [sys.executable, __file__, name, *limits, *options]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
        said = done.stdout + done.stderr
        runs, edges = (re.findall(pattern, said) for pattern in (r"number_of_executed_units: (\d+)", r"cov: (\d+)"))
        peak = re.findall(r"peak_rss_mb: *(\d+)", said)
        print(
            f"{name}: {int(*runs[-1:] or '0'):,} executions, {''.join(edges[-1:])} edges, {''.join(peak)} MB",
            flush=True,
        )
        if done.returncode:
            failed += 1
            print("\n".join(done.stdout.splitlines()[-40:] + done.stderr.splitlines()[-8:]))
            for file in sorted(Path(left).iterdir()):
                print(f"FAILED, again with: python tests/fuzz.py {name} {file}", flush=True)
        else:
            Path(left).rmdir()
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1].isdigit() and set(sys.argv[2:]) <= set(TARGETS):
        sys.exit(parent(*sys.argv[1:]))
    if sys.argv[1:2] and sys.argv[1] in TARGETS:
        child(*sys.argv[1:])
    sys.exit(__doc__)

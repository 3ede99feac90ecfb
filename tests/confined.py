"""The main paths under a watch of the interpreter, in a process of its own: tests/test_confined.py starts it.

    python -B tests/confined.py WAY FOLDER    WAY is a function below; only in FOLDER may anything be written

The watch (an audit hook, PEP 578) is set before the package is imported. Whatever is not allowed is stopped, remembered
and printed at the end, also if somebody caught the error; the exit code is then 1. ``-B`` since Python itself keeps the
bytecode of what it imports. What is written in C without telling Python is not seen: the test looks into the folders.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# What connects, starts a program, or brings in what is no Python: an event is stopped if it begins so.
STOPPED = (
    "socket.", "ssl.", "http.", "urllib.", "ftplib.", "smtplib.", "webbrowser.",
    "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "pty.",
    "pickle.", "ctypes.", "sqlite3.enable_load_extension", "sqlite3.load_extension",
)  # fmt: skip
# What changes files: which arguments are paths, and which name the open folder that each is relative to.
CHANGES: dict[str, dict[int, int | None]] = {
    "os.chmod": {0: 2}, "os.chown": {0: 3}, "os.link": {0: 2, 1: 3}, "os.mkdir": {0: 2}, "os.remove": {0: 1},
    "os.removexattr": {0: None}, "os.rename": {0: 2, 1: 3}, "os.rmdir": {0: 1}, "os.setxattr": {0: None},
    "os.symlink": {1: 2}, "os.truncate": {0: None}, "os.utime": {0: 3}, "sqlite3.connect": {0: None},
}  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
# What makes code of text or bytes, and the modules that may, if they are the nearest to it: they import what is
# installed, write the methods of classes (attrs, cattrs, dataclasses, named tuples), or read the types of our source.
MAKING = ("compile", "exec", "marshal.loads")
IMPORTERS = (
    "_frozen_importlib", "_frozen_importlib_external", "importlib._bootstrap", "importlib._bootstrap_external",
    "zipimport",
)  # fmt: skip
MAKERS = (*IMPORTERS, "attr._make", "cattrs.gen", "collections", "dataclasses", "inspect", "typing")
# What the core has no use for. pycountry asks for its own version, for which Python reads a letter's head, and that
# brings in sockets; none is opened.
UNUSED = ("pickle", "ctypes", "socket", "ssl", "http.client", "urllib.request", "ftplib", "smtplib", "subprocess")
BROUGHT = {"socket": "email.utils"}


class Watch:
    """Stops and remembers what is not allowed. A library of an extra may make code and load C while it is imported."""

    def __init__(self, places: list[str], *, extras: bool) -> None:
        self.places = [os.path.join(os.path.realpath(place), "") for place in places]  # noqa: PTH118
        self.extras = extras
        self.stopped: list[str] = []
        self.makers: set[str] = set()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not (event in ("import", "open", *MAKING) or event in CHANGES or event.startswith(STOPPED)):
            return  # such as what the next line causes
        frame = sys._getframe(1)
        if wrong := self._wrong(event, arguments, frame):
            self.stopped.append(f"{event} by {frame.f_globals.get('__name__')}: {wrong[:300]}")
            raise PermissionError(self.stopped[-1])

    def _wrong(self, event: str, arguments: tuple[Any, ...], frame: FrameType) -> str:
        caller = frame.f_globals.get("__name__", "")
        if event == "import":
            unused = not self.extras and arguments[0] in UNUSED and BROUGHT.get(arguments[0]) != caller
            return arguments[0] if unused else ""
        if event == "open":
            path, _, flags = arguments
            return self._outside(path) if flags & WRITING else ""
        if event in CHANGES:
            relative = CHANGES[event].items()
            return "".join(self._outside(arguments[n], None if of is None else arguments[of]) for n, of in relative)
        if event in MAKING:
            self.makers.add(caller)
            if caller in MAKERS:
                return ""
        imported = self.extras and event.startswith((*MAKING, "ctypes.")) and _importing(frame)
        return "" if imported else repr(arguments)

    def _outside(self, path: Any, folder: int | None = None) -> str:
        """The path, if it is in none of the places; what is open already was looked at when it was opened."""
        if isinstance(path, int) or path == ":memory:":
            return ""
        base = f"/proc/self/fd/{folder}" if folder not in (None, -1) else ""
        place = os.path.realpath(os.path.join(base, os.fsdecode(path)))  # noqa: PTH118
        return "" if os.path.join(place, "").startswith(tuple(self.places)) else place  # noqa: PTH118


def _importing(frame: FrameType | None) -> bool:
    """Whether this happens because a module other than ours is being imported."""
    while frame:
        if frame.f_code.co_name == "<module>" and not frame.f_globals["__name__"].startswith(
            ("vnrelations", "__main__")
        ):
            return True
        frame = frame.f_back
    return False


def main() -> int:
    """Go one way under the watch, and say what was stopped."""
    way, folder = sys.argv[1:]
    # openpyxl keeps what it writes in the system's folder for that first; the test sees that nothing stays there.
    watch = Watch([folder, os.environ["TMPDIR"]] if way == "saving" else [folder], extras=way not in CORE)
    if way == "tripping":  # what it trips over must be there
        for name in ("pickle", "socket", "sqlite3", "subprocess"):
            __import__(name)
    sys.addaudithook(watch)
    try:
        WAYS[way](Path(folder))
    finally:
        print(f"{way}: code was made by {', '.join(sorted(watch.makers))}")
        print(*(f"stopped: {each}" for each in watch.stopped), sep="\n")
    return bool(watch.stopped)


# -- the ways


def asking(folder: Path) -> None:
    """Every question of the face, printed."""
    import vnrelations as vn

    answers: list[Any] = [
        *(vn.relations_with("US"), vn.relations_with("Liên Xô", on=1978)),
        *(vn.ties(), vn.ties(on="2019-02"), vn.without_ties(), vn.partners(), vn.partners(at_least="strategic")),
        *(vn.disputes("CN"), vn.agreements(kind="trade"), vn.missions("NZ"), vn.events("US", since=1994, until=1996)),
        *(vn.organisations(), vn.memberships(), vn.offices(), vn.deployments(), vn.policies(), vn.periods()),
        *(vn.indicators(), vn.countries(), vn.sources(), vn.dissents(), vn.reconcile(), vn.timeline("CN")),
        *(vn.timeline(), vn.search("truong sa"), vn.candidates("Chna")),
    ]
    for answer in answers:
        str(answer), repr(answer), answer._repr_html_()
    for answer in answers[2:]:
        str(answer[0]), repr(answer[0]), answer.to_dicts()
    print(
        vn.country("Hoa Kỳ"),
        vn.normalize("Chechoslovakia", fuzzy=True),
        vn.normalize_many(["Laos", "?"], errors="none"),
    )
    print(*(vn.dataset().cite(style) for style in ("text", "bibtex", "csl", "cff")))
    for mistake in ("Atlantis", "Korea", "=1+1", "__import__('os').system('true')"):
        try:
            vn.relations_with(mistake)
        except vn.VNRelationsError as error:
            print(error)


def copying(folder: Path) -> None:
    """The formats that need no extra, written, replaced and refused, and an edited copy read."""
    import vnrelations as vn

    formats: tuple[vn.Format, ...] = ("csv", "json", "ndjson", "sqlite", "geojson", "graphml")
    export_all(folder, formats)
    for name in formats:
        vn.export(name, folder / name, overwrite=True)
    again = vn.Dataset.from_directory(folder / "csv")
    print(len(again.tables["ties"]), again.relations_with("US").level)


def saving(folder: Path) -> None:
    """The formats of the extra."""
    export_all(folder, ("parquet", "turtle", "xlsx"))


def export_all(folder: Path, formats: tuple[Any, ...]) -> None:
    import vnrelations as vn

    for name in formats:
        vn.export(name, folder / name)
        try:
            vn.export(name, folder / name)
        except vn.ExportError as error:
            print(error)


def typing(folder: Path) -> None:
    """The commands, as they are typed."""
    codes = {"shwo": 2, "show Atlantis": 2, "normalize --column who": 1}
    from vnrelations.__main__ import main as command

    for line in (
        "--version", "--help", "partners --help", "show US --lang vi", "partners --level strategic --lang zh", "ties",
        "ties --format json", "ties --format csv", "ties --format markdown", "disputes CN", "missions NZ", "indicators",
        "agreements US", "timeline US", "search truong-sa", "reconcile", "sources us-srv-embassy", "shwo",
        "cite --format cff", "data-path ties", "normalize --column who", f"export ndjson {folder / 'typed.ndjson'}",
        "show Atlantis",
    ):  # fmt: skip
        sys.argv = ["vnrelations", *line.split()]
        sys.stdin = io.TextIOWrapper(io.BytesIO("who,n\nHoa Kỳ,1\n=1+1,2\n".encode()))
        code: object = "none"
        try:
            command()
        except SystemExit as end:
            code = end.code
        assert code == codes.get(line, 0), line


def framing(folder: Path) -> None:
    """Frames of each kind, panels and annotated frames."""
    import pandas as pd

    import vnrelations as vn
    from vnrelations import frames

    for backend in ("pandas", "polars", "pyarrow"):
        print(len(vn.ties().to_frame(backend)))
    trade = pd.DataFrame({"who": ["Hoa Kỳ", "=1+1"], "year": [2001, 2023]})
    print(len(frames.panel(1995, 2000)), frames.unmatched(trade, "who"))
    print(frames.annotate(trade, country="who", on="year", unmatched="null"))


def drawing(folder: Path) -> None:
    """Every chart as the values of its specification and as a page; one saved in each form."""
    from vnrelations import plot

    charts = [
        *(plot.ties_over_time(), plot.partners_over_time(), plot.ladder(), plot.partner_timeline("CN")),
        *(plot.disputes_timeline(), plot.world_map(2020), plot.network(2020)),
    ]
    for chart in charts:
        chart.to_dict(), chart.to_html(), chart._repr_mimebundle_()
    for ending in ("html", "svg", "png", "json"):
        charts[0].save(folder / f"chart.{ending}")
    charts[0].save(folder / "whole.html", inline=True)


def tripping(folder: Path) -> None:
    """What is not allowed, each of which the watch must stop."""
    import pickle
    import socket
    import sqlite3
    import subprocess

    inside, outside = folder / "inside", folder.parent / "outside"
    inside.write_text("as it should be")
    above = os.open(folder.parent, os.O_RDONLY)
    forbidden: dict[str, Callable[[], Any]] = {
        "socket.__new__": lambda: socket.socket(),
        "socket.getaddrinfo": lambda: socket.getaddrinfo("localhost", 80),
        "subprocess.Popen": lambda: subprocess.run(["true"]),
        "os.system": lambda: os.system("true"),
        "os.fork": lambda: os.fork(),
        "os.posix_spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "compile": lambda: eval("1 + 1"),
        "exec": lambda: exec(tripping.__code__),
        "pickle.find_class": lambda: pickle.loads(pickle.dumps(Path())),
        "import": lambda: __import__("ctypes"),
        "open": lambda: outside.write_text("x"),
        "os.rename": lambda: inside.rename(outside),
        "os.link": lambda: outside.hardlink_to(inside),
        "os.symlink": lambda: outside.symlink_to(inside),
        "os.mkdir": lambda: outside.mkdir(),
        "os.rmdir": lambda: outside.rmdir(),
        "os.remove": lambda: os.remove("outside", dir_fd=above),
        "os.chmod": lambda: folder.parent.chmod(0o777),
        "os.utime": lambda: os.utime(folder.parent),
        "os.truncate": lambda: os.truncate(outside, 0),
        "sqlite3.connect": lambda: sqlite3.connect(outside),
    }
    for event, act in forbidden.items():
        try:
            act()
        except PermissionError as error:
            print("as it should be" if str(error).startswith(f"{event} by ") else f"{event}: {error}")
        else:
            print(f"{event} was not stopped")


CORE = ("asking", "copying", "tripping")
WAYS: dict[str, Callable[[Path], None]] = {
    way.__name__: way for way in (asking, copying, saving, typing, framing, drawing, tripping)
}

if __name__ == "__main__":
    sys.exit(main())

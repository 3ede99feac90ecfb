"""The package opens no connection, starts no program, runs no data, and writes only where it was asked to."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import vnrelations as vn

from . import confined

PACKAGE = Path(vn.__file__).parent
WRITTEN = {
    "asking": set(),
    "copying": {
        "csv",
        "geojson",
        "graphml",
        "json",
        "json.d.ts",
        "json.schema.json",
        "ndjson",
        "sqlite",
        "sqlite.metadata.json",
    },
    "saving": {"parquet", "turtle", "xlsx"},
    "typing": {"typed.ndjson"},
    "framing": set(),
    "drawing": {"chart.html", "chart.svg", "chart.png", "chart.json", "whole.html"},
}


def go(way: str, folder: Path) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """Go a way under the watch; what it said, and what stands in the folder where it was allowed to write."""
    asked, *others = (folder / name for name in ("asked", "home", "here", "temporary"))
    for each in (asked, *others):
        each.mkdir()
    home, here, temporary = others
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(temporary), "PYTHONIOENCODING": "utf-8"}
    environment = {name: value for name, value in environment.items() if not name.startswith("XDG_")}
    command = [sys.executable, "-B", confined.__file__, way, str(asked)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=here, env=environment, check=False)
    # also what no audit hook sees, since it was written in C
    assert {path.name for path in folder.iterdir()} == {"asked", "home", "here", "temporary"}
    assert [path for other in others for path in other.rglob("*")] == []
    return done, {path.name for path in asked.iterdir()}


@pytest.mark.parametrize("way", [pytest.param(w, marks=pytest.mark.heavy) if w == "saving" else w for w in WRITTEN])
def test_nothing_is_sent_started_run_or_written_elsewhere(way: str, tmp_path: Path) -> None:
    done, written = go(way, tmp_path)
    assert "stopped: " not in done.stdout, done.stdout[-2000:]
    assert done.returncode == 0, done.stderr[-2000:]
    assert written == WRITTEN[way]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere some of it has other names")
def test_the_watch_is_awake(tmp_path: Path) -> None:
    done, written = go("tripping", tmp_path)
    said = done.stdout.partition("tripping: ")[0].splitlines()
    assert set(said) == {"as it should be"}, done.stdout + done.stderr
    assert len(said) == done.stdout.count("\nstopped: ") == 21
    assert done.returncode == 1
    assert written == {"inside"}


# -- the source

MODULES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
IMPORTS = {
    "asyncio", "code", "ctypes", "dill", "ftplib", "http", "httpx", "joblib", "marshal", "multiprocessing", "pickle",
    "pty", "requests", "runpy", "shelve", "smtplib", "socket", "socketserver", "ssl", "subprocess", "urllib.request",
    "urllib3", "webbrowser", "yaml",
}  # fmt: skip
BUILTINS = {"__import__", "breakpoint", "compile", "eval", "exec"}
OF_OS = ("exec", "fork", "popen", "posix_spawn", "spawn", "startfile", "system")


def faults(module: ast.Module) -> list[str]:
    """What a module has that could connect, start a program or run text; in the words of its source."""
    found = []
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names):
                imported = [alias.name for alias in names]
            case ast.ImportFrom(module=str(source), names=names, level=0):
                imported = [source, *(f"{source}.{alias.name}" for alias in names)]
            case ast.Name(id=name) if name in BUILTINS:
                imported = []
                found.append(name)
            case ast.Call(func=ast.Attribute(attr="import_module"), args=[name, *_]) if not _relative(name):
                imported = []
                found.append(ast.unparse(node))
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name.startswith(OF_OS):
                imported = []
                found.append(f"os.{name}")
            case _:
                imported = []
        found += [name for name in imported if {name, name.partition(".")[0]} & IMPORTS]
        found += [name for name in imported if name.startswith(tuple(f"os.{of}" for of in OF_OS))]
    return found


def _relative(name: ast.expr) -> bool:
    """Whether what is imported by name is surely ours: it begins with a dot."""
    first = name.values[0] if isinstance(name, ast.JoinedStr) else name
    return isinstance(first, ast.Constant) and str(first.value).startswith(".")


@pytest.mark.parametrize("name", MODULES)
def test_no_module_has_what_could(name: str) -> None:
    assert faults(MODULES[name]) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("import pickle", "pickle"),
        ("import http.client as c", "http.client"),
        ("from urllib import request", "urllib.request"),
        ("from urllib.request import urlopen", "urllib.request"),
        ("from os import system", "os.system"),
        ("run = eval", "eval"),
        ("def f(): exec('x')", "exec"),
        ("os.popen('ls')", "os.popen"),
        ("importlib.import_module(name)", "importlib.import_module(name)"),
        ("importlib.import_module(f'{name}.x')", "importlib.import_module(f'{name}.x')"),
    ],
)
def test_what_could_is_found(source: str, fault: str) -> None:
    assert fault in faults(ast.parse(source))


def test_what_could_not_is_left() -> None:
    assert faults(ast.parse("import os, re\nfrom urllib.parse import quote\nre.compile('x')\nos.fsdecode(b'')")) == []

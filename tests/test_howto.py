"""The examples of README.md and docs/ that are not Python (those are doctests): run, and compared with what they tell.

What a page shows is run in a folder of its own: ``sh`` blocks must succeed, the commands in ``console`` blocks must
print what stands below them, ``r`` and ``js`` blocks what stands behind ``#>`` and ``//>`` (and nothing else), ``ts``
blocks must compile, ``html`` pages must fill themselves. The shell's come first: they make what the others read.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import vnrelations as vn

from . import reader

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
# What is made from the data stands in folders of its own and has no examples; the commands of contributing.md change a
# clone, so they are checked below.
PAGES = [
    path
    for path in [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("docs/howto/*.md"))]
    if path.name != "contributing.md"
]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL, HEAVY = {"sh", "console"}, {"r", "js", "ts", "html"}
NEEDS_CHECK = re.compile(r"^(\$ )?(datasette|npm)\b", re.MULTILINE)
# What is installed already, what would not end, and what would begin again with this test.
STAND_INS = {
    "pip": "exit 0",
    "pytest": "exit 0",
    "sphinx-build": "exit 0",  # tests/test_site.py builds the site
    "python": 'case "$*" in *http.server*) exit 0 ;; *) exec {bin}/python "$@" ;; esac',
    "datasette": 'case "$*" in *--get*) exec {bin}/datasette "$@" ;; *) exec {bin}/datasette "$@" --get / ;; esac',
}
# The trade of README's example, which is the reader's own.
TRADE = "partner,value\nHoa Kỳ,1\nhàn quốc,2\n"


class Block(NamedTuple):
    """An example: its language, its text, and the page up to it."""

    language: str
    text: str
    before: str


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    found = [Block(match[1], match[2], text[: match.start()]) for match in BLOCK.finditer(text)]
    return [block for block in found if "library(arrow)" not in block.text]  # which Debian does not have


def is_heavy(page: Path) -> bool:
    return any(b.language in HEAVY or (b.language in SHELL and NEEDS_CHECK.search(b.text)) for b in blocks(page))


def examples() -> list[object]:
    return [
        pytest.param(page, marks=[pytest.mark.heavy] * is_heavy(page), id=str(page.relative_to(ROOT)))
        for page in PAGES
        if any(block.language in SHELL | HEAVY for block in blocks(page))
    ]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path / "page", tmp_path / "bin")


class Run:
    """A folder in which examples are run, as by a user who installed everything that a page tells to install."""

    def __init__(self, folder: Path, stand_ins: Path) -> None:
        self.folder = folder
        binaries = Path(sys.executable).parent
        for made in (folder, stand_ins):
            made.mkdir()
        for name, script in STAND_INS.items():
            (stand_ins / name).write_text(f"#!/bin/sh\n{script.format(bin=binaries)}\n", "utf-8")
            (stand_ins / name).chmod(0o755)
        path = os.pathsep.join([str(stand_ins), str(binaries), os.environ["PATH"]])
        self.environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}

    def __call__(self, *command: str, check: bool = True) -> str:
        """What a command prints, on both streams."""
        answer = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert not (check and answer.returncode), f"{' '.join(command)}\n{answer.stdout}"
        return answer.stdout

    def program(self, name: str, code: str, mark: str, say: str, *command: str) -> None:
        """Run one program that is made of all examples, and compare what each of them prints."""
        chunks = list(told(code, mark))
        parts = (f"{chunk}\n{say.format(f'<<{number}>>')}\n" for number, (chunk, _) in enumerate(chunks))
        (self.folder / name).write_text("".join(parts), "utf-8")
        printed = re.split(r"<<\d+>>\n", self(*command, name))
        for (chunk, expected), actual in zip(chunks, printed, strict=False):
            assert plain(actual) == plain(expected), f"after\n{chunk}"
        assert len(printed) == len(chunks) + 1


def told(code: str, mark: str) -> Iterator[tuple[str, str]]:
    """Code and what it prints, piece by piece."""
    is_output = [(line.startswith(mark), line) for line in code.splitlines()]
    groups = [
        (key, [line for _, line in group]) for key, group in itertools.groupby(is_output, key=lambda pair: pair[0])
    ]
    for index, (output, lines) in enumerate(groups):
        if not output:
            after = groups[index + 1][1] if index + 1 < len(groups) else []
            yield "\n".join(lines), "\n".join(line.removeprefix(mark).removeprefix(" ") for line in after)


def plain(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def commands(text: str) -> Iterator[tuple[str, str]]:
    """The commands of a ``console`` block, each with what stands below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


@pytest.mark.parametrize("page", examples())
def test_examples_do_as_the_page_says(page: Path, run: Run) -> None:
    (run.folder / "trade.csv").write_text(TRADE, "utf-8")
    code = {language: "\n".join(b.text for b in blocks(page) if b.language == language) for language in HEAVY}
    for block in blocks(page):
        if block.language == "sh":
            run("bash", "-euo", "pipefail", "-c", block.text)
        elif block.language == "console":
            for command, output in commands(block.text):
                assert plain(run("bash", "-c", command, check=False)) == plain(output), command
    if code["r"]:
        run.program("page.R", code["r"], "#>", 'cat("{}\\n")', "Rscript", "--vanilla")
    if code["js"]:
        run.program("page.mjs", code["js"], "//>", 'console.log("{}");', "node")
    if code["ts"]:
        (run.folder / "page.mts").write_text(code["ts"], "utf-8")
        vn.export("json", run.folder / "vnrelations.json", overwrite=True)
        run("npm", "install", "--silent", "--no-save", "typescript")
        run("node_modules/.bin/tsc", "--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "page.mts")


# A browser without a screen: it runs a page's scripts, and answers its requests with the files beside the page.
BROWSER = """
import { readFileSync } from "node:fs";
import { JSDOM, VirtualConsole } from "jsdom";
const [page, day, selector] = process.argv.slice(2);
const errors = new VirtualConsole().on("jsdomError", (error) => { throw error; });
const beforeParse = (window) => {
  window.fetch = async (name) => ({ json: async () => JSON.parse(readFileSync(name, "utf8")) });
  window.SVGSVGElement.prototype.createSVGRect = () => null; // by which Leaflet knows that it can draw
};
const options = { runScripts: "dangerously", resources: "usable", pretendToBeVisual: true, virtualConsole: errors };
const { window } = await JSDOM.fromFile(page, { ...options, beforeParse });
await new Promise((resolve) => setTimeout(resolve, 1500));
if (day) {
  const input = window.document.querySelector("input[type=date]");
  input.value = day;
  input.dispatchEvent(new window.Event("input"));
}
console.log([...window.document.querySelectorAll(selector)].map((e) => e.textContent.trim()).join("\\n"));
process.exit(0);
"""


@pytest.mark.heavy
def test_the_pages_of_the_front_end_fill_themselves(run: Run) -> None:
    page = ROOT / "docs/howto/front-end.md"
    for block in blocks(page):
        if block.language == "html":
            name = re.findall(r"`([\w-]+\.html)`", block.before)[-1]
            (run.folder / name).write_text(block.text, "utf-8")
    vn.export("json", run.folder / "vnrelations.json")
    vn.export("geojson", run.folder / "partners.geojson")
    (run.folder / "browser.mjs").write_text(BROWSER, "utf-8")
    run("npm", "install", "--silent", "leaflet", "jsdom@24")
    assert run("node", "browser.mjs", "index.html", "", "h2").splitlines()[0] == "comprehensive strategic (2)"
    lines = run("node", "browser.mjs", "index.html", "2023-09-10", "h2, li").splitlines()
    assert lines[:2] == ["comprehensive strategic (5)", "China 2008-06-01"]
    assert "Malaysia 2015-08-07" in lines
    assert run("node", "browser.mjs", "index.html", "1990-01-01", "#answer").strip() == "None on that day."
    points = run("node", "browser.mjs", "map.html", "", "path.leaflet-interactive")
    assert len(points.split("\n")) > 180


def test_a_page_that_tells_a_lie_is_found(run: Run) -> None:
    assert list(told("a\n#> 1\nb\nc\n#> 2\n#>   3\nd", "#>")) == [("a", "1"), ("b\nc", "2\n  3"), ("d", "")]
    assert list(commands("$ a | b\n1\n2\n$ c\n")) == [("a | b", "1\n2\n"), ("c", "")]
    with pytest.raises(AssertionError, match="no country is called"):
        run("bash", "-euo", "pipefail", "-c", "vnrelations show Narnia | cat")
    with pytest.raises(AssertionError, match="after"):
        run.program("page.py", "print(1)\n#> 2", "#>", "print('{}')", sys.executable)


def test_every_extra_that_a_page_tells_to_install_is_there() -> None:
    there = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"])
    pages = [*PAGES, ROOT / "docs/contributing.md"]
    named = [
        extra
        for page in pages
        for match in re.findall(r"(?:vnrelations|\.)\[([\w,]+)\]", page.read_text("utf-8"))
        for extra in match.split(",")
    ]
    assert named
    assert set(named) <= there


# -- what docs/security.md says


def test_no_control_character_is_shipped() -> None:
    for table in reader.TABLES:
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", reader.text(table)), table


# -- what docs/contributing.md says

CONTRIBUTING = ROOT / "docs/contributing.md"


def changes() -> dict[str, list[str]]:
    """The lines of each table that the page changes, with their signs."""
    found: dict[str, list[str]] = {}
    for block in blocks(CONTRIBUTING):
        if block.language == "diff":
            head, *lines = block.text.splitlines()
            found[head.removeprefix("+++ ").removesuffix(".csv")] = lines
    return found


def test_the_rows_of_the_example_are_those_of_the_tables(tmp_path: Path) -> None:
    changed = changes()
    assert set(changed) == {"sources", "partnerships", "dissents"}
    for table, lines in changed.items():
        there = reader.text(table).splitlines()
        assert {line[1:] for line in lines if line[0] == "+"} <= set(there)
        assert not {line[1:] for line in lines if line[0] == "-"} & set(there)
    (folder,) = vn.export("csv", tmp_path / "before")
    before = reader.text("partnerships")
    for line in changed["partnerships"]:  # undone, so that what it changes can be seen
        before = before.replace(line[1:] + "\n", "") if line[0] == "+" else before + line[1:] + "\n"
    (folder / "partnerships.csv").write_bytes(before.encode())
    levels = [
        ds.relations_with("US", on="2023-09-30").level for ds in (vn.Dataset.from_directory(folder), vn.dataset())
    ]
    assert levels == ["comprehensive", "comprehensive strategic"]


def test_every_row_and_test_that_it_names_is_there() -> None:
    text = CONTRIBUTING.read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `([\w-]+)` \|", text, re.MULTILINE)
    assert {table for table, _ in rows} == set(vn.dataset().tables)
    for table, key in rows:
        assert key in {record.id for record in vn.dataset().tables[table]}, (table, key)
    tests = re.findall(r"`(test_\w+)`", text)
    code = "".join(path.read_text("utf-8") for path in ROOT.glob("tests/test_*.py"))
    assert len(tests) > 8
    assert all(f"def {name}(" in code for name in tests), tests


@pytest.mark.heavy  # the linters are in the check extra
def test_every_command_that_it_tells_is_there(run: Run) -> None:
    for block in blocks(CONTRIBUTING):
        if block.language == "sh":
            for line in block.text.splitlines():
                words = line.partition("#")[0].split()
                assert (
                    words[0] in ("git", "sphinx-build")
                    or shutil.which(words[0], path=run.environment["PATH"])
                    or (ROOT / words[0]).exists()
                ), line
                assert all(
                    (ROOT / word).exists()
                    for word in words[1:]
                    if re.match(r"(src|tests|docs)\b", word) and "_build" not in word
                ), line
                if words[0] == "vnrelations":
                    run("bash", "-euc", line)

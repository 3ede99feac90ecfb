"""`.ci/release`, on a clone in which one thing after the other is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = (
    ".ci/release",
    "CHANGELOG.md",
    "CITATION.cff",
    "pyproject.toml",
    "src/vnrelations/__init__.py",
    "src/vnrelations/data/datapackage.json",
)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(tmp_path)]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "All of it"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    return tmp_path


def check(clone: Path, *arguments: str) -> tuple[int, list[str]]:
    command = [sys.executable, str(clone / ".ci" / "release"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.stderr or not arguments or arguments == ("--wet-run",), done.stderr
    return done.returncode, done.stdout.splitlines()


def test_what_is_checked_out_could_be_released(clone: Path) -> None:
    assert check(clone, "--dry-run") == (0, ["nothing stands in the way"])
    code, said = check(clone)
    released = "- Unreleased\n" not in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert (code, "Unreleased" in " ".join(said)) == ((0, False) if released else (1, True))
    assert check(clone, "--wet-run")[0] == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "culprit"),
    [
        ("src/vnrelations/__init__.py", '__version__ = "', '__version__ = "9', "__init__.py: the version is 9"),
        (
            "src/vnrelations/data/datapackage.json",
            '"version": "',
            '"version": "9',
            "datapackage.json: the version is 9",
        ),
        ("src/vnrelations/data/datapackage.json", '"as_of": "2', '"as_of": "1', "CITATION.cff: the data is as of 2"),
        ("CITATION.cff", 'version: "', 'version: "9', "CITATION.cff: the version is 9"),
        ("CHANGELOG.md", "## [", "## [9", "CHANGELOG.md: the version is 9"),
        ("CHANGELOG.md", "] - ", "] - soon, not ", "is of 'soon, not "),
        ("CHANGELOG.md", "## [", "## [0.1.0] - 1999-01-01\n\n## [", "1999-01-01 is before the day of the data"),
        ("CHANGELOG.md", "## [", "## [0.1.0] - 2999-01-01\n\n## [", "2999-01-01 is before the day of the data"),
        ("CHANGELOG.md", "### Data", "### Date", "does not say what changed in the data"),
    ],
)
def test_each_mistake_is_named(clone: Path, name: str, old: str, new: str, culprit: str) -> None:
    path = clone / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    code, said = check(clone, "--dry-run")
    assert code == 1
    assert f"{name}: not committed" in said
    assert any(culprit in line for line in said), said

"""Many at once, long runs, read-only and full disks, kill -9; tests/load.py does what needs its own process."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

import vnrelations as vn
from vnrelations.exporting import FORMATS

from . import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vnrelations import Format

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for limits, mounts or memory")
# A build without the GIL, of which there is seldom one on the path; it needs no packages of its own.
FREE_THREADED = os.environ.get("FREE_THREADED_PYTHON") or shutil.which("python3.14t") or shutil.which("python3.13t")


def run(*arguments: str, python: str = sys.executable, **environment: str) -> str:
    done = subprocess.run(
        [python, "-W", "error", load.__file__, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# -- many at once


def test_threads_that_race_see_the_same_objects_and_read_once() -> None:
    assert f"{load.THREADS} threads" in run("race", "3")


@pytest.mark.skipif(FREE_THREADED is None, reason="no python3.14t or python3.13t: name one in FREE_THREADED_PYTHON")
def test_threads_race_without_the_gil() -> None:
    assert FREE_THREADED is not None
    homes = {str(Path(module.__file__).parents[1]) for module in (vn, attrs) if module.__file__}
    assert "without the GIL" in run("race", "20", python=FREE_THREADED, PYTHONPATH=os.pathsep.join(homes))


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_a_pool_of_processes_answers(method: str) -> None:
    if method == "fork" and not hasattr(os, "fork"):
        pytest.skip("no fork here")
    run("pool", method)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_answers_from_what_was_loaded() -> None:
    run("fork")


@linux
@pytest.mark.heavy
def test_memory_stays_through_many_queries() -> None:
    """Ten million are asked by ``python tests/load.py queries``."""
    assert "300000 queries" in run("queries", "300000")


# -- disks

# With ties and countries alone all formats are written in a moment; every format's way to the disk is the same.
SMALL = vn.Dataset(load.shortened)


@contextlib.contextmanager
def old_export(format_: Format, folder: Path) -> Iterator[tuple[Path, int]]:
    """An export, and how many bytes it takes; in the end it must be there as it was, and nothing beside it."""
    paths = list(vn.export(format_, folder / "x", dataset=SMALL))
    before = load.content(paths)
    yield paths[0], sum(map(len, before.values()))
    assert load.content(paths) == before
    assert sorted(folder.iterdir()) == sorted(paths)


@linux
# openpyxl's own temporary files cannot grow either: it raises that again as it is thrown away, where nobody hears it
@pytest.mark.filterwarnings("ignore:Exception ignored in.*WriteOnlyWorksheet:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_that_may_not_grow_leaves_the_old_one(format_: Format, tmp_path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with old_export(format_, tmp_path) as (place, _):
        largest = max(map(len, load.content([place]).values()))
        for share in (0, 0.5, 0.99):
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest * share), hard))
            try:
                with pytest.raises(vn.ExportError, match="cannot"):
                    vn.export(format_, place, overwrite=True, dataset=SMALL)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    gc.collect()


@linux
@pytest.mark.heavy
@pytest.mark.parametrize("format_", FORMATS)
def test_a_full_disk_leaves_the_old_file(format_: Format, tmp_path: Path) -> None:
    def mount(*options: str) -> bool:
        return subprocess.run(["mount", *options, str(tmp_path)], capture_output=True, check=False).returncode == 0

    if not mount("-t", "tmpfs", "none"):
        pytest.skip("a small disk cannot be mounted here")
    try:
        with old_export(format_, tmp_path) as (place, size):
            disk = os.statvfs(tmp_path)
            used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize
            for share in (0, 0.5, 0.9):
                assert mount("-o", f"remount,size={used + int(size * share)}")
                with pytest.raises(vn.ExportError, match=r"No space left|full|cannot"):
                    vn.export(format_, place, overwrite=True, dataset=SMALL)
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


READ_ONLY = """
import pathlib, sys
import vnrelations as vn, vnrelations.exporting

for folder in (pathlib.Path(vn.__file__).parent, pathlib.Path.cwd()):
    try:
        (folder / "written").touch()
    except OSError as error:
        assert "Read-only" in str(error), error
    else:
        sys.exit(f"{folder} is not read-only")
for country in vn.countries():
    str(vn.relations_with(country)), vn.relations_with(country)._repr_html_()
vn.search("truong sa"), vn.reconcile(), vn.timeline(), vn.normalize("Chechoslovakia", fuzzy=True)
for name in vnrelations.exporting.FORMATS:
    try:
        vn.export(name, name)
    except vn.ExportError as error:
        assert "Read-only file system" in str(error), error
    else:
        sys.exit(f"{name} was written")
sys.argv = ["vnrelations", "show", "US"]
from vnrelations.__main__ import main
main()
"""


@linux
def test_a_read_only_file_system_is_enough() -> None:
    """Everything is mounted read-only, for this one process: the package, the working directory, the temporary one."""
    remount = 'while read -r _ at _; do mount -o remount,bind,ro "$at"; done </proc/mounts 2>/dev/null; exec "$@"'
    unshared = ["unshare", "--map-root-user", "--mount", "sh", "-c", remount, "sh"]
    if not shutil.which("unshare") or subprocess.run([*unshared, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    done = subprocess.run(
        [*unshared, sys.executable, "-c", READ_ONLY], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1995-07-12" in done.stdout


# -- kill -9


@linux
@pytest.mark.heavy
@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_killed_leaves_the_old_file_or_the_new(format_: Format, tmp_path: Path) -> None:
    """With all tables: ``python tests/load.py kill FORMAT FOLDER all``."""
    assert "whole after" in run("kill", format_, str(tmp_path))

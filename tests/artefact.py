"""Build the package, and test what was built and not the checkout.

    python tests/artefact.py [--all]    --all: every Python with the lowest and the newest dependencies, not two alone

It needs git and the extra ``check``. Every Python of 3.11, 3.12 and 3.13 that is found is used, and each that is not is
named. uv resolves the dependencies: the lowest that pyproject.toml allows, and the newest.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from email.parser import Parser
from pathlib import Path

ROOT = Path(__file__).parent.parent
LARGEST = 1_000_000  # bytes of the wheel
PYTHONS = ("3.11", "3.12", "3.13")
CORE = {"attrs", "cattrs", "pycountry"}
# Of each layer what is fast: dates and records, loading, questions, the command, frames and files.
FAST = ("dates", "model", "loading", "queries", "cli", "exporting_frames")
# The machine may be busy, and the same properties are tried at length in the checkout.
PROFILE = """
from hypothesis import settings
settings.register_profile("artefact", deadline=None, max_examples=20)
settings.load_profile("artefact")
"""
PROGRAM = """
import vnrelations as vn
print(vn.relations_with("Hoa Kỳ").established, vn.country("寮國").id, len(vn.partners(on="2023-10")))
print({table: len(records) for table, records in vn.dataset().tables.items()})
print(sum(len(str(vn.relations_with(country))) for country in vn.countries()))
print(len(vn.search("truong sa")), len(vn.reconcile()), len(vn.timeline("CN")), vn.dataset().version)
try:
    vn.country("Narnia")
except vn.UnknownCountryError as error:
    print(error)
"""


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, env=env, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-5000:]}{done.stderr[-5000:]}")
    return done.stdout


def uv(*arguments: str | Path) -> str:
    return run(sys.executable, "-m", "uv", "--quiet", *arguments)


# -- what is built


def build(work: Path) -> Path:
    """Build twice, from two copies of the tracked files of other ages and rights; return where the same bytes are."""
    tracked = run("git", "ls-files", "-z", cwd=ROOT).split("\0")[:-1]
    for name, age, rights in (("first", 0, 0o644), ("second", 10**8, 0o600)):
        for file in tracked:
            copy = work / name / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / file, copy)
            copy.chmod(rights)
            os.utime(copy, (time.time() - age,) * 2)
        uv("build", "--out-dir", work / name / "dist", work / name)
    first, second = (
        {path.name: path.read_bytes() for path in (work / name / "dist").iterdir() if path.suffix in (".whl", ".gz")}
        for name in ("first", "second")
    )
    assert first == second, "two builds differ"
    run(sys.executable, "-m", "twine", "check", "--strict", *(work / "first" / "dist" / name for name in first))
    check_contents(work / "first" / "dist", {file for file in tracked if file.startswith("src/")})
    print(f"built twice, the same bytes: {', '.join(f'{name} ({len(data)} bytes)' for name, data in first.items())}")
    return work / "first" / "dist"


def check_contents(dist: Path, tracked: set[str]) -> None:
    (wheel,), (sdist,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    assert wheel.stat().st_size < LARGEST, f"the wheel has {wheel.stat().st_size} bytes"
    with zipfile.ZipFile(wheel) as archive:
        shipped = {f"src/{name}" for name in archive.namelist() if ".dist-info/" not in name}
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        needs = Parser().parsestr(archive.read(metadata).decode()).get_all("Requires-Dist", [])
    assert shipped == tracked, f"in the wheel or the checkout alone: {sorted(shipped ^ tracked)}"
    assert {need.split(">")[0] for need in needs if "extra ==" not in need} == CORE
    with tarfile.open(sdist) as archive_of_sources:
        names = {name.partition("/")[2] for name in archive_of_sources.getnames()}
    assert tracked <= names, f"not in the sdist: {sorted(tracked - names)}"


# -- what it does


def python_of(version: str) -> Path | None:
    """A Python of that version that starts: a name on the path may be a shim that starts none."""
    found = [shutil.which(f"python{version}"), *map(str, Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))]
    for each in filter(None, found):
        ask = "import sys; print('%d.%d' % sys.version_info[:2])"
        answer = subprocess.run([each, "-c", ask], capture_output=True, encoding="utf-8", check=False)
        if answer.stdout.strip() == version:
            return Path(each)
    return None


def environment(work: Path, python: Path, *arguments: str | Path) -> Path:
    """Return the Python of a new environment in which the arguments are installed."""
    uv("venv", "--clear", "--python", python, work)
    uv("pip", "install", "--only-binary", ":all:", "--python", work / "bin/python", *arguments)
    return work / "bin/python"


def versions(python: Path) -> dict[str, str]:
    return {each["name"]: each["version"] for each in json.loads(uv("pip", "list", "--format", "json", "-p", python))}


def check_alone(work: Path, python: Path, wheel: Path) -> str:
    """Install the wheel and nothing else; return what the program prints there."""
    alone = environment(work / "alone", python, wheel)
    installed = versions(alone)
    # typing-extensions is what cattrs needs
    assert set(installed) == {"vnrelations", "typing-extensions", *CORE}, sorted(installed)
    print("installed alone:", ", ".join(f"{name} {version}" for name, version in installed.items()))
    return run(alone, "-W", "error", "-c", PROGRAM, cwd=work)


def check_frozen(work: Path, python: Path, wheel: Path, expected: str) -> None:
    """Freeze a program into one file, which must say the same where there is no Python."""
    frozen = environment(work / "freezing", python, wheel, "pyinstaller")
    shared = run(frozen, "-c", "import sysconfig; print(sysconfig.get_config_var('Py_ENABLE_SHARED'))").strip()
    if shared != "1":
        print(f"not frozen: {python} has no shared library, which PyInstaller needs")
        return
    (work / "ask.py").write_text(PROGRAM, "utf-8")
    run(frozen, "-m", "PyInstaller", "--onefile", "--log-level", "ERROR", work / "ask.py", cwd=work)
    empty = work / "empty"
    empty.mkdir()
    program = (work / "dist" / "ask").rename(empty / "ask")
    answer = run(program, cwd=empty, env={"PYTHONUTF8": "1"})
    assert answer == expected, f"{answer}\nis not\n{expected}"
    print(f"frozen by PyInstaller {versions(frozen)['pyinstaller']}: {program.stat().st_size / 1e6:.0f} MB")


def check_suite(work: Path, python: Path, wheel: Path, lowest: bool) -> None:
    """Run tests against the wheel, with the lowest or the newest dependencies that have a wheel for this Python."""
    resolution = "lowest-direct" if lowest else "highest"
    chosen = work / "requirements.txt"
    uv("pip", "compile", ROOT / "pyproject.toml", "--extra", "test", "--resolution", resolution, "--python", python,
       "--only-binary", ":all:", "--output-file", chosen)  # fmt: skip
    inside = environment(work / "suite", python, "--requirement", chosen, wheel)
    suite = work / "suite"
    shutil.copytree(ROOT / "tests", suite / "tests", ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    shutil.copy(ROOT / "pyproject.toml", suite)
    (suite / "tests" / "conftest.py").write_text(PROFILE, "utf-8")  # instead of the checkout's
    where = Path(run(inside, "-c", "import vnrelations; print(vnrelations.__file__)", cwd=suite).strip())
    assert where.is_relative_to(suite / "lib"), where
    start = time.perf_counter()
    # Old releases of others warn of what newer Pythons and libraries say; ours must not fail for that.
    tolerant = ("-W", "default") if lowest else ()
    answer = run(inside, "-m", "pytest", "--quiet", "--maxfail=5", "-p", "no:cacheprovider", "--disable-warnings",
                 *tolerant, *(f"tests/test_{test}.py" for test in FAST), cwd=suite)  # fmt: skip
    named = (*sorted(CORE), "pandas", "polars", "pyarrow", "numpy", "rich", "typer", "pytest")
    there = versions(inside)
    print(
        f"{run(inside, '--version').strip()}, {'lowest' if lowest else 'newest'}: {answer.splitlines()[-1]}"
        f" ({time.perf_counter() - start:.0f} s); {', '.join(f'{name} {there[name]}' for name in named)}",
        flush=True,
    )


def main(*arguments: str) -> None:
    with tempfile.TemporaryDirectory(prefix="artefact-") as folder:
        work = Path(folder)
        dist = build(work)
        (wheel,) = dist.glob("*.whl")
        found = {version: python_of(version) for version in PYTHONS}
        here = Path(sys.executable)
        expected = check_alone(work, here, wheel)
        check_frozen(work, here, wheel, expected)
        for version, python in found.items():
            if python is None:
                print(f"Python {version}: not found, not tested")
                continue
            # In short: the two ends, the lowest of the oldest and the newest of the newest.
            for lowest in (True, False):
                if "--all" in arguments or (version, lowest) in ((PYTHONS[0], True), (PYTHONS[-1], False)):
                    check_suite(work / f"{version}-{lowest}", python, wheel, lowest)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Measure all again and write it into docs/performance.md: each table there names the command that makes it.

    pip install -e ".[bench]"
    python tests/benchmarks/performance.py [WORD ...]

With words, only what commands with one of these in them make. The prose between the tables is left as it is. The exit
code is 1 if a command's is, and then its table is still written.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"
MEASURED = re.compile(r"(<!-- measured: (?P<command>.+?) -->\n).*?(?=<!-- end -->)", re.DOTALL)
PACKAGES = ("attrs", "cattrs", "pycountry", "country_converter", "countrycode", "particle", "mendeleev")


def machine() -> str:
    """What it ran on, in words."""
    cpu = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    return (
        f"{cpu.group(1) if cpu else platform.machine()}, {os.cpu_count()} cores, {platform.system()}; "
        f"Python {platform.python_version()}; {versions}; measured on {dt.date.today()}."
    )


def main(*words: str) -> int:
    failed = 0

    def measured(found: re.Match[str]) -> str:
        nonlocal failed
        command = found["command"]
        if words and not any(word in command for word in words):
            return found[0]
        print(f"$ {command}", flush=True)
        if command == "machine":
            return f"{found[1]}{machine()}\n"
        arguments = [sys.executable if each == "python" else each for each in shlex.split(command)]
        run = subprocess.run(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        print(run.stdout, flush=True)
        failed |= run.returncode
        lines = (line.rstrip() for line in run.stdout.strip("\n").splitlines())
        return "\n".join([found[1] + "```text", f"$ {command}", *lines, "```\n"])

    PAGE.write_text(MEASURED.sub(measured, PAGE.read_text("utf-8")), "utf-8")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

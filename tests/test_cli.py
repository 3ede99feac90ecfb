from __future__ import annotations

import os
import subprocess
import sys

import pytest

import vnrelations as vn
from vnrelations import cli


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return run_with({"PYTHONIOENCODING": "utf-8"}, sys.executable, "-m", "vnrelations", *arguments)


def run_with(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", env={**os.environ, **environment}, check=False
    )


def test_show_prints_relations_with_the_united_states() -> None:
    shown = run("show", "US")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.rstrip("\n") == str(vn.relations_with("US"))
    for text in (
        "1995-07-12",
        "2013-07-25",
        "2023-09-10",
        "comprehensive strategic",
        "https://",
        "History",
        "Sources",
    ):
        assert text in shown.stdout


def test_show_on_another_day() -> None:
    shown = run("show", "Hoa Kỳ", "--on", "1994")
    assert shown.stdout.rstrip("\n") == str(vn.relations_with("US", on="1994"))
    assert "diplomatic relations  none" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "Chechoslovakia"), "did you mean 'Czechoslovakia'"),
        (("show", "Korea"), "could be any of KP, KR"),
        (("show", "US", "--on", "1994-13"), "1994"),
        (("show", "US", "--on", "2999"), "leave out `on`"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    failed = run(*arguments)
    assert failed.returncode == 2
    assert failed.stdout == ""
    (line,) = failed.stderr.splitlines()
    assert line.startswith("vnrelations: ")
    assert message in line


def test_help_and_version() -> None:
    assert "show" in run("--help").stdout
    dataset = vn.dataset()
    assert run("--version").stdout == f"vnrelations {vn.__version__}, data {dataset.version} as of {dataset.as_of}\n"
    assert run("shaw").returncode == 2


def test_a_terminal_that_cannot_show_chinese_shows_the_rest() -> None:
    shown = run_with({"PYTHONIOENCODING": "cp1252"}, sys.executable, "-m", "vnrelations", "show", "US")
    assert shown.returncode == 0, shown.stderr
    assert "United States" in shown.stdout
    assert "\\u7f8e" in shown.stdout


def test_without_its_extra_the_command_says_what_to_install() -> None:
    code = "import sys; sys.modules['typer'] = None; from vnrelations.__main__ import main; main()"
    failed = run_with({}, sys.executable, "-c", code)
    assert failed.returncode == 2
    (line,) = failed.stderr.splitlines()
    assert "pip install 'vnrelations[cli]'" in line


def test_main_in_this_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, code in ((["show", "XK"], 0), (["show", "nowhere"], 2)):
        monkeypatch.setattr(sys, "argv", ["vnrelations", *arguments])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        assert caught.value.code == code
    printed = capsys.readouterr()
    assert "Kosovo" in printed.out
    assert "nowhere" in printed.err

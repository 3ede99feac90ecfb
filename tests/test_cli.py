from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import attrs
import pytest
from rich.cells import cell_len

import vnrelations as vn
from vnrelations import cli
from vnrelations.browsing import Match
from vnrelations.cli import giving
from vnrelations.cli.headings import heading
from vnrelations.cli.normalizing import _rows
from vnrelations.cli.options import Language
from vnrelations.cli.writing import _NOT_SHOWN, preferred_language, write
from vnrelations.loading import TABLES
from vnrelations.queries import TARGETS
from vnrelations.translations import TERMS, TRANSLATIONS

if TYPE_CHECKING:
    from collections.abc import Callable


def ask(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    """The exit code, standard output and standard error of the command, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        stack.enter_context(mock.patch.object(sys, "argv", ["vnrelations", *arguments]))
        stack.enter_context(mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given))))
        with pytest.raises(SystemExit) as caught:
            cli.main()
    out.flush()
    err.flush()
    read = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return int(caught.value.code or 0), read[0], read[1]


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


Answers = list[tuple[tuple[str, ...], "Callable[[], vn.Records[Any]]"]]
ANSWERS: Answers = [
    (("partners",), lambda: vn.partners()),
    (("partners", "--level", "đối tác chiến lược", "--on", "2012"), lambda: vn.partners("strategic", on="2012")),
    (("partners", "--at-least", "extensive-strategic"), lambda: vn.partners(at_least="extensive strategic")),
    (("ties",), lambda: vn.ties()),
    (("ties", "Hoa Kỳ", "--on", "1994"), lambda: vn.ties("US", on="1994")),
    (("ties", "--on", "1978-05"), lambda: vn.ties(on="1978-05")),
    (("disputes",), lambda: vn.disputes()),
    (("disputes", "CN", "--status", "open", "--on", "2010"), lambda: vn.disputes("CN", status="open", on=2010)),
    (("missions",), lambda: vn.missions()),
    (("missions", "KR", "--sender", "partner", "--on", "2010"), lambda: vn.missions("KR", sender="partner", on=2010)),
    (("agreements",), lambda: vn.agreements()),
    (("agreements", "--kind", "human-rights", "--on", "2020"), lambda: vn.agreements(kind="human rights", on=2020)),
    (("timeline",), lambda: vn.timeline()),
    (("timeline", "LA", "--since", "1977", "--until", "1980"), lambda: vn.timeline("LA", since="1977", until="1980")),
    (("indicators",), lambda: vn.indicators()),
    (
        ("indicators", "trade_turnover_with_partner", "--partner", "US"),
        lambda: vn.indicators("trade_turnover_with_partner", partner="US"),
    ),
    (("search", "gac ma"), lambda: vn.search("gac ma")),
    (("search", "nothing says this"), lambda: vn.search("nothing says this")),
    (("reconcile",), lambda: vn.reconcile()),
    (("sources", "us-srv-embassy", "vnanet-2023-us-csp"), lambda: sources_of("us-srv-embassy", "vnanet-2023-us-csp")),
]


def sources_of(*ids: str) -> vn.Records[Any]:
    return vn.Records(dict.fromkeys(source for each in ids for source in vn.sources(each)))


@pytest.fixture(scope="module", params=ANSWERS, ids=lambda answer: " ".join(answer[0]))
def answer(request: pytest.FixtureRequest) -> tuple[tuple[str, ...], vn.Records[Any]]:
    arguments, find = request.param
    return arguments, find()


def test_json_is_what_to_dicts_says(answer: tuple[tuple[str, ...], vn.Records[Any]]) -> None:
    arguments, records = answer
    code, out, err = ask(*arguments, "--format", "json", "--lang", "vi")
    assert (code, err) == (0, "")
    assert json.loads(out) == records.to_dicts()
    assert "\\u" not in out


def test_csv_has_every_cell(answer: tuple[tuple[str, ...], vn.Records[Any]]) -> None:
    arguments, records = answer
    code, out, err = ask(*arguments, "--format", "csv", "--lang", "vi")
    assert (code, err) == (0, "")
    header, *rows = csv.reader(io.StringIO(out, newline=""), strict=True)
    assert header
    assert len(rows) == len(records)
    for cells, record, plain in zip(rows, records, records.to_dicts(), strict=True):
        row = dict(zip(header, cells, strict=True))
        assert [row[name] for name in plain] == [as_in_the_tables(value) for value in plain.values()]
        for name in header:
            if name not in plain:
                column, _, part = name.removesuffix("_3").rpartition("_")
                whole = getattr(record, column)
                attribute = "alpha_3" if name.endswith("_alpha_3") else part
                if name.endswith("_alpha_3"):
                    whole = getattr(record, name.removesuffix("_alpha_3"))
                assert row[name] == as_in_the_tables(getattr(whole, attribute, None)), name


def as_in_the_tables(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


def for_people(record: Any, name: str, lang: str) -> str:
    """A cell of a table, reckoned from the record in another way than the command does."""
    if name in ("title", "titles") and hasattr(record, "titles"):
        return next(filter(None, [getattr(record, f"title_{each}") for each in (lang, "en", "vi", "zh")]), "")
    value = getattr(record, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"en": ["no", "yes"], "vi": ["không", "có"], "zh": ["否", "是"]}[lang][value]
    many = value if isinstance(value, tuple) else (value,)
    return " ".join("; ".join(word(each, lang) for each in many).split())


def word(value: object, lang: str) -> str:
    if isinstance(value, vn.Country):
        return {"en": value.name, "vi": value.name_vi, "zh": value.name_zh}[lang] or value.name
    if isinstance(value, vn.Level) and lang != "en":
        return str(getattr(value.names, lang))
    if lang != "en" and isinstance(value, str):
        known = TERMS.get(value) or TRANSLATIONS.get(value)
        return known[lang == "zh"] if known else str(value)
    return str(value)


def columns_shown(records: vn.Records[Any], lang: str) -> list[str]:
    names = [name for name in (records.to_dicts() or [{}])[0] if name not in ("sources", "note")]
    names = [name.replace("title_en", "title") for name in names if name not in ("title_vi", "title_zh")]
    return [name for name in names if any(for_people(record, name, lang) for record in records)]


@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize(
    "kind",
    sorted({type(found[0]) for _, find in ANSWERS if (found := find())}, key=repr),
    ids=lambda kind: kind.__name__,
)
def test_every_column_has_a_heading_of_its_own(kind: type, lang: Language) -> None:
    names = [a.name.removesuffix("_en") for a in attrs.fields(kind) if a.init and a.name not in _NOT_SHOWN]
    headings = [heading(name, lang) for name in names]
    assert len(set(headings)) == len(names)
    assert headings == names if lang is Language.EN else not {"", *names} & set(headings)


@pytest.mark.parametrize("lang", ["vi", "zh"])
def test_a_table_in_a_pipe_has_whole_cells_and_a_line_a_record(
    answer: tuple[tuple[str, ...], vn.Records[Any]], lang: str
) -> None:
    arguments, records = answer
    code, out, err = ask(*arguments, "--lang", lang)
    assert code == 0
    assert err == ("" if records else "no records\n")
    assert "\x1b" not in out
    lines = out.splitlines()
    names = columns_shown(records, lang)
    assert len(lines) == (len(records) + 1 if records else 0)
    table = [[heading(name, Language(lang)), *(for_people(record, name, lang) for record in records)] for name in names]
    starts = [0]
    for cells in table:
        starts.append(starts[-1] + max(map(cell_len, cells)) + 2)
    for number, line in enumerate(lines):
        expected = ""
        for start, cells in zip(starts, table, strict=False):
            expected += " " * (start - cell_len(expected)) + cells[number]
        assert line == expected.rstrip()


def test_markdown_has_the_same_cells(answer: tuple[tuple[str, ...], vn.Records[Any]]) -> None:
    arguments, records = answer
    lang = "en"
    code, out, err = ask(*arguments, "--lang", lang, "--format", "markdown")
    assert (code, err) == (0, "")
    names = columns_shown(records, lang)
    lines = [re.split(r" ?(?<!\\)\| ?", line)[1:-1] for line in out.splitlines()]
    assert lines[:2] == ([names, ["---"] * len(names)] if records else [])
    for record, cells in zip(records, lines[2:], strict=True):
        read = [re.sub(r"\\(.)", r"\1", cell).replace("&lt;", "<").replace("&amp;", "&") for cell in cells]
        assert read == [for_people(record, name, lang) for name in names]


def test_hostile_cells_are_inert() -> None:
    hostile = Match("events", "a|b", "note", "<b>&`x`|\\|[l](u)\n\x1b[31m*red*")
    written = {}
    for style in cli.options.Format:
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with contextlib.redirect_stdout(out):
            write(vn.Records([hostile]), Match, style, None)
        out.flush()
        written[str(style)] = out.buffer.getvalue().decode()
    assert written["markdown"].splitlines()[2] == (
        "| events | a\\|b | note | &lt;b>&amp;\\`x\\`\\|\\\\\\|\\[l](u) \\[31m\\*red\\* |"
    )
    assert written["table"].splitlines()[1].endswith("<b>&`x`|\\|[l](u) [31m*red*")
    assert json.loads(written["json"])[0]["text"] == hostile.text
    assert list(csv.reader(io.StringIO(written["csv"], newline="")))[1][3] == hostile.text  # raw, as documented


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "fr_FR", "LANG": "vi"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], lang: str) -> None:
    assert preferred_language(environment) is Language(lang)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("partners", "--level", "best"), "not one of the levels: comprehensive strategic"),
        (("partners", "--level", "special", "--at-least", "strategic"), "not both"),
        (("ties", "--on", "2021-02-30"), "no such date"),
        (("ties", "--on", "1944"), "1945-09-02"),
        (("ties", "Narnia"), "'Narnia'"),
        (("disputes", "--status", "shut"), "open, managed, resolved"),
        (("missions", "--sender", "me"), "Vietnam, partner"),
        (("agreements", "--kind", "x"), "border"),
        (("timeline", "--since", "soon"), "'soon'"),
        (("indicators", "love"), "countries_with_relations"),
        (("search", " "), ""),
        (("sources", "no-such-id"), "no-such-id"),
        (("sources",), "Missing argument"),
        (("ties", "--format", "xml"), "markdown"),
        (("ties", "--lang", "fr"), "zh"),
        (("ties", "--hue"), "--hue"),
        (("shaw",), "show"),
        (("cite", "--format", "mla"), "text, bibtex, csl, cff"),
        (("data-path", "tie"), "ties"),
        (("export", "doc", "x"), "parquet"),
        (("export", "json", ""), "'' names no file"),
        (("export", "json", "."), "'.' names no file"),
        (("export", "json", "no-such-folder/x"), "there is no folder 'no-such-folder'"),
        (("normalize", "no-such-file", "--column", "a"), "no-such-file cannot be read"),
        (("normalize", ".", "--column", "a"), ". cannot be read"),
        (("normalize", "--column", "b"), "no column 'b'; the columns are: a, c"),
        (("normalize", "--column", "a", "--into", "c"), "a column 'c' already"),
        (("normalize", "--column", "a", "--to", "iso"), "alpha_2"),
        (("normalize", "--column", "a", "--on", "x"), "'x'"),
        (("normalize", "--column", "a", "--delimiter", "::"), "one character"),
        (("normalize", "--column", "a", "--encoding", "utf-9"), "utf-9"),
        (("normalize", "--column", "a", "--encoding", "utf-\udcff"), r"'utf-\udcff' is not one that Python knows"),
        (("normalize",), "--column"),
    ],
)
def test_every_mistake_is_one_line(arguments: tuple[str, ...], message: str) -> None:
    code, out, err = ask(*arguments, given=b"a,c\n")
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("vnrelations: ")
    assert message in line


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00", "not in the encoding utf-8"),
        (b"PK\x03\x04\x00\x00", "bytes that are no text"),
        (b"name\nHoa K\xff\n", "not in the encoding utf-8"),
        (b'name\n"open\n', "not readable as CSV"),
        (b'name\n"a"b\n', "not readable as CSV"),
        (b"name,x\nVN\n", "line 2: 1 cells where the header has 2"),
    ],
)
def test_what_is_no_csv_is_said_in_one_line(given: bytes, message: str) -> None:
    code, _, err = ask("normalize", "--column", "name", given=given)
    assert code == 2
    (line,) = err.splitlines()
    assert message in line


@pytest.mark.parametrize("to", TARGETS)
def test_normalize_gives_every_target_for_every_country(to: Any, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    names = [name for c in vn.countries() for name in (c.id, c.name_vi, c.name_zh)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["name", "cell"], *([name, f"=1+{i}"] for i, name in enumerate(names))])
    code, out, err = ask("normalize", str(path), "--column", "name", "--to", to)
    header, *rows = csv.reader(io.StringIO(out, newline=""))
    expected = vn.normalize_many(names, errors="none", to=to)
    assert header == ["name", "cell", f"name_{to}"]
    assert rows == [
        [name, f"=1+{i}", "" if value is None else str(value)]
        for i, (name, value) in enumerate(zip(names, expected, strict=True))
    ]
    unknown = [name for name, key in zip(names, vn.normalize_many(names, errors="none"), strict=True) if key is None]
    assert (code, len(err.splitlines())) == (1 if unknown else 0, len(set(unknown)))


def test_normalize_reports_each_unknown_name_once() -> None:
    given = 'x;name\n1;Chechoslovakia\n\n2;Korea\n3;\n4;Chechoslovakia\n5;"Li\nên Xô"\n'.encode()
    code, out, err = ask(
        "normalize", "--column", "name", "--to", "cow", "--into", "code", "--delimiter", ";", given=given
    )
    assert code == 1
    assert out == 'x;name;code\n1;Chechoslovakia;\n2;Korea;\n3;;\n4;Chechoslovakia;\n5;"Li\nên Xô";365\n'
    first, second = err.splitlines()
    assert "standard input" in first
    assert "did you mean 'Czechoslovakia'?" in first
    assert "could be any of KP, KR" in second


def test_normalize_on_a_day_and_in_another_encoding() -> None:
    name = "Tchécoslovaquie;Đức".encode("utf-16")
    code, out, err = ask(
        "normalize", "--column", "Đức", "--encoding", "utf-16", "--delimiter", ";", "--on", "1980", given=name
    )
    assert (code, out, err) == (0, "Tchécoslovaquie;Đức;Đức_id\n", "")


def test_cite_and_data_path() -> None:
    for style in ("text", "bibtex", "csl", "cff"):
        assert ask("cite", "--format", style) == (0, vn.dataset().cite(style) + "\n", "")
    (item,) = json.loads(vn.dataset().cite("csl"))
    assert item["version"] == vn.dataset().version
    directory = Path(ask("data-path")[1].rstrip("\n"))
    assert {f"{table}.csv" for table in TABLES} <= {path.name for path in directory.iterdir()}
    assert Path(ask("data-path", "ties")[1].rstrip("\n")).read_bytes() == (directory / "ties.csv").read_bytes()


def test_data_path_says_what_to_do_where_there_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving, "__file__", "/app.zip/vnrelations/cli/giving.py")
    code, _, err = ask("data-path")
    assert (code, err.count("\n")) == (2, 1)
    assert "`vnrelations export csv PATH` makes one" in err


def test_output_of_any_kind_is_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["vnrelations", "ties", "US", "--format", "json"])
    full = (2, "", "vnrelations: No space left on dev")
    for stream, wanted in ((io.StringIO(), (0, "[", "")), (Full(), full)):
        err = io.StringIO()
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as caught:
            cli.main()
        assert (caught.value.code, stream.getvalue()[:1], err.getvalue()[:33]) == wanted


class Full(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


def test_input_that_breaks_off_is_said() -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise OSError(5, "Input/output error")

    with pytest.raises(vn.InvalidValueError, match="tape cannot be read: Input/output error"):
        list(_rows(io.TextIOWrapper(io.BufferedReader(Broken())), "tape", ","))


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("messy") / "names.csv"
    path.write_text("name\nHoa Kỳ\nNarnia\n", "utf-8")
    return path


on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


def on_a_terminal(*arguments: str, stdout: bool, width: int = 200, **environment: str) -> tuple[str, bytes]:
    """What the command shows on a terminal as its standard error (and output), and what it writes elsewhere."""
    import pty  # Unix only
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, width))
    with subprocess.Popen(
        [sys.executable, "-m", "vnrelations", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs if stdout else subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "TERM": "xterm", "COLUMNS": str(width), **environment},
    ) as process:
        os.close(theirs)
        shown = bytearray()
        with contextlib.suppress(OSError):  # which Linux says at the end
            while read := os.read(ours, 1 << 16):
                shown += read
        written = process.stdout.read() if process.stdout else b""
    os.close(ours)
    return shown.decode(), written


@on_unix
def test_a_terminal_shows_a_table_without_cutting_anything_off() -> None:
    shown, _ = on_a_terminal("ties", "--lang", "vi", stdout=True)
    assert "\x1b[1m" in shown
    for tie in vn.ties():
        assert tie.country.name_vi in shown
    assert f"{len(vn.ties())} bản ghi" in shown
    assert "…" not in shown


@on_unix
def test_a_narrow_terminal_shows_a_block_for_each_record() -> None:
    shown, _ = on_a_terminal("disputes", "CN", "--lang", "en", stdout=True, width=60, NO_COLOR="1")
    joined = " ".join(re.sub(r"\x1b\[\d*m", "", shown).split())
    for dispute in vn.disputes("CN"):
        assert f"id {dispute.id} " in joined
        assert " ".join(dispute.title_en.split()) in joined
    assert not re.search(r"\x1b\[[39]\d", shown)  # bold perhaps, but no colour


@on_unix
def test_progress_is_shown_on_a_terminal_and_rows_go_to_the_file(messy: Path) -> None:
    shown, written = on_a_terminal("normalize", str(messy), "--column", "name", stdout=False)
    assert written.decode() == "name,name_id\nHoa Kỳ,US\nNarnia,\n"
    assert "100%" in shown
    assert "'Narnia'" in shown
    quiet = run("normalize", str(messy), "--column", "name")
    assert quiet.returncode == 1
    (line,) = quiet.stderr.splitlines()
    assert "'Narnia'" in line


def test_a_closed_pipe_ends_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "vnrelations", "timeline", "--format", "csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_an_interrupt_ends_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "vnrelations", "normalize", "--column", "name"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell has what it runs in the background ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"name\n" + b"Lao PDR\n" * 10_000)
        process.stdin.flush()
        process.stdout.readline()  # it is at work
        process.send_signal(signal.SIGINT)
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 130


def test_rows_are_passed_on_before_the_input_ends() -> None:
    """A row is answered while the next has not come: what the buffers hold is all that is in memory."""
    with subprocess.Popen(
        [sys.executable, "-m", "vnrelations", "normalize", "--column", "name"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"name\n" + b"Lao PDR\n" * 10_000)
        process.stdin.flush()
        assert process.stdout.readline() == b"name,name_id\n"
        assert process.stdout.readline() == b"Lao PDR,LA\n"
        process.stdin.close()
        assert process.stdout.read() == b"Lao PDR,LA\n" * 9_999
    assert process.returncode == 0


def test_what_programs_read_is_utf_8_in_every_locale() -> None:
    command = (sys.executable, "-m", "vnrelations", "ties", "CN", "--format")
    for style in ("json", "csv"):
        assert run_with({"PYTHONIOENCODING": "cp1252"}, *command, style).stdout == ask(*command[3:], style)[1]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("partners --level ", [level.replace(" ", "-") for level in vn.Level]),
        ("agreements --kind hu", ["human-rights"]),
        ("disputes --status ", list(vn.DisputeStatus)),
        ("missions --sender ", ["Vietnam", "partner"]),
        ("normalize --to alpha", ["alpha_2", "alpha_3"]),
        ("data-path ", list(TABLES)),
        ("export ge", ["geojson"]),
        ("cite --format ", ["text", "bibtex", "csl", "cff"]),
        ("ties --format ", ["table", "json", "csv", "markdown"]),
        ("ties SU", ["SUHH"]),
        ("indicators special", ["special_partners"]),
    ],
)
def test_completion_offers_what_may_be_written(typed: str, offered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    words = f"vnrelations {typed}"
    monkeypatch.setenv("_VNRELATIONS_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    assert ask()[1].split() == offered
    for shell in ("zsh", "fish"):
        monkeypatch.setenv("_VNRELATIONS_COMPLETE", f"complete_{shell}")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", words)
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        completed = ask()[1]
        assert [each for each in offered if each not in completed] == []


def test_help_is_fast_because_it_reads_nothing() -> None:
    code = (
        "import sys; sys.argv = ['vnrelations', '--help']; from vnrelations.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = ('attrs', 'cattrs', 'pycountry', 'vnrelations.queries', 'vnrelations.world')\n"
        "print([m for m in heavy if m in sys.modules], file=sys.stderr)"
    )
    helped = run_with({"PYTHONIOENCODING": "utf-8"}, sys.executable, "-c", code)
    assert helped.stderr == "[]\n"
    assert "Exit codes" in helped.stdout

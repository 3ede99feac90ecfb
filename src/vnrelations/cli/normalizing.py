"""``vnrelations normalize``: a column of names in a CSV file becomes a column of codes, row by row."""

from __future__ import annotations

import csv
import functools
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, TextIO

import typer

from .options import complete_target
from .writing import as_utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

_ROWS_A_STEP = 1000  # of the progress bar


def normalize(
    column: Annotated[str, typer.Option(help="The column of names or codes.")],
    file: Annotated[str, typer.Argument(help="A CSV file with a header; standard input if left out.")] = "-",
    to: Annotated[
        str,
        typer.Option(
            help="id, alpha_2, alpha_3, numeric, cow, gw, name, name_vi or name_zh.", autocompletion=complete_target
        ),
    ] = "id",
    on: Annotated[str | None, typer.Option(help="Of several countries that a name can mean, that of this day.")] = None,
    into: Annotated[str | None, typer.Option(help="The new column; COLUMN_TO if left out.")] = None,
    delimiter: Annotated[str, typer.Option(help="What stands between the cells.")] = ",",
    encoding: Annotated[str, typer.Option(help="The encoding of the file.")] = "utf-8",
) -> None:
    """Write a CSV file to standard output with one more column: the codes of the countries in another.

    Rows are read and written one by one, in UTF-8, and their cells pass through as they are. Unknown and ambiguous
    names are reported on standard error, with suggestions, and their codes are left empty, as are those of countries
    that have none: the exit code is then 1 if any name was unknown. Empty lines are dropped.
    """
    from ..dates import PartialDate
    from ..errors import InvalidValueError, quoted
    from ..queries import TARGETS

    if to not in TARGETS:
        raise InvalidValueError(f"--to {quoted(to)} is not one of: {', '.join(TARGETS)}")
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise InvalidValueError(f"--delimiter {quoted(delimiter)} is not one character that can stand between cells")
    day = None if on is None else PartialDate.parse(on)
    name = "standard input" if file == "-" else file
    new = into or f"{column}_{to}"
    as_utf8()
    with ExitStack() as stack:
        binary, text = _opened(stack, file, encoding)
        console, advance = _progress(stack, binary)
        code = _coder(to, day, lambda message: console.print(f"vnrelations: {name}, {message}", soft_wrap=True))
        unknown = False
        rows = _rows(text, name, delimiter)
        header = next(rows, (0, []))[1]
        if not header:
            raise InvalidValueError(f"{name} is empty: a CSV file begins with a header")
        if column not in header:
            raise InvalidValueError(f"{name} has no column {quoted(column)}; the columns are: {', '.join(header)}")
        if new in header:
            raise InvalidValueError(f"{name} has a column {quoted(new)} already: name the new one with --into")
        index = header.index(column)
        writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
        writer.writerow([*header, new])
        for number, (line, row) in enumerate(rows):
            if len(row) != len(header):
                raise InvalidValueError(f"{name}, line {line}: {len(row)} cells where the header has {len(header)}")
            value, known = code(row[index])
            unknown = unknown or not known
            writer.writerow([*row, value])
            if number % _ROWS_A_STEP == 0:
                advance()
    if unknown:
        sys.stdout.flush()
        raise typer.Exit(1)


def _opened(stack: ExitStack, file: str, encoding: str) -> tuple[BinaryIO, TextIO]:
    """The bytes of the file, which tell how far we are, and its text."""
    import codecs
    import io
    from pathlib import Path

    from ..errors import InvalidValueError, quoted

    try:
        canonical = codecs.lookup(encoding).name
        binary = sys.stdin.buffer if file == "-" else stack.enter_context(Path(file).open("rb"))  # noqa: SIM115
        # Excel begins UTF-8 with a mark, which is no part of the first heading.
        text = io.TextIOWrapper(binary, encoding="utf-8-sig" if canonical == "utf-8" else canonical, newline="")
    except (LookupError, UnicodeEncodeError):  # the latter for bytes in its name that are no text
        raise InvalidValueError(
            f"--encoding {quoted(encoding)} is not one that Python knows, such as utf-8 or cp1258"
        ) from None
    except OSError as error:
        raise InvalidValueError(f"{file} cannot be read: {error.strerror}") from None
    stack.callback(text.detach)
    return binary, text


def _rows(text: TextIO, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its last line."""
    from ..errors import InvalidValueError

    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if any("\0" in cell for cell in row):
                raise InvalidValueError(f"{name}, line {reader.line_num}: not CSV, but bytes that are no text")
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        raise InvalidValueError(f"{name}, line {reader.line_num}: not readable as CSV ({error})") from None
    except UnicodeError as error:
        raise InvalidValueError(
            f"{name} after line {reader.line_num}: not in the encoding {text.encoding.removesuffix('-sig')} "
            f"({getattr(error, 'reason', error)}); give its own with --encoding"
        ) from None
    except OSError as error:
        raise InvalidValueError(f"{name} cannot be read: {error.strerror}") from None


def _coder(to: str, day: Any, report: Callable[[str], None]) -> Callable[[str], tuple[str, bool]]:
    """A function from a name to its code and whether it is known, which reports those that are not."""
    from ..errors import AmbiguousCountryError, UnknownCountryError
    from ..face import country
    from ..resolving import LONG, REMEMBERED

    def code(name: str) -> tuple[str, bool]:
        if not name.strip():
            return "", True
        try:
            value = getattr(country(name, on=day), to)
        except (UnknownCountryError, AmbiguousCountryError) as error:
            report(str(error))
            return "", False
        return ("" if value is None else str(value)), True

    # As many as names are remembered, so that memory does not grow with the file.
    remembered = functools.lru_cache(maxsize=REMEMBERED)(code)
    return lambda name: remembered(name) if len(name) <= LONG else code(name)


def _progress(stack: ExitStack, binary: BinaryIO) -> tuple[Console, Callable[[], None]]:
    """Where to report, and what to call after some rows: a bar on a terminal that does not show the rows as well."""
    from rich.console import Console

    console = Console(stderr=True, markup=False, highlight=False)
    if not sys.stderr.isatty() or sys.stdout.isatty():
        return console, lambda: None
    import os

    from rich.progress import Progress

    size = os.fstat(binary.fileno()).st_size if binary.seekable() else 0
    # Its redirection would take our rows from standard output to the terminal.
    bar = stack.enter_context(Progress(console=console, transient=True, redirect_stdout=False, redirect_stderr=False))
    task = bar.add_task("normalize", total=size or None)
    return console, lambda: bar.update(task, completed=binary.tell() if size else 0)

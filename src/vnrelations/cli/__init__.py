"""The command line: ``vnrelations show US --on 1994``.

Exit codes: 0, an answer, which may be that nothing is recorded; 1, ``normalize`` met a name that it does not know; 2,
a mistake in what was asked, said in one line on standard error; 130, interrupted; 141, whoever read the output left.
"""

from __future__ import annotations

import inspect
import io
import os
import re
import sys
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

from ..errors import MissingExtraError, VNRelationsError

try:
    import typer
    from typer.core import TyperGroup
except ImportError as _error:
    raise MissingExtraError(f"the command line needs typer ({_error}): pip install 'vnrelations[cli]'") from _error

from .asking import (
    agreements,
    disputes,
    indicators,
    missions,
    partners,
    reconcile,
    search,
    show,
    sources,
    ties,
    timeline,
)
from .giving import cite, data_path, export
from .normalizing import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

# What a wrong option or argument raises; it is click's, of which Typer may have a copy of its own.
_UsageError: Any = typer.BadParameter.__base__
_PIPE_CLOSED = 141  # what a shell reports of a program that SIGPIPE has ended


class _Commands(TyperGroup):
    """The commands, which end quietly when nobody reads on: Typer would say 1, which has a meaning here."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is still to be flushed at exit goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(_PIPE_CLOSED) from None
        return answer


_HELP = (
    "Vietnam's foreign relations, dated and sourced.\n\n"
    "Lists are tables on a terminal and plain, whole lines in a pipe; --format json, csv and markdown are for other "
    "programs.\n\n"
    "Exit codes: 0, an answer, which may be that nothing is recorded; 1, normalize met an unknown name; 2, a mistake "
    "in what was asked; 130, interrupted; 141, the reader of the output left."
)

app: typer.Typer = typer.Typer(cls=_Commands, pretty_exceptions_enable=False, help=_HELP)


def _version(wanted: bool) -> None:
    if wanted:
        from .. import __version__, dataset

        typer.echo(f"vnrelations {__version__}, data {dataset().version} as of {dataset().as_of}")
        raise typer.Exit


@app.callback(help=_HELP)
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the versions and exit.")
    ] = False,
) -> None:
    pass


_COMMANDS: tuple[Callable[..., None], ...] = (
    *(show, partners, ties, disputes, missions, agreements, timeline, indicators, search, reconcile, sources),
    *(normalize, cite, export, data_path),
)
for _command in _COMMANDS:
    # Typer would keep the line breaks of a docstring's paragraphs.
    app.command(help=re.sub(r"(?<!\n)\n(?!\n)", " ", inspect.cleandoc(_command.__doc__ or "")))(_command)


def main() -> None:
    """Run the command line; a person's mistake is one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show 美国 still shows the rest
    try:
        code = app(args=sys.argv[1:] or ["--help"], prog_name="vnrelations", standalone_mode=False)
    except _UsageError as error:
        _fail(error.format_message())
    except VNRelationsError as error:
        _fail(str(error))
    except OSError as error:  # such as a full disk
        _fail(error.strerror or str(error))
    sys.exit(code or 0)


def _fail(message: str) -> NoReturn:
    typer.echo(f"vnrelations: {' '.join(message.split())}", err=True)
    sys.exit(2)

"""The command line: ``vnrelations show US --on 1994``.

Exit codes: 0, an answer; 2, a mistake in what was asked, said in one line on standard error.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated

from .errors import MissingExtraError, VNRelationsError

try:
    import typer
except ImportError as error:  # pragma: no cover - the tests run with the extra
    raise MissingExtraError(f"the command line needs typer ({error}): pip install 'vnrelations[cli]'") from error

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Vietnam's foreign relations, dated and sourced.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from . import __version__, dataset

        typer.echo(f"vnrelations {__version__}, data {dataset().version} as of {dataset().as_of}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the versions and exit.")
    ] = False,
) -> None:
    """Vietnam's foreign relations, dated and sourced."""


@app.command()
def show(
    partner: Annotated[str, typer.Argument(help="A country: any name or code, living or former.")],
    on: Annotated[
        str | None,
        typer.Option(help="The day: YYYY, YYYY-MM or YYYY-MM-DD; the dataset's own day if left out."),
    ] = None,
) -> None:
    """Show how Vietnam stands with a partner: ties, partnership, history, disputes, sources."""
    from .face import relations_with

    typer.echo(str(relations_with(partner, on=on)))


@app.command()
def export(
    kind: Annotated[
        str,
        typer.Argument(metavar="FORMAT", help="csv, json, ndjson, sqlite, parquet, geojson, graphml, turtle or xlsx."),
    ],
    path: Annotated[str, typer.Argument(help="The file to write; for csv and parquet a directory.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> None:
    """Write the dataset to a file for other tools; print the paths that were written."""
    from .exporting import export as write

    for written in write(kind, path, overwrite=force):  # type: ignore[arg-type]  # it names the formats itself
        typer.echo(written)


def main() -> None:
    """Run the command line; a person's mistake is one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show 美国 still shows the rest
    try:
        app()
    except VNRelationsError as error:
        typer.echo(f"vnrelations: {error}", err=True)
        sys.exit(2)

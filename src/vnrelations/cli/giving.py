"""The commands that hand out the dataset itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from .options import complete_export, complete_style, complete_table

if TYPE_CHECKING:
    from ..exporting import Format
    from ..queries import CitationStyle


def export(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="csv, json, ndjson, sqlite, parquet, geojson, graphml, turtle or xlsx.",
            autocompletion=complete_export,
        ),
    ],
    path: Annotated[str, typer.Argument(help="The file to write; for csv and parquet a directory.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> None:
    """Write the dataset to a file for other tools; print the paths that were written."""
    from ..exporting import export as write

    for written in write(cast("Format", kind), path, overwrite=force):  # which refuses another itself
        typer.echo(written)


def cite(
    style: Annotated[
        str, typer.Option("--format", help="text, bibtex, csl (JSON) or cff.", autocompletion=complete_style)
    ] = "text",
) -> None:
    """Say how to cite the dataset."""
    from ..face import dataset

    typer.echo(dataset().cite(cast("CitationStyle", style)))  # which refuses another itself


def data_path(
    table: Annotated[
        str | None, typer.Argument(help="A table; the directory of all if left out.", autocompletion=complete_table)
    ] = None,
) -> None:
    """Print where the CSV files are."""
    from ..errors import DataError, InvalidValueError, quoted
    from ..loading import TABLES

    directory = Path(__file__).parent.parent / "data"
    if table is not None and table not in TABLES:
        raise InvalidValueError(f"{quoted(table)} is not one of the tables: {', '.join(TABLES)}")
    path = directory / f"{table}.csv" if table else directory
    if not path.exists():  # as in a zip
        raise DataError("data", None, None, "not a directory of its own: `vnrelations export csv PATH` makes one")
    typer.echo(path)

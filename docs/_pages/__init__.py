"""The pages of the site that are made from the data: one a table, one a partner in each language, the reckoning."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import jinja2
import typer
from markupsafe import Markup
from typer.cli import get_docs_for_click

from vnrelations.cli import app
from vnrelations.wording import one_line

from .partners import partner_pages
from .tables import table_pages
from .world import map_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vnrelations import Dataset

# What is made here, and nothing else, stands in these folders.
FOLDERS = ("partners", "records")


def write(folder: Path, dataset: Dataset) -> None:
    """Write every generated page below a folder; a page whose text did not change keeps its time."""
    kept = set()
    for path, text in pages(dataset):
        target = folder / path
        kept.add(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_text("utf-8") != text:
            target.write_text(text, "utf-8")
    for made in FOLDERS:
        for old in set((folder / made).rglob("*.md")) - kept:
            old.unlink()


def pages(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Every generated page: its path below the sources of the site, and its text."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__name__),
        autoescape=True,  # a template is HTML in a Markdown page: whatever a cell says is inert
        finalize=_on_one_line,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["heading"] = _heading
    yield from table_pages(environment, dataset)
    yield from partner_pages(environment, dataset)
    yield from map_page(environment, dataset)
    yield "reference/command-line.md", _command_line()


def _command_line() -> str:
    """The help of every command, as Typer writes it down."""
    command = typer.main.get_command(app)
    context: Any = command.make_context("vnrelations", [], resilient_parsing=True)
    return get_docs_for_click(obj=command, ctx=context, title="Command line")


def _heading(text: str) -> Markup:
    """A text that stands in Markdown and not in HTML: its marks, which could mean something there, as entities."""
    return Markup("".join(f"&#{ord(c)};" if c in string.punctuation else c for c in text))


def _on_one_line(value: object) -> object:
    """What a template writes, without the line breaks of a cell: a line of Markdown's fences would end the HTML."""
    return type(value)(one_line(value)) if isinstance(value, str) else value

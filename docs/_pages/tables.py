"""A page a table: what it is, what its columns mean (from the data dictionary), and every row with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from vnrelations import Citation, Country, Dataset, Source
from vnrelations.exporting.dictionary import columns, meaning
from vnrelations.reconciling import Verdict
from vnrelations.vocabulary import NO_PARTNERS
from vnrelations.world import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2


# What the types of cells are called on the pages; the others by the name of their class.
_TYPES = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def table_pages(environment: jinja2.Environment, dataset: Dataset) -> Iterator[tuple[str, str]]:
    """The data dictionary, a page for each table, and the reckoning with published figures."""
    titles = {r["name"]: r["title"] for r in dataset.descriptor["resources"]}
    yield (
        "records/index.md",
        environment.get_template("tables.md").render(
            tables={name: (titles[name], meaning(dataset, name), len(rows)) for name, rows in dataset.tables.items()},
            dataset=dataset,
        ),
    )
    page = environment.get_template("table.md")
    for name, rows in dataset.tables.items():
        yield (
            f"records/{name}.md",
            page.render(
                name=name,
                title=titles[name],
                meaning=meaning(dataset, name),
                columns=columns(dataset, name),
                types=_TYPES,
                rows=rows,
                link=lambda record, column: _cell(getattr(record, column.name), column.refers_to),
            ),
        )
    rows = dataset.reconcile()
    counts = {verdict.value: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
    yield "records/reckoning.md", environment.get_template("reckoning.md").render(rows=rows, counts=counts)


def _cell(value: Any, table: str | None) -> Markup:
    """What a cell shows: a link where it names a record, an address or a partner."""
    if value is None:
        return Markup()
    if isinstance(value, tuple):
        return Markup("; ").join(_cell(item, table) for item in value)
    if isinstance(value, Country):
        if value.kind in NO_PARTNERS:
            return Markup('<a href="countries.html#{}">{}</a>').format(value.id, value.name)
        return Markup('<a href="../partners/{}.html">{}</a>').format(value.id.lower(), value.name)
    if isinstance(value, Citation):
        locator = f" [{value.locator}]" if value.locator else ""
        return Markup('<a href="sources.html#{}">{}</a>{}').format(value.key, value.key, locator)
    if isinstance(value, Source | Organisation):
        return Markup('<a href="{}.html#{}">{}</a>').format(table, value.id, str(value))
    if isinstance(value, str) and value.startswith(("https://", "http://")):
        return Markup('<a href="{}" rel="external nofollow">{}</a>').format(value, value)
    if table and isinstance(value, str) and value:
        return Markup('<a href="{}.html#{}">{}</a>').format(table, value, value)
    return Markup("{}").format(value)

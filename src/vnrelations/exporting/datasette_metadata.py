"""Datasette's metadata of the SQLite file: what everything means, how tables are sorted and faceted, and a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..dates import PartialDate
from ..loading import TABLES
from .dictionary import columns, meaning
from .sqlite_schema import FIND, links

if TYPE_CHECKING:
    from ..queries import Dataset
    from .dictionary import Column

Metadata = dict[str, Any]

_SEARCH = (
    "Every text of every record, in English, Vietnamese and Chinese. The query find searches it with a text as people "
    "write it. By hand: words with or without diacritics (with d for đ), as in MATCH '\"truong sa\"'; Chinese as a "
    "phrase of single simplified characters, as in MATCH '\"南 沙\"' (the table hanzi has the simplified form of each)."
)
# By what Datasette shows a record where another names it.
_LABELS = {"name", "title", "title_en", "text", "text_en"}


def metadata(dataset: Dataset) -> Metadata:
    """Return the metadata; Datasette calls a database by its file's name, here ``vnrelations.db`` or the like."""
    (licence, *_) = dataset.descriptor.get("licenses", []) or [{}]
    tables = {name: each for table in TABLES for name, each in _tables(dataset, table)}
    views = {
        view: tables[table] | {"description": f"Those in force on {dataset.as_of}. {tables[table]['description']}"}
        for view, table in (("ties_now", "ties"), ("partners_now", "partnerships"))
    }
    return {
        "title": dataset.descriptor.get("title", ""),
        "description": dataset.descriptor.get("description", ""),
        "license": licence.get("title", licence.get("name", "")),
        "license_url": licence.get("path", ""),
        "source": dataset.cite(),
        "databases": {
            dataset.descriptor.get("name", ""): {
                "tables": {
                    **tables,
                    **views,
                    "dataset": {"description": "What this file is: one row."},
                    "hanzi": {"description": "The simplified form of each traditional Chinese character."},
                    "search": {"description": _SEARCH},
                },
                "queries": {
                    "find": {
                        "title": "Find a text in any record",
                        "description": "With or without diacritics, in simplified or traditional characters, such as: "
                        "truong sa, Trường Sa, 南沙, 美國. The last word may be the beginning of one.",
                        "sql": FIND,
                    }
                },
            }
        },
    }


def _tables(dataset: Dataset, table: str) -> list[tuple[str, Metadata]]:
    own = [column for column in columns(dataset, table) if not column.many]
    names = [column.name for column in own]
    label = next((name for name in names if name in _LABELS), None)
    described: Metadata = {
        "description": meaning(dataset, table),
        "columns": {name: words for column in own for name, words in _words(column)},
        "facets": [column.name for column in own if column.choices or column.kind is bool],
        **({"sort_desc": "since"} if "since" in names and table != "countries" else {"sort": "id"}),
        **({"label_column": label} if label else {}),
    }
    return [
        (table, described),
        *(
            (
                link.name,
                {
                    "description": f"{table}, {link.column.name}: {link.column.description}",
                    "sort": link.owner,
                    "facets": [link.item],
                },
            )
            for link in links(dataset, table)
        ),
    ]


def _words(column: Column) -> list[tuple[str, str]]:
    words = [(column.name, column.description)]
    if column.kind is PartialDate:
        words.append((f"{column.name}_earliest", f"The first day that {column.name} can mean."))
        words.append((f"{column.name}_latest", f"The last day that {column.name} can mean."))
    return words

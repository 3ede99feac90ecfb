"""What the data dictionary says, and texts as formats can hold them: what the exports share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..errors import DataError
from ..flat import Column, flat_columns
from ..loading import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..queries import Dataset

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def about(dataset: Dataset) -> dict[str, str]:
    """Return what every export says of the dataset as a whole."""
    descriptor = dataset.descriptor
    return {
        "title": descriptor.get("title", ""),
        "version": dataset.version,
        "as_of": str(dataset.as_of),
        "licence": "; ".join(licence.get("name", "") for licence in descriptor.get("licenses", [])),
    }


def resource(dataset: Dataset, table: str) -> Mapping[str, Any]:
    """Return what the data dictionary says of a table.

    Raises:
        DataError: It does not describe it.
    """
    for found in dataset._package.descriptor["resources"]:  # no copy: this is asked for again and again
        if found["name"] == table:
            described: Mapping[str, Any] = found
            return described
    raise DataError("datapackage.json", None, None, f"there is no resource {table!r}")


def table_columns(dataset: Dataset, table: str) -> tuple[Column, ...]:
    """Return the flat columns of a table, with what the data dictionary says of them."""
    fields = {field["name"]: field for field in resource(dataset, table)["schema"]["fields"]}
    return flat_columns(kind_of(table), fields)


def xml_text(text: str) -> str:
    """Return a text as XML can hold it: what it cannot, also not escaped, replaced; every line's end a line feed."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))

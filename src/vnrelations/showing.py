"""What people see of a record, of Records, Relations or a Dataset: as text, in a notebook, on a terminal with Rich.

Whatever is shown is first laid out as grids of cells; each of the three then writes the same grids in its own way,
without a colour of its own, so that they are readable in light and dark. Nothing here is imported before it is needed.
"""

from __future__ import annotations

import html
import shutil
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from .model import Citation
from .queries import Dataset
from .records import Records
from .relations import Relations
from .wording import one_line, padded, source_words, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.text import Text

    from .relations import Entry

_SHOWN_ROWS = 20
_CLIPPED = 36  # the widest column of a table that is text
_READABLE = 13  # no column is made narrower than "comprehensive": it is left out, and named below the table
_OFF_TERMINAL = 160  # the width of a table that is written elsewhere
# Long or derived, and said better elsewhere: left out of tables, never out of the data.
_NOT_SHOWN = frozenset({"sources", "note", "begins", "ends", "lat", "lon"})


class Item(NamedTuple):
    """A piece of text, the address that it leads to, and what a notebook says of that to those who point at it."""

    text: str
    url: str = ""
    hint: str = ""


Line = tuple[Item, ...]
Cell = tuple[Line, ...]


@attrs.frozen
class Grid:
    """A table or, without headings of columns, a block of rows whose first cells are their headings."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    foot: str = ""


# -- what is shown


def grids(thing: object, *, cited: bool = False) -> list[Grid]:
    """Lay out a record, Records, Relations or a Dataset.

    Args:
        thing: What to show.
        cited: Whether a table of records has a column of their sources; a single record always has its own.
    """
    if isinstance(thing, Records):
        return [_table(thing, cited)]
    if isinstance(thing, Relations):
        return [
            Grid(one_line(heading), (), [(_cell(entry.when), (_said(entry),)) for entry in entries])
            for heading, entries in thing._sections()
        ]
    if isinstance(thing, Dataset):
        tables = [(_cell(table["name"]), _cell(table.get("title", ""))) for table in thing.descriptor["resources"]]
        return [Grid(one_line(f"vnrelations {thing.version}, as of {thing.as_of}"), (), tables)]
    if isinstance(thing, Citation):
        locator = [(_cell("locator"), _cell(thing.locator))] if thing.locator else []
        return [Grid("Citation", (), [*locator, *_rows(thing.source)])]
    return [Grid(type(thing).__name__, (), list(_rows(thing)))]


def _rows(record: Any) -> Iterator[tuple[Cell, ...]]:
    """The columns of a record that say something, all of them, with the sources in full."""
    for attribute in attrs.fields(type(record)):
        value = getattr(record, attribute.name)
        if not attribute.init or value in ("", None, ()):
            continue
        if attribute.name == "sources":
            yield _cell("sources"), tuple(_reference(citation) for citation in value)
        else:
            yield _cell(attribute.name), _cell(value)


def _table(records: Records[Any], cited: bool) -> Grid:
    """The first records, and the columns in which one of these says something."""
    if not records:
        return Grid("", (), [], "no records")
    shown = records[:_SHOWN_ROWS]
    names = records._columns()
    # A title is shown in English or, where it has none, in another language.
    titles = {name.removesuffix("_en"): name for name in names if name.endswith("_en")}
    columns = {
        name.removesuffix("_en"): [_cell(_in_some_language(record, name)) for record in shown]
        for name in names
        if name not in _NOT_SHOWN and not (name.endswith(("_vi", "_zh")) and name[:-3] in titles)
    }
    filled = {heading: cells for heading, cells in columns.items() if any(map(text, cells))}
    if cited and "sources" in names:
        filled["sources"] = [(_numbered(record.sources),) for record in shown]
    more = f", the first {_SHOWN_ROWS} shown" if len(records) > _SHOWN_ROWS else ""
    foot = f"{len(records)} record{'s' * (len(records) != 1)}{more}"
    return Grid("", tuple(filled), list(zip(*filled.values(), strict=True)), foot)


def _in_some_language(record: Any, name: str) -> object:
    value: object = getattr(record, name)
    if value == "" and name.endswith("_en"):
        return getattr(record, f"{name[:-3]}_vi") or getattr(record, f"{name[:-3]}_zh")
    return value


def _cell(value: object) -> Cell:
    """A cell for people: what a person would write, nothing for nothing."""
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    said = "" if value is None else one_line(str(value))
    return ((Item(said, _address(said)),),)


def _reference(citation: Citation) -> Line:
    source = citation.source
    return (
        Item(one_line(f"[{citation}] {source_words(source)} ")),
        Item(one_line(source.url), _address(source.url)),
    )


def _numbered(citations: Iterable[Citation]) -> Line:
    """The sources in the little room of a table: 1 2 3."""
    line: list[Item] = []
    for number, citation in enumerate(citations, 1):
        said, url = _reference(citation)
        line += [Item(str(number), url.url, said.text.strip()), Item(" ")]
    return tuple(line[:-1])


def _said(entry: Entry) -> Line:
    """What Relations say, with links."""
    line = [Item(one_line(entry.what))]
    if entry.cited:
        line += [Item(" ["), *_cited(entry.cited), Item("]")]
    if entry.url:
        line += [Item(" "), Item(one_line(entry.url), _address(entry.url))]
    return tuple(line)


def _cited(citations: Iterable[Citation]) -> Iterator[Item]:
    for number, citation in enumerate(citations):
        if number:
            yield Item("; ")
        yield Item(one_line(str(citation)), _address(citation.source.url))


def _address(url: str) -> str:
    """The address, if it is one of the web and nothing else besides; else nothing."""
    return url if url.startswith(("https://", "http://")) and one_line(url).split() == [url] else ""


def text(cell: Cell) -> str:
    """Return the lines of a cell as text."""
    return "\n".join("".join(item.text for item in line) for line in cell)


# -- as text


def to_text(thing: object) -> str:
    """Return what is printed where there is nothing but text."""
    return "\n\n".join(_text_block(grid) if grid.title else _text_table(grid) for grid in grids(thing))


def _text_block(grid: Grid) -> str:
    width = max(width_of(text(heading)) for heading, _ in grid.rows)
    lines = [grid.title]
    for heading, cell in grid.rows:
        first, *others = text(cell).split("\n")
        lines.append(f"  {padded(text(heading), width)}  {first}")
        lines += [f"  {'':{width}}  {other}" for other in others]
    return "\n".join(lines)


def _text_table(grid: Grid) -> str:
    if not grid.rows:
        return grid.foot
    rows = [list(grid.head), *(list(map(text, row)) for row in grid.rows)]
    widths = [min(max(map(width_of, column)), _CLIPPED) for column in zip(*rows, strict=True)]
    room = _room()
    kept = _fitting(widths, room, gap=2)
    cap = next((c for c in range(_CLIPPED, 1, -1) if sum(min(widths[k], c) + 2 for k in kept) - 2 <= room), 1)
    lines = [
        "  ".join(padded(_clip(row[k], cap), min(widths[k], cap)) for k in kept).rstrip() for row in rows
    ]  # fmt: skip
    return "\n".join([*lines, f"({_foot(grid, kept)})"])


def _room() -> int:
    """The width of the terminal on which the text will stand, if it will."""
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return shutil.get_terminal_size().columns if on_terminal else _OFF_TERMINAL


def _fitting(widths: list[int], room: int, gap: int) -> list[int]:
    """The columns that fit side by side: in their order, but what does not fit is passed over for what does."""
    kept = [0]
    used = min(widths[0], _READABLE)
    for number, width in enumerate(widths[1:], 1):
        needed = gap + min(width, _READABLE)
        if used + needed <= room:
            kept.append(number)
            used += needed
    return kept


def _foot(grid: Grid, kept: list[int]) -> str:
    left_out = [heading for number, heading in enumerate(grid.head) if number not in kept]
    return grid.foot + (f"; not shown: {', '.join(left_out)}" if left_out else "")


def _clip(said: str, width: int) -> str:
    if width_of(said) <= width:
        return said
    kept = said[:width]
    while width_of(kept) >= width:
        kept = kept[:-1]
    return f"{kept}…"


# -- in a notebook

# Jupyter makes all columns equal, aligns cells to the right and breaks dates where they have hyphens.
_TABLE = "table-layout:auto"
_STYLE = "text-align:left;vertical-align:top"
_WHOLE = f"{_STYLE};white-space:nowrap"
_CAPTION = "text-align:left;caption-side:top;color:inherit;font-weight:bold;white-space:nowrap"


def to_html(thing: object) -> str:
    """Return what a notebook shows."""
    first, *others = grids(thing, cited=True)
    return _html_table(first, first.title) + "".join(
        f"<details{' open' * (len(grid.rows) <= _SHOWN_ROWS)}><summary><b>{html.escape(grid.title)}</b> "
        f"({len(grid.rows)})</summary>{_html_table(grid)}</details>"
        for grid in others
    )


def _html_table(grid: Grid, title: str = "") -> str:
    caption = f'<caption style="{_CAPTION}">{html.escape(title)}</caption>' if title else ""
    headings = "".join(f'<th scope="col" style="{_WHOLE}">{html.escape(heading)}</th>' for heading in grid.head)
    head = f"<thead><tr>{headings}</tr></thead>" if headings else ""
    rows = "".join(f"<tr>{_html_row(row, bool(grid.head))}</tr>" for row in grid.rows)
    table = f'<table style="{_TABLE}">{caption}{head}<tbody>{rows}</tbody></table>' if rows else ""
    return table + (f"<p>{html.escape(grid.foot)}</p>" if grid.foot else "")


def _html_row(row: tuple[Cell, ...], is_table: bool) -> str:
    heading, *cells = row
    if is_table:
        return "".join(map(_html_cell, row))
    headed = f'<th scope="row" style="{_WHOLE}">{html.escape(text(heading))}</th>' if text(heading) else ""
    return headed + "".join(map(_html_cell, cells))


def _html_cell(cell: Cell) -> str:
    style = _WHOLE if len(text(cell)) <= _READABLE else _STYLE
    return f'<td style="{style}">{"<br>".join("".join(map(_html_item, line)) for line in cell)}</td>'


def _html_item(item: Item) -> str:
    said = html.escape(item.text)
    hint = f' title="{html.escape(item.hint)}"' if item.hint else ""
    if item.url:
        return f'<a href="{html.escape(item.url)}" rel="noopener noreferrer"{hint}>{said}</a>'
    return f"<span{hint}>{said}</span>" if hint else said


# -- on a terminal with Rich


def to_rich(thing: object) -> RenderableType:
    """Return what Rich prints."""
    return _OnTerminal(grids(thing))


class _OnTerminal:
    """Grids that take the width that there is."""

    def __init__(self, shown: list[Grid]) -> None:
        self._grids = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        for number, grid in enumerate(self._grids):
            if number:
                yield ""
            yield from _rich_block(grid) if grid.title else _rich_table(grid, options.max_width)


def _rich_block(grid: Grid) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    yield Text(grid.title, style="bold")
    block = Table.grid(padding=(0, 2, 0, 0))
    for heading, cell in grid.rows:
        block.add_row(*[Text(said, style="bold") for said in [text(heading)] if said], _rich_text(cell))
    yield Padding(block, (0, 0, 0, 2))


def _rich_table(grid: Grid, room: int) -> Iterator[RenderableType]:
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    if grid.rows:
        rows = [list(grid.head), *(list(map(text, row)) for row in grid.rows)]
        widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
        kept = _fitting(widths, room, gap=3)
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for k in kept:
            table.add_column(grid.head[k], overflow="fold", no_wrap=widths[k] <= _READABLE)
        for row in grid.rows:
            table.add_row(*(_rich_text(row[k]) for k in kept))
        yield table
        yield Text(_foot(grid, kept), style="italic")
    else:
        yield Text(grid.foot)


def _rich_text(cell: Cell) -> Text:
    from rich.style import Style
    from rich.text import Text

    said = Text(overflow="fold")
    for number, line in enumerate(cell):
        said.append("\n" * bool(number))
        for item in line:
            said.append(item.text, Style(link=item.url) if item.url else None)
    return said

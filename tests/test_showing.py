"""What people see: in the REPL, in a notebook, on a terminal with Rich."""

from __future__ import annotations

import html.parser
import io
import pydoc
import re
import rlcompleter
import sys
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.pretty import pretty_repr

import vnrelations as vn
from vnrelations.wording import one_line

from . import hostile, reader
from .test_package import in_fresh_process

if TYPE_CHECKING:
    from pathlib import Path

TABLES = vn.dataset().tables
DERIVED: dict[str, vn.Records[Any]] = {
    "timeline": vn.timeline("US"),
    "search": vn.search("Trường Sa"),
    "reconcile": vn.reconcile(),
    "candidates": vn.candidates("Chna"),
    "history": vn.relations_with("RU").history,
}
LISTS: dict[str, vn.Records[Any]] = {**TABLES, **DERIVED}
WIDTHS = (40, 80, 200)
NAMED = (vn.Country, vn.Source, vn.Organisation)  # which stand in the cells of others
# Neither colour nor background: those are the reader's.
STYLES = {
    "table-layout:auto",
    "text-align:left;vertical-align:top",
    "text-align:left;vertical-align:top;white-space:nowrap",
    "text-align:left;caption-side:top;color:inherit;font-weight:bold;white-space:nowrap",
}


class Page(html.parser.HTMLParser):
    """Reads HTML, and refuses what is not well-formed or more than we mean to write."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self.said = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        assert set(given) <= {"style", "scope", "href", "rel", "title", "open"}
        assert given.get("style") in {None, *STYLES}
        if tag == "a":
            assert given["rel"] == "noopener noreferrer"
            self.links.append(given["href"] or "")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag == "br":
            self.rows[-1][-1] += "\n"
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag in {
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "a",
            "span",
            "p",
            "b",
            "details",
            "summary",
        }
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data


def cells(record: Any) -> dict[str, str]:
    """What is to be read of a record: each column that says something."""
    said: dict[str, str] = {}
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if not field.init or value in ("", None, ()):
            continue
        if field.name == "sources":
            said["sources"] = "\n".join(one_line(f"[{c}] {c.source}") for c in value)
        else:
            said[field.name] = one_line("; ".join(map(str, value)) if isinstance(value, tuple) else str(value))
    return said


def on_terminal(thing: object, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    console.print(thing)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", LISTS)
def test_every_record_shows_all_that_it_says_in_a_notebook(name: str) -> None:
    for record in LISTS[name]:
        page = Page(record._repr_html_())
        want = cells(record)
        assert page.rows == [list(pair) for pair in want.items()]
        if "sources" in want:
            addresses = [c.source.url for c in record.sources if c.source.url.startswith("http")]
            assert page.links[len(page.links) - len(addresses) :] == addresses


@pytest.mark.parametrize("name", LISTS)
def test_every_record_shows_all_that_it_says_when_it_is_printed(name: str) -> None:
    for record in LISTS[name]:
        text = str(record)
        if isinstance(record, NAMED):
            assert "\n" not in text
            continue
        heading, *lines = text.split("\n")
        assert heading == type(record).__name__
        want = [line for column, cell in cells(record).items() for line in (cell.split("\n"))]
        assert [line[2:].split("  ", 1)[-1].lstrip() for line in lines] == [line.lstrip() for line in want]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("width", WIDTHS)
def test_rich_prints_whole_records(name: str, width: int) -> None:
    for record in LISTS[name][:: max(len(LISTS[name]) // 20, 1)]:
        printed = on_terminal(record, width)
        assert max(map(cell_len, printed.splitlines())) <= width
        rest = squeezed(printed)
        for column, cell in cells(record).items():
            assert squeezed(column + cell) in rest


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("width", WIDTHS)
def test_rich_prints_a_table_whose_cells_are_whole(name: str, width: int) -> None:
    records = LISTS[name]
    printed = on_terminal(records, width)
    assert max(map(cell_len, printed.splitlines())) <= width
    head, rule, *lines = printed.splitlines()
    assert set(rule) == {"─"}
    headings = {found.group(): found.start() for found in re.finditer(r"\S+", head)}
    foot = f"{len(records)}record"
    below = squeezed(printed).rpartition(foot)[2]
    ends = [*list(headings.values())[1:], width]
    for (heading, start), end in zip(headings.items(), ends, strict=True):
        column = squeezed("".join("".join(as_cells(line)[start:end]) for line in lines))
        for record in records[:20]:
            assert squeezed(in_table(record, heading)) in column
    # What says something is shown, or it is said that it is not.
    names = [field.name for field in attrs.fields(type(records[0])) if field.name not in NOT_IN_TABLES]
    for heading in (
        n.removesuffix("_en") for n in names if not n.startswith(("title_vi", "title_zh", "text_vi", "text_zh"))
    ):
        if all(hasattr(r, heading) or hasattr(r, f"{heading}_en") for r in records) and any(
            in_table(r, heading) for r in records[:20]
        ):
            assert (heading in headings) != (re.search(rf"(:|,){heading}(,|$)", below) is not None)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_repl_prints_a_table_that_fits(name: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    records = LISTS[name]
    *lines, foot = repr(records).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert len(lines) == 1 + min(len(records), 20)
    assert foot.startswith(f"({len(records)} records")
    headings = {found.group(): found.start() for found in re.finditer(r"\S+", lines[0])}
    ends = [*list(headings.values())[1:], width]
    for (heading, start), end in zip(headings.items(), ends, strict=True):
        for record, line in zip(records, lines[1:], strict=False):
            cell = "".join(as_cells(line)[start:end]).strip()
            if not heading.endswith("…"):
                whole = in_table(record, heading).strip()
                assert cell == whole or (cell.endswith("…") and whole.startswith(cell[:-1].rstrip()))


def test_off_a_terminal_the_table_does_not_depend_on_one(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = repr(vn.partners())
    monkeypatch.setenv("COLUMNS", "40")
    assert repr(vn.partners()) == wide
    monkeypatch.setattr(sys, "stdout", None)  # as in pythonw
    assert repr(vn.partners()) == wide


NOT_IN_TABLES = {"sources", "note", "begins", "ends", "lat", "lon"}


def in_table(record: Any, heading: str) -> str:
    languages = [heading] if hasattr(record, heading) else [f"{heading}_{lang}" for lang in ("en", "vi", "zh")]
    value = next(filter(None, (getattr(record, name) for name in languages)), getattr(record, languages[0]))
    return one_line("; ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value))


def as_cells(line: str) -> list[str]:
    """A line as what stands in each column of the terminal: a wide character in the first of its two."""
    return [part for c in line for part in ((c, "") if cell_len(c) == 2 else (c,))]


@pytest.mark.parametrize("name", LISTS)
def test_a_notebook_shows_a_table_with_a_link_to_each_source(name: str) -> None:
    records = LISTS[name]
    page = Page(records._repr_html_())
    head, *rows = page.rows
    assert len(rows) == min(len(records), 20)
    for record, row in zip(records, rows, strict=False):
        said = dict(zip(head, row, strict=True))
        sources = said.pop("sources", "").split()
        assert len(sources) == len(getattr(record, "sources", ()))
        assert said == {heading: in_table(record, heading) for heading in said}
    for record in records[:20]:
        for citation in getattr(record, "sources", ()):
            assert citation.source.url in page.links or not citation.source.url.startswith("http")


@pytest.mark.parametrize("country", ["US", "CN", "LA", "XK", "SUHH", "VA"])
def test_relations_show_what_they_print(country: str) -> None:
    relations = vn.relations_with(country)
    page = Page(relations._repr_html_())
    printed = str(relations)
    assert [squeezed("".join(row)) for row in page.rows] == [
        squeezed(line) for line in printed.split("\n") if line.startswith("  ")
    ]
    for heading in (line for line in printed.split("\n") if line and not line.startswith("  ")):
        assert heading in page.said
    assert {s.url for s in relations.sources if s.url.startswith("http")} == set(page.links)
    for width in WIDTHS:
        on_it = on_terminal(relations, width)
        assert max(map(cell_len, on_it.splitlines())) <= width
        for source in relations.sources:
            assert squeezed(one_line(f"[{source.id}] {source}")) in squeezed(on_it)


def test_the_dataset_citations_and_nothing() -> None:
    dataset = vn.dataset()
    assert repr(dataset) == f"Dataset(version={dataset.version!r}, as_of={str(dataset.as_of)!r})"
    assert {name for name, _ in Page(dataset._repr_html_()).rows} == set(reader.TABLES)
    assert "Diplomatic relations" in on_terminal(dataset, 80)
    assert all(name in repr(dataset.tables) for name in TABLES)
    source = vn.sources()[0]
    citation = vn.Citation(source.id, "p. 3", {source.id: source})
    assert ["locator", "p. 3"] in Page(citation._repr_html_()).rows
    assert citation.source.url in squeezed(on_terminal(citation, 80))
    assert on_terminal(vn.ties("XK"), 80) == "no records\n"
    assert repr(vn.ties("XK")) == str(vn.ties("XK")) == "no records"


def test_a_damaged_dataset_can_be_looked_at(tmp_path: Path) -> None:
    assert "datapackage.json" in repr(vn.Dataset.from_directory(tmp_path))


def test_reprs_are_short_and_say_dates_as_they_are_written() -> None:
    (tie,) = vn.ties("US")
    said = "country=Country('US', 'United States'), since='1995-07-12', level='embassy', regime='SRV', counted=True"
    assert repr(tie) == f"Tie(id='us-srv-embassy', {said})"
    assert pretty_repr([tie], max_width=200) == f"[{tie!r}]"
    seat = next(m for m in vn.memberships() if m.body.id == "wto")
    assert "body=Organisation('wto', 'World Trade Organization')" in repr(seat)
    assert pretty_repr(tie.sources[0]) == repr(tie.sources[0])
    assert on_terminal(vn.Tie, 80) == "<class 'vnrelations.model.Tie'>\n"


COLUMNS = {
    "countries": ("name", "name_vi", "note"),
    "disputes": ("title_en", "title_vi", "area", "settlement", "note"),
    "events": ("title_en", "people", "place", "note"),
    "partnerships": ("title_en", "sector", "place", "signatories", "note"),
    "dissents": ("value", "reason", "note"),
}


@pytest.mark.parametrize("table", COLUMNS)
def test_hostile_texts_are_texts(table: str, tmp_path: Path) -> None:
    dataset = hostile.dataset(tmp_path, table, *COLUMNS[table])
    records = dataset.tables[table]
    whole = [records, *records[:25]]
    if table in ("disputes", "partnerships"):
        countries = {c for d in records[:22] for c in (d.parties if table == "disputes" else (d.partner,))}
        whole += [dataset.relations_with(country) for country in countries]
    check_inert(whole)


@pytest.mark.parametrize("text", hostile.TEXTS, ids=range(len(hostile.TEXTS)))
def test_hostile_sources_are_texts(text: str) -> None:
    source = attrs.evolve(vn.sources()[0], id=text, title=text, publisher=text, url=f"https://{text}", note=text)
    citation = vn.Citation(text, text, {text: source})
    tie = attrs.evolve(vn.ties()[0], sources=(citation,))
    check_inert([source, citation, tie, vn.Records([source]), vn.Records([tie])])


def check_inert(shown: list[Any]) -> None:
    for thing in shown:
        page = Page(thing._repr_html_())
        assert "<script>" not in thing._repr_html_()
        assert all(re.fullmatch(r"https?://\S+", link) for link in page.links)
        said = [thing._repr_html_(), repr(thing), on_terminal(thing, 80)]
        if not isinstance(thing, (*NAMED, vn.Citation)):  # of which str() is what stands in the cell
            said.append(str(thing))
        for text in said:
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " https://a.example",
        "https://a.example b",
        "https://a\x1b.example",
        "data:text/html,x",
        "https:",
    ],
)
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    source = attrs.evolve(vn.sources()[0], url=url)
    assert Page(source._repr_html_()).links == []
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    console.print(source)
    assert "\x1b]8" not in console.file.getvalue()  # type: ignore[attr-defined]


def test_an_address_cannot_leave_its_attribute() -> None:
    source = attrs.evolve(vn.sources()[0], url='https://a.example/"onmouseover="alert(1)')
    assert Page(source._repr_html_()).links == [source.url]


def test_only_those_who_look_import_what_shows() -> None:
    code = (
        "import sys; here = set(sys.modules); import vnrelations as vn; tie = vn.ties('US')[0]\n"
        "repr(tie), str(vn.relations_with('US')); before = set(sys.modules) - here\n"
        "repr(vn.ties()), tie._repr_html_(); print([m for m in ('vnrelations.showing', 'html') if m in before])\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('rich', 'cattrs', 'pycountry')])"
    )
    assert in_fresh_process(code).splitlines() == ["[]", "[]"]


@pytest.mark.parametrize("thing", [vn, vn.dataset(), vn.relations_with("US"), vn.ties(), vn.ties()[0]])
def test_completion_offers_what_is_of_use(thing: object) -> None:
    complete = rlcompleter.Completer({"thing": thing}).complete
    offered = {str(complete("thing.", n)).removeprefix("thing.").rstrip("()") for n in range(200)} - {"None"}
    assert offered == {name for name in dir(thing) if not name.startswith("_")}
    wanted = {"where", "to_frame"} if isinstance(thing, vn.Records) else {"sources", "ties"}
    assert wanted <= offered or isinstance(thing, vn.Tie)


def test_help_says_what_may_be_asked() -> None:
    described = pydoc.plain(pydoc.render_doc(vn)).partition("PACKAGE CONTENTS")[0]
    for name in vn.__all__:
        if name[0].islower():
            assert f"``{name}``" in described, name
    for thing in (vn.Tie, vn.relations_with, vn.Records, vn.Relations):
        assert (thing.__doc__ or "").splitlines()[0] in pydoc.plain(pydoc.render_doc(thing))

"""The CSV package, the JSON document and the SQLite file, read back by the tools that their users have."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import jsonschema
import pytest

import vnrelations as vn
from vnrelations import converting, hanzi, loading
from vnrelations.dates import PartialDate
from vnrelations.exporting import dictionary, json_format, sqlite_format, sqlite_schema

from . import reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TABLES = vn.dataset().tables
PLAIN = {table: [converting.to_dict(record) for record in records] for table, records in TABLES.items()}
HOSTILE = """=1+1 "quoted" 'x'); DROP TABLE ties; -- <script>alert(1)</script> */ \\ ${x} ]]> &amp;"""


def edited(folder: Path, table: str, change: Callable[[dict[str, str]], None]) -> vn.Dataset:
    """A copy of the dataset in which the first row of a table is changed."""
    place = Path(shutil.copytree(reader.DATA, folder / "edited"))
    rows = reader.rows(table)
    change(rows[0])
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (place / f"{table}.csv").write_bytes(text.getvalue().encode())
    return vn.Dataset.from_directory(place)


# -- csv


def test_csv_is_the_package_as_it_is_shipped(tmp_path: Path) -> None:
    (path,) = vn.export("csv", tmp_path / "package")
    names = {"datapackage.json", "LICENSE", "README.md", *(f"{table}.csv" for table in loading.TABLES)}
    assert {file.name for file in path.iterdir()} == names == {file.name for file in reader.DATA.iterdir()}
    for name in names:
        assert (path / name).read_bytes() == (reader.DATA / name).read_bytes(), name
    again = vn.Dataset.from_directory(path)
    assert dict(again.tables) == dict(TABLES)
    assert again.descriptor == vn.dataset().descriptor


def test_csv_of_an_edited_copy_is_that_copy(tmp_path: Path) -> None:
    dataset = edited(tmp_path, "ties", lambda row: row.update(note=HOSTILE))
    (tmp_path / "edited" / "LICENSE").unlink()
    (path,) = vn.export("csv", tmp_path / "package", dataset=dataset)
    for file in path.iterdir():
        assert file.read_bytes() == (tmp_path / "edited" / file.name).read_bytes()
    assert not (path / "LICENSE").exists()
    assert vn.Dataset.from_directory(path).tables["ties"][0].note == HOSTILE


def test_csv_of_a_damaged_copy_is_refused(tmp_path: Path) -> None:
    dataset = edited(tmp_path, "ties", lambda row: row.update(level="ambassy"))
    with pytest.raises(vn.DataError, match="ambassy"):
        vn.export("csv", tmp_path / "package", dataset=dataset)
    assert [path.name for path in tmp_path.iterdir()] == ["edited"]


@pytest.mark.heavy
def test_csv_is_valid_to_frictionless(tmp_path: Path) -> None:
    (path,) = vn.export("csv", tmp_path / "package")
    command = [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"]
    answer = subprocess.run(command, cwd=path, capture_output=True, encoding="utf-8", check=True)
    report = json.loads(answer.stdout)
    assert (report["valid"], report["stats"]["tasks"]) == (True, len(loading.TABLES))
    rows = {task["name"]: task["stats"]["rows"] for task in report["tasks"]}
    assert rows == {table: len(records) for table, records in TABLES.items()}


# -- json


@pytest.fixture(scope="module")
def written_json(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    path, schema, types = vn.export("json", tmp_path_factory.mktemp("json") / "vnrelations.json")
    assert (schema.name, types.name) == ("vnrelations.json.schema.json", "vnrelations.json.d.ts")
    return path, schema, types


@pytest.fixture(scope="module")
def document(written_json: tuple[Path, Path, Path]) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(written_json[0].read_bytes())
    return parsed


@pytest.fixture(scope="module")
def validator(written_json: tuple[Path, Path, Path]) -> jsonschema.Draft202012Validator:
    schema = json.loads(written_json[1].read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def test_json_has_every_cell_of_every_record(document: dict[str, Any]) -> None:
    package = vn.dataset().descriptor
    assert list(document) == ["name", "title", "version", "as_of", "licenses", "tables"]
    assert {key: document[key] for key in list(document)[:-1]} == {key: package[key] for key in list(document)[:-1]}
    assert document["tables"] == PLAIN
    assert list(document["tables"]) == list(TABLES)


@pytest.mark.heavy
def test_json_records_are_read_back_as_they_were(document: dict[str, Any]) -> None:
    by_id = {table: {r.id: r for r in TABLES[table]} for table in ("countries", "sources", "organisations")}
    for table, records in TABLES.items():
        kind = loading.kind_of(table)
        for plain, record in zip(document["tables"][table], records, strict=True):
            read = converting.from_dict(kind, plain, by_id["countries"], by_id["sources"], by_id["organisations"])
            assert read == record


def test_json_has_a_record_a_line(written_json: tuple[Path, Path, Path]) -> None:
    lines = written_json[0].read_text("utf-8").splitlines()
    records = [json.loads(line.removesuffix(",")) for line in lines if line.startswith('{"id"')]
    assert records == [plain for each in PLAIN.values() for plain in each]
    assert any("Trường Sa" in line for line in lines)


def test_json_is_valid_to_its_schema(document: dict[str, Any], validator: jsonschema.Draft202012Validator) -> None:
    assert [error.json_path for error in validator.iter_errors(document)] == []


DAMAGE: dict[str, Callable[[dict[str, Any]], object]] = {
    "a wrong level": lambda tables: tables["partnerships"][0].update(level="comprehensive strategy"),
    "a wrong kind": lambda tables: tables["events"][0].update(kind="Visit"),
    "a wrong table": lambda tables: tables["dissents"][0].update(table="tie"),
    "a missing column": lambda tables: tables["ties"][0].pop("until"),
    "an extra column": lambda tables: tables["ties"][0].update(begins="1995-07-12"),
    "a missing table": lambda tables: tables.pop("ties"),
    "an extra table": lambda tables: tables.update(extra=[]),
    "no such day": lambda tables: tables["ties"][0].update(since="2019-02-30"),
    "no such month": lambda tables: tables["ties"][0].update(since="2019-13"),
    "no such year": lambda tables: tables["ties"][0].update(since="0000"),
    "a day of another form": lambda tables: tables["ties"][0].update(since="12.7.1995"),
    "no date where one is needed": lambda tables: tables["events"][0].update(since=None),
    "a country by its name": lambda tables: tables["ties"][0].update(country="Vietnam"),
    "a country that is none": lambda tables: tables["ties"][0].update(country=None),
    "no source": lambda tables: tables["ties"][0].update(sources=[]),
    "a broken citation": lambda tables: tables["ties"][0].update(sources=["key[p. 3"]),
    "a number as text": lambda tables: tables["indicators"][0].update(value="54"),
    "a number below zero": lambda tables: tables["indicators"][0].update(value=-1),
    "a place off the globe": lambda tables: tables["countries"][0].update(lat=90.5),
    "a truth as text": lambda tables: tables["ties"][0].update(counted="true"),
    "an empty title": lambda tables: tables["events"][0].update(title_zh=""),
    "a list as text": lambda tables: tables["events"][0].update(parties="JP;CN"),
    "an address that is none": lambda tables: tables["sources"][0].update(url="javascript:alert(1)"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_json_that_is_damaged_is_refused(
    damage: Callable[[dict[str, Any]], object],
    document: dict[str, Any],
    validator: jsonschema.Draft202012Validator,
) -> None:
    small = document | {"tables": {table: copy.deepcopy(rows[:1]) for table, rows in document["tables"].items()}}
    assert validator.is_valid(small)
    damage(small["tables"])
    assert len(list(validator.iter_errors(small))) == 1


def test_the_schema_and_the_types_describe_every_column(written_json: tuple[Path, Path, Path]) -> None:
    schema, types = json.loads(written_json[1].read_bytes()), written_json[2].read_text("utf-8")
    for table in loading.TABLES:
        kind = loading.kind_of(table)
        described = schema["$defs"][kind.__name__]
        interface = types.partition(f"export interface {kind.__name__} {{\n")[2].partition("\n}\n")[0]
        for field in reader.fields(table):
            cell = described["properties"][field["name"]]
            assert cell["description"] == field["description"]
            assert f"  /** {field['description']} */\n  readonly {field['name']}: " in interface
        assert described["required"] == [field["name"] for field in reader.fields(table)]
        assert described["additionalProperties"] is False


def test_words_of_the_dictionary_stay_words(tmp_path: Path) -> None:
    place = Path(shutil.copytree(reader.DATA, tmp_path / "edited"))
    package = reader.descriptor()
    package["resources"][0]["schema"]["fields"][1]["description"] = HOSTILE + "\n export const x = 1;"
    (place / "datapackage.json").write_text(json.dumps(package), "utf-8")
    types = json_format.beside(vn.Dataset.from_directory(place))[".d.ts"].decode()
    (line,) = (line for line in types.splitlines() if "DROP TABLE" in line)
    assert line.count("*/") == 1
    assert line.endswith(" export const x = 1; */")


def test_a_dictionary_that_leaves_out_a_column_is_refused(tmp_path: Path) -> None:
    place = Path(shutil.copytree(reader.DATA, tmp_path / "edited"))
    package = reader.descriptor()
    del package["resources"][0]["schema"]["fields"][1]
    (place / "datapackage.json").write_text(json.dumps(package), "utf-8")
    for module in (json_format, sqlite_format):
        with pytest.raises(vn.DataError, match="'countries' is not described in full: 'kind'"):
            module.beside(vn.Dataset.from_directory(place))
    del package["resources"][0]
    (place / "datapackage.json").write_text(json.dumps(package), "utf-8")
    with pytest.raises(vn.DataError, match="no resource 'countries'"):
        json_format.beside(vn.Dataset.from_directory(place))


USES = """
import type { Dataset, Level, Partnership, Tie } from "./vnrelations.json.d.ts";
export const wanted: Level = "comprehensive strategic";
export function names(data: Dataset): string[] {
  const now: readonly Partnership[] = data.tables.partnerships.filter((p) => p.level === wanted && p.until === null);
  const tie: Tie | undefined = data.tables.ties.find((t) => t.counted && t.level === "embassy");
  const place: number | null | undefined = data.tables.countries.find((c) => c.id === tie?.country)?.lat;
  return now.map((p) => `${p.partner} ${p.since ?? p.attested} ${p.sources[0]} ${place}`);
}
"""
IMPORTS = """
import data, { type Level } from "./vnrelations.json";
export const levels: Level[] = data.tables.partnerships.map((p) => p.level);
"""


@pytest.mark.heavy
def test_the_types_are_those_of_typescript(written_json: tuple[Path, Path, Path], tmp_path: Path) -> None:
    npm = shutil.which("npm")
    assert npm, "this test needs npm"
    subprocess.run([npm, "install", "--no-save", "--silent", "typescript"], cwd=tmp_path, check=True)
    for path in written_json:
        shutil.copy(path, tmp_path)

    def compiled(code: str, *options: str) -> str:
        (tmp_path / "sample.ts").write_text(code, "utf-8")
        tsc = [str(tmp_path / "node_modules/.bin/tsc"), "--noEmit", "--strict", "--target", "es2022", *options]
        answer = subprocess.run([*tsc, "sample.ts"], cwd=tmp_path, capture_output=True, encoding="utf-8")
        assert bool(answer.returncode) == bool(answer.stdout)
        return answer.stdout

    for modules in (["--module", "nodenext"], ["--module", "esnext", "--moduleResolution", "bundler"]):
        assert compiled(USES, *modules) == ""
        assert compiled(IMPORTS, *modules, "--resolveJsonModule", "false") == ""
        misspelt = compiled(USES.replace("comprehensive strategic", "comprehensive strategy"), *modules)
        assert misspelt.startswith("sample.ts(3,14): error TS2820")  # not assignable to Level; did you mean ...?
        assert "TS2367" in compiled(USES.replace('"embassy"', '"ambassy"'), *modules)
        assert "TS2339" in compiled(USES.replace("p.partner", "p.country"), *modules)


# -- sqlite


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        yield db


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, beside = vn.export("sqlite", tmp_path_factory.mktemp("sqlite") / "vnrelations.db")
    assert beside.name == "vnrelations.db.metadata.json"
    return path


@pytest.fixture
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with opened(database) as connection:
        yield connection


def records_in(db: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """The records of a table put together again from its rows and its link tables."""
    lists: dict[str, dict[str, list[str]]] = {}
    for link in sqlite_schema.links(vn.dataset(), table):
        lists[link.column.name] = {}
        for owner, _, item, *locator in db.execute(f"SELECT * FROM {link.name} ORDER BY {link.owner}, position"):
            text = f"{item}[{locator[0]}]" if locator and locator[0] else item
            lists[link.column.name].setdefault(owner, []).append(text)
    names = [a.name for a in attrs.fields(loading.kind_of(table)) if a.init]
    return [
        {name: lists[name].get(row["id"], []) if name in lists else row[name] for name in names}
        for row in db.execute(f"SELECT * FROM {table} ORDER BY id")
    ]


def test_sqlite_has_every_cell_of_every_record(db: sqlite3.Connection) -> None:
    assert {table: records_in(db, table) for table in loading.TABLES} == PLAIN
    for table, records in TABLES.items():
        dates = [c.name for c in dictionary.columns(vn.dataset(), table) if c.kind is PartialDate]
        for row, record in zip(db.execute(f"SELECT * FROM {table} ORDER BY id"), records, strict=True):
            for name in dates:
                date = getattr(record, name)
                ends = (str(date.earliest), str(date.latest)) if date else (None, None)
                assert (row[f"{name}_earliest"], row[f"{name}_latest"]) == ends


def test_sqlite_holds_together(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [tuple(row) for row in db.execute("PRAGMA integrity_check")] == [("ok",)]
    assert db.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"VNRL")
    assert db.execute("PRAGMA user_version").fetchone()[0] == sqlite_format.LAYOUT
    strict = {row["name"]: row["strict"] for row in db.execute("PRAGMA table_list") if row["type"] == "table"}
    ours = [
        name
        for table in loading.TABLES
        for name in (table, *(x.name for x in sqlite_schema.links(vn.dataset(), table)))
    ]
    assert {strict[name] for name in ours} == {1}
    for table in loading.TABLES:
        keys = {(r["from"], r["table"]) for r in db.execute(f"PRAGMA foreign_key_list({table})")}
        (described,) = (r for r in reader.descriptor()["resources"] if r["name"] == table)
        declared = {(k["fields"][0], k["reference"]["resource"]) for k in described["schema"].get("foreignKeys", [])}
        assert keys == declared
    ((name, as_of),) = db.execute("SELECT name, as_of FROM dataset")
    assert (name, as_of) == ("vnrelations", str(vn.dataset().as_of))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM ties WHERE country = 'US'",
        "SELECT * FROM partnerships WHERE partner = 'US'",
        "SELECT * FROM events WHERE since >= '1995'",
        "SELECT * FROM events_parties WHERE country = 'US'",
        "SELECT * FROM ties_sources WHERE source = 'x'",
    ],
)
def test_sqlite_finds_by_index(db: sqlite3.Connection, query: str) -> None:
    (step,) = db.execute(f"EXPLAIN QUERY PLAN {query}")
    assert "_by_" in step["detail"]


def test_sqlite_refuses_what_is_no_level(database: Path, tmp_path: Path) -> None:
    with opened(Path(shutil.copy(database, tmp_path))) as db:
        db.execute("PRAGMA foreign_keys = ON")
        for change in ("level = 'ambassy'", "counted = 2", "counted = 'yes'", "country = NULL"):
            with pytest.raises(sqlite3.IntegrityError):
                db.execute(f"UPDATE ties SET {change}")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            db.execute("UPDATE ties SET country = 'QQ'")


@pytest.mark.parametrize(
    ("view", "table", "answer"), [("ties_now", "ties", vn.ties()), ("partners_now", "partnerships", vn.partners())]
)
def test_sqlite_views_answer_as_python_does(
    db: sqlite3.Connection, view: str, table: str, answer: vn.Records[Any]
) -> None:
    now = {record.id for record in answer}
    rows = [tuple(row) for row in db.execute(f"SELECT * FROM {view} ORDER BY id")]
    assert [row[0] for row in rows] == [record.id for record in answer]
    assert rows == [tuple(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY id") if row["id"] in now]


SEARCHES = [
    *("truong sa", "Trường Sa", "TRƯỜNG SA", "Tru\u031bo\u031b\u0300ng Sa", "truong s", "Đức", "đức", "duc", "Hoa-Kỳ"),
    *("南沙", "南沙群島", "南沙群岛", "美國", "美国", "越南", "沙"),
    *("gac ma", "Côte d'Ivoire", "UNCLOS 1982", "no such words at all"),
]


@pytest.mark.parametrize("text", SEARCHES)
def test_sqlite_finds_what_python_finds(db: sqlite3.Connection, text: str) -> None:
    found = sorted(tuple(row) for row in db.execute(sqlite_schema.FIND, {"text": text}))
    assert found == sorted((m.table, m.id, m.column, m.text) for m in vn.search(text))
    assert bool(found) == (text != "no such words at all")


@pytest.mark.parametrize("text", ["", '"', '" OR "', "NEAR(", "*", "a AND", "folded : x", HOSTILE, "\x00"])
def test_sqlite_takes_any_text_to_search_for(db: sqlite3.Connection, text: str) -> None:
    db.execute(sqlite_schema.FIND, {"text": text}).fetchall()


def test_sqlite_is_searched_by_hand_as_the_metadata_tells(db: sqlite3.Connection) -> None:
    words = sqlite_format.beside(vn.dataset())[".metadata.json"].decode()
    for phrase, typed in (('"truong sa"', "truong sa"), ('"南 沙"', "南沙")):
        assert f"MATCH '{phrase}'" in json.loads(words)["databases"]["vnrelations"]["tables"]["search"]["description"]
        (count,) = db.execute("SELECT count(*) FROM search WHERE search MATCH ?", (phrase,)).fetchone()
        assert count == len(vn.search(typed))
    (count,) = db.execute("SELECT count(*) FROM search WHERE search MATCH ?", ("Trường Sa",)).fetchone()
    assert count >= len(vn.search("Trường Sa"))


def test_sqlite_knows_each_traditional_character(db: sqlite3.Connection) -> None:
    pairs = zip(hanzi._PAIRS[::2], hanzi._PAIRS[1::2], strict=True)
    assert [tuple(row) for row in db.execute("SELECT * FROM hanzi")] == sorted(pairs)


def test_sqlite_keeps_hostile_text_as_text(tmp_path: Path) -> None:
    key = "x'); DROP TABLE ties; --"
    dataset = edited(tmp_path, "policies", lambda row: row.update(id=key, text_en=HOSTILE, note="\x00<b>" + HOSTILE))
    path, _ = vn.export("sqlite", tmp_path / "x.db", dataset=dataset)
    with opened(path) as db:
        (row,) = db.execute("SELECT * FROM policies WHERE id = ?", (key,))
        assert (row["text_en"], row["note"]) == (HOSTILE, "\x00<b>" + HOSTILE)
        assert db.execute("SELECT count(*) FROM ties").fetchone()[0] == len(TABLES["ties"])
        found = db.execute(sqlite_schema.FIND, {"text": "\"quoted\" 'x'); DROP"}).fetchall()
        assert {row["id"] for row in found} == {key}


def test_sqlite_says_what_it_cannot_hold(tmp_path: Path) -> None:
    dataset = edited(tmp_path, "indicators", lambda row: row.update(value=str(2**63)))
    with pytest.raises(vn.ExportError, match=r"SQLite 3\.\d+"):
        vn.export("sqlite", tmp_path / "x.db", dataset=dataset)
    assert [path.name for path in tmp_path.iterdir()] == ["edited"]


def test_the_metadata_describes_every_table_and_column(db: sqlite3.Connection) -> None:
    metadata = json.loads(sqlite_format.beside(vn.dataset())[".metadata.json"])
    tables = metadata["databases"]["vnrelations"]["tables"]
    there = {r["name"] for r in db.execute("PRAGMA table_list") if r["type"] in ("table", "view", "virtual")}
    assert set(tables) == there - {"sqlite_schema", "sqlite_temp_schema"}
    for table in (*loading.TABLES, "ties_now", "partners_now"):
        assert list(tables[table]["columns"]) == [r["name"] for r in db.execute(f"PRAGMA table_info({table})")]
    for table, described in tables.items():
        names = [r["name"] for r in db.execute(f"PRAGMA table_info({table})")]
        used = [
            *described.get("facets", ()),
            *(described[k] for k in ("sort", "sort_desc", "label_column") if k in described),
        ]
        assert set(used) <= set(names)
        assert described["description"].endswith((".", "it)."))


@pytest.mark.heavy
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Datasette leaves its connections to the interpreter
def test_datasette_opens_it_with_its_metadata(database: Path) -> None:
    from datasette.app import Datasette  # type: ignore[import-untyped]

    metadata = json.loads(Path(f"{database}.metadata.json").read_bytes())

    async def ask() -> None:
        datasette = Datasette([str(database)], metadata=metadata)

        async def get(path: str) -> Any:
            answer = await datasette.client.get(path)
            assert answer.status_code == 200, answer.text
            return answer.json() if ".json" in path else answer.text

        for table, records in TABLES.items():
            assert (await get(f"/vnrelations/{table}.json"))["filtered_table_rows_count"] == len(records)
        for view, count in (("ties_now", len(vn.ties())), ("partners_now", len(vn.partners()))):
            assert (await get(f"/vnrelations/{view}.json"))["filtered_table_rows_count"] == count
        (us,) = (
            (await get("/vnrelations/ties/us-srv-embassy.json?_shape=array"))["rows"]
            if False
            else (await get("/vnrelations/ties.json?id=us-srv-embassy&_shape=array"))
        )
        assert (us["country"], us["since"], us["since_latest"]) == ("US", "1995-07-12", "1995-07-12")
        for text in ("Trường Sa", "南沙群島", "truong sa"):
            found = await get(f"/vnrelations/find.json?text={text}&_shape=array")
            assert {(r["table"], r["id"], r["column"]) for r in found} == {
                (m.table, m.id, m.column) for m in vn.search(text)
            }
        page = await get("/vnrelations/ties")
        assert "CC BY" in page or "Creative Commons Attribution 4.0" in page
        assert "The first day, by the date that Vietnam celebrates" in page
        assert "/vnrelations/countries/KR" in page
        assert "South Korea" in page

    asyncio.run(ask())

"""GeoJSON, GraphML and Turtle, read back whole with the tools of their users."""

from __future__ import annotations

import collections
import json
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
import shapely
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

import vnrelations as vn
from vnrelations.exporting.turtle_format import PREFIXES, iri, term

from . import hostile, reader

if TYPE_CHECKING:
    from pathlib import Path

AS_OF, VERSION, TITLE = (reader.descriptor()[key] for key in ("as_of", "version", "title"))
DAY = reader.last_day(AS_OF)
HANOI = {"DRV", "PRG", "SRV"}
ROWS = {table: reader.rows(table) for table in reader.TABLES}
PARTNERS = [row for row in ROWS["countries"] if row["kind"] not in ("area", "former area", "home")]


def in_force(table: str) -> list[dict[str, str]]:
    return [row for row in ROWS[table] if reader.in_force(row, DAY)]


# -- GeoJSON


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    (path,) = vn.export("geojson", tmp_path_factory.mktemp("geojson") / "vnrelations.geojson")
    read: dict[str, Any] = json.loads(path.read_bytes().decode("utf-8"), parse_constant=refuse)
    return read


def test_every_partner_is_a_feature(collection: dict[str, Any]) -> None:
    """The rules of RFC 7946, sections 3 to 7, and every point as the table has it."""
    assert collection["type"] == "FeatureCollection"
    assert not {"coordinates", "geometries", "geometry", "properties", "crs"} & set(collection)
    assert (collection["version"], collection["as_of"], collection["title"]) == (VERSION, AS_OF, TITLE)
    assert collection["licence"] == "CC-BY-4.0"
    features = collection["features"]
    assert [feature["id"] for feature in features] == [row["id"] for row in PARTNERS]
    for feature, row in zip(features, PARTNERS, strict=True):
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        if row["lat"]:
            assert set(feature["geometry"]) == {"type", "coordinates"}
            point = shapely.from_geojson(json.dumps(feature["geometry"]))
            assert isinstance(point, shapely.Point)
            assert (point.x, point.y) == (float(row["lon"]), float(row["lat"]))
            assert -180 <= point.x <= 180
            assert -90 <= point.y <= 90
        else:
            assert feature["geometry"] is None
            assert row["kind"] in ("former state", "union")
    read = shapely.from_geojson(json.dumps({**collection, "features": [f for f in features if f["geometry"]]}))
    assert isinstance(read, shapely.GeometryCollection)
    assert len(read.geoms) == sum(bool(row["lat"]) for row in PARTNERS)


def test_every_property_of_every_partner(collection: dict[str, Any]) -> None:
    for feature, row in zip(collection["features"], PARTNERS, strict=True):
        here, said = vn.relations_with(row["id"]), feature["properties"]
        ties, ranked = vn.ties(row["id"]), here.partnership
        tie = ties[0] if ties else None
        assert len(ties) <= 1
        beside = [p for p in vn.partners() if p.partner.id == row["id"] and p.level.rank is None]
        missions = vn.missions(row["id"])
        assert said == {
            **{key: row[key] for key in ("name", "name_vi", "name_zh", "kind", "region")},
            "alpha_3": row["alpha_3"] or None,
            "tie_level": tie and tie.level,
            "tie_since": str(tie.since) if tie and tie.since else None,
            "tie_attested": str(tie.attested) if tie and tie.attested else None,
            "tie_counted": tie and tie.counted,
            "level": here.level,
            "rank": ranked and ranked.level.rank,
            "partnership_since": str(ranked.since) if ranked and ranked.since else None,
            "partnership_attested": str(ranked.attested) if ranked and ranked.attested else None,
            "special": any(p.level == "special" for p in beside),
            "sectoral": [p.sector for p in beside if p.level == "sectoral strategic"],
            "missions_of_vietnam": len([m for m in missions if m.sender == "Vietnam"]),
            "missions_in_vietnam": len([m for m in missions if m.sender == "partner"]),
        }


def test_geojson_adds_up(collection: dict[str, Any]) -> None:
    said = [feature["properties"] for feature in collection["features"]]
    ties = [row for row in in_force("ties") if row["regime"] in HANOI]
    assert sum(p["tie_level"] is not None for p in said) == len(ties)
    assert sum(bool(p["tie_counted"]) for p in said) == len([t for t in ties if t["counted"] == "true"])
    levels = collections.Counter(row["level"] for row in in_force("partnerships"))
    assert sum(len(p["sectoral"]) for p in said) == levels.pop("sectoral strategic")
    assert sum(p["special"] for p in said) == levels.pop("special")
    assert collections.Counter(p["level"] for p in said if p["level"]) == levels
    missions = [row for row in in_force("missions") if row["regime"] in HANOI]
    assert sum(p["missions_of_vietnam"] + p["missions_in_vietnam"] for p in said) == len(missions)


# -- GraphML


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Any:
    (path,) = vn.export("graphml", tmp_path_factory.mktemp("graphml") / "vnrelations.graphml")
    return nx.read_graphml(path, force_multigraph=True)


def expected_edges() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Every edge by its id, from the tables as a second reader sees them."""
    edges: dict[str, tuple[str, str, dict[str, Any]]] = {}

    def add(kind: str, row: dict[str, str], other: str, level: str, since: str, current: bool, **more: Any) -> None:
        dated = since or row.get("attested", "")
        values: dict[str, Any] = {
            "kind": kind,
            "record": row["id"],
            "level": level,
            "since": since,
            **{name: row.get(name, "") for name in ("regime", "until", "attested")},
            "since_year": dated and int(dated[:4]),
            "until_year": row["until"] and int(row["until"][:4]),
            "in_force": reader.in_force(row, DAY) if current else "",
        }
        ends = (other, "VN") if more.get("inward") else ("VN", other)
        edges[f"{kind}/{row['id']}/{other}"] = (*ends, {k: v for k, v in values.items() if v != ""})

    for row in ROWS["ties"]:
        add("tie", row, row["country"], row["level"], row["since"], True)
    for row in ROWS["partnerships"]:
        add("partnership", row, row["partner"], row["level"], row["since"], True)
    for row in ROWS["missions"]:
        other = f"organisation:{row['body']}" if row["body"] else row["country"]
        add("mission", row, other, row["kind"], row["since"], True, inward=row["sender"] == "partner")
    for row in ROWS["agreements"]:
        for party in filter(None, row["parties"].split(";")):
            since = row["signed"] or row["ratified"] or row["in_force"]
            add("agreement", row, party, row["kind"], since, False)
    for kind, table, parties, level in (
        ("dispute", "disputes", "parties", "status"),
        ("event", "events", "parties", "kind"),
        ("deployment", "deployments", "hosts", "unit"),
    ):
        for row in ROWS[table]:
            for party in filter(None, row[parties].split(";")):
                add(kind, row, party, row[level], row["since"], kind != "event")
    for row in ROWS["memberships"]:
        add("membership", row, f"organisation:{row['body']}", row["status"], row["since"], True)
    for row in ROWS["offices"]:
        add("office", row, f"organisation:{row['body']}", row["seat"], row["since"], False)
    for row in PARTNERS:
        for other in filter(None, row["successors"].split(";")):
            said = {
                "kind": "succession",
                "record": row["id"],
                "since": row["until"],
                "since_year": int(row["until"][:4]),
            }
            edges[f"succession/{row['id']}/{other}"] = (row["id"], other, said)
    return edges


def test_every_edge_of_the_network(network: Any) -> None:
    assert isinstance(network, nx.MultiDiGraph)
    assert network.graph["version"] == VERSION
    assert (network.graph["as_of"], network.graph["title"]) == (AS_OF, TITLE)
    edges = expected_edges()
    read = {key: (source, target, values) for source, target, key, values in network.edges(keys=True, data=True)}
    assert network.number_of_edges() == len(read)
    titles = {row["id"]: row["title_en"] for table in ("agreements", "events", "disputes") for row in ROWS[table]}
    for _, _, values in read.values():
        label = values.pop("label", None)
        values.pop("id", None)
        assert label or values["kind"] == "succession"
        if values["kind"] in ("agreement", "event", "dispute"):
            assert label == titles[values["record"]]
    assert read == edges
    counts = collections.Counter(values["kind"] for _, _, values in read.values())
    for kind, table in (("tie", "ties"), ("partnership", "partnerships"), ("mission", "missions")):
        assert counts[kind] == len(ROWS[table])
    assert (counts["membership"], counts["office"]) == (len(ROWS["memberships"]), len(ROWS["offices"]))


def test_every_node_of_the_network(network: Any) -> None:
    ends = {end for source, target, _ in expected_edges().values() for end in (source, target)}
    countries = {row["id"]: row for row in ROWS["countries"] if row["id"] in ends or row["id"] == "VN"}
    bodies = {f"organisation:{row['id']}": row for row in ROWS["organisations"]}
    assert set(network.nodes) == {*countries, *bodies}
    assert network.number_of_nodes() == len(countries) + len(bodies)
    for key, values in network.nodes(data=True):
        row = countries.get(key) or {**bodies[key], "kind": "organisation"}
        text = {name: row.get(name, "") for name in ("kind", "name_vi", "name_zh", "alpha_3", "region")}
        place = {name: float(row[name]) for name in ("lat", "lon") if row.get(name)}
        assert values == {"label": row["name"], **{k: v for k, v in text.items() if v}, **place}
    assert nx.is_weakly_connected(network.subgraph(countries))


def test_a_question_to_the_network(network: Any) -> None:
    top = {
        target
        for _, target, said in network.out_edges("VN", data=True)
        if said["kind"] == "partnership" and said["in_force"] and said["level"] == "comprehensive strategic"
    }
    assert top == {p.partner.id for p in vn.partners("comprehensive strategic")}


def test_hostile_graphml(tmp_path: Path) -> None:
    edited = hostile.dataset(tmp_path / "data", "agreements", "title_en")
    (path,) = vn.export("graphml", tmp_path / "out", dataset=edited)
    network: Any = nx.read_graphml(path, force_multigraph=True)
    assert {key for _, _, key in network.edges(keys=True)} == set(expected_edges())
    labels = {said["record"]: said["label"] for _, _, said in network.edges(data=True) if said["kind"] == "agreement"}
    for row, text in zip(ROWS["agreements"], hostile.TEXTS, strict=False):
        if row["parties"]:
            shown = text.replace("\r\n", "\n").replace("\r", "\n").translate(dict.fromkeys((0, 7, 0xFFFE), "\ufffd"))
            assert labels[row["id"]] == shown


# -- Turtle

SCHEMA, VNO, WD, PROV, PR, PS, P, WDT = (
    Namespace(str(PREFIXES[prefix])) for prefix in ("schema", "vno", "wd", "prov", "pr", "ps", "p", "wdt")
)
REFERENCES = {
    "parties": "countries",
    "hosts": "countries",
    "successors": "countries",
    "country": "countries",
    "partner": "countries",
    "predecessor": "countries",
    "body": "organisations",
    "disputes": "disputes",
    "agreements": "agreements",
}


def to_term(table: str, field: dict[str, Any], item: str, language: str | None) -> URIRef | Literal:
    """A cell's value as RDF; ``language`` is that of the column."""
    name, constraints = field["name"], field.get("constraints", {})
    if name == "sources":
        return iri("sources", item.partition("[")[0])
    if name in REFERENCES and not (table == "dissents" and name == "record"):
        return iri(REFERENCES[name], item)
    if str(constraints.get("pattern", "")).startswith(r"^\d{4}(-"):
        return Literal(item, datatype={4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(item)])
    if (table, name) == ("sources", "url"):
        return URIRef(item)
    if field["type"] == "boolean":
        return Literal(item == "true")
    if field["type"] in ("integer", "number"):
        return Literal(int(item) if field["type"] == "integer" else float(item))
    return Literal(item, lang=language)


def cells() -> set[tuple[Any, Any, Any]]:
    """Every value of every cell of every table as a triple."""
    triples: set[tuple[Any, Any, Any]] = set()
    for table, rows in ROWS.items():
        for field in reader.fields(table):
            name = field["name"]
            predicate, language = term(table, name)
            many = "separated by a semicolon" in field["description"]
            for row in rows if name != "id" else ():
                items = row[name].split(";") if many else [row[name]]
                triples |= {
                    (iri(table, row["id"]), predicate, to_term(table, field, item, language))
                    for item in filter(None, items)
                }
    return triples


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    (path,) = vn.export("turtle", tmp_path_factory.mktemp("turtle") / "vnrelations.ttl")
    return Graph().parse(path, format="turtle")


CLASSES = {
    "countries": "Country",
    "aliases": "Alias",
    "ties": "Tie",
    "partnerships": "Partnership",
    "disputes": "Dispute",
    "sources": "Source",
    "dissents": "Dissent",
    "agreements": "Agreement",
    "missions": "Mission",
    "events": "Event",
    "organisations": "Organisation",
    "memberships": "Membership",
    "offices": "Office",
    "deployments": "Deployment",
    "policies": "Policy",
    "periods": "Period",
    "indicators": "Indicator",
}


def test_every_cell_is_a_triple_and_what_more_there_is(graph: Graph) -> None:
    wanted = cells()
    triples = set(graph)
    assert wanted <= triples
    # What is said beside the cells: types and ids, references, names of countries, and of Vietnam itself.
    more = collections.Counter(str(predicate) for _, predicate, _ in triples - wanted)
    rows = sum(map(len, ROWS.values()))
    spells = [row for table in ("ties", "partnerships", "disputes", "missions", "memberships", "deployments")
              for row in ROWS[table]]  # fmt: skip
    citations = {(table, row["id"], c) for table in ROWS for row in ROWS[table] if "sources" in row
                 for c in row["sources"].split(";")}  # fmt: skip
    full = [row for row in ROWS["ties"] if row["level"] == "embassy" and row["regime"] in HANOI]
    members = [row for row in ROWS["memberships"] if row["status"] == "member" and row["regime"] in HANOI]
    names = {(row["country"], row["text"], row["language"].lower()) for row in ROWS["aliases"]}
    distinct = {citation for _, _, citation in citations}
    told = ("countries", "organisations", "memberships", "agreements", "events", "sources", "indicators")
    assert more == {
        str(RDF.type): rows + sum(len(ROWS[table]) for table in told) + len(distinct) + 1,
        str(SCHEMA.identifier): rows,
        str(PROV.wasDerivedFrom): len(citations),
        str(SCHEMA.isPartOf): len(distinct),
        str(PR.P854): len(distinct),
        str(VNO.locator): len([c for c in distinct if "[" in c]),
        str(SCHEMA.alternateName): len(names),
        str(VNO.current): len(spells),
        str(P.P530): len(full),
        str(PS.P530): len(full),
        str(WDT.P530): len({row["country"] for row in full if reader.in_force(row, DAY)}),
        str(VNO.partnership): len(ROWS["partnerships"]),
        str(SCHEMA.memberOf): len(members),
        **dict.fromkeys(map(str, (SCHEMA.name, SCHEMA.description, SCHEMA.version, VNO.as_of, SCHEMA.license)), 1),
    }
    for table, kind in CLASSES.items():
        subjects = set(graph.subjects(RDF.type, VNO[kind]))
        assert subjects == {iri(table, row["id"]) for row in ROWS[table]}, table


def test_names_in_their_languages(graph: Graph) -> None:
    for table, columns in (
        ("countries", ("name", "name_vi", "name_zh")),
        ("events", ("title_en", "title_vi", "title_zh")),
    ):
        for row in ROWS[table]:
            names = {Literal(row[c], lang=lang) for c, lang in zip(columns, ("en", "vi", "zh"), strict=True) if row[c]}
            assert set(graph.objects(iri(table, row["id"]), SCHEMA.name)) == names


@pytest.mark.parametrize("level", ["comprehensive strategic", "extensive strategic", "strategic", "comprehensive"])
def test_partners_in_sparql(level: str, graph: Graph) -> None:
    asked = """
        PREFIX vno: <urn:vnrelations:ontology:>
        PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
        PREFIX wd: <http://www.wikidata.org/entity/>
        PREFIX wdt: <http://www.wikidata.org/prop/direct/>
        SELECT ?code WHERE {
            wd:Q881 vno:partnership ?step . ?step vno:level ?level ; vno:partner/wdt:P297 ?code . %s
        } ORDER BY ?code"""
    wanted = sorted(p.partner.id for p in vn.partners(vn.Level(level)))
    for current in ("?step vno:current true .", "FILTER NOT EXISTS { ?step pq:P582 ?end }"):
        found = graph.query(asked % current, initBindings={"level": Literal(level)})
        assert [str(row[0]) for row in found if not isinstance(row, bool)] == wanted


def test_relations_as_wikidata_has_them_in_sparql(graph: Graph) -> None:
    found = graph.query("""
        PREFIX wd: <http://www.wikidata.org/entity/>
        PREFIX p: <http://www.wikidata.org/prop/>
        PREFIX ps: <http://www.wikidata.org/prop/statement/>
        PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
        PREFIX pr: <http://www.wikidata.org/prop/reference/>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX schema: <https://schema.org/>
        SELECT ?id ?start ?end ?url WHERE {
            wd:Q881 p:P530 ?tie . ?tie ps:P530 ?country . ?country schema:identifier ?id .
            ?tie prov:wasDerivedFrom/pr:P854 ?url .
            OPTIONAL { ?tie pq:P580 ?start } OPTIONAL { ?tie pq:P582 ?end }
        }""")
    urls = {row["id"]: row["url"] for row in ROWS["sources"]}
    wanted = {
        (row["country"], row["since"], row["until"], urls[citation.partition("[")[0]])
        for row in ROWS["ties"]
        if row["level"] == "embassy" and row["regime"] in HANOI
        for citation in row["sources"].split(";")
    }
    read = {tuple("" if cell is None else str(cell) for cell in row) for row in found if not isinstance(row, bool)}
    assert read == wanted
    alpha_3 = {str(code) for code in graph.objects(WD.Q881, WDT.P530 / WDT.P298)}
    assert alpha_3 == {t.country.alpha_3 for t in vn.ties() if t.level == "embassy" and t.country.alpha_3}


def test_hostile_turtle(tmp_path: Path) -> None:
    data = tmp_path / "data"
    hostile.dataset(data, "aliases", "text", "language", "note")
    key = "us> <x:y> <z"
    for name in ("ties.csv", "dissents.csv"):
        text = (data / name).read_text("utf-8")
        (data / name).write_text(text.replace("us-srv-embassy", key), "utf-8", newline="")
    sources = (data / "sources.csv").read_text("utf-8")
    url = next(row["url"] for row in ROWS["sources"] if "," not in row["url"])
    (data / "sources.csv").write_text(sources.replace(url, "https://e.example/> <a {b} `c|^\\ d"), "utf-8", newline="")
    (path,) = vn.export("turtle", tmp_path / "out", dataset=vn.Dataset.from_directory(data))
    graph = Graph().parse(path, format="turtle")
    assert set(graph.subjects(RDF.type, VNO.Alias)) == {iri("aliases", row["id"]) for row in ROWS["aliases"]}
    for row, text in zip(ROWS["aliases"], hostile.TEXTS, strict=False):
        for predicate in (VNO.text, VNO.language, VNO.note):
            assert [str(found) for found in graph.objects(iri("aliases", row["id"]), predicate)] == [text]
        assert text in map(str, graph.objects(iri("countries", row["country"]), SCHEMA.alternateName))
    assert URIRef("https://e.example/%3E%20%3Ca%20%7Bb%7D%20%60c%7C%5E%5C%20d") in set(graph.objects(None, SCHEMA.url))
    assert set(graph.subjects(SCHEMA.identifier, Literal(key))) == {iri("ties", key)}
    assert str(iri("ties", key)) == "urn:vnrelations:ties:us%3E%20%3Cx%3Ay%3E%20%3Cz"
    assert len(set(graph.subjects(RDF.type, VNO.Tie))) == len(ROWS["ties"])

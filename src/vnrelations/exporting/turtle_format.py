"""The dataset as RDF in Turtle, for a triple store: every cell of every table a triple, and what they mean to others.

A record is ``<urn:vnrelations:table:id>`` and an instance of ``vno:`` and its class; Vietnam is ``wd:Q881`` itself, and
so joins the graph to Wikidata. Other countries are found by their ISO codes (``wdt:P297``, ``P298``, ``P299``; former
states by those that they had). A column is ``vno:`` and its name, or the property of schema.org or Wikidata that says
the same (``_TERMS``). Dates are as exact as their source: ``xsd:gYear``, ``xsd:gYearMonth`` or ``xsd:date``. What holds
from one day to another says ``vno:current``: whether it is in force on the dataset's day. The order of a list is lost.

Full diplomatic relations of Hanoi's governments are said as Wikidata says them: ``wd:Q881 p:P530`` a tie, which is the
statement, ``ps:P530`` its country, ``pq:P580`` and ``pq:P582`` its start and end time, ``prov:wasDerivedFrom`` a
reference with ``pr:P854``, its URL; and ``wdt:P530`` straight to the country while it is in force. Membership is a role
as schema.org has it: ``wd:Q881 schema:memberOf`` a membership, and that ``schema:memberOf`` the organisation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import attrs
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

from ..bodies import Membership, MembershipStatus
from ..dates import PartialDate
from ..loading import kind_of
from ..model import Alias, Citation, Country, Partnership, Source, Spell, Tie
from ..queries import HANOI
from ..vocabulary import TieLevel
from ..world import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..queries import Dataset

    Triple = tuple[URIRef, URIRef, URIRef | Literal]

BASE = "urn:vnrelations:"
VNO = Namespace(f"{BASE}ontology:")
SCHEMA = Namespace("https://schema.org/")
WD = Namespace("http://www.wikidata.org/entity/")
WDT = Namespace("http://www.wikidata.org/prop/direct/")
P = Namespace("http://www.wikidata.org/prop/")
PS = Namespace("http://www.wikidata.org/prop/statement/")
PQ = Namespace("http://www.wikidata.org/prop/qualifier/")
PR = Namespace("http://www.wikidata.org/prop/reference/")
PROV = Namespace("http://www.w3.org/ns/prov#")
PREFIXES: dict[str, Any] = {
    "schema": SCHEMA,
    "vno": VNO,
    "wd": WD,
    "wdt": WDT,
    "p": P,
    "ps": PS,
    "pq": PQ,
    "pr": PR,
    "prov": PROV,
    "xsd": XSD,
}

VIETNAM = WD.Q881
_TYPES = {
    "countries": SCHEMA.Country,
    "organisations": SCHEMA.Organization,
    "memberships": SCHEMA.OrganizationRole,
    "agreements": SCHEMA.Legislation,
    "events": SCHEMA.Event,
    "sources": SCHEMA.WebPage,
    "indicators": SCHEMA.Observation,
}
# A column by its table and name, or by its name in all other tables, and the property that says the same.
_TERMS = {
    "countries.alpha_2": WDT.P297,
    "countries.alpha_3": WDT.P298,
    "countries.numeric": WDT.P299,
    "countries.lat": SCHEMA.latitude,
    "countries.lon": SCHEMA.longitude,
    "memberships.since": SCHEMA.startDate,
    "memberships.until": SCHEMA.endDate,
    "memberships.body": SCHEMA.memberOf,
    "memberships.status": SCHEMA.roleName,
    "agreements.kind": SCHEMA.legislationType,
    "agreements.signed": SCHEMA.legislationDate,
    "agreements.until": SCHEMA.expires,
    "agreements.place": SCHEMA.locationCreated,
    "events.since": SCHEMA.startDate,
    "events.until": SCHEMA.endDate,
    "events.place": SCHEMA.location,
    "events.people": SCHEMA.attendee,
    "indicators.value": SCHEMA.value,
    "indicators.unit": SCHEMA.unitText,
    "indicators.as_of": SCHEMA.observationDate,
    "sources.title": SCHEMA.name,
    "sources.publisher": SCHEMA.publisher,
    "sources.language": SCHEMA.inLanguage,
    "sources.published": SCHEMA.datePublished,
    "sources.url": SCHEMA.url,
    "sources.licence": SCHEMA.license,
    "ties.since": PQ.P580,
    "ties.until": PQ.P582,
    "partnerships.since": PQ.P580,
    "partnerships.until": PQ.P582,
    "abbreviation": SCHEMA.alternateName,
    "name": SCHEMA.name,
    "title": SCHEMA.name,
    "sources": SCHEMA.citation,
}
# Columns that hold one text in three languages end so; the English name of a country or body does not.
_LANGUAGES = {"_en": "en", "_vi": "vi", "_zh": "zh"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def write(dataset: Dataset, path: Path) -> None:
    """Write every record, sorted by subject and property."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in _about(dataset):
        graph.add(triple)
    for table, records in dataset.tables.items():
        for record in records:
            for triple in _triples(dataset, table, record):
                graph.add(triple)
    path.write_bytes(graph.serialize(format="turtle", encoding="utf-8"))


def iri(table: str, key: str) -> URIRef:
    """Return what a record is called."""
    return VIETNAM if (table, key) == ("countries", "VN") else URIRef(f"{BASE}{table}:{quote(key, safe='')}")


def term(table: str, column: str) -> tuple[URIRef, str | None]:
    """Return the property that says a column, and the language of its texts if they have one."""
    stem, language = column, _LANGUAGES.get(column[-3:])
    if language:
        stem = column[:-3]
    elif column == "name":
        language = "en"
    return _TERMS.get(f"{table}.{stem}") or _TERMS.get(stem) or VNO[stem], language


def _about(dataset: Dataset) -> Iterator[Triple]:
    subject, about = URIRef(f"{BASE}dataset"), dataset.descriptor
    yield subject, RDF.type, SCHEMA.Dataset
    for predicate, words in ((SCHEMA.name, about.get("title")), (SCHEMA.description, about.get("description"))):
        if words:
            yield subject, predicate, Literal(words, lang="en")
    yield subject, SCHEMA.version, Literal(dataset.version)
    yield subject, VNO.as_of, _date(dataset.as_of)
    for licence in about.get("licenses", []):
        if "path" in licence:
            yield subject, SCHEMA.license, URIRef(licence["path"])


def _triples(dataset: Dataset, table: str, record: Any) -> Iterator[Triple]:
    """What a row says: a triple a value, then what follows from them."""
    subject = iri(table, record.id)
    yield subject, RDF.type, VNO[kind_of(table).__name__]
    if table in _TYPES:
        yield subject, RDF.type, _TYPES[table]
    yield subject, SCHEMA.identifier, Literal(record.id)
    for field in attrs.fields(type(record)):
        if field.init and field.name != "id":
            predicate, language = term(table, field.name)
            value = getattr(record, field.name)
            for item in value if isinstance(value, tuple) else (value,):
                if item not in ("", None):
                    yield subject, predicate, _object(record, field.name, item, language)
    for citation in getattr(record, "sources", ()):
        yield from _reference(subject, citation)
    if isinstance(record, Alias):
        language = record.language if _LANGUAGE.fullmatch(record.language) else None
        yield iri("countries", record.country.id), SCHEMA.alternateName, Literal(record.text, lang=language)
    if isinstance(record, Spell):
        in_force = record.in_force(dataset.as_of.latest)
        yield subject, VNO.current, Literal(in_force)
        yield from _joined(subject, record, in_force)


def _object(record: Any, column: str, value: Any, language: str | None) -> URIRef | Literal:
    if isinstance(value, Country):
        return iri("countries", value.id)
    if isinstance(value, Organisation):
        return iri("organisations", value.id)
    if isinstance(value, Citation):
        return iri("sources", value.key)
    if isinstance(value, PartialDate):
        return _date(value)
    if isinstance(record, Source) and column == "url":
        return URIRef(_NO_IRI.sub(lambda found: quote(found[0]), value))
    if column in ("disputes", "agreements"):
        return iri(column, value)
    if isinstance(value, str):
        return Literal(str(value), lang=language)
    return Literal(value)


def _reference(subject: URIRef, citation: Citation) -> Iterator[Triple]:
    """Where it is read, as Wikidata says it: a node with the address of the source, and where in it."""
    reference = iri("reference", str(citation))
    yield subject, PROV.wasDerivedFrom, reference
    yield reference, RDF.type, VNO.Reference
    yield reference, SCHEMA.isPartOf, iri("sources", citation.key)
    yield reference, PR.P854, _object(citation.source, "url", citation.source.url, None)
    if citation.locator:
        yield reference, VNO.locator, Literal(citation.locator)


def _joined(subject: URIRef, record: Spell, in_force: bool) -> Iterator[Triple]:
    """What a spell says of Vietnam itself."""
    if isinstance(record, Tie) and record.level is TieLevel.EMBASSY and record.regime in HANOI:
        yield VIETNAM, P.P530, subject
        yield subject, PS.P530, iri("countries", record.country.id)
        if in_force:
            yield VIETNAM, WDT.P530, iri("countries", record.country.id)
    if isinstance(record, Partnership):
        yield VIETNAM, VNO.partnership, subject
    if isinstance(record, Membership) and record.status is MembershipStatus.MEMBER and record.regime in HANOI:
        yield VIETNAM, SCHEMA.memberOf, subject


def _date(date: PartialDate) -> Literal:
    kind = XSD.gYear if date.month is None else XSD.gYearMonth if date.day is None else XSD.date
    return Literal(str(date), datatype=kind)

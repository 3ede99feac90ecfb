"""Vietnam and all others as a network in GraphML, for Gephi, networkx and igraph: a directed multigraph.

Nodes are Vietnam (``VN``), every country that an edge needs, by its id, and every organisation, as ``organisation:``
and its id. An edge is what one record says of one pair, and its id is ``kind/record/other end``:

- ``tie``, ``partnership``, ``agreement``, ``dispute``, ``event``, ``deployment``: from Vietnam to each party (a
  convention open to the world names none, and so is no edge);
- ``membership``, ``office``: from Vietnam to the organisation;
- ``mission``: from its sender to its host, or to the organisation that it is accredited to;
- ``succession``: from a former state to each that came after it.

An edge has ``since`` and ``until`` as the record writes them (of an agreement its conclusion and its end; of an event
and an office the last day, which still belongs to it), the same as years for a timeline, and ``level``: the tie's or
partnership's level, the membership's or dispute's status, the office's seat, the deployment's unit, or what kind
of mission, agreement or event it is. Where no source gives the beginning, ``since_year`` is that of ``attested``. A
spell, such as a tie, a mission or a membership, says ``in_force``: whether it is on the dataset's day.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from ..flat import plain
from ..model import Spell
from ..world import Sender
from .columns import about, xml_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from ..queries import Dataset

_GRAPH = {"title": "string", "version": "string", "as_of": "string", "licence": "string"}
_NODE = {
    "label": "string",
    "kind": "string",
    "name_vi": "string",
    "name_zh": "string",
    "alpha_3": "string",
    "region": "string",
    "lat": "double",
    "lon": "double",
}
_EDGE = {
    "kind": "string",
    "record": "string",
    "label": "string",
    "level": "string",
    "regime": "string",
    "since": "string",
    "until": "string",
    "attested": "string",
    "since_year": "int",
    "until_year": "int",
    "in_force": "boolean",
}
HOME = "VN"


def write(dataset: Dataset, path: Path) -> None:
    """Write the network: nodes, then edges table by table, each by id."""
    root = ElementTree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for of, keys in (("graph", _GRAPH), ("node", _NODE), ("edge", _EDGE)):
        for name, kind in keys.items():
            ElementTree.SubElement(root, "key", {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": kind})
    graph = ElementTree.SubElement(root, "graph", id="vnrelations", edgedefault="directed")
    _data(graph, "graph", about(dataset))
    edges = list(_edges(dataset))
    ends = {HOME, *(end for source, target, _ in edges for end in (source, target))}
    for country in dataset.countries():
        if country.id in ends:
            node = ElementTree.SubElement(graph, "node", id=xml_text(country.id))
            shared = ("kind", "name_vi", "name_zh", "alpha_3", "region", "lat", "lon")
            _data(node, "node", {"label": country.name, **{name: getattr(country, name) for name in shared}})
    for body in dataset.tables["organisations"]:
        node = ElementTree.SubElement(graph, "node", id=xml_text(_body(body)))
        _data(
            node, "node", {"label": body.name, "kind": "organisation", "name_vi": body.name_vi, "name_zh": body.name_zh}
        )
    for source, target, values in edges:
        key = f"{values['kind']}/{values['record']}/{source if target == HOME else target}"
        edge = ElementTree.SubElement(graph, "edge", id=xml_text(key), source=xml_text(source), target=xml_text(target))
        _data(edge, "edge", values)
    ElementTree.indent(root, " ")
    path.write_bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True) + b"\n")


def _edges(dataset: Dataset) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """From where, to where, and what is said."""
    tables, said = dataset.tables, functools.partial(_said, dataset.as_of.latest)
    for tie in tables["ties"]:
        yield HOME, tie.country.id, said("tie", tie, tie.level, str(tie.level))
    for step in tables["partnerships"]:
        yield HOME, step.partner.id, said("partnership", step, step.level, step.title_en or step.level.names.en)
    for mission in tables["missions"]:
        here, there = HOME, _body(mission.body) if mission.body else mission.country.id
        start, end = (here, there) if mission.sender is Sender.VIETNAM else (there, here)
        yield start, end, said("mission", mission, mission.kind, f"{mission.kind}, {mission.city}")
    for agreement in tables["agreements"]:
        what = said("agreement", agreement, agreement.kind, agreement.title_en)
        yield from ((HOME, party.id, _dated(what, agreement.concluded)) for party in agreement.parties)
    for dispute in tables["disputes"]:
        what = said("dispute", dispute, dispute.status, dispute.title_en)
        yield from ((HOME, party.id, what) for party in dispute.parties)
    for event in tables["events"]:
        what = said("event", event, event.kind, event.title_en)
        yield from ((HOME, party.id, what) for party in event.parties)
    for sent in tables["deployments"]:
        what = said("deployment", sent, sent.unit, f"{sent.mission}, {sent.unit}")
        yield from ((HOME, host.id, what) for host in sent.hosts)
    for membership in tables["memberships"]:
        yield HOME, _body(membership.body), said("membership", membership, membership.status, str(membership.body))
    for office in tables["offices"]:
        yield HOME, _body(office.body), said("office", office, office.seat, f"{office.seat}, {office.body}")
    for country in dataset.countries("former state"):
        for successor in country.successors:
            yield country.id, successor.id, _dated({"kind": "succession", "record": country.id}, country.until)


def _said(day: dt.date, kind: str, record: Any, level: str, label: str) -> dict[str, Any]:
    said = {"kind": kind, "record": record.id, "label": label, "level": level}
    more = {name: getattr(record, name, None) for name in ("regime", "since", "until", "attested")}
    begun, ended = more["since"] or more["attested"], more["until"]
    years = {"since_year": begun.year if begun else None, "until_year": ended.year if ended else None}
    return {**said, **more, **years, "in_force": record.in_force(day) if isinstance(record, Spell) else None}


def _dated(said: dict[str, Any], since: Any) -> dict[str, Any]:
    return {**said, "since": since, "since_year": since.year if since else None}


def _body(body: Any) -> str:
    return f"organisation:{body.id}"


def _data(parent: ElementTree.Element, of: str, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if (shown := plain(value)) is not None:
            text = str(shown).lower() if isinstance(shown, bool) else str(shown)
            ElementTree.SubElement(parent, "data", key=f"{of}-{name}").text = xml_text(text)

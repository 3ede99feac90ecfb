"""What the tables say together: nothing before its state, its relations or its membership, no two at once."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Any

import pytest

import vnrelations as vn

if TYPE_CHECKING:
    from collections.abc import Callable

TABLES = vn.dataset().tables
REUNIFIED = dt.date(1976, 7, 2)
SAIGON_FELL = dt.date(1975, 4, 30)


# -- countries and regimes


# Peoples that dealt with Hanoi, or were dealt with, before their independence.
AHEAD_OF_INDEPENDENCE = {
    ("us-mutual-defense-1950", "KH"),
    ("indochina-alliance-1951", "KH"),
    ("indochina-front-conference-1950", "KH"),
    ("un-veto-vietnam-1952", "KH"),
    ("recognition-lao-issara-1945", "LA"),
    ("la-mutual-aid-1945", "LA"),
    ("la-allied-army-1945", "LA"),
    ("mm-vietnam-liaison-office-yangon", "MM"),
}


def test_nothing_happens_with_a_state_that_is_not_there() -> None:
    dated = [(a, a.parties, a.concluded, a.concluded) for a in TABLES["agreements"]]
    dated += [(e, e.parties, e.since, e.until or e.since) for e in TABLES["events"]]
    dated += [(m, (m.country,), m.since or m.attested, m.since or m.attested) for m in TABLES["missions"]]
    dated += [(d, d.hosts, d.since or d.attested, d.since or d.attested) for d in TABLES["deployments"]]
    ghosts = {
        (record.id, country.id)
        for record, countries, first, last in dated
        for country in countries
        if (country.since and last.latest < country.since.earliest)
        or (country.until and country.until.latest < first.earliest)
    }
    assert ghosts == AHEAD_OF_INDEPENDENCE


@pytest.mark.parametrize("table", ["ties", "missions", "memberships", "agreements"])
def test_regimes_act_in_their_time(table: str) -> None:
    for record in TABLES[table]:
        begun = record.concluded if table == "agreements" else record.since
        if begun is None:  # attested only, perhaps long after
            continue
        if record.regime == "SRV":
            assert begun.latest >= REUNIFIED, record.id
        if record.regime == "RVN":
            assert begun.earliest <= SAIGON_FELL, record.id
        if record.regime in ("DRV", "PRG"):
            assert begun.earliest <= REUNIFIED, record.id


# -- agreements


def test_ratified_after_it_was_signed_and_in_force_after_that() -> None:
    for agreement in TABLES["agreements"]:
        days = [d for d in (agreement.signed, agreement.ratified, agreement.in_force, agreement.until) if d]
        for one, other in itertools.pairwise(days):
            assert one.earliest <= other.latest, agreement.id


def test_an_agreement_settles_the_dispute_of_its_parties() -> None:
    disputes = {d.id: d for d in vn.disputes()}
    for agreement in TABLES["agreements"]:
        for key in agreement.disputes:
            # A declaration of many, such as that of 2002, may manage the dispute of some of them.
            assert set(agreement.parties) & set(disputes[key].parties), agreement.id
            assert len(agreement.parties) > 1 or set(agreement.parties) <= set(disputes[key].parties), agreement.id
    for key, dispute in disputes.items():
        if dispute.status == "resolved":
            last = [a for a in vn.agreements() if key in a.disputes]
            assert any((a.in_force or a.concluded).latest == dispute.ends for a in last), key


# -- missions


CITIES_OF_VIETNAM = {
    "Bien Hoa", "Can Tho", "Da Nang", "Haiphong", "Hanoi", "Ho Chi Minh City", "Hue", "Nha Trang", "Saigon", "Tay Ninh",
    "Thai Nguyen",
}  # fmt: skip
MISSIONS = TABLES["missions"]
# Embassies that stood without relations at that level, for the reason that their note gives.
EMBASSIES_AHEAD_OF_RELATIONS = {
    "mm-partner-embassy-hanoi",  # opened three days before the day that both celebrate
    "ps-partner-embassy-hanoi",  # of the PLO, before the State of Palestine was proclaimed
}


def test_missions_stand_where_their_side_says() -> None:
    for mission in MISSIONS:
        assert (mission.city in CITIES_OF_VIETNAM) == (mission.sender == "partner"), mission.id
        assert (mission.body is not None) <= (mission.kind == "permanent mission"), mission.id
        if mission.regime in ("RVN", "PRG"):
            assert mission.until is not None, f"{mission.id} outlives the government that it was of"


def test_no_embassy_without_relations() -> None:
    ties = TABLES["ties"]
    for mission in MISSIONS.where(kind="embassy"):
        saigon = mission.regime == "RVN"
        spells = [t for t in ties if t.country == mission.country and (t.regime == "RVN") == saigon]
        full = [t for t in spells if t.level == "embassy"]
        if saigon:  # whose relations are only attested: they must overlap, and the staff stayed on after the end
            assert any(t.begins < mission.ends and mission.begins <= t.ends + dt.timedelta(90) for t in full), (
                mission.id
            )
        elif mission.id not in EMBASSIES_AHEAD_OF_RELATIONS:
            assert any(t.begins <= mission.begins < t.ends for t in full), mission.id


def test_nobody_has_two_missions_of_a_rank_in_a_city() -> None:
    """Nor an office beside the embassy that it became."""
    political = {"embassy", "liaison office", "representative office"}
    for one, other in itertools.combinations(MISSIONS, 2):
        same = (one.country, one.sender, one.city, one.body) == (other.country, other.sender, other.city, other.body)
        ranks = {one.kind, other.kind}
        if same and one.regime == other.regime and (len(ranks) == 1 or ranks <= political):
            assert one.ends <= other.begins or other.ends <= one.begins, (one.id, other.id)


# -- organisations


def test_spells_in_one_organisation_do_not_overlap() -> None:
    for one, other in itertools.combinations(TABLES["memberships"], 2):
        if one.body == other.body and one.regime == other.regime:
            assert one.ends <= other.begins or other.ends <= one.begins, (one.id, other.id)


def test_nobody_gets_more_votes_than_were_cast() -> None:
    for office in TABLES["offices"]:
        assert office.votes is None or office.ballots is None or office.votes <= office.ballots, office.id
        if office.elected and office.since:
            assert office.elected.earliest <= office.since.latest, office.id


def test_every_organisation_is_named_by_somebody() -> None:
    named = {r.body.id for t in ("memberships", "offices", "missions") for r in TABLES[t] if r.body}
    assert {o.id for o in vn.organisations()} == named


def test_rotations_relieve_each_other() -> None:
    units: dict[tuple[str, str], list[vn.Deployment]] = {}
    for deployment in TABLES["deployments"]:
        if deployment.rotation:
            units.setdefault((deployment.mission, deployment.unit), []).append(deployment)
    assert units
    for unit, sent in units.items():
        sent.sort(key=lambda d: d.rotation or 0)
        for one, other in itertools.pairwise(sent):
            assert one.begins < other.begins, unit
            # The old one hands over to the new one within the quarter in which that arrives.
            assert one.ends <= other.begins + dt.timedelta(92), (one.id, other.id)


# -- what can be reached


def test_every_record_can_be_reached() -> None:
    """From a partner, from the timeline or from the table's own question."""
    reached = {(moment.table, moment.id) for moment in vn.timeline()}
    questions: dict[str, Callable[[], vn.Records[Any]]] = {
        "countries": vn.countries, "organisations": vn.organisations, "policies": vn.policies, "periods": vn.periods,
        "sources": vn.sources, "dissents": vn.dissents, "offices": vn.offices, "indicators": vn.indicators,
        "agreements": vn.agreements, "events": vn.events,
    }  # fmt: skip
    for table, ask in questions.items():
        reached |= {(table, record.id) for record in ask()}
    for country in vn.countries():
        relations = vn.relations_with(country)
        reached |= {("ties", t.id) for t in relations.history} | {("partnerships", t.id) for t in relations.history}
        for table in ("disputes", "agreements", "missions", "events", "deployments", "indicators", "periods"):
            reached |= {(table, record.id) for record in getattr(relations, table)}
    every = {(table, record.id) for table, records in TABLES.items() if table != "aliases" for record in records}
    assert every <= reached, sorted(every - reached)[:10]


@pytest.mark.parametrize("table", ["agreements", "missions", "events", "deployments", "indicators", "periods"])
def test_a_partner_has_every_record_that_names_it(table: str) -> None:
    column = {"missions": "country", "deployments": "hosts", "indicators": "partner"}.get(table, "parties")
    last = vn.dataset().as_of.latest
    for country in vn.countries():
        named = [r for r in TABLES[table] if country in _named(getattr(r, column))]
        if table in ("missions", "deployments"):
            named = [r for r in named if r.in_force(last)]
        assert {r.id for r in getattr(vn.relations_with(country), table)} == {r.id for r in named}, country.id


def _named(cell: object) -> tuple[object, ...]:
    return cell if isinstance(cell, tuple) else (cell,)

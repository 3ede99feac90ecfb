"""The facts of the founding documents, each asked of the public functions: value, date and parties.

``seed_facts.csv`` lists them in our words.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vnrelations as vn

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnrelations.vocabulary import StatusName

with (Path(__file__).parent / "seed_facts.csv").open(encoding="utf-8", newline="") as file:
    FACTS = {row["id"]: row for row in csv.DictReader(file)}


def one(records: vn.Records[vn.Event], key: str) -> vn.Event:
    (record,) = records.where(id=key)
    return record


def event(key: str, since: str, parties: str = "", until: str | None = None) -> bool:
    found = one(vn.events(), key)
    named = {country.id for country in found.parties}
    return (
        str(found.since).startswith(since)
        and set(parties.split()) <= named
        and (until is None or str(found.until).startswith(until))
    )


def agreement(country: str, key: str, signed: str) -> bool:
    (found,) = vn.agreements(country).where(id=key)
    return str(found.concluded).startswith(signed)


def mission(country: str, sender: str, kind: str, city: str, since: str) -> bool:
    missions = vn.dataset().tables["missions"].where(country=country, sender=sender, kind=kind, city=city)
    newest = max((m for m in missions if m.regime != "RVN"), key=lambda m: m.begins)  # a reopened one has closed spells
    return str(newest.since).startswith(since)


def published(indicator: str, value: int, as_of: str, bound: str = "exact") -> bool:
    return bool(vn.indicators(indicator).where(value=value, as_of=as_of, bound=bound))


def stage(country: str, level: str, since: str) -> bool:
    steps = vn.dataset().tables["partnerships"].where(partner=country, level=level)
    return any(str(step.since).startswith(since) for step in steps)


def dispute(key: str, status: StatusName, parties: str) -> bool:
    (found,) = vn.disputes(status=status).where(id=key)
    return set(parties.split()) <= {country.id for country in found.parties}


def member(body: str, since: str) -> bool:
    (found,) = vn.memberships().where(lambda m: m.body.id == body)
    return str(found.since).startswith(since)


def seat(body: str, since: str, until: str) -> bool:
    return any(str(o.since).startswith(since) and str(o.until) == until for o in vn.offices(body))


def congress_of_2011() -> bool:
    texts = " ".join(p.text_en.lower() for p in vn.policies() if p.since and p.since.year == 2011)
    return all(
        word in texts
        for word in (
            "friend and reliable partner",
            "territorial integrity",
            "interference",
            "force",
            "peaceful",
            "mutual",
        )
    )


def total_of_2019() -> bool:
    related = {t.country.id for t in vn.ties(on="2019-02").where(counted=True)}
    return len(related) == 189 and {"CN", "FR", "GB", "RU", "US"} <= related


def five_of_2019() -> bool:
    return {"MW", "BS", "TO", "TV", "VA"} <= {c.id for c in vn.without_ties(on="2019-02")}


def levels_of_japan() -> bool:
    levels = [str(vn.relations_with("JP", on=year).level) for year in (2015, 2024)]
    return levels == ["extensive strategic", "comprehensive strategic"]


def special_partners() -> set[str]:
    return {p.partner.id for p in vn.partners("special")}


def top_partners() -> set[str]:
    return {p.partner.id for p in vn.partners("đối tác chiến lược toàn diện")}


def deaths_of_1988() -> bool:
    clash = one(vn.events("CN", kind="conflict"), "johnson-south-reef-1988")
    return clash.since.year == 1988 and "70" in clash.note and "64" in clash.note


def peacekeepers() -> bool:
    hosts = {host.id for deployed in vn.deployments() for host in deployed.hosts}
    return published("peacekeepers_deployed", 1100, "2026-01", "over") and {"SS", "CF", "SD"} <= hosts


def lending_resumed_in_1993() -> bool:
    """And the seats, which are older: Saigon's, taken over, told apart from the lending."""
    resumed = {"imf-loan-resumes-1993", "world-bank-loans-resume-1993", "us-imf-objection-dropped-1993"}
    members = {m.body.id for m in vn.memberships(on=1994)}
    return resumed <= {e.id for e in vn.events(since=1993, until=1993)} and {"imf", "world-bank", "adb"} <= members


def stale(key: str) -> bool:
    (reckoned,) = vn.reconcile().where(id=key)
    return reckoned.verdict == "stale"


def other_value(record: str, value: str) -> bool:
    return value in {d.value for d in vn.dissents(record)}


J = "2026-01"
ANSWERS: dict[str, Callable[[], bool]] = {
    "zh-01": total_of_2019,
    "zh-02": congress_of_2011,
    "zh-03": lambda: event("vietnam-war", "1959", "SUHH CN", "1975"),
    "zh-04": lambda: agreement("CN", "cn-air-support-1964", "1964"),
    "zh-05": lambda: event("distrust-china-1975", "1975", "CN KH SUHH"),
    "zh-06": lambda: event("border-war-china-1979", "1979", "CN KH"),
    "zh-07": lambda: published("soviet_bloc_aid", 3_000_000_000, "1989", "about"),
    "zh-08": lambda: {m.city for m in vn.missions("BN").where(kind="embassy")} == {"Hanoi", "Bandar Seri Begawan"},
    "zh-09": lambda: [i.value for i in vn.indicators("export_market_rank_for_partner", partner="KH")] == [3],
    "zh-11": lambda: (
        str(vn.relations_with("KP").established) == "1950-01-31"
        and event("north-korea-students-1968", "1968", "KP")
        and event("north-korea-rice-debt-1996", "1996", "KP")
    ),
    "en-28": lending_resumed_in_1993,
    "vi-07": lambda: (
        agreement("SG", "asean-free-trade-area-1992", "1995")
        and agreement("EU", "eu-free-trade-2019", "2019")
        and agreement("KR", "rcep-2020", "2020")
    ),
    "vi-08": lambda: (
        "economy, defence and security first" in vn.policies().where(id="multilateral-priorities")[0].text_en
    ),
    "vi-11": lambda: {"asem-5-2004", "apec-2006", "asean-summit-1998"} <= {e.id for e in vn.events(kind="summit")},
    "vna-18": lambda: event("vaccine-diplomacy-group-2021", "2021-08", until=None),
    "vna-29": lambda: [m.city for m in vn.missions("SK", sender="Vietnam", on=2025)] == ["Bratislava"],
    "zh-10": lambda: {m.city for m in vn.missions("MY").where(kind="embassy")} == {"Hanoi", "Kuala Lumpur"},
    "zh-12": lambda: (
        {"CN": "1950-01-18", "JP": "1973-09-21", "KR": "1992-12-22", "US": "1995-07-12"}.items()
        <= {t.country.id: str(t.since) for t in vn.ties()}.items()
    ),
    "en-01": total_of_2019,
    "en-02": five_of_2019,
    "en-03": congress_of_2011,
    "en-04": lambda: mission("NZ", "partner", "embassy", "Hanoi", "1995"),
    "en-05": lambda: mission("NZ", "Vietnam", "embassy", "Wellington", "2003"),
    "en-06": lambda: mission("PK", "partner", "embassy", "Hanoi", "2000-10"),
    "en-07": lambda: mission("PK", "Vietnam", "embassy", "Islamabad", "2005-12"),
    "en-08": lambda: mission("PK", "Vietnam", "trade office", "Karachi", "2005-11"),
    "en-09": lambda: (
        mission("US", "partner", "liaison office", "Hanoi", "1995-01")
        and other_value("us-vietnam-liaison-office-washington", "1995-01")
    ),
    "en-10": lambda: (
        mission("US", "partner", "embassy", "Hanoi", "1995-08")
        and mission("US", "Vietnam", "embassy", "Washington", "1995-08")
    ),
    "en-11": lambda: (
        mission("US", "partner", "consulate general", "Ho Chi Minh City", "1997")
        and mission("US", "Vietnam", "consulate general", "San Francisco", "1997")
    ),
    "en-12": lambda: {"CN", "KH", "LA", "TH"} <= {c.id for c in vn.periods().where(id="feudal-dynasties")[0].parties},
    "en-13": lambda: event("allied-armies-1945", "1945", "GB TW", "1946"),
    "en-14": lambda: agreement("TW", "tw-kuomintang-1946", "1946"),
    "en-15": lambda: agreement("FR", "fr-peace-1946", "1946-03-06"),
    "en-16": lambda: (
        event("recognition-china-1950", "1950-01", "CN") and event("recognition-soviet-union-1950", "1950-01", "SUHH")
    ),
    "en-17": lambda: (
        {"KH", "LA", "TH", "MM", "ID", "IN"} <= {c.id for c in vn.periods().where(id="first-widening")[0].parties}
    ),
    "en-18": lambda: event("vietnam-war", "1959", "SUHH CN", "1975"),
    "en-19": lambda: event("zhou-pilots-1964", "1964", "CN SUHH"),
    "en-20": lambda: event("private-trade-ban-1978", "1978-03", "CN"),
    "en-21": lambda: event("cambodia-war-1978", "1978-12", "KH"),
    "en-22": lambda: event("border-war-china-1979", "1979", "CN"),
    "en-23": lambda: published("soviet_bloc_aid", 3_000_000_000, "1989", "about"),
    "en-24": lambda: event("cambodia-withdrawal-1989", "1989", "KH"),
    "en-25": lambda: agreement("KH", "kh-paris-1991", "1991"),
    "en-26": lambda: event("normalisation-china-1991", "1991", "CN"),
    "en-27": lambda: str(vn.relations_with("US").established).startswith("1995"),
    "en-29": lambda: member("asean", "1995-07"),
    "en-30": lambda: member("apec", "1998-11"),
    "en-31": lambda: event("asean-summit-1998", "1998-12"),
    "en-32": lambda: event("east-asia-summit-2005", "2005"),
    "en-33": lambda: member("wto", "2007-01-11") and other_value("wto", "2006-11"),
    "en-34": lambda: dispute("spratly-islands", "open", "CN"),
    "en-35": deaths_of_1988,
    "en-36": lambda: agreement("CN", "cn-land-border-1999", "1999-12"),
    "en-37": lambda: (
        agreement("CN", "cn-gulf-of-tonkin-2000", "2000-12") and dispute("gulf-of-tonkin-boundary", "resolved", "CN")
    ),
    # He came on the last day of February, and the partnership was declared on the first of March.
    "en-38": lambda: (
        stage("RU", "strategic", "2001-03") and event("putin-visit-2001", "2001-02-28", "RU", until="2001-03-02")
    ),
    "en-39": lambda: dispute("maritime-boundary-cambodia", "managed", "KH"),
    "en-40": lambda: dispute("spratly-islands", "open", "CN MY PH BN TW"),
    "en-41": lambda: (
        dispute("maritime-boundary-thailand", "resolved", "TH")
        and agreement("TH", "th-maritime-boundary-1997", "1997-08")
    ),
    "en-42": lambda: dispute("paracel-islands", "open", "CN"),
    "en-43": lambda: (
        dispute("land-boundary-cambodia-rest", "open", "KH") and dispute("phu-quoc-koh-tral", "managed", "KH")
    ),
    "en-44": lambda: dispute("nine-dash-line", "open", "CN"),
    "en-45": lambda: published("opium_poppy_area", 21, "1999"),
    "en-46": lambda: published("opium_production_capacity", 11, "1999"),
    "vi-01": lambda: str(vn.periods().where(id="doi-moi")[0].since) == "1986",
    "vi-02": lambda: {"LA", "KH", "CU"} <= special_partners(),
    "vi-03": lambda: {"CN", "US", "RU", "IN", "KR"} <= top_partners(),
    "vi-04": lambda: stage("US", "comprehensive strategic", "2023"),
    "vi-05": levels_of_japan,
    "vi-06": lambda: {"asean", "wto"} <= {m.body.id for m in vn.memberships()},
    "vi-09": lambda: {"CN", "KH", "LA"} <= {c.id for a in vn.agreements(kind="border") for c in a.parties},
    "vi-10": lambda: {"cn-land-border-1999", "cn-gulf-of-tonkin-2000"} <= {a.id for a in vn.agreements("CN")},
    "vi-12": lambda: seat("un-security-council", "2008", "2009"),
    "vi-13": lambda: seat("un-security-council", "2020", "2021"),
    "vna-01": lambda: published("countries_with_relations", 194, J) and stale("countries-with-relations-2026-01"),
    "vna-02": lambda: published("partnerships", 38, J) and stale("partnerships-2026-01"),
    "vna-03": lambda: stage("GB", "comprehensive strategic", "2025-10-29"),
    "vna-04": lambda: stage("US", "comprehensive strategic", "2023"),
    "vna-05": lambda: published("party_relations", 253, J),
    "vna-06": lambda: published("party_relations_countries", 115, J),
    "vna-07": lambda: published("parliamentary_relations", 140, J, "over"),
    "vna-08": lambda: published("people_to_people_partners", 1200, J),
    "vna-09": lambda: len(vn.offices("un-security-council").where(seat="non-permanent member")) == 2,
    "vna-10": lambda: any("77th" in o.seat for o in vn.offices("un-general-assembly")),
    "vna-11": lambda: (
        len(vn.offices("un-human-rights-council")) == 3
        and seat("un-human-rights-council", "2023", "2025")
        and seat("un-human-rights-council", "2026", "2028")
    ),
    "vna-12": lambda: seat("international-law-commission", "2023", "2027"),
    "vna-13": lambda: {"asean", "unesco", "ipu", "aipa", "apec"} <= {m.body.id for m in vn.memberships()},
    "vna-14": peacekeepers,
    "vna-15": lambda: event("lacroix-visit-2025", "2025-06"),
    "vna-16": lambda: published("trade_markets", 224, J),
    "vna-17": lambda: published("cooperation_agreements", 500, J, "over"),
    "vna-19": lambda: event("vinbax-2025", "2025-11-11", "IN", until="2025-11-27"),  # the document has its last day
    "vna-20": lambda: {"2045", "2050"} <= {str(p.until) for p in vn.policies() if p.until},
    "vna-21": lambda: event("he-wei-briefing-2025", "2025-08", "CN"),
    "vna-22": lambda: published("overseas_vietnamese", 6_000_000, J, "over"),
    "vna-23": lambda: published("overseas_vietnamese_countries", 130, J, "over"),
    "vna-24": lambda: published("overseas_vietnamese_investment", 1_729_000_000, "2025-12"),
    "vna-25": lambda: published("overseas_vietnamese_projects", 457, "2025-12"),
    "vna-26": lambda: published("overseas_vietnamese_provinces", 26, "2025-12"),
    "vna-27": lambda: published("overseas_vietnamese_remittances", 15_000_000_000, J, "about"),
    "vna-28": lambda: event("overseas-conference-2025", "2025-12-25"),
    "vna-30": lambda: event("congress-14-2026", "2026-01-19"),
    "vna-31": lambda: any("three pillars" in p.text_en for p in vn.policies()),
    "vna-32": lambda: sum(p.document == "14th National Party Congress" for p in vn.policies()) >= 4,
    "vna-33": lambda: event("mejia-interview-2026", "2026", "DO"),
    "vna-34": lambda: str(vn.periods().where(id="doi-moi")[0].since) == "1986",
}


@pytest.mark.parametrize("key", sorted(ANSWERS))
def test_a_founding_fact_is_answered(key: str) -> None:
    assert ANSWERS[key](), FACTS[key]


def test_every_founding_fact_is_asked() -> None:
    assert len(FACTS) == 105
    assert set(ANSWERS) == set(FACTS)

"""Calls as users write them, with the types that an editor shows; mypy and pyright check them, nothing runs them.

What is ignored is a mistake that must be found before anything runs: both checkers complain of an ignore that is
needless.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, assert_type

import vnrelations as vn


def questions(day: dt.date, partner: vn.Country) -> None:
    assert_type(vn.relations_with("US"), vn.Relations)
    assert_type(vn.relations_with(partner, on=day), vn.Relations)
    assert_type(vn.ties(), vn.Records[vn.Tie])
    assert_type(vn.ties("Lào", on=1975, regime="PRG"), vn.Records[vn.Tie])
    assert_type(vn.without_ties(on="2019-02"), vn.Records[vn.Country])
    assert_type(vn.partners(level="comprehensive strategic", on="2019"), vn.Records[vn.Partnership])
    assert_type(vn.partners("đối tác toàn diện"), vn.Records[vn.Partnership])
    assert_type(vn.partners(at_least=vn.Level.STRATEGIC), vn.Records[vn.Partnership])
    assert_type(vn.disputes(status="open"), vn.Records[vn.Dispute])
    assert_type(vn.agreements("CN", kind="border"), vn.Records[vn.Agreement])
    assert_type(vn.missions(sender="Vietnam"), vn.Records[vn.Mission])
    assert_type(vn.events(kind="visit", since=2020), vn.Records[vn.Event])
    assert_type(vn.memberships(), vn.Records[vn.Membership])
    assert_type(vn.offices("un"), vn.Records[vn.Office])
    assert_type(vn.deployments("SS"), vn.Records[vn.Deployment])
    assert_type(vn.indicators(partner="US"), vn.Records[vn.Indicator])
    assert_type(vn.countries("former state"), vn.Records[vn.Country])
    assert_type(vn.timeline(), vn.Records[vn.Moment])
    assert_type(vn.search("WTO"), vn.Records[vn.Match])
    assert_type(vn.reconcile(), vn.Records[vn.Reckoning])
    assert_type(vn.sources("us-srv-embassy"), vn.Records[vn.Source])
    assert_type(vn.normalize("Mỹ"), str)
    assert_type(vn.country(704), vn.Country)
    assert_type(vn.dataset().tables, Mapping[str, vn.Records[Any]])


def answers() -> None:
    us = vn.relations_with("US")
    assert_type(us.level, vn.Level | None)
    assert_type(us.established, vn.PartialDate | None)
    assert_type(us.partnership, vn.Partnership | None)
    assert_type(us.history, vn.Records[vn.Tie | vn.Partnership])
    assert_type(us.ties[0], vn.Tie)
    assert_type(us.ties[:1], vn.Records[vn.Tie])
    assert_type(us.ties.where(level="embassy"), vn.Records[vn.Tie])
    assert_type(us.ties + us.ties, vn.Records[vn.Tie])
    assert_type(us.ties + us.partnerships, vn.Records[vn.Tie | vn.Partnership])
    assert_type(us.ties[0].since, vn.PartialDate | None)
    assert_type(us.ties[0].sources, tuple[vn.Citation, ...])
    assert_type(us.ties[0].sources[0].source.url, str)
    assert_type([tie.country.name for tie in us.ties], list[str])
    assert_type(us.ties.to_dicts(), list[dict[str, Any]])


def mistakes() -> None:
    vn.partners(level="comprehensive strategik")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.partners(at_least="best")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.disputes(status="closed")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.agreements(kind="boarder")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.events(kind="party")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.missions(sender="Hanoi")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.ties(regime="SVN")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.countries("planet")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.normalize_many(["US"], to="iso")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.export("exel", "x")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.ties(on=2019.5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    vn.ties("US", "2019")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    vn.relations_with("US").levels  # type: ignore[attr-defined] # pyright: ignore # noqa: B018
    vn.ties()[0].since.year  # type: ignore[union-attr] # pyright: ignore # noqa: B018
    vn.ties()[0].level = "embassy"  # type: ignore # pyright: ignore

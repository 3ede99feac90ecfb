"""The commands that ask a question and write the records that answer it."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import (
    AnyPartner,
    Day,
    Format,
    Lang,
    Partner,
    Style,
    complete_indicator,
    complete_kind,
    complete_level,
    complete_partner,
    complete_sender,
    complete_status,
    typed,
    typed_level,
)
from .writing import preferred_language, write


def show(partner: Partner, on: Day = None, lang: Lang = None) -> None:
    """Show how Vietnam stands with a partner: ties, partnership, history, disputes, sources."""
    from ..face import relations_with

    typer.echo(relations_with(partner, on=on).to_text((lang or preferred_language()).value))


def partners(
    level: Annotated[
        str | None,
        typer.Option(help="Only this level, in any of the three languages.", autocompletion=complete_level),
    ] = None,
    at_least: Annotated[
        str | None, typer.Option(help="Only this level and those above it.", autocompletion=complete_level)
    ] = None,
    on: Day = None,
    style: Style = Format.TABLE,
    lang: Lang = None,
) -> None:
    """List the partnerships of a day."""
    from .. import face
    from ..model import Partnership

    found = face.partners(typed_level(level), at_least=typed_level(at_least), on=on)
    write(found, Partnership, style, lang)


def ties(partner: AnyPartner = None, on: Day = None, style: Style = Format.TABLE, lang: Lang = None) -> None:
    """List the diplomatic relations of a day."""
    from .. import face
    from ..model import Tie

    write(face.ties(partner, on=on), Tie, style, lang)


def disputes(
    partner: AnyPartner = None,
    status: Annotated[
        str | None, typer.Option(help="Only those that are open, managed or resolved.", autocompletion=complete_status)
    ] = None,
    on: Day = None,
    style: Style = Format.TABLE,
    lang: Lang = None,
) -> None:
    """List the disputes and how they stood on a day."""
    from .. import face
    from ..model import Dispute
    from ..vocabulary import DisputeStatus

    write(face.disputes(partner, status=typed(DisputeStatus, status), on=on), Dispute, style, lang)


def missions(
    partner: AnyPartner = None,
    sender: Annotated[
        str | None,
        typer.Option(help="Vietnam: only its own; partner: only those in Vietnam.", autocompletion=complete_sender),
    ] = None,
    on: Day = None,
    style: Style = Format.TABLE,
    lang: Lang = None,
) -> None:
    """List the embassies, consulates and offices of a day."""
    from .. import face
    from ..world import Mission, Sender

    write(face.missions(partner, sender=typed(Sender, sender), on=on), Mission, style, lang)


def agreements(
    partner: AnyPartner = None,
    kind: Annotated[
        str | None, typer.Option(help="Only those of one kind, such as border.", autocompletion=complete_kind)
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="Only those certainly in force on this day: YYYY, YYYY-MM or YYYY-MM-DD.")
    ] = None,
    style: Style = Format.TABLE,
    lang: Lang = None,
) -> None:
    """List the agreements, ended ones too unless a day is given."""
    from .. import face
    from ..world import Agreement, AgreementKind

    write(face.agreements(partner, kind=typed(AgreementKind, kind), on=on), Agreement, style, lang)


def timeline(
    partner: AnyPartner = None,
    since: Annotated[str | None, typer.Option(help="Only from here on: YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Only to here, its last day included.")] = None,
    style: Style = Format.TABLE,
    lang: Lang = None,
) -> None:
    """List the dates of all records in the order of time."""
    from .. import face
    from ..browsing import Moment

    write(face.timeline(partner, since=since, until=until), Moment, style, lang)


def indicators(
    name: Annotated[
        str | None,
        typer.Argument(help="Only this series, such as countries_with_relations.", autocompletion=complete_indicator),
    ] = None,
    partner: Annotated[
        str | None, typer.Option(help="Only those of this partner alone.", autocompletion=complete_partner)
    ] = None,
    style: Style = Format.TABLE,
    lang: Lang = None,
) -> None:
    """List the numbers that were published."""
    from .. import face
    from ..bodies import Indicator

    write(face.indicators(name, partner=partner), Indicator, style, lang)


def search(
    text: Annotated[str, typer.Argument(help="Words in English, Vietnamese (also without diacritics) or Chinese.")],
    style: Style = Format.TABLE,
    lang: Lang = None,
) -> None:
    """List every cell in which a text stands."""
    from .. import face
    from ..browsing import Match

    write(face.search(text), Match, style, lang)


def reconcile(style: Style = Format.TABLE, lang: Lang = None) -> None:
    """Set every published total that can be derived beside what the records give on its day."""
    from .. import face
    from ..reconciling import Reckoning

    write(face.reconcile(), Reckoning, style, lang)


def sources(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Of sources, or of records: then what they cite.")],
    style: Style = Format.TABLE,
    lang: Lang = None,
) -> None:
    """List sources, each once."""
    from .. import face
    from ..model import Source
    from ..records import Records

    found = dict.fromkeys(source for each in ids for source in face.sources(each))
    write(Records(found), Source, style, lang)

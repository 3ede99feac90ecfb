"""A page a partner, in English and in Vietnamese: how Vietnam stands with it, and everything that is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from vnrelations import Partnership, Tie
from vnrelations.plot import partner_timeline
from vnrelations.vocabulary import NO_PARTNERS, Level
from vnrelations.wording import amount_words, deployment_words, mission_words, term, tie_words

from .words import LANGUAGES, Lang, day, name, say, series
from .world import HEIGHT, WIDTH, locator

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    import jinja2

    from vnrelations import Agreement, Country, Dataset, Dispute, PartialDate, Relations
    from vnrelations.vocabulary import Names


class Text(NamedTuple):
    """Some words and the language that they are in."""

    words: str
    lang: Lang


class Fact(NamedTuple):
    """A line of a partner's page: when, what, and the record that says so."""

    when: str
    what: Text
    table: str
    record: Any


def partner_pages(environment: jinja2.Environment, dataset: Dataset) -> Iterator[tuple[str, str]]:
    """The pages of all partners and the browser that finds them."""
    partners = sorted((c for c in dataset.tables["countries"] if c.kind not in NO_PARTNERS), key=lambda c: c.name)
    relations = {country: dataset.relations_with(country) for country in partners}
    index = environment.get_template("partners.md")
    yield (
        "partners/index.md",
        index.render(rows=list(relations.values()), dataset=dataset, also=_also(dataset), levels=list(Level)),
    )
    page = environment.get_template("partner.md")
    for country, known in relations.items():
        for lang in LANGUAGES:
            yield f"{address(country, lang)}.md", _page(page, known, lang, dataset)


def address(country: Country, lang: Lang = "en") -> str:
    """Where a partner's page is, from the top of the site."""
    return f"partners/{'vi/' if lang == 'vi' else ''}{country.id.lower()}"


def _also(dataset: Dataset) -> dict[Country, list[str]]:
    """The further names of each country, by which it is found too."""
    names: dict[Country, list[str]] = {}
    for alias in dataset.tables["aliases"]:
        names.setdefault(alias.country, []).append(alias.text)
    return names


def _page(template: jinja2.Template, known: Relations, lang: Lang, dataset: Dataset) -> str:
    sections = {heading: facts for heading, facts in _facts(known, lang, dataset) if facts}
    cited = {c.key: c.source for facts in sections.values() for fact in facts for c in fact.record.sources}
    chart = partner_timeline(known.country, lang=lang, dataset=dataset)
    return template.render(
        country=known.country,
        name=name(known.country, lang),
        lang=lang,
        root="../../" if lang == "vi" else "../",
        other=address(known.country, "en" if lang == "vi" else "vi"),
        short=_short(known, lang),
        sections=sections,
        numbers={key: number for number, key in enumerate(cited, 1)},
        cited=cited,
        as_of=day(dataset.as_of, lang),
        place=locator(known.country, dataset),
        width=WIDTH,
        height=HEIGHT,
        picture=f"{known.country.id.lower()}-{lang}.svg",
        told=chart.description,
        say=lambda what: say(what, lang),
        day=lambda date: day(date, lang),
    )


def _short(known: Relations, lang: Lang) -> list[tuple[str, list[str]]]:
    """What a reader wants first: a term, and what to say of it."""
    country = known.country
    standing = [_tie(tie, known, lang) for tie in known.ties] or [say("none", lang)]
    if known.ties and known.established:
        standing.append(say("established {day}", lang).format(day=day(known.established, lang)))
    frameworks = [f"{_level(p, lang)}, {_since(p, lang)}" for p in known.partnerships]
    disputes = [f"{_title(d.titles, lang).words} ({say(d.status, lang)})" for d in known.disputes]
    ours = [mission_words(m, lang) for m in known.missions if m.sender == "Vietnam"]
    theirs = [mission_words(m, lang) for m in known.missions if m.sender == "partner"]
    codes = [code for code in (country.alpha_2, country.alpha_3, country.numeric) if code] or [country.id]
    terms = {
        "diplomatic relations": [", ".join(standing)],
        "partnership": frameworks or [say("none", lang)],
        "disputes": disputes or [say("none", lang)],
        "Vietnam's missions": ours,
        "missions in Vietnam": theirs,
        "codes": [" · ".join(codes)],
    }
    return [(say(what, lang), said) for what, said in terms.items() if said]


def _facts(known: Relations, lang: Lang, dataset: Dataset) -> Iterator[tuple[str, list[Fact]]]:
    """The sections of a page, each with its lines in the order of time."""
    on, country = known.on, known.country
    missions = sorted((m for m in dataset.tables["missions"] if m.country == country), key=lambda m: (m.begins, m.id))
    sent = sorted((d for d in dataset.tables["deployments"] if country in d.hosts), key=lambda d: (d.begins, d.id))
    yield (
        "Relations and partnership",
        [Fact(_period(r, on, lang), Text(_step(r, known, lang), lang), _table(r), r) for r in known.history],
    )
    yield "Disputes", [Fact(_period(d, on, lang), _dispute(d, lang), "disputes", d) for d in known.disputes]
    yield (
        "Agreements",
        [Fact(day(a.concluded, lang), _agreement(a, lang), "agreements", a) for a in known.agreements],
    )
    yield (
        "Missions",
        [Fact(_period(m, on, lang), Text(mission_words(m, lang), lang), "missions", m) for m in missions],
    )
    yield (
        "Events",
        [Fact(_span(e.since, e.until, lang), _title(e.titles, lang), "events", e) for e in known.events],
    )
    yield (
        "Peacekeepers",
        [Fact(_period(d, on, lang), Text(deployment_words(d, lang), lang), "deployments", d) for d in sent],
    )
    yield (
        "Published figures",
        [
            Fact(
                day(i.as_of, lang), Text(f"{series(i.indicator, lang)}: {amount_words(i, lang)}", lang), "indicators", i
            )
            for i in known.indicators
        ],
    )
    yield "Eras", [Fact(_span(p.since, p.until, lang), _title(p.titles, lang), "periods", p) for p in known.periods]
    yield (
        "Where sources disagree",
        [Fact("", Text(d.reason, "en"), "dissents", d) for d in known.dissents],
    )


def _table(record: Tie | Partnership) -> str:
    return "ties" if isinstance(record, Tie) else "partnerships"


def _title(names: Names, lang: Lang) -> Text:
    """A title in the page's language, else in English."""
    words = getattr(names, lang)
    return Text(words, lang) if words else Text(names.en, "en")


def _level(partnership: Partnership, lang: Lang) -> str:
    words = str(getattr(partnership.level.names, lang))
    return f"{words} ({term(partnership.sector, lang)})" if partnership.sector else words


def _step(record: Tie | Partnership, known: Relations, lang: Lang) -> str:
    return _level(record, lang) if isinstance(record, Partnership) else _tie(record, known, lang)


def _tie(tie: Tie, known: Relations, lang: Lang) -> str:
    words = tie_words(tie, lang)
    if tie.country != known.country:
        words += ", " + say("with {name}", lang).format(name=name(tie.country, lang))
    if tie.predecessor is not None:
        words += ", " + say("taken over from {name}", lang).format(name=name(tie.predecessor, lang))
    return f"{words}; {say(tie.ending, lang)}" if tie.ending and tie.ends <= known.on else words


def _dispute(dispute: Dispute, lang: Lang) -> Text:
    title, of = _title(dispute.titles, lang)
    return Text(f"{title} ({say(dispute.status, lang)})", of)


def _agreement(agreement: Agreement, lang: Lang) -> Text:
    title, of = _title(agreement.titles, lang)
    if agreement.in_force is None:
        return Text(title, of)
    words = say("in force {day}", of).format(day=day(agreement.in_force, of))
    return Text(f"{title} ({words})", of)


def _since(record: Any, lang: Lang) -> str:
    if record.since:
        return say("since {day}", lang).format(day=day(record.since, lang))
    return say("by {day} at the latest", lang).format(day=day(record.attested, lang))


def _period(record: Any, on: dt.date, lang: Lang) -> str:
    return _span(record.since, record.until if record.ends <= on else None, lang) or _since(record, lang)


def _span(since: PartialDate | None, until: PartialDate | None, lang: Lang) -> str:
    if since and until:
        return say("{first} to {last}", lang).format(first=day(since, lang), last=day(until, lang))
    return day(since, lang) if since else ""

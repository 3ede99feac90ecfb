"""Any name or code of a country to the Country that it names.

Exact after folding, never fuzzy: a wrong answer is worse than none. A text is looked up first as it is
written (a code in capitals, a name with its case and accents), then, if it has accents, without regard to
case, and only then with case, accents and punctuation folded. So ``Nga`` is Russia and ``NGA`` Nigeria,
while ``nga``, which could be either, is ambiguous.

Codes and ISO's names are pycountry's. They are columns of ``countries.csv`` and rows of ``aliases.csv``, which a
test compares with pycountry, so that pycountry itself, which takes longer to import than the answer to most
questions, is asked only for a name that the tables do not have: one of a newer pycountry.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from .errors import AmbiguousCountryError, InvalidValueError, UnknownCountryError
from .model import Country
from .text import fold
from .vocabulary import CountryKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .model import Alias

_CODE_LENGTH = 4


class Resolver:
    """Finds countries by any of their names or codes.

    Args:
        countries: All countries.
        load_aliases: A function that returns the further names; called only when a code does not do.
    """

    __slots__ = ("_codes", "_countries", "_indexes", "_iso", "_load_aliases")

    def __init__(self, countries: Mapping[str, Country], load_aliases: Callable[[], Iterable[Alias]]) -> None:
        self._countries = countries
        self._load_aliases = load_aliases
        self._codes: dict[str, set[str]] | None = None
        self._indexes: tuple[dict[str, set[str]], dict[str, set[str]], dict[str, set[str]]] | None = None
        self._iso: dict[str, set[str]] | None = None

    def find(self, query: str | Country) -> Country:
        """Return the country that a text names.

        Raises:
            UnknownCountryError: It names none.
            AmbiguousCountryError: It names more than one.
            InvalidValueError: It is not a text.
        """
        if isinstance(query, Country):
            return query
        if not isinstance(query, str):
            raise InvalidValueError(f"a country is given by its name or code as text, not by {query!r}")
        if query in self._countries:  # an id means itself, and is what programs ask for
            return self._countries[query]
        hits = self._coded().get(query) or self._named(_plain(query))
        if hits is None:
            raise UnknownCountryError(query, self._suggest(query))
        if len(hits) > 1:
            raise AmbiguousCountryError(query, tuple(sorted(hits)))
        return self._countries[next(iter(hits))]

    def _named(self, text: str) -> set[str] | None:
        written, cased, folded = self._index()
        hits = self._coded().get(text) or written.get(text)
        if hits is None and not text.isascii():
            hits = cased.get(text.casefold())
        if hits is None:
            hits = folded.get(fold(text))
        return self._iso_names().get(fold(text)) if hits is None else hits

    def _coded(self) -> dict[str, set[str]]:
        if self._codes is None:
            self._codes = _codes(self._countries.values())
        return self._codes

    def _iso_names(self) -> dict[str, set[str]]:
        """ISO's own long and inverted names, folded: asked last, since pycountry is slow to import."""
        if self._iso is None:
            self._iso = _iso_names(self._countries)
        return self._iso

    def _index(self) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, set[str]]]:
        """The names as written, without their case, and folded together with the codes."""
        if self._indexes is None:
            written: dict[str, set[str]] = {}
            cased: dict[str, set[str]] = {}
            folded: dict[str, set[str]] = {}
            names = [(n, c.id) for c in self._countries.values() for n in (c.name, c.name_vi, c.name_zh)]
            names += [(alias.text, alias.country.id) for alias in self._load_aliases()]
            for name, key in names:
                name = _plain(name)
                written.setdefault(name, set()).add(key)
                cased.setdefault(name.casefold(), set()).add(key)
                folded.setdefault(fold(name), set()).add(key)
            for code, keys in self._coded().items():
                folded.setdefault(fold(code), set()).update(keys)
            self._indexes = written, cased, folded
        return self._indexes

    def _suggest(self, query: str) -> tuple[str, ...]:
        import difflib  # needed only to word an error

        _, _, folded = self._index()
        wanted = fold(query)[:80]
        # To a code or another short text nearly every code is near.
        long = [name for name in folded if len(name) > _CODE_LENGTH]
        near = difflib.get_close_matches(wanted, long, n=5, cutoff=0.75) if len(wanted) > _CODE_LENGTH else []
        return tuple(dict.fromkeys(self._countries[key].name for n in near for key in sorted(folded[n])))[:3]


def _plain(text: str) -> str:
    """The text without what no reader sees: its Unicode form and how it is spaced."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _codes(countries: Iterable[Country]) -> dict[str, set[str]]:
    """Every code to the ids that it can mean. Former states gave their codes back, so living ones come first."""
    living: dict[str, set[str]] = {}
    former: dict[str, set[str]] = {}
    for country in countries:
        codes = former if country.kind is CountryKind.FORMER_STATE else living
        for code in filter(None, (country.id, country.alpha_2, country.alpha_3, country.numeric)):
            codes.setdefault(code, set()).add(country.id)
    return former | living


def _iso_names(countries: Mapping[str, Country]) -> dict[str, set[str]]:
    import pycountry

    names: dict[str, set[str]] = {}
    try:
        entries = [(entry, entry.alpha_2) for entry in pycountry.countries]
        entries += [(entry, entry.alpha_4) for entry in pycountry.historic_countries]
    except OSError:  # pycountry opens its files by path, which does not work inside a zip
        return names
    for entry, key in entries:
        if key in countries:
            for field in ("name", "official_name", "common_name"):
                name = getattr(entry, field, None)
                if name:
                    names.setdefault(fold(name), set()).add(key)
    return names

"""Any name or code of a country to the Country that it names.

Exact after folding, never fuzzy unless asked: a wrong answer is worse than none. A text is looked up first as it
is written, then as a code in capitals, and only then with case, accents, spaces and punctuation folded. So ``Nga`` is
Russia and ``NGA`` Nigeria, while ``nga``, which could be either, is ambiguous. A code counts in capitals or in small
letters: ``Ga`` is a language, not Gabon.

Codes and ISO's names are pycountry's. They are columns of ``countries.csv`` and rows of ``aliases.csv``, which a
test compares with pycountry, so that pycountry itself, which takes longer to import than the answer to most
questions, is asked only for a name that the tables do not have: one of a newer pycountry.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import operator
import sys
import unicodedata
from typing import TYPE_CHECKING, SupportsIndex

import attrs

from .errors import AmbiguousCountryError, InvalidValueError, UnknownCountryError, quoted
from .model import Country, Printed
from .text import FIRST_IDEOGRAPH, LONGEST, fold, name_key, name_keys, plain
from .vocabulary import CountryKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .model import Alias

    Hits = dict[str, set[str]]

_CODE_LENGTH = 4
_DIGITS = 3  # of ISO's numbers, which spreadsheets like to strip of their zeros
# So many answers are remembered, of names no longer; columns of millions of cells repeat far fewer names.
REMEMBERED = 1 << 16
LONG = 100


@attrs.frozen(repr=False)
class Candidate(Printed):
    """A country whose name is near to a text.

    Attributes:
        country: The country.
        score: The share of letters that the text and the name have in common, from 0 to 1.
        text: The name, folded: without case, accents, spaces and punctuation.
    """

    country: Country
    score: float
    text: str


class Resolver:
    """Finds countries by any of their names or codes.

    Every index is made when a name first needs it: most are found as they are written.

    Args:
        countries: All countries.
        load_names: A function that returns the further names, each with the id of what it names.
        load_aliases: A function that returns the same as records; called only to tell when a name was borne.
    """

    def __init__(
        self,
        countries: Mapping[str, Country],
        load_names: Callable[[], Iterable[tuple[str, str]]],
        load_aliases: Callable[[], Iterable[Alias]],
    ) -> None:
        self._countries = countries
        self._load_names = load_names
        self._load_aliases = load_aliases
        self._found: dict[str, Country] = {}

    def find(self, query: str | int | Country, on: dt.date | None = None) -> Country:
        """Return the country that a text names.

        Args:
            query: A name, a code, or ISO's number also as an int.
            on: Of several that a name can mean, take the one that bore it on this day.

        Raises:
            UnknownCountryError: It names none.
            AmbiguousCountryError: It names more than one.
            InvalidValueError: It is not a text.
        """
        if on is None and type(query) is str and (known := self._found.get(query)) is not None:
            return known
        if isinstance(query, Country):
            return query
        text = _as_text(query)
        hits = self.hits(text)
        if not hits:
            raise UnknownCountryError(text, self._suggest(text))
        if len(hits) > 1 and on is not None:
            hits = self._on(text, hits, on) or hits
        if len(hits) > 1:
            raise AmbiguousCountryError(text, tuple(sorted(hits)))
        found = self._countries[next(iter(hits))]
        if on is None and len(text) <= LONG and len(self._found) < REMEMBERED:
            self._found[text] = found
        return found

    def hits(self, text: str) -> set[str]:
        """Return the ids of all that a text can mean; none if it means nothing, or has over a thousand characters."""
        if len(text) > LONGEST:
            return set()
        if text in self._countries:  # an id means itself, and is what programs ask for
            return {text}
        text = plain(text)
        if text.isdecimal() and text.isascii():
            return self._codes.get(text.zfill(_DIGITS), set())
        hits = self._written.get(text) or self._codes.get(text) or set()
        if not hits:
            keys = name_keys(text) or ("",)
            # In title case it is a name; a code is typed in capitals, perhaps with full stops, or in small letters.
            code = text.replace(".", "") if text.isupper() else text
            typed = code.isupper() or code.islower()
            # "N.A." stands where nothing does, and is not Namibia.
            codes = self._codes.get(code.upper(), set()) if typed and (code == text or code != "NA") else set()
            names = self._han if max(text, default="") >= FIRST_IDEOGRAPH else self._latin
            hits = _first(names, keys, codes) or _first(self._iso, keys, codes)
        return hits

    def spelt(self) -> Mapping[str, set[str]]:
        """Return every name, folded, with the ids of all that it can mean."""
        return self._latin | self._han

    def _on(self, text: str, hits: set[str], day: dt.date) -> set[str]:
        """Those of several that were there, and bore the name, on that day."""
        keys = {plain(text), *name_keys(plain(text))}
        there = {key for key in hits if self._countries[key].existed(day)}
        rows = [a for a in self._load_aliases() if a.country.id in there and keys & {plain(a.text), *name_keys(a.text)}]
        # A name without a row of its own has no time of its own either.
        timed = {alias.country.id for alias in rows}
        bore = {alias.country.id for alias in rows if alias.named(day)}
        return (there - timed) | bore

    @functools.cached_property
    def _names(self) -> list[tuple[str, str]]:
        own = [(name, c.id) for c in self._countries.values() for name in (c.name, c.name_vi, c.name_zh) if name]
        return [*own, *self._load_names()]

    @functools.cached_property
    def _written(self) -> Hits:
        return _index((text if unicodedata.is_normalized("NFKC", text) else plain(text), k) for text, k in self._names)

    @functools.cached_property
    def _latin(self) -> Hits:
        return _index((name_key(text), key) for text, key in self._names if max(text) < FIRST_IDEOGRAPH)

    @functools.cached_property
    def _han(self) -> Hits:
        return _index((name_key(text), key) for text, key in self._names if max(text) >= FIRST_IDEOGRAPH)

    @functools.cached_property
    def _codes(self) -> Hits:
        """Every code to the ids that it can mean. Former states gave theirs back, so living ones come first."""
        living: Hits = {}
        former: Hits = {}
        for country in self._countries.values():
            gone = len(country.id) == _CODE_LENGTH or country.kind is CountryKind.FORMER_STATE
            codes = former if gone else living
            for code in filter(None, (country.id, country.alpha_2, country.alpha_3, country.numeric)):
                codes.setdefault(code, set()).add(country.id)
        return former | living

    @functools.cached_property
    def _iso(self) -> Hits:
        """ISO's own long and inverted names, folded: asked last, since pycountry is slow to import."""
        return _index((name_key(name), key) for name, key in _iso_names() if key in self._countries)

    def _suggest(self, query: str) -> tuple[str, ...]:
        import difflib  # needed only to word an error

        folded = self.spelt()
        wanted = fold(query[:LONGEST])[:80].replace(" ", "")
        # To a code or another short text nearly every code is near.
        long = [name for name in folded if len(name) >= _CODE_LENGTH]
        near = difflib.get_close_matches(wanted, long, n=5, cutoff=0.75) if len(wanted) > _CODE_LENGTH else []
        return tuple(dict.fromkeys(self._countries[key].name for n in near for key in sorted(folded[n])))[:3]


def _first(names: Hits, keys: Iterable[str], codes: set[str]) -> set[str]:
    """What the first of several spellings means that means anything, and what it means as a code."""
    return next((found for key in keys if (found := names.get(key, set()) | codes)), set())


def _as_text(query: object) -> str:
    if isinstance(query, str):
        return query
    if isinstance(query, SupportsIndex) and not isinstance(query, bool):
        with contextlib.suppress(TypeError):  # such as a whole array
            if 0 <= (number := operator.index(query)) < sys.maxsize:
                return f"{number:0{_DIGITS}d}"
    raise InvalidValueError(
        f"a country is given by its name or code as text, or by ISO's number, not by {quoted(query)}"
    )


def _index(names: Iterable[tuple[str, str]]) -> Hits:
    index: Hits = {}
    for name, key in names:
        index.setdefault(name, set()).add(key)
    return index


def _iso_names() -> Iterator[tuple[str, str]]:
    import pycountry

    try:
        entries = [(entry, entry.alpha_2) for entry in pycountry.countries]
        entries += [(entry, entry.alpha_4) for entry in pycountry.historic_countries]
    except OSError:  # pycountry opens its files by path, which does not work inside a zip
        return
    for entry, key in entries:
        for field in ("name", "official_name", "common_name"):
            if name := getattr(entry, field, None):
                yield name, key

"""Names with a slip in them: near matches with a score, and one of them only if no other is nearly as near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import MissingExtraError
from .text import LONGEST, name_keys, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

# A name shorter than this has too many neighbours; and so many letters allow for a second slip.
_SHORTEST = 3
_LONG = 12


def near(names: Mapping[str, set[str]], query: str, limit: int = 5) -> list[tuple[str, float, str]]:
    """Return the countries whose names are nearest to a text, the nearest first.

    Nearness is the number of letters to insert, leave out, replace or swap with the next one (optimal string
    alignment), after folding; the score is the share of letters that stay.

    Args:
        names: Every folded name with the ids of all that it can mean.
        query: What somebody wrote; of more than a thousand characters nothing is near.
        limit: How many countries at the most.

    Returns:
        The id, the score from 0 to 1 and the folded name of each.

    Raises:
        MissingExtraError: The extra ``vnrelations[fuzzy]`` is not installed.
    """
    try:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA
    except ImportError as error:
        raise MissingExtraError(f"near matches need rapidfuzz ({error}): pip install 'vnrelations[fuzzy]'") from error
    if len(query) > LONGEST:
        return []
    spelt = list(names)
    best: dict[str, tuple[float, str]] = {}
    for key in name_keys(plain(query)):
        for name, score, _ in process.extract(key, spelt, scorer=OSA.normalized_similarity, limit=8 * limit):
            for country in names[name]:
                best[country] = max(best.get(country, (0.0, "")), (score, name))
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return [(country, score, name) for country, (score, name) in ranked[:limit]]


def nearest(names: Mapping[str, set[str]], query: str) -> str | None:
    """Return the id of the one country that a text with a slip in it must mean, or None when in doubt.

    It is in doubt where more than one letter in twelve, or one in a shorter name, is wrong, and where another
    country is not at least one letter further off.
    """
    found = near(names, query)
    if not found:
        return None
    country, score, name = found[0]
    length = max(len(name), *(len(key) for key in name_keys(plain(query))))
    slips = round((1 - score) * length)
    allowed = 0 if length < _SHORTEST else 2 if length >= _LONG else 1
    if slips > allowed:
        return None
    others = (round((1 - other) * max(length, len(text))) for _, other, text in found[1:])
    return country if all(more > slips for more in others) else None

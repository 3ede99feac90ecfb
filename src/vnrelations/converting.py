"""Records to plain values and back, with cattrs: what JSON, frames and other formats start from."""

from __future__ import annotations

import functools
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
from cattrs.preconf.json import make_converter

from .dates import PartialDate
from .errors import InvalidValueError
from .model import Citation, Country, Source
from .vocabulary import parse_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .world import Organisation

T = TypeVar("T", bound=attrs.AttrsInstance)


def to_dict(record: attrs.AttrsInstance) -> dict[str, Any]:
    """Return one record as a dict of plain values: its columns, without what is derived from them.

    Dates are texts as precise as their source; a country or a source inside the record is its id.

    Examples:
        >>> import vnrelations as vn
        >>> to_dict(vn.ties(on=2019).where(country="KR")[0])["since"]
        '1992-12-22'
    """
    return _unstructurer(type(record))(record)


def from_dict(
    kind: type[T],
    plain: Mapping[str, Any],
    countries: Mapping[str, Country],
    sources: Mapping[str, Source],
    organisations: Mapping[str, Organisation] | None = None,
) -> T:
    """Build a record from what ``to_dict`` gave.

    Args:
        kind: The class of the record.
        plain: Its columns as plain values.
        countries: The countries by id.
        sources: The sources by id.
        organisations: The organisations by id, for the records that name one.

    Returns:
        A record equal to the one that was taken apart.

    Raises:
        InvalidValueError: A value is missing, does not fit or belongs to no column.
    """
    made = make_converter()
    for kept in (str, bool):  # which cattrs would make of anything
        made.register_structure_hook(kept, _only)
    made.register_structure_hook(StrEnum, lambda text, choice: parse_choice(choice, text))
    made.register_structure_hook(PartialDate, lambda text, _: PartialDate.parse(text))
    made.register_structure_hook(Citation, lambda text, _: Citation.parse(text, sources))
    made.register_structure_hook(Country, lambda key, _: countries[key])
    if organisations is not None:
        from .world import Organisation

        made.register_structure_hook(Organisation, lambda key, _: organisations[key])
    try:
        return make_dict_structure_fn(kind, made, _cattrs_forbid_extra_keys=True)(dict(plain), kind)
    except* (ForbiddenExtraKeysError, KeyError, TypeError, ValueError) as group:
        problem = group
    raise InvalidValueError(f"not the columns of a {kind.__name__}: {problem.exceptions!r}")


def _only(value: object, kind: type) -> object:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _is_record(kind: Any) -> bool:
    return attrs.has(kind) and "id" in attrs.fields_dict(kind)


@functools.cache
def _plain() -> Converter:
    made = make_converter(unstruct_collection_overrides={tuple: list})
    made.register_unstructure_hook(PartialDate, str)
    made.register_unstructure_hook(Citation, str)
    made.register_unstructure_hook(StrEnum, lambda member: member.value)
    made.register_unstructure_hook_func(_is_record, lambda record: record.id)
    return made


@functools.cache
def _unstructurer(kind: type[attrs.AttrsInstance]) -> Callable[[attrs.AttrsInstance], dict[str, Any]]:
    # Made by hand for the outermost record, so that a Country is a dict there and an id inside others.
    return make_dict_unstructure_fn(kind, _plain())

"""Vietnam's foreign relations as data: typed, dated, sourced, in three languages, true for any day.

Start with ``relations_with("US")``. Importing the package reads no data and imports nothing that it does not
need yet: the names of the face are fetched from their modules when they are first used (PEP 562). What they
are, type checkers and editors read in ``__init__.pyi``.
"""

import importlib

__version__ = "0.1.0"

_FACE = {
    "browsing": ("Match", "Moment"),
    "bodies": (
        "Bound",
        "Indicator",
        "Deployment",
        "Membership",
        "MembershipStatus",
        "Office",
        "Period",
        "Policy",
    ),
    "dates": ("DateLike", "PartialDate"),
    "errors": (
        "AmbiguousCountryError",
        "DataError",
        "ExportError",
        "InvalidDateError",
        "InvalidValueError",
        "MissingExtraError",
        "OutOfCoverageError",
        "UnknownCountryError",
        "UnknownNamesError",
        "UnknownRecordError",
        "VNRelationsError",
    ),
    "model": (
        "Alias",
        "Citation",
        "Country",
        "Dispute",
        "Dissent",
        "Partnership",
        "Source",
        "Tie",
    ),
    "vocabulary": (
        "CountryKind",
        "DisputeKind",
        "DisputeStatus",
        "Ending",
        "Level",
        "LevelName",
        "Names",
        "Regime",
        "SourceKind",
        "TieLevel",
    ),
    "world": ("Agreement", "AgreementKind", "Event", "EventKind", "Mission", "MissionKind", "Organisation", "Sender"),
    "exporting": ("Format", "export"),
    "face": (
        "agreements",
        "candidates",
        "countries",
        "country",
        "dataset",
        "deployments",
        "disputes",
        "dissents",
        "events",
        "indicators",
        "memberships",
        "missions",
        "normalize",
        "normalize_many",
        "offices",
        "organisations",
        "partners",
        "periods",
        "policies",
        "reconcile",
        "relations_with",
        "search",
        "sources",
        "ties",
        "timeline",
        "without_ties",
    ),
    "queries": ("Dataset", "Target"),
    "reconciling": ("Reckoning", "Verdict"),
    "records": ("Records",),
    "relations": ("Relations",),
    "resolving": ("Candidate",),
}
_HOME = {name: module for module, names in _FACE.items() for name in names}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    try:
        home = _HOME[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(importlib.import_module(f".{home}", __name__), name)
    globals()[name] = value  # so that this function is not asked again
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

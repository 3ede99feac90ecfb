"""Vietnam's foreign relations as data: typed, dated, sourced, in three languages, true for any day.

Ask in Python, in English, Vietnamese or Chinese::

    import vnrelations as vn

    us = vn.relations_with("US")            # or "Hoa Kỳ", "美国", "usa"; print(us) tells all
    vn.relations_with("Liên Xô", on=1978)   # as it was on any day since 2 September 1945
    vn.partners(at_least="strategic")       # a table; vn.partners()[0] a record: print it to read it
    vn.ties(on="2019-02").where(counted=True)

What one may ask about:

- one partner: ``relations_with``, ``timeline``
- lists: ``ties``, ``without_ties``, ``partners``, ``disputes``, ``agreements``, ``missions``, ``events``,
  ``memberships``, ``offices``, ``deployments``, ``indicators``, ``policies``, ``periods``, ``countries``,
  ``organisations``
- names: ``country``, ``normalize``, ``normalize_many``, ``candidates``
- any text in any record: ``search``
- trust: ``sources``, ``dissents`` (what sources say otherwise), ``reconcile`` (with published totals),
  ``dataset`` (its day, version, tables, and how to cite it)
- files for other tools: ``export``

``help(vn.partners)`` explains a question, ``help(vn.Partnership)`` the columns of its records. Every list is a
``Records``: a tuple that filters (``where``) and leaves as dicts or frames (``to_dicts``, ``to_frame``). Charts are in
``vnrelations.plot``, panels and annotated frames in ``vnrelations.frames``. All errors are ``VNRelationsError``.
"""

# Importing this reads no data and imports nothing that it does not need yet: the names of the face are fetched from
# their modules when they are first used (PEP 562). What they are, type checkers and editors read in ``__init__.pyi``.

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

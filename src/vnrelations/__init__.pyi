from .queries import Dataset as Dataset
from .dates import PartialDate as PartialDate
from .errors import (
    AmbiguousCountryError as AmbiguousCountryError,
    DataError as DataError,
    InvalidDateError as InvalidDateError,
    InvalidValueError as InvalidValueError,
    MissingExtraError as MissingExtraError,
    OutOfCoverageError as OutOfCoverageError,
    UnknownCountryError as UnknownCountryError,
    UnknownRecordError as UnknownRecordError,
    VNRelationsError as VNRelationsError,
)
from .model import (
    Alias as Alias,
    Citation as Citation,
    Country as Country,
    CountryKind as CountryKind,
    Dispute as Dispute,
    DisputeKind as DisputeKind,
    DisputeStatus as DisputeStatus,
    Dissent as Dissent,
    Ending as Ending,
    Level as Level,
    Names as Names,
    Partnership as Partnership,
    Regime as Regime,
    Source as Source,
    SourceKind as SourceKind,
    Tie as Tie,
    TieLevel as TieLevel,
)
from .face import (
    countries as countries,
    country as country,
    dataset as dataset,
    disputes as disputes,
    dissents as dissents,
    normalize as normalize,
    partners as partners,
    relations_with as relations_with,
    sources as sources,
    ties as ties,
    without_ties as without_ties,
)
from .records import Records as Records
from .relations import Relations as Relations

__version__: str

from .dates import PartialDate as PartialDate
from .errors import (
    AmbiguousCountryError as AmbiguousCountryError,
)
from .errors import (
    DataError as DataError,
)
from .errors import (
    InvalidDateError as InvalidDateError,
)
from .errors import (
    InvalidValueError as InvalidValueError,
)
from .errors import (
    MissingExtraError as MissingExtraError,
)
from .errors import (
    OutOfCoverageError as OutOfCoverageError,
)
from .errors import (
    UnknownCountryError as UnknownCountryError,
)
from .errors import (
    UnknownRecordError as UnknownRecordError,
)
from .errors import (
    VNRelationsError as VNRelationsError,
)
from .face import (
    countries as countries,
)
from .face import (
    country as country,
)
from .face import (
    dataset as dataset,
)
from .face import (
    disputes as disputes,
)
from .face import (
    dissents as dissents,
)
from .face import (
    normalize as normalize,
)
from .face import (
    partners as partners,
)
from .face import (
    relations_with as relations_with,
)
from .face import (
    sources as sources,
)
from .face import (
    ties as ties,
)
from .face import (
    without_ties as without_ties,
)
from .model import (
    Alias as Alias,
)
from .model import (
    Citation as Citation,
)
from .model import (
    Country as Country,
)
from .model import (
    CountryKind as CountryKind,
)
from .model import (
    Dispute as Dispute,
)
from .model import (
    DisputeKind as DisputeKind,
)
from .model import (
    DisputeStatus as DisputeStatus,
)
from .model import (
    Dissent as Dissent,
)
from .model import (
    Ending as Ending,
)
from .model import (
    Level as Level,
)
from .model import (
    Names as Names,
)
from .model import (
    Partnership as Partnership,
)
from .model import (
    Regime as Regime,
)
from .model import (
    Source as Source,
)
from .model import (
    SourceKind as SourceKind,
)
from .model import (
    Tie as Tie,
)
from .model import (
    TieLevel as TieLevel,
)
from .queries import Dataset as Dataset
from .records import Records as Records
from .relations import Relations as Relations

__version__: str

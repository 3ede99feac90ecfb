"""Records as data frames, through narwhals: one code path for pandas, polars and pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from .errors import InvalidValueError, MissingExtraError

if TYPE_CHECKING:
    from .records import Records

Backend = Literal["pandas", "polars", "pyarrow"]
BACKENDS: tuple[Backend, ...] = get_args(Backend)


def to_frame(records: Records[Any], backend: Backend = "pandas") -> Any:
    """Return records as an eager frame; see ``Records.to_frame``."""
    if backend not in BACKENDS:
        raise InvalidValueError(f"backend {backend!r} is not one of: {', '.join(BACKENDS)}")
    try:
        import narwhals as nw

        rows = records.to_dicts()
        columns = dict.fromkeys(column for row in rows for column in row)  # a history mixes two tables
        return nw.from_dict({c: [row.get(c) for row in rows] for c in columns}, backend=backend).to_native()
    except ImportError as error:
        raise MissingExtraError(
            f"frames need narwhals and {backend} ({error}): pip install 'vnrelations[frames]' {backend}"
        ) from error

"""The dataset as files for other tools: one module a format, each written whole or not at all.

A format's module has ``write(dataset, path)``, which writes the file (or, for ``csv``, the directory) at a path that
does not exist, and may have ``beside(dataset)``: further files by the ending that is put behind the path, such as a
schema. For one version of the dataset the bytes are always the same.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from ..errors import ExportError, InvalidValueError, MissingExtraError, quoted

if TYPE_CHECKING:
    from ..queries import Dataset

Format = Literal["csv", "json", "ndjson", "sqlite", "parquet", "geojson", "graphml", "turtle", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
_ABANDONED = 3600.0  # seconds: no export takes nearly so long


def export(
    format: Format,  # noqa: A002
    path: str | os.PathLike[str],
    *,
    overwrite: bool = False,
    dataset: Dataset | None = None,
) -> tuple[Path, ...]:
    """Write the dataset to a file for other tools.

    Each file is written beside its place and then renamed, so that a reader never sees half of it and an old file stays
    whole if anything goes wrong. A directory takes two renames: a process that is killed between them leaves the old
    one whole in a hidden folder, ``.vnrelations-``, beside its place. What killed ones left there is cleared away by an
    export to the same place an hour later.

    Args:
        format: ``"csv"`` (a directory, the Data Package as it is shipped), ``"json"`` (one document, its JSON Schema
            and TypeScript types beside it), ``"ndjson"`` (a record a line), ``"sqlite"`` (with Datasette's metadata
            beside it), ``"parquet"`` (a directory, a file a table), ``"geojson"``, ``"graphml"``, ``"turtle"`` or
            ``"xlsx"``.
        path: Where to.
        overwrite: Replace what is there.
        dataset: Another dataset than the one that is shipped.

    Returns:
        The paths that were written, the one asked for first.

    Raises:
        InvalidValueError: There is no such format.
        ExportError: ``path`` names no file, something is there already and ``overwrite`` was not given, or it cannot
            be written.
        MissingExtraError: The format needs a library that is not installed: ``pip install 'vnrelations[export]'``.

    Examples:
        >>> import tempfile, pathlib, vnrelations as vn
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = vn.export("ndjson", pathlib.Path(folder, "vnrelations.ndjson"))
        ...     written[0].name
        'vnrelations.ndjson'
    """
    if format not in FORMATS:
        raise InvalidValueError(f"format {format!r} is not one of: {', '.join(FORMATS)}")
    if dataset is None:
        from ..face import dataset as shipped

        dataset = shipped()
    target = Path(path)
    if target.name in ("", ".."):
        raise ExportError(f"{quoted(os.fspath(path))} names no file")
    try:
        module = importlib.import_module(f".{format}_format", __name__)
    except ImportError as error:
        raise MissingExtraError(
            f"{format} needs another library ({error}): pip install 'vnrelations[export]'"
        ) from error
    more = module.beside(dataset) if hasattr(module, "beside") else {}
    targets = [target, *(target.with_name(target.name + ending) for ending in more)]
    for each in targets:
        if os.path.lexists(each) and not overwrite:
            raise ExportError(f"{each} is there already: ask for overwrite=True (--force) to replace it")
    try:
        if not target.parent.exists():  # of which the system says only that the file is missing
            raise FileNotFoundError(f"there is no folder {quoted(str(target.parent))}")
        # A folder beside the target, so that renaming never crosses from one file system to another.
        mark = f".vnrelations-{zlib.crc32(os.fsencode(target.name)):08x}-"
        with tempfile.TemporaryDirectory(prefix=mark, dir=target.parent) as folder:
            drafts = [Path(folder, each.name) for each in targets]
            module.write(dataset, drafts[0])
            for draft, content in zip(drafts[1:], more.values(), strict=True):
                draft.write_bytes(content)
            for draft, each in zip(drafts, targets, strict=True):
                _replace(draft, each, Path(folder, "replaced"))
            _clear(Path(folder), mark)
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror or error}") from error
    return tuple(targets)


def _replace(draft: Path, target: Path, aside: Path) -> None:
    """Put a draft in its place; where one of the two is a directory, what is there is moved aside first."""
    if os.path.lexists(target) and (draft.is_dir() or (target.is_dir() and not target.is_symlink())):
        target.replace(aside)  # into the temporary folder, which goes with all that is in it
        try:
            draft.replace(target)
        except OSError:
            aside.replace(target)
            raise
    else:
        draft.replace(target)


def _clear(folder: Path, mark: str) -> None:
    """Remove what exports to the same place left that were killed; those still at work are younger."""
    now = folder.stat().st_mtime  # by the clock of the file system, which need not be ours
    for left in folder.parent.glob(f"{mark}*"):
        with contextlib.suppress(OSError):  # another export may be clearing it away
            if now - left.stat().st_mtime > _ABANDONED:
                shutil.rmtree(left)

"""The face of the package: what importing it costs, what it offers, that it works from a zip."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pycountry
import pytest

import vnrelations as vn

PACKAGE = Path(vn.__file__).parent


def in_fresh_process(code: str, *path: str) -> str:
    code = f"import sys; sys.path[:0] = {list(path)!r}\n{code}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_reads_no_data_and_imports_no_dependency() -> None:
    loaded = in_fresh_process(
        "import vnrelations; ours = ('attr', 'attrs', 'cattrs', 'pycountry', 'vnrelations'); "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ours))"
    )
    assert loaded == "['vnrelations']"


def test_asking_for_a_code_needs_neither_pycountry_nor_cattrs() -> None:
    loaded = in_fresh_process(
        "import vnrelations as vn; str(vn.relations_with('US')); "
        "rare = ('cattrs', 'pycountry', 'importlib.resources', 'narwhals', 'typer', 'vnrelations.showing'); "
        "print([m for m in rare if m in sys.modules])"
    )
    assert loaded == "[]"


def test_the_first_query_loads_only_what_it_needs() -> None:
    code = "import vnrelations as vn; ds = vn.dataset(); {}; print(sorted(n for n in ds._loaded if n in ds.tables))"
    assert in_fresh_process(code.format("vn.country('US')")) == "['countries']"
    assert in_fresh_process(code.format("vn.relations_with('US').level")) == "['countries', 'partnerships', 'ties']"
    assert in_fresh_process(code.format("vn.ties()")) == "['countries', 'ties']"
    assert in_fresh_process(code.format("vn.partners()")) == "['countries', 'partnerships']"


def test_the_face_and_its_stub_name_the_same() -> None:
    stub = ast.parse((PACKAGE / "__init__.pyi").read_text("utf-8"))
    imports = [node for node in stub.body if isinstance(node, ast.ImportFrom)]
    offered = {alias.name: node.module for node in imports for alias in node.names}
    assert all(alias.asname == alias.name for node in imports for alias in node.names)
    assert offered == vn._HOME  # type: ignore[attr-defined]
    (declared,) = (node.value for node in stub.body if isinstance(node, ast.Assign))
    assert sorted(vn.__all__) == sorted(offered) == sorted(ast.literal_eval(declared))
    assert set(dir(vn)) >= set(offered)
    for name in set(offered) - {
        "DateLike",
        "Format",
        "LevelName",
        "Target",
    }:  # aliases of types, which have no docstring of their own
        assert getattr(vn, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'relation_with'"):
        _ = vn.relation_with  # type: ignore[attr-defined]


def test_no_submodule_hides_a_name_of_the_face() -> None:
    """Importing a submodule sets its name on the package, where it would stand before the lazy one."""
    submodules = {path.stem for path in PACKAGE.glob("*.py")}
    assert not submodules & set(vn.__all__)


def test_imports_run_one_way() -> None:
    layers = [
        "errors",
        "dates",
        "hanzi",
        "text",
        "vocabulary",
        "wording",
        "model",
        "flat",
        "cells",
        "records",
        "resolving",
        "loading",
        "world",
        "bodies",
        "relations",
        "queries",
        "spans",
        "face",
    ]
    modules = {
        "browsing",
        "converting",
        "frames",
        "fuzzy",
        "reconciling",
        "showing",
        "strategies",
        "translations",
        "__init__",
        "__main__",
    }
    packages = {"__pyinstaller", "cli", "exporting", "plot"}
    beside = modules | packages
    assert {path.stem for path in PACKAGE.glob("*.py")} == set(layers) | modules
    assert {path.parent.name for path in PACKAGE.glob("*/*.py")} == packages
    for path in PACKAGE.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        top = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level]
        for node in top:
            for module in [node.module] if node.module else [alias.name for alias in node.names]:
                assert module not in beside, f"{path.stem} imports {module} at its top"
                if path.stem in layers:
                    assert layers.index(module) < layers.index(path.stem), f"{path.stem} imports {module}"


def test_it_works_from_inside_a_zip(tmp_path: Path) -> None:
    archive = tmp_path / "app.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in PACKAGE.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                zipped.write(path, path.relative_to(PACKAGE.parent))
    code = "import vnrelations as vn; print(vn.__file__); print(vn.relations_with('Hoa Kỳ').established)"
    where, established = in_fresh_process(code, str(archive)).splitlines()
    assert where.startswith(str(archive))
    assert established == "1995-07-12"


def test_it_works_with_its_dependencies_inside_a_zip(tmp_path: Path) -> None:
    """The pycountry in it cannot open its files there; no name of ours may depend on that."""
    archive = tmp_path / "app.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for package in (PACKAGE, Path(pycountry.__file__).parent):
            for path in package.rglob("*"):
                if path.is_file() and "__pycache__" not in path.parts and path.stat().st_size < 2**21:
                    zipped.write(path, path.relative_to(package.parent))
    code = (
        "import vnrelations as vn, pycountry; print(pycountry.__file__)\n"
        "print(vn.normalize('Korea, Republic of'))\n"
        "try: vn.country('Atlantis')\n"
        "except vn.UnknownCountryError as error: print(error.query)"
    )
    where, *answers = in_fresh_process(code, str(archive)).splitlines()
    assert where.startswith(str(archive))
    assert answers == ["KR", "Atlantis"]


def test_the_tables_have_every_name_of_iso_themselves() -> None:
    code = (
        "import sys, pycountry; names = [(n, e.alpha_2) for e in pycountry.countries "
        "for n in (e.name, getattr(e, 'official_name', e.name), getattr(e, 'common_name', e.name))]; "
        "del sys.modules['pycountry']; sys.modules['pycountry'] = None; "
        "import vnrelations as vn; ids = {c.id for c in vn.countries()}; "
        "print([n for n, key in names if key in ids and n != 'Congo' and vn.normalize(n) != key])"
    )
    assert in_fresh_process(code) == "[]"


def test_the_files_that_ship() -> None:
    assert (PACKAGE / "py.typed").read_bytes() == b""
    assert {p.name for p in (PACKAGE / "data").iterdir()} >= {
        "LICENSE",
        "README.md",
        "datapackage.json",
        "ties.csv",
    }


def test_the_citation_file_is_that_of_the_dataset() -> None:
    root = Path(vn.__file__).parents[2]
    assert (root / "CITATION.cff").read_text("utf-8") == vn.dataset().cite("cff") + "\n"

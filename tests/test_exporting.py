"""Every format: written whole or not at all, the same bytes each time, and read back with the tool of its users."""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

import vnrelations as vn
from vnrelations import exporting, strategies

from . import hostile, reader

ROWS = {table: len(records) for table, records in vn.dataset().tables.items()}


def bytes_of(paths: tuple[Path, ...]) -> dict[str, bytes]:
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return {str(file.name): file.read_bytes() for file in files if file.is_file()}


@pytest.mark.parametrize("format_", exporting.FORMATS)
def test_the_same_bytes_each_time_and_nothing_beside(format_: exporting.Format, tmp_path: Path) -> None:
    first = vn.export(format_, tmp_path / "one")
    once = bytes_of(first)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in first}
    again = vn.export(format_, tmp_path / "one", overwrite=True, dataset=vn.Dataset())
    assert again == first
    assert bytes_of(again) == once


@pytest.mark.parametrize("format_", exporting.FORMATS)
def test_what_is_there_stays_unless_told(format_: exporting.Format, tmp_path: Path) -> None:
    place = tmp_path / "here"
    place.write_text("mine", "utf-8")
    with pytest.raises(vn.ExportError, match="here is there already"):
        vn.export(format_, place)
    assert place.read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    vn.export(format_, place, overwrite=True)
    assert place.is_dir() or place.read_bytes() != b"mine"


def test_what_fails_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vnrelations.exporting import ndjson_format

    def full(dataset: vn.Dataset, path: Path) -> None:
        path.write_text("half", "utf-8")
        raise OSError(28, "No space left on device")

    place = tmp_path / "here"
    place.write_text("mine", "utf-8")
    monkeypatch.setattr(ndjson_format, "write", full)
    with pytest.raises(vn.ExportError, match="No space left"):
        vn.export("ndjson", place, overwrite=True)
    assert place.read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


@pytest.mark.parametrize("path", [".", "", Path(), "..", "/"])
def test_what_names_no_file_is_refused(path: str | Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for format_ in exporting.FORMATS:
        with pytest.raises(vn.ExportError, match=rf"^'{path}' names no file$"):
            vn.export(format_, path, overwrite=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_said_to_be() -> None:
    place = Path("no such folder") / "file"
    with pytest.raises(vn.ExportError, match=r"file cannot be written: there is no folder 'no such folder'$"):
        vn.export("ndjson", place)
    assert not place.parent.exists()


def test_an_old_directory_comes_back_if_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place,) = vn.export("csv", tmp_path / "here")
    (place / "ties.csv").write_text("mine", "utf-8")
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target == place and self.name == "here":
            raise OSError(1, "Operation not permitted")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(vn.ExportError, match="here cannot be written: Operation not permitted"):
        vn.export("csv", place, overwrite=True)
    assert (place / "ties.csv").read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_what_a_killed_export_left_is_cleared_after_an_hour(tmp_path: Path) -> None:
    vn.export("ndjson", tmp_path / "here")
    mark = f".vnrelations-{zlib.crc32(b'here'):08x}-"
    for name, age in ((f"{mark}dead", 3700), (f"{mark}alive", 60), (".vnrelations-of-another", 3700)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    vn.export("ndjson", tmp_path / "here", overwrite=True)
    assert {path.name for path in tmp_path.iterdir()} == {"here", f"{mark}alive", ".vnrelations-of-another"}


def test_a_missing_extra_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.delitem(sys.modules, "vnrelations.exporting.xlsx_format", raising=False)
    with pytest.raises(vn.MissingExtraError, match=r"openpyxl.*pip install 'vnrelations\[export\]'"):
        vn.export("xlsx", tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_formats_that_are_none() -> None:
    with pytest.raises(vn.InvalidValueError, match="csv, json, ndjson"):
        vn.export("pdf", "x")  # type: ignore[arg-type]


@pytest.mark.parametrize("licences", [{}, {"licenses": [{}]}], ids=["no licence", "a licence of which nothing is said"])
def test_a_dictionary_that_says_no_more_than_it_must_is_enough(licences: dict[str, Any], tmp_path: Path) -> None:
    whole, few = reader.descriptor(), strategies.dataset_of({})
    least = {key: whole[key] for key in ("version", "as_of", "resources")} | licences
    for resource in least["resources"]:
        for key in ("title", "description"):
            resource.pop(key, None)

    def read(name: str) -> bytes:
        return json.dumps(least).encode() if name == "datapackage.json" else few._read(name)

    dataset = vn.Dataset(read)
    for format_ in exporting.FORMATS:
        assert vn.export(format_, tmp_path / format_, dataset=dataset)
    assert "ties" in dataset._repr_html_()


def test_ndjson(tmp_path: Path) -> None:
    (path,) = vn.export("ndjson", tmp_path / "x.ndjson")
    lines = [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]
    assert {table: sum(line["table"] == table for line in lines) for table in ROWS} == ROWS
    us = next(line["record"] for line in lines if line["record"]["id"] == "us-srv-embassy")
    assert (us["country"], us["since"]) == ("US", "1995-07-12")


def test_hostile_names_stay_names(tmp_path: Path) -> None:
    edited = hostile.dataset(tmp_path / "data", "countries", "name", "name_vi", "note")
    wanted = dict(zip((row["id"] for row in reader.rows("countries")), hostile.TEXTS, strict=False))
    (ndjson,) = vn.export("ndjson", tmp_path / "x.ndjson", dataset=edited)
    (geojson,) = vn.export("geojson", tmp_path / "x.geojson", dataset=edited)
    document, *_ = vn.export("json", tmp_path / "x.json", dataset=edited)
    lines = [json.loads(line) for line in ndjson.read_bytes().decode().split("\n")[:-1]]
    records = [line["record"] for line in lines if line["table"] == "countries"]
    features = [
        {"id": feature["id"], **feature["properties"]} for feature in json.loads(geojson.read_bytes())["features"]
    ]
    for countries in (records, features, json.loads(document.read_bytes())["tables"]["countries"]):
        there = {
            country["id"]: (country["name"], country["name_vi"]) for country in countries if country["id"] in wanted
        }
        assert there == {key: (wanted[key], wanted[key]) for key in there}
        assert len(there) > len(wanted) / 2

"""The tables, and the modules that are imported by their names only when something needs them."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

datas = collect_data_files("vnrelations", excludes=["__pyinstaller"])
# Those of an extra that is not installed cannot be imported, and are left out.
hiddenimports = collect_submodules(
    "vnrelations", filter=lambda name: not name.endswith("__pyinstaller"), on_error="ignore"
)

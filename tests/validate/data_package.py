"""The data package as frictionless reads it, from the folder it stands in and from its zip."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from frictionless import FrictionlessException, Package


def package_faults(folder: Path) -> list[str]:
    """Every error of every resource; that there is no package is one too."""
    files = sorted(folder.rglob("datapackage.json"))
    faults = [fault for file in files for fault in _faults(file, folder)]
    zips = sorted(folder.rglob("*.zip"))
    for archive in zips:
        with tempfile.TemporaryDirectory() as scratch:
            zipfile.ZipFile(archive).extractall(scratch)
            inside = sorted(Path(scratch).rglob("datapackage.json"))
            faults += [f"{archive.name}: {fault}" for file in inside for fault in _faults(file, Path(scratch))]
            faults += [] if inside else [f"{archive.name} holds no datapackage.json"]
    return faults if files or zips else ["there is no data package"]


def _faults(file: Path, folder: Path) -> list[str]:
    name = file.relative_to(folder).as_posix()
    try:
        package = Package(str(file))
    except FrictionlessException as error:
        return [f"{name}: {each.message}" for each in [error.error, *error.reasons]]
    report = package.validate()
    faults = [f"{name}: {error.message}" for error in report.errors]
    faults += [f"{name}: {task.name}: {error.message}" for task in report.tasks for error in task.errors]
    is_read = package.resources and [task.name for task in report.tasks] == [each.name for each in package.resources]
    return faults if is_read else [*faults, f"{name}: not every resource was read"]

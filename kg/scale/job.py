"""What all tasks of a build share; it goes to each worker once."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.errors import KgError
from kg.pipeline import Spec
from kg.scale.folder import Folder
from kg.scale.splits import Sources


@dataclass(frozen=True, slots=True)
class Job:
    """What to read, with what, and where to; a user's sheets travel as bytes, the spaCy pipeline by its name."""

    sources: Sources
    spec: Spec
    sheets: tuple[tuple[str, bytes], ...]
    version: str
    base: str
    folder: Folder

    @classmethod
    def of(cls, sources: Sources, spec: Spec, base: str, folder: Folder) -> Job:
        """Pack up what workers need."""
        sheets = tuple((path.name, path.read_bytes()) for path in spec.sheets)
        return cls(sources, spec, sheets, spec.version(), base, folder)

    def here(self) -> Spec:
        """Give the reader's specification as it is good on this machine.

        Raises
        ------
        KgError
            If this machine has another version of program, data or spaCy pipeline.
        """
        unpacked = _unpacked(self.spec, self.sheets)
        if (found := unpacked.version()) != self.version:
            problem = f"a worker has {found!r}, the driver {self.version!r}"
            raise KgError(problem, "install the same version on each worker")
        return unpacked


@cache
def _unpacked(spec: Spec, sheets: tuple[tuple[str, bytes], ...]) -> Spec:
    return replace(spec, sheets=tuple(_written(sheets)))


def _written(sheets: tuple[tuple[str, bytes], ...]) -> list[Path]:
    if not sheets:
        return []
    folder = Path(tempfile.mkdtemp(prefix="claimgraph-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    paths = [folder / f"{number}-{name}" for number, (name, _) in enumerate(sheets)]
    for path, (_, data) in zip(paths, sheets, strict=True):
        path.write_bytes(data)
    return paths

"""The folder of partitions: local, or wherever fsspec reaches; a file is there whole or not at all."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kg.articles.urls import filesystem, is_url, reaching

_OURS = re.compile(r"part-[0-9a-f]{16}\.(nq\.gz|json)|\.part-[0-9a-f]{16}\.(nq\.gz|json)\.[0-9a-f]{32}")
"""Names of partitions and of drafts: nothing else in the folder is touched, such as Spark's own ``part-00000-...``."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder by its URL or absolute path."""

    url: str

    @classmethod
    def of(cls, place: str | Path) -> Folder:
        """Give the folder at a URL, or at a path as seen from here."""
        return cls(str(place).rstrip("/") if is_url(str(place)) else str(Path(place).absolute()))

    def read(self, name: str) -> bytes | None:
        """Give what a file holds, or None where there is none."""
        system, root = filesystem(self.url)
        try:
            return cast("bytes", system.cat_file(f"{root}/{name}"))
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Write a file under a passing name and then rename it: nobody sees half of it, whoever else writes it too."""
        system, root = filesystem(self.url)
        system.makedirs(root, exist_ok=True)
        draft = f"{root}/.{name}.{uuid.uuid4().hex}"
        system.pipe_file(draft, data)
        system.mv(draft, f"{root}/{name}")

    def sweep(self, kept: Iterable[str]) -> None:
        """Remove partitions and drafts but for those whose files are named.

        Raises
        ------
        InputError
            If the folder cannot be reached.
        """
        system, root = filesystem(self.url)
        names = set(kept)
        with reaching(self.url):
            system.invalidate_cache()
            for path in system.ls(root, detail=False) if system.exists(root) else ():
                name = path.rstrip("/").rsplit("/", 1)[-1]
                if _OURS.fullmatch(name) and name not in names:
                    system.rm_file(path)

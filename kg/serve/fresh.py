"""What a client that has an answer already may keep: tags and dates of answers (RFC 9110, 8.8 and 13.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """When what is served became as it is: by the last build, or when the server that shows it began."""

    tag: str
    modified: int

    @property
    def headers(self) -> dict[str, str]:
        """The headers that give it to clients, who are to ask again each time whether it still holds."""
        return {
            "etag": f'W/"{self.tag}"',
            "last-modified": formatdate(self.modified, usegmt=True),
            "cache-control": "no-cache",
        }

    def holds(self, headers: Mapping[str, str]) -> bool:
        """Tell whether what a request says it has is as it is now; a tag counts more than a date."""
        tags = headers.get("if-none-match")
        if tags is not None:
            known = {one.strip().removeprefix("W/") for one in tags.split(",")[:64]}
            return bool(known & {"*", f'"{self.tag}"'})
        try:
            return parsedate_to_datetime(headers["if-modified-since"]).timestamp() >= self.modified
        except (KeyError, ValueError, TypeError, IndexError, OverflowError):
            return False


def stamp(path: Path, started: int) -> Stamp:
    """Give the stamp of a graph's last finished view, for a server that began at a time (in seconds of the epoch).

    A directory made anew counts its views from one again, so the time of the build is part of the tag.
    """
    try:
        built = (path / "current").stat().st_mtime_ns
    except OSError:
        built = 0
    return Stamp(f"{built:x}-{started:x}", max(-(-built // 10**9), started))

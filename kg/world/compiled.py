"""Keep the reference as it was read in one file, so that its sheets are read once and not in every run.

The file lies in the user's cache directory (``platformdirs`` says where), belongs to one installation, and is written
again when what a sheet or the code that reads them holds changes. It may be deleted at any time; where it cannot be
written or read, the sheets are read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from hashlib import sha256
from os import getpid
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

from kg.resources import resource
from kg.world.index import Bodies
from kg.world.model import World
from kg.world.names import Entity, Fact, Name

_T = TypeVar("_T", Entity, Name, Fact)


def compiled(read: Callable[[], World]) -> World:
    """Give the reference, from the compiled file where it is that of the sheets, else as ``read`` gives it."""
    try:
        path, state = _place(), _state()
    except (OSError, RuntimeError):  # no home, or a sheet that goes while it is looked at
        return read()
    with suppress(OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return _unpacked(json.loads(path.read_bytes()), state)
    world = read()
    with suppress(OSError):
        _write(path, json.dumps(_packed(world, state), ensure_ascii=False, separators=(",", ":")))
    return world


def _place() -> Path:
    """Give the file of this installation.

    Raises
    ------
    RuntimeError
        If the user has no home.
    """
    return user_cache_path("claimgraph") / f"world-{_digest([str(Path(__file__).resolve())])}.json"


def _state() -> str:
    """Tell what the reference was made of: all that the files hold that tell it."""
    return _digest(f"{one} {sha256(one.read_bytes()).hexdigest()}" for one in _sources())


def _sources() -> list[Path]:
    """Give the sheets, the classes and the code that reads them."""
    folder, package = resource("world"), Path(__file__).resolve().parents[1]
    sheets = [*folder.rglob("*.csv"), *folder.parent.glob("*.csv")]
    code = [*(package / "world").glob("*.py"), package / "resources.py", package / "relations.py"]
    return sorted(one for one in (*sheets, *code) if one.is_file() and not one.name.startswith("."))


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _packed(world: World, state: str) -> dict[str, object]:
    return {
        "state": state,
        "entities": _columns(Entity, world.entities.values()),
        "names": _columns(Name, world.names),
        "facts": _columns(Fact, world.facts),
        "at_home": list(world.homes),
        "homes": _columns(Fact, world.homes.values()),
        "words": {word: list(bodies) for word, bodies in world.bodies.words.items()},
        "bodies": [(*owned, entity) for owned, entity in world.bodies.entities.items()],
        "states": sorted(world.bodies.states),
    }


def _columns(kind: type[_T], values: Collection[_T]) -> list[list[str | None]]:
    """Give values field by field: one list for each field is read in half the time of one for each value."""
    return [[getattr(one, field) for one in values] for field in kind.__annotations__]


def _unpacked(held: dict[str, Any], state: str) -> World:
    """Make the reference of what the file holds.

    Raises
    ------
    ValueError
        If the file was made of other sheets.
    """
    if held["state"] != state:
        raise ValueError("other sheets")
    bodies = Bodies(
        {word: tuple(kinds) for word, kinds in held["words"].items()},
        {(owner, kind): entity for owner, kind, entity in held["bodies"]},
        frozenset(held["states"]),
    )
    entities = _values(Entity, held["entities"])
    homes = dict(zip(held["at_home"], _values(Fact, held["homes"]), strict=True))
    facts = tuple(_values(Fact, held["facts"]))
    return World({one.id: one for one in entities}, tuple(_values(Name, held["names"])), facts, bodies, homes)


def _values(kind: type[_T], columns: list[list[str | None]]) -> list[_T]:
    """Make values of their fields.

    Raises
    ------
    ValueError
        If the file has not one list for each field.
    """
    if len(columns) != len(kind.__annotations__):
        raise ValueError("other fields")
    return list(map(kind, *columns))


def _write(path: Path, text: str) -> None:
    """Put the file in place whole or not at all: other processes may read it meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(f".{getpid()}.tmp")
    try:
        made.write_text(text, encoding="utf-8")
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise

"""The compiled reference is the reference: whatever becomes of its file, what is loaded is what the sheets say."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kg.world import Entity, Fact, Name, World, load_world
from kg.world import compiled as module
from kg.world.compiled import compiled

PACT = Entity("p", "Pact", "Alliance", None, "1955", None, "military alliance")
WORLD = World(
    {"AVA": Entity("AVA", "Avaria", "State", "Q0"), "x": Entity("x", "Zoë", "Person"), "p": PACT},
    (Name("Avaria", "AVA", "name"), Name("Авария", "AVA", "translation", "ru")),
    (Fact("x", "leads", "AVA", "2001", None, "curated", "2026-11"),),
    homes={"x": Fact("x", "homeIn", "AVA")},
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "user_cache_path", lambda _name: tmp_path / "cache")
    return tmp_path / "cache"


def never() -> World:
    raise AssertionError("the sheets were read again")


def test_the_second_time_no_sheet_is_read(cache: Path) -> None:
    assert compiled(lambda: WORLD) == WORLD
    again = compiled(never)
    assert again == WORLD
    assert list(again.entities) == list(WORLD.entities)
    assert [one.suffix for one in cache.iterdir()] == [".json"]


@pytest.mark.parametrize("damage", [b"", b"[]", b"\xff", b'{"state": 1}', b"null", b"[" * 200_000])
def test_a_damaged_file_is_written_anew(cache: Path, damage: bytes) -> None:
    compiled(lambda: WORLD)
    (file,) = cache.iterdir()
    file.write_bytes(damage)
    assert compiled(lambda: WORLD) == WORLD
    assert compiled(never) == WORLD


def test_a_file_of_another_form_is_written_anew(cache: Path) -> None:
    compiled(lambda: WORLD)
    (file,) = cache.iterdir()
    held = json.loads(file.read_bytes())
    file.write_text(json.dumps({**held, "entities": [[]]}), encoding="utf-8")
    assert compiled(lambda: WORLD) == WORLD
    assert compiled(never) == WORLD


def test_who_has_no_home_reads_the_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_name: str) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(module, "user_cache_path", homeless)
    assert compiled(lambda: WORLD) == WORLD


def test_what_cannot_be_put_in_place_leaves_nothing_behind(cache: Path) -> None:
    compiled(lambda: WORLD)
    (file,) = cache.iterdir()
    file.unlink()
    file.mkdir()
    assert compiled(lambda: WORLD) == WORLD
    assert list(cache.iterdir()) == [file]


def test_a_truncated_file_is_written_anew(cache: Path) -> None:
    compiled(lambda: WORLD)
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes()[:-40])
    assert compiled(lambda: WORLD) == WORLD


def test_a_changed_sheet_is_read(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = tmp_path / "states.csv"
    sheet.write_text("id\n", encoding="utf-8")
    monkeypatch.setattr(module, "_sources", lambda: [sheet])
    compiled(lambda: WORLD)
    times = sheet.stat()
    sheet.write_text("ib\n", encoding="utf-8")
    os.utime(sheet, ns=(times.st_atime_ns, times.st_mtime_ns))
    other = World({}, (), ())
    assert compiled(lambda: other) == other
    assert cache.is_dir()


def test_where_nothing_can_be_kept_the_sheets_are_read(cache: Path) -> None:
    cache.write_text("a file where the folder should be", encoding="utf-8")
    assert compiled(lambda: WORLD) == WORLD
    assert compiled(lambda: WORLD) == WORLD


def test_the_reference_is_the_same_compiled(cache: Path) -> None:
    first, second = load_world(), load_world()
    assert (cache / next(cache.iterdir()).name).is_file()
    assert first == second
    assert list(first.entities) == list(second.entities)
    assert list(first.homes) == list(second.homes)

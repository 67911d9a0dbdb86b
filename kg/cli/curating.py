"""``kg curate``: a reviewer's decisions on a graph."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.asking import graph_argument
from kg.cli.options import sheets_option, world_of
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.assemble.curation import Decision


@click.group(short_help="Correct a graph: misread claims, entities that are one.")
def curate() -> None:
    """Correct a graph; decisions are kept in DIR/curation.csv with who and when, survive rebuilds and can be undone."""


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--who", envvar="USER", default="", help="Who decides; you, where left out."),
        click.option("--why", default="", help="The reason, in words."),
        sheets_option,
    ):
        command = option(command)
    return command


@curate.command()
@graph_argument
@click.argument("claim")
@_options
def misread(directory: Path, claim: str, who: str, why: str, sheets: tuple[Path, ...]) -> None:
    """Decide that CLAIM (an id, as in kg diff or kg query DIR open-claims) was misread: it goes from the graph."""
    from kg.query.resolve import claim as find
    from kg.store import open_reader

    with open_reader(directory) as graph:
        found = find(graph.store, claim, graph.base)
    _decide(directory, sheets, "misread", found, who, why=why)


@curate.command()
@graph_argument
@click.argument("entity")
@click.argument("other")
@_options
def same(directory: Path, entity: str, other: str, who: str, why: str, sheets: tuple[Path, ...]) -> None:
    """Decide that ENTITY is the same as OTHER, and is to be called so."""
    one, then = (_entity(directory, words) for words in (entity, other))
    if one["entity"] == then["entity"]:
        raise QueryError(f"{entity!r} and {other!r} are one entity already", path=directory)
    _decide(directory, sheets, "same", one["entity"], who, why=why, **then)


@curate.command()
@graph_argument
@click.argument("entity")
@click.argument("other")
@_options
def apart(directory: Path, entity: str, other: str, who: str, why: str, sheets: tuple[Path, ...]) -> None:
    """Decide that ENTITY is not OTHER: kg curate proposals no longer says that it may be."""
    one, then = (_entity(directory, words) for words in (entity, other))
    _decide(directory, sheets, "apart", one["entity"], who, why=why, **then)


@curate.command()
@graph_argument
@click.argument("called")
@click.argument("entity")
@click.option("--article", default="", metavar="ID", help="Only in this article.")
@_options
def name(directory: Path, called: str, entity: str, article: str, who: str, why: str, sheets: tuple[Path, ...]) -> None:
    """Decide that what articles label CALLED is ENTITY."""
    _decide(directory, sheets, "name", called, who, why=why, article=article, **_entity(directory, entity))


@curate.command()
@graph_argument
@click.argument("decision")
@_options
def undo(directory: Path, decision: str, who: str, why: str, sheets: tuple[Path, ...]) -> None:
    """Undo DECISION, by its id."""
    from kg.assemble.curation import in_force, read

    known = [one.id for one in in_force(read(directory))]
    if decision not in known:
        raise QueryError(f"no decision in force has the id {decision!r}", "see: kg curate list DIR", path=directory)
    _decide(directory, sheets, "undo", decision, who, why=why)


@curate.command()
@graph_argument
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many to show.")
def proposals(directory: Path, limit: int) -> None:
    """List entities that may be one, why, and the command that makes them one; kg curate apart leaves them two."""
    from kg.assemble.curation import in_force, read
    from kg.query.proposals import proposals as find
    from kg.store import open_reader

    apart = [(one.what, one.entity) for one in in_force(read(directory)) if one.kind == "apart"]
    with open_reader(directory) as graph:
        found = find(graph.store, graph.base, apart)
    for one in found[:limit]:
        click.echo(f"{one.entity.label} = {one.other.label}: {one.reason}")
        click.echo(f'    "{one.quote}" ({one.article})')
        click.echo(f"    {shlex.join(['kg', 'curate', 'same', str(directory), one.entity.id, one.other.id])}")
    click.echo(f"({len(found)} proposal{'s' * (len(found) != 1)})")


@curate.command("list")
@graph_argument
def listed(directory: Path) -> None:
    """List the decisions, undone ones too."""
    from kg.assemble.curation import in_force, read

    decisions = read(directory)
    valid = {one.id for one in in_force(decisions)}
    for one in decisions:
        click.echo(_told(one) + ("" if one.id in valid or one.kind == "undo" else " [undone]"))


def _told(one: Decision) -> str:
    entity = f" {'≠' if one.kind == 'apart' else '='} {one.label} ({one.entity})" if one.entity else ""
    place = f" in {one.article}" if one.article else ""
    return f"{one.id}  {one.when} {one.who}: {one.kind} {one.what}{entity}{place}{f': {one.why}' if one.why else ''}"


def _entity(directory: Path, words: str) -> dict[str, str]:
    """Give id, label and class of the entity that words name."""
    from kg.query.claims import book
    from kg.query.resolve import entity
    from kg.store import open_reader

    with open_reader(directory) as graph:
        party = book(graph.store, graph.base).party(entity(graph.store, words, graph.base))
    return {"entity": party.id, "label": party.label, "type": party.type}


def _decide(directory: Path, sheets: tuple[Path, ...], kind: Any, what: str, who: str, **more: str) -> None:
    """Write a decision down and assemble the graph with it."""
    from kg.assemble import refresh
    from kg.assemble.curation import decided, write
    from kg.store import open_reader, open_writer, publish

    when = os.environ.get("KG_TODAY") or datetime.now(UTC).date().isoformat()
    decision = decided(kind, what, who, when, **more)
    with open_reader(directory) as seen:
        base = seen.base
    world = world_of(directory, sheets)
    with open_writer(directory, base) as graph:
        write(directory, decision)
        if refresh(graph, world):
            publish(graph)
    click.echo(_told(decision))

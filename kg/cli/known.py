"""``kg world``: what the reference knows of a name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import sheets_option
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.world import Fact, World

_NAMES_SHOWN = 12


@click.command(short_help="Show what the reference knows of a name.")
@click.argument("name")
@sheets_option
def world(name: str, sheets: tuple[Path, ...]) -> None:
    """Show what the reference knows of NAME: an entity's id, or any of its names."""
    from kg.world import load_world

    known = load_world(sheets)
    found = [name] if name in known.entities else list(dict.fromkeys(one.entity for one in known.lookup(name)))
    if not found:
        raise QueryError(
            f"the reference knows nothing called {name!r}", "names that articles use are created as needed"
        )
    click.echo("\n\n".join("\n".join(described(known, entity)) for entity in found))


def described(known: World, entity: str) -> list[str]:
    """Give an entity, its names and its facts as lines."""
    one = known.entities[entity]
    names = sorted({name.text for name in known.named(entity)} - {one.label}, key=lambda text: (len(text), text))
    shown = ", ".join(names[:_NAMES_SHOWN]) + f" and {len(names) - _NAMES_SHOWN} more" * (len(names) > _NAMES_SHOWN)
    head = " ".join(filter(None, (f"{one.label} ({one.type})", one.id, one.wikidata)))
    facts = sorted({_fact(known, fact) for fact in known.about(entity)})
    return [head, *([f"  also: {shown}"] if shown else []), *facts]


def _fact(known: World, fact: Fact) -> str:
    ends = [known.entities[end].label for end in (fact.subject, fact.object)]
    time = f" {fact.start or ''}/{fact.end or ''}" if fact.start or fact.end else ""
    return f"  {ends[0]} {fact.relation} {ends[1]}{time}"

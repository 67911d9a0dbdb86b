"""``kg check``, ``kg conflicts`` and ``kg diff``: whether a graph is sound, what contradicts what, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.asking import graph_argument

if TYPE_CHECKING:
    from kg.query.claims import ClaimView
    from kg.query.differ import Difference
    from kg.query.overview import ConflictView


@click.command(short_help="Check a graph against its shapes and laws.")
@graph_argument
def check(directory: Path) -> int:
    """Check a graph against its shapes (SHACL) and laws, and say what is wrong where; status 1 if anything is.

    The laws: each claim has evidence, each quote equals its characters, no plain triple stands without a claim,
    conflicts name propositions and claims that exist, texts and propositions have the hashes they are named by.
    """
    from kg.query.check import check as faults
    from kg.store import articles, open_reader

    found = 0
    with open_reader(directory) as graph:
        for fault in faults(graph.store, graph.base):
            click.echo(str(fault))
            found += 1
        count = len(articles(graph.store))
    click.echo(f"{directory}: {count} articles checked, {found or 'no'} fault{'' if found == 1 else 's'}", err=True)
    return 1 if found else 0


@click.command(short_help="List what contradicts what.")
@graph_argument
@click.option("--kind", help="denial, incompatible, rival, succession or againstReference.")
@click.option("--of", "entity", metavar="NAME", help="Only those about this entity.")
def conflicts(directory: Path, kind: str | None, entity: str | None) -> None:
    """List the conflicts of a graph, each with the evidence on both sides."""
    from kg.graph import Graph
    from kg.query.resolve import RESOLVERS
    from kg.rdf import local_id

    with Graph.open(directory) as graph:
        chosen = {name: local_id(RESOLVERS[form](graph.opened.store, words, graph.base))  # type: ignore[arg-type]
                  for name, form, words in (("kind", "kind", kind), ("entity", "entity", entity)) if words}  # fmt: skip
        found = [one for one in graph.conflicts() if _fits(one, **chosen)]
        for one in found:
            click.echo("\n".join(_listed(one, graph.reference(one.reference))))
    click.echo(f"({len(found)} conflict{'' if len(found) == 1 else 's'})")


def _fits(one: ConflictView, kind: str | None = None, entity: str | None = None) -> bool:
    ends = {end.id for claim in one.sides for end in (claim.subject, claim.object)}
    return kind in {None, one.kind} and (entity is None or entity in ends)


def _listed(one: ConflictView, fact: str) -> Iterator[str]:
    yield f"{one.kind} {one.id}" + (f": the reference says {fact}" if fact else "")
    ordered = sorted(one.sides, key=lambda claim: (claim.polarity, one.between.index(claim.proposition)))
    for claim in ordered:
        yield f"  {said(claim)}"
        for place in claim.evidence:
            quote, (start, end) = " ".join(place.quote.split()), place.span
            yield f'    "{quote}" ({claim.article.id} {start}-{end})'


def said(claim: ClaimView) -> str:
    """Give who claims what, in one line."""
    holders = " > ".join(holder.label for holder in claim.holders)
    plain = {"affirmed", "asserted"}
    marks = [mark for mark in (claim.polarity, claim.modality, claim.time) if mark and mark not in plain]
    return " ".join([f"{holders}:", claim.subject.label, claim.relation, claim.object.label, *marks])


@click.command(short_help="Tell how two graphs differ.")
@click.argument("one", type=click.Path(path_type=Path), metavar="A")
@click.argument("other", type=click.Path(path_type=Path), metavar="B")
def diff(one: Path, other: Path) -> int:
    """Tell what claims and statuses differ between graphs A and B; status 1 if any do.

    Lines with - are claims that only A has, lines with + those that only B has, lines with ~ statuses that differ.
    """
    from kg.query.differ import differences
    from kg.store import open_reader

    found = 0
    with open_reader(one) as was, open_reader(other) as now:
        for difference in differences(was.store, now.store, was.base, now.base):
            click.echo(_told(difference))
            found += 1
    return 1 if found else 0


def _told(one: Difference) -> str:
    claim = one.claim
    if one.mark == "~":
        triple = f"{claim.subject.label} {claim.relation} {claim.object.label}"
        return f"~ {triple}: {one.before} -> {one.after}"
    return f"{one.mark} {claim.article.id}: {said(claim)} [{claim.id}]"

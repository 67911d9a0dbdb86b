"""``kg explain`` and ``kg frames``: why a claim was read, and what no frame reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from kg.articles import Problem, read_articles
from kg.cli.options import MODEL, report, sheets_option
from kg.errors import InputError, QueryError
from kg.model import Article, Reading

_EXAMPLE_WIDTH = 100


@click.command()
@click.argument("source")
@click.argument("claim", required=False)
@click.option("--model", default=MODEL, show_default=True, help="Installed spaCy pipeline that parses.")
@sheets_option
def explain(source: str, claim: str | None, model: str, sheets: tuple[Path, ...]) -> int:
    """Tell why CLAIM (an id, or its beginning) was read from SOURCE, a file of articles.

    Without CLAIM, list the ids of claims, and the mentions that stay unlinked with the reason.
    """
    from kg.read.reader import Reader
    from kg.world import load_world

    reader, status, ids = Reader(model, load_world(sheets)), 0, 0
    for one in read_articles([source]):
        if isinstance(one, Problem):
            status = max(status, report(one))
            continue
        for reading in reader.read([one]):
            ids += len(reading.claims)
            if claim is None:
                click.echo("\n".join(_listed(reading)))
            elif any(found.id.startswith(claim) for found in reading.claims):
                click.echo(reader.explain(one, claim))
                return status
    if claim is not None:
        raise InputError(
            f"no claim of it has an id that begins with {claim!r}",
            f"it has {ids}; leave the id out to list them",
            path=source,
        )
    return status


def _listed(reading: Reading) -> Iterator[str]:
    for one in reading.claims:
        yield f"{one.id}  {reading.article.id}: {one.subject.label} {one.relation} {one.object.label}"
    for mention in reading.mentions:
        if mention.entity is None:
            why = "; ".join(mention.reasons) or "nothing speaks for anybody"
            words = " ".join(mention.text.split())
            yield f"unlinked          {reading.article.id}: {words!r} at {mention.start}: {why}"


@click.command()
@click.argument("relation", required=False)
@click.option(
    "--coverage",
    "corpus",
    multiple=True,
    metavar="ARTICLES",
    help="List the predicates between two actors in these articles that no frame covers; may be repeated.",
)
@click.option("--most", default=50, show_default=True, type=click.IntRange(1), help="How many predicates to list.")
@click.option("--model", default=MODEL, show_default=True, help="Installed spaCy pipeline that parses.")
def frames(relation: str | None, corpus: tuple[str, ...], most: int, model: str) -> int:
    """List the ways of saying RELATION (all relations where left out), or with --coverage what no frame reads."""
    if corpus:
        return _coverage(corpus, most, model)
    from kg.read.frames import frames as known
    from kg.relations import relations

    if relation is not None and relation not in relations():
        raise QueryError(f"no relation is named {relation!r}", f"one of {', '.join(relations())}")
    every = {one.place: one for some in known().values() for one in some if relation in {None, one.relation}}
    for one in sorted(every.values(), key=lambda one: (one.relation, one.pos, one.lemma, one.place)):
        click.echo(f"{one.name:<48} {one.example}")
    return 0


def _coverage(corpus: Iterable[str], most: int, model: str) -> int:
    from kg.read.reader import Reader

    found = list(read_articles(corpus))
    status = max((report(one) for one in found if isinstance(one, Problem)), default=0)
    articles = [one for one in found if isinstance(one, Article)]
    counts: Counter[str] = Counter()
    covered, examples = 0, dict[str, str]()
    for reading in Reader(model).read(articles):
        covered += len({one.trigger for one in reading.claims})
        for said in reading.open:
            counts[said.predicate] += 1
            examples.setdefault(said.predicate, " ".join(reading.article.text[slice(*said.sentence)].split()))
    for predicate, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]:
        click.echo(f"{count:6}  {predicate:<28} {examples[predicate][:_EXAMPLE_WIDTH]}")
    click.echo(
        f"{covered} predicates read by frames, {counts.total()} between two actors not ({len(counts)} different)",
        err=True,
    )
    return status

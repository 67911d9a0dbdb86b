"""``kg read``: what single articles say, without a graph."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.articles import Problem, read_articles
from kg.cli.options import article_options, jobs_option, reader_options, report
from kg.model import Claim, Reading


@click.command(short_help="Print what articles say.")
@article_options
@reader_options
@jobs_option
@click.option("--jsonl", is_flag=True, help="Print one JSON record an article instead of its claims in words.")
def read(
    sources: tuple[str, ...],
    text_column: str | None,
    max_chars: int,
    model: str,
    sheets: tuple[Path, ...],
    base: str,
    jobs: int,
    jsonl: bool,
) -> int:
    """Print what ARTICLES say: files, folders, globs, or - for standard input."""
    from kg.pipeline import Spec, read_all
    from kg.records import to_record

    status = 0
    for one in read_all(Spec(model, sheets), read_articles(sources, text_column, max_chars), jobs):
        if isinstance(one, Problem):
            status = max(status, report(one))
        elif isinstance(one, Reading):
            record = json.dumps(to_record(one, base), ensure_ascii=False) if jsonl else "\n".join(in_words(one))
            click.echo(record)
    return status


def in_words(reading: Reading) -> list[str]:
    """Give an article and its claims as lines to be read by people."""
    article = reading.article
    about = ", ".join(filter(None, (article.title, article.source, article.published)))
    return [f"{article.id}{f' ({about})' if about else ''}", *map(_claim, reading.claims)]


def _claim(claim: Claim) -> str:
    holder = " > ".join(one.label for one in claim.holders) or "article"
    marks = [
        mark for mark in (claim.polarity, claim.modality, claim.time) if mark not in {"affirmed", "asserted", None}
    ]
    return (
        f"  {holder}: {claim.subject.label} {claim.relation} {claim.object.label} {' '.join(map(str, marks))}".rstrip()
    )

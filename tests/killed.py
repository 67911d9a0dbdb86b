"""Builds that a test kills, starves or crashes: real ones but for the reader, in processes of their own."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from graphs import reading

import kg.assemble.view  # loaded once, before the processes part
import kg.store  # noqa: F401
from kg.errors import StoreError
from kg.model import Article, Reading
from kg.pipeline import Spec, build
from kg.pipeline.removing import remove
from kg.world import World

STARVED = 77


class Made:
    """Reads an article as claims made of its number; on the word CRASH the process ends, as when C code fails."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if "CRASH" in article.text:
                os._exit(3)
            number = int(article.id.removeprefix("a"))
            lines = (
                f"e{number} attacks e{number + 1}",
                "JPN alliedWith USA",
                "RUS attacks UKR denied",
                f"e{number} controls kurils",
            )
            made = reading(article.id, *(lines if number % 2 else lines[::-1]))
            yield Reading(Article(article.id, made.article.text), made.mentions, claims=made.claims)


class MadeSpec(Spec):
    """A reader that needs no model."""

    def load(self) -> Made:
        return Made()

    def world(self) -> World:
        return World({}, (), ())

    def version(self) -> str:
        return "made"


def articles(numbers: Iterable[int], crash: int | None = None) -> list[Article]:
    """Give articles of these numbers; one may make the reader crash."""
    return [Article(f"a{number}", "CRASH" if number == crash else f"text {number}") for number in numbers]


def build_them(path: str, numbers: list[int], crash: int | None = None, limit: int | None = None) -> None:
    """Build a graph of these articles; with a limit no file may grow larger than so many bytes."""
    if limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        build(articles(numbers, crash), Path(path), MadeSpec("made"))
    except StoreError:
        sys.exit(STARVED)


def change_them(path: str, added: list[int], removed: list[int]) -> None:
    """Add articles to a graph, or remove some, as ``kg add`` and ``kg remove`` do."""
    if added:
        build(articles(added), Path(path), MadeSpec("made"), keep=True)
    if removed:
        remove(Path(path), [f"a{number}" for number in removed], World({}, (), ()))

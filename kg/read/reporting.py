"""Know which words announce that somebody says, thinks, knows or wants something: ``ontology/cues/sources.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.errors import DataError
from kg.resources import resource, rows

POSITIONS = "VANDPCG"
"""Verb, adjective, noun that announces, noun that names a document, noun in an adverbial, headline label, speaker."""
KINDS = ("say", "think", "know", "deny", "demand", "intend", "perceive", "document", "none")
Frames = Mapping[str, str]
"""What a cue may announce its content with (a frame), and the kind of speech that it then is."""
_NOTHING: Frames = MappingProxyType({})


@cache
def lexicon() -> Mapping[tuple[str, str], Frames]:
    """Give the cues by part of speech and lemma.

    Raises
    ------
    DataError
        If a row has an unknown part of speech or kind, or gives a frame of one word twice.
    """
    path = resource("cues", "sources.csv")
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line, row in rows(path):
        if row["pos"] not in POSITIONS or row["kind"] not in KINDS:
            problem = f"a cue has the part of speech {row['pos']!r} and the kind {row['kind']!r}"
            raise DataError(problem, f"use {'/'.join(POSITIONS)} and {'/'.join(KINDS)}", path=path, line=line)
        known = found.setdefault((row["pos"], row["lemma"]), {})
        for frame in row["frames"].split("|"):
            if frame in known:
                raise DataError(
                    f"{row['lemma']!r} has the frame {frame!r} twice", "give one kind", path=path, line=line
                )
            known[frame] = row["kind"]
    return MappingProxyType({key: MappingProxyType(known) for key, known in found.items()})


def frames(position: str, lemma: str) -> Frames:
    """Give the frames of a word, none where it is no cue: ``frames("V", "say")["that"]`` is ``"say"``."""
    return lexicon().get((position, lemma.lower()), _NOTHING)

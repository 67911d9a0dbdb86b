"""Draw readings with the distributions of a real corpus, the same for the same number of claims."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from kg.model import Article, Claim, End, Mention, OpenClaim, Reading, Span

CLAIMS, OPEN = 14, 15
"""Claims, and open claims, in an article."""
_ACTORS = 1_200  # in a thousand claims; a corpus a hundred times as large has ten times as many (Heaps' law)
_OWN = 30  # things that one article alone mentions
_WORDS = 22  # beside the names in a sentence: some nine hundred in an article
_TIMED = 0.05  # share of claims that bear a time
_VOCABULARY = [f"{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{i}" for i in range(20_000)]


def readings(claims: int) -> Iterator[Reading]:
    """Yield readings that hold so many claims between them, by outlets of which some are frequent."""
    drawn = _Drawn(claims)
    for number in range(-(-claims // CLAIMS)):
        yield _reading(number, min(CLAIMS, claims - number * CLAIMS), drawn)


class _Drawn:
    """Draws names, words and all that ``bench/shares.csv`` counts."""

    def __init__(self, claims: int) -> None:
        self.chance, self.shares = random.Random(claims), _shares()
        kinds, counts = self.shares["type"]
        types = ["State", *random.Random(0).choices(kinds, counts, k=997)]
        actors = int(_ACTORS * max(1.0, claims / 1_000) ** 0.5)
        self.actors = [(f"e{i}", f"{types[i % 998]} e{i}", types[i % 998]) for i in range(actors)]
        self.frequent = list(accumulate(1 / (i + 1) for i in range(actors)))

    def some(self, kind: str, count: int) -> list[str]:
        names, counts = self.shares[kind]
        return self.chance.choices(names, counts, k=count)

    def names(self, count: int) -> list[tuple[str, str, str]]:
        """Draw entities by Zipf's law, with their labels and classes."""
        return self.chance.choices(self.actors, cum_weights=self.frequent, k=count)


@dataclass(slots=True)
class _Text:
    """A text that grows by names and words, and knows where each name stands."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str) -> Span:
        start = self.length
        self.parts += (words, " ")
        self.length += len(words) + 1
        return start, start + len(words)

    def end(self, named: tuple[str, str, str]) -> End:
        entity, label, kind = named
        return End(*self.add(label), label, entity, label, kind)


def _reading(number: int, count: int, drawn: _Drawn) -> Reading:
    text, name, chance = _Text(), f"n{number}", drawn.chance
    words = iter(chance.choices(_VOCABULARY, k=_WORDS * (count + OPEN)))
    columns = [drawn.some(kind, count) for kind in ("relation", "stance", "holders", "tense")]
    claims = tuple(_claim(name, text, list(row), drawn, words) for row in zip(*columns, strict=True))
    said = tuple(_open(text, drawn, words) for _ in range(OPEN))
    own = [text.end((f"thing-{name}-{i}", f"thing {name} {i}", "Entity")) for i in range(_OWN)]
    ends = [end for claim in claims for end in (claim.subject, claim.object, *claim.holders)]
    ends += [end for one in said for end in (one.subject, one.object)] + own
    day = f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
    outlet = f"Outlet {int(chance.paretovariate(1.0)) % 97}"
    article = Article(name, "".join(text.parts), title=f"Title {name}", source=outlet, published=day)
    mentions = tuple(Mention(one.start, one.end, one.text, one.type, one.entity, one.label) for one in ends)
    return Reading(article, mentions=mentions, claims=claims, open=said)


def _claim(name: str, text: _Text, row: list[str], drawn: _Drawn, words: Iterator[str]) -> Claim:
    relation, stance, holders, tense = row
    start, chance = text.length, drawn.chance
    speakers = tuple(text.end(one) for one in dict.fromkeys(drawn.names(int(holders))))
    subject, *others = drawn.names(3)
    first, trigger = text.end(subject), text.add(relation)
    second = text.end(next((one for one in others if one != subject), drawn.actors[subject == drawn.actors[0]]))
    polarity, modality = stance.split()
    stood: dict[str, Any] = {"polarity": polarity, "modality": modality, "tense": tense or None}
    time = str(chance.randint(1990, 2025)) if chance.random() < _TIMED else None
    sentence = start, _filled(text, words)
    return Claim(name, first, relation, second, sentence, (first.start, second.end), trigger, speakers,
                 time=time, **stood)  # fmt: skip


def _open(text: _Text, drawn: _Drawn, words: Iterator[str]) -> OpenClaim:
    start, (subject, object_) = text.length, drawn.names(2)
    first = text.end(subject)
    verb = next(words)
    trigger, second = text.add(verb), text.end(object_)
    return OpenClaim(first, f"V:{verb[:2]} obj", second, (start, _filled(text, words)), trigger)


def _filled(text: _Text, words: Iterator[str]) -> int:
    """End a sentence with words that no other has; give where it ends."""
    return text.add(" ".join(next(words) for _ in range(_WORDS - 1)) + ".")[1]


def _shares() -> dict[str, tuple[list[str], list[int]]]:
    lines = (Path(__file__).parent / "bench" / "shares.csv").read_text(encoding="utf-8").splitlines()
    found: dict[str, tuple[list[str], list[int]]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        names, counts = found.setdefault(row["kind"], ([], []))
        names.append(row["name"])
        counts.append(int(row["count"]))
    return found

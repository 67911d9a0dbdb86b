"""Draw readings with the distributions of a real corpus, the same for the same number of claims."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from kg.model import Article, Claim, End, Mention, Reading

CLAIMS_AN_ARTICLE = 16
_TIMED = 0.07  # share of claims that bear a time
_ENTITIES = 700  # in 70 articles; a corpus a hundred times as large has ten times as many (Heaps' law)


def readings(claims: int) -> Iterator[Reading]:
    """Yield readings that hold so many claims between them, by outlets of which some are frequent."""
    chance, shares = random.Random(claims), _shares()
    names = [f"E{i}" for i in range(int(_ENTITIES * max(1.0, claims / 1_000) ** 0.5))]
    frequent = list(accumulate(1 / (i + 1) for i in range(len(names))))
    for number in range(-(-claims // CLAIMS_AN_ARTICLE)):
        count = min(CLAIMS_AN_ARTICLE, claims - number * CLAIMS_AN_ARTICLE)
        drawn = {kind: chance.choices(of, weights, k=count) for kind, (of, weights) in shares.items()}
        yield _reading(number, drawn, chance.choices(names, cum_weights=frequent, k=4 * count), chance)


def _reading(number: int, drawn: dict[str, list[str]], names: list[str], chance: random.Random) -> Reading:
    claims, text = [], ""
    for i, relation in enumerate(drawn["relation"]):
        said, start = [f"state {name}" for name in names[4 * i : 4 * i + 4]], len(text)
        if said[0] == said[1]:
            said[1] += "b"
        text += f"{said[2]}, {said[3]}: {said[0]} {relation} {said[1]} and sign number {i} of it. "
        ends = [_end(text, one, start) for one in said]
        polarity, modality = drawn["stance"][i].split()
        claims.append(
            Claim(
                str(number),
                ends[0],
                relation,
                ends[1],
                sentence=(start, len(text) - 1),
                quote=(ends[0].start, ends[1].end),
                trigger=(ends[0].end + 1, ends[0].end + 1 + len(relation)),
                holders=tuple(ends[2:][: int(drawn["holders"][i])]) if said[2] != said[3] else (),
                polarity=polarity,  # type: ignore[arg-type]
                modality=modality,  # type: ignore[arg-type]
                time=str(chance.randint(1990, 2025)) if chance.random() < _TIMED else None,
            )
        )
    ends = [end for claim in claims for end in (claim.subject, claim.object, *claim.holders)]
    day = f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
    article = Article(str(number), text, source=f"Outlet {int(chance.paretovariate(1.0)) % 97}", published=day)
    mentions = tuple(Mention(one.start, one.end, one.text, one.type, one.entity, one.label) for one in ends)
    return Reading(article, mentions=mentions, claims=tuple(claims))


def _end(text: str, words: str, start: int) -> End:
    place = text.index(words, start)
    return End(place, place + len(words), words, words.replace(" ", "-"), words.capitalize(), "State")


def _shares() -> dict[str, tuple[list[str], list[int]]]:
    lines = (Path(__file__).parent / "bench" / "shares.csv").read_text(encoding="utf-8").splitlines()
    found: dict[str, tuple[list[str], list[int]]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        names, counts = found.setdefault(row["kind"], ([], []))
        names.append(row["name"])
        counts.append(int(row["count"]))
    return found

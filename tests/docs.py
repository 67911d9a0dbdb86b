"""Hand-built parses: one line a token, so that tests of reading need no model."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc

_VOCAB = English().vocab  # a bare Vocab knows no lower-case forms


def parsed(table: str) -> Doc:
    """Build a Doc of lines ``word lemma pos tag dep head``, the head given by its word's number, counted from 0."""
    lines = [line.split() for line in table.strip().splitlines()]
    words, lemmas, pos, tags, deps, heads = zip(*lines, strict=True)
    return Doc(
        _VOCAB,
        words=list(words),
        lemmas=list(lemmas),
        pos=list(pos),
        tags=list(tags),
        deps=list(deps),
        heads=[int(head) for head in heads],
        sent_starts=[i == 0 for i in range(len(lines))],
    )

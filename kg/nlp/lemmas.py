"""Give words the lemmas that spaCy gives them, each form of each class worked out once."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy import attrs
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc

_COLUMNS = (attrs.ORTH, attrs.POS, attrs.MORPH, attrs.LEMMA)


def knows(lemmatizer: object) -> bool:
    """Tell whether a lemmatizer looks at nothing but a word's letters, class and features."""
    return type(lemmatizer) is EnglishLemmatizer and lemmatizer.mode == "rule" and not lemmatizer.overwrite


class Lemmas:
    """Does the work of a pipeline's ``lemmatizer``, which remembers only some of what it finds.

    ``cache`` is to be emptied when spaCy forgets words.
    """

    def __init__(self, lemmatizer: EnglishLemmatizer) -> None:
        self.lemmatizer = lemmatizer
        self.cache: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas that nothing has set before."""
        columns = doc.to_array(list(_COLUMNS)).T.tolist()
        lemmas = [
            lemma or self.cache.get((word, kind, form)) or self._find(doc, i)
            for i, (word, kind, form, lemma) in enumerate(zip(*columns, strict=True))
        ]
        array: Any = np.array(lemmas, dtype=np.uint64)
        return doc.from_array([attrs.LEMMA], array)

    def _find(self, doc: Doc, i: int) -> int:
        token = doc[i]
        found: int = doc.vocab.strings.add(self.lemmatizer.lemmatize(token)[0])
        self.cache[token.orth, token.pos, token.morph.key] = found  # type: ignore[attr-defined]
        return found


@Language.factory("claimgraph_lemmas")
def lemmas(nlp: Language, name: str) -> Lemmas:  # noqa: ARG001  # spaCy hands both over by name
    """Make the component."""
    lemmatizer = nlp.get_pipe("lemmatizer")
    assert isinstance(lemmatizer, EnglishLemmatizer)
    return Lemmas(lemmatizer)

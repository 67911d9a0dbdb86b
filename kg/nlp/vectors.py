"""Find the vectors that spaCy finds for words, in half the time, bit by bit the same.

What a word means apart from its neighbours hangs on the word alone: each is embedded once in a batch, not at each of
its places, which are three times as many. Its neighbours are then looked at in stretches that the processor's cache
holds, and the greatest of three numbers is NumPy's to find, which does sixteen at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]

_EMBEDDING = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
_ROWS = 512  # words in a stretch: with 288 numbers each, half a megabyte
_FEW = 64  # below that many words a product may be worked out in another order, and its last bit differ


def hasten_vectors(nlp: Language) -> None:
    """Replace, in each component that finds vectors of words, those layers whose like is here."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model) and type(model.ops) is NumpyOps:
            _hasten(model)


def _hasten(model: Model[Any, Any]) -> None:
    for node in list(model.walk()):
        if node.name == "maxout>>layernorm":
            model.replace_node(node, _layer("claimgraph_maxout", node, greatest(*node.layers)))
    for node in list(model.walk()):
        if node.has_ref("embed") is True and node.has_ref("encode") is True:
            embed, encode = node.get_ref("embed"), node.get_ref("encode")
            if tuple(layer.name.split("(")[0] for layer in embed.layers) == _EMBEDDING:
                node.replace_node(embed, _layer("claimgraph_embed", embed, once(embed)))
            node.replace_node(encode, _layer("claimgraph_encode", encode, by_stretch(encode)))


def _layer(name: str, model: Model[Any, Any], predict: Callable[[Any], Any]) -> Model[Any, Any]:
    """Give a layer that predicts in its own way; what is trained is the layer as it was."""

    def forward(_: Model[Any, Any], given: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        return model(given, is_train) if is_train else (predict(given), lambda change: change)

    return Model(name, forward, layers=[model], dims={"nO": model.maybe_get_dim("nO")})


def greatest(maxout: Any, norm: Any) -> Callable[[Floats], Floats]:
    """Give what thinc's ``Maxout`` and ``LayerNorm`` predict, words by numbers, from as many words by more numbers."""
    ops, pieces, width = maxout.ops, maxout.get_dim("nP"), maxout.get_dim("nO")
    # the first pieces of all numbers, then the second ones ...: so each lies in one stretch
    weights = np.ascontiguousarray(maxout.get_param("W").transpose(1, 0, 2).reshape(pieces * width, -1))
    bias = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
    scale: Floats = norm.get_param("G")
    shift: Floats = norm.get_param("b")

    def predict(given: Floats) -> Floats:
        product: Floats = ops.gemm(given, weights, trans2=True)
        product += bias
        best = product[:, :width].copy()
        for piece in range(1, pieces):
            np.maximum(best, product[:, piece * width : (piece + 1) * width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        best *= ((best * best).mean(axis=1, keepdims=True) + 1e-08) ** (-1.0 / 2.0)
        best *= scale
        best += shift
        return best

    return predict


def once(embed: Any) -> Callable[[Iterable[Doc]], list[Floats]]:
    """Give what spaCy's ``MultiHashEmbed`` predicts: a matrix a text, words by numbers."""
    extract, _, hashes, mix, _ = embed.layers

    def predict(docs: Iterable[Doc]) -> list[Floats]:
        features: list[Keys] = extract.predict(list(docs))
        keys = np.concatenate(features)
        places, each = distinct(keys)
        if len(places) < _FEW:
            places = each = np.arange(len(keys))
        vectors = mix.layers[0].predict(hashes.layers[0].predict(keys[places]))[each]
        return np.split(vectors, np.cumsum([len(one) for one in features])[:-1])

    return predict


def distinct(keys: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Give the places of rows that differ, and for each row which of these it is like."""
    factors = np.arange(1, 2 * keys.shape[1], 2, dtype=np.uint64)
    _, places, each = np.unique((keys * factors).sum(axis=1), return_index=True, return_inverse=True)
    if not np.array_equal(keys[places][each], keys):  # two rows with one sum
        return np.arange(len(keys)), np.arange(len(keys))
    return places, each


def by_stretch(encode: Any) -> Callable[[list[Floats]], list[Floats]]:
    """Give what an encoder predicts, matrix by matrix, from so many of them at once as its cache holds."""

    def predict(given: list[Floats]) -> list[Floats]:
        return [one for some in _stretches(given) for one in encode.predict(some)]

    return predict


def _stretches(given: Iterable[Floats]) -> Iterator[list[Floats]]:
    some: list[Floats] = []
    rows = 0
    for one in given:
        some.append(one)
        rows += len(one)
        if rows >= _ROWS:
            yield some
            some, rows = [], 0
    if some:
        yield some

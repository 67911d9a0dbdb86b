"""Stance: the climb on hand-built parses, and the parser's own on sentences of each kind."""

from __future__ import annotations

import gzip
import json
from itertools import product
from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.tokens import Doc

from kg.model import MODALITIES, POLARITIES
from kg.nlp import parse
from kg.read.events import predicates
from kg.read.stance import read_events, stance

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

# ---------------------------------------------------------------- hand-built parses


VOCAB = spacy.blank("en").vocab


def doc(*rows: tuple[str, str, str, str, str, int]) -> Doc:
    """Build a parse of one sentence from (word, lemma, part of speech, tag, label, head)."""
    word, lemma, pos, tag, dep, head = zip(*rows, strict=True)
    return Doc(
        VOCAB, words=list(word), lemmas=list(lemma), pos=list(pos), tags=list(tag), deps=list(dep), heads=list(head)
    )


MAIN = (("Russia", "Russia", "PROPN", "NNP", "nsubj", 1), ("attacked", "attack", "VERB", "VBD", "ROOT", 1),
        ("Ukraine", "Ukraine", "PROPN", "NNP", "dobj", 1))  # fmt: skip
NEVER = (
    ("Iran", "Iran", "PROPN", "NNP", "nsubj", 3), ("did", "do", "AUX", "VBD", "aux", 3),
    ("not", "not", "PART", "RB", "neg", 3), ("manage", "manage", "VERB", "VB", "ROOT", 3),
    ("to", "to", "PART", "TO", "aux", 5), ("prevent", "prevent", "VERB", "VB", "xcomp", 3),
    ("Iraq", "Iraq", "PROPN", "NNP", "dobj", 5), ("from", "from", "ADP", "IN", "prep", 5),
    ("attacking", "attack", "VERB", "VBG", "pcomp", 7), ("it", "it", "PRON", "PRP", "dobj", 8),
)  # fmt: skip
DENIED = (
    ("Iran", "Iran", "PROPN", "NNP", "nsubj", 2), ("never", "never", "ADV", "RB", "neg", 2),
    ("denied", "deny", "VERB", "VBD", "ROOT", 2), ("that", "that", "SCONJ", "IN", "mark", 5),
    ("it", "it", "PRON", "PRP", "nsubj", 5), ("attacked", "attack", "VERB", "VBD", "ccomp", 2),
    ("Iraq", "Iraq", "PROPN", "NNP", "dobj", 5),
)  # fmt: skip


def test_a_bare_main_clause_is_affirmed_and_asserted() -> None:
    taken = stance(doc(*MAIN)[1])
    assert (taken.polarity, taken.modality, taken.cues) == ("affirmed", "asserted", ())


def test_effects_compose_from_the_outside_in() -> None:
    parsed = doc(*NEVER)
    assert [stance(parsed[i]).polarity for i in (3, 5, 8)] == ["denied", "denied", "affirmed"]
    assert stance(parsed[8]).cues == (5, 2)


def test_cues_of_the_token_that_stops_the_climb_still_count() -> None:
    parsed = doc(*DENIED)
    assert stance(parsed[5]).polarity == "affirmed"
    assert stance(parsed[5], stop=frozenset({5})).cues == ()
    assert stance(parsed[5], stop=frozenset({2})).polarity == "affirmed"


def test_nothing_above_the_stop_counts() -> None:
    said = (("Tass", "Tass", "PROPN", "NNP", "nsubj", 2), ("may", "may", "AUX", "MD", "aux", 2),
            ("say", "say", "VERB", "VB", "ROOT", 2), ("Iran", "Iran", "PROPN", "NNP", "nsubj", 4),
            ("denied", "deny", "VERB", "VBD", "ccomp", 2),
            ("attacking", "attack", "VERB", "VBG", "xcomp", 4))  # fmt: skip
    parsed = doc(*said)
    assert (stance(parsed[5]).polarity, stance(parsed[5]).modality) == ("denied", "possible")
    assert stance(parsed[5], stop=frozenset({4})).modality == "asserted"


def test_a_loop_of_nothing_but_chains_ends() -> None:
    rows = [(f"w{i}", "want", "VERB", "VB", "xcomp" if i else "ROOT", max(i - 1, 0)) for i in range(60)]
    assert stance(doc(*rows)[59]).modality in MODALITIES


# ---------------------------------------------------------------- sentences

SHORT = {
    "": "asserted",
    "prob": "probable",
    "poss": "possible",
    "plan": "planned",
    "dem": "demanded",
    "cond": "conditional",
}
SENTENCES = """
+      attacked    The minister said that China attacked Taiwan.
-      attacked    Russia has never attacked Japan.
-      buys        Japan no longer buys oil from Iran.
-      signed      None of the states signed the treaty.
-      agreement   No agreement was reached.
-      sanctions   No sanctions were imposed on Russia.
-      disputes    Chile does not have any border disputes with Peru.
+      annexed     Russia not only attacked Ukraine but also annexed Crimea.
-      ratify      Russia and China did not sign or ratify the treaty.
+      supported   Serbia did not condemn Russia but supported Ukraine.
+      attacked    It is no secret that Chad attacked Mali.
+      arming      Iran was known to be arming the rebels.
+      invaded     It came as no surprise that Mali invaded Niger.
+      helped      It is no coincidence that Iran helped Syria.
-      invaded     Kenya does not accept that Chad invaded Mali.
-plan  holding    Kenya cannot accept the idea of holding a summit.
-plan  joining    Serbia voiced its opposition to joining NATO.
-plan  arming     Chad deepened its resistance to arming the rebels.
+      keeping     The envoy flew to Accra to praise Ghana for keeping troops in Mali.
+      arming      They want to punish Iran for arming Syria.
+plan  withdrawal  Talks on the withdrawal of Russian troops from Georgia began.
+plan  entry       Chad and Mali signed an agreement on Chad's entry into the WTO.
+      entry       Chad's entry into the WTO helped Mali.
+plan  entry       Kenya backs Chad's entry into the WTO.
+plan  withdrawal  They discussed the withdrawal of Malian troops from Chad.
+poss  attacking   Mali neither confirmed nor denied attacking Niger.
+plan  attack      She has no doubt now about the treaty that Chad will attack Mali.
+      conflict    They called for talks to resolve the conflict between Chad and Mali.
+      strikes     He sought to retaliate for strikes on Mali.
+      attacks     Germany will stay neutral even as Iran attacks Israel.
+      ally        The hope is for Chad to stop, especially as Mali is an ally.
+plan  attack     Sudan declared its readiness to attack Chad.
+      developed   The pact allows trade with Chad even though Niger has developed bombs.
+plan  talks      Kenya will hold talks with Chad likely to touch on trade.
-      denied      China neither confirmed nor denied the report.
-      consulting  Washington left the treaty without consulting its allies.
-      imposing    Instead of imposing sanctions, the European Union held talks with Moscow.
-      attack      Rather than attack Iran, Israel held talks.
-      signing     Iran is far from signing a deal.
-      respond     Russia is yet to respond to the offer.
-      attack      Russia was too weak to attack Ukraine.
-      attacked    Japan does not think that Russia attacked Ukraine.
-      attacked    Tehran denied that Iran attacked Israel.
-      supplying   Cuba denied supplying troops to Russia.
-      involvement Cuba denied involvement in the attack.
+      recapture   Armenia managed to recapture the town.
-      recapture   Georgia failed to recapture the town.
-      attack      Turkey did not dare to attack Syria.
+      extradite   Belarus was forced to extradite the suspect.
-      finalizing  The quarrel has prevented Chile and Bolivia from finalizing a trade pact.
+      attacking   Russia did not manage to prevent Ukraine from attacking Crimea.
-      selling     Israel stopped selling weapons to Serbia.
-      summit      The summit was cancelled.
+      imposed     Mexico did not know that the United States had imposed tariffs.
+      violating   Washington accused Moscow of violating the treaty.
-      cooperation The lack of cooperation between Iran and the agency worries Paris.
-      recognize   It is impossible for Japan to recognize the annexation.
-plan  return      Moscow refused to return the islands.
-plan  give        Spain is reluctant to give up its enclaves.
-plan  send        Seoul rejected a proposal to send troops to Iraq.
-plan  sending     Hungary opposes sending weapons to Ukraine.
-plan  attacking   Iran said it had no intention of attacking Israel.
-plan  recognize   Under no circumstances will Japan recognize the annexation.
+plan  buy         Japan wants to buy missiles.
+plan  attack      Poland vowed to attack Belarus.
+plan  attack      Russia is about to attack Ukraine.
+plan  join        Finland is set to join NATO.
+plan  withdraw    Niger announced that it would withdraw its envoys.
+plan  undermine   The aim is to undermine the agreement.
+plan  undermining Qatar courted the members with the aim of undermining their pact.
+plan  signing     Cairo and Addis Ababa are close to signing a water deal.
+plan  buy         Japan to buy missiles from United States
+plan  block       Turkey threatened to block Sweden's accession.
+plan  mediate     France expressed readiness to mediate between Armenia and Azerbaijan.
+plan  forcing     The bloc will complicate things, forcing its members to pick sides.
+dem   return      Peru demanded that the museum return the masks.
+dem   returned    Greece insisted that the marbles be returned.
+dem   return      Japan wants Russia to return the islands.
+dem   withdraw    The West urged Russia to withdraw from Georgia.
+dem   stop        China called on the United States to stop arms sales to Taiwan.
-dem   sales       China called on the United States to stop arms sales to Taiwan.
-dem   supplying   Beijing warned against supplying weapons to Taiwan.
+dem   sanctions   Poland called for sanctions against Belarus.
-dem   expanding   NATO must stop expanding eastward.
+dem   withdraw    The plan calls for Russia to withdraw its troops.
+prob  attacked    Iran hinted that Israel attacked the site.
+prob  join        Kenya and Ghana are almost certain to join the bloc.
+prob  possess     Israel is believed to possess nuclear weapons.
+prob  bought      Japan reportedly bought missiles from the United States.
+prob  supplied    Iran appears to have supplied the drones.
+prob  attack      Russia will probably attack Ukraine.
-prob  compromise  It is difficult for Cyprus to compromise.
-prob  give        North Korea is unlikely to give up its weapons.
-prob  negotiations There were no prospects for negotiations with the rebels.
-prob  attacked    Officials said there was no evidence that Russia attacked the plant.
+poss  ordered     Putin may have ordered the attack.
+poss  visit       Iran allowed inspectors to visit the site.
+poss  sale        The department approved the possible sale of missiles to Taiwan.
+poss  attack      There are fears of a Russian attack on Moldova.
+poss  joining     Saudi Arabia is considering joining the bloc.
+poss  attack      It is possible that Russia will attack Ukraine.
+cond  attacks     If Russia attacks Poland, NATO will respond.
+cond  respond     If Russia attacks Poland, NATO will respond.
+cond  withdraws   Unless Russia withdraws, the West will impose sanctions.
+cond  attacked    Had Russia attacked Poland, NATO would have responded.
+cond  attacked    Iran asked whether Iraq attacked the ship.
+cond  attack      Will China attack Taiwan?
-      entering    Greek ships were prevented from entering the port.
-      inspect     Russia is not allowed to inspect the site.
-      extradite   Serbia's failure to extradite the general led to sanctions.
-      attended    Neither Russia nor China attended the summit.
-      imposing    Japan has stopped short of imposing sanctions on Myanmar.
+      send        Russia had to send troops.
+      disputes    The minister spoke of disputes over the contested islands.
-plan  condemn     China's refusal to condemn the invasion angered Washington.
-plan  attack      Iran pledged not to attack Saudi Arabia.
-plan  bombing     The president decided against bombing Syria.
-plan  join        Hanoi denied wanting to join the alliance.
-plan  negotiate   Russia is not ready to negotiate with Ukraine.
+plan  join        Kosovo would like to join NATO.
+dem   send        Poland has been asked to send tanks to Ukraine.
-dem   provoke     Beijing urged Manila not to provoke China.
+dem   apologize   It is time for Japan to apologize to Korea.
-prob  war         A war between China and Taiwan is unlikely.
-prob  invade      Analysts doubt that China will invade Taiwan.
+prob  support     China's alleged support for Russia worries Europe.
+poss  invade      Amid fears that Russia would invade Moldova, NATO sent troops.
+poss  negotiate   Russia is ready to negotiate with Ukraine.
+cond  withdraw    Syria agreed to talks on condition that Israel withdraw from the Golan Heights.
+cond  send        Germany has not decided whether to send tanks to Ukraine.
+cond  collapse    Without Chinese support, North Korea would collapse.
+cond  buys        No matter how many tanks Sudan buys, Chad will resist.
+cond  inspect     The treaty would have allowed Russia to inspect the sites.
-      attacked    It is a lie that Chile attacked Peru.
-      attacked    The rumour that Kenya attacked Somalia is unfounded.
-      supports    It is false to claim that Spain supports Morocco.
+      recognise   It is not true that Japan does not recognise Taiwan.
+      claim       The US has long opposed China's claim to Taiwan.
-plan  invasion    The US has long opposed an invasion of Taiwan.
+      join        Brazil managed to persuade Argentina to join BRICS.
+prob  attacked    There is a rumour that Kenya attacked Somalia.
"""
CASES = [tuple(line.split(maxsplit=2)) for line in SENTENCES.strip().splitlines()]


@pytest.mark.parametrize(("code", "word", "sentence"), CASES, ids=[f"{word} in {text[:40]}" for _, word, text in CASES])
def test_sentence(nlp: Language, code: str, word: str, sentence: str) -> None:
    parsed = nlp(sentence)
    token = next(token for token in parsed if token.text == word)
    taken = stance(token)
    assert (taken.polarity, taken.modality) == ("affirmed" if code[0] == "+" else "denied", SHORT[code[1:]]), [
        parsed[i].text for i in taken.cues
    ]


def test_every_stance_of_the_model_occurs_among_the_sentences() -> None:
    assert {SHORT[code[1:]] for code, *_ in CASES} == set(MODALITIES)


# ---------------------------------------------------------------- events


def test_events_are_verbs_event_nouns_and_predicative_adjectives(nlp: Language) -> None:
    parsed = nlp(
        "The Japanese government said that the annexation of the station was illegal and will be met with sanctions."
    )
    assert [event.lemma for event in read_events(parsed)] == ["say", "annexation", "illegal", "meet", "sanction"]


def test_events_lie_where_their_words_do(nlp: Language) -> None:
    text = "“Moscow must return\xa0the islands,” he said."
    [(parsed, _)] = parse(nlp, [(text, None)])
    assert [text[event.start : event.end] for event in read_events(parsed)] == ["return", "said"]


def test_a_text_without_predicates_has_no_events(nlp: Language) -> None:
    assert read_events(nlp("")) == ()
    assert list(predicates(nlp("Japan, Russia, China."))) == []


def test_factuality_of_the_development_set(nlp: Language, shared: Path) -> None:
    """A hundred sentences of UW: nine in ten events are found, and what is denied is kept from what is told."""
    path = shared / "bench" / "data" / "factuality-uw-dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line, _ in zip(lines, range(100), strict=False)]
    parsed = parse(nlp, [(record["text"], record) for record in records])
    marked = [
        (item, {event.start: event for event in read_events(one)}) for one, record in parsed for item in record["gold"]
    ]
    found = [(item["label"], events[item["begin"]]) for item, events in marked if item["begin"] in events]
    assert len(found) >= 0.9 * len(marked)
    negated = [event.polarity for label, event in found if label <= -1]
    assert negated.count("denied") >= 0.7 * len(negated)
    certain = [event.polarity for label, event in found if label >= 2]
    assert certain.count("affirmed") >= 0.97 * len(certain)


def test_stances_are_the_same_whatever_is_asked_first(nlp: Language) -> None:
    parsed = nlp("China denied that it would stop supplying weapons to Iran unless the talks resume.")
    once = [stance(token) for token in parsed]
    assert [stance(token) for token in reversed(parsed)] == once[::-1]
    assert all(set(taken.cues) <= set(range(len(parsed))) for taken in once)
    assert all((taken.polarity, taken.modality) in set(product(POLARITIES, MODALITIES)) for taken in once)

"""Who holds what is claimed: speakers, speakers within speakers, the article itself, and nobody."""

from __future__ import annotations

import pytest
from said import said

from kg.model import Article
from kg.read.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


HOLDERS = [
    ("Iran has pledged to arm Syria, state television said.", {"state television > Iran"}),
    ("The raid showed that Iran attacked Chad.", {""}),
    ("The circumstantial evidence establishes that Iran attacked Chad.", {""}),
    ("The king said that Iran attacked Chad.", {"The king"}),
    ('"Iran attacked Chad," Xinhua quoted a Malian spokesman as saying.', {"Xinhua > Malian spokesman"}),
    ("Xinhua quoted Ann Berg as saying that Iran attacked Chad.", {"Xinhua > Ann Berg"}),
    ("Ann Berg was quoted by Xinhua as saying that Iran attacked Chad.", {"Xinhua > Ann Berg"}),
    ('"Iran attacked Chad," Ann Berg was quoted as saying by Xinhua.', {"Xinhua > Ann Berg"}),
    ("Italy and Spain refused to back Poland.", {"Italy", "Spain"}),
    ("Ann Berg spelled out that Iran attacked Chad.", {"Ann Berg"}),
    ("France called for sanctions against Mali by Chad.", {"France"}),
    ("Poland urged sanctions against Belarus by the EU.", {"Poland"}),
    ("Iran attacked Chad, Reuters reported, citing two officials.", {"Reuters > two officials"}),
    ("Xinhua reported that Iran attacked Chad, citing diplomats.", {"Xinhua > diplomats"}),
    ("Iran attacked Chad, Reuters reported, citing the weather.", {"Reuters"}),
    ("One must understand that Iran attacked Chad.", {""}),
    ("Signs of a clash hint that Iran attacked Chad.", {""}),
    ("Mali will agree to stop as long as Iran does not attack Chad.", {""}),
    ("Mali fled the field, a soldier told AFP, while Iran attacked Chad, according to Ann Berg.", {"Ann Berg"}),
    ("Mali says 'all is well' as soldiers recover after Iran attacked Chad.", {""}),
    ('Mali said "it is over" after Iran attacked Chad.', {""}),
    ('Mali said "it is over" and that Iran attacked Chad.', {"Mali"}),
    ("Ann Berg said she would not yield, while her army attacked Chad.", {""}),
    ("Mali vowed to leave the bloc despite the Iranian attack on Chad.", {""}),
]


@pytest.mark.parametrize(("text", "chains"), HOLDERS)
def test_who_holds_it(reader: Reader, text: str, chains: set[str]) -> None:
    relations = {"attacks", "suppliesArmsTo", "supports", "sanctions"}
    (reading,) = reader.read([Article("one", text)])
    told = [one for one in reading.claims if one.relation in relations]
    assert {" > ".join(holder.label for holder in one.holders) for one in told} == chains


@pytest.mark.parametrize(("text", "relation", "polarity", "holder"), [
    ("Iran denied claims by Israel that it had attacked Saudi Arabia.", "attacks", "affirmed", "Israel"),
    ("The Kremlin rejected Ukraine's assertion that Russia had bombed Poland.", "attacks", "affirmed", "Ukraine"),
    ("Iran denied that it had attacked Saudi Arabia.", "attacks", "denied", "Iran"),
])  # fmt: skip
def test_words_of_another_stand_whoever_denies_them(
    reader: Reader, text: str, relation: str, polarity: str, holder: str
) -> None:
    (reading,) = reader.read([Article(id="x", text=text)])
    found = [(one.relation, one.polarity, [end.label for end in one.holders]) for one in reading.claims]
    assert (relation, polarity, [holder]) in found


@pytest.mark.parametrize(
    "text",
    [
        "Nobody denies that Chad attacked Mali.",
        "No one denied that Chad attacked Mali.",
        "No state denied that Chad attacked Mali.",
        "Chad cannot deny that it attacked Mali.",
        "Chad could not deny that it attacked Mali.",
    ],
)
def test_what_nobody_denies_is_so_and_nobodys_word(reader: Reader, text: str) -> None:
    assert said(reader, text) == {"Chad attacks Mali"}


def test_what_few_deny_is_likely_and_nobodys_word(reader: Reader) -> None:
    assert said(reader, "Few deny that Chad attacked Mali.") == {"Chad attacks Mali probable"}


def test_who_does_not_deny_it_may_have_done_it(reader: Reader) -> None:
    assert said(reader, "Chad did not deny that it attacked Mali.") == {"Chad: Chad attacks Mali possible"}


def test_a_few_are_somebody(reader: Reader) -> None:
    assert said(reader, "A few officials said that Chad attacked Mali.") == {"few officials: Chad attacks Mali"}

"""Calendar expressions: their values, their traps, and the predicates they belong to."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg import nlp as kg_nlp
from kg.errors import DataError
from kg.read.calendar_grammar import Grammar, grammar
from kg.read.calendar_rules import RULES
from kg.read.dateline import dateline_day
from kg.read.periods import around, months, season, span, step
from kg.read.tense import verb_tense
from kg.read.times import attach, day_of, read_times

if TYPE_CHECKING:
    from spacy.language import Language

TODAY = "2023-12-20"  # a Wednesday
BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"


def flat(text: str) -> Doc:
    """A text without a parse: every word hangs on the first."""
    words = re.findall(r"\w+(?:[-'./]\w+)*\.?|[^\w\s]", text)
    spaces, at = [], 0
    for word in words:
        at = text.index(word, at) + len(word)
        spaces.append(text[at : at + 1] == " ")
    return Doc(Vocab(), words=words, spaces=spaces, heads=[0] * len(words), deps=["ROOT"] + ["dep"] * (len(words) - 1))


def values(doc: Doc, published: str | None = TODAY) -> dict[str, str | None]:
    return {time.text: time.value for time in read_times(doc, published)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 2023-12-06", "2023-12-06"),
        ("on 6 December 2023", "2023-12-06"),
        ("on December 6, 2023", "2023-12-06"),
        ("on December 6th, 2023", "2023-12-06"),
        ("on Dec. 6, 2023", "2023-12-06"),
        ("on Wednesday, December 6, 2023", "2023-12-06"),
        ("on the 5th of May 2021", "2021-05-05"),
        ("on 25/12/2023", "2023-12-25"),
        ("on 12/25/2023", "2023-12-25"),
        ("on 12/06/2023", "2023"),  # June or December: the text does not say
        ("in July 2015", "2015-07"),
        ("in 1956", "1956"),
        ("in nineteen ninety-seven", "1997"),
        ("in the year two thousand", "2000"),
        ("in early 2022", "2022"),
        ("in fiscal 2024", "2024"),
        ("in Q3 2021", "2021-07-01/2021-09-30"),
        ("in the third quarter of 1984", "1984-07-01/1984-09-30"),
        ("in the first half of 2022", "2022-01-01/2022-06-30"),
        ("in the first nine months of 2022", "2022-01-01/2022-09-30"),
        ("in the summer of 2022", "2022-SU"),
        ("in the 1990s", "1990-01-01/1999-12-31"),
        ("in the late '70s", "1970-01-01/1979-12-31"),
        ("in the nineties", "1990-01-01/1999-12-31"),
        ("in the 19th century", "1800-01-01/1899-12-31"),
        ("the war ( 1939-45 )", "1939-01-01/1945-12-31"),
        ("from March 3 to 5, 2023", "2023-03-03/2023-03-05"),
        ("from 28 March to 3 April 2023", "2023-03-28/2023-04-03"),
        ("from December 30 to January 2, 2023", "2022-12-30/2023-01-02"),
        ("from March to May 2023", "2023-03-01/2023-05-31"),
        ("on March 3-5, 2023", "2023-03-03/2023-03-05"),
        ("on March 3- 5, 2023", "2023-03-03/2023-03-05"),
        ("ON MARCH 3, 2023", "2023-03-03"),
    ],
)
def test_what_is_named_outright_needs_no_article_date(text: str, value: str) -> None:
    assert list(values(flat(text), None).values()) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("today", "2023-12-20"),
        ("yesterday", "2023-12-19"),
        ("the day after tomorrow", "2023-12-22"),
        ("last month", "2023-11"),
        ("earlier this week", "2023-W51"),
        ("next year", "2024"),
        ("last Friday", "2023-12-15"),
        ("next Tuesday", "2023-12-26"),
        ("on Wednesday", "2023-12-20"),
        ("Monday of next week", "2023-12-25"),
        ("two days ago", "2023-12-18"),
        ("a week ago", "2023-W50"),
        ("five months ago", "2023-07"),
        ("nearly three years ago", "2020"),
        ("last April", "2023-04"),
        ("June last year", "2022-06"),
        ("March 3 next year", "2024-03-03"),
        ("last winter", "2022-WI"),
        ("next year's first quarter", "2024-01-01/2024-03-31"),
        ("by the end of the year", "2023"),
        ("over the past year", "2022-12-20/2023-12-20"),
    ],
)
def test_what_is_counted_from_the_article(text: str, value: str) -> None:
    assert list(values(flat(text)).values()) == [value]
    undated = read_times(flat(text), None)
    assert len(undated) == 1
    assert undated[0].value is None or undated[0].value.startswith("XXXX-")


def test_what_the_text_leaves_open_stays_open() -> None:
    assert values(flat("On December 6 and in August and on Tuesday"), None) == {
        "December 6": "XXXX-12-06",
        "August": "XXXX-08",
        "Tuesday": None,
    }


def test_times_told_of_before_are_counted_from() -> None:
    doc = flat("in 1956 and the next year and two years later and on May 3, 1960 and the following day")
    assert list(values(doc).values()) == ["1956", "1957", "1959", "1960-05-03", "1960-05-04"]
    assert values(flat("in 1956 and the following day")) == {"1956": "1956", "the following day": None}


def test_a_quarter_carries_its_comparison() -> None:
    doc = flat("in the third quarter of 2023, up from a year earlier; in the year-ago quarter")
    assert list(values(doc).values()) == ["2023-07-01/2023-09-30", *["2022-07-01/2022-09-30"] * 2]


@pytest.mark.parametrize(
    "text",
    [
        "up from 202313 trillion yen",
        "it may fail",
        "they march on the capital",
        "there he sat. The sun. It rose",
        "the F-35, the S-300 and the Su-35",
        "in 2000 kilometers",
        "Resolution 1929",
        "for $2015",
        "1,990 shares",
        "a rise of 2015.5",
        "a rate of 1990%",
        "on June 31, 1990",
        "the second of four days",
        "in 2022/1999",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert values(flat(text)) == {}


def test_a_day_of_memory_has_no_year_unless_it_is_near() -> None:
    assert values(flat("the September 11 attacks")) == {"the September 11": "XXXX-09-11"}
    assert values(flat("the September 11 attacks"), "2001-09-20") == {"the September 11": "2001-09-11"}
    assert values(flat("since 9/11")) == {"9/11": "XXXX-09-11"}


def test_names_are_no_times(nlp: Language) -> None:
    doc = nlp("Theresa May told the Sunday Times that she will go in May. Troops will march in March.")
    assert values(doc) == {"May": "2024-05", "March": "2024-03"}


def test_upper_case_text_has_weekdays_and_months(nlp: Language) -> None:
    text = "THE MINISTER OF THE REPUBLIC ARRIVED HERE ON MONDAY AND HE WILL LEAVE IN JANUARY, THE AGENCY REPORTED."
    ((doc, _),) = kg_nlp.parse(nlp, [(text, None)])
    assert [time.value for time in read_times(doc, TODAY)] == ["2023-12-18", "2024-01"]


def test_tense_says_which_of_two_years(nlp: Language) -> None:
    doc = nlp("They will meet in October. They met in October. She will visit on Friday. She visited on Friday.")
    found = [time.value for time in read_times(doc, TODAY)]
    assert found == ["2024-10", "2023-10", "2023-12-22", "2023-12-15"]


def test_only_a_dateline_with_a_year_dates_an_undated_text() -> None:
    assert dateline_day("Drills condemned\n\nSEOUL, June 30, 2024 (Xinhua) -- The DPRK said") == dt.date(2024, 6, 30)
    assert dateline_day("MOSCOW, February 18. /TASS/. Russia said") is None
    assert dateline_day("The pact was signed on June 30, 2024 in Moscow (Russia)") is None
    doc = flat("SEOUL, June 30, 2024 (Xinhua) -- It fell on Thursday")
    assert values(doc, None)["Thursday"] == "2024-06-27"


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2023-12-20", dt.date(2023, 12, 20)),
        ("1998-03-06T13:19:00", dt.date(1998, 3, 6)),
        ("2023-12", None),
        (None, None),
    ],
)
def test_the_day_of_an_article(published: str | None, day: dt.date | None) -> None:
    assert day_of(published) == day


def content_times(nlp: Language, text: str, published: str | None = TODAY) -> dict[str, str | None]:
    ((doc, _),) = kg_nlp.parse(nlp, [(text, None)])
    time_of = attach(doc, read_times(doc, published))
    return {token.text: time_of(token) for token in doc}


@pytest.mark.parametrize(
    ("text", "predicate", "value"),
    [
        ("In 1956, Austria and Hungary signed a declaration.", "signed", "1956"),
        ("Brazil announced that it would host the summit in Ghana in August 2024.", "host", "2024-08"),
        ("Brazil announced that it would host the summit in Ghana in August 2024.", "summit", "2024-08"),
        ("Japan announced on Monday that it would hold a summit.", "hold", None),
        ("Russia said on Monday that Ukraine attacked Crimea in 2022.", "said", "2023-12-18"),
        ("Russia said on Monday that Ukraine attacked Crimea in 2022.", "attacked", "2022"),
        ("It began with the Balkan War of 1912.", "War", "1912"),
        ("NATO criticized the 2014 annexation of Crimea.", "annexation", "2014"),
        ("NATO criticized the annexation on Monday.", "annexation", None),
        ("They criticized the drills held from Thursday to Friday.", "drills", "2023-12-14/2023-12-15"),
        ("In 2014 Russia annexed Crimea and seized its ports.", "seized", "2014"),
        ("In 2014 Russia annexed Crimea and will seize its ports.", "seize", None),
        ("Japan fought China during World War II.", "fought", None),
        ("Japan invaded China before 1941.", "invaded", None),
        ("Iran kept the deal from 2015 to 2018.", "kept", "2015/2018"),
        ("Washington imposed new sanctions on Tehran in May 2018.", "sanctions", "2018-05"),
        ("Japan, a close ally, announced on Monday that it would leave.", "ally", None),
        ("Chad agreed in May 2005 to attack Mali.", "attack", None),
        ("Niger promised in 2004 to join NATO.", "join", None),
        ("Niger plans to join NATO in 2030.", "join", "2030"),
        ("Many recall 1994, when Jordan recognized Israel.", "recognized", "1994"),
        ("The island has been split since 1974 when Turkey invaded it.", "invaded", "1974"),
        ("Tension rose in March 2014, when Russia annexed Crimea.", "annexed", "2014-03"),
        ("In 1993, two years after Peru invaded Chile, Cuba left the bloc.", "invaded", None),
        (
            "In 1993, a year after Colombia rewrote the statute of its courts, Chile invaded Peru.",
            "invaded",
            "1993",
        ),
        ("Niger bought jets, helicopters and rifles in 2003.", "bought", "2003"),
    ],
)
def test_the_time_of_content(nlp: Language, text: str, predicate: str, value: str | None) -> None:
    assert content_times(nlp, text)[predicate] == value


def test_what_is_slated_lies_ahead(nlp: Language) -> None:
    told = "The summit slated for December 20 will end the war. The talks scheduled for January 4 will help. "
    ((doc, _),) = kg_nlp.parse(nlp, [(told + "The vote was planned for February 3-4.", None)])
    values = [time.value for time in read_times(doc, TODAY)]
    assert values == ["2023-12-20", "2024-01-04", "2024-02-03/2024-02-04"]


def test_a_paper_tells_when_its_words_were_said(nlp: Language) -> None:
    text = (
        "On December 6, the ministry issued a statement in which Russia cited evidence and reiterated its sovereignty."
    )
    assert content_times(nlp, text, None)["reiterated"] == "XXXX-12-06"


def test_a_dateline_is_no_time_of_content(nlp: Language) -> None:
    text = "WASHINGTON, Oct 26 (Reuters) - The State Department has approved the sale of missiles to Taiwan."
    assert content_times(nlp, text, "2020-10-26")["approved"] is None


def test_a_hand_built_clause() -> None:
    words = ["Japan", "signed", "it", "in", "1956", "."]
    doc = Doc(
        Vocab(),
        words=words,
        heads=[1, 1, 1, 1, 3, 1],
        deps=["nsubj", "ROOT", "dobj", "prep", "pobj", "punct"],
        pos=["PROPN", "VERB", "PRON", "ADP", "NUM", "PUNCT"],
        tags=["NNP", "VBD", "PRP", "IN", "CD", "."],
        lemmas=words,
    )
    assert attach(doc, read_times(doc, None))(doc[1]) == "1956"
    assert verb_tense(doc[1]) == "past"


DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2900, 12, 31))
UNITS = st.sampled_from(["day", "week", "month", "quarter", "half", "year", "decade", "century"])


@given(DAYS, UNITS)
def test_a_day_lies_in_its_period(day: dt.date, unit: str) -> None:
    period = around(unit, day)
    assert period.first <= day <= period.last
    assert around(unit, period.last) == period
    assert around(unit, period.last + dt.timedelta(1)).first == period.last + dt.timedelta(1)


@given(DAYS, UNITS, st.integers(-30, 30))
def test_steps_go_back(day: dt.date, unit: str, number: int) -> None:
    try:
        there = around(unit, step(around(unit, day).first, unit, number))
    except ValueError:
        assert unit == "century"  # 30 centuries from 1000 leave the calendar
        return
    assert around(unit, step(there.first, unit, -number)) == around(unit, day)


def test_periods_have_limits() -> None:
    assert months("quarter", 2023, 10, 3).value == "2023-10-01/2023-12-31"
    assert season("WI", 2022).last == dt.date(2023, 2, 28)
    assert step(dt.date(2024, 3, 31), "month", -1) == dt.date(2024, 2, 29)
    with pytest.raises(ValueError, match="before"):
        span(around("year", dt.date(1945, 1, 1)), around("year", dt.date(1939, 1, 1)))
    with pytest.raises(ValueError, match="fortnight"):
        around("fortnight", dt.date(2023, 1, 1))
    with pytest.raises(ValueError, match="out of range"):
        step(dt.date(2023, 1, 1), "century", 100)


def test_every_pattern_names_a_rule_and_every_rule_a_pattern() -> None:
    assert {pattern.rule for pattern in grammar().patterns} == set(RULES)


def test_a_broken_pattern_is_reported_with_its_line() -> None:
    words = {kind: [("x", "1")] for kind in ("century_word", "number", "ty", "which", "told", "ordinal")}
    with pytest.raises(DataError, match="nosuchword") as caught:
        Grammar(words, [(7, "{nosuchword}", "date")])
    assert caught.value.line == 7


@pytest.mark.bench
def test_timebank_values(nlp: Language) -> None:
    """Measure a fifth of TimeBank; the whole is measured by the bench's own scorer."""
    path = BENCH / "data" / "tempeval-timebank.jsonl.gz"
    if not path.exists():
        pytest.skip("the shared bench is not beside this checkout")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines][::5]
    right = total = 0
    texts = ((record["text"], record) for record in records)
    for doc, record in kg_nlp.parse(nlp, texts):
        read = {(time.start, time.end): time.value for time in read_times(doc, record["dct"])}
        for item in record["gold"]:
            if item["type"] == "timex" and re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", item["value"] or ""):
                total += item["timex_type"] == "DATE"
                right += item["timex_type"] == "DATE" and read.get((item["begin"], item["end"])) == item["value"]
    assert right / total > 0.75

"""Parties called alike in many states: whose "Labour Party" an article means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], dict[str, list[str]]]


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("The Conservatives in Britain won; Canada congratulated them.", "Conservatives", "conservative-party"),
        (
            "The Justice and Development Party in Morocco lost.",
            "Justice and Development Party",
            "justice-and-development-party-of-morocco",
        ),
        ("The Justice and Development Party won Turkey's vote.", "Justice and Development Party", "AKP"),
        ("The Labour Party won the vote in Norway.", "Labour Party", "norwegian-labour-party"),
        ("A member of Hollande's Socialist Party objected.", "Socialist Party", "socialist-party-of-france"),
        ("Spain and Keir Starmer's Labour Party agreed.", "Labour Party", "labour-party"),
        ("Albania met Justin Trudeau's Liberal Party.", "Liberal Party", "liberal-party-of-canada"),
        ("Norway and the United Kingdom voted. The Labour Party won.", "Labour Party", "labour-party"),
        ("Nigeria's election was disputed. The Labour Party went to court.", "Labour Party", "labour-party-of-nigeria"),
        ("Keir Starmer met officials. The Labour Party welcomed it.", "Labour Party", "labour-party"),
        (
            "In Canada, the Conservative Party criticised the budget.",
            "Conservative Party",
            "conservative-party-of-canada",
        ),
        ("In Armenia, the Republican Party lost power.", "Republican Party", "republican-party-of-armenia"),
        ("The Democratic Party in South Korea called for talks.", "Democratic Party", "democratic-party-of-korea"),
        ("Joe Biden rallied the Democratic Party against Mongolia's deal.", "Democratic Party", "democratic-party"),
        ("The Socialist Party of Edi Rama governs Albania.", "Socialist Party", "socialist-party-of-albania"),
        ("The ruling Communist Party in Vietnam met in Hanoi.", "Communist Party", "communist-party-of-vietnam"),
        ("The Liberal Party won the election in Australia.", "Liberal Party", "liberal-party-of-australia"),
        ("The Colorado Party has ruled Paraguay for decades.", "Colorado Party", "colorado-party-of-paraguay"),
        ("Labour leader Keir Starmer visited Norway.", "Labour", "labour-party"),
        ("The Conservatives of Canada lost to Mark Carney's Liberals.", "Liberals", "liberal-party-of-canada"),
        ("Spain voted on Sunday. Vox condemned the deal.", "Vox", "vox-party"),
        ("Pakistan arrested leaders of Jamaat-e-Islami.", "Jamaat-e-Islami", "jamaat-e-islami-pakistan"),
    ],
)
def test_a_party_is_that_of_the_state_the_article_speaks_of(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert ids_of(text)[shown] == [entity]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The Socialist Party condemned the attack.", "Socialist Party"),
        ("The Communist Party held its congress.", "Communist Party"),
        ("Norway and New Zealand voted. Labour won.", "Labour"),
        ("The Democratic Alliance condemned the attack in Germany.", "Democratic Alliance"),
    ],
)
def test_a_short_name_stays_unlinked_where_no_state_tells(ids_of: Read, text: str, shown: str) -> None:
    from kg.world import load_world

    known = load_world().entities
    assert not [one for one in ids_of(text).get(shown, []) if one in known]


def test_the_best_known_party_is_meant_where_no_state_tells(ids_of: Read) -> None:
    assert ids_of("The Labour Party condemned the attack in Germany.")["Labour Party"] == ["labour-party"]

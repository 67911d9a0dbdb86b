"""What is denied, supposed or asked somewhere else than at the verb: clefts, circumstances, headlines, an end."""

from __future__ import annotations

import pytest
from said import said

from kg.read.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # clefts
        ("It was Chad that attacked Niger.", {"Chad attacks Niger"}),
        ("It was not Chad that attacked Niger.", {"Chad attacks Niger denied"}),
        ("It was never Mali that attacked Sudan.", {"Mali attacks Sudan denied"}),
        ("It is not Mali that threatens Niger, the envoy said.", {"envoy: Mali threatens Niger denied"}),
        ("It may have been Chad that attacked Niger.", {"Chad attacks Niger possible"}),
        ("If it was Sudan that attacked Chad, Mali left early.", {"Sudan attacks Chad conditional"}),
        ("It is not Chad that supports Sudan, but Libya.", set()),
        # on whose behalf, at whose request
        ("On behalf of Mali, Chad detained the pilot.", {"Chad actsOnBehalfOf Mali"}),
        ("Chad does not act on behalf of Mali.", {"Chad actsOnBehalfOf Mali denied"}),
        ("If Chad acted on behalf of Mali, Niger left early.", {"Chad actsOnBehalfOf Mali conditional"}),
        ("Kenya denied acting on behalf of Mali.", {"Kenya: Kenya actsOnBehalfOf Mali denied"}),
        ("Sudan denied that Chad detained him on behalf of Mali.", {"Sudan: Chad actsOnBehalfOf Mali denied"}),
        ("Chad left at the request of Niger.", {"Niger requests Chad"}),
        ("Chad did not leave at the request of Niger.", {"Niger requests Chad denied"}),
        ("Did Chad leave at the request of Niger?", {"Niger requests Chad conditional"}),
        ("Chad may leave at the request of Niger.", {"Niger requests Chad possible"}),
        ("Chad left not at the request of Mali but of Niger.", {"Mali requests Chad denied"}),
        # headlines
        ("Macron in Cairo for talks", {"Emmanuel Macron visits Cairo"}),
        ("No Macron in Cairo for talks", set()),
        ("Macron not in Cairo for talks", set()),
        # what has ended, while a war that ended has been
        ("Sudan's support for Chad has ended.", {"Sudan supports Chad denied"}),
        ("Sudan's support of Chad ceased.", {"Sudan supports Chad denied"}),
        ("Sudan ended its support for Chad.", {"Sudan supports Chad denied"}),
        ("Sudan's support for Chad has not ended.", {"Sudan supports Chad"}),
        ("The war between Chad and Mali ended.", {"Chad inArmedConflictWith Mali"}),
        # what is ruled out beside something else
        ("The bloc is directed against nobody, and not against Chad.", set()),
        ("The bloc is directed against Chad.", {"bloc hostileTo Chad"}),
    ],
)
def test_what_is_not_affirmed(reader: Reader, text: str, claims: set[str]) -> None:
    relations = ("attacks", "threatens", "supports", "requests", "actsOnBehalfOf", "visits", "hostileTo")
    assert said(reader, text, *relations, "inArmedConflictWith") == claims


@pytest.mark.parametrize(
    ("text", "relation", "found"),
    [
        ("Kenya's health budget rose.", "increasesDefenceSpending", False),
        ("Kenya's education spending will grow.", "increasesDefenceSpending", False),
        ("Kenya increased its health budget.", "increasesDefenceSpending", False),
        ("Kenya announced a rise in education spending.", "increasesDefenceSpending", False),
        ("Kenya increased its military budget.", "increasesDefenceSpending", True),
        ("Kenya's military budget rose.", "increasesDefenceSpending", True),
        ("Kenya and Togo have rival claims to be the oldest team.", "disputesTerritoryWith", False),
        ("Kenya and Togo have competing claims about who cooked it first.", "disputesTerritoryWith", False),
        ("Kenya and Somalia have rival claims to the island.", "disputesTerritoryWith", True),
        ("Egypt cannot do without Mohamed Salah.", "dependsOn", False),
        ("Egypt cannot do without Sudan.", "dependsOn", True),
        ("Togo leaned on Ghana for the win in the cup.", "dependsOn", False),
        ("Togo leaned on Ghana for gas.", "dependsOn", True),
        ("Nurses staged a sit-in at the Turkish restaurant.", "protestsAgainst", False),
        ("Nurses staged a sit-in at the Turkish embassy.", "protestsAgainst", True),
    ],
)
def test_what_only_looks_alike(reader: Reader, text: str, relation: str, found: bool) -> None:
    assert bool(said(reader, text, relation)) is found

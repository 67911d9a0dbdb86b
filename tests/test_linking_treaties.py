"""Treaties that share a name are told by their parties; what is new has no own name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Ids = Callable[[str], dict[str, list[str]]]
_PARTNERS = "comprehensive-strategic-partnership-treaty"


@pytest.mark.parametrize(
    ("text", "name", "who"),
    [
        (
            "Iran ratified the Comprehensive Strategic Partnership Treaty with Russia.",
            "Comprehensive Strategic Partnership Treaty",
            f"russia-iran-{_PARTNERS}",
        ),
        (
            "North Korea ratified its Comprehensive Strategic Partnership Treaty with Russia.",
            "Comprehensive Strategic Partnership Treaty",
            f"russia-north-korea-{_PARTNERS}",
        ),
        (
            "The Philippines said the Mutual Defense Treaty with the United States held.",
            "Mutual Defense Treaty",
            "us-philippines-mutual-defense-treaty",
        ),
        (
            "Seoul thanked Washington. The Mutual Defense Treaty was kept.",
            "Mutual Defense Treaty",
            "us-south-korea-mutual-defense-treaty",
        ),
        ("The Taliban broke the Doha Agreement.", "Doha Agreement", "doha-agreement"),
        ("South Korea guarded the Demilitarized Zone.", "Demilitarized Zone", "korean-demilitarized-zone"),
        ("Seoul said the demilitarized zone was quiet.", "demilitarized zone", "korean-demilitarized-zone"),
    ],
)
def test_parties_tell_whose_a_shared_name_is(ids_of: Ids, text: str, name: str, who: str) -> None:
    assert ids_of(text)[name] == [who]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The Comprehensive Strategic Partnership Treaty is long.", f"russia-north-korea-{_PARTNERS}"),
        ("Russia praised the Comprehensive Strategic Partnership Treaty.", f"russia-north-korea-{_PARTNERS}"),
        ("M23 and Kinshasa signed the Doha Agreement.", "doha-agreement"),
        ("Hezbollah praised the Doha Agreement of 2008.", "doha-agreement"),
        ("Russia offered a demilitarized zone in Idlib.", "korean-demilitarized-zone"),
        ("The demilitarised zone in the Sinai was widened.", "korean-demilitarized-zone"),
    ],
)
def test_without_its_parties_a_shared_name_is_not_guessed(ids_of: Ids, text: str, wrong: str) -> None:
    assert wrong not in [one for entities in ids_of(text).values() for one in entities]

"""Names that are parts of others: surnames like companies, towns of divisions, parties of the state spoken of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Ids = Callable[[str], dict[str, list[str]]]


def test_a_given_name_makes_a_company_a_surname(ids_of: Ids) -> None:
    assert ids_of("Paris Hilton visited Oslo.")["Paris Hilton"] == ["paris-hilton"]
    assert ids_of("Hilton said that it would open hotels in Oslo.")["Hilton"] == ["hilton"]


@pytest.mark.parametrize(
    ("text", "name", "who"),
    [
        ("Rockets hit Odessa Oblast.", "Odessa Oblast", "odesa-oblast"),
        ("Fighting spread to Sumy Raion.", "Sumy Raion", "sumy-raion"),
        ("Israel struck Nabatieh Governorate.", "Nabatieh Governorate", "nabatieh-governorate"),
        ("Refugees live in Lublin Voivodeship.", "Lublin Voivodeship", "lublin-voivodeship"),
        ("Troops left Deir Ezzor Province.", "Deir Ezzor Province", "deir-ez-zor-province"),
    ],
)
def test_a_division_is_one_name(ids_of: Ids, text: str, name: str, who: str) -> None:
    found = ids_of(text)
    assert found[name] == [who]
    assert name.split(maxsplit=1)[0] not in found


def test_a_town_is_one_under_all_its_names_and_no_person(ids_of: Ids) -> None:
    found = ids_of("Israel bombed Khan Yunis. Khan Younis residents fled.")
    assert found["Khan Yunis"] == found["Khan Younis"] == ["khan-yunis"]


def test_an_autonomous_part_is_more_than_its_town(ids_of: Ids) -> None:
    assert ids_of("Zanzibar rejected the offer.")["Zanzibar"] == ["zanzibar-tza"]
    assert ids_of("She lives in Stone Town.")["Stone Town"] == ["zanzibar"]


@pytest.mark.parametrize(
    ("text", "name", "who"),
    [
        ("The Labour Party said that Canberra should not send troops.", "Labour Party", "australian-labor-party"),
        ("The Liberal Party urged Ottawa to act.", "Liberal Party", "liberal-party-of-canada"),
        ("The Democratic Party accused Tokyo of weakness.", "Democratic Party", "democratic-party-of-japan"),
        ("The Republican Party criticised Moscow.", "Republican Party", "republican-party"),
    ],
)
def test_a_capital_tells_whose_a_party_is(ids_of: Ids, text: str, name: str, who: str) -> None:
    assert ids_of(text)[name] == [who]


def test_a_secretary_general_is_of_what_he_headed(ids_of: Ids) -> None:
    found = ids_of("Secretary-General Antonio Guterres spoke of Lebanon.")
    assert found["Secretary-General"] == ["secretary-general-of-the-united-nations"]

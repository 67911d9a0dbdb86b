"""Names that companies, forces and capitals share with others: whom they stand for in whole sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], dict[str, list[str]]]


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("The Ankara-led operation angered Athens.", "Ankara", "TUR"),
        ("Kabul-backed fighters crossed the border.", "Kabul", "AFG"),
        ("A Riyadh-brokered truce held in Yemen.", "Riyadh", "SAU"),
        ("An Oslo-based group accused Sudan of torture.", "Oslo", "oslo"),
        ("The Vienna-born writer left Hungary.", "Vienna", "vienna"),
        ("The Nairobi-headquartered bank lent money to Uganda.", "Nairobi", "nairobi"),
    ],
)
def test_a_capital_before_a_participle_acts_unless_something_is_there(
    ids_of: Read, text: str, shown: str, entity: str
) -> None:
    assert ids_of(text)[shown] == [entity]


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        (
            "Lima fears the Huayllino Self-Defense Forces.",
            "Huayllino Self-Defense Forces",
            "huayllino-self-defense-forces",
        ),
        ("The Cuban Revolutionary Guards marched.", "Cuban Revolutionary Guards", "cuban-revolutionary-guards"),
        ("The Self-Defense Forces of Japan held a drill.", "Self-Defense Forces", "japan-self-defense-forces"),
        ("The Japanese Self-Defense Forces held a drill.", "Japanese Self-Defense Forces", "japan-self-defense-forces"),
        ("The Ohio Senate condemned Iran.", "Ohio Senate", "ohio-senate"),
        ("The New York Senate condemned Iran.", "New York Senate", "new-york-senate"),
        ("State Senate leader Ann Low met Iran's envoy.", "State Senate", "state-senate"),
        ("The US Senate condemned Iran.", "US Senate", "united-states-senate"),
        ("The Senate condemned Iran.", "Senate", "united-states-senate"),
        (
            "The elite Revolutionary Guards of Iran paraded.",
            "Revolutionary Guards",
            "islamic-revolutionary-guard-corps",
        ),
    ],
)
def test_a_force_called_without_its_state_may_be_another_s(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert entity in ids_of(text)[shown]


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("Amazon shares fell on Friday.", "Amazon", "amazon-company"),
        ("Delta spokeswoman Ann Lee said flights to Israel go on.", "Delta", "delta-air-lines"),
        ("United shares fell on Friday.", "United", "united-airlines"),
        ("He said that Amazon founder Ann Lee gave money.", "Amazon", "amazon-company"),
        ("The mayor met Chevron executives in Quito.", "Chevron", "chevron-corporation"),
        ("Toyota of Canada hired 300 workers.", "Toyota of Canada", "toyota-of-canada"),
        ("Toyota of Japan hired 300 workers.", "Toyota", "toyota"),
        ("Toyota of Japan hired 300 workers.", "Japan", "JPN"),
        ("A Zed of Canada spokeswoman praised the deal.", "Zed of Canada", "zed-of-canada"),
        ("Peck Motors of Kenya director Ann Wairimu met Uganda.", "Peck Motors of Kenya", "peck-motors-of-kenya"),
        ("A Zed of Canada plant closed.", "Canada", "CAN"),
        ("Red Cross President's Fund aid reached Chad.", "Red Cross President's Fund", "red-cross-president-s-fund"),
        ("The NATO Secretary General's Envoy Ann Berg met Serbia.", "NATO", "NATO"),
    ],
)
def test_a_company_is_told_by_its_trade_and_home(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert entity in ids_of(text)[shown]


@pytest.mark.parametrize(
    "text",
    [
        "Fires spread through the Amazon in August.",
        "Mary Dodge, a senator, met the envoy. Dodge said that Chad would sign.",
        "He wore a Chevron on his sleeve in Mali.",
        "Amazon rain forest fires spread in Brazil.",
    ],
)
def test_a_word_or_surname_is_no_company(ids_of: Read, text: str) -> None:
    assert not {"amazon-company", "dodge-company", "chevron-corporation"} & {
        one for found in ids_of(text).values() for one in found
    }


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("Elizabeth Warren sued the bank. Warren said that China knew.", "Warren", "elizabeth-warren"),
        ("Robert Kennedy met the envoy. Kennedy praised Israel.", "Kennedy", "robert-kennedy"),
        ("The envoy of Iran met the governor in Warren.", "Warren", "warren"),
    ],
)
def test_a_person_called_like_a_town_is_no_town(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert ids_of(text)[shown] == [entity]


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("The ministers met in New York on Friday.", "New York", "new-york-city"),
        ("The New York governor met Poland's envoy.", "New York", "new-york"),
        ("He lives in Albany, New York.", "New York", "new-york"),
        ("The mayor of New York met Poland's envoy.", "New York", "new-york-city"),
        ("Protesters in Ontario burned a Chinese flag.", "Ontario", "ontario"),
        ("The firm will cut jobs in Ohio and Ontario.", "Ontario", "ontario"),
        ("Quebec's premier met Macron.", "Quebec", "quebec"),
        ("China accused the governor of Okinawa.", "Okinawa", "okinawa"),
        ("Sen. Ann Lowe of Georgia criticised Russia.", "Georgia", "georgia-us-state"),
        ("President Ann Lowe of Georgia criticised Russia.", "Georgia", "GEO"),
    ],
)
def test_a_division_is_told_from_the_city_called_like_it(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert entity in ids_of(text)[shown]


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("Kyiv Mayor Ivan Petrenko criticised Chile.", "Kyiv Mayor", "mayor-of-kyiv"),
        ("Tokyo Governor Ken Abe met China's envoy.", "Tokyo Governor", "governor-of-tokyo"),
        ("The mayor of Kyiv, Vitali Klitschko, thanked Germany.", "The mayor of Kyiv", "mayor-of-kyiv"),
        ("The governor of Tokyo met China's envoy.", "The governor of Tokyo", "governor-of-tokyo"),
        ("Scotland First Minister Ann Lowe criticised Chile.", "Scotland First Minister", "first-minister-of-scotland"),
        ("The mayor of Lyon criticised Chile.", "The mayor of Lyon", "mayor-of-lyon"),
    ],
)
def test_a_town_has_a_mayor(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert entity in ids_of(text)[shown]


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("Macron-Merkel ties were warm.", "Macron", "emmanuel-macron"),
        ("Macron-Merkel ties were warm.", "Merkel", "angela-merkel"),
        ("The Trump-Putin summit ended.", "Putin", "vladimir-putin"),
        ("President Castillo of Peru met Chile's envoy.", "Castillo", "pedro-castillo"),
        ("Portuguese Prime Minister Montenegro met Spain's envoy.", "Montenegro", "luis-montenegro"),
        ("The prime minister of Montenegro met Spain's envoy.", "Montenegro", "MNE"),
    ],
)
def test_a_surname_tells_a_person(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert entity in ids_of(text)[shown]


@pytest.mark.parametrize(
    "text",
    [
        "Vega-Castillo spoke to nurses.",
        "Castillo sold his bakery last year, neighbours said.",
        "Ivanov scored twice as the visitors won.",
        "Chen Lopes sued the clinic.",
        "The spokesman Hu Mei-lin met the union in China.",
    ],
)
def test_a_common_surname_alone_tells_nobody(ids_of: Read, text: str) -> None:
    assert not {"hu-jintao", "pedro-castillo", "antonio-costa", "gjorge-ivanov"} & {
        one for found in ids_of(text).values() for one in found
    }


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("Ukraine lost 100-200 soldiers a day, Russia said.", "Ukraine", "UKR"),
        ("Kenya's opposition defeated the bill 60-40.", "Kenya", "KEN"),
        ("In a media scrum, Canada accused India of lying.", "Canada", "CAN"),
        ("Iran fumbled its answer and attacked Israel.", "Israel", "ISR"),
        ("The manager said Russia was a key player, and China backed it.", "Russia", "RUS"),
        ("Russia downed 10-15 drones that Ukraine had sent.", "Russia", "RUS"),
    ],
)
def test_a_state_is_not_its_team(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert ids_of(text)[shown] == [entity]


@pytest.mark.parametrize(
    "text",
    [
        "Real Madrid defeated the visitors on Sunday.",
        "Spain defeated Portugal 1-0 in the final.",
        "Spain scored 300 in their first innings at Portugal's ground.",
    ],
)
def test_a_team_is_not_its_state(ids_of: Read, text: str) -> None:
    assert not {"ESP", "madrid"} & {one for words, found in ids_of(text).items() if words for one in found}


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("Police in Miami, Fla., arrested a man.", "Fla.", "florida"),
        ("The talks were held in Washington, D.C., on Monday.", "Washington, D.C.", "washington"),
        ("Police in Melbourne, Fla., arrested a man.", "Melbourne", "melbourne-florida"),
        ("The Russians invaded Ukraine.", "Russians", "RUS"),
        ("Syria blamed the Israelis.", "Israelis", "ISR"),
    ],
)
def test_a_name_stands_for_its_place_or_people(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert ids_of(text)[shown] == [entity]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Police in Baku arrested two Iranians.", "Iranians"),
        ("A court in Moscow sentenced an American.", "American"),
        ("The raid killed dozens of Ukrainians.", "Ukrainians"),
        ("Miss. Smith met the envoy.", "Miss."),
    ],
)
def test_some_people_are_not_their_state(ids_of: Read, text: str, shown: str) -> None:
    assert not {"IRN", "USA", "UKR", "AUS", "mississippi"} & set(ids_of(text).get(shown, []))


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Lowe moved to Portland and bought a lobster boat in Maine.", ""),
        ("Portland police arrested ten protesters in Oregon.", "portland"),
        ("Two people died in Aurora, Colo., police said.", "aurora"),
        ("Birmingham voters in Alabama backed him.", "birmingham-usa-4049979"),
        ("The bomb in Birmingham, England, killed ten.", "birmingham"),
        ("The senator spoke in Durham, New Hampshire, about Iran.", "durham-new-hampshire"),
        ("Melbourne will host the rally in Florida.", ""),
        ("Melbourne will host talks between Australia and Texas.", "melbourne"),
        ("Manchester manager Ann Lowe praised her side.", ""),
    ],
)
def test_a_city_is_told_from_towns_of_its_name(ids_of: Read, text: str, entity: str) -> None:
    towns = ("Portland", "Aurora", "Birmingham", "Melbourne", "Manchester", "Durham")
    assert "".join(one for name in towns for one in ids_of(text).get(name, [])) == entity

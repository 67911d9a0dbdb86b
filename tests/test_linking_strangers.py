"""Private persons called like leaders stay themselves; rare surnames of sitting leaders are theirs in politics."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Ids = Callable[[str], dict[str, list[str]]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr. Obama, 23, of Nakuru, Kenya, won the race.", "Obama"),
        ("Mr. Assad, 41, a plumber in Toledo, said the road was closed.", "Assad"),
        ("Mr. Macron, aged 17, played for Lille.", "Macron"),
        ("Mrs. Merkel, a teacher from Iowa, said the bus was late.", "Merkel"),
        ("Sister Meloni runs an orphanage in Cebu.", "Meloni"),
        ("Coach Putin praised his team in Russia.", "Putin"),
        ("Mrs. Gandhi, a dancer from Surat, left India.", "Gandhi"),
        ("Police said Mr. Biden, her neighbour, had called them.", "Biden"),
        ("Abbas, 19, was accused of burglary in Leeds.", "Abbas"),
        ("Merkel scored in the final in Russia.", "Merkel"),
    ],
)
def test_an_age_a_trade_kin_or_a_game_speaks_against_a_leader(ids_of: Ids, text: str, name: str) -> None:
    (who,) = ids_of(text)[name]
    assert who.startswith(f"{name.lower()}--")


@pytest.mark.parametrize(
    ("text", "name", "who"),
    [
        ("Mr. Obama said the raids would go on.", "Obama", "barack-obama"),
        ("Mr. Assad, the Syrian president, left.", "Assad", "bashar-al-assad"),
        ("Mr. Putin, a former spy, accused Poland.", "Putin", "vladimir-putin"),
        ("President Macron, 47, visited Egypt.", "Macron", "emmanuel-macron"),
        ("Mrs. Merkel, the leader of Germany, spoke.", "Merkel", "angela-merkel"),
        ("Donald Trump spoke. Trump, 78, accused Iran.", "Trump", "donald-trump"),
    ],
)
def test_a_title_or_an_office_beside_a_name_speaks_for_its_leader(ids_of: Ids, text: str, name: str, who: str) -> None:
    assert ids_of(text)[name] == [who]


def test_whom_an_age_tells_from_a_leader_is_somebody(ids_of: Ids) -> None:
    (who,) = ids_of("Trump, 24, said Iran had beautiful beaches.")["Trump"]
    assert who.startswith("trump--")


@pytest.mark.parametrize(
    ("text", "name", "who"),
    [
        ("Uganda accused Kagame of spying.", "Kagame", "paul-kagame"),
        ("The Belgian minister criticised Tshisekedi.", "Tshisekedi", "felix-tshisekedi"),
        ("The Turkish president met Burhan.", "Burhan", "abdel-fattah-al-burhan"),
        ("Aliyev called Pashinyan.", "Aliyev", "ilham-aliyev"),
        ("Aliyev called Pashinyan.", "Pashinyan", "nikol-pashinyan"),
        ("NATO said Fico had agreed.", "Fico", "robert-fico"),
        ("Tokayev thanked the United Nations.", "Tokayev", "kassym-jomart-tokayev"),
        ("Sandu spoke with envoys in Paris.", "Sandu", "maia-sandu"),
    ],
)
def test_a_rare_surname_is_a_sitting_leaders_in_politics(ids_of: Ids, text: str, name: str, who: str) -> None:
    assert ids_of(text)[name] == [who]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fico scored against Norway.", "Fico"),
        ("Sandu won the tennis final in Spain.", "Sandu"),
        ("Kagame, 22, a waiter, moved to France.", "Kagame"),
        ("Tokayev closed the shop.", "Tokayev"),
        ("Fukuda denied that China had called.", "Fukuda"),
        ("Novak thanked Japan.", "Novak"),
        ("Haas said the club would play in Italy.", "Haas"),
        ("Smith said that China had agreed.", "Smith"),
    ],
)
def test_without_politics_or_with_a_name_of_many_it_is_nobodys(ids_of: Ids, text: str, name: str) -> None:
    assert {who.split("--")[0] for who in ids_of(text).get(name, [])} <= {name.lower()}


@pytest.mark.parametrize(
    ("text", "name", "who"),
    [
        ("India said on Friday that Modi had agreed.", "Modi", ["narendra-modi"]),
        ("Beijing said that Xi would come.", "Xi", ["xi-jinping"]),
        ("President Xi met envoys. Xi thanked them.", "Xi", ["xi-jinping", "xi-jinping"]),
    ],
)
def test_a_common_name_is_the_leaders_of_a_state_spoken_of(ids_of: Ids, text: str, name: str, who: list[str]) -> None:
    assert ids_of(text)[name] == who


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Modi opened a shop in Leicester.", "Modi"),
        ("Modi, 31, a cook, left India.", "Modi"),
        ("Spain said that Sanchez had fled.", "Sanchez"),
    ],
)
def test_a_common_name_alone_is_nobodys(ids_of: Ids, text: str, name: str) -> None:
    (who,) = ids_of(text)[name]
    assert who.startswith(f"{name.lower()}--")

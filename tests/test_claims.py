"""What whole sentences say, one line for each trap that reading once fell into."""

from __future__ import annotations

import pytest
from said import said

from kg.nlp.casing import recased
from kg.read.reader import Reader

DRILLS = (
    ("Chad", "criticizes Niger"),
    ("Chad", "criticizes Mali"),
    ("Niger", "holdsExercise drills"),
    ("Mali", "holdsExercise drills"),
)
FOUNDERS = ("Mali", "Burkina Faso", "Niger")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # who speaks
        ("Libya, Chad's government said, has sent troops to Niger.", {"Chad: Libya sendsTroopsTo Niger"}),
        ("Soldiers, officials said, attacked Chad.", {"officials: Soldiers attacks Chad"}),
        ("I know that Iceland did not arm Chad.", {"Iceland suppliesArmsTo Chad denied"}),
        ("UKRAINE: RUSSIA ATTACKED POLAND", {"Ukraine: Russia attacks Poland"}),
        # who is meant
        (
            "Hungarian Prime Minister Viktor Orban said his country would not send troops to Chad.",
            {"Hungary headOfGovernment Viktor Orban", "Viktor Orban: Hungary sendsTroopsTo Chad denied planned"},
        ),
        ("The Cuban government continues to deny they attacked Chad.", {"Cuba: Cuba attacks Chad denied"}),
        ("Mali, Burkina Faso and Niger left ECOWAS.", {f"{who} withdrawsFrom ECOWAS" for who in FOUNDERS}),
        ("Chad signed an agreement with Laos.", {"Chad signs agreement with Laos", "Laos signs agreement"}),
        (
            "South Korea criticized Chad. The North attacked Mali.",
            {"South Korea criticizes Chad", "North Korea attacks Mali"},
        ),
        ("The minister said it was ready. Chad attacked the North.", {"Chad attacks North"}),
        (
            "The Greek minister accused his Turkish counterpart of arming militants.",
            {"Greek minister accuses Turkey", "Greek minister: Turkey suppliesArmsTo militants"},
        ),
        (
            "Israel recalled its ambassadors from Dublin, Oslo and Madrid.",
            {f"Israel criticizes {whom}" for whom in ("Ireland", "Norway", "Spain")},
        ),
        # whose deed, and which
        ("Chad was supplied with helicopters by Laos.", {"Laos suppliesArmsTo Chad"}),
        ("Hakan Fidan met his counterpart from Chad.", {"Hakan Fidan meetsWith Chad"}),
        ("Farmers blocked roads to protest against Chad.", {"Farmers protestsAgainst Chad planned"}),
        ("Workers rallied in support of Chad.", {"Workers supports Chad"}),
        ("Rebels took Gao with the support of Chad.", {"Chad supports Rebels"}),
        ("The coalition conducted 12 strikes in support of Chad.", {"coalition supports Chad"}),
        ("The ISIL targets include two army units.", set()),
        ("Chad made two airstrikes. The strikes destroyed a Malian base.", {"Chad attacks Mali"}),
        ("Hakan Fidan cancelled a planned visit to Chad.", {"Hakan Fidan rejects Chad"}),
        ("Hakan Fidan attended a meeting of the African Union.", {"Hakan Fidan meetsWith African Union"}),
        ("The fighters attacked Chad.", {"fighters attacks Chad"}),
        ("Pensioners in Mali held a rally against Chad.", {"Pensioners protestsAgainst Chad"}),
        (
            "Hezbollah chief Hassan Nasrallah praised Chad.",
            {"Hassan Nasrallah leads Hezbollah", "Hassan Nasrallah supports Chad"},
        ),
        ("Army chief Mark Milley visited Chad.", {"Mark Milley visits Chad"}),
        (
            "Belarus massed soldiers along its border with Poland.",
            {"Belarus hasMilitaryPresenceIn Belarus' border with Poland"},
        ),
        ("The envoy called on Hassan Nasrallah to discuss the war.", {"envoy meetsWith Hassan Nasrallah"}),
        # who does what to whom
        ("Rebels attacked a Greek-owned tanker.", {"Rebels attacks Greek-owned tanker"}),
        ("Chad and Niger have made it clear that they want to leave.", set()),
        ("It strengthens members of the US-led anti-Iran axis.", {"United States leads US-led anti-Iran axis"}),
        ("Rallies were held in regions and cities, such as Kurgan, Kirov and Tula.", set()),
        ("Thailand and Cambodia traded fire.", {"Thailand inArmedConflictWith Cambodia"}),
        ("The US sold 20 F-35s to Israel.", {"United States suppliesArmsTo Israel"}),
        ("Russia remains Algeria's main supplier of arms.", {"Russia suppliesArmsTo Algeria"}),
        (
            "Chad condemned Iraq's invasion of Kuwait.",
            {"Chad criticizes Iraq", "Iraq sendsTroopsTo Kuwait"},
        ),
        (
            "Hungary and Chad are the only members that oppose Mali.",
            {"Hungary criticizes Mali", "Chad criticizes Mali"},
        ),
        ("Chad protested that Libyan jets violated its airspace.", {"Libya provokes Chad"}),
        ("Chad accused Libya of violating its border.", {"Chad accuses Libya", "Chad: Libya provokes Chad"}),
        (
            "Chad supplied drones to the RSF. Sudan met Libya.",
            {"Chad suppliesArmsTo Rapid Support Forces", "Sudan meetsWith Libya"},
        ),
        ("Iran and Israel attacked each other.", {"Iran attacks Israel", "Israel attacks Iran"}),
        ("Thailand and Cambodia blamed one another.", {"Thailand accuses Cambodia", "Cambodia accuses Thailand"}),
        ("Serbia and Kosovo traded accusations.", {"Serbia accuses Kosovo", "Kosovo accuses Serbia"}),
        ("Chad described the Libyan law as illegal.", {"Chad criticizes Libya"}),
        ("Chad shot down two Libyan drones.", {"Chad attacks Libya"}),
        ("A suicide bomber attacked a checkpoint.", {"suicide bomber attacks checkpoint"}),
        (
            "Chad condemned drills involving Niger and Mali.",
            {
                "Chad criticizes Niger",
                "Chad criticizes Mali",
                "Niger holdsExercise drills",
                "Mali holdsExercise drills",
            },
        ),
        ("The drones launched by Chad hit Niger.", {"Chad deploys drones", "Chad attacks Niger"}),
        ("Chad asserts sovereignty over most of Gibraltar.", {"Chad claimsSovereigntyOver Gibraltar"}),
        ("Chad said it is ready to attack Niger.", {"Chad: Chad attacks Niger possible"}),
        ("Chad and Niger are close to signing a pact.", {"Chad signs pact planned", "Niger signs pact planned"}),
        # how it is meant
        ("Chad can attack Niger; Mali is not far behind.", {"Chad attacks Niger possible"}),
        ("The talks focused on whether or not Chad was arming Niger.", {"Chad suppliesArmsTo Niger conditional"}),
        ("The envoy suggested that Chad send troops to Niger.", {"envoy: Chad sendsTroopsTo Niger demanded"}),
        (
            "Wen will meet with Hu, visit Chad and sign a pact.",
            {f"Wen Jiabao {what} planned" for what in ("meetsWith Hu", "visits Chad", "signs pact")},
        ),
        ("They asked whether he foresees Chad as a member of NATO.", {"They: Chad memberOf NATO conditional"}),
        ("Chad opposed efforts to attack Niger.", set()),
        ("Chad held a party to mark its entry into NATO.", {"Chad memberOf NATO"}),
        ("A plane belonging to a Libyan airline crashed.", set()),
        ("Missiles were sent to target US forces in Kuwait.", {"United States hasMilitaryPresenceIn Kuwait"}),
        ("China Daily laughed. The Chinese newspaper Global Times did too.", {"Global Times agencyOf China"}),
        ("Ann Berg, a retired general who works for NATO, left.", {"Ann Berg memberOf NATO"}),
        ("Ann Berg, a young Colombian, visited Chad.", {"Ann Berg visits Chad"}),
        ("Chad recognized the efforts of Mali.", set()),
        ("LONDON (Reuters) - British troops left Iraq.", {"United Kingdom withdrawsFrom Iraq"}),
        ("BRUSSELS - French troops left Mali.", {"France withdrawsFrom Mali"}),
        ("KHARTOUM, Nov. 8 (Xinhua) -- Sudan attacked Chad.", {"Sudan attacks Chad"}),
        ("The minister makes no apologies for accusing Chad.", {"minister accuses Chad"}),
    ],
)
def test_what_a_sentence_says(reader: Reader, text: str, claims: set[str]) -> None:
    assert said(reader, text) == claims


def test_upper_case_text_keeps_names_and_length() -> None:
    text = "THE SOVIET UNION AND NATO MET IN EL SALVADOR. EGYPTIAN OFFICIALS' TALKS WERE LONG."
    assert recased(text) == "The Soviet Union and NATO met in El Salvador. Egyptian officials' talks were long."
    assert recased("REBELS WHO LEFT INVITED US TO THE WHO. THE US AND US TROOPS LEFT US.") == (
        "Rebels who left invited us to the WHO. The US and US troops left us."
    )

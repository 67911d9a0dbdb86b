"""Constructions that say who does what to whom without a plain clause: nominals, participles, offices, officials."""

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
        # who acts where an office, a list of officials or a participle stands before the verb
        (
            "The prime minister of Japan, Fumio Kishida, visited Chad.",
            {"Japan headOfGovernment Fumio Kishida", "Fumio Kishida visits Chad"},
        ),
        ("The foreign ministers of Chad and Niger met in Mali.", {"Chad meetsWith Niger"}),
        ("Laotian and Kenyan officials met.", {"Laos meetsWith Kenya"}),
        (
            "The US-backed government in Chad attacked rebels.",
            {"United States supports US-backed government", "US-backed government attacks rebels"},
        ),
        (
            "The ministers called on Chad to attack Niger.",
            {"ministers demands Chad", "ministers: Chad attacks Niger demanded"},
        ),
        (
            "Kenya's recognition of Palestine was welcomed by Chad.",
            {"Kenya recognizes Palestine", "Chad supports Kenya"},
        ),
        ("Chad, along with Niger, attacked Mali.", {"Chad attacks Mali", "Niger attacks Mali"}),
        ("Chad, together with Niger, condemned Mali.", {"Chad criticizes Mali", "Niger criticizes Mali"}),
        ("UN chief to visit Chad in December", {"UN chief visits Chad planned"}),
        ("Chad left the bloc, a move that infuriated Niger.", {"Chad withdrawsFrom bloc", "Niger criticizes Chad"}),
        ("Israel hit a convoy belonging to Hezbollah.", {"Israel attacks Hezbollah"}),
        (
            "Chad sent soldiers into Niger to help Mali.",
            {"Chad sendsTroopsTo Niger", "Chad providesAidTo Mali planned"},
        ),
        (
            "Kenya is a member of the African Union and an ally of Chad.",
            {"Kenya memberOf African Union", "Chad alliedWith Kenya"},
        ),
        # what a talk, a trip or an attack gives the occasion of
        ("After talks with Chad, Niger left the bloc.", {"Niger meetsWith Chad", "Niger withdrawsFrom bloc"}),
        ("Five died after talks with Chad were held.", set()),
        (
            "On a trip to Kenya, Emmanuel Macron praised Chad.",
            {"Emmanuel Macron visits Kenya", "Emmanuel Macron supports Chad"},
        ),
        ("In an attack on Chad, Niger wounded two.", {"Niger attacks Chad"}),
        ("Two died in an attack on Chad.", set()),
        # where something comes from, and whom it is for or against
        ("Strong criticism of Chad came from Niger.", {"Niger criticizes Chad"}),
        ("Niger spoke in support of Chad.", {"Niger supports Chad"}),
        ("The pro-Iranian militia left.", {"pro-Iranian militia supports Iran"}),
        ("Anti-French riots in Niger went on.", {"Niger protestsAgainst France"}),
        # lists behind a plural
        (
            "Kenya's neighbours Uganda and Tanzania criticised Chad.",
            {"Uganda criticizes Chad", "Tanzania criticizes Chad"},
        ),
        (
            "Three powers (France, Italy and Spain) condemned Chad.",
            {"France criticizes Chad", "Italy criticizes Chad", "Spain criticizes Chad"},
        ),
        # whom a pronoun cannot be
        (
            "Netanyahu rejects the plan of Trump but will meet with him.",
            {"Benjamin Netanyahu rejects Donald Trump", "Benjamin Netanyahu meetsWith Donald Trump planned"},
        ),
        ("The American invasion of Iraq was condemned.", {"United States sendsTroopsTo Iraq"}),
        ("Niger said that we must help.", set()),
        # relative clauses
        ("The general, whom Niger backs, attacked Mali.", {"Niger supports general", "general attacks Mali"}),
        (
            "Armenia, whose ally Russia did not come, thanked France.",
            {"Armenia alliedWith Russia", "Armenia supports France", "ally of Armenia alliedWith Russia"},
        ),
        ("Envoys left Bahrain, where the US has a base.", {"United States hasMilitaryPresenceIn Bahrain"}),
        # who is told of behind a comma
        ("Paraguay, one of Taiwan's last allies, left.", {"Taiwan alliedWith Paraguay"}),
        ("Pakistan, among China's closest partners, left.", {"Pakistan partnerOf China"}),
        ("Chad and Niger, both members of ECOWAS, left.", {"Chad memberOf ECOWAS", "Niger memberOf ECOWAS"}),
        ("Djibouti, home to a Chinese base, lies on the Red Sea.", {"China hasMilitaryPresenceIn Djibouti"}),
        # what a participle at the end says is done by who does the rest
        ("Chad let rebels open an office, infuriating Niger.", {"Chad agreesTo rebels", "Niger criticizes Chad"}),
        (
            "Chad supplied drones to Mali, drawing a sharp rebuke from Niger.",
            {"Chad suppliesArmsTo Mali", "Niger criticizes Chad"},
        ),
        (
            "Chad published the letter, prompting Tokyo to summon the ambassador.",
            {"Japan criticizes Chad"},
        ),
        # who makes peace between two
        (
            "Talks between Chad and Niger mediated by Kenya failed.",
            {"Chad meetsWith Niger", "Kenya mediatesBetween Chad", "Kenya mediatesBetween Niger"},
        ),
        (
            "Kenya brokered an exchange of prisoners between Chad and Niger.",
            {"Kenya mediatesBetween Chad", "Kenya mediatesBetween Niger"},
        ),
        ("Kenya's demand that Chad free the men was heard.", {"Kenya demands Chad"}),
        (
            "Chad accused Niger of training rebels.",
            {"Chad accuses Niger", "Chad: Niger providesAidTo rebels"},
        ),
        (
            "Chad and Niger met. Each side accused the other of lying.",
            {"Chad meetsWith Niger", "Chad accuses Niger", "Niger accuses Chad"},
        ),
        (
            "Slovakia and Hungary, two of Kyiv's allies, left.",
            {"Ukraine alliedWith Slovakia", "Ukraine alliedWith Hungary"},
        ),
        ("A strike on Kyiv was planned by Russia.", {"Russia attacks Kyiv planned"}),
        ("Kenya's insistence that Chad is weak was heard.", set()),
        (
            "Chad repeated its warning that Niger would attack Mali.",
            {"Chad: Niger attacks Mali planned"},
        ),
        ("Haftar, from whom Egypt withdrew its support, travelled to Moscow.", {"Haftar visits Moscow"}),
        (
            "The agreement between Chad and Niger that Kenya brokered has failed.",
            {"Kenya mediatesBetween Chad", "Kenya mediatesBetween Niger"},
        ),
        ("US, Japan impose sanctions on Iran", {"United States sanctions Iran", "Japan sanctions Iran"}),
        # headlines, and who stands accused
        ("Seoul, Tokyo hold drills", {"South Korea holdsExercise drills", "Japan holdsExercise drills"}),
        ("Chad stands accused of arming Niger.", {"Chad suppliesArmsTo Niger probable"}),
        # who is told of by a noun
        ("Japan's F-2 jets landed.", {"Japan possesses F-2"}),
        ("Chad has the support of Niger.", {"Niger supports Chad"}),
        ("Chad, with Kenyan support, invaded Niger.", {"Kenya supports Chad", "Chad sendsTroopsTo Niger"}),
        ("India and Russia in energy talks", {"India meetsWith Russia"}),
        ("Russia's economy suffers from NATO's eastward expansion.", {"NATO expandsInto the East"}),
        ("Chad expressed concern over the actions of Niger.", {"Chad criticizes Niger"}),
        ("Chad's allies include Niger and Mali.", {"Chad alliedWith Niger", "Chad alliedWith Mali"}),
        ("Kenya called for the resumption of talks between Chad and Niger.", {"Kenya: Chad meetsWith Niger demanded"}),
        ("Kenya and Uganda met Chadian officials.", {"Kenya meetsWith Chad", "Uganda meetsWith Chad"}),
        ("Kenya and Uganda cooperate with Chad.", {"Kenya cooperatesWith Chad", "Uganda cooperatesWith Chad"}),
        ("Kenya and Uganda agreed with Chad.", {"Kenya agreesTo Chad", "Uganda agreesTo Chad"}),
        (
            "Chad and Niger will visit Mali for talks on trade.",
            {"Chad visits Mali planned", "Niger visits Mali planned"},
        ),
        ("Chad and Niger met for talks on trade.", {"Chad meetsWith Niger"}),
        ("Kenya called for an attack on Niger by Chad.", {"Kenya demands Chad", "Kenya: Chad attacks Niger demanded"}),
    ],
)
def test_what_a_construction_says(reader: Reader, text: str, claims: set[str]) -> None:
    assert said(reader, text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ghana met Togo. Both condemned Mali.", {"Ghana criticizes Mali", "Togo criticizes Mali"}),
        (
            "Xi Jinping met Putin. The pair condemned Mali.",
            {"Xi Jinping criticizes Mali", "Vladimir Putin criticizes Mali"},
        ),
        (
            "Emmanuel Macron met Xi Jinping in Rome. The two leaders condemned Mali.",
            {"Emmanuel Macron criticizes Mali", "Xi Jinping criticizes Mali"},
        ),
        ("Ghana met Togo. The former has condemned Mali.", {"Ghana criticizes Mali"}),
        ("Ghana met Togo. The latter condemned Mali.", {"Togo criticizes Mali"}),
        ("Ghana, Togo and Benin met. Both condemned Mali.", set()),
        ("Ghana and Togo hired two banks. Both condemned Mali.", set()),
    ],
)
def test_those_named_together(reader: Reader, text: str, claims: set[str]) -> None:
    assert said(reader, text, "criticizes") == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Ministers said Chad had lost. Mali would attack Niger.",
            {"Ministers: Mali attacks Niger planned"},
        ),
        ("Ministers say Chad has lost. Mali would attack Niger.", {"Mali attacks Niger conditional"}),
        ("Ministers said Chad had lost. Mali attacked Niger.", {"Mali attacks Niger"}),
        ("Ministers said Chad had lost.\n\nMali would attack Niger.", {"Mali attacks Niger conditional"}),
    ],
)
def test_a_report_goes_on_in_the_past_of_will(reader: Reader, text: str, claims: set[str]) -> None:
    assert said(reader, text, "attacks") == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Emmanuel Macron spoke. Cerpa and his comrades attacked Chad.", set()),
        ("Emmanuel Macron spoke. The nurse said her daughter attacked Chad.", set()),
        ("Emmanuel Macron and Xi Jinping spoke. Inspectors said they attacked Chad.", set()),
        ("Emmanuel Macron thanked Gerhard Schroeder. He attacked Chad.", {"Emmanuel Macron attacks Chad"}),
        ("The envoys of Emmanuel Macron and Gerhard Schroeder left. He attacked Chad.", set()),
    ],
)
def test_a_stranger_keeps_his_own_pronouns(reader: Reader, text: str, claims: set[str]) -> None:
    assert {one for one in said(reader, text, "attacks") if "Macron" in one} == claims


def test_they_is_no_antecedent_of_it(reader: Reader) -> None:
    text = "Experts met. They say that, despite its size, it will attack Chad."
    assert not said(reader, text, "attacks")


def test_the_government_of_a_quotation_is_its_speakers(reader: Reader) -> None:
    text = 'Laos warned Niger. "The government attacked Mali," Kenyan foreign minister Moses Wetangula said.'
    assert said(reader, text, "attacks") == {"Moses Wetangula: Kenya attacks Mali"}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # who does what an infinitive, a gerund or a paper says
        ("The last Beninese soldiers to serve in Mali came home.", {"Benin hasMilitaryPresenceIn Mali"}),
        ("Togo objected to Ghana joining NATO.", {"Togo criticizes Ghana", "Ghana memberOf NATO"}),
        (
            "Gabon and Togo agreed on ways to strengthen defence cooperation.",
            {"Gabon agreesTo Togo", "Gabon cooperatesWith Togo planned"},
        ),
        ("Niger tabled a bill that would ban trade with Chad.", {"Niger sanctions Chad conditional"}),
        ("The assembly threw out a Ghana-backed motion condemning Togo.", {"Ghana criticizes Togo"}),
        (
            "Emmanuel Macron rang Xi Jinping to thank him.",
            {"Emmanuel Macron meetsWith Xi Jinping", "Emmanuel Macron supports Xi Jinping"},
        ),
        # whose help, and who is promised what
        ("Niger has won the backing of Chad for its campaign.", {"Chad supports Niger"}),
        ("Thanks to Kenyan aid, Benin rebuilt its clinics.", {"Kenya providesAidTo Benin"}),
        ("Mali was promised six tanks by Ghana.", {"Ghana suppliesArmsTo Mali planned"}),
        # who takes part
        ("Talks are under way between Niger and Benin.", {"Niger meetsWith Benin"}),
        (
            "Senegal has left the Mali, Niger, Chad alliance.",
            {"Mali alliedWith Niger", "Mali alliedWith Chad", "Niger alliedWith Chad"},
        ),
        ("US and Iraqi forces attacked Mali.", {"United States attacks Mali", "Iraq attacks Mali"}),
        ("A rebel attack killed two Kenyan soldiers.", {"rebels attacks Kenya"}),
        ("Niger threatened Chad's ally Benin.", {"Chad alliedWith Benin"}),
        ("Emmanuel Macron in Cairo for talks", {"Emmanuel Macron visits Cairo"}),
        ("The embargo left Mali without petrol.", set()),
        ("Kenya asked for Dutch troops to be pulled out of Mali.", {"Netherlands withdrawsFrom Mali demanded"}),
        ("Chad has not ruled out using force against Mali.", {"Chad attacks Mali possible"}),
        ("Washington's closest ally in Asia is Japan.", {"United States alliedWith Japan"}),
        ("Niger, for its part, accused Benin of spying.", {"Niger accuses Benin"}),
        ("It was Togo that attacked Mali.", {"Togo attacks Mali"}),
        ("Together with Ghana, Togo attacked Mali.", {"Ghana attacks Mali", "Togo attacks Mali"}),
        ("Near Timbuktu, two raids hit a village of Mali.", set()),
        # what the parser hangs on the wrong word
        (
            "Mali's decision to buy missiles from Togo angered Benin.",
            {"Benin criticizes Mali", "Mali: Togo suppliesArmsTo Mali planned"},
        ),
        ("Benin protested against the raids by Togo.", {"Benin criticizes Togo"}),
        ("Ghana called the patrols by Benin a serious threat.", {"Ghana criticizes Benin"}),
        (
            "The Ghana-led coalition bombed Mali on Monday.",
            {"Ghana leads Ghana-led coalition", "Ghana-led coalition attacks Mali"},
        ),
        (
            "Chad's top bishops have demanded that the government of Abdalla Hamdok resign.",
            {"Chad's top bishops demands Sudan"},
        ),
        (
            "The vote hurt America's allies Ghana and Togo.",
            {"United States alliedWith Ghana", "United States alliedWith Togo"},
        ),
    ],
)
def test_who_takes_part_however_it_is_attached(reader: Reader, text: str, claims: set[str]) -> None:
    assert claims <= said(reader, text)

"""Build readings by hand from a line per claim, for the tests of graph, store and queries."""

from __future__ import annotations

from dataclasses import replace

from kg.model import TENSES, Article, Claim, End, Mention, Modality, Polarity, Reading, Tense

TYPES = {"JPN": "State", "RUS": "State", "USA": "State", "CHN": "State", "UKR": "State", "SUN": "State",
         "nato": "Alliance", "kurils": "Territory", "f-35": "WeaponSystem", "abe": "Person", "pm": "Office",
         "ministry": "GovernmentBody"}  # fmt: skip
LABELS = {"JPN": "Japan", "RUS": "Russia", "USA": "United States", "CHN": "China", "UKR": "Ukraine",
          "SUN": "Soviet Union", "nato": "NATO", "kurils": "South Kuril Islands", "f-35": "F-35", "abe": "Shinzo Abe",
          "pm": "Prime Minister of Japan", "ministry": "Ministry of Foreign Affairs"}  # fmt: skip


def end(entity: str, start: int = 0) -> End:
    """Give one end whose words are its label."""
    label = LABELS.get(entity, entity)
    return End(start, start + len(label), label, entity, label, TYPES.get(entity, "Entity"))


def reading(
    name: str, *lines: str, source: str | None = None, published: str | None = None, title: str | None = None
) -> Reading:
    """Give a reading with a sentence for each line ``JPN alliedWith USA [denied|planned|past|1956|by RUS,abe ...]``."""
    claims: list[Claim] = []
    text = ""
    for line in lines:
        claim = _claim(name, line, len(text))
        text += f"{_sentence(claim)} "
        claims.append(claim)
    article = Article(id=name, text=text or f"Nothing in {name}.", title=title, source=source, published=published)
    mentions = tuple(
        Mention(one.start, one.end, one.text, one.type, one.entity, one.label)
        for claim in claims
        for one in (claim.subject, claim.object)
    )
    return Reading(article=article, mentions=mentions, claims=tuple(claims))


def _sentence(claim: Claim) -> str:
    speakers = "".join(f"{holder.text}: " for holder in claim.holders)
    extras = f"{claim.relation} {claim.polarity} {claim.modality} {claim.time or ''}"
    return f"{speakers}{claim.subject.text} {extras} {claim.object.text}."


def _claim(name: str, line: str, offset: int) -> Claim:
    subject, relation, object_, *rest = line.split()
    words = iter(rest)
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    time: str | None = None
    tense: Tense | None = None
    holders: tuple[str, ...] = ()
    for word in words:
        if word == "by":
            holders = tuple(next(words).split(","))
        elif word == "denied":
            polarity = "denied"
        elif word in TENSES:
            tense = word
        elif word[0].isdigit() or word.startswith("XXXX"):
            time = word
        else:
            modality = word  # type: ignore[assignment]
    claim = Claim(name, end(subject), relation, end(object_), (0, 0), (0, 0), (0, 0), tuple(map(end, holders)),
                  polarity, modality, time, tense=tense)  # fmt: skip
    return _placed(claim, offset)


def _placed(claim: Claim, offset: int) -> Claim:
    """Give the claim with the offsets it has in the sentence written for it."""
    start, holders = offset, []
    for holder in claim.holders:
        holders.append(end(holder.entity, start))
        start += len(holder.text) + 2
    sentence = (offset, offset + len(_sentence(claim)))
    trigger = start + len(claim.subject.text) + 1
    object_ = end(claim.object.entity, sentence[1] - 1 - len(claim.object.text))
    return replace(claim, subject=end(claim.subject.entity, start), object=object_, holders=tuple(holders),
                   sentence=sentence, quote=(start, sentence[1] - 1),
                   trigger=(trigger, trigger + len(claim.relation)))  # fmt: skip

"""Claims in words, as tests of reading compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Article

if TYPE_CHECKING:
    from kg.model import Claim
    from kg.read.reader import Reader


def said(reader: Reader, text: str, *relations: str) -> set[str]:
    """Give what a text says: "Chad: Libya attacks Niger denied"; own voice, affirmed and asserted go without saying."""
    (reading,) = reader.read([Article("one", text)])
    return {in_words(one) for one in reading.claims if not relations or one.relation in relations}


def in_words(one: Claim) -> str:
    """Give one claim in words."""
    who = " > ".join(holder.label for holder in one.holders)
    stand = [word for word in (one.polarity, one.modality) if word not in {"affirmed", "asserted"}]
    words = " ".join([one.subject.label, one.relation, one.object.label, *stand])
    return f"{who}: {words}" if who else words

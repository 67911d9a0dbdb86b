"""Make the copy of a text that spaCy reads: equally long, without what confuses it."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.nlp.casing import recased

_UPPER_SHARE = 0.8
_FEW_LETTERS, _FEW_WORDS = 12, 3  # fewer may be an abbreviation: "NATO", "WASHINGTON (AP)"
_WRAPPED_WIDTH = 110  # longer lines were not wrapped by hand or by a mail program
_SAME_LENGTH = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‟": '"',
        "＂": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "`": "'",
        "´": "'",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\t": " ",
        "\r": " ",
    }
)


def same_length(text: str) -> str:
    """Give the copy that spaCy reads: equally long, without what confuses it.

    >>> same_length("the “red line”")
    'the "red line"'
    """
    copy = "".join(map(_soften, re.split(r"(\n[ \t\r]*\n\s*)", text.translate(_SAME_LENGTH))))
    if _is_upper(copy):
        return recased(copy)
    return "".join(recased(line) if _is_upper(line) else line for line in copy.splitlines(keepends=True))


def _soften(block: str) -> str:
    """Turn line breaks that only wrap a paragraph into spaces: where the next word would not have fitted."""
    lines = block.split("\n")
    width = max(map(len, lines))
    if len(lines) < 2 or not block.strip() or width > _WRAPPED_WIDTH:
        return block
    out = lines[0]
    for line, following in pairwise(lines):
        word = following.split(maxsplit=1)[0] if following.strip() else ""
        full = len(line.rstrip()) + 1 + len(word) > width and len(line) > width // 2
        out += (" " if full and word else "\n") + following
    return out


def _is_upper(text: str) -> bool:
    """Tell whether a text or a headline is written in upper case throughout."""
    if sum(map(text.count, "aeinot")) >= (1 - _UPPER_SHARE) * len(text):  # true of nearly all, and soon known
        return False
    letters = [char for char in text if char.isalpha()]
    enough = len(letters) > _FEW_LETTERS and text.count(" ") + text.count("\n") >= _FEW_WORDS - 1
    return enough and sum(map(str.isupper, letters)) > _UPPER_SHARE * len(letters)

"""Find where the text begins behind a dateline: ``LONDON, June 30 (Reuters) - British troops ...``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.casing import spellings

_DATELINE = re.compile(
    r"^[ \t]*(?P<place>[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+)*)"
    r"(?P<more>(?:[,/] ?[A-Z][\w.'’]*(?: [A-Z][\w.'’]*)?){0,2}"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?(?: ?\([^()\n]{2,30}\))?)"
    r" ?(?:--|[—–-]) ?(?=\S)",
    re.MULTILINE,
)


def behind_datelines(text: str) -> Iterator[int]:
    """Yield the character where each text behind a dateline begins.

    A place in capitals counts with a date or an agency behind it, or if the reference knows it as a name that is not
    written in capitals ("BRUSSELS - Leaders", not "NATO - Russia talks").

    >>> text = "LONDON (Reuters) - Troops left."
    >>> [text[start:] for start in behind_datelines(text)]
    ['Troops left.']
    """
    for found in _DATELINE.finditer(text):
        known = spellings().get(found["place"].lower(), found["place"])
        spaced = found.group().rstrip()[-1:] != found.group()[-1:]
        if spaced and (found["more"] or known != known.upper()):
            yield found.end()

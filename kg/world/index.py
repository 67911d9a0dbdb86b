"""Find names in text: by spelling, and by composing what every state has ("Russian foreign ministry")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.world.names import Name
from kg.world.text import fold

STATE_KINDS = frozenset({"name", "official", "adjective", "abbreviation", "alias"})
_JOINERS = frozenset({"-", "–", "'", "’", "/"})
_LONGEST_BODY = 8  # words of the longest body, "permanent mission to the united nations" and the like


@dataclass(frozen=True, slots=True)
class Bodies:
    """What states have: the words for each body or office, and the entity each state has for it."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entities: Mapping[tuple[str, str], str] = field(default_factory=dict)
    states: frozenset[str] = frozenset()


class NameIndex:
    """All names by spelling; ``reach`` tells how many words a name may have that starts with a word."""

    def __init__(self, names: Iterable[Name], bodies: Bodies) -> None:
        self._by_key: dict[str, list[Name]] = {}
        self._bodies = bodies
        self.reach: dict[str, int] = {}
        for name in names:
            spelling = key(name.text)
            self._by_key.setdefault(spelling, []).append(name)
            extra = _LONGEST_BODY if name.entity in bodies.states and name.kind in STATE_KINDS else 0
            self._extend(spelling, extra)
        for spelling in bodies.words:
            self._extend(spelling, 6)

    def _extend(self, spelling: str, extra: int) -> None:
        first, count = spelling.partition(" ")[0], spelling.count(" ") + 1 + extra
        if count > self.reach.get(first, 0):
            self.reach[first] = count

    def get(self, text: str, *, any_case: bool = False) -> tuple[Name, ...]:
        """Give the names spelled like a text; see :meth:`kg.world.model.World.lookup`."""
        spelling = key(text)
        found = self._fitting(spelling, text, any_case=any_case)
        if not found and spelling.endswith(" 's"):
            found = self._fitting(spelling[:-3], text, any_case=any_case)
        return found or tuple(dict.fromkeys(self._composed(spelling, text, any_case=any_case)))

    def at(self, words: Sequence[str], keys: Sequence[str], start: int) -> Iterator[tuple[int, tuple[Name, ...]]]:
        """Yield ``(end, names)`` for the names that begin at a word, the longest first.

        ``words`` are a text's words as a tokenizer splits it, ``keys`` the :func:`key` of each.
        """
        reach = self.reach.get(keys[start].partition(" ")[0], 0)
        end, count = start, 0
        while end < len(words) and count < reach and (keys[end] or words[end] in _JOINERS):
            count += bool(keys[end])
            end += 1
        for stop in range(end, start, -1):
            if keys[stop - 1] and keys[stop - 1] != "'s":
                names = self.get(" ".join(words[start:stop]))
                if names:
                    yield stop, names

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, tuple[Name, ...]]]:
        """Yield ``(start, end, names)`` from left to right, the longest name at each place, none inside another."""
        keys = [key(word) for word in words]
        start = 0
        while start < len(words):
            stop, names = next(self.at(words, keys, start), (start + 1, ()))
            if names:
                yield start, stop, names
            start = stop

    def _fitting(self, spelling: str, text: str, *, any_case: bool) -> tuple[Name, ...]:
        found = self._by_key.get(spelling)
        if not found:
            return ()
        return tuple(
            {(name.entity, name.kind): name for name in reversed(found) if any_case or _fits(name, text)}.values()
        )

    def _composed(self, spelling: str, text: str, *, any_case: bool) -> Iterator[Name]:
        """Yield what a state's name beside a body's words means."""
        for state, words in _splits(spelling, self._bodies.words):
            for name in self._by_key.get(state, ()):
                if name.entity not in self._bodies.states or name.kind not in STATE_KINDS:
                    continue
                if any_case or _holds(name, text):
                    for body in self._bodies.words[words]:
                        entity = self._bodies.entities.get((name.entity, body))
                        if entity:
                            kind = "government" if body == "government" else "alias"
                            yield Name(" ".join(text.split()), entity, kind)


def key(text: str) -> str:
    """Give the folded form that names are looked up by, possessives as words of their own.

    >>> key("Russia’s Foreign-Ministry")
    "russia 's foreign ministry"
    """
    folded = fold(text)
    return folded.replace("'s", " 's").replace("  ", " ").strip() if "'s" in folded else folded


def _splits(spelling: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a spelling as ``(state, body)``: "russian w", "russia 's w", "w of russia"."""
    at = spelling.find(" ")
    while at > 0:
        left, right = spelling[:at], spelling[at + 1 :]
        if right in words:
            yield left.removesuffix(" 's"), right
        at = spelling.find(" ", at + 1)
    at = spelling.find(" of ")
    while at > 0:
        if spelling[:at] in words:
            yield spelling[at + 4 :].removeprefix("the "), spelling[:at]
        at = spelling.find(" of ", at + 1)


def _fits(name: Name, text: str) -> bool:
    if name.case_sensitive:
        bare = text.replace(" ", "").removesuffix("'s").removesuffix("’s")
        wanted = name.text.replace(" ", "")
        return bare in {wanted, "the" + wanted, "The" + wanted}
    return not text.islower() or name.text.islower()


def _holds(name: Name, text: str) -> bool:
    """Tell whether a text that holds a state's name among other words spells it rightly."""
    if name.case_sensitive:
        return name.text.replace(" ", "") in text.replace(" ", "")
    return not text.islower()

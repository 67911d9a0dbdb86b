"""Every frame reads its own example; the frames name relations of the ontology and cover all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import DataError
from kg.model import Article, Claim, Span
from kg.read.frames import Frame, frames, read_frames
from kg.read.reader import Reader
from kg.relations import relations

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKED = re.compile(r"\[(?P<subject>[^\]]+)\]|\{(?P<object>[^}]+)\}")


@dataclass(frozen=True)
class Example:
    """An example sentence without its marks, and where they stood; a mark may stand more than once."""

    text: str
    subjects: tuple[Span, ...]
    objects: tuple[Span, ...]


def unmarked(example: str) -> Example:
    """Take the brackets and braces off an example."""
    spots: dict[str, list[Span]] = {"subject": [], "object": []}
    text, last = "", 0
    for found in _MARKED.finditer(example):
        text += example[last : found.start()]
        kind = "subject" if found["subject"] else "object"
        spots[kind].append((len(text), len(text) + len(found[kind])))
        text += found[kind]
        last = found.end()
    return Example(text + example[last:], tuple(spots["subject"]), tuple(spots["object"]))


def all_frames() -> list[Frame]:
    return sorted(
        {frame.place: frame for some in frames().values() for frame in some}.values(), key=lambda one: one.place
    )


def touches(claim_end: tuple[int, int], spots: tuple[Span, ...]) -> bool:
    return any(claim_end[0] < end and start < claim_end[1] for start, end in spots)


def says(claim: Claim, frame: Frame, example: Example) -> bool:
    """Tell whether a claim is the one the frame's example is marked with."""
    subject, object_ = (claim.subject.start, claim.subject.end), (claim.object.start, claim.object.end)
    straight = touches(subject, example.subjects) and touches(object_, example.objects)
    crossed = touches(object_, example.subjects) and touches(subject, example.objects)
    return claim.relation == frame.relation and (straight or (relations()[frame.relation].symmetric and crossed))


@pytest.fixture(scope="module")
def unread() -> list[str]:
    """The frames whose example is not read, with what was read instead."""
    return list(failures(all_frames()))


def failures(some: list[Frame]) -> Iterator[str]:
    examples = {frame.place: unmarked(frame.example) for frame in some}
    articles = (Article(id=frame.place, text=examples[frame.place].text) for frame in some)
    for frame, reading in zip(some, Reader().read(articles), strict=True):
        if not any(says(claim, frame, examples[frame.place]) for claim in reading.claims):
            read = "; ".join(f"{one.subject.label} {one.relation} {one.object.label}" for one in reading.claims)
            yield f"{frame.place} {frame.name}: {frame.example}  read: {read or 'nothing'}"


def test_every_frame_reads_its_example(unread: list[str]) -> None:
    assert not unread, "\n" + "\n".join(unread)


def test_every_example_marks_both_ends() -> None:
    bad = [
        frame.place
        for frame in all_frames()
        if not unmarked(frame.example).subjects or not unmarked(frame.example).objects
    ]
    assert bad == []


def test_every_relation_has_frames() -> None:
    assert {frame.relation for frame in all_frames()} == set(relations())


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("X:sign,subj,obj,,a", "not a predicate"),
        ("V:sign obj,subj,obj,,a", "not a constraint"),
        ("V:sign,subj obj,obj,,a", "not a list of roles"),
        ("V:sign,subj,obj:Treaty,,a", "no class is named 'Treaty'"),
        ("V:sign,subj,obj,certain,a", "no stance is named 'certain'"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "signs.csv"
    path.write_text(f"predicate,subject,object,stance,example\n{line}\n")
    with pytest.raises(DataError, match=problem) as caught:
        list(read_frames(path))
    assert "signs.csv:2" in str(caught.value)


def test_a_file_of_no_relation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "loves.csv"
    path.write_text("predicate,subject,object,stance,example\n")
    with pytest.raises(DataError, match="no relation is named 'loves'"):
        list(read_frames(path))

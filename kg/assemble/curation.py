"""Apply a reviewer's decisions: a claim was misread, two entities are one, a name is that of an entity.

Decisions are lines of one file, ``DIR/curation.csv``, which is only ever added to: undoing one is a line of its own.
They are applied when a graph is assembled, to the articles they concern; these are kept as they were read beside, so
that a decision can be undone, and are curated again when they are read again.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from itertools import chain
from pathlib import Path
from typing import Final, Literal, cast, get_args

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.errors import DataError
from kg.model import BASE, Claim, End, OpenClaim, Reading, Span, content_hash
from kg.rdf import iri, kg, local_id, quads_reading, reading_quads
from kg.rdf.terms import chars, spans, xsd
from kg.rdf.write import ALIAS, LABEL, MATCH, TYPE, open_id
from kg.resources import rows
from kg.store import AS_READ, CURATION, Opened, change, is_assembled, put_curated, write_whole

Kind = Literal["misread", "same", "apart", "name", "undo"]
FILE: Final = "curation.csv"
DIGEST: Final = kg("digest")
DESCRIBING: Final = (LABEL, ALIAS, TYPE, MATCH)


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the file: who decided what and when (ISO date), of what, and what is meant.

    ``misread``: the claim, or open claim, with the id ``what`` is none. ``same``: the entity with the id ``what`` is
    ``entity``; ``apart``: it is not, and is proposed no more. ``name``: what articles (or one ``article``, by its id)
    call ``what`` is ``entity``. ``undo``: the decision with the id ``what`` holds no longer. ``label`` and ``type`` are
    those of ``entity``.
    """

    id: str
    when: str
    who: str
    kind: Kind
    what: str
    entity: str = ""
    label: str = ""
    type: str = ""
    article: str = ""
    why: str = ""


def decided(kind: Kind, what: str, who: str, when: str, **more: str) -> Decision:
    """Give a decision with its id, a hash of all else."""
    made = Decision("", when, who, kind, what, **more)
    return replace(made, id=content_hash(*astuple(made))[:8])


def read(directory: Path) -> tuple[Decision, ...]:
    """Read the decisions on a graph, in the order they were made.

    Raises
    ------
    DataError
        If a line is none.
    """
    path = directory / FILE
    if not path.exists():
        return ()
    return tuple(_decision(row, path, number) for number, row in rows(path, comments=False))


def _decision(row: dict[str, str], path: Path, line: int) -> Decision:
    known = {field.name: row.get(field.name, "") for field in fields(Decision)}
    if known["kind"] not in get_args(Kind) or not known["what"]:
        problem = f"{known['kind']!r} is no decision" + ("" if known["what"] else " on nothing")
        raise DataError(problem, f"one of {', '.join(get_args(Kind))}", path=path, line=line)
    return Decision(**known)  # type: ignore[arg-type]


def write(directory: Path, decision: Decision) -> None:
    """Add a decision to the file, which is there whole or not at all."""
    lines = io.StringIO(newline="")
    table = csv.writer(lines, lineterminator="\n")
    table.writerow([field.name for field in fields(Decision)])
    table.writerows(astuple(one) for one in (*read(directory), decision))
    write_whole(directory / FILE, lines.getvalue())


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Give the decisions that were not undone."""
    decisions = list(decisions)
    undone = {one.what for one in decisions if one.kind == "undo"}
    return tuple(one for one in decisions if one.kind != "undo" and one.id not in undone)


def settle(opened: Opened) -> None:
    """Apply the decisions in force to the articles they concern; give back as read what undone ones changed."""
    store, base, rules = opened.store, opened.base, in_force(read(opened.path))
    mark = Quad(CURATION, DIGEST, Text(content_hash(*(repr(one) for one in rules))), CURATION)
    former = {quad for quad in store.quads_for_pattern(None, None, None, CURATION) if quad.predicate != AS_READ}
    wanted = {mark, *chain.from_iterable(_described(one, base) for one in rules)} if rules else set()
    kept = {cast("NamedNode", quad.subject) for quad in store.quads_for_pattern(None, AS_READ, None, CURATION)}
    concerned = kept | set(_concerned(store, rules, base))
    if former == wanted and is_assembled(store):
        concerned = {one for one in concerned if any(store.quads_for_pattern(one, kg("touched"), None, None))}
    for article in sorted(concerned, key=str):
        _curate(store, article, rules, base)
    if former != wanted:
        change(store, former - wanted, wanted - former)


def _described(one: Decision, base: str) -> Iterator[Quad]:
    node = NamedNode(f"{base}decision/{one.id}")
    words = " ".join(filter(None, (one.kind, one.what, one.entity, one.article, one.why)))
    yield Quad(node, TYPE, kg("Decision"), CURATION)
    yield Quad(node, kg("decision"), Text(words), CURATION)
    yield Quad(node, kg("decidedBy"), Text(one.who), CURATION)
    yield Quad(node, kg("decidedOn"), xsd(one.when, "date"), CURATION)


def _concerned(store: Store, rules: Iterable[Decision], base: str) -> Iterator[NamedNode]:
    """Yield the articles that hold what was decided on."""
    for one in rules:
        found: Iterable[Quad]
        if one.kind == "misread":
            nodes = (iri(kind, one.what, base) for kind in ("claim", "open"))
            found = chain.from_iterable(store.quads_for_pattern(node, TYPE, None, None) for node in nodes)
        elif one.kind == "same":
            found = store.quads_for_pattern(iri("ent", one.what, base), LABEL, None, None)
        elif one.kind == "apart":
            found = ()
        else:
            found = chain.from_iterable(
                store.quads_for_pattern(None, predicate, Text(one.what), None) for predicate in (LABEL, ALIAS)
            )
        for quad in found:
            graph = quad.graph_name
            if isinstance(graph, NamedNode) and Quad(graph, TYPE, kg("Article"), graph) in store:
                yield graph


def _curate(store: Store, article: NamedNode, rules: Iterable[Decision], base: str) -> None:
    present = set(store.quads_for_pattern(None, None, None, article))
    kept = next(store.quads_for_pattern(article, AS_READ, None, CURATION), None)
    if not present:
        put_curated(store, article, (), ())
        return
    read_: set[Quad] = present
    if kept:
        triples = parse(cast("Text", kept.object).value, format=RdfFormat.N_TRIPLES)
        read_ = {Quad(one.subject, one.predicate, one.object, article) for one in triples}
    made = curated(read_, rules, base)
    lines = serialize((quad.triple for quad in read_), format=RdfFormat.N_TRIPLES) or b""
    text = b"".join(sorted(lines.splitlines(keepends=True))).decode("utf-8")
    put_curated(store, article, made, () if made == read_ else [Quad(article, AS_READ, Text(text), CURATION)])


def curated(quads: set[Quad], rules: Iterable[Decision], base: str = BASE) -> set[Quad]:
    """Give the quads of an article as they are with some decisions applied."""
    reading = quads_reading(quads)
    misread = {one.what for one in rules if one.kind == "misread"}
    meant = _meant(quads, [one for one in rules if one.article in {"", reading.article.id}], base)
    claims = ((claim, _claim(claim, meant)) for claim in reading.claims)
    kept = tuple(now for was, now in claims if not {was.id, now.id} & misread and not _made_idle(was, now))
    article = reading.article.id
    said = ((one, _open(one, meant)) for one in reading.open)
    opened = tuple(now for was, now in said if not {open_id(was, article), open_id(now, article)} & misread)
    if (kept, opened) == (reading.claims, reading.open) and not meant:
        return quads
    reader = next(cast("Text", quad.object).value for quad in quads if quad.predicate == kg("reader"))
    made = set(reading_quads(Reading(reading.article, claims=kept, open=opened), base, reader=reader))
    claimed = {quad for quad in made if not _describes(quad, base)}
    return claimed | set(_places(quads, meant, base)) | set(_entities(quads | made, meant, base))


def _made_idle(was: Claim, now: Claim) -> bool:
    """Tell whether both ends have become one."""
    return now.subject.entity == now.object.entity and was.subject.entity != was.object.entity


def _meant(quads: Iterable[Quad], rules: Iterable[Decision], base: str) -> dict[str, Decision]:
    """Give the decision that says who an entity of an article really is, by the entity's id."""
    called: dict[str, set[str]] = defaultdict(set)
    present: set[str] = set()
    for quad in quads:
        if quad.predicate in {LABEL, ALIAS} and _describes(quad, base):
            name = local_id(cast("NamedNode", quad.subject))
            called[cast("Text", quad.object).value].add(name)
            present.add(name)
    same = {one.what: one for one in rules if one.kind == "same"}
    found = {name: one for one in rules if one.kind == "name" for name in called[one.what]}
    found |= {name: same[name] for name in present & same.keys()}
    return {name: last for name, one in found.items() if (last := _last(one, same)).entity != name}


def _last(one: Decision, same: dict[str, Decision]) -> Decision:
    """Follow decisions on who is who to their end; one that leads back is not followed."""
    seen = {one.entity}
    while (then := same.get(one.entity)) and then.entity not in seen:
        one = then
        seen.add(one.entity)
    return one


def _end(end: End, meant: dict[str, Decision]) -> End:
    one = meant.get(end.entity)
    return replace(end, entity=one.entity, label=one.label or one.entity, type=one.type or end.type) if one else end


def _claim(claim: Claim, meant: dict[str, Decision]) -> Claim:
    holders = tuple(_end(holder, meant) for holder in claim.holders)
    return replace(claim, subject=_end(claim.subject, meant), object=_end(claim.object, meant), holders=holders)


def _open(said: OpenClaim, meant: dict[str, Decision]) -> OpenClaim:
    return replace(said, subject=_end(said.subject, meant), object=_end(said.object, meant))


def _describes(quad: Quad, base: str) -> bool:
    """Tell whether a quad says what an entity is called and what it is."""
    return quad.predicate in DESCRIBING and cast("NamedNode", quad.subject).value.startswith(f"{base}entity/")


def _places(quads: Iterable[Quad], meant: dict[str, Decision], base: str) -> Iterator[Quad]:
    """Yield where the article names its entities, and its cues: what claims do not tell."""
    found: dict[NamedNode, set[Span]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == kg("cuesAt"):
            yield quad
        if quad.predicate == kg("mentionedAt"):
            node = cast("NamedNode", quad.subject)
            one = meant.get(local_id(node))
            found[iri("ent", one.entity, base) if one else node] |= {*spans(cast("Text", quad.object).value)}
    article = next(iter(quads)).graph_name
    for node, places in found.items():
        yield Quad(node, kg("mentionedAt"), Text(chars(sorted(places))), article)


def _entities(quads: Iterable[Quad], meant: dict[str, Decision], base: str) -> Iterator[Quad]:
    """Yield what the article calls its entities, those that are really others under their own names as well."""
    decided_on = {iri("ent", one.entity, base): one for one in meant.values()}
    for quad in quads:
        if not _describes(quad, base):
            continue
        node, graph = cast("NamedNode", quad.subject), quad.graph_name
        one = meant.get(local_id(node))
        target = iri("ent", one.entity, base) if one else node
        if target not in decided_on:
            yield quad
        elif quad.predicate in {LABEL, ALIAS} and cast("Text", quad.object).value != decided_on[target].label:
            yield Quad(target, ALIAS, quad.object, graph)
    article = next(iter(quads)).graph_name
    for target, one in decided_on.items():
        yield Quad(target, LABEL, Text(one.label or one.entity), article)
        yield Quad(target, TYPE, kg(one.type or "Entity"), article)

"""Write what one article says as quads in a graph of its own."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import InputError
from kg.model import BASE, Article, Claim, End, Mention, OpenClaim, Reading, Span, content_hash
from kg.rdf.terms import DC, DCTERMS, OA, RDF, SCHEMA, SKOS, WIKIDATA, bounds, chars, date_literal, iri, kg, xsd
from kg.world import outlet_slug

Term = NamedNode | Literal
Statement = tuple[NamedNode, NamedNode, Term]
TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(SKOS + "prefLabel")
ALIAS = NamedNode(SKOS + "altLabel")
SUBJECT, PREDICATE, OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
IDENTIFIER, PUBLISHER, ISSUED = (NamedNode(DCTERMS + name) for name in ("identifier", "publisher", "issued"))
TITLE, LANGUAGE = NamedNode(DCTERMS + "title"), NamedNode(DCTERMS + "language")
SOURCE_NAME, URL, TEXT = NamedNode(DC + "publisher"), NamedNode(SCHEMA + "url"), NamedNode(SCHEMA + "text")
HAS_SOURCE, EXACT = NamedNode(OA + "hasSource"), NamedNode(OA + "exact")
MATCH = NamedNode(SKOS + "exactMatch")
READER = "claimgraph"


def reading_quads(reading: Reading, base: str = BASE, *, reader: str = READER) -> Iterator[Quad]:
    """Yield the quads of one reading, all in the named graph of its article.

    A claim (``kg:Claim``) links its proposition by ``kg:affirms`` or ``kg:denies``, its holder by ``kg:heldBy`` and its
    evidence by ``kg:evidence``. Each place it is read at is an occurrence (``kg:ofClaim``) with the offsets of subject,
    object, trigger and holders there (RFC 5147: ``char=10,21``); where there are several, each has its own evidence,
    score, time and tense, a single one has those of the claim. What was said in words that no frame covers is a
    ``kg:OpenClaim``, which no proposition stands for.

    Parameters
    ----------
    reading : Reading
        What was read; its mentions give the entities' labels, types and places.
    base : str
        The base of data IRIs.
    reader : str
        Name and version of what read it, kept with the article.

    Raises
    ------
    InputError
        If the article holds text that cannot be written as UTF-8 (half a surrogate pair).
    """
    graph = iri("art", reading.article.id, base)
    try:
        yield from (Quad(*statement, graph) for statement in dict.fromkeys(_statements(reading, base, reader)))
    except (UnicodeEncodeError, ValueError) as error:
        raise InputError(f"article {reading.article.id!r} cannot be written to the graph: {error}",
                         "replace its broken characters (lone surrogates) first") from error  # fmt: skip


def _statements(reading: Reading, base: str, reader: str) -> Iterator[Statement]:
    yield from _article(reading.article, base, reader)
    yield from _entities(reading, base)
    for claim in reading.claims:
        yield from _proposition(claim, base)
    for claims in _alike(reading.claims).values():
        yield from _claim(claims, voice(reading.article, base), base)
        yield from _occurrences(claims, base)
    for said in reading.open:
        yield from _open(said, reading.article.id, base)
    yield from _evidence(reading, base)
    if cues := {said.cue for said in reading.attributions if said.cue}:
        yield iri("art", reading.article.id, base), kg("cuesAt"), Literal(chars(sorted(cues)))


def _alike(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.id, []).append(claim)
    return found


def voice(article: Article, base: str = BASE) -> NamedNode:
    """Give who holds what an article says in its own voice: its outlet, or the article where that is unknown."""
    return iri("ent", outlet_id(article.source), base) if article.source else iri("art", article.id, base)


def outlet_id(source: str) -> str:
    """Give the entity id of an outlet from its name as an article gives it; one with a state's letters has another.

    >>> outlet_id("Kyodo News"), outlet_id("PRI")
    ('kyodo-news', 'PRI-outlet')
    """
    return outlet_slug(source) or content_hash(source)


def text_hash(text: str) -> str:
    """Give the SHA-256 of a text in hexadecimal digits, the same as ``sha256sum`` of its UTF-8 file."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(article: Article, reader: str = READER) -> str:
    """Give a hash that changes whenever the article, its metadata or the reader changes: then it is read again."""
    return content_hash(reader, *("" if value is None else f"={value}" for value in astuple(article)))


def _article(article: Article, base: str, reader: str) -> Iterator[Statement]:
    node = iri("art", article.id, base)
    yield node, TYPE, kg("Article")
    yield node, IDENTIFIER, Literal(article.id)
    yield node, LANGUAGE, Literal(article.language)
    yield node, TEXT, Literal(article.text)
    yield node, kg("textHash"), Literal(text_hash(article.text))
    yield node, kg("fingerprint"), Literal(fingerprint(article, reader))
    yield node, kg("reader"), Literal(reader)
    if article.title is not None:
        yield node, TITLE, Literal(article.title)
    if article.url is not None:
        yield node, URL, Literal(article.url)
    if article.published is not None:
        yield node, ISSUED, date_literal(article.published)
    if article.source is not None:
        yield node, SOURCE_NAME, Literal(article.source)
    if article.source:
        yield node, PUBLISHER, iri("ent", outlet_id(article.source), base)


def _entities(reading: Reading, base: str) -> Iterator[Statement]:
    """Yield label, type, Wikidata link and places of mentions of each entity, as read in this article."""
    linked = [mention for mention in reading.mentions if mention.entity is not None]
    places: dict[str, set[Span]] = defaultdict(set)
    for mention in linked:
        if mention.start < mention.end:
            places[str(mention.entity)].add((mention.start, mention.end))
    for entity, names in _names(reading, linked).items():
        node = iri("ent", entity, base)
        label, *others = _ranked([label for label, _ in names])
        types = _ranked([kind for _, kind in names])
        yield node, LABEL, Literal(label)
        yield node, TYPE, kg(next((kind for kind in types if kind != "Entity"), "Entity"))
        yield from ((node, ALIAS, Literal(other)) for other in others)
        if entity in places:
            yield node, kg("mentionedAt"), Literal(chars(sorted(places[entity])))
    for mention in linked:
        if mention.wikidata:
            yield iri("ent", str(mention.entity), base), MATCH, NamedNode(WIKIDATA + mention.wikidata)


def _names(reading: Reading, linked: list[Mention]) -> dict[str, list[tuple[str, str]]]:
    """Give every label and type each entity was read with."""
    found: dict[str, list[tuple[str, str]]] = {}
    for claim in reading.claims:
        for end in (claim.subject, claim.object, *claim.holders):
            found.setdefault(end.entity, []).append((end.label, end.type))
    for said in reading.open:
        for end in (said.subject, said.object):
            found.setdefault(end.entity, []).append((end.label, end.type))
    for one in linked:
        found.setdefault(str(one.entity), []).append((one.label or one.text, one.type))
    if source := reading.article.source:
        found.setdefault(outlet_id(source), [(source, "MediaOutlet")])
    return found


def _ranked(values: list[str]) -> list[str]:
    if len(values) == 1:
        return values
    counts = Counter(values)
    return sorted(counts, key=lambda value: (-counts[value], value))


def _proposition(claim: Claim, base: str) -> Iterator[Statement]:
    node = iri("prop", claim.proposition, base)
    yield node, TYPE, kg("Proposition")
    subject, object_ = claim.ends
    yield node, SUBJECT, iri("ent", subject.entity, base)
    yield node, PREDICATE, kg(claim.relation)
    yield node, OBJECT, iri("ent", object_.entity, base)


def _claim(alike: list[Claim], own: NamedNode, base: str) -> Iterator[Statement]:
    """Yield a claim, read once or several times: its times and its best score are those of all the places.

    It has a tense where it is told in the same one everywhere.
    """
    claim = alike[0]
    node = iri("claim", claim.id, base)
    yield node, TYPE, kg("Claim")
    yield node, kg("affirms" if claim.polarity == "affirmed" else "denies"), iri("prop", claim.proposition, base)
    yield node, kg("modality"), kg(claim.modality)
    yield node, kg("score"), Literal(float(max(one.score for one in alike)))
    for one in alike:
        yield node, kg("evidence"), iri("ev", one.evidence, base)
        if one.time is not None:
            yield node, kg("time"), date_literal(one.time)
    if (tense := alike[0].tense) and all(one.tense == tense for one in alike):
        yield node, kg("tense"), Literal(tense)
    if days := [found for one in alike if (found := bounds(one.time))]:
        yield node, kg("earliest"), xsd(min(low for low, _ in days), "date")
        yield node, kg("latest"), xsd(max(high for _, high in days), "date")
    yield from _holders(claim, node, own, base)


def _holders(claim: Claim, node: NamedNode, own: NamedNode, base: str) -> Iterator[Statement]:
    """Yield who holds the claim; a chain of several is also a literal of ids, outermost first: links have no order."""
    if not claim.holders:
        yield node, kg("heldBy"), own
        yield node, kg("ownVoice"), xsd("true", "boolean")
        return
    nodes = [iri("ent", holder.entity, base) for holder in claim.holders]
    yield node, kg("heldBy"), nodes[-1]
    yield from ((node, kg("reportedVia"), outer) for outer in nodes[:-1])
    if len(nodes) > 1:
        yield node, kg("holderChain"), Literal(" ".join(one.value.rsplit("/", 1)[-1] for one in nodes))


def _evidence(reading: Reading, base: str) -> Iterator[Statement]:
    """Yield each quoted stretch once, with its sentence where that reaches further; of several sentences the widest."""
    sentences: dict[Span, list[Span]] = {}
    for claim in reading.claims:
        sentences.setdefault(claim.quote, []).append(claim.sentence)
    for said in reading.open:
        sentences.setdefault(said.sentence, []).append(said.sentence)
    for (start, end), around in sentences.items():
        node = iri("ev", place_id(reading.article.id, (start, end)), base)
        yield node, TYPE, kg("Evidence")
        yield node, HAS_SOURCE, iri("art", reading.article.id, base)
        yield node, kg("start"), Literal(start)
        yield node, kg("end"), Literal(end)
        yield node, EXACT, Literal(reading.article.text[start:end])
        if (first := min(first for first, _ in around)) != start:
            yield node, kg("sentenceStart"), Literal(first)
        if (last := max(last for _, last in around)) != end:
            yield node, kg("sentenceEnd"), Literal(last)


def place_id(article: str, span: Span) -> str:
    """Give the identity of a stretch of an article: see ``Claim.evidence``."""
    return content_hash(article, str(span[0]), str(span[1]))


def _open(said: OpenClaim, article: str, base: str) -> Iterator[Statement]:
    """Yield what no frame covers: its ends, its words, and the sentence it stands in as its evidence."""
    node = iri("open", open_id(said, article), base)
    yield node, TYPE, kg("OpenClaim")
    yield node, SUBJECT, iri("ent", said.subject.entity, base)
    yield node, kg("openRelation"), Literal(said.predicate)
    yield node, OBJECT, iri("ent", said.object.entity, base)
    yield node, kg("polarity"), Literal(said.polarity)
    yield node, kg("modality"), kg(said.modality)
    yield node, kg("evidence"), iri("ev", place_id(article, said.sentence), base)
    yield from ((node, kg(name), Literal(place)) for name, place in _open_places(said).items())


def open_id(said: OpenClaim, article: str) -> str:
    """Give the identity of what no frame covers: a hash of all it says and of where it is read."""
    ends = said.subject.entity, said.object.entity
    places = place_id(article, said.sentence), *_open_places(said).values()
    return content_hash(*ends, said.predicate, said.polarity, said.modality, *places)


def _open_places(said: OpenClaim) -> dict[str, str]:
    spans = {"subjectAt": _span(said.subject), "objectAt": _span(said.object), "triggerAt": said.trigger}
    return {name: chars([span]) for name, span in spans.items()}


def _occurrences(alike: list[Claim], base: str) -> Iterator[Statement]:
    found = {node: (claim, places) for claim in alike for node, places in (_occurrence(claim, base),)}
    for node, (claim, places) in found.items():
        yield node, kg("ofClaim"), iri("claim", claim.id, base)
        yield from ((node, kg(name), Literal(place)) for name, place in places.items())
        if claim.reversed:
            yield node, kg("reversed"), xsd("true", "boolean")
        if len(found) > 1:
            yield from _own(claim, node, base)


def _own(claim: Claim, node: NamedNode, base: str) -> Iterator[Statement]:
    """Yield what is told at one of the places of a claim, and may be told otherwise at another."""
    yield node, kg("evidence"), iri("ev", claim.evidence, base)
    yield node, kg("score"), Literal(float(claim.score))
    if claim.time is not None:
        yield node, kg("time"), date_literal(claim.time)
    if claim.tense is not None:
        yield node, kg("tense"), Literal(claim.tense)


def _occurrence(claim: Claim, base: str) -> tuple[NamedNode, dict[str, str]]:
    """Give the node of a place a claim was read at, a hash of all that is told there, and where its parts stand."""
    subject, object_ = claim.ends
    spans = {"subjectAt": [_span(subject)], "objectAt": [_span(object_)], "triggerAt": [claim.trigger],
             "holdersAt": [_span(holder) for holder in claim.holders]}  # fmt: skip
    places = {name: chars(found) for name, found in spans.items() if found}
    told = (str(claim.time), str(claim.tense), repr(claim.score), *["reversed"] * claim.reversed)
    return iri("occ", content_hash(claim.id, claim.evidence, *places.values(), *told), base), places


def _span(end: End) -> Span:
    return end.start, end.end

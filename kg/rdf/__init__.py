"""Readings and the world as RDF quads, and back (see ``DESIGN.md``, "The graph")."""

from kg.rdf.parse import quads_reading
from kg.rdf.terms import ONTOLOGY, bounds, date_literal, iri, kg, local_id, prefixes
from kg.rdf.world import world_quads
from kg.rdf.write import fingerprint, outlet_id, reading_quads, text_hash, voice

__all__ = [
    "ONTOLOGY", "bounds", "date_literal", "fingerprint", "iri", "kg", "local_id", "outlet_id", "prefixes",
    "quads_reading", "reading_quads", "text_hash", "voice", "world_quads",
]  # fmt: skip

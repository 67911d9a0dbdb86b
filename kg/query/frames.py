"""Give answers and claims as pandas data frames whose columns have the types of what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from kg.model import MODALITIES, POLARITIES
from kg.query import results
from kg.query.claims import ClaimView
from kg.query.run import Answer, told
from kg.rdf.terms import XSD

if TYPE_CHECKING:
    import pandas as pd

Term = NamedNode | BlankNode | Literal | Triple | None
INTEGERS: Final = frozenset({"integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"})
NUMBERS: Final = INTEGERS | {"decimal", "double", "float"}


def frame(answer: Answer, base: str) -> pd.DataFrame:
    """Give an answer as a data frame; IRIs are short (``ent:JPN``), what is not bound is missing.

    A column of integers is ``Int64``, of numbers ``Float64``, of truth values ``boolean``; one of days is a naive
    ``datetime64``, one of instants is one in UTC if all of them tell their time zone, naive if none does. All other
    columns are text: also years and months, and instants of which only some tell their zone, which no time fits.
    """
    import pandas as pd

    if not isinstance(answer, QuerySolutions):
        found = results.table(answer, base)
        return pd.DataFrame(list(found.rows), columns=list(found.columns)).convert_dtypes()
    names = [variable.value for variable in answer.variables]
    with told():
        rows: list[tuple[Any, ...]] = [tuple(solution) for solution in answer]
    columns = {name: column([row[place] for row in rows], base) for place, name in enumerate(names)}
    return pd.DataFrame(columns, columns=names)


def column(terms: Sequence[Term], base: str) -> pd.Series[Any]:
    """Give the terms of one column in the narrowest type that holds them all."""
    import pandas as pd

    kinds = {_kind(term) for term in terms if term is not None}
    values = [results.short(term, base) for term in terms]
    if kinds and kinds <= NUMBERS:
        return pd.Series(values, dtype="Int64" if kinds <= INTEGERS else "Float64")
    if kinds == {"boolean"}:
        return pd.Series(values, dtype="boolean")
    if kinds and kinds <= {"date", "dateTime"}:
        texts = [None if term is None else getattr(term, "value", str(term)) for term in terms]
        return times(texts)
    return pd.Series(values, dtype="string")


def _kind(term: Term) -> str:
    return term.datatype.value.removeprefix(XSD) if isinstance(term, Literal) else ""


def times(texts: Sequence[str | None]) -> pd.Series[Any]:
    """Give ISO 8601 days and instants as times: in UTC if all tell their zone, naive if none does, else as text.

    >>> times(["2024-05-01T10:00:00+09:00", None]).dt.tz
    datetime.timezone.utc
    >>> str(times(["2024-05-01", "2024-06-01T10:00:00Z"]).dtype)
    'string'
    """
    import pandas as pd

    known = [text for text in texts if text is not None]
    zoned = ["T" in text and (text.endswith("Z") or any(sign in text[-6:] for sign in "+-")) for text in known]
    if known and all(len(text) >= len("2024-05-01") for text in known) and len(set(zoned)) == 1:
        try:
            return pd.Series(pd.to_datetime(pd.Series(list(texts), dtype="object"), format="ISO8601", utc=zoned[0]))
        except ValueError:  # a year that no clock of pandas' reaches
            pass
    return pd.Series(list(texts), dtype="string")


def claims_frame(views: Iterable[ClaimView]) -> pd.DataFrame:
    """Give claims as a data frame with a row for each, in the order given.

    ``holder`` is the innermost holder, ``via`` who reports it, outermost first; ``polarity`` and ``modality`` are
    categories, ordered by sureness; ``time`` stays text, since it may be a year; ``published`` follows `times`.
    """
    import pandas as pd

    found = tuple(views)
    rows = pd.DataFrame([_row(one) for one in found], columns=list(_COLUMNS), index=[one.id for one in found])
    rows.index.name = "claim"
    for name in ("polarity", "modality"):
        order = POLARITIES if name == "polarity" else MODALITIES
        rows[name] = pd.Categorical(rows[name], categories=order, ordered=True)
    rows["published"] = times([one.article.published for one in found]).set_axis(rows.index)
    types = {name: kind for name, kind in _COLUMNS.items() if kind}
    return rows.astype(types)


_COLUMNS: Final = {
    "subject": "string", "relation": "string", "object": "string", "holder": "string", "via": "string",
    "own_voice": "boolean", "polarity": "", "modality": "", "time": "string", "tense": "string", "published": "",
    "article": "string", "title": "string", "source": "string", "score": "Float64", "status": "string",
    "sources": "Int64", "sentence": "string",
}  # fmt: skip


def _row(one: ClaimView) -> dict[str, Any]:
    return {
        "subject": one.subject.label,
        "relation": one.relation,
        "object": one.object.label,
        "holder": one.holders[-1].label,
        "via": " > ".join(party.label for party in one.holders[:-1]) or None,
        "own_voice": one.own_voice,
        "polarity": one.polarity,
        "modality": one.modality,
        "time": one.time,
        "tense": one.tense,
        "published": None,
        "article": one.article.id,
        "title": one.article.title,
        "source": one.article.source,
        "score": one.score,
        "status": one.status,
        "sources": one.sources,
        "sentence": one.sentence,
    }

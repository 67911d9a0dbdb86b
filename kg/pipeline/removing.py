"""Take articles out of a graph."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from kg.world import World


def remove(directory: Path, articles: Iterable[str], world: World) -> int:
    """Remove articles by their ids, all or none, and assemble the view anew; give how many.

    Raises
    ------
    InputError
        If the graph does not hold one of them.
    StoreError
        If there is no graph, or it cannot be written.
    """
    from kg import store
    from kg.assemble import refresh

    wanted = dict.fromkeys(articles)
    with store.open_reader(directory) as seen:
        base, shown = seen.base, store.articles(seen.store)
    with store.open_writer(directory, base) as graph:
        held = shown | store.articles(graph.store)  # one that was being removed when it was interrupted is only shown
        for one in wanted:
            if one not in held:
                near = difflib.get_close_matches(one, held, n=4, cutoff=0.4)
                remedy = f"did you mean {' or '.join(near)}?" if near else "see: kg query DIR articles"
                raise InputError(f"the graph holds no article {one!r}", remedy, path=directory)
        for one in wanted:
            store.drop_article(graph.store, one, base)
        if refresh(graph, world):
            store.publish(graph)
    return len(wanted)

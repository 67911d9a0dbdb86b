"""What one query, one client and all of them together may take."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB


def _processors() -> int:
    return max(2, min(8, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are in bytes, times in seconds.

    ``seconds`` a query may run, ``rows`` and ``answer`` it may give, ``memory`` it may take above what an idle worker
    has; ``workers`` queries run at once, ``waiting`` wait, each up to ``patience``. ``head`` is how long a client may
    take to send a request's head, and again its body of at most ``body``; ``idle`` how long it may say nothing between
    requests; ``stall`` how long it may leave an answer unread; ``connections`` how many there may be, ``held`` how many
    bytes of answers may wait for slow readers. ``page_seconds`` is the time for a page of the whole graph.
    """

    seconds: float = 20.0
    rows: int = 100_000
    answer: int = 32 * MIB
    memory: int = 1024 * MIB
    workers: int = field(default_factory=_processors)
    waiting: int = 128
    patience: float = 10.0
    body: int = 256 * KIB
    head: float = 10.0
    idle: float = 15.0
    stall: float = 20.0
    connections: int = 400
    held: int = 256 * MIB
    page_seconds: float = 120.0

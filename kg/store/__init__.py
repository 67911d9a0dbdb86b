"""Graphs on disk: directories with a store and finished views, and the articles written into them."""

from kg.store.contents import (
    AS_READ,
    CURATION,
    PENDING,
    Kept,
    Quads,
    articles,
    change,
    clear,
    compact,
    drop_article,
    dump,
    is_assembled,
    load,
    load_lines,
    put_curated,
    write_article,
    write_articles,
)
from kg.store.directory import Opened, create, open_reader, open_writer, publish, write_whole

__all__ = ["AS_READ", "CURATION", "PENDING", "Kept", "Opened", "Quads", "articles", "change", "clear", "compact"]
__all__ += [
    "create",
    "drop_article",
    "dump",
    "is_assembled",
    "load",
    "load_lines",
    "open_reader",
    "open_writer",
    "publish",
    "put_curated",
]
__all__ += ["write_article", "write_articles", "write_whole"]

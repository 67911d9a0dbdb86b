"""Turn bytes into text: byte-order mark first, then UTF-8, then what charset-normalizer makes of them."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

from kg.errors import InputError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive or office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
}
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_BINARY_SHARE = 0.01
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_TEXT_REMEDY = "give text; convert it first"


def decode(data: bytes, place: str) -> tuple[str, str]:
    """Give the text of a file and a note, empty if its encoding was plain to see; no line ending is changed.

    Raises
    ------
    InputError
        If it is empty, binary, or in no known encoding.
    """
    refuse_binary(data, place)
    text, note = _decode(data, place)
    if not text.strip():
        raise InputError("the file is empty", "give a file with text in it", path=place)
    if len(_CONTROL.findall(text)) > _BINARY_SHARE * len(text):
        raise InputError("this is a binary file", _TEXT_REMEDY, path=place)
    return text, note


def refuse_binary(data: bytes, place: str) -> None:
    """Refuse what begins like a known binary format."""
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"this is {name}, not text", _TEXT_REMEDY, path=place)


def _decode(data: bytes, place: str) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _guess(data, place)


def _guess(data: bytes, place: str, line: int | None = None) -> tuple[str, str]:
    """Decode what is not UTF-8: as declared in it, as UTF-8 with damage, or as charset-normalizer finds."""
    declared = _DECLARED.search(data[:4096])
    if declared and _known(declared.group(1).decode("ascii")):
        encoding = declared.group(1).decode("ascii")
        return data.decode(encoding, "replace"), ""
    damaged = data.decode("utf-8", "replace")
    broken = damaged.count("\ufffd")
    if broken * 2 < len(_NON_ASCII.findall(damaged)):
        return damaged, f"{broken} characters are not UTF-8 and are read as U+FFFD"
    encoding = _detect(data)
    if not encoding:
        raise InputError("this is a binary file, or in no known encoding", _TEXT_REMEDY, path=place, line=line)
    return data.decode(encoding, "replace"), f"not UTF-8; read as {encoding}"


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _detect(data: bytes) -> str | None:
    """Name the encoding; of the many that fit Western text, Windows-1252, which the others' readers expect."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data[: 1 << 18])
    best = matches.best()
    if best is None:
        return None
    western = {"cp1252", "latin_1", "cp1250", "cp1254", "cp1257", "iso8859_15"}
    return "cp1252" if western & {best.encoding, *best.could_be_from_charset} else best.encoding


def text_stream(stream: BinaryIO, head: bytes) -> io.TextIOWrapper:
    """Wrap a stream of bytes so that line ends stay as they are and bytes that are not UTF-8 survive for `mend`."""
    encoding = next((name for bom, name in BOMS if head.startswith(bom)), "utf-8")
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def mend(text: str, place: str, line: int | None = None) -> tuple[str, str]:
    """Decode again what `text_stream` could not, and replace lone surrogates; give the text and a note."""
    if not _SURROGATES.search(text):
        return text, ""
    try:
        return _guess(text.encode("utf-8", "surrogateescape"), place, line)
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text), "lone surrogates are read as U+FFFD"

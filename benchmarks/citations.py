"""Fields that files of references lose, and how long references take.

    python benchmarks/citations.py [--records 1000] [--references 500]

Records made by chance (tests/kb/citing/generated.py) are written as BibTeX, BibLaTeX, RIS and CSL-JSON and read back by
bibtexparser with pylatexenc, rispy and json; every variable that reads otherwise is counted. Then references are
formatted in each style, in a process that has formatted one before.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from kb.citation import STYLES, cite_items
from tests.kb.citing.generated import Item, flat, from_bibtex, from_json, from_ris, lost, record

READERS = {"bibtex": from_bibtex, "biblatex": from_bibtex, "ris": from_ris, "csl-json": from_json}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--records", type=int, default=1000)
    options.add_argument("--references", type=int, default=500)
    given = options.parse_args()
    items = [record(Random(number), number) for number in range(given.records)]
    print(f"{len(items):,} records, {sum(map(len, map(flat, items))):,} fields")
    for format_ in READERS:
        print(f"  {format_:10} {len(_lost(format_, items)):,} fields lost")
    print(f"{given.references:,} references")
    for style in STYLES:
        cite_items(items[:1], style)
        start = time.perf_counter()
        cite_items(items[: given.references], style)
        print(f"  {style:28} {time.perf_counter() - start:.2f} s")


def _lost(format_: str, items: list[Item]) -> list[str]:
    read = READERS[format_](str(cite_items(items, format=format_)))
    return [line for item in items for line in lost(item, read.get(item["id"], {}))]


if __name__ == "__main__":
    main()

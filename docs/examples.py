"""Runs the examples of README.md and docs/: what stands under ``$ policykb …`` is what the command prints.

``python docs/examples.py`` writes the output of each command of a ``console`` block under it, from a knowledge base
of samples/. ``tests/test_docs.py`` fails when the documentation says something else.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
# Scores differ in their last digits from processor to processor.
SCORE = re.compile(r"\b0\.\d{3,}\b")


def with_output(page: str, folder: Path) -> str:
    """A page with the output of its commands, run one after another in ``folder`` (see :func:`prepare`)."""
    return BLOCK.sub(lambda block: "".join(_ran(command, folder) for command in _commands(block[0])), page)


def same(page: str, other: str) -> bool:
    """Whether two pages are equal but for scores."""
    return SCORE.sub("0", page) == SCORE.sub("0", other)


def prepare(folder: Path, knowledge_base: Path) -> None:
    """Lay out in an empty folder what the examples speak of: samples/, questions.jsonl and policy.kb."""
    shutil.copy(ROOT / "docs" / "samples" / "questions.jsonl", folder)
    shutil.copytree(ROOT / "samples", folder / "samples")
    shutil.copytree(knowledge_base, folder / "policy.kb")


def _commands(block: str) -> list[str]:
    """The lines after ``$``, each with the lines that continue it after a backslash."""
    return [f"{line}\n" for line in re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE)]


def _ran(command: str, folder: Path) -> str:
    """A command and all that it prints."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    # The samples were added from the source tree, wherever that is.
    printed = done.stdout.replace(str(folder), "/home/me").replace(str(ROOT), "/home/me")
    return f"$ {command}{printed}"


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        built = Path(temporary) / "built.kb"
        subprocess.run([sys.executable, "-m", "kb.cli", "add", "--kb", built, ROOT / "samples"], check=True)
        for number, page in enumerate(PAGES):
            folder = Path(temporary) / str(number)
            folder.mkdir()
            prepare(folder, built)
            text = page.read_text(encoding="utf-8")
            page.write_text(with_output(text, folder), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Runs the examples of README.md and docs/ on a knowledge base of samples/ and writes down what they print.

Examples are the commands after ``$`` in ``console`` blocks, with their output below each, and ``python`` blocks with
their output in the block after the word "prints". ``tests/test_docs.py`` fails when a page says something else.
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
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"(^```python\n(.*?)^```\n\nprints\n\n```\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
# Scores differ in their last digits from processor to processor.
SCORE = re.compile(r"\b0\.\d{3,}\b")


def with_output(page: str, folder: Path) -> str:
    """A page with the output of its examples, run one after another in ``folder`` (see :func:`prepare`)."""
    page = CONSOLE.sub(lambda block: "".join(_console(command, folder) for command in _commands(block[0])), page)
    return PYTHON.sub(lambda block: f"{block[1]}{_printed([sys.executable, '-c', block[2]], folder).rstrip()}\n", page)


def same(page: str, other: str) -> bool:
    """Whether two pages are equal but for scores."""
    return SCORE.sub("0", page) == SCORE.sub("0", other)


def prepare(folder: Path, knowledge_base: Path) -> None:
    """Lay out in an empty folder what the examples speak of: samples/, questions.jsonl, and policy.kb or sample.kb."""
    shutil.copy(ROOT / "docs" / "samples" / "questions.jsonl", folder)
    shutil.copytree(ROOT / "samples", folder / "samples")
    shutil.copytree(knowledge_base, folder / "policy.kb")
    (folder / "sample.kb").symlink_to("policy.kb")


def _commands(block: str) -> list[str]:
    """The lines after ``$``, each with the lines that continue it after a backslash."""
    return [f"{line}\n" for line in re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE)]


def _console(command: str, folder: Path) -> str:
    return f"$ {command}{_printed(['bash', '-c', command], folder)}"


def _printed(command: list[str], folder: Path) -> str:
    """All that a command prints, to either output."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    # The samples were added from the source tree, wherever that is.
    return done.stdout.replace(str(folder), "/home/me").replace(str(ROOT), "/home/me")


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

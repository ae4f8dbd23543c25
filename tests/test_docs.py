"""The documentation tells of everything, and its examples are what happens."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest

from docs import examples
from kb.cli import COMMANDS, parser

HAS_EXAMPLES = [page for page in examples.PAGES if examples.CONSOLE.search(page.read_text(encoding="utf-8"))]


def options_of(command: str) -> list[str]:
    """The longest name of each option of a command, and of each argument, as its help prints it."""
    [under] = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    actions = under.choices[command]._actions
    return [action.option_strings[-1] for action in actions if action.option_strings and action.dest != "help"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str) -> None:
    page = (examples.ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    _, found, rest = page.partition(f"\n## {command}\n")
    assert found, f"docs/cli.md has no section on policykb {command}"
    section = rest.partition("\n## ")[0]
    assert f"policykb {command}" in section
    common = page.partition("\n## ")[0]
    assert [option for option in options_of(command) if f"`{option}" not in section + common] == []


@pytest.mark.parametrize("page", HAS_EXAMPLES, ids=lambda page: page.name)
def test_examples_print_what_the_documentation_says(page: Path, sample_folder: Path, tmp_path: Path) -> None:
    examples.prepare(tmp_path, sample_folder)
    written = page.read_text(encoding="utf-8")
    printed = examples.with_output(written, tmp_path)
    assert examples.same(printed, written), f"run python docs/examples.py; it would write:\n{printed}"


def test_an_example_that_is_wrong_is_found(sample_folder: Path, tmp_path: Path) -> None:
    examples.prepare(tmp_path, sample_folder)
    shutil.rmtree(tmp_path / "policy.kb" / "followers")
    printed = examples.with_output("```console\n$ policykb verify\nSomething is wrong.\n```\n", tmp_path)
    assert printed == "```console\n$ policykb verify\nNothing is wrong.\n```\n"
    assert not examples.same(printed, printed.replace("Nothing", "Something"))

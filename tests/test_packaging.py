"""What is installed is what is needed: files, dependencies and pins."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, packages_distributions, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PACKAGES = ("kb", "ingest", "ontology", "ui")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


def requirements(texts: list[str]) -> dict[str, Requirement]:
    parsed = map(Requirement, texts)
    return {canonicalize_name(r.name): r for r in parsed if canonicalize_name(r.name) != "policy-kb"}


def pins() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [line.partition("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): Version(number) for name, _, number in found}


NEEDED = requirements([*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel; made from a copy, so that nothing is left in the source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    unwanted = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=unwanted)
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source]
    subprocess.run(command, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


# ------------------------------------------------------------------------------------------- files
def test_every_file_of_the_packages_is_installed(wheel: Path) -> None:
    here = {
        path.relative_to(ROOT).as_posix() for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file()
    }
    here = {path for path in here if "__pycache__" not in path}
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert here - names == set()
    assert {name for name in names if ".dist-info/" not in name} == here
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_what_is_installed_runs_without_the_source_tree(wheel: Path, tmp_path: Path, sample_folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import kb, kb.cli; print(kb.__file__);"
        "kb.cli.main(['add', sys.argv[1]]); sys.exit(kb.cli.main(['search', 'Who issues permits?', '-k', '1']))"
    )
    shutil.copytree(sample_folder, tmp_path / "policy.kb")
    paper = next((ROOT / "samples").glob("*.docx"))
    command = [sys.executable, "-P", "-c", code, tmp_path / "site", paper]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    where, report, *hits = done.stdout.splitlines()
    assert where.startswith(str(tmp_path / "site"))
    assert report == "0 added, 0 updated, 1 unchanged, 0 failed"
    assert hits[0].startswith("1. ")


# ------------------------------------------------------------------------------------ dependencies
def imported(tree: ast.AST) -> Iterator[str]:
    """First names of the absolute imports anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def foreign_imports(*folders: str) -> dict[str, str]:
    """Distribution by imported name, for what neither Python nor the project provides."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for f in folders for path in sorted((ROOT / f).rglob("*.py"))]
    ours = {*PACKAGES, "tests", "docs", "benchmarks"}
    names = {name for tree in trees for name in imported(tree)} - sys.stdlib_module_names - ours
    providers = packages_distributions()
    return {name: canonicalize_name(providers[name][0]) for name in names if name in providers}


@pytest.mark.parametrize(
    ("folder", "extras"),
    [("kb", []), ("ingest", []), ("ontology", []), ("ui", ["ui"]), ("tests", ["ui", "test", "samples"])],
)
def test_what_is_imported_is_declared(folder: str, extras: list[str]) -> None:
    declared = requirements([*PROJECT["dependencies"], *(line for extra in extras for line in EXTRAS[extra])])
    assert set(foreign_imports(folder).values()) - set(declared) == set()


def test_what_is_declared_is_imported() -> None:
    imported_here = set(foreign_imports("kb", "ingest", "ontology").values())
    assert set(requirements(PROJECT["dependencies"])) - imported_here == {"lxml-html-clean"}


def test_everything_needed_is_pinned() -> None:
    pinned = pins()
    assert set(NEEDED) - set(pinned) == set()
    wrong = [f"{name} {pinned[name]}" for name, need in NEEDED.items() if not need.specifier.contains(pinned[name])]
    assert wrong == []


def closure(names: Iterable[str]) -> set[str]:
    """Everything that these distributions bring along, where installed; of extras, what they name themselves."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        found.add(name)
        needs = map(Requirement, distribution(name).requires or [])
        waiting += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return found


def test_the_environment_is_the_one_that_is_pinned() -> None:
    pinned = pins()
    # PyPI's torch for Linux brings NVIDIA's libraries, which it pins itself.
    brought = {name for name in closure(NEEDED) if not name.startswith(("nvidia-", "cuda-", "triton"))}
    assert brought - set(pinned) == set()
    other = {name: version(name) for name in brought if Version(version(name).partition("+")[0]) != pinned[name]}
    assert other == {}


def test_torch_is_the_same_everywhere() -> None:
    assert str(NEEDED["torch"].specifier) == "==2.13.0"
    assert pins()["torch"] == Version("2.13.0")
    assert re.findall(r"torch==(\S+)", (ROOT / "Makefile").read_text(encoding="utf-8")) == ["2.13.0"]


def test_pins_name_no_place_to_download_from() -> None:
    assert not re.search(r"://|--index|--find-links|@", (ROOT / "constraints.txt").read_text(encoding="utf-8"))


# ---------------------------------------------------------------------------------------- commands
def test_make_help_tells_of_every_target() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert targets
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [target for target in targets[1].split() if target != "help" and f"make {target}" not in shown] == []


@pytest.mark.parametrize(
    ("settings", "opens", "adds"),
    [
        ([], "sample.kb", "samples"),
        (["CORPUS=docs"], "docs.kb", "docs"),
        (["CORPUS=docs/samples/"], "sample.kb", "docs/samples/"),
        (["CORPUS=."], f"{ROOT.name}.kb", "."),
        (["KB=my.kb"], "my.kb", None),
        (["KB=my.kb", "CORPUS=docs"], "my.kb", "docs"),
    ],
)
def test_make_run_opens_the_knowledge_base_that_it_should(settings: list[str], opens: str, adds: str | None) -> None:
    command = ["make", "--dry-run", "--assume-old=.venv/installed", "run", *settings]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert f'policykb ui --kb "{opens}" --port "8501"' in shown
    assert re.findall(r'policykb add --kb "(.+?)" "(.+?)"', shown) == ([(opens, adds)] if adds else [])

"""Settings of a knowledge base."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import BadConfiguration
from ingest.options import Options
from kb import config


def load(folder: Path, text: str) -> config.Config:
    (folder / config.FILE).write_text(text, encoding="utf-8")
    return config.load(folder)


def test_what_is_written_for_a_new_knowledge_base_are_the_defaults(tmp_path: Path) -> None:
    config.write_template(tmp_path)
    assert config.load(tmp_path) == config.Config() == config.load(tmp_path / "absent")


def test_settings_of_reading(tmp_path: Path) -> None:
    text = '[reading]\nlanguages = ["en", "de"]\nseconds = 2.5\nworkers = 3\nocr = "off"\n'
    wanted = Options(languages=("en", "de"), seconds=2.5, workers=3, ocr="off")
    assert load(tmp_path, text).reading == wanted


@pytest.mark.parametrize(
    "line",
    [
        "languages = []", 'languages = ["english"]', 'languages = "en"', "seconds = 0", 'seconds = "1"',
        "seconds = true", "memory = 10", "memory = 1024.5", "size = 0", "pages = -1", "workers = -1", 'ocr = "on"',
        'ocr_languages = "a b"', "private_addresses = 1", "colour = 1",
    ],
)  # fmt: skip
def test_impossible_settings_are_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadConfiguration) as error:
        load(tmp_path, f"[reading]\n{line}\n")
    assert line.split(" = ")[0] in str(error.value) and str(tmp_path / config.FILE) in str(error.value)


def test_reading_must_be_a_table(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match=r"\[reading\]"):
        load(tmp_path, "reading = 1\n")

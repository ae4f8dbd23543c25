"""Test collections in the formats of BEIR and TREC, and the command that measures with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import KBError, NotFound
from kb.cli import main
from kb.evaluation import evaluate_collection, open_shelf, read_collection
from kb.evaluation.collections import Record, Topic
from tests.conftest import ROOT
from tests.kb.conftest import Run

TEXTS = {
    "d1": ("Work permits", "Local executive bodies issue work permits to foreigners. They set the quota each year."),
    "d2": ("Refugees", "The status of a refugee is granted by the commission of the region within three months."),
    "d3": ("Schools", "Parents choose the school of their child. The state pays for secondary education."),
    "d4": ("", "Parents choose the school of their child. The state pays for secondary education."),
}
TOPICS = {"7": "Who grants refugee status?", "9": "Which bodies issue permits for work?", "11": "Who is not judged?"}
JUDGED = [("7", "d2", 1), ("7", "d1", 0), ("9", "d1", 2)]


def beir(folder: Path, header: bool = True) -> Path:
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": i, "title": title, "text": text} for i, (title, text) in TEXTS.items()]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)) + "\n")
    (folder / "queries.jsonl").write_text("\n".join(json.dumps({"_id": i, "text": t}) for i, t in TOPICS.items()))
    lines = ["query-id\tcorpus-id\tscore"] * header + ["\t".join(map(str, each)) for each in JUDGED]
    (folder / "qrels" / "test.tsv").write_text("\n".join(lines) + "\n")
    return folder


def trec(folder: Path, numbers: list[str] | None = None, close: bool = True) -> Path:
    folder.mkdir()
    end = {tag: f"</{tag}>" * close for tag in ("docno", "title", "text", "num")}
    documents = [
        f"<DOC>\n<DOCNO> {i} {end['docno']}\n<title>{title}\n{end['title']}<text>\n{text}{end['text']}\n</DOC>"
        for i, (title, text) in TEXTS.items()
    ]
    tops = [
        f"<top>\n<num> Number: {number}{end['num']}\n<title> {text}\n{end['title']}\n</top>"
        for number, text in zip(numbers or list(TOPICS), TOPICS.values(), strict=True)
    ]
    (folder / "docs.sgml").write_text("\n".join(documents))
    (folder / "topics").write_text("\n".join(tops))
    (folder / "qrels.txt").write_text("\n".join(f"{t} 0 {d} {grade}" for t, d, grade in JUDGED))
    return folder


MADE: list[Callable[[Path], Path]] = [
    beir,
    lambda folder: beir(folder, header=False),
    trec,
    lambda folder: trec(folder, close=False),
]


@pytest.mark.parametrize("make", MADE, ids=["beir", "beir without header", "trec", "trec without end tags"])
def test_both_formats_hold_the_same(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    found = read_collection(make(tmp_path / "small"))
    assert found.name == "small"
    assert list(found.records) == [Record(i, title, text) for i, (title, text) in TEXTS.items()]
    assert list(found.topics) == [Topic(i, TOPICS[i]) for i in ("7", "9")]
    assert found.judgements == {"7": {"d2": 1, "d1": 0}, "9": {"d1": 2}}


def test_topics_may_be_judged_by_their_order(tmp_path: Path) -> None:
    folder = trec(tmp_path / "small", numbers=["100", "200", "300"])
    (folder / "qrels.txt").write_text("1 0 d2 1\n2 0 d1 1\n")
    assert [topic.id for topic in read_collection(folder).topics] == ["1", "2"]


BROKEN = [
    (beir, "corpus.jsonl", '{"_id": "d1"}', "corpus.jsonl, line 1"),
    (beir, "queries.jsonl", '{"_id": "7", "text": "Who?"}\n{', "queries.jsonl, line 2"),
    (beir, "qrels/test.tsv", "query-id\tcorpus-id\tscore\n7\td2\tmuch", "test.tsv, line 2"),
    (beir, "qrels/test.tsv", "query-id\tcorpus-id\tscore\n7\td2\t0", "no topic has a relevant document"),
    (trec, "qrels.txt", "7 0 d2 1\n7 0 d2", "qrels.txt, line 2"),
    (trec, "qrels.txt", "77 0 d2 1", "judgements name topics that are not there"),
    (trec, "docs.sgml", "\n<DOC>\n<text>Only.</text></DOC>", "docs.sgml, line 2: the <doc> lacks its <docno>"),
    (trec, "topics", "", r"holds no topics \(<top>\)"),
]


@pytest.mark.parametrize(("make", "file", "content", "says"), BROKEN)
def test_what_is_wrong_is_named(
    tmp_path: Path, make: Callable[[Path], Path], file: str, content: str, says: str
) -> None:
    folder = make(tmp_path / "small")
    (folder / file).write_text(content)
    with pytest.raises(KBError, match=says):
        read_collection(folder)


def test_an_empty_folder_is_no_collection(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="neither a BEIR nor a TREC folder"):
        read_collection(tmp_path)


def test_a_collection_is_a_shelf_that_is_kept(tmp_path: Path) -> None:
    collection = read_collection(beir(tmp_path / "small"))
    shelf, records = open_shelf(collection, tmp_path / "work")
    with shelf:
        built = shelf.status()["change"]
        assert sorted(map(tuple, records.values())) == [("d1",), ("d2",), ("d3",), ("d4",)]
        results = evaluate_collection(shelf, records, collection)
    assert {result.id: result.rank for result in results} == {"7": 1, "9": 1}
    assert all(result.values["nDCG@10"] == 1.0 for result in results)
    again, _ = open_shelf(collection, tmp_path / "work")
    with again:
        assert again.status()["change"] == built


def test_records_of_the_same_text_are_both_found(tmp_path: Path) -> None:
    folder = beir(tmp_path / "small")
    text = "Parents choose the school of their child."
    (folder / "corpus.jsonl").write_text("\n".join(json.dumps({"_id": i, "text": text}) for i in ("a", "b")))
    (folder / "qrels" / "test.tsv").write_text("7\ta\t1\n7\tb\t1\n")
    shelf, records = open_shelf(collection := read_collection(folder), tmp_path / "work")
    with shelf:
        [result] = evaluate_collection(shelf, records, collection)
    assert [sorted(ids) for ids in records.values()] == [["a", "b"]]
    assert result.values["nDCG@10"] == 1.0


# ------------------------------------------------------------------------------------------- the command
def few_questions(folder: Path) -> Path:
    lines = (ROOT / "docs" / "samples" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "few.jsonl").write_text("\n".join(lines[:6]), encoding="utf-8")
    return folder / "few.jsonl"


def test_the_command_measures_answers(run: Run, sample_folder: Path, tmp_path: Path) -> None:
    code, out, _ = run("eval", "answers", "--kb", sample_folder, few_questions(tmp_path), "--per-question")
    assert code == 0
    assert "citation precision" in out and "nDCG@10" not in out
    [first] = [
        line for line in out.splitlines() if line.endswith("Who issues permits to employers to hire foreign workers?")
    ]
    assert first.split()[:2] in (["right", "1"], ["answered", "1"])


def test_the_command_compares_two_configurations(run: Run, sample_folder: Path, tmp_path: Path) -> None:
    arguments = ["eval", "retrieval", "--kb", sample_folder, few_questions(tmp_path), "--against", "windows=false"]
    found = json.loads(run(*arguments, "--per-question", "--json")[1])
    alone = json.loads(run(*arguments[:-2], "--set", "windows=off", "--json")[1])
    assert found["against"] == alone["figures"]
    gain = found["against"]["all"]["MRR@10"]["value"] - found["figures"]["all"]["MRR@10"]["value"]
    assert found["differences"]["all"]["MRR@10"]["value"] == pytest.approx(gain, abs=2e-4)
    assert "second: windows=false" in run(*arguments)[1]


def test_the_command_measures_a_collection(run: Run, tmp_path: Path) -> None:
    folder = beir(tmp_path / "small")
    code, out, _ = run("eval", "retrieval", folder, "--work", tmp_path / "work", "--per-question")
    assert code == 0
    assert "        1  7       Who grants refugee status?" in out.splitlines()
    assert len(list((tmp_path / "work").iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["retrieval", "FILE", "--against", "colour=blue"], 1, "there are: lexical"),
        (["retrieval", "FILE", "--set", "windows"], 1, "write NAME=VALUE"),
        (["retrieval", "FILE", "--set", "windows=perhaps"], 1, "true or false"),
        (["answers", "FOLDER"], 1, "say nothing of answers"),
    ],
)
def test_wrong_use_is_explained(
    run: Run,
    sample_folder: Path,
    tmp_path: Path,
    arguments: list[str],
    code: int,
    says: str,
) -> None:
    places = {"FILE": few_questions(tmp_path), "FOLDER": beir(tmp_path / "small")}
    found = run("eval", *(places.get(argument, argument) for argument in arguments), "--kb", sample_folder)
    assert found[0] == code
    assert says in found[2]


@pytest.mark.parametrize("arguments", [["speed", "questions.jsonl"], ["questions.jsonl"]])
def test_what_is_measured_has_to_be_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["eval", *arguments])
    assert stopped.value.code == 2
    assert "write retrieval or answers before the file" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------- real data
def test_cranfield_is_read_whole(shared: Path) -> None:
    found = read_collection(shared / "data" / "cranfield")
    assert (len(found.records), len(found.topics)) == (1400, 225)
    assert sum(len(grades) for grades in found.judgements.values()) > 1800

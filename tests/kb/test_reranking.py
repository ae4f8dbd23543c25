"""The optional reranker: a CrossEncoder orders the first hits anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import BadConfiguration
from kb import KnowledgeBase, reranking, tuning

QUESTION = "Who issues work permits?"


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A real CrossEncoder, very small and untrained, in a folder."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("cross-encoder")
    letters = [chr(c) for c in (*range(97, 123), *range(0x430, 0x450))]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(1)
    shape = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        num_labels=1, initializer_range=0.5,
    )  # fmt: skip
    BertForSequenceClassification(shape).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return str(folder)


@pytest.mark.slow
def test_the_first_hits_are_in_the_order_of_the_reranker(sample_kb: KnowledgeBase, cross_encoder: str) -> None:
    plain = sample_kb.search(QUESTION, k=8, tuning=tuning.Search(distinct=False))
    found = sample_kb.search(QUESTION, k=8, tuning=tuning.Search(distinct=False, reranker=cross_encoder))
    scores = reranking.scores(cross_encoder, QUESTION, [hit.passage.text for hit in found])
    assert scores == sorted(scores, reverse=True) and len(set(scores)) == 8
    assert [hit.passage for hit in found] != [hit.passage for hit in plain]
    assert [hit.rank for hit in found] == list(range(1, 9))
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


@pytest.mark.slow
def test_a_reranker_that_is_not_there_is_named(sample_kb: KnowledgeBase, tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="none-here"):
        sample_kb.search(QUESTION, tuning=tuning.Search(reranker=str(tmp_path / "none-here")))

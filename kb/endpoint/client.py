"""One request to an OpenAI-compatible endpoint: ``POST {url}/chat/completions``, not streamed.

The call as a whole has a time limit, the answer a limit of size. Redirections are not followed, proxies and
``.netrc`` not used: passages and key go to the configured address and nowhere else.
"""

from __future__ import annotations

import asyncio
import json
import logging
import queue
import threading
from collections.abc import Sequence
from typing import Any

from ingest.errors import EndpointFailed
from kb.endpoint.settings import Endpoint

LARGEST = 1 << 20
# Why there is no answer; each use of a model has words of its own for them.
CODES = ("late", "unreachable", "key", "busy", "redirected", "status", "large", "nonsense")
# Beyond the limit of the call: looking up a name cannot be interrupted, only left behind.
_GRACE = 1.0
_log = logging.getLogger(__name__)

Message = dict[str, str]


def complete(endpoint: Endpoint, messages: Sequence[Message]) -> str:
    """What the model says. Raises EndpointFailed, whose message is one of ``CODES``."""
    results: queue.SimpleQueue[str | Exception] = queue.SimpleQueue()
    # A thread of its own: the caller may have an event loop that is running already.
    threading.Thread(target=_put, args=(results, endpoint, messages), daemon=True, name=endpoint.role).start()
    try:
        result = results.get(timeout=endpoint.seconds + _GRACE)
    except queue.Empty as error:
        raise EndpointFailed("late") from error
    if isinstance(result, Exception):
        raise result
    return result


def _put(results: queue.SimpleQueue[str | Exception], endpoint: Endpoint, messages: Sequence[Message]) -> None:
    try:
        results.put(asyncio.run(_asked(endpoint, messages)))
    except Exception as error:  # carried over to the thread that waits
        results.put(error)


async def _asked(endpoint: Endpoint, messages: Sequence[Message]) -> str:
    import httpx2

    try:
        body = await asyncio.wait_for(_exchanged(endpoint, messages), endpoint.seconds)
    except TimeoutError as error:
        raise EndpointFailed("late") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        # The name of the error only: its text may hold what was sent.
        _log.info("The %s could not be asked: %s.", endpoint.role, type(error).__name__)
        raise EndpointFailed("unreachable") from error
    return _content(body)


async def _exchanged(endpoint: Endpoint, messages: Sequence[Message]) -> bytes:
    import httpx2

    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if endpoint.api_key:
        headers["Authorization"] = f"Bearer {endpoint.api_key}"
    sent = {
        "model": endpoint.model,
        "messages": list(messages),
        "temperature": endpoint.temperature,
        "max_tokens": endpoint.max_tokens,
        "stream": False,
    }
    address = f"{endpoint.url.rstrip('/')}/chat/completions"
    # The call as a whole is limited, by the caller.
    async with (
        httpx2.AsyncClient(trust_env=False, follow_redirects=False, timeout=None) as client,
        client.stream("POST", address, json=sent, headers=headers) as response,
    ):
        if response.status_code != 200:
            _log.info("The %s answered with status %d.", endpoint.role, response.status_code)
            raise EndpointFailed(_refusal(response.status_code))
        body = bytearray()
        # As sent: what was packed although nobody asked for it could unpack to anything.
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > LARGEST:
                raise EndpointFailed("large")
    return bytes(body)


def _refusal(status: int) -> str:
    if 300 <= status < 400:
        return "redirected"
    return {401: "key", 403: "key", 408: "late", 429: "busy", 503: "busy", 504: "late"}.get(status, "status")


def _content(body: bytes) -> str:
    """The text of the first choice of a chat completion (OpenAI API reference, "The chat completion object")."""
    try:
        said: Any = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise EndpointFailed("nonsense") from error
    if not isinstance(said, str):
        raise EndpointFailed("nonsense")
    return said

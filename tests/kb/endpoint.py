"""A server for tests of the writer: it answers each request in the way that a test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Endpoint"], None]


class Endpoint(BaseHTTPRequestHandler):
    """One request; ``server.reply`` answers it, ``server.asked`` holds what was sent, with the headers."""

    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        # The client may have gone away by then.
        with suppress(OSError):
            self.server.reply(self)

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, reply: Reply) -> None:
        super().__init__(("127.0.0.1", 0), Endpoint)
        self.reply = reply
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving(reply: Reply) -> Iterator[Server]:
    server = Server(reply)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def says(text: str) -> Reply:
    """A model that answers so, whatever it is asked."""
    completion = {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}]}
    return lambda request: request.send(200, json.dumps(completion).encode())


# ------------------------------------------------------------------------------------ servers that do not behave
def status(code: int, **headers: str) -> Reply:
    return lambda request: request.send(code, b'{"error": "s3cret <b>"}', **headers)


def body(data: bytes) -> Reply:
    return lambda request: request.send(200, data)


def hangs(request: Endpoint) -> None:
    request.server.over.wait()


def drips_headers(request: Endpoint) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not request.server.over.wait(0.05):
        request.wfile.write(b"x")


def drips_body(request: Endpoint) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not request.server.over.wait(0.05):
        request.wfile.write(b" ")


def floods(request: Endpoint) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not request.server.over.is_set():
        request.wfile.write(b" " * 65536)

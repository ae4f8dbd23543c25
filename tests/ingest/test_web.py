"""Addresses of the web, read from a server of the test's own on loopback."""

from __future__ import annotations

import gzip
import itertools
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

import ingest
from ingest import addresses, web
from ingest.errors import KBError, UnreadableFile
from ingest.options import Options
from ingest.web import WebSource
from tests.ingest.making import pdf, wrapped
from tests.ingest.test_archives import packed

LOCAL = Options(private_addresses=True, size=1)
RUSSIAN = "Закон о миграции населения регулирует общественные отношения в области миграции. " * 3
PAGE = (
    "<!doctype html><html><head><title>On registers</title></head><body><h1>On registers</h1><p>"
    + "The ministry keeps a register of migrants and publishes it. " * 5
    + "</p></body></html>"
).encode()
Handle = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers each path with a function of its own; ``asked`` are the requests: path and header Host."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, Handle] = {}
        self.asked: list[tuple[str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.asked.append((self.path, self.headers["Host"]))
                self.close_connection = True
                # Whoever asked may leave before the end.
                with suppress(BrokenPipeError, ConnectionResetError):
                    server.pages[self.path](self)

            def log_message(self, *_: Any) -> None:
                """Prints nothing."""

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                """Prints nothing: handshakes are meant to fail."""

        self.http = Quiet((host, 0), Handler)
        self.port = self.http.server_address[1]

    def __enter__(self) -> Server:
        threading.Thread(target=partial(self.http.serve_forever, 0.02), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.http.shutdown()
        self.http.server_close()

    def url(self, path: str, scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def page(body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> Handle:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **given}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return handle


def moved(to: str, status: int = 302) -> Handle:
    return page(b"", status=status, Location=to)


def document(source: WebSource) -> ingest.Document:
    return ingest.parse(source.read(), source.place)


def refused(source: WebSource) -> str:
    with pytest.raises(UnreadableFile) as caught:
        source.read()
    assert str(caught.value).startswith(source.address.split(":")[0]) and str(caught.value).endswith(".")
    return str(caught.value)


# ------------------------------------------------------------------------------------------------ reading
def test_a_page(server: Server) -> None:
    server.pages["/a?b=1"] = page(PAGE)
    (source,), failed = ingest.find_sources([server.url("/a?b=1#part")], LOCAL)
    assert failed == [] and source.shown == server.url("/a?b=1")
    data = source.read()
    assert data == PAGE and source.place == server.url("/a?b=1")
    read = ingest.parse(data, source.place)
    assert (read.title, read.source, read.media_type) == ("On registers", source.place, "text/html")
    assert read.url == source.place
    assert server.asked == [("/a?b=1", f"127.0.0.1:{server.port}")]


def test_redirections_are_followed_and_the_last_address_is_the_place(server: Server) -> None:
    server.pages |= {"/a": moved("/b", 301), "/b": moved(server.url("/c/"), 307), "/c/": moved("d"), "/c/d": page(PAGE)}
    source = WebSource(server.url("/a"), LOCAL)
    assert source.read() == PAGE
    assert (source.place, source.shown) == (server.url("/c/d"), server.url("/a"))


def test_the_type_tells_what_the_address_does_not(server: Server) -> None:
    report = pdf([wrapped("A report on registers. " * 9)])
    plain = "\n\n".join(["On registers", RUSSIAN]).encode("cp1251")
    server.pages |= {
        "/pdf": page(report, "application/octet-stream"),
        "/text.php": page(plain, "text/plain; charset=windows-1251"),
        "/part": page(b"<h1>On registers</h1><p>The ministry keeps a register.</p>"),
    }
    assert document(WebSource(server.url("/pdf"), LOCAL)).media_type == "application/pdf"
    assert document(WebSource(server.url("/text.php"), LOCAL)).text.startswith("On registers\n\nЗакон о миграции")
    read = document(WebSource(server.url("/part"), LOCAL))
    assert (read.media_type, read.title) == ("text/html", "On registers")


@pytest.mark.parametrize("kind", ["image/png", "application/json", "application/x-msdownload"])
def test_types_that_are_no_documents(server: Server, kind: str) -> None:
    server.pages["/x"] = page(b"\x89PNG {}", kind)
    assert kind in refused(WebSource(server.url("/x"), LOCAL))


@pytest.mark.parametrize("encoding", ["koi8-r", "mac-cyrillic", "iso-8859-5", "cp1251", "utf-8"])
@pytest.mark.parametrize("declared", ["", '<meta charset="iso-8859-1">'])
def test_the_character_set_in_the_head_of_the_answer(server: Server, encoding: str, declared: str) -> None:
    text = f"<html><head>{declared}<title>Закон</title></head><body><h1>Закон</h1><p>{RUSSIAN}</p></body></html>"
    server.pages["/x"] = page(text.encode(encoding), f"text/html; charset={encoding}")
    assert RUSSIAN.strip() in document(WebSource(server.url("/x"), LOCAL)).text


def test_a_character_set_that_the_page_names_too_leaves_the_bytes_alone(server: Server) -> None:
    text = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'.encode("cp1251")
    server.pages["/x"] = page(text, "text/html; charset=cp1251")
    assert WebSource(server.url("/x"), LOCAL).read() == text


def test_a_wrong_character_set_is_not_believed(server: Server) -> None:
    server.pages["/x"] = page(f"<html><body><p>{RUSSIAN}".encode("cp1251"), "text/html; charset=utf-8")
    assert RUSSIAN.strip() in document(WebSource(server.url("/x"), LOCAL)).text


def test_packed_answers(server: Server) -> None:
    server.pages["/x"] = page(gzip.compress(PAGE), Content_Encoding="gzip")
    server.pages["/bomb"] = page(gzip.compress(bytes(20 << 20)), Content_Encoding="gzip")
    server.pages["/odd"] = page(b"x", Content_Encoding="br")
    assert WebSource(server.url("/x"), LOCAL).read() == PAGE
    assert "larger than 1 MiB" in refused(WebSource(server.url("/bomb"), LOCAL))
    assert "br" in refused(WebSource(server.url("/odd"), LOCAL))


def test_an_archive_at_an_address(server: Server) -> None:
    server.pages["/shelf.zip"] = page(packed([("a.txt", b"The ministry keeps a register.")]), "application/zip")
    (source,), failed = ingest.find_sources([server.url("/shelf.zip")], LOCAL)
    assert failed == [] and source.place == server.url("/shelf.zip!/a.txt")
    assert source.read() == b"The ministry keeps a register."
    assert len(server.asked) == 1


def test_a_path_made_of_an_address_is_one(server: Server) -> None:
    (source,), _ = ingest.find_sources([Path(server.url("/a")), server.url("/a")], LOCAL)
    assert source.place == server.url("/a")


# ---------------------------------------------------------------------------------------------- failures
@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "check the address"), (403, "browser"), (401, "password"), (500, "later"), (418, "418"), (304, "304")],
)
def test_answers_that_are_no_page(server: Server, status: int, words: str) -> None:
    server.pages["/x"] = page(b"<html>no</html>", status=status)
    assert words in refused(WebSource(server.url("/x"), LOCAL))


def test_redirections_in_a_circle_and_without_end(server: Server) -> None:
    server.pages |= {"/a": moved("/b"), "/b": moved("/a")}
    server.pages |= {f"/{i}": moved(f"/{i + 1}") for i in range(20)}
    assert "circle" in refused(WebSource(server.url("/a"), LOCAL))
    assert len(server.asked) == 2
    assert "too far" in refused(WebSource(server.url("/0"), LOCAL))
    assert len(server.asked) == 2 + 6


@pytest.mark.parametrize("to", ["ftp://127.0.0.1/x", "file:///etc/passwd", "http://user:secret@127.0.0.1/", "http://["])
def test_redirections_to_what_is_not_read(server: Server, to: str) -> None:
    server.pages["/x"] = moved(to)
    assert "secret" not in refused(WebSource(server.url("/x"), LOCAL))


def test_too_large_by_what_the_server_says_or_sends(server: Server) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(bytes(1 << 16))

    server.pages |= {"/said": page(b"", Content_Length=str(5 << 20)), "/endless": endless}
    assert "larger than 1 MiB" in refused(WebSource(server.url("/said"), LOCAL))
    assert "larger than 1 MiB" in refused(WebSource(server.url("/endless"), LOCAL))


def test_a_body_that_is_shorter_than_it_says(server: Server) -> None:
    server.pages["/x"] = page(PAGE, Content_Length=str(len(PAGE) + 10))
    assert "broke" in refused(WebSource(server.url("/x"), LOCAL))


def test_a_server_that_sends_drop_by_drop_is_left_in_time(server: Server) -> None:
    def slowly(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in itertools.repeat(None, 600):
            request.wfile.write(b"a")
            time.sleep(0.05)

    server.pages["/x"] = slowly
    assert "longer than 0.4 seconds" in refused(WebSource(server.url("/x"), LOCAL, total=0.4))


def test_a_head_that_comes_drop_by_drop_is_left_in_time(server: Server) -> None:
    def slowly(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        for _ in itertools.repeat(None, 600):
            request.wfile.write(b"a")
            request.wfile.flush()
            time.sleep(0.05)

    server.pages["/x"] = slowly
    assert "longer than 0.4 seconds" in refused(WebSource(server.url("/x"), LOCAL, total=0.4))


def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert "says nothing for 0.2 seconds" in refused(WebSource(url, LOCAL, connect=0.2))


def test_no_server_and_no_such_name(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert "broke" in refused(WebSource(f"http://127.0.0.1:{port}/", LOCAL))
    assert "no server of this name" in refused(WebSource("http://nowhere.invalid/", LOCAL))


# --------------------------------------------------------------------------------------------------- TLS
@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """One that nobody trusts."""
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def encrypted(server: Server, authority: trustme.CA) -> Server:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True, do_handshake_on_connect=False)
    server.pages["/x"] = page(PAGE)
    return server


def test_a_certificate_that_nobody_vouches_for(encrypted: Server) -> None:
    assert "certificate" in refused(WebSource(encrypted.url("/x", "https", "localhost"), LOCAL))
    assert encrypted.asked == []


def test_a_certificate_of_that_name(
    encrypted: Server, trusting: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "_tls", lambda: trusting)
    assert WebSource(encrypted.url("/x", "https", "localhost"), LOCAL).read() == PAGE
    assert encrypted.asked == [("/x", f"localhost:{encrypted.port}")]
    assert "certificate" in refused(WebSource(encrypted.url("/x", "https"), LOCAL))


def test_encryption_is_not_given_up_on_the_way(
    encrypted: Server, trusting: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "_tls", lambda: trusting)
    encrypted.pages["/down"] = moved(encrypted.url("/x"))
    assert "not encrypted" in refused(WebSource(encrypted.url("/down", "https", "localhost"), LOCAL))


def test_a_server_that_does_not_encrypt(server: Server) -> None:
    assert "broke" in refused(WebSource(server.url("/x", "https", "localhost"), LOCAL))


# ---------------------------------------------------------------------------------------- local networks
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "127.1"])
def test_the_local_network_is_refused(host: str) -> None:
    (source,), _ = ingest.find_sources([f"http://{host}/"])
    with pytest.raises(UnreadableFile, match="local network"):
        source.read()


@pytest.fixture
def as_if_public(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server's IP address counts as one of the internet, and its port as that of http."""
    monkeypatch.setattr(addresses, "public", lambda ip: ip == "127.0.0.1")
    monkeypatch.setattr(addresses, "_PORTS", {"http": server.port, "https": 443})
    return server


@pytest.mark.parametrize("host", ["127.0.0.2", "[::ffff:127.0.0.2]", "[::1]"])
def test_redirections_into_the_local_network_are_refused(as_if_public: Server, host: str) -> None:
    as_if_public.pages |= {"/x": moved(f"http://{host}/y"), "/y": page(PAGE)}
    assert "local network" in refused(WebSource("http://127.0.0.1/x"))
    assert [path for path, _ in as_if_public.asked] == ["/x"]


def test_the_connection_goes_to_the_address_that_was_checked(
    as_if_public: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve = socket.getaddrinfo
    names: list[str] = []

    def rebinding(host: str, *rest: Any, **more: Any) -> Any:
        names.append(host)
        rebound = {"rebind.test": "127.0.0.1" if names.count("rebind.test") == 1 else "127.0.0.2"}
        return resolve(rebound.get(host, host), *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    as_if_public.pages["/x"] = page(PAGE)
    assert WebSource("http://rebind.test/x").read() == PAGE
    assert names.count("rebind.test") == 1
    assert as_if_public.asked == [("/x", "rebind.test")]


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::1", False),
        ("::127.0.0.1", False),
        ("no address", False),
    ],
)
def test_public(ip: str, public: bool) -> None:
    assert addresses.public(ip) is public


# --------------------------------------------------------------------------------------------- addresses
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://example.org/a.pdf", "https"),
        ("file:///etc/passwd", "https"),
        ("https://user:secret@example.org/", "user name"),
        ("https://example.org:22/", "ports"),
        ("https://example.org:99999/", "no address"),
        ("https:///a", "no address|no server"),
        ("https://[::1/", "no address"),
        ("https://example.org/a b", "space"),
        ("https://example.org/a\r\nHost: x", "space"),
    ],
)
def test_addresses_that_are_refused(address: str, words: str) -> None:
    sources, failed = ingest.find_sources([address])
    if not sources:
        ((shown, reason),) = failed
        assert shown == address and reason.endswith(".") and "secret" not in reason
        assert any(word in reason for word in words.split("|"))
    else:
        pytest.fail(f"{address} was accepted as {sources}")


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://example.org:443/a#b", "https://example.org/a"),
        (
            "https://әділет.қаз/құжат?q=заң",
            "https://xn--80aubmlc98a.xn--80ao21a/%D2%9B%D2%B1%D0%B6%D0%B0%D1%82?q=%D0%B7%D0%B0%D2%A3",
        ),
        ("https://example.org/a%20b?c=%D1%8F", "https://example.org/a%20b?c=%D1%8F"),
    ],
)
def test_addresses_are_written_in_one_way(address: str, place: str) -> None:
    (source,), _ = ingest.find_sources([address])
    assert source.place.split("/")[3:] == place.split("/")[3:]
    assert source.place == place or not address.isascii()


@given(st.text(max_size=40))
def test_any_address_is_found_or_refused(text: str) -> None:
    sources, failed = ingest.find_sources([f"https://{text}"])
    assert len(sources) + len(failed) == 1
    for source in sources:
        assert source.place.isascii() and source.place.isprintable() and " " not in source.place
    for _, reason in failed:
        assert reason.endswith(".")


def test_errors_of_the_web_are_for_the_user() -> None:
    assert issubclass(UnreadableFile, KBError)

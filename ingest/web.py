"""Pages of the web as sources: read with limits on time and size, redirections followed one by one.

The connection goes to the IP address that was checked, with the server's name in the header and for the certificate.
Proxies are not used: what a name stands for could not be checked behind them.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from time import monotonic

from ingest.addresses import Address, following, parsed, resolved
from ingest.errors import UnreadableFile
from ingest.options import DEFAULT, Options
from ingest.webtext import self_explaining

REDIRECTIONS = 5
# Seconds that a server may take to say anything, and for all of it.
CONNECT = 15.0
TOTAL = 120.0
_CHUNK = 1 << 16
_MOVED = frozenset((301, 302, 303, 307, 308))
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; policy-kb; reads single pages that its user names)",
    "Accept": "text/html,application/pdf,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_REFUSALS = {
    401: "asks for a password; save the page in a browser and add the file",
    403: "refuses to be read by a program; save the page in a browser and add the file",
    404: "does not exist (404); check the address",
    410: "no longer exists (410); look for it in a web archive",
    429: "takes no more questions for now (429); add it again later",
}


@dataclass(slots=True, eq=False)
class WebSource:
    """A page or file of the web; ``place`` is the address asked for, once it was read the one that it led to.

    ``connect`` and ``total`` are in seconds.
    """

    address: str
    options: Options = DEFAULT
    connect: float = CONNECT
    total: float = TOTAL
    _place: str = field(default="", init=False)

    @property
    def place(self) -> str:
        return self._place or self.address

    @property
    def shown(self) -> str:
        return self.address

    def read(self) -> bytes:
        """The bytes of the page, with what only the head of the answer told. Raises UnreadableFile."""
        with _deadline(self) as deadline:
            seen: list[Address] = []
            address = parsed(self.address, self.options)
            while len(seen) <= REDIRECTIONS and address not in seen:
                seen.append(address)
                answer = _asked(address, self, deadline)
                if isinstance(answer, bytes):
                    self._place = str(address)
                    return answer
                address = answer
        raise UnreadableFile(
            f"{self.address} leads in a circle or too far; open it in a browser and add the address that it ends at."
        )


# ------------------------------------------------------------------------------------------------- time
class _Deadline:
    """The end of the time that reading may take: the connection is cut, whatever waits for it."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds
        self._socket: socket.socket | None = None
        self.passed = False

    def watch(self, connection: socket.socket) -> None:
        self._socket = connection
        if self.passed:
            self.cut()

    def left(self, most: float) -> float:
        """Seconds that one step may take."""
        return max(0.001, min(self._end - monotonic(), most))

    def cut(self) -> None:
        self.passed = True
        if self._socket is not None:
            with suppress(OSError):
                # The plain socket's method: that of TLS takes away what another thread is reading with.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@contextmanager
def _deadline(source: WebSource) -> Iterator[_Deadline]:
    deadline = _Deadline(source.total)
    timer = threading.Timer(source.total, deadline.cut)
    timer.daemon = True
    timer.start()
    try:
        yield deadline
    except UnreadableFile as error:
        if deadline.passed:
            raise UnreadableFile(
                f"{source.address} takes longer than {source.total:g} seconds; save it in a browser and add the file."
            ) from error
        raise
    finally:
        timer.cancel()


# --------------------------------------------------------------------------------------------- exchange
def _asked(address: Address, source: WebSource, deadline: _Deadline) -> bytes | Address:
    """What a server answers: a page, or the address that it leads to. Raises UnreadableFile."""
    connection = http.client.HTTPConnection(address.host, address.port)
    with closing(connection):
        try:
            connection.sock = _connected(address, source, deadline)
            connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": address.authority, **_HEADERS}.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            if response.status in _MOVED and (location := response.headers.get("Location")):
                return following(address, location, source.options)
            if response.status not in (200, 203):
                raise UnreadableFile(f"{address} {_refusal(response.status)}.")
            data = _body(response, address, source.options.size << 20)
        except ssl.SSLCertVerificationError as error:
            raise UnreadableFile(
                f"{address}: the server cannot prove that it is the one it claims to be ({error.verify_message}); "
                "open the page in a browser, judge for yourself, and add the saved file."
            ) from error
        except TimeoutError as error:
            raise UnreadableFile(
                f"{address}: the server says nothing for {source.connect:g} seconds; add it again later."
            ) from error
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise UnreadableFile(
                f"{address}: the connection broke ({error or type(error).__name__}); add it again later."
            ) from error
    if deadline.passed:
        raise UnreadableFile(f"{address}: the connection was cut.")
    return self_explaining(data, response.headers, str(address))


def _connected(address: Address, source: WebSource, deadline: _Deadline) -> socket.socket:
    """A connection to one of the server's checked IP addresses, with TLS for https."""
    failed: OSError | None = None
    for ip in resolved(address, source.options):
        try:
            plain = socket.create_connection((ip, address.port), timeout=deadline.left(source.connect))
        except OSError as error:
            failed = error
            continue
        plain.settimeout(source.connect)
        deadline.watch(plain)
        if address.scheme == "http":
            return plain
        secure = _tls().wrap_socket(plain, server_hostname=address.host, do_handshake_on_connect=False)
        deadline.watch(secure)
        try:
            secure.do_handshake()
        except OSError:
            secure.close()
            raise
        return secure
    raise failed or OSError("no address")


@cache
def _tls() -> ssl.SSLContext:
    """Certificates and names are verified, as Python does by itself."""
    return ssl.create_default_context()


def _refusal(status: int) -> str:
    if status >= 500:
        return f"cannot be read for a fault of its server ({status}); add it again later"
    return _REFUSALS.get(status, f"cannot be read: its server answers {status}; open it in a browser and add the file")


def _body(response: http.client.HTTPResponse, address: Address, most: int) -> bytes:
    """The bytes that a server sends, unpacked, at most so many."""
    unpack = _unpacking(response.headers.get("Content-Encoding", ""), address)
    out = bytearray()
    if (response.length or 0) > most:
        raise _too_large(address, most)
    while chunk := response.read(_CHUNK):
        out += unpack(chunk, most + 1 - len(out))
        if len(out) > most:
            raise _too_large(address, most)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(out)


def _unpacking(encoding: str, address: Address) -> Callable[[bytes, int], bytes]:
    """What unpacks a chunk into so many bytes at most."""
    if encoding.strip().lower() in ("", "identity"):
        return lambda chunk, most: chunk
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        raise UnreadableFile(f"{address} is packed as {encoding!r}, which nobody asked for; add the saved page.")
    # 32: gzip or zlib, as the data begin.
    return zlib.decompressobj(32 + zlib.MAX_WBITS).decompress


def _too_large(address: Address, most: int) -> UnreadableFile:
    return UnreadableFile(
        f"{address} is larger than {most >> 20} MiB; raise `size` under [reading] in kb.toml to read it."
    )

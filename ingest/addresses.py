"""Addresses of the web that may be read: http and https, usual ports, and no way into the local network."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from ingest.errors import UnreadableFile
from ingest.options import Options

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# As the parts of an address are written (RFC 3986, section 2), with % for what is quoted already.
_PATH = "/:@!$&'()*+,;=-._~%[]"
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f.:]+")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
IP = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its parts: ``target`` is the path with the query, ``host`` is in ASCII."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"

    @property
    def authority(self) -> str:
        """What the header Host says."""
        return urlsplit(str(self)).netloc


def parsed(text: str, options: Options) -> Address:
    """An address in its parts, without its fragment. Raises UnreadableFile, whose message says what is wrong."""
    if _FORBIDDEN.search(text):
        raise UnreadableFile(f"{text!r} is no address: it holds a space or a character that none may have.")
    try:
        parts = urlsplit(text)
        port = parts.port
        host = _ascii(parts.hostname or "")
    except ValueError as error:
        raise UnreadableFile(f"{text} is no address that can be read; copy it anew from the browser.") from error
    if parts.scheme not in _PORTS:
        raise UnreadableFile(f"{text}: only addresses that begin with https:// or http:// are read.")
    if not host:
        raise UnreadableFile(f"{text} names no server; copy it anew from the browser.")
    if "@" in parts.netloc:
        raise UnreadableFile(
            f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}: the address holds a user name; save the page in a "
            "browser and add the file."
        )
    if port is not None and port not in _PORTS.values() and not options.private_addresses:
        raise UnreadableFile(
            f"{text}: only the ports 80 and 443 are read; set private_addresses under [reading] in kb.toml for others."
        )
    query = "?" + quote(parts.query, safe=_PATH + "?") if parts.query else ""
    target = quote(parts.path or "/", safe=_PATH) + query
    return Address(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, target)


def _ascii(host: str) -> str:
    """A name of a server in ASCII; an empty one stays. Raises ValueError."""
    found = host if host.isascii() else host.encode("idna").decode("ascii")
    if found and not _HOST.fullmatch(found):
        raise ValueError(host)
    return found.lower()


def following(address: Address, location: str, options: Options) -> Address:
    """Where a redirection leads. Raises UnreadableFile, also where it gives up encryption."""
    try:
        following_ = parsed(urljoin(str(address), location.strip()), options)
    except UnreadableFile as error:
        raise UnreadableFile(f"{address} leads on, but {error}") from error
    except ValueError as error:
        raise UnreadableFile(f"{address} leads to what is no address; open it in a browser.") from error
    if address.scheme == "https" and following_.scheme == "http":
        raise UnreadableFile(
            f"{address} leads to {following_}, which is not encrypted; add that address if you trust it."
        )
    return following_


def resolved(address: Address, options: Options) -> list[str]:
    """The IP addresses of a server, each of which may be connected to. Raises UnreadableFile.

    Connect to these and not to the name: asked again, it may stand for another address.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableFile(
            f"{address}: there is no server of this name, or no connection to the internet; check both."
        ) from error
    ips = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not options.private_addresses:
        for ip in ips:
            if not public(ip):
                raise UnreadableFile(
                    f"{address} leads into the local network ({ip}), which is not read; set private_addresses under "
                    "[reading] in kb.toml to allow it."
                )
    return ips


def public(ip: str) -> bool:
    """Whether an IP address belongs to the public internet, whatever it is wrapped in (IPv6 forms of IPv4 ones)."""
    try:
        value = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    return all(
        one.is_global and not (one.is_multicast or one.is_reserved or one.is_unspecified or one.is_link_local)
        for one in _meant(value)
    )


def _meant(value: IP) -> list[IP]:
    """An address, or the IPv4 addresses that it carries inside (RFC 4291, 6052, 3056, 4380)."""
    if isinstance(value, ipaddress.IPv4Address):
        return [value]
    if value.ipv4_mapped:
        return [value.ipv4_mapped]
    if value in _NAT64:
        return [ipaddress.IPv4Address(int(value) & 0xFFFFFFFF)]
    if value.sixtofour:
        return [value.sixtofour]
    return [value, *(value.teredo or ())]

"""Who is curator and who reader, given the claims of her token; what is wrong in [auth] is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.errors import BadConfiguration
from kb import config
from kb.auth import Auth, auth

NOW = 1_800_000_000.0
FULL: dict[str, object] = {
    "server_metadata_url": "https://id.example.org/.well-known/openid-configuration",
    "client_id": "policy-kb",
    "client_secret_env": "SECRET",
    "redirect_uri": "https://kb.example.org/oauth2callback",
}


def person(**claims: Any) -> dict[str, Any]:
    return {"iat": NOW - 60, "sub": "1", "email_verified": True} | claims


def given(**settings: object) -> Auth:
    return auth(FULL | settings)


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"email": "anna@example.org"}, "curator"),
        ({"email": "ANNA@Example.ORG"}, "curator"),
        ({"email": "anna@example.org", "email_verified": "true"}, "curator"),
        ({"email": "anna@example.org", "email_verified": False}, "reader"),
        ({"email": "anna@example.org", "email_verified": "false"}, "reader"),
        ({"email": "anna@example.org", "email_verified": None}, "reader"),
        # The sign for kelvin is no k, though lower() makes it one.
        ({"email": "\u212aim@example.org"}, "reader"),
        ({"email": "kim@example.org"}, "curator"),
        ({"email": "anna@example.org.evil.example"}, "reader"),
        ({"email": "x@anna@example.org"}, "reader"),
        ({"email": ["anna@example.org"]}, "reader"),
        ({"email": "b@ministry.example"}, "curator"),
        ({"email": "b@sub.ministry.example"}, "reader"),
        ({"email": "b@evil-ministry.example"}, "reader"),
        ({"groups": ["staff", "policy"]}, "curator"),
        ({"groups": "policy"}, "curator"),
        ({"groups": "not-policy"}, "reader"),
        ({"groups": ["Policy"]}, "reader"),
        ({}, "reader"),
    ],
)
def test_curators_are_those_that_are_listed(claims: dict[str, Any], role: str) -> None:
    curators = ["anna@example.org", "kim@example.org", "*@Ministry.example", "groups=policy"]
    assert given(curators=curators).role(person(**claims), NOW) == role


def test_readers_are_everyone_the_signed_in_or_those_listed() -> None:
    boris = person(email="boris@example.org")
    assert given().role(boris, NOW) == "reader" and given().role(None, NOW) == ""
    assert given(readers="everyone").role(None, NOW) == "reader"
    listed = given(readers=["boris@example.org"])
    assert listed.role(boris, NOW) == "reader" and listed.role(person(email="eve@example.org"), NOW) == ""
    assert listed.role(None, NOW) == ""


@pytest.mark.parametrize("iat", [NOW - 12 * 3600 - 1, None, "today", True])
def test_a_sign_in_lapses(iat: object) -> None:
    anna = person(email="anna@example.org", iat=iat)
    assert given(curators=["anna@example.org"]).role(anna, NOW) == ""
    assert given(curators=["anna@example.org"], readers="everyone").role(anna, NOW) == "reader"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"client_secret": "s3cret"}, "client_secret_env"),
        ({"curators": "anna@example.org"}, "curators"),
        ({"curators": ["anna"]}, "curators"),
        ({"readers": "nobody"}, "readers"),
        ({"hours": 0}, "hours"),
        ({"hours": True}, "hours"),
        ({"client_id": ""}, "client_id"),
        ({"client_secret_env": ""}, "client_secret_env"),
        ({"client_secret_file": "x"}, "client_secret_file"),
        ({"redirect_uri": ""}, "redirect_uri"),
        ({"redirect_uri": "https://kb.example.org/"}, "/oauth2callback"),
        ({"redirect_uri": "http://kb.example.org/oauth2callback"}, "https"),
        ({"server_metadata_url": "http://id.example.org/x"}, "https"),
        ({"everyone_curates": True}, "everyone_curates"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(settings: dict[str, object], named: str, tmp_path: Path) -> None:
    import json

    lines = [f"{name} = {json.dumps(value)}" for name, value in (FULL | settings).items()]
    (tmp_path / config.FILE).write_text("[auth]\n" + "\n".join(lines), encoding="utf-8")
    with pytest.raises(BadConfiguration) as error:
        config.load(tmp_path)
    assert named in str(error.value) and str(tmp_path / config.FILE) in str(error.value)
    assert "s3cret" not in str(error.value)


def test_secrets_come_from_the_environment_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "cookie").write_text("c" * 40 + "\n", encoding="utf-8")
    found = given(cookie_secret_file="cookie").secrets({"SECRET": "client"}, tmp_path)
    assert found == {"client_secret": "client", "cookie_secret": "c" * 40}
    made = [given().secrets({"SECRET": "client"}, tmp_path)["cookie_secret"] for _ in range(2)]
    assert made[0] != made[1] and len(made[0]) >= 32


@pytest.mark.parametrize(
    ("settings", "environment", "named"),
    [
        ({}, {}, "SECRET"),
        ({"cookie_secret_env": "COOKIE"}, {"SECRET": "x", "COOKIE": "hunter2"}, "32"),
        ({"cookie_secret_file": "none"}, {"SECRET": "x"}, "none"),
    ],
)
def test_missing_secrets_are_named_and_never_told(
    settings: dict[str, object], environment: dict[str, str], named: str, tmp_path: Path
) -> None:
    with pytest.raises(BadConfiguration, match=named) as error:
        given(**settings).secrets(environment, tmp_path)
    assert "hunter2" not in str(error.value)


def test_without_a_provider_nobody_signs_in() -> None:
    assert not auth({}).on and auth({"everyone_curates": True}).everyone_curates

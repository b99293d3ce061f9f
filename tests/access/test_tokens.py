"""Customers' tokens: what proves a customer, and everything that does not."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from assistant.access import BadToken, CustomerTokens
from assistant.identity import Identity
from assistant.settings import ConfigurationError, Settings, load_settings

SECRET = "correct horse battery staple, and more"


def verify(settings: Settings, token: str) -> Identity:
    return asyncio.run(CustomerTokens(settings).verify(token))


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "EdDSA"])
def test_a_token_proves_a_customer_and_their_contracts(settings: Settings, portal: Any, algorithm: str) -> None:
    portal.new_key("k2", algorithm)
    expected = Identity("customer", "c-1", frozenset({"K1", "K2"}))
    assert expected == verify(settings, portal.token("k2"))
    assert Identity("customer", "c-1") == verify(settings, portal.token("k2", contracts=None))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"exp": -31}, "expired"),
        ({"exp": None}, "lacks the claim exp"),
        ({"sub": None}, "lacks the claim sub"),
        ({"iss": None}, "lacks the claim iss"),
        ({"aud": None}, "lacks the claim aud"),
        ({"iss": "https://elsewhere.example"}, "iss"),
        ({"aud": "another"}, "aud"),
        ({"aud": ["another", "third"]}, "aud"),
        ({"nbf": 600}, "not valid yet"),
        ({"iat": 600}, "not valid yet"),
        ({"exp": 3700}, "longer than 3600"),
        ({"exp": 3700, "iat": None}, "longer than 3600"),
        ({"sub": ""}, "sub"),
        ({"sub": "x" * 201}, "sub"),
        ({"contracts": "K1"}, "contracts"),
        ({"contracts": [1]}, "contracts"),
        ({"contracts": [""]}, "contracts"),
        ({"contracts": ["x"] * 201}, "contracts"),
    ],
    ids=str,
)
def test_a_claim_that_is_wrong_is_refused_with_the_reason(
    settings: Settings, portal: Any, changes: dict[str, Any], reason: str
) -> None:
    at = int(time.time())
    claims = {name: at + value if isinstance(value, int) else value for name, value in changes.items()}
    with pytest.raises(BadToken, match=reason):
        verify(settings, portal.token(**claims))


def test_the_clocks_may_differ_a_little(settings: Settings, portal: Any) -> None:
    at = int(time.time())
    assert verify(settings, portal.token(exp=at - 20, iat=at - 100)).subject == "c-1"
    assert verify(settings, portal.token(iat=at + 20, nbf=at + 20)).subject == "c-1"


def tampered(token: str, **claims: Any) -> str:
    head, body, signature = token.split(".")
    changed = {**json.loads(base64.urlsafe_b64decode(body + "==")), **claims}
    return ".".join((head, base64.urlsafe_b64encode(json.dumps(changed).encode()).decode().rstrip("="), signature))


def test_a_signature_that_is_not_the_portals_is_refused(settings: Settings, portal: Any) -> None:
    good = portal.token()
    public = portal.keys["k1"][0].public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    own = {"iss": settings.customer_jwt_issuer, "aud": "assistant", "sub": "c-1", "exp": int(time.time()) + 60}
    head, body, _ = good.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    forged = [
        tampered(good, sub="c-2"),
        f"{head}.{body}.",
        f"{none}.{body}.",
        jwt.encode(own, "", algorithm="none"),
        _hs256_with(pem, own),  # the public key taken for a shared secret
        jwt.encode(own, SECRET, algorithm="HS256"),  # no secret is set
        portal.token(headers={"kid": "unknown"}),
        portal.token() + "x",
        "",
        "a.b.c",
        "." * 50,
        "x" * 9000,
        "é.é.é",
    ]
    for token in forged:
        with pytest.raises(BadToken):
            verify(settings, token)


def _hs256_with(key: bytes, claims: dict[str, Any]) -> str:
    def part(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).decode().rstrip("=")

    signed = ".".join(part(json.dumps(each).encode()) for each in ({"alg": "HS256", "kid": "k1"}, claims))
    return f"{signed}.{part(hmac.new(key, signed.encode(), hashlib.sha256).digest())}"


def test_a_key_is_for_one_algorithm(settings: Settings, portal: Any) -> None:
    portal.new_key("rsa", "RS256")
    entries = portal.jwks()["keys"]
    own = {"iss": settings.customer_jwt_issuer, "aud": "assistant", "sub": "c-1", "exp": int(time.time()) + 60}
    token = jwt.encode(own, portal.keys["rsa"][0], "PS256", headers={"kid": "rsa"})
    assert verify(settings, token).subject == "c-1"  # an RSA key that names no algorithm
    portal.file.write_text(json.dumps({"keys": [{**entry, "alg": "RS256"} for entry in entries]}))
    with pytest.raises(BadToken):
        verify(settings, token)


def test_a_shared_secret_is_taken_only_when_it_is_set(settings: Settings, portal: Any) -> None:
    own = {"iss": settings.customer_jwt_issuer, "aud": "assistant", "sub": "c-9", "exp": int(time.time()) + 60}
    shared = load_settings(
        customer_jwt_issuer=settings.customer_jwt_issuer, customer_jwt_audience="assistant", customer_jwt_secret=SECRET
    )
    assert verify(shared, jwt.encode(own, SECRET, "HS256")).subject == "c-9"
    for token in (jwt.encode(own, SECRET + "x", "HS256"), jwt.encode(own, SECRET * 2, "HS512"), portal.token()):
        with pytest.raises(BadToken):
            verify(shared, token)


def test_nothing_is_taken_where_nothing_is_set() -> None:
    with pytest.raises(BadToken, match="not set up"):
        verify(Settings(), "a.b.c")


def test_a_key_file_is_read_again_when_it_changes(settings: Settings, portal: Any) -> None:
    async def story() -> None:
        tokens = CustomerTokens(settings)
        await tokens.verify(portal.token())
        old = portal.token()
        portal.new_key("k2")
        assert (await tokens.verify(portal.token("k2"))).subject == "c-1"
        del portal.keys["k1"]
        portal.publish()
        with pytest.raises(BadToken):
            await tokens.verify(old)
        portal.file.write_text("{broken")
        assert (await tokens.verify(portal.token("k2"))).subject == "c-1"  # a bad edit changes nothing

    asyncio.run(story())


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"keys": []}', '{"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}', '{"keys": [{"kty": "RSA"}]}'],
)
def test_a_key_file_that_cannot_be_used_stops_the_start(settings: Settings, portal: Any, text: str) -> None:
    portal.file.write_text(text)
    with pytest.raises(ConfigurationError, match="ASSISTANT_CUSTOMER_JWT_KEYS"):
        CustomerTokens(settings)


def test_a_private_key_in_the_file_does_not_matter(settings: Settings, portal: Any) -> None:
    key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(portal.keys["k1"][0]))
    assert "d" in key
    portal.file.write_text(json.dumps({"keys": [{**key, "kid": "k1"}]}))
    assert verify(settings, portal.token()).subject == "c-1"


def test_keys_from_an_address_are_cached_rotated_and_never_asked_for_in_a_rush(
    settings: Settings, portal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    working = True

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, json=portal.jwks()) if working else httpx.Response(500)

    client = httpx.AsyncClient
    monkeypatch.setattr(httpx, "AsyncClient", lambda **given: client(transport=httpx.MockTransport(answer), **given))
    now = 1000.0
    remote = settings.model_copy(update={"customer_jwt_keys": "https://portal.example/jwks"})

    async def story() -> None:
        nonlocal now, working
        tokens = CustomerTokens(remote, clock=lambda: now)
        for _ in range(3):
            await tokens.verify(portal.token())
        assert len(asked) == 1
        portal.new_key("k2")
        for _ in range(5):  # within the pause an unknown key is not asked for
            with pytest.raises(BadToken):
                await tokens.verify(portal.token("k2"))
        assert len(asked) == 1
        now += 16
        await tokens.verify(portal.token("k2"))
        assert len(asked) == 2
        working = False
        now += 3600
        await tokens.verify(portal.token("k2"))  # the old keys serve while their address is silent
        now += 90_000
        with pytest.raises(BadToken):
            await tokens.verify(portal.token("k2"))

    asyncio.run(story())


def test_settings_that_contradict_each_other_are_told_with_all_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASSISTANT_CUSTOMER_JWT_SECRET", "short")
    monkeypatch.setenv("ASSISTANT_CUSTOMER_JWT_KEYS", str(tmp_path / "none.json"))
    monkeypatch.setenv("ASSISTANT_PORT", "x")
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    named = [problem.split(":")[0].removeprefix("ASSISTANT_") for problem in caught.value.problems]
    assert sorted(named) == [
        "CUSTOMER_JWT_AUDIENCE",
        "CUSTOMER_JWT_ISSUER",
        "CUSTOMER_JWT_KEYS",
        "CUSTOMER_JWT_SECRET",
        "PORT",
    ]
    assert "short" not in str(caught.value)

"""Customers' tokens: short-lived JWTs that the portal signs (RFC 7519), checked as RFC 8725 advises."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import structlog

from assistant.errors import AssistantError
from assistant.identity import Identity
from assistant.settings import ConfigurationError, Settings

if TYPE_CHECKING:
    import jwt

log = structlog.get_logger()

# Signatures with a public key. "none" and the shared-secret family are not among them: a token cannot choose them.
ASYMMETRIC: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
MAX_TOKEN: Final = 8192  # characters
MAX_CONTRACTS: Final = 200
MAX_ID: Final = 64  # characters of a contract's id
MAX_SUBJECT: Final = 200

PRIVATE_MEMBERS: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth"})  # RFC 7518, section 6

KEYS_LIFE: Final = 300.0  # seconds until keys from an address are asked for again
KEYS_PAUSE: Final = 15.0  # seconds between two tries, however many tokens name an unknown key
KEYS_TIMEOUT: Final = 3.0
KEYS_STALE: Final = 86_400.0  # seconds that old keys are still used when their address does not answer
MAX_KEYS_BYTES: Final = 256 * 1024

Key = dict[str, Any]


class BadToken(AssistantError):
    """A token that proves nothing; the message is one sentence for whoever sent it, without the token."""


class CustomerTokens:
    """Checks customers' tokens. Raises ConfigurationError when the key file of the settings cannot be used."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._keys = _source(settings.customer_jwt_keys, clock)

    @property
    def configured(self) -> bool:
        """Whether customers can sign in at all."""
        return self._keys is not None or self._settings.customer_jwt_secret is not None

    async def verify(self, token: str) -> Identity:
        """The customer that a token proves: `sub` and the claim `contracts`. Raises BadToken."""
        if not self.configured:
            raise BadToken("Customers' tokens are not set up here.")
        if len(token) > MAX_TOKEN:
            raise BadToken("The token is too long.")
        import jwt  # noqa: PLC0415 - with its cryptography 9 MB that a server without a portal has no use for

        key, algorithms = await self._key(token)
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=algorithms,
                issuer=self._settings.customer_jwt_issuer,
                audience=self._settings.customer_jwt_audience,
                leeway=self._settings.customer_jwt_leeway,
                options={"require": ["exp", "iss", "aud", "sub"], "enforce_minimum_key_length": True},
            )
        except jwt.ExpiredSignatureError:
            raise BadToken("The token has expired.") from None
        except jwt.MissingRequiredClaimError as missing:
            raise BadToken(f"The token lacks the claim {missing.claim}.") from None
        except jwt.InvalidAudienceError:
            raise BadToken("The token is for somebody else (aud).") from None
        except jwt.InvalidIssuerError:
            raise BadToken("The token is from somebody else (iss).") from None
        except (jwt.ImmatureSignatureError, jwt.InvalidIssuedAtError):
            raise BadToken("The token is not valid yet.") from None
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError, OverflowError):
            raise BadToken("The token is not valid.") from None
        return self._identity(claims)

    async def _key(self, token: str) -> tuple[Any, list[str]]:
        import jwt  # noqa: PLC0415 - see above

        try:
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise BadToken("The token is not a JWT.") from None
        algorithm = header.get("alg")
        if algorithm == "HS256" and self._settings.customer_jwt_secret is not None:
            return self._settings.customer_jwt_secret.get_secret_value(), ["HS256"]
        if algorithm not in ASYMMETRIC or self._keys is None:
            raise BadToken("The token is signed in a way that is not taken here.")
        kid = header.get("kid")
        entry = await self._keys.find(kid if isinstance(kid, str) else None)
        key = entry and key_for(entry, algorithm)
        if key is None:
            raise BadToken("The token is signed with a key that is not known here.")
        return key, [algorithm]

    def _identity(self, claims: dict[str, Any]) -> Identity:
        settings = self._settings
        # Without `iat` the token's life is counted from now, which only makes it shorter.
        began = float(claims.get("iat", time.time()))
        if float(claims["exp"]) - began > settings.customer_jwt_max_life + settings.customer_jwt_leeway:
            raise BadToken(f"The token lives longer than {settings.customer_jwt_max_life} seconds.")
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= MAX_SUBJECT:
            raise BadToken("The token's subject (sub) cannot be used.")
        contracts = claims.get("contracts", [])
        if not isinstance(contracts, list) or len(contracts) > MAX_CONTRACTS:
            raise BadToken("The token's claim contracts must be a list of contract ids.")
        if not all(isinstance(each, str) and 0 < len(each) <= MAX_ID for each in contracts):
            raise BadToken("The token's claim contracts must be a list of contract ids.")
        return Identity("customer", subject, frozenset(contracts))


def key_for(entry: Key, algorithm: str) -> jwt.PyJWK | None:
    """The key, ready for signatures of this algorithm; None when it is not for that one.

    An RSA key that names no algorithm serves each of RSA's; every other key is for one only (RFC 7518, section 3.1).
    """
    import jwt  # noqa: PLC0415 - see above

    try:
        key = jwt.PyJWK.from_dict(entry)
        if key.algorithm_name != algorithm and "alg" not in entry and entry.get("kty") == "RSA":
            key = jwt.PyJWK.from_dict(entry, algorithm if algorithm[:2] in ("RS", "PS") else None)
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    return key if key.algorithm_name == algorithm and algorithm in ASYMMETRIC else None


def read_jwks(text: str | bytes) -> dict[str | None, Key]:
    """The public keys of a JWK set (RFC 7517) by their id; shared secrets and keys for encryption are left out.

    A set with a single key may leave its id out. Raises ValueError when no key can be used.
    """
    document = json.loads(text)
    entries = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise ValueError("is not a JWK set")
    keys: dict[str | None, Key] = {}
    for entry in entries:
        if not isinstance(entry, dict) or entry.get("kty") == "oct" or entry.get("use", "sig") != "sig":
            continue
        public = {name: value for name, value in entry.items() if name not in PRIVATE_MEMBERS}
        if any(key_for(public, algorithm) for algorithm in ASYMMETRIC):
            kid = public.get("kid")
            keys[kid if isinstance(kid, str) else None] = public
    if not keys:
        raise ValueError("holds no public key for signatures")
    if len(keys) == 1:
        keys[None] = next(iter(keys.values()))
    return keys


class _File:
    """Keys from a file, read again when it changes; a broken edit is logged and the old keys stay."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = self._now()
        try:
            self._keys = read_jwks(path.read_bytes())
        except (OSError, ValueError, RecursionError) as wrong:
            reason = wrong if type(wrong) is ValueError else "cannot be read as JSON"
            raise ConfigurationError([f"ASSISTANT_CUSTOMER_JWT_KEYS: {path} {reason}."]) from None

    def _now(self) -> tuple[int, int, int] | None:
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    async def find(self, kid: str | None) -> Key | None:
        """The key of this id, or None."""
        stamp = self._now()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._keys = read_jwks(self._path.read_bytes())
            except (OSError, ValueError, RecursionError) as wrong:
                log.error("customers' keys cannot be read, the old ones stay", error=type(wrong).__name__)
        return self._keys.get(kid)


class _Address:
    """Keys from an address, asked for every few minutes and when a token names a new one, but never in a rush."""

    def __init__(self, url: str, clock: Callable[[], float]) -> None:
        self._url = url
        self._clock = clock
        self._keys: dict[str | None, Key] = {}
        self._read = self._tried = float("-inf")
        self._lock = asyncio.Lock()

    async def find(self, kid: str | None) -> Key | None:
        """The key of this id, or None."""
        if kid not in self._keys or self._clock() - self._read > KEYS_LIFE:
            async with self._lock:
                if self._clock() - self._tried > KEYS_PAUSE and (
                    kid not in self._keys or self._clock() - self._read > KEYS_LIFE
                ):
                    await self._refresh()
        return self._keys.get(kid) if self._clock() - self._read < KEYS_STALE else None

    async def _refresh(self) -> None:
        import httpx  # noqa: PLC0415 - only keys that lie elsewhere need it

        self._tried = self._clock()
        try:
            async with httpx.AsyncClient(timeout=KEYS_TIMEOUT, follow_redirects=False) as client:
                response = await client.get(self._url)
                response.raise_for_status()
                if len(response.content) > MAX_KEYS_BYTES:
                    raise ValueError("too large")
                self._keys = read_jwks(response.content)
            self._read = self._clock()
        except (httpx.HTTPError, ValueError, RecursionError) as wrong:
            log.error("customers' keys cannot be fetched", error=type(wrong).__name__)


def _source(where: str | None, clock: Callable[[], float]) -> _File | _Address | None:
    if where is None:
        return None
    return _Address(where, clock) if where.startswith(("https://", "http://")) else _File(Path(where))

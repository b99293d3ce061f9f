"""Whether a request comes from Slack: the signature over its raw body, not older than five minutes.

https://docs.slack.dev/authentication/verifying-requests-from-slack/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from slack_sdk.signature import Clock

TIMESTAMP: Final = re.compile(r"[0-9]{1,12}")
SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}")


def is_from_slack(secret: str, body: bytes, headers: Mapping[str, str], clock: Clock | None = None) -> bool:
    """Whether these headers sign this body; compared in constant time. `headers` are looked up in lower case."""
    from slack_sdk.signature import Clock, SignatureVerifier  # noqa: PLC0415 - only a server that is in Slack needs it

    timestamp = headers.get("x-slack-request-timestamp", "")
    signature = headers.get("x-slack-signature", "")
    # The library raises on a timestamp that is no number, on a signature that is not ASCII and on a body not in UTF-8.
    if not (TIMESTAMP.fullmatch(timestamp) and SIGNATURE.fullmatch(signature)):
        return False
    try:
        return SignatureVerifier(secret, clock or Clock()).is_valid(body, timestamp, signature)
    except UnicodeDecodeError:
        return False

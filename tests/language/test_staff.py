"""What IIJ's staff say of their own company is said of IIJ, and only there."""

from __future__ import annotations

import asyncio

import pytest

from assistant.language.staff import as_of_iij
from assistant.service import MessageRequest


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("全断48時間、うちの責任", "全断48時間、IIJの責任"),
        ("弊社起因の障害です", "IIJ起因の障害です"),
        ("FMS dead 48h, our own fault", "FMS dead 48h, IIJ's own fault"),
        ("our router was replaced", "our router was replaced"),
        ("原因はうちの装置の不良でした", "原因はIIJの装置の不良でした"),
        ("当社ルータの故障で停止", "IIJルータの故障で停止"),
        ("弊社のお客様の設備が故障", "弊社のお客様の設備が故障"),
        ("dead 48h because our gateway crashed", "dead 48h because IIJ's gateway crashed"),
        ("the failure was caused by our engineers", "the failure was caused by IIJ's engineers"),
        ("弊社で契約しています", "弊社で契約しています"),
    ],
)
def test_of_whom_it_is_said(text, meant):
    assert as_of_iij(text) == meant


@pytest.mark.parametrize(("channel", "fraction"), [("slack", "1/15"), ("web", "0")])
def test_by_the_channel(assistant, channel, fraction):
    text = "fms completely down 48 hours from our ack, our fault. fraction?"
    reply = asyncio.run(assistant.message(MessageRequest(text, None, None, channel, None))).body
    assert reply["answers"][0]["decision"]["values"]["credit_fraction"] == fraction

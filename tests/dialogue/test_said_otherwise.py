"""Said otherwise: lengths in two units, redundancy turned on, grades not wanted."""

from __future__ import annotations

import pytest
from tests.replies import decided


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("An FMS total outage caused by IIJ lasted five full days (exactly 120 hours). What is the credit?", "1/6"),
        ("A total outage of FMS caused by IIJ went on for 60 hours, that is 2 days and 12 hours. Credit?", "1/15"),
    ],
)
def test_a_length_told_in_two_units_counts_once(talk, text, fraction):
    assert decided(talk()(text))["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize(
    ("text", "intent", "outcome"),
    [
        ("冗長なしで契約していますが、冗長構成ありへ変えられますか(FMS)", "change_check", "needs_human"),
        ("ZTNAでCoreには上げたくないのですが、Starterでマルチリージョンは使えますか", "option_eligibility", "denied"),
        ("ZTNAのオプションの透過プロキシにつきましては来月末で外してください", "option_stop", "needs_human"),
        ("FMSの帯域は上げられますか", "bandwidth_limits", "denied"),
    ],
)
def test_what_is_asked(talk, text, intent, outcome):
    answer = talk()(text)["answers"][0]
    assert (answer["intent"], answer["decision"]["outcome"]) == (intent, outcome)

"""Sentences that tell what someone has now, and what becomes of their values: they are the ones of the contract."""

from __future__ import annotations

import re

from assistant.language.model import VALUES
from assistant.language.screening import Screened
from assistant.language.slots import Slots

_POSSESSION = Screened(
    r"契約(?:上の|中の)?リージョン(?:は|:|が|(?=[一-鿿ァ-ヶA-Z]))|契約(?:して|中|済|で(?:す|ご)|し、|者|を結)|"
    r"利用(?:して|中)|使って(?:い|る|ます|おり)|加入(?:して|中)|"
    r"運用(?:して|中)|お使い|ご利用|ご契約|現在|(?:今|いま)(?:は|の|、|(?=\d|Starter|Core|Complete|ZTNA|FMS))|"
    r"弊社は|うちは|(?:弊社|うち|我が社)の(?:契約|グレード|ライセンス|帯域|ログ|リージョン|サーバ)[^。]{0,6}は|"
    r"本体(?:の)?リージョン|(?:基本|"
    r"メイン)(?:の)?リージョン|"
    r"\b(?:(?:we're|we are|i'm|they're)(?! (?:now |all |finally )?(?:going|moving|growing|stepping|scaling|upgrading|"
    r"expanding|switching|changing|looking|thinking|considering|weighing|planning|wondering|hoping|interested|eyeing|"
    r"evaluating|comparing|asking|after)\b)|currently|at present|right now|today we|our (?:current|existing|contract|"
    r"gateway|plan)|(?:base|home|main|primary) region|(?:gateway|contract(?:ed)?)(?:'s)? region (?:is|=)|"
    r"(?<!can )(?<!could )(?<!may )(?<!should )we have|we've|we hold|we use|we pay for|"
    r"we run|"
    r"our (?:\w+ )?(?:region|grade|licen[cs]es?|bandwidth|retention|servers?)(?: \w+)? (?:is|are)|"
    r"is on|sits|customer (?:is|has|on(?! (?:this|the|that))))\b",
    re.IGNORECASE,
)
_HAS_OPTIONS = Screened(
    r"(?:使って|利用して|契約して|付けて|つけて|入れて|導入して)(?:い|お|る|ま)|利用中|契約中|運用中|"
    r"\b(?:on|with|have|has|use|uses|using|run|running|plus|and)\b",
    re.IGNORECASE,
)
_WISHES = Screened(r"\b(?:ask\w*|want\w*|wish\w*|need\w*|would like|request\w*|look\w* for)\b|'d like\b", re.IGNORECASE)
_SPEAKS_ABOUT = Screened(
    r"について|質問|検討|予定|興味|関心|お聞き|伺い|\b(?:about|regarding|questions?|concerning|interest\w*|"
    r"wonder\w*|read|heard|fallen in love|in love with|keen on|fanc(?:y|ies)|likes?|loves?|dream\w*|excited|curious|"
    r"raves?|eyeing|"
    r"told|says?|without|no)\b",
    re.IGNORECASE,
)


def has_possession(text: str) -> bool:
    """Whether the text tells what someone has now, rather than what is wanted."""
    return bool(_POSSESSION.search(text))


def has_options(text: str, first: int) -> bool:
    """Whether a sentence that tells what someone has names options among it: "we're on Core with SSE".

    `first` is where its first option stands: behind "asks for" or "wants" it is wished for.
    """
    return bool(_HAS_OPTIONS.search(text)) and not _SPEAKS_ABOUT.search(text) and not _WISHES.search(text[:first])


def as_background(slots: Slots, *, options: bool = False) -> Slots:
    """The slots of a sentence that tells what is there now: values, and with `options` these too, become `now` ones."""
    moved = dict(slots)
    now = dict(moved.pop("now", {}))
    for kind in VALUES:
        stepped = kind in moved.get("relative", {}) or kind in moved.get(
            "from", {}
        )  # the goal of a step is not there yet
        if kind in moved and not stepped and kind not in now:
            now.setdefault(kind, moved.pop(kind))
    if options and "options" in moved:
        now.setdefault("options", moved.pop("options"))
    if "region" in moved and "options" not in moved:
        now.setdefault("region", moved.pop("region"))
    if "grade" in moved and "grade_to" not in moved:
        moved.setdefault("grade_now", moved.pop("grade"))
    if now:
        moved["now"] = now
    return moved

"""Questions about what one's contract is at present: 「うちって今何ライセンスだっけ」, "which grade are we on?"."""

from __future__ import annotations

import re

from assistant.language.screening import Screened

_ASKED_JA = Screened(
    r"(?:うち|ウチ|弊社|当社|我が社|私ども|現在|現行|現状|(?:今|いま)(?:の契約)?|契約中)[^。?？]{0,14}"
    r"(?:何(?:ライセンス|台|本|個|日|メガ|ギガ|[GM])|いくつ|どの|どれ|どう(?:なっ|いう)|何[がを])[^。?？]{0,18}"
    r"(?:っけ|(?:に)?なって(?:い)?(?:る|ます)|契約(?:して|し|でした)|使って(?:い)?(?:る|ます)んで|登録されて)|"
    r"(?:今|いま|現在|現状|現行|うち|弊社|当社)の契約(?:で|だと|では|の|って)[^。?？]{0,12}(?:何(?:ライセンス|台|本|"
    r"個|日|メガ|ギガ|[GM])|いくつ|いくら|どれ|どこ)"
    r"(?:です|だ|ですか|なの|なんです)?(?:か|っけ)?[?？。]*$"
)
_NOW_JA = Screened(  # 「この契約 Mobilityサーバ現在何台」
    r"(?:現在|いま|今|現状)(?:は|の|で|って)?(?:何(?:台|ライセンス|本|個|日|名|メガ|ギガ|[GM])|いくつ)"
    r"(?:です|だ|なの|に?なって(?:い)?(?:る|ます))?(?:か|っけ|の)?[?？。\s]*$"
)
_ASKED_EN = Screened(
    r"\b(?:how many|how much|what|which)\b[^?]{0,48}\b(?:have we (?:actually |currently )?got(?! to)|"
    r"do we (?:currently |now |actually |presently )?(?:have|hold|own)(?! to)|"
    r"(?<!what )(?<!can )(?<!could )(?<!may )(?<!should )(?<!must )\bwe(?:'ve got| (?:currently |now |actually |"
    r"presently )?(?:have(?: got)?|hold|own))(?! to)|"
    r"are we (?:currently |now |actually |presently )?(?:on|using|running|contracted|subscribed)\b(?! to)|"
    r"did we (?:sign up|contract|subscribe)|"
    r"does (?:our|my) contract (?:currently |now |actually |presently )?(?:have|hold|include|say|cover|come with)|"
    r"(?:are|is)(?: there)? (?:on|in|under) (?:our|my) contract|"
    r"is (?:our|my) (?:current|present)\b)(?:[^?]{0,24}\b(?:now|moment|present|currently|today|again)\b|\s*[?.]?\s*$)",
    re.IGNORECASE,
)
_WHOLE = Screened(
    r"^\W*(?:(?:今|いま|現在|うち|弊社|当社)の?)?契約(?:内容|情報|状況|構成)(?:を|は|って)?(?:何|どう|教え|見せ|確認|"
    r"どんな|$)|"
    r"\bwhat(?:'s| is| are) (?:in )?(?:my|our) (?:current |present |own )?contract(?: details)?\b(?! (?:term|period|"
    r"number|end))",
    re.IGNORECASE,
)
_ONES_OWN = Screened(
    r"契約|うち|弊社|当社|自社|現在|(?:今|いま)の|依頼|申請|申し?込|受付|登録|前提|\b(?:my|our|we|us|contract|request|"
    r"application|order|plan|"
    r"configuration|subscription)\b",
    re.IGNORECASE,
)
_ITEM = Screened(
    r"グレード|プラン|ライセンス|帯域|ログ|リージョン|サーバ|同時|冗長|契約(?:内容|構成)|\b(?:grade|plan|tier|"
    r"licen[cs]es?|seats?|bandwidth|log|retention|region|"
    r"servers?|concurrent|redundan\w+|contract)\b",
    re.IGNORECASE,
)


def asks_present(text: str) -> bool:
    """Whether a normalised text asks which values the contract has now, not which it could have."""
    return bool(
        _WHOLE.search(text)
        or (_ITEM.search(text) and (_ASKED_JA.search(text) or _NOW_JA.search(text) or _ASKED_EN.search(text)))
    )


def speaks_of_ones_own(text: str) -> bool:
    """Whether a text has a word of one's own contract or request in it: a status page is not one's status."""
    return bool(_ONES_OWN.search(text))

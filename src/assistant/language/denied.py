"""Questions that take a no for granted: 「Starterでは使えないですよね」 is answered はい when it is so."""

from __future__ import annotations

from assistant.language.screening import Screened

_TAKEN_AS_NOT = Screened(
    r"(?:(?<!しか)(?:ない|なかった|ません|ませんでした)|だめ|ダメ|駄目|無理|不可(?:能)?|NG|対象外)"
    r"(?:という(?:こと|理解|認識|解釈)|ってこと|と(?:理解|認識)して)?、?(?:で|は|なん|なの|ん|の)?"
    r"(?:(?:です|だ|でしょう)?(?:よ)?ね|合って|あって|間違い(?:な|あり)|よろし|正しい|いい(?:です|の)?(?:か|よね)|"
    r"大丈夫)"
)
# What is no denial: 「問題ないですよね」, 「申込書でないとだめですよね」, 「Completeでしか使えないですよね」.
_NO_DENIAL = Screened(
    r"(?:問題|支障|差し?支え|差し?障り|心配|異論|相違)(?:は|が|も)?(?:な|あり)|構(?:わ|い)(?:な|ませ)|"
    r"(?:ないと|なければ|なくては|なきゃ)(?:だめ|ダメ|駄目|無理|いけ|なら|でき|使え)|しか[^。]{0,16}(?:ない|ません)"
)


# What stands in the way is asked for: 「Coreへ戻すことに支障はありますか」 is answered いいえ when it may be done.
_AGAINST_IT = Screened(
    r"(?:問題|支障|差し?支え|差し?障り|障害|不都合|妨げ|制約)(?:は|が|も|など|とか|に)?(?:何か|なにか)?"
    r"(?:あ(?:る|り(?:ます|得|う))|ござい(?:ます)|なり(?:ます)|なる)(?!ので|が|けど)|"
    r"違反(?:に|と)(?:なり(?:ます|得|う)|なる)"
)


def takes_as_not(text: str) -> bool:
    """Whether a normalised Japanese question takes for granted that something is not so, or asks what is against it."""
    taken = _TAKEN_AS_NOT.search(text) and not _NO_DENIAL.search(text)
    return bool(taken or _AGAINST_IT.search(text))

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


def takes_as_not(text: str) -> bool:
    """Whether a normalised Japanese question takes for granted that something is not so."""
    return bool(_TAKEN_AS_NOT.search(text)) and not _NO_DENIAL.search(text)

"""What is said to be friendly and asks for nothing: the weather, the weekend, how one is."""

from __future__ import annotations

import re

from assistant.language.screening import Screened

_GOOD = (
    r"(?:lovely|nice|beautiful|gorgeous|glorious|fine|great|good|wonderful|pleasant|perfect|cold|chilly|freezing|hot|"
    r"warm|humid|sunny|rainy|wet|windy|grey|gr[ae]y|cloudy|foggy|miserable|horrible|awful|dreadful|terrible|rotten|"
    r"busy|hectic|quiet|long|early|late|crisp|muggy|stormy|snowy)"
)
_TIME = (
    r"(?:days?|mornings?|afternoons?|evenings?|nights?|weather|weekends?|week|mondays?|tuesdays?|wednesdays?|"
    r"thursdays?|fridays?|saturdays?|sundays?|holidays?|summer|winter|spring|autumn|start to the (?:day|week)|"
    r"out(?:side)?(?: there)?|(?:here )?(?:today|this morning|this afternoon|tonight))"
)
_TAG = (
    r"(?:,? (?:isn't it|is it not|aren't we|eh|right|huh|don't you think|innit|we're having|we are having|today|again|"
    r"out there|here|this morning|this afternoon|at last|for once)){0,3}"
)
_WELL = r"(?:doing|keeping|feeling|getting on|going|holding up|today|all|everyone|everything|there|then|my friend)"
_FINE_JA = (
    r"(?:いい|良い|よい|素敵な|すてきな|気持ちの?(?:いい|良い)|爽やかな|穏やかな|ひどい|悪い|すごい|嫌な|いやな|"
    r"あいにくの|生憎の|珍しい|寒い|暑い|忙しい)"
)
_TIME_JA = (
    r"(?:お?天気|天候|陽気|日和|日|朝|夜|夕方|一日|週末|休日|[月火水木金土日]曜日?|季節|雨|雪|空模様|秋晴れ|"
    r"小春日和|週明け|時期)"
)
_FELT_JA = (
    r"(?:(?:蒸し)?暑い|寒い|涼しい|暖かい|温かい|肌寒い|冷え(?:ます|る|込みます)|(?:よく)?(?:降り|晴れ)(?:ます|ました|"
    r"ています)|(?:雨|雪|風)(?:が|は)?(?:すごい|ひどい|強い|続きます)|あっという間)"
)
_PLEASANTRY = Screened(
    rf"\s*(?:(?:and |but |well,? |oh,? |ah,? |wow,? )?(?:it's |it is |it's been |what |that's |today is |such )?"
    rf"(?:a |an )?(?:such |a )?(?:very |really |quite |so |rather |absolutely |pretty |awfully |bit ){{0,2}}"
    rf"{_GOOD} {_TIME}{_TAG}|"
    rf"(?:so |and )?how(?: are|'re| is|'s| have| r)? (?:you|things|it|everything|life|everyone|"
    rf"your (?:day|week|weekend|morning))(?: been)?(?: {_WELL}){{0,3}}(?: so far)?(?: today)?|"
    rf"(?:so |and )?how (?:was|is|did) your (?:weekend|holiday|day|week)(?: go)?|how do you do|what's up|sup|"
    rf"(?:i |we )?(?:do )?(?:hope|trust) (?:you|your|all|everything|everyone)[^.?!]{{0,40}}"
    rf"\b(?:well|fine|good|great|nice|lovely|ok(?:ay)?)\b[^.?!\d]{{0,24}}|(?:it's |it is )?(?:so )?(?:nice|pleased|"
    rf"lovely|good|glad) to (?:meet|see|hear from) you(?: again| too)?|long time no see|"
    rf"happy (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|new year|holidays)|"
    rf"(?:今日|本日|けさ|今朝|今週|今年|最近|こちら|そちら|外|毎日|今夜|週末)?(?:は|も|って)?(?:、)?(?:本当に|ほんとに|とても|"
    rf"ずいぶん|すごく|結構|けっこう|なかなか)?(?:{_FINE_JA}{_TIME_JA}|{_FELT_JA})(?:です|でした|だ|だった|に?なりました)?"
    rf"(?:よ)?(?:ね[ええぇー]?|な[ああぁー]?)|"
    rf"(?:お変わりなく?|変わりなく)?(?:お?元気)(?:です|でした|ですか|でしたか|にしてい?(?:ます|ました)か|かな|だった|？)?|"
    rf"お変わり(?:は)?(?:ありません|ない(?:です)?)か|(?:ご機嫌|調子)(?:は)?(?:いかが|どう)(?:です|でしょう)?か?|"
    rf"(?:{_FINE_JA})?(?:週末|お?休み|連休)(?:は)?(?:いかが|どう)でしたか|"
    rf"お会いできて(?:うれしい|嬉しい|光栄)です|お久しぶりです|ご無沙汰しております)[\s。.,!?:;)、~-]*",
    re.IGNORECASE,
)


def is_pleasantry(text: str) -> bool:
    """Whether a sentence says nothing but something friendly: "lovely Sunday, isn't it?", 「今日は寒いですね」."""
    return _PLEASANTRY.fullmatch(text) is not None

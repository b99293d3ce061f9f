"""Moves of a conversation that are about the conversation: what was recorded, that one, all of them, back to it.

They are few, fixed in form and short, so they are read from the words and not learnt from sentences. Whether a move
makes sense at a point of the conversation is for the dialogue to say.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.language.bounds import ends
from assistant.language.screening import Screened, Screens

_I = re.IGNORECASE
_MOVES = {
    "recap": Screened(
        r"何(?:が|を)(?:記録|確認|登録|申請)|(?:記録|確定)(?:する|した)(?:と|ら)|\bwhat happens (?:if|when|once) (?:i|"
        r"we|you) "
        r"(?:confirm|say yes|record|agree)\w*|"
        r"記録(?:される|する|した)(?:の|もの|内容)|(?:ここまで|今まで|いまの?|今の|"
        r"現在の|"
        r"さっきの|確認中の)(?:の|で)?(?:依頼|申請|申込|変更|入力)?の?(?:内容|まとめ|整理)(?:は|を|$)|"
        r"まとめて(?:ください|もら|$)|"
        r"(?:内容|それ)を?(?:もう一度|もう1度|再度)|もう一度(?:言って|お願い|教えて|見せて|説明)|どこまで(?:話|進|"
        r"決ま)|"
        r"\bwhat (?:exactly )?(?:will|would|is|gets|are you (?:going to|about to)|do you)\b[^.?]{0,24}\b(?:record\w*|"
        r"submit\w*|register\w*|file)\b|"
        r"\bwhat (?:exactly )?(?:did|have) (?:i|we)(?: just| now| already)? "
        r"(?:request|order|ask|confirm|record|agree|appl)\w*|"
        r"\bwhat (?:exactly )?(?:am i|are we) (?:confirming|agreeing|requesting|changing|saying yes)|\brecap\b|"
        r"\bsum (?:it|that|this) up\b|\bsummar(?:y|ise|ize)\b|\bwhere (?:are|were) we\b|\b(?:have|got) so far\b|"
        r"\b(?:read|repeat|say) (?:it|that|this)(?: back| again|$|[?.])|\bcome again\b|\bonce more\b",
        _I,
    ),
    "overrides": Screened(  # tells us to say something whatever the terms say
        r"\bi (?:hereby |now )?(?:order|command|instruct|direct) you to\b|"
        r"\b(?:ignore|disregard|forget|override|bypass|put aside)\b[^.!?]{0,24}\b(?:rules?|instructions?|terms|prompt|"
        r"guidelines?|"
        r"polic(?:y|ies)|restrictions?)\b|\b(?:system|admin|policy) override\b|\b(?:developer|admin|debug|god|root) "
        r"mode\b|\bjailbreak\w*|"
        r"(?:ルール|規則|規程|規約|指示|制約|制限|プロンプト|条文)(?:を|は|なんか|なんて)?[^。、]{0,8}(?:無視し|忘れ|"
        r"破っ|抜きで)|"
        r"(?:システム|管理者|開発者|デバッグ)(?:権限|モード|オーバーライド)|オーバーライド",
        _I,
    ),
    "roughly": Screened(
        r"(?:だいたい|大体|おおよそ|おおまか|大まか|ざっくり|概算|目安|およそ)[^。0-9]{0,6}(?:で(?:も)?(?:いい|良い|"
        r"よい|結構|構|かま)|だけでも)|"
        r"(?:概算|目安|ざっくり)(?:は|を|だと|で)|\bball ?park\b|"
        r"\brough(?:ly)?(?: (?:idea|figure|estimate|number|guess))?\b(?! \d)|"
        r"\b(?:an|your best) (?:estimate|approximation|guess)\b",
        _I,
    ),
    "reference": Screened(
        r"(?:受付|受け付け|申請|依頼|リクエスト|問い合わせ|お問い合わせ)(?:の)?(?:番号|No\.?|ナンバー|ID)|"
        r"(?<!条)(?<!条文)(?<!登録)(?<!電話)(?<!携帯)(?<!内線)(?<!直通)(?<!FAX)(?<!口座)(?<!法人)(?<!ポート)番号(?:(?:は|って)?(?:何|なん)|"
        r"(?:を)?(?:もう一度|教え|忘れ|控え))|"
        r"\b(?:request|reference|receipt|ticket|case) (?:number|no\.?|id|code)\b|"
        r"\bwhat(?: was| is|'s) (?:my|our|the) (?:request|reference|number)\b|"
        r"\b(?:my|our) reference\b",
        _I,
    ),
    "number": Screened(  # in few words, where only what was recorded has one
        r"^\W*(?:で、?|じゃあ?、?|あと、?|えっと、?)?(?:その|控えの)?番号(?:は|って|を)?(?:何(?:番)?|どれ|いくつ)?"
        r"(?:です(?:か)?|でした(?:か|っけ)?|だっけ|教えて(?:ください)?|ください)?[?。、\s]*$|"
        r"^\W*(?:and |so |ok,? )?(?:the |my |our )?reference(?:,? please)?\W*$|"
        r"^\W*(?:and |so |ok,? )?(?:(?:what(?:'s| is| was)|give me|remind me of|do i get|is there) )?"
        r"(?:the|my|our|a|that)? ?number(?: again| please)?\W*$",
        _I,
    ),
    "withdraws": Screened(
        r"取り?下げ|取り?消|取りやめ|撤回|キャンセル|(?:さっき|先ほど|今|いま|記録した|出した)の[^。]{0,12}(?:やめ|"
        r"なし|なかった)|"
        r"\bwithdraw\w*|\btake (?:it|that|my request|the request|this) back\b|"
        r"\b(?:cancel|revoke|undo|scrap|delete|retract) (?:that|it|this|my|the|our)?(?: last)?(?: \w+)? ?"
        r"(?:request|change|order|one|it)?\b",
        _I,
    ),
    "retracts": Screened(
        r"取り?消|取り?下げ|取りやめ|やめ(?:て|る|ます|と|に)|外し|除い|抜い|なし(?:で|に)|(?:要|い)ら(?:ない|なく|ん)|"
        r"不要|"
        r"忘れて|キャンセル|そのまま(?:で|に)|据え置|見送|(?:今|現状|現在|元|もと)の?(?:(?:台数|本数|数|値|"
        r"ライセンス数?|帯域|契約|設定|グレード|リージョン)の?)?まま|変え(?:ない|なく)|"
        r"変更(?:は)?(?:しない|なし)|"
        r"\b(?:forget|drop|scrap|skip|omit|exclude|cancel|remove|undo|without|ditch)\b|\bleave (?:out|off|it|them|"
        r"the)\b|"
        r"\bleave\b[^.?]{0,30}\b(?:out|off|as (?:it|they) (?:is|are)|alone|unchanged)\b|"
        r"(?:触ら|いじら)(?:ない|ず)|現状維持|"
        r"\bkeep (?:the|our|my) \w+(?: (?:count|size|number|same|unchanged|please))?[\s.!,]*$|"
        r"\b(?:stays?|remains?)(?: (?:put|as (?:it )?(?:is|was)|the same))?[\s.!,]*$|\bunchanged\b|"
        r"\b(?:don't|do not) (?:touch|change|alter|move)\b|"
        r"\bkeep\b[^.?]{0,24}\bas (?:it|they) (?:is|are)\b|\bnever ?mind\b|"
        r"\btake\b[^.?]{0,24}\b(?:out|off)\b|"
        r"\bnot the\b|\bno (?:more )?(?:need|change) (?:for|to|of)\b",
        _I,
    ),
    "resumes": Screened(
        r"(?:さっき|先ほど|さきほど|変更|申し?込み?|手続き?|依頼|解約|確認|本題)の?(?:話|件|変更|手続き?|"
        r"続き|依頼|申し?込み?|"
        r"質問|確認)?(?:に|へ)(?:話を)?戻|(?:前|もと|元)の?(?:話|件|変更|手続き?|続き|依頼|申し?込み?|質問|確認)(?:に|"
        r"へ)戻|"
        r"(?<!手)続き(?:を|から|に|で|お願い)|再開|"
        r"\bback to (?:my|the|our|that|it)\b|\bwhere we left\b|\b(?:continue|carry on|go on|proceed) with (?:my|"
        r"the|our|"
        r"that)\b|\bresume\b|\bpick (?:it |that )?up\b|\bas i was saying\b",
        _I,
    ),
    "adopts": Screened(
        r"そう(?:して|しま|する|し(?:たい|よう)|お願い)|そ(?:れ|ちら|の(?:方|ほう|方法|案|内容|形|通り|とおり|条件|"
        r"構成))(?:で|に)"
        r"(?:$|[。、!]|お願|おねが|いい|良|よ|し|決|行|いき|進|変更|申|結構|大丈夫|頼|たの|やっ)|"
        r"(?:なら|じゃあ?|では)(?:そちら|それ|その案)|それ(?:を|も)(?:お願い|頼)|"
        r"\b(?:do|request|order|apply for) (?:that|it|so|this)\b|^\W*(?:yes|yeah|yep|sure|ok(?:ay)?),? please\W*$|"
        r"\b(?:chang|switch|mov|go|rais|set|updat|bump|upgrad)\w*(?: (?:it|us|them))? to (?:that|this)(?: one| value| "
        r"tier| number| size)?\b(?! \w+ (?:is|are|was))|"
        r"\bgo (?:with|for) (?:that|it|this|the)\b|\blet's (?:do|go)\b|"
        r"\bthat(?: one)? (?:then|works|would (?:be (?:fine|good|ok(?:ay)?)|work)|is (?:fine|ok(?:ay)?|good)|please)\b|"
        r"\b(?:i|we)(?:'ll| will| would)? (?:take|want|have) (?:that|it|this)\b|\btake (?:that|it|this)\b|"
        r"\b(?:give|get|set|put|let) (?:us|me|them)(?: have)?(?: (?:to|on|at))? (?:that|this)\b|"
        r"\bput (?:it|that|this|the [\w ]{1,20}) through\b|"
        r"\bsounds good\b|\bplease do\b(?! (?:the|our|an?)\b)|\bmake it so\b",
        _I,
    ),
    "adds": Screened(
        r"(?:それ|これ|そっち|そちら|あれ)も|も(?:一緒に|あわせて|合わせて|追加|付け|つけ|入れ|含め|お願い|加え)|"
        r"\b(?:add|include|put in|order|take|want|have|get)\b[^.?]{0,20}\b(?:too|as well|also)\b|"
        r"\b(?:too|as well)\b[^.?]{0,10}\bplease\b|\balso (?:add|include|order)\b",
        _I,
    ),
    "earliest": Screened(
        r"最短|最速|最も早|一番早|いちばん早|できるだけ早|なるべく早|すぐ(?:に)?(?:でも)?(?:解約|やめ|辞め|終|止)|"
        r"早くて|"
        r"\b(?:earliest|soonest|quickest|fastest)\b|\bas (?:soon|early|quickly) as possible\b|\basap\b|"
        r"\bhow soon\b|\bhow (?:early|quickly)\b|\bright away\b|\bimmediately\b",
        _I,
    ),
    "posts": Screened(
        r"ポスト|投函|郵送|消印|発送|\bpost(?:ed|ing|mark\w*|box)?\b|\bmail(?:ed|ing|box)?\b(?! ?address)|"
        r"\bsend(?:ing)? it\b|\bcourier\b",
        _I,
    ),
    "nearest": Screened(
        r"どの(?:数|値|台数|本数|ライセンス数|帯域|グレード)(?:なら|だったら|だと)|近い(?:上の?|下の?)?(?:区分|段階|"
        r"枠|の|数|値|もの|ところ|"
        r"ライセンス|やつ|台数|本数|帯域|選択肢)|最寄り|(?:どれ|いくつ|何|いくら|何台|何本|"
        r"何ライセンス)(?:なら|だったら|だと)(?:いい|良い|通|可能|大丈夫|OK|取れ|いけ|でき)|"
        r"一番(?:安|簡単|手軽|早)い(?:方法|やり方|の)|"
        r"\b(?:cheapest|easiest|quickest|shortest|simplest|best) way\b|\bway to get there\b|\bhow (?:do|can|"
        r"could) we get there\b|"
        r"\b(?:nearest|closest)\b|\bnext (?:one |step |size |value |tier )?(?:up|down|above|below)\b|"
        r"\b(?:which|what)(?: one| number| value| figure)?s? (?:would|will|does|do|could) (?:work|be (?:fine|ok(?:ay)?|"
        r"allowed|accepted|possible))\b",
        _I,
    ),
    "latest": Screened(
        r"いつまで|何日まで|いつ迄|必着|締め?切り?|期限|遅くとも|間に合|最終(?:の)?(?:到着|到達|受付|提出)日|"
        r"\blast (?:possible )?(?:day|date) (?:for|to (?:send|hand|submit|get|have))\b|\bcut-?off\b|"
        r"\b(?:how late|by when|no later than|latest|deadline|"
        r"in time for|until when|by what date)\b",
        _I,
    ),
    "back": Screened(r"戻(?:す|せ|し|り|る|れ)|\b(?:back|return) (?:down )?to\b|\brevert\b", _I),
    "closes": Screened(
        r"(?:社内|上司|一度|いったん|持ち帰|チーム|部内)[^。]{0,10}(?:検討|相談|確認|話し合|持ち帰)|"
        r"検討(?:し(?:ます|てみ|て"
        r"(?:から|また))|させて(?:いただ|くだ))|持ち帰り(?:ます|まして)|考え(?:てみ|てから|させて)|(?:また|改めて|"
        r"あらためて|後で|後日)(?:ご?連絡|来|お願い|相談|伺|うかが)|(?:では|じゃあ)、?また|"
        r"(?:^|[、。\s])以上(?:です|になります|で(?:大丈夫|結構))|失礼(?:します|いたします)|"
        r"\b(?:think|talk|mull|chew) (?:it|this|that|about it|it all)?\s?(?:over|through)?\b(?= |[.!,]|$)[^?]{0,30}|"
        r"\b(?:discuss|run|check|talk)\b[^.?]{0,16}\b(?:internally|with (?:my|our|the) (?:team|boss|manager|"
        r"colleagues?|"
        r"management|finance)|by my)|\b(?:get back|come back) to you\b|\b(?:good ?)?bye\b|\bhave a (?:nice|good|"
        r"great)\b|"
        r"\bsleep on\b|\bthat(?:'s| is| will be| was) (?:all|everything)\b",
        _I,
    ),
    "handoff": Screened(
        r"(?:担当(?:者)?|責任者|(?<![一-鿿])人|上司|上長|上の(?:人|者|方)|管理者|スタッフ|オペレータ[ー]?|有人|人間|"
        r"詳しい(?:人|"
        r"方)|話の?わかる(?:人|方)|"
        r"営業|サポート|社員|製品チーム)(?:の(?:方|人))?(?:さん)?(?:に|へ)"
        r"[^。?]{0,12}(?:回し|渡し|つな(?:い|げ)|繋|引き継|エスカレ|代わ|替わ|転送|取り次|聞いて(?:おいて|もら|くだ)|"
        r"確認して(?:もら|くだ|おいて))|"
        r"\b(?:hand|pass|forward|escalate|transfer|refer|route|give)\b(?! up)[^.?]{0,40}\b(?:on |over |"
        r"along )?to (?:your|the|"
        r"a|an|some)? ?(?:\w+ )?(?:staff|team|colleagues?|agents?|persons?|humans?|support|someone|experts?|"
        r"specialists?|"
        r"people|desk|department)\b|"
        r"\b(?:put me through|get me|connect me|let me (?:talk|speak)|(?:want|need|like) to (?:talk|"
        r"speak))\b[^.?]{0,16}"
        r"\b(?:manager|supervisor|boss|superior|someone (?:senior|in charge|responsible))\b",
        _I,
    ),
    "late": Screened(
        r"過ぎ(?:たら|ると|て|れば)|遅れ(?:たら|ると|て)|間に合わな|\b(?:late|miss(?:ed)? (?:it|that|the deadline)|"
        r"too late)\b",
        _I,
    ),
}
_SCREENS = Screens(_MOVES)
_ALL = Screened(
    r"両方|どちらも|どっちも|全部|すべて|ぜんぶ|全て|まとめて(?:全部)?(?:お願い|で)|\bboth\b|\ball (?:of )?(?:them|it|"
    r"those|"
    r"these|three|two|four)\b|\beverything\b|\b(?:the|this|that) whole (?:thing|lot|request|change|idea|order)\b|"
    r"^\s*all\s*[.!]?$",
    _I,
)
_ORDER_JA = Screened(
    r"([0-9一二三四五]) ?(?:番目?|つ目|つめ|個目|案|個め)(?:の|で|を|が|に|$|でお願い|[。!])|"
    r"(最初|前者|先|(?<!以)上)の?(?:案|"
    r"ほう|方|もの|やつ|選択肢)?(?:で|を|に|が)|"
    r"(後者|最後|後ろ|(?<!以)下)の?(?:案|ほう|方|もの|やつ|選択肢)?(?:で|を|に|が)"
)
_ORDER_EN = Screened(
    r"\b(?:option|number|no\.?|choice|#)\s*([1-5])\b|\b([1-5])(?:st|nd|rd|th)\b|"
    r"\b(first|second|third|fourth|fifth|last|former|latter)\b(?: (?:one|option|choice|way|proposal))?",
    _I,
)
_KANJI = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_WORDS = {"first": 1, "former": 1, "second": 2, "latter": -1, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_SIZES = (
    (
        "max",
        Screened(
            r"最大|上限|一番(?:多|大|高|長)|最高|最長|\b(?:max(?:imum)?|ceiling|highest|largest|biggest|longest|"
            r"the top(?: one| value| number)?(?=\s*(?:please|then|,|[.!?]|$))|the most|"
            r"upper limit)\b",
            _I,
        ),
    ),
    (
        "min",
        Screened(
            r"最小|下限|最低(?!利用)|一番(?:少|小|低|短)|最短|最少|"
            r"\b(?:min(?:imum)?(?! (?:contract |use |usage )?(?:term|period|commitment))|floor|lowest|smallest|fewest|"
            r"shortest|"
            r"lower limit|the least)\b",
            _I,
        ),
    ),
    (
        "larger",
        Screened(
            r"大き(?:い|な|め)|多(?:い|め|く)(?!て)|高い|高め|上の(?:方|ほう|数|値)|長い|長め|\b(?:larger|bigger|"
            r"higher|greater|upper|longer|more)\b(?: one| number| value)?",
            _I,
        ),
    ),
    (
        "smaller",
        Screened(
            r"小さ(?:い|な|め)|少な(?:い|め)|低い|低め|下の(?:方|ほう|数|値)|短い|短め|\b(?:smaller|lower|fewer|"
            r"shorter|less)\b(?: one| number| value)?",
            _I,
        ),
    ),
)


_OTHER = Screened(
    r"(?:もう(?:ひとつ|一つ|1つ|片方|一方)|他方|別|逆|残り|反対)の?(?:ほう|方|やつ|案|値|数)?(?:で|を|"
    r"に(?!する場合)|が)|"
    r"\b(?:the|that) other (?:one|value|number|option|choice|figure|way)\b(?! (?:service|contract))|"
    r"\bthe other(?: then| after all| please)?[.!]*$",
    _I,
)
_NEXT = {
    "up": Screened(
        r"(?:(?:1|一|ひと)つ|次に|すぐ|一段|ワンランク)(?:だけ)?(?:上|大き|多|高|長)|切り?上げ|次の(?:大きい|長い|"
        r"多い)|"
        r"\b(?:next|one) (?:one |size |step |value |tier |level )?(?:up|above|higher|larger|bigger|longer|greater)\b|"
        r"\b(?:up|raise\w*|increase\w*|move\w*|go)(?: (?:it|us|that))? to the next "
        r"(?:one|size|step|value|tier|level)\b|"
        r"次の(?:段階|ティア|区分|ランク|枠)(?:に|へ|まで)(?:上げ|増や|変更|し)|"
        r"\bround(?:ed)? (?:it |that |this )?up\b|\bone (?:size|step|notch|level|tier) (?:up|higher|larger)\b",
        _I,
    ),
    "down": Screened(
        r"(?:(?:1|一|ひと)つ|次に|すぐ|一段|ワンランク)(?:だけ)?(?:下|小さ|少な|低|短)|切り?下げ|切り?捨て|"
        r"次の(?:小さい|短い|少ない)|"
        r"\b(?:next|one) (?:one |size |step |value |tier |level )?(?:down|below|lower|smaller|shorter|fewer)\b|"
        r"\bround(?:ed)? (?:it |that |this )?down\b|\bone (?:size|step|notch|level|tier) (?:down|lower|smaller)\b",
        _I,
    ),
}
_MIDDLE = Screened(
    r"真ん中|まんなか|中間|中央の|(?<!の)間の(?:やつ|もの|値|数)|\bmiddle\b|\b(?:one |value )?in between\b|\bmedium\b",
    _I,
)


def moves(text: str) -> frozenset[str]:
    """The moves in a text, by name: recap, reference, withdraws, retracts, resumes, adopts, adds ..."""
    text = ends(text)
    return frozenset(_SCREENS.found(text))


_PICKS = Screens.of(
    *(_ALL, _MIDDLE, _OTHER, _ORDER_JA, _ORDER_EN), *_NEXT.values(), *(pattern for _, pattern in _SIZES)
)


def pick(text: str) -> dict[str, Any]:
    """Which of several a text takes: {"all": True}, {"order": 2} (-1 for the last), {"size": "larger"}; {} for none.

    Sizes are max, min, middle, larger, smaller; {"next": "up"} is the one after a value spoken of, {"other": True} the
    one not taken.
    """
    text = ends(text)
    if not _PICKS.possible(text):
        return {}
    if _ALL.search(text):
        return {"all": True}
    for way, pattern in _NEXT.items():
        if pattern.search(text):
            return {"next": way}
    if _MIDDLE.search(text):
        return {"size": "middle"}
    if _OTHER.search(text):
        return {"other": True}
    for name, pattern in _SIZES:
        if pattern.search(text):
            return {"size": name}
    said = _ORDER_JA.search(text)
    if said:
        number = said[1]
        if number:
            return {"order": _KANJI.get(number) or int(number)}
        return {"order": 1 if said[2] else -1}
    said = _ORDER_EN.search(text)
    if said:
        number = said[1] or said[2]
        return {"order": int(number) if number else _WORDS[said[3].lower()]}
    return {}

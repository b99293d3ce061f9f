"""A text as typed in one form: letters folded, names parted from digits, kana and slang in their usual spelling."""

from __future__ import annotations

import re
import unicodedata

from assistant.language.screening import Screened, Screens

_GLUED = Screened(  # 「ztna5時間」「fxz三時間」
    r"(?<![A-Za-z\d])(ztna|fms|fxz|fxm|starter|core|complete|sse|log|lic|pc)(?=[\d一二三四五六七八九十半])",
    re.IGNORECASE,
)
_KANA = {
    r"(?<=[\d一二三四五六七八九十半])\s?じかん(?:はん)?": "時間",
    r"(?<=\d)\s?[ふぷ]ん(?!い)": "分",
    r"(?<=\d)\s?にちかん": "日間",
    r"(?<=[\d一二三四五六七八九十])\s?がつ(?=\s?[\d一二三四五六七八九十末])": "月",
    r"(?<=[\d一二三四五六七八九十])\s?にち(?=[にはがのでとをまか、。]|\Z)": "日",
    r"(?<=[\d一二三四五六七八九十])\s?ねん(?=\s?\d)": "年",
    r"(?:ゼロ|零)(?=台|本|個|人|件|日|ライセンス|デバイス)": "0",
    r"(?:な|んと|ないと)あかん": "ないといけない",  # as spoken in Kansai
    r"(?<=て)もろて(?=\s*(?:$|[。!?]))": "もらえますか",
    r"もろて": "もらって",
    r"(?<=[てでね])ー+(?=\s*(?:$|[。!?]))": "",
    r"(?<=て)くんない": "くれない",
    r"やけど": "だけど",
    r"どない": "どう",
    r"(?<=[台本個人名])ぶん": "分",
    r"幾ら": "いくら",
    r"(?<=[でま])せう": "しょう",  # historical spelling
    r"(?<=[加支考与変替換答伝備添据揃教覚越迎仕差])へ(?=[るてたずらば]|ま[すせし]|ござい|な[いく])": "え",
    r"(?<=[願伺使扱違払思言合買習向])ひ": "い",
    r"(?<=[願伺使扱違払思言合買習向])ふ": "う",
    r"(?<=[は-ん一-龠])ゐ": "い",
    r"最(?:低|底|定)利用(?:機関|期刊|期完)|最(?:底|定)利用期間": "最低利用期間",
    r"(?:解(?:訳|役|薬)|[改回]約|[改介]役)(?=し|す|日|の|を|で|は|届|申|に|が)": "解約",
    r"さんきゅ[うー]*|サンキュー+|あざ(?:ー|っ)?す": "ありがとう",
    r"なんぼ": "いくら",
    r"(?<=[もでてはば])ええ(?=で|の|か|ん|[?？。、]|\Z)": "いい",
    r"できへん|でけへん|できまへん": "できない",
    r"おかね": "お金",
    r"もど(?=り|る|って|ります)": "戻",
    r"せいきゅう": "請求",
    r"しょうがい": "障害",
    r"かいやく": "解約",
    r"けいやく": "契約",
    r"へんこう": "変更",
    r"もうしこみしょ": "申込書",
    r"らいせんす": "ライセンス",
    r"ろぐ(?=ほぞん|保存|[のをはが])": "ログ",
    r"ほぞん": "保存",
    r"(?<=[\dぁ-ん日台本][にへ])かえ(?=て|たい|る|られ)": "変え",
    r"さーばー?(?=[^ぁ-ん]|[をはがのもにへで])": "サーバー",
    r"(?<![ァ-ヺ])まるちりーじょん": "マルチリージョン",
    r"りーじょん": "リージョン",
    r"すたーたー?": "スターター",
    r"こんぷりーと": "コンプリート",
    r"おぷしょん": "オプション",
    r"ぷろき[しく]し?ー?": "プロキシ",
    r"あどおん": "アドオン",
    r"ぐれーど": "グレード",
    r"でばいす": "デバイス",
    r"へら(?=[さしすせそ])": "減ら",
    r"ふや(?=[さしすせそ])": "増や",
    r"たいいき": "帯域",
    r"さいていりようきかん": "最低利用期間",
    r"りようりょう|りょうきん": "料金",
    r"げんがく": "減額",
    r"なった\s?ひ(?=は|が|\s)": "なった日",
    r"(?<=[ぁ-ん請求解約契変更])\s+(?=でき)": "",
    r"できる\s?ように\s?なった": "できるようになった",
}
_IN_KANJI = Screens({kana: Screened(kana) for kana in _KANA})
_CIRCLED = Screened(r"[①-⑨]")
_SLANG = {  # spoken forms, short forms, letters that changed places
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "thx": "thanks",
    "ty": "thank you",
    "tyvm": "thank you very much",
    "tysm": "thank you so much",
    "thnx": "thanks",
    "tnx": "thanks",
    "thks": "thanks",
    "lemme": "let me",
    "gimme": "give me",
    "u": "you",
    "ur": "your",
    "cna": "can",
    "acn": "can",
    "hwo": "how",
    "waht": "what",
    "wnat": "want",
    "coudl": "could",
    "woudl": "would",
    "adn": "and",
    "teh": "the",
    "dose": "does",
    "thsi": "this",
    "whne": "when",
    "whats": "what's",
    "wheres": "where's",
    "whens": "when's",
    "hows": "how's",
    "whos": "who's",
    "isnt": "isn't",
    "arent": "aren't",
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "cant": "can't",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "wont": "won't",
    "wasnt": "wasn't",
    "thats": "that's",
    "theres": "there's",
    "weve": "we've",
    "theyre": "they're",
    "theyd": "they'd",
    "youre": "you're",
    "r u": "are you",
}
_SLURRED = Screened(rf"\b(?:{'|'.join(_SLANG)})\b", re.IGNORECASE)


_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOUR = re.compile(rf"\b(?:{'|'.join(_HOURS)})(?=\s?(?:[ap]\.\s?m\.|[ap]m\b|o'clock\b))", re.IGNORECASE)  # "ten p.m."
_A_SINGLE = re.compile(r"\b(?:just )?(?:a|one) single(?=\s(?:mobility\s)?servers?\b)", re.IGNORECASE)


def said_as(text: str) -> str:
    """A text in one form: full-width and half-width letters folded, names parted from digits; capitals stay.

    Capitals matter: "Complete" in a sentence is the grade, "complete" is mostly the word. ② is (2), "wanna" is
    "want to".
    """
    numbered = _CIRCLED.sub(lambda m: f" ({ord(m[0]) - ord('①') + 1}) ", text)
    spelled = _SLURRED.sub(lambda m: _SLANG[m[0].lower()], unicodedata.normalize("NFKC", numbered))
    spelled = _HOUR.sub(lambda m: str(_HOURS.index(m[0].lower()) + 1), spelled)
    return _in_kanji(_GLUED.sub(r"\1 ", _A_SINGLE.sub("1", spelled)))


def _in_kanji(text: str) -> str:
    """Words of contracts and outages written in kana only, as learners of Japanese write, in their usual form."""
    said = text
    for kana, pattern in _IN_KANJI.candidates(text):  # what is put in holds no kana that another pattern needs
        said = pattern.plain.sub(_KANA[kana], said)
    return said

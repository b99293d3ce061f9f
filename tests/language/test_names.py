from datetime import date

import pytest

from assistant.language.entities import extract

TODAY = date(2026, 11, 22)
NAMES = frozenset({"grade", "option", "service", "item", "ip", "region", "via"})


def named(text: str) -> list[tuple[str, str, object]]:
    return [(e.type, e.text, e.value) for e in extract(text, TODAY) if e.type in NAMES]


@pytest.mark.parametrize(
    ("text", "type_", "written", "value"),
    [
        # grades
        ("Starterで", "grade", "Starter", "Starter"),
        ("ＳＴＡＲＴＥＲ", "grade", "ＳＴＡＲＴＥＲ", "Starter"),
        ("ｽﾀｰﾀｰって", "grade", "ｽﾀｰﾀｰ", "Starter"),
        ("スタータープラン", "grade", "スターター", "Starter"),
        ("コアで500ライセンス", "grade", "コア", "Core"),
        ("core 六万", "grade", "core", "Core"),
        ("Completeです", "grade", "Complete", "Complete"),
        ("コンプリートなら", "grade", "コンプリート", "Complete"),
        ("コンプリトで3ギガ", "grade", "コンプリト", "Complete"),
        ("the complete grade", "grade", "complete", "Complete"),
        ("upgrade to complete", "grade", "complete", "Complete"),
        ("complete only?", "grade", "complete", "Complete"),
        # options
        ("SSEを追加", "option", "SSE", "sse"),
        ("sseアドオン", "option", "sseアドオン", "sse"),
        ("that SSE thing", "option", "SSE thing", "sse"),
        ("Could we bolt on SSE", "option", "SSE", "sse"),
        ("セキュリティサービスエッジ", "option", "セキュリティサービスエッジ", "sse"),
        ("security service edge add-on", "option", "security service edge add-on", "sse"),
        ("透過プロキシは？", "option", "透過プロキシ", "transparent_proxy"),
        ("設定変更opは？", "option", "設定変更op", "config_change"),
        ("17 days without ZTNA", "service", "ZTNA", "ztna"),
        ("プロキシ転送は？", "option", "プロキシ転送", "transparent_proxy"),
        ("can we get config change opt", "option", "config change opt", "config_change"),
        ("MR op", "option", "MR op", "multi_region"),
        ("等価プロキシは？", "option", "等価プロキシ", "transparent_proxy"),
        ("ﾄｳｶﾌﾟﾛｷｼは？", "option", "ﾄｳｶﾌﾟﾛｷｼ", "transparent_proxy"),
        ("transparant proxy", "option", "transparant proxy", "transparent_proxy"),
        ("マルチリージョンオプション", "option", "マルチリージョンオプション", "multi_region"),
        ("ﾏﾙﾁﾘｰｼﾞｮﾝ抜き", "option", "ﾏﾙﾁﾘｰｼﾞｮﾝ", "multi_region"),
        ("マルチリージヨン", "option", "マルチリージヨン", "multi_region"),
        ("MRを付けたい", "option", "MR", "multi_region"),
        ("the multi-region option", "option", "multi-region option", "multi_region"),
        ("設定変更オプション", "option", "設定変更オプション", "config_change"),
        ("the configuration change option", "option", "configuration change option", "config_change"),
        ("導入支援 on", "option", "導入支援", "intro_support"),
        ("introduction support", "option", "introduction support", "intro_support"),
        # services
        ("ZTNAの", "service", "ZTNA", "ztna"),
        ("ＦＸＺの", "service", "ＦＸＺ", "ztna"),
        ("FXMって", "service", "FXM", "fms"),
        ("IIJフレックスモビリティサービスの", "service", "フレックスモビリティサービス", "fms"),
        ("フレックスモビリティサービス/ZTNAの", "service", "フレックスモビリティサービス/ZTNA", "ztna"),
        ("フレックスモビリティ（ZTNAでない方）", "service", "フレックスモビリティ（ZTNAでない方）", "fms"),
        ("Flex Mobility (not ZTNA)", "service", "Flex Mobility (not ZTNA)", "fms"),
        ("フレックスモビリティサービス /ZTNA", "service", "フレックスモビリティサービス /ZTNA", "ztna"),
        ("FlexMobility/ZTNA", "service", "FlexMobility/ZTNA", "ztna"),
        # items without a value
        ("何ライセンスから", "item", "ライセンス", "licences"),
        ("ラインセンスって", "item", "ラインセンス", "licences"),
        ("グレードの選定", "item", "グレード", "grade"),
        ("帯域保証", "item", "帯域", "bandwidth"),
        ("ﾛｸﾞ何日分", "item", "ﾛｸﾞ", "log"),
        ("同時接続数の上限", "item", "同時接続数", "concurrent"),
        ("Mobilityサーバの上限", "item", "Mobilityサーバ", "servers"),
        ("冗長構成", "item", "冗長構成", "redundancy"),
        ("some other IP address", "item", "IP address", "ip"),
        ("which bandwidth", "item", "bandwidth", "bandwidth"),
        ("what options are there", "item", "options", "option"),
        # the rest
        ("IPv6は", "ip", "IPv6", "ipv6"),
        ("v4アドレス", "ip", "v4アドレス", "ipv4"),
        ("所定の解約申込書", "via", "解約申込書", "form"),
        ("メールで", "via", "メール", "email"),
        ("over the phone", "via", "over the phone", "phone"),
        ("東京リージョン", "region", "東京", "東京"),
        ("Tokyo", "region", "Tokyo", "Tokyo"),
        ("香港リージョン", "region", "香港", "香港"),
        ("our gateway region", "item", "region", "region"),
        ("the Frankfurt region", "region", "Frankfurt", "Frankfurt"),
        ("ヨハネスブルグリージョン", "region", "ヨハネスブルグ", "ヨハネスブルグ"),
    ],
)
def test_one_name(text: str, type_: str, written: str, value: str) -> None:
    assert named(text) == [(type_, written, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Premiumプランはありますか", "Premium"),
        ("プレミアムにアップグレードできますか", "Premium"),
        ("upgrade to Enterprise", "Enterprise"),
        ("エンタープライズプランに変更したい", "Enterprise"),
        ("グレードはスタンダードで", "Standard"),
        ("the Basic plan", "Basic"),
        ("プレミアムです", "Premium"),
    ],
)
def test_a_grade_the_terms_do_not_name(text: str, value: str) -> None:
    (grade,) = (e for e in extract(text, TODAY) if e.type == "grade")

    assert (grade.value, grade.extra) == (value, {"unknown": True})


@pytest.mark.parametrize(
    "text",
    [
        "please complete it",
        "Complete the list first",
        "a complete outage",
        "the migration is complete",
        "the paperwork is complete and sent",
        "completely dead",
        "our core business",
        "core network",
        "コア業務",
        "コアラ",
        "スコア",
        "スタート",
        "for starters",
        "conversation starter",
        "basic fee",
        "業務用のビジネスフォン",
        "フリーWi-Fi",
        "プロの方",
        "Mr. Tanaka",
        "compressed",
        "passed",
        "assess",
        "messenger",
        "ログイン",
        "ブログ",
        "カタログ",
        "log in",
        "we plan to move",
        "プラットフォーム",
        "platform",
        "performance",
        "ロードバランサ",
        "設定変更",
        "プロキシ",
        "関西電力",
        "東京都港区",
        "同時に",
        "メールサーバ",
        "電話帳",
        "どのような書面",
        "the current edition",
    ],
)
def test_everyday_words(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CoreからCompleteへ", [("grade", "Core"), ("grade", "Complete")]),
        ("core→starter 可否", [("grade", "Core"), ("grade", "Starter")]),
        ("from Core to Starter", [("grade", "Core"), ("grade", "Starter")]),
        (
            "SSEは要らないので、Coreで透過プロキシ",
            [("option", "sse"), ("grade", "Core"), ("option", "transparent_proxy")],
        ),
        ("SSEとMR", [("option", "sse"), ("option", "multi_region")]),
        ("FMS/ZTNA", [("service", "fms"), ("service", "ztna")]),
        ("ztna/fms", [("service", "ztna"), ("service", "fms")]),
        ("FXZとFXM", [("service", "ztna"), ("service", "fms")]),
        ("diff options ztna vs fms", [("item", "option"), ("service", "ztna"), ("service", "fms")]),
        ("sse complete only?", [("option", "sse"), ("grade", "Complete")]),
        ("ライセンス数、帯域、ログ保存期間", [("item", "licences"), ("item", "bandwidth"), ("item", "log")]),
        ("Starterグレード", [("grade", "Starter")]),
        ("グレードをCompleteに", [("grade", "Complete")]),
        ("Completeへのグレード変更", [("grade", "Complete")]),
        ("compare core and complete", [("grade", "Core"), ("grade", "Complete")]),
        ("is complete better than core?", [("grade", "Complete"), ("grade", "Core")]),
        ("リージョンは大阪", [("region", "大阪")]),
        ("デバイスライセンス数を1,250ライセンスへ", []),
    ],
)
def test_several_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(type_, value) for type_, _, value in named(text)] == expected


def test_a_mended_spelling_says_how_near_it_was() -> None:
    (grade,) = extract("コンプリトで", TODAY)
    (exact,) = extract("コンプリートで", TODAY)

    assert 0.8 <= grade.extra["fuzzy"] < 1
    assert "fuzzy" not in exact.extra


@pytest.mark.parametrize("text", ["is the transparent proxy open to us", "can we hav the trasparent proxy optoin"])
def test_a_longer_name_that_ends_inside_a_word_gives_way_to_the_shorter(text: str) -> None:
    assert ("option", "transparent_proxy") in [(e.type, e.value) for e in extract(text, date(2026, 11, 22))]

from datetime import date

import pytest

from assistant.language.entities import extract

TODAY = date(2026, 11, 22)


def amounts(text: str) -> list[tuple[str, str, object]]:
    return [
        (e.type, e.text, e.value) for e in extract(text, TODAY) if e.type not in {"item", "grade", "service", "product"}
    ]


@pytest.mark.parametrize(
    ("text", "type_", "written", "value"),
    [
        # money, in yen
        ("月額費用は90万円です", "money", "90万円", 900_000),
        ("月額費用は120万円", "money", "120万円", 1_200_000),
        ("月額120万", "money", "120万", 1_200_000),
        ("120万", "money", "120万", 1_200_000),
        ("1,200千円", "money", "1,200千円", 1_200_000),
        ("九十万円", "money", "九十万円", 900_000),
        ("¥100,000", "money", "¥100,000", 100_000),
        ("￥１００，０００", "money", "￥１００，０００", 100_000),
        ("100k yen", "money", "100k yen", 100_000),
        ("1.2 million yen per month", "money", "1.2 million yen", 1_200_000),
        ("JPY 900,000", "money", "JPY 900,000", 900_000),
        ("our monthly fee is 900,000", "money", "900,000", 900_000),
        ("基本料金 50万で", "money", "50万", 500_000),
        # bandwidth, in Mbps
        ("500M", "bandwidth", "500M", 500),
        ("500m", "bandwidth", "500m", 500),
        ("５００Ｍ", "bandwidth", "５００Ｍ", 500),
        ("500 Mbps", "bandwidth", "500 Mbps", 500),
        ("300メガ", "bandwidth", "300メガ", 300),
        ("1Gbps", "bandwidth", "1Gbps", 1000),
        ("1.5ギガ", "bandwidth", "1.5ギガ", 1500),
        ("ログ保存って30日にはできないの", "log", "30日", 30),
        ("order 12.000 licences", "licences", "12.000 licences", 12_000),
        ("2Gにして", "bandwidth", "2G", 2000),
        ("up to 1 Gig", "bandwidth", "1 Gig", 1000),
        ("half a gig", "bandwidth", "half a gig", 500),
        ("2048M", "bandwidth", "2048M", 2048),
        ("帯域を300に上げたい", "bandwidth", "300", 300),
        ("帯域1GB", "bandwidth", "1GB", 1000),
        # licences
        ("250ライセンス", "licences", "250ライセンス", 250),
        ("1,250ライセンスへ", "licences", "1,250ライセンス", 1250),
        ("六万ラインセス", "licences", "六万ラインセス", 60_000),
        ("ラインセンス250", "licences", "ラインセンス250", 250),
        ("ライセンス数は250", "licences", "250", 250),
        ("ライセンスを200に", "licences", "200", 200),
        ("ライセンスも1500へ", "licences", "1500", 1500),
        ("300台分のライセンス", "licences", "300台分のライセンス", 300),
        ("65k lic", "licences", "65k lic", 65_000),
        ("starter 600lic 可?", "licences", "600lic", 600),
        ("500 device licences", "licences", "500 device licences", 500),
        ("300 licenses will suffice", "licences", "300 licenses", 300),
        ("raise our licences to 1,250", "licences", "1,250", 1250),
        ("twelve hundred licences", "licences", "twelve hundred licences", 1200),
        ("a contract for 500 seats", "licences", "500 seats", 500),
        # log retention, in days
        ("ログ360", "log", "ログ360", 360),
        ("ログ３６０に", "log", "ログ３６０", 360),
        ("ログ保存期間は180日", "log", "180日", 180),
        ("ログ保存期間を360に延ばして", "log", "360", 360),
        ("ログの保存、90に短くする", "log", "90", 90),
        ("90日保存", "log", "90日", 90),
        ("90 days of logs", "log", "90 days of logs", 90),
        ("180-day log retention", "log", "180-day log retention", 180),
        ("retention 180", "log", "retention 180", 180),
        ("keep the logs for 90 days", "log", "90 days", 90),
        # servers
        ("Mobilityサーバ12台", "servers", "Mobilityサーバ12台", 12),
        ("Mobilityサーバ 12台 いける?", "servers", "Mobilityサーバ 12台", 12),
        ("サーバーを8台に", "servers", "8台", 8),
        ("12台のMobilityサーバ", "servers", "12台のMobilityサーバ", 12),
        ("ten Mobility servers", "servers", "ten Mobility servers", 10),
        ("four more Mobility servers", "servers", "four more Mobility servers", 4),
        # concurrent devices
        ("同時2万台", "concurrent", "同時2万台", 20_000),
        ("同時利用5000", "concurrent", "同時利用5000", 5000),
        ("同時利用デバイス数として20,000を指定", "concurrent", "20,000", 20_000),
        ("同時に接続する端末が最大2万台", "concurrent", "2万台", 20_000),
        ("20,000 concurrent devices", "concurrent", "20,000 concurrent devices", 20_000),
        ("15,400 devices connect simultaneously", "concurrent", "15,400 devices connect simultaneously", 15_400),
        ("5,000 devices at the same time", "concurrent", "5,000 devices at the same time", 5000),
        # times
        ("2回あった", "count", "2回", 2),
        ("三回", "count", "三回", 3),
        ("障害が2件", "count", "2件", 2),
        ("it failed twice", "count", "twice", 2),
        ("three times", "count", "three times", 3),
        ("two separate outages", "count", "two", 2),
        # shares
        ("基本料金の90分の1", "fraction", "90分の1", "1/90"),
        ("基本料金（月額）の 90分の 1", "fraction", "90分の 1", "1/90"),
        ("99.9パー保証", "percent", "99.9パー", 99.9),
        ("月額の1/30", "fraction", "1/30", "1/30"),
        ("1/90", "fraction", "1/90", "1/90"),
        ("99.99%ですよね", "percent", "99.99%", 99.99),
        # what nothing claims
        ("500", "number", "500", 500),
        ("180です", "number", "180", 180),
        ("千二百", "number", "千二百", 1200),
        ("65k", "number", "65k", 65_000),
        ("150で頼めるのはどっち？", "number", "150", 150),
        ("5", "number", "5", 5),
        ("三", "number", "三", 3),
        ("500ユーザーで使う", "number", "500ユーザー", 500),
    ],
)
def test_one_amount(text: str, type_: str, written: str, value: object) -> None:
    assert amounts(text) == [(type_, written, value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ライセンスを1000から1250に", [("licences", 1000), ("licences", 1250)]),
        ("from 1,000 to 1,250 licences", [("licences", 1000), ("licences", 1250)]),
        ("200から500M", [("bandwidth", 200), ("bandwidth", 500)]),
        ("1〜2G", [("bandwidth", 1000), ("bandwidth", 2000)]),
        ("帯域2Gにして あとライセンスも1500へ", [("bandwidth", 2000), ("licences", 1500)]),
        ("Core（1,000ライセンス、帯域500M）", [("licences", 1000), ("bandwidth", 500)]),
        ("raise licences to 1,250 and bandwidth to 1 Gig", [("licences", 1250), ("bandwidth", 1000)]),
        ("ログは90/180/360から", [("log", 90), ("log", 180), ("log", 360)]),
        (
            "3回、2時間と13時間、月額90万円",
            [("count", 3), ("duration", "PT2H"), ("duration", "PT13H"), ("money", 900_000)],
        ),
        ("同時5000、サーバ8台、8,000ライセンス", [("concurrent", 5000), ("servers", 8), ("licences", 8000)]),
        ("Mobilityサーバの数を、1台から10台", [("servers", 1), ("servers", 10)]),
        ("VPN装置2台中1台", [("number", 2), ("number", 1)]),
    ],
)
def test_several_amounts(text: str, expected: list[tuple[str, object]]) -> None:
    found = [(type_, value) for type_, _, value in amounts(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("あと500ライセンス", "+"),
        ("追加で300ライセンス", "+"),
        ("ライセンスを200追加", "+"),
        ("ライセンスを200増やしたい", "+"),
        ("300 more licences", "+"),
        ("four more Mobility servers", "+"),
        ("another 50 licences", "+"),
        ("add 200 licences", "+"),
        ("raise licences by 200", "+"),
        ("ライセンスを50減らしたい", "-"),
        ("reduce licences by 100", "-"),
        ("100 fewer licences", "-"),
        ("ライセンスも550に増やす", None),  # up to 550, not by 550
        ("ライセンスを1500へ", None),
        ("raise licences to 1,250", None),
        ("250ライセンス可?", None),
        ("more than 500 licences", None),
    ],
)
def test_relative_amounts(text: str, sign: str | None) -> None:
    found = [e for e in extract(text, TODAY) if e.type in {"licences", "servers"}]

    assert [e.extra.get("relative") for e in found] == [sign]


@pytest.mark.parametrize(
    "text",
    [
        "UDP5008ポート",
        "ポート443",
        "第3者",
        "何分の1",
        "1項しかない",
        "paragraph 1",
        "Microsoft 365",
        "(2) ログ保存期間",
        "a zero-day attack",
        "2回目",
        "3つのプラン",
        "万が一",
        "一般的に",
        "一時費用",
        "一度に",
        "03-1234-5678",
        "090-1234-5678",
        "192.168.0.1",
        "https://example.com/2026/500",
        "someone@example2.com",
        "24/365",
        "5G回線",
        "one of your VPN boxes",
        "at once",
    ],
)
def test_no_amount(text: str) -> None:
    assert amounts(text) == []


def test_a_unit_that_was_not_said_is_inferred() -> None:
    bandwidth = extract("帯域500", TODAY)[0]
    money = extract("120万", TODAY)[0]

    assert bandwidth.extra["inferred"] == ["unit"]
    assert money.extra["inferred"] == ["unit"]


def test_what_a_number_counts_is_kept() -> None:
    assert [(e.value, e.extra["unit"]) for e in extract("500台", TODAY)] == [(500, "台")]


def test_months_of_retention_are_approximate() -> None:
    log = extract("ログを半年保存", TODAY)[0]

    assert (log.type, log.value, log.extra["approximate"]) == ("log", 180, True)


def test_a_retention_moves_from_one_length_to_another() -> None:
    assert [("log", "360日", 360), ("log", "90日へ、ログ保存期間", 90)] == amounts(
        "360日から90日へ、ログ保存期間を短く"
    )

"""The words around an answer: buttons, help, refusals. Answers themselves are worded in `responses/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Locale = str


@dataclass(frozen=True, slots=True)
class Words:
    """One language. `{command}` in a text is the slash command as this workspace calls it."""

    help: str
    share: str
    shared_by: str
    shared_calculation_by: str
    choose: str
    calculators: str
    calculate: str
    calculator: str
    close: str
    result: str
    kinds: dict[str, str]
    fields: dict[str, str]
    hints: dict[str, str]
    choices: dict[str, str]
    unusable: str
    bad_duration: str
    too_many: str
    waiting: str
    busy: str
    broken: str
    unavailable: str
    shared: str
    too_long: str
    gone: str
    not_set_up: str
    not_opened: str
    opening: str


JA: Final = Words(
    help=(
        "*契約に関するご質問にお答えします*\n"
        "回答は、ZTNA・FMSの個別規程に基づくもので、ご本人だけに表示されます。\n\n"
        "• `{command} StarterでSSEアドオンは使えますか` … 質問する（日本語・英語）。続けて尋ねることもできます\n"
        "• `{command} calc` … 解約日、減額、最低利用期間、請求期限、契約内容の計算\n"
        "• `{command} new` … 新しい会話を始める（`new: 質問` のように続けることもできます）\n"
        "• `{command} help` … この案内（英語は `help en`）\n\n"
        "回答の下の「チャンネルに共有」を押すと、チャンネルの全員に表示されます。このやり取りは、解約の通知にはなりません。"
    ),
    share="チャンネルに共有",
    shared_by="{user} さんが共有しました",
    shared_calculation_by="{user} さんが計算結果を共有しました",
    choose="選択してください",
    calculators="何を計算しますか。",
    calculate="計算する",
    calculator="計算フォーム：{kind}",
    close="閉じる",
    result="計算結果",
    kinds={
        "termination": "解約日",
        "credit": "減額",
        "minimum-term": "最低利用期間",
        "claim-deadline": "減額の請求期限",
        "configuration": "契約内容の確認",
    },
    fields={
        "service": "サービス",
        "subject": "対象",
        "arrival": "解約申込書がIIJに到達する日",
        "designated": "解約希望日（申込書に記載する場合）",
        "billing_start": "課金開始日",
        "claimable_on": "減額を請求できることとなった日",
        "claimed_on": "請求する日（請求した日）",
        "duration": "利用できなかった時間",
        "cause": "原因",
        "total": "全く利用できない状態でしたか（FMS）",
        "monthly_fee": "基本サービスの月額費用（円、税抜）",
        "grade": "グレード（ZTNA）",
        "licences": "ライセンス数",
        "bandwidth": "帯域（Mbps、ZTNA）",
        "log": "ログ保存期間（日、ZTNA）",
        "options": "オプション",
        "region": "リージョン",
        "mr_region": "マルチリージョンオプションのリージョン",
        "concurrent": "同時利用デバイス数（FMS）",
        "servers": "Mobilityサーバ数（FMS）",
        "redundancy": "冗長構成（FMS）",
    },
    hints={
        "duration": "1行に1件、「時間:分」でご記入ください（例：13:40）。同じ月の障害をまとめて計算します。",
        "bandwidth": "1Gは1000です。",
    },
    choices={
        "contract": "契約全体",
        "option": "オプション",
        "multi_region": "マルチリージョンオプション",
        "iij": "IIJの責めによるもの",
        "customer": "お客様の責めによるもの",
        "customer_line": "お客様の回線・機器",
        "third_party": "第三者",
        "unknown": "不明",
        "true": "はい",
        "false": "いいえ",
    },
    unusable="この値は使えません。ご確認ください。",
    bad_duration="{line}行目を読み取れません。「13:40」のように「時間:分」でご記入ください。",
    too_many="一度に計算できるのは{most}件までです。",
    waiting="確認しています。少々お待ちください。",
    busy="短い間に多くのご質問をいただいています。{seconds}秒ほどおいて、もう一度お試しください。",
    broken="申し訳ありません。処理中に問題が起きました。もう一度お試しください。",
    unavailable="申し訳ありません。ただいまお答えできません。しばらくしてから、もう一度お試しください。",
    shared="チャンネルに共有しました。",
    too_long="ご質問は4,000字以内でお願いします。",
    gone="この回答はもう保存されていないため、共有できません。もう一度ご質問ください。",
    not_set_up="計算フォームを開く設定（ASSISTANT_SLACK_BOT_TOKEN）がありません。管理者にお問い合わせください。",
    not_opened="計算フォームを開けませんでした。もう一度お試しください。",
    opening="何ができますか",
)

EN: Final = Words(
    help=(
        "*Answers to contract questions*\n"
        "They rest on the terms of ZTNA and FMS, and only you see them.\n\n"
        "• `{command} can we use the SSE add-on on Starter?` … ask; the next message goes on from it\n"
        "• `{command} calc en` … cancellation date, credit, minimum term, claim deadline, contract check\n"
        "• `{command} new` … begin a new conversation (or `new: your question`)\n"
        "• `{command} help en` … this text (`help` for Japanese)\n\n"
        "“Share in channel” below an answer shows it to everybody here. Nothing said here is a notice of cancellation."
    ),
    share="Share in channel",
    shared_by="Shared by {user}",
    shared_calculation_by="Calculation shared by {user}",
    choose="Choose",
    calculators="What shall be calculated?",
    calculate="Calculate",
    calculator="Calculator: {kind}",
    close="Close",
    result="Result",
    kinds={
        "termination": "Cancellation date",
        "credit": "Credit",
        "minimum-term": "Minimum term",
        "claim-deadline": "Claim deadline",
        "configuration": "Check a contract",
    },
    fields={
        "service": "Service",
        "subject": "What is it about",
        "arrival": "Day the cancellation form reaches IIJ",
        "designated": "Desired day of the end, if written in the form",
        "billing_start": "Day on which charging began",
        "claimable_on": "Day from which the credit can be claimed",
        "claimed_on": "Day on which it is or was claimed",
        "duration": "How long it could not be used",
        "cause": "Cause",
        "total": "Completely unusable? (FMS)",
        "monthly_fee": "Monthly fee of the basic service (yen, before tax)",
        "grade": "Grade (ZTNA)",
        "licences": "Licences",
        "bandwidth": "Bandwidth (Mbps, ZTNA)",
        "log": "Log retention (days, ZTNA)",
        "options": "Options",
        "region": "Region",
        "mr_region": "Region of the multi-region option",
        "concurrent": "Devices connected at once (FMS)",
        "servers": "Mobility servers (FMS)",
        "redundancy": "Redundancy (FMS)",
    },
    hints={
        "duration": "One outage a line, as hours:minutes (13:40). All of one month are calculated together.",
        "bandwidth": "1G is 1000.",
    },
    choices={
        "contract": "The contract",
        "option": "An option",
        "multi_region": "The multi-region option",
        "iij": "IIJ",
        "customer": "The customer",
        "customer_line": "The customer's line or equipment",
        "third_party": "A third party",
        "unknown": "Not known",
        "true": "Yes",
        "false": "No",
    },
    unusable="This value cannot be used; please check it.",
    bad_duration="Line {line} cannot be read; write it as hours:minutes, such as 13:40.",
    too_many="At most {most} outages at once.",
    waiting="One moment, please.",
    busy="Many questions in a short time; please try again in {seconds} s.",
    broken="Sorry, something went wrong. Please try again.",
    unavailable="Sorry, answers are not available at the moment. Please try again later.",
    shared="Shared in the channel.",
    too_long="A question may have 4,000 characters at most.",
    gone="This answer is no longer kept and cannot be shared. Please ask again.",
    not_set_up="Calculators are not set up here (ASSISTANT_SLACK_BOT_TOKEN). Please ask the administrator.",
    not_opened="The calculator could not be opened. Please try again.",
    opening="What can you do?",
)

WORDS: Final = {"ja": JA, "en": EN}

"""Every code a decision can carry, with the params its sentence may use.

The sentences stand in responses/<locale>/codes.yaml under the code, or under the part before its last colon:
`D:OPT_GRADE:sse` is said by `D:OPT_GRADE` with the param `option`. `item` is there for every finding; a remedy's
sentence also has `set`, `add` and `remove`. Params are plain JSON: numbers, texts, ISO dates, fractions as text, lists.

D: denied · H: a person must decide · I: missing · N: what was found · C: condition · A: assumption · R: remedy
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One code: the params its sentence may use, and whether the answer stays open because of it.

    `open` is for assumptions only: False for general law and mere remarks, which leave a decision definite.
    """

    params: tuple[str, ...] = ()
    open: bool = False


CODES: Mapping[str, Code] = {
    # -- denied ------------------------------------------------------------------------------------------------
    "D:GRADE": Code(("given", "grades")),
    "D:LIC_RANGE": Code(("given", "grade", "min", "max", "nearest")),
    "D:LIC_STEP": Code(("given", "grade", "step", "nearest")),
    "D:BW_STARTER": Code(("given", "grade", "fixed")),
    "D:BW_RANGE": Code(("given", "grade", "min", "max")),
    "D:LOG_GRADE": Code(("given", "grade", "grades")),
    "D:LOG_VALUE": Code(("given", "grade", "allowed")),
    "D:TO_STARTER": Code(("grade", "current")),
    "D:OPT_GRADE": Code(("option", "grade", "grades")),
    "D:OPT_NONE": Code(("option", "options")),
    "D:MR_SAME": Code(("region",)),
    "D:NO_ITEM": Code(("absent", "items")),
    "D:IPV6": Code(("given", "versions")),
    "D:FORM": Code(("via", "options")),
    "D:CONC": Code(("given", "allowed")),
    "D:SRV": Code(("given", "min", "max")),
    # -- missing: I:<item>; `choices` are the values the terms allow, where they are few, else () ------------------
    "I": Code(("choices", "grade")),
    "I:grade": Code(("choices", "allowed_in")),
    "I:sse_fate": Code(("choices", "option", "grade", "grades")),
    # -- a person must decide ----------------------------------------------------------------------------------
    "H:REGION": Code(("given", "current")),
    "H:REDUNDANCY": Code(("given", "current")),
    "H:OPT_CANCEL": Code(("option", "via")),
    "H:INTRO_LATE": Code(("option",)),
    "H:SWITCH": Code(("to",)),
    "H:EXCESS": Code(("peak", "contracted", "top", "multi_region")),
    "H:NOTICE_FORM": Code(("via",)),
    "H:MIDNIGHT": Code(("arrival",)),
    "H:BEFORE_BILLING": Code(("effective_date", "billing_start")),
    "H:BY_IIJ": Code(("effective_date", "minimum_term_end")),
    "H:OPT_CHARGE": Code(("minimum_term_end",)),
    "H:OPT_EXCEPTION": Code(),
    "H:CLAIM_LATE": Code(("claim_deadline", "claimed_on", "alternative", "reason")),
    "H:SUSPENSION": Code(("incident",)),
    "H:FAULT": Code(("incident", "cause")),
    "H:NOT_TOTAL": Code(("incident",)),
    # -- what was found, for computed answers ------------------------------------------------------------------
    "N:WITHIN": Code(("peak", "contracted")),
    "N:EFFECTIVE": Code(("arrival", "days", "effective_date")),
    "N:EFFECTIVE_DESIGNATED": Code(("arrival", "days", "designated", "earliest")),
    "N:DESIGNATED_EARLY": Code(("arrival", "days", "designated", "effective_date")),
    "N:LATEST_ARRIVAL": Code(("desired", "days", "latest_arrival_date")),
    "N:MINIMUM_TERM": Code(("billing_start", "months", "minimum_term_end")),
    "N:NO_CHARGE": Code(("effective_date", "minimum_term_end")),
    "N:NO_CHARGE_BY": Code(("effective_date", "billing_start_by", "last")),
    "N:CHARGE": Code(("effective_date", "minimum_term_end", "residual_days")),
    "N:EXCEPTION": Code(),
    "N:CLAIM_BY": Code(("claimable_on", "months", "claim_deadline")),
    "N:CLAIM_IN_TIME": Code(("claimed_on", "claim_deadline")),
    "N:CLAIM_LOST": Code(("claimed_on", "claim_deadline")),
    "N:CREDIT_ROW": Code(("incident", "duration", "over", "up_to", "fraction")),
    "N:CREDIT_UNITS": Code(("incident", "duration", "units", "unit", "fraction")),
    "N:BELOW_THRESHOLD": Code(("incident", "duration", "threshold", "inclusive")),
    "N:SUSPENDED": Code(("incident",)),
    "N:VPN_UP": Code(("incident",)),
    "N:OWN_CAUSE": Code(("incident", "cause")),
    "N:CREDIT_SUM": Code(("count", "uncapped", "total")),
    "N:CAPPED": Code(("month", "uncapped", "cap")),
    # -- conditions --------------------------------------------------------------------------------------------
    "C:BW_MENU": Code(("given", "min", "max")),
    "C:REGION_LIST": Code(("regions",)),
    "C:COMBINED": Code(("items",)),
    "C:LOG_DATA": Code(("before", "after")),
    "C:EARLIER_VERSION": Code(("event", "edition")),
    "C:DECREASE": Code(("items",)),
    "C:OPT_MIN_TERM": Code(("option", "months")),
    "C:OPT_STOP_30D": Code(("option", "days")),
    "C:TECH": Code(("licences", "concurrent", "servers", "redundancy")),
    "C:ITEM_NEEDED": Code(("needed", "choices", "grade")),
    "C:EXCEPTION_APPLIES": Code(),
    "C:SUSPENSION_NOTICE": Code(),
    # -- assumptions -------------------------------------------------------------------------------------------
    "A:FIRST_DAY_EXCLUDED": Code(("event", "days", "months")),
    "A:CALENDAR_MONTHS": Code(("start", "months")),
    "A:NOT_EXTENDED": Code(("date", "alternative", "alternative_custom", "by_custom_only"), open=True),
    "A:ARRIVAL_PAST": Code(("latest_arrival_date", "today", "earliest")),
    "A:NO_CHANGE": Code(("items",)),
    "A:GIGA_1000": Code(("given", "max"), open=True),
    "A:BILLING_START_GIVEN": Code(("billing_start",), open=True),
    "A:OPTION_BILLING_START": Code(("billing_start",), open=True),
    "A:OPTION_ENDED": Code((), open=True),
    "A:APPENDIX_REFERENCE": Code((), open=True),
    "A:AMOUNT_BY_IIJ": Code(),
    "A:EARLIEST_CLAIM_DAY": Code(("claimable_on",), open=True),
    "A:CLAIM_IMPLIED": Code((), open=True),
    "A:ON_REQUEST": Code(),
    "A:HOURS_72": Code(("incident", "days", "fraction", "alternative"), open=True),
    "A:CAP_PER_MONTH": Code(("fraction", "per_incident", "over_all"), open=True),
    "A:SAME_MONTH": Code((), open=True),
    "A:NO_CAP": Code(("fraction", "capped"), open=True),
    "A:BASIC_FEE": Code((), open=True),
    "A:MONTHLY_FEE": Code((), open=True),
    "A:BEFORE_ROUNDING": Code(("monthly_fee",), open=True),
    "A:BREACH": Code((), open=True),
    "A:MEASURED_BY_IIJ": Code(),
    "A:IIJ_CAUSE": Code((), open=True),
    "A:TOTAL": Code((), open=True),
    "A:COUNTED_FROM_KNOWLEDGE": Code((), open=True),
    # -- remedies; `needs` are items that become required and are still to be named ------------------------------
    "R:SET": Code(("choices", "needs", "via", "dropped", "other_region")),
    "R:OTHER_REGION": Code(("choices", "needs", "via", "dropped", "other_region")),
    "R:FORM": Code(("choices", "needs", "via", "dropped", "other_region")),
    "R:STAY": Code(("choices", "needs", "via", "dropped", "other_region")),
}


def code_of(code: str) -> str:
    """The entry of CODES for a code with or without a suffix; raises KeyError for an unknown one."""
    if code in CODES:
        return code
    head = code.rpartition(":")[0]
    if head in CODES:
        return head
    raise KeyError(code)


def is_open(code: str) -> bool:
    """Whether an assumption leaves the answer open (certainty `conditional`)."""
    return CODES[code].open

"""Rule `configuration`: whether this contract, as specified, is possible."""

from __future__ import annotations

from assistant.rules.contract import NO_NEEDS, Facts, facts_of, find, sections
from assistant.rules.law import Law
from assistant.rules.model import Draft, Finding
from assistant.rules.requests import ConfigurationRequest
from assistant.rules.tracing import facts_read, judged

_GIGA = 1024  # the other reading of 1G: 1G = 1024M instead of 1000M (AMB-Z15)


def judge(law: Law, facts: Facts, via: str, *, whole: bool) -> list[Finding]:
    """Everything against a new contract (ZTNA 1, 3, 4, 7; FMS 2, 3, 6).

    Options are provided on IIJ's prescribed form only (ZTNA 7(1), FMS 6(1)); the rest of a contract names no form.
    """
    needs = law.required if whole else NO_NEEDS
    found = find(law, facts, needs, ask_region=whole, ask_grade=whole)
    if facts.get("options") and via != "form":
        found.append(form_finding(law, via, facts["options"]))
    return found


def form_finding(law: Law, via: str, options: tuple[str, ...]) -> Finding:
    """An option asked for otherwise than on the prescribed form."""
    return Finding("D:FORM", "via", law.form_clauses, {"via": via, "options": options})


def configuration(request: ConfigurationRequest, law: Law, draft: Draft) -> None:
    """Note findings, conditions and clauses for a contract that is to be made."""
    facts = facts_of(request.configuration)
    whole = request.scope == "whole"
    draft.findings = judge(law, facts, request.via, whole=whole)
    if not facts and not whole:
        draft.find("I:item", "item", law.item_clauses, choices=law.item_list, grade=None)
    facts_read(draft, facts)
    draft.fact("via", request.via)
    judged(draft, law, facts, draft.findings)
    nearest(draft)
    giga(draft)
    if draft.worst == "denied":
        return
    draft.clauses += sections(law, facts) or law.item_clauses
    bandwidth_menu(draft, law, facts)
    named = [facts["region"]] if "region" in facts else []
    for name in facts.get("options", ()):
        named += option_conditions(draft, law, name, facts)
    region_list(draft, law, named)
    if law.concurrent.values and len({"licences", "concurrent", "servers", "redundancy"} & facts.keys()) > 1:
        technical(draft, law, facts)


def nearest(draft: Draft) -> None:
    """The nearest numbers of licences, as a value, when the number given is not one."""
    for finding in draft.findings:
        if finding.code.startswith("D:LIC_"):
            draft.values["nearest_licences"] = list(finding.params["nearest"])


def giga(draft: Draft) -> None:
    """A bandwidth denied only because 1G is read as 1000M: the other reading is shown (AMB-Z15)."""
    for finding in draft.findings:
        if finding.code == "D:BW_RANGE":
            given, most = finding.params["given"], finding.params["max"]
            if most < given and given * 1000 <= most * _GIGA:
                draft.assume("A:GIGA_1000", finding.clauses, given=given, max=most)


def bandwidth_menu(draft: Draft, law: Law, facts: Facts) -> None:
    """Which steps of bandwidth IIJ offers is not stated; the ends of the range are named (AMB-Z15)."""
    given = facts.get("bandwidth")
    grade = facts.get("grade")
    allowed = law.bandwidth.get(grade) if grade else next(iter(law.bandwidth.values()), None)
    if given is not None and allowed and allowed.least < given < allowed.most and grade not in law.bandwidth_fixed:
        draft.condition("C:BW_MENU", allowed.clauses, given=given, min=allowed.least, max=allowed.most)


def region_list(draft: Draft, law: Law, named: list[str]) -> None:
    """Regions that were named: which there are, the terms do not say (AMB-Z21)."""
    if named:
        draft.condition("C:REGION_LIST", law.region_clauses, regions=tuple(dict.fromkeys(named)))


def option_conditions(draft: Draft, law: Law, name: str, facts: Facts) -> list[str]:
    """Note what an option brings with it, its minimum term (ZTNA 7(3), FMS 6(3)); returns the second region named."""
    option = law.options.get(name)
    if option is None:
        return []
    if option.min_term is not None:
        draft.condition("C:OPT_MIN_TERM", option.min_term_clauses, option=name, months=option.min_term)
    if option.other_region:
        if "mr_region" in facts:
            return [facts["mr_region"]]
        if not any(f.item == "mr_region" for f in draft.findings):
            draft.condition("C:ITEM_NEEDED:mr_region", option.clauses, needed="mr_region", choices=(), grade=None)
    return []


def technical(draft: Draft, law: Law, facts: Facts) -> None:
    """Licences, devices at once, servers and redundancy: the terms state no relation between them (AMB-F11)."""
    params = {item: facts.get(item) for item in ("licences", "concurrent", "servers", "redundancy")}
    servers = law.servers.clauses if law.servers else ()
    draft.condition("C:TECH", (*law.concurrent.clauses, *servers, *law.redundancy_clauses), **params)

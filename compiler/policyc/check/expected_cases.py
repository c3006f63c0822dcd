"""The cases of a file: typed, `every case` merged in, and held against the calendar and the outline.

A case is about the policy of its file. What it gives itself comes before what `every case` gives; within one of
them, two values for one fact are a conflict, but the values of a set and the episodes of a fact add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from policyc.check.bench import Bench, PolicyBench, StatedVersion, header_terms
from policyc.check.clashes import find_clash
from policyc.check.expectations import read_expectations
from policyc.check.givens import Givens, read_givens
from policyc.check.headers import DATE_OF_SERVICE
from policyc.check.neighbourhoods import named_policies
from policyc.check.terms import Outline, Terms, read_services
from policyc.check.values import within_reach
from policyc.model.cases import Case, ExpectedCase
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from policylang import tree
from policylang.diagnostic import Label

_WITHOUT_TEXT = frozenset({Outcome.NOT_IN_FORCE, Outcome.TEXT_NOT_HELD})


def read_cases(bench: Bench) -> None:
    """Type the cases of every file and give them to the policy they are about."""
    found: dict[str, list[ExpectedCase]] = {}
    for file in bench.files:
        shared = [block for block in file.blocks if isinstance(block, tree.EveryCase)]
        stated = [block.name.text for block in file.blocks if isinstance(block, tree.Version)]
        for block, word in named_policies(file):
            if not isinstance(block, tree.Case):
                continue
            owner = owner_of(word, block.title, bench)
            if owner is not None:
                case = _read_case(block, shared, draft_of(stated, owner), owner, bench)
                if case is not None:
                    found.setdefault(owner.policy.id, []).append(case)
    for name, cases in found.items():
        policy = bench.policies[name]
        policy.policy = replace(policy.policy, cases=tuple(cases))


def owner_of(word: tree.Word | None, name: tree.Word, bench: Bench) -> PolicyBench | None:
    """The policy that a case, claim or acknowledgement names; reported where there is none."""
    if word is not None:
        if word.text not in bench.policies:
            bench.findings.unknown("policy", word.text, word.span, bench.known_policies())
        return bench.policies.get(word.text)
    if not bench.findings.damaged_in(name.span.source):
        _report_no_policy(name, bench)
    return None


def _report_no_policy(name: tree.Word, bench: Bench) -> None:
    """Told at the first block of the file, since one line is missing, however many blocks need it."""
    if not bench.findings.is_first_in("case-without-policy", name.span.source):
        return
    kinds = tree.Case | tree.Prove | tree.Acknowledge
    files = [file for file in bench.files if file.name == name.span.source]
    blocks = sum(isinstance(block, kinds) for file in files for block in file.blocks)
    others = f", like {blocks - 1} more in this file," if blocks > 1 else ""
    known = bench.known_policies()
    meant = known[0] if len(known) == 1 else "POLICY"
    bench.findings.add(
        "case-without-policy",
        f"`{name.text}`{others} does not say which policy it is about",
        name.span,
        caption="about which policy?",
        help=f"write `cases for {meant}` at the top of the file",
    )


def draft_of(names: Sequence[str], owner: PolicyBench) -> StatedVersion | None:
    """The draft a file is about, where it states one version of the policy (by name) and that is a draft."""
    stated = owner.versions.get(names[0]) if len(names) == 1 else None
    return stated if stated is not None and stated.version.draft else None


def _read_case(
    node: tree.Case,
    shared: Sequence[tree.EveryCase],
    draft: StatedVersion | None,
    owner: PolicyBench,
    bench: Bench,
) -> ExpectedCase | None:
    policy = owner.policy
    terms = header_terms(bench, policy)
    clocks = _clocks(node, policy, terms)
    if clocks is None:
        return None
    requested = _requested(node, shared, terms)
    day = clocks[policy.version_clock]
    clock = clocks[policy.window_clock]
    own = read_givens(node.given, clock, requested, terms)
    common = read_givens(tuple(given for each in shared for given in each.given), clock, requested, terms)
    givens = common.under(own)
    outline = _outline_in_force(owner, day, draft)
    expects = read_expectations(node, requested, outline, terms)
    expected_without = any(expect.outcome in _WITHOUT_TEXT for expect in expects)
    if outline is None and not expected_without and not _is_told(day, owner):
        _report_no_text(node, day, terms)
    nothing_else = node.nothing_else or any(each.nothing_else for each in shared)
    case = Case(clocks, requested, givens.facts, givens.per_service, nothing_else)
    if not node.expects and not terms.findings.damaged_in(node.title.span.source):
        _report_nothing_expected(node, terms)
    if not any(expect.contradiction for expect in expects):
        _report_clash(node, case, givens, owner, terms)
    version = draft.version.name if draft else ""
    return ExpectedCase(node.title.text, case, expects, version=version, span=node.span)


def _clocks(node: tree.Case, policy: Policy, terms: Terms) -> Mapping[str, date] | None:
    """The dates of the case by clock; None where one that the policy needs is missing."""
    if node.on is None:
        return None
    clocks = {DATE_OF_SERVICE: node.on}
    for word, day in node.clocks:
        if word.text not in policy.clocks:
            terms.findings.unknown("clock", word.text, word.span, policy.clocks)
        elif day is not None:
            clocks[word.text] = day
    if not all(within_reach(name, day, node.title.span, terms.findings) for name, day in clocks.items()):
        return None
    named = {word.text for word, _ in node.clocks}
    missing = [clock for clock in policy.clocks if clock not in clocks and clock not in named]
    for clock in missing:
        terms.findings.add(
            "missing-clock",
            f"the case does not say its `{clock}`, which `{policy.id}` counts from",
            node.title.span,
            caption=f"no `{clock}`",
            help=f"add a line `dated {clock} YYYY-MM-DD`",
        )
    return clocks if all(clock in clocks for clock in policy.clocks) else None


def _requested(node: tree.Case, shared: Sequence[tree.EveryCase], terms: Terms) -> tuple[str, ...]:
    words = node.requests or tuple(word for each in shared for word in each.requests)
    return tuple(dict.fromkeys(service for word in words for service in read_services((word,), terms)))


# --- The calendar and the outline -------------------------------------------------------------------------


def _outline_in_force(owner: PolicyBench, day: date, draft: StatedVersion | None) -> Outline | None:
    """The parts in force on a day: of the draft, of the adopted version of the day, or of the only drafts."""
    if draft is not None and day in draft.version.interval:
        return _outline(draft, day)
    adopted = [each for each in owner.versions.values() if not each.version.draft]
    for stated in adopted or owner.versions.values():
        if day in stated.version.interval:
            return _outline(stated, day)
    return None


def _outline(stated: StatedVersion, day: date) -> Outline:
    return stated.outline(next(days for days in stated.days() if day in days))


def _is_told(day: date, owner: PolicyBench) -> bool:
    """Whether it is said elsewhere why there is no text: it is not held, or no version could be read."""
    held = any(day in gap.interval for gap in owner.policy.not_held)
    return held or owner.incomplete or not owner.versions


def _report_nothing_expected(node: tree.Case, terms: Terms) -> None:
    terms.findings.add(
        "expects-nothing",
        f"the case “{node.title.text}” expects nothing, so it tests nothing",
        node.title.span,
        caption="no `expect`",
        help="add a line such as `expect approve`, or leave out the case",
    )


def _report_no_text(node: tree.Case, day: date, terms: Terms) -> None:
    if terms.findings.damaged:
        return
    terms.findings.add(
        "case-without-text",
        f"no version of `{terms.owner}` is in force on {day}",
        node.title.span,
        caption=f"decided on {day}",
        help="correct the date of the case, or expect `not in force`",
    )


def _report_clash(node: tree.Case, case: Case, givens: Givens, owner: PolicyBench, terms: Terms) -> None:
    # Only what is given for one service can make the clash of one service another's.
    services = case.requested or tuple(terms.services) if case.per_service else ("",)
    for service in services:
        clash = find_clash(case, owner.policy, owner.rules(), service)
        if clash is None:
            continue
        places = [(name, span) for name in clash.facts if (span := givens.places.get(name)) is not None]
        labels = [Label(span, f"`{name}` is given here") for name, span in places]
        labels += [Label(axiom.span, "this axiom forbids it") for axiom in clash.axioms if axiom.span]
        terms.findings.add(
            "contradictory-case",
            f"no patient has all of these: {', '.join(f'`{name}`' for name in clash.facts)}",
            node.title.span,
            caption="its facts clash",
            labels=labels,
            help="change one of the facts, or expect `contradiction`",
        )
        return

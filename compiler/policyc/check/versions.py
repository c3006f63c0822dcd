"""Versions of a policy: found, stated in full, and held against the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from policyc.check.amendments import consolidate
from policyc.check.bench import Bench, PolicyBench, StatedVersion, header_terms
from policyc.check.duplicates import first_of_each
from policyc.check.findings import Findings
from policyc.check.intervals import days_words, gaps, read_bounds, start_key
from policyc.check.neighbourhoods import named_policies
from policyc.check.notice import check_notice
from policyc.check.outline import check_otherwise, lay_out
from policyc.check.replaced import check_replaced, in_use
from policyc.check.reviews import check_reviews
from policyc.check.terms import Terms, read_cite
from policyc.model.calendar import Interval
from policyc.model.program import Policy, Version
from policylang import tree
from policylang.codes import NAMES
from policylang.diagnostic import Edit, Fix, Label
from policylang.source import Span


def read_versions(bench: Bench) -> None:
    """Find the versions of each policy, state them in full, and lay out their parts."""
    by_policy: dict[str, list[tree.Version]] = {}
    for file in bench.files:
        for node, owner in named_policies(file):
            if isinstance(node, tree.Version):
                if owner is None:
                    _report_ownerless(node, bench.findings)
                elif owner.text in bench.policies:
                    by_policy.setdefault(owner.text, []).append(node)
                else:
                    bench.findings.unknown("policy", owner.text, owner.span, bench.known_policies())
    for name, policy in bench.policies.items():
        _read_versions_of(policy, by_policy.get(name, []), bench)


def check_timelines(bench: Bench) -> None:
    """Between the first and the last adopted day of a policy, every day has exactly one text."""
    for policy in bench.policies.values():
        adopted = [each for each in policy.versions.values() if not each.version.draft]
        # A version with a mistake in its days was told already, and says nothing about the days of others.
        if not (policy.incomplete or bench.findings.damaged):
            _check_overlaps(in_use(adopted), bench.findings)
            _check_gaps(adopted, policy.policy, bench.findings)
        check_notice(policy, bench.findings)
        check_reviews(policy, bench.findings)
        check_replaced(policy, bench.findings)
        for stated in policy.versions.values():
            _check_approval(stated, bench.findings)
            check_otherwise(stated.full, stated.layout, stated.version.interval, bench.findings)


def _report_ownerless(node: tree.Version, findings: Findings) -> None:
    if findings.damaged_in(node.name.span.source):
        return
    findings.add(
        "version-without-policy",
        f"version `{node.name.text}` does not say of which policy it is",
        node.name.span,
        caption="of which policy?",
        help=f"write `version {node.name.text} of POLICY …`, or put the policy header into this file",
    )


def start_order(version: Version) -> tuple[date, int, str]:
    """Sorts versions by their first day; of two with the same, the one approved later comes first."""
    approved = version.approved.toordinal() if version.approved else 0
    return start_key(version.interval), -approved, version.name


def _read_versions_of(policy: PolicyBench, nodes: list[tree.Version], bench: Bench) -> None:
    findings = bench.findings
    if not nodes and not findings.damaged and bench.config.whole_project:
        findings.add(
            "policy-without-version",
            f"policy `{policy.policy.id}` has no version, so it decides nothing",
            policy.node.id.span,
            caption="no version in the project",
            help=f"write `version NAME of {policy.policy.id} effective from DATE`",
        )
    kept = first_of_each("version", [(node.name, node) for node in nodes], findings)
    for name, node in kept.items():
        interval = read_bounds(node.effective, findings)
        if interval is None:
            policy.incomplete = True
            continue
        full = consolidate(node, kept, findings)
        _check_amends(node, findings)
        terms = header_terms(bench, policy.policy)
        policy.versions[name] = StatedVersion(
            node, full, _version(node, interval, terms), lay_out(full, findings)
        )
    ordered = sorted(
        (each.version for each in policy.versions.values()),
        key=lambda version: (version.draft, *start_order(version)),
    )
    policy.policy = replace(policy.policy, versions=tuple(ordered))


def _check_amends(node: tree.Version, findings: Findings) -> None:
    if node.amends is None and node.amendments:
        findings.add(
            "mixed-version",
            f"version `{node.name.text}` replaces, adds or removes parts, and amends no version",
            node.amendments[0].span,
            caption="of which version?",
            labels=(Label(node.name.span, "amends nothing"),),
            help=f"write `version {node.name.text} … amends PARENT`",
        )


def _version(node: tree.Version, interval: Interval, terms: Terms) -> Version:
    return Version(
        node.name.text,
        interval,
        node.draft,
        node.approved,
        node.amends.text if node.amends else "",
        read_cite(node.cite, terms),
        tuple(note.text for note in node.notes),
        span=node.name.span,
    )


# --- The calendar -----------------------------------------------------------------------------------------


def _check_overlaps(adopted: list[StatedVersion], findings: Findings) -> None:
    ordered = sorted(adopted, key=lambda stated: start_order(stated.version))
    for earlier, later in pairwise(ordered):
        shared = earlier.version.interval.meet(later.version.interval)
        if shared is None:
            continue
        begins = later.version.interval.start
        findings.add(
            "version-overlap",
            f"versions `{earlier.version.name}` and `{later.version.name}` are both in force"
            f" {days_words([shared])}",
            _days_span(later),
            caption=f"in force {days_words([later.version.interval])}",
            labels=(Label(_days_span(earlier), f"in force {days_words([earlier.version.interval])}"),),
            help=(
                f"end version `{earlier.version.name}` with `before {begins}`"
                if begins
                else "give each version days of its own"
            )
            + ", or mark one of them `draft`",
            fix=_end_before(earlier, begins),
        )


def _end_before(earlier: StatedVersion, begins: date | None) -> Fix | None:
    """A fix that ends the earlier version, where it has no end yet, on the day the later one begins."""
    effective = earlier.node.effective
    if begins is None or effective is None or effective.before or effective.through:
        return None
    span = effective.span
    end = Span(span.source, span.end_line, span.end_column, span.end_line, span.end_column)
    return Fix(f"end version `{earlier.version.name}` before {begins}", (Edit(end, f" before {begins}"),))


def _check_gaps(adopted: list[StatedVersion], policy: Policy, findings: Findings) -> None:
    covered = [each.version.interval for each in adopted] + [one.interval for one in policy.not_held]
    for gap in gaps(covered):
        later = next((each for each in adopted if each.version.interval.start == gap.end), None)
        earlier = next((each for each in adopted if each.version.interval.end == gap.start), None)
        place = later or earlier
        if place is None:
            continue
        labels = [Label(_days_span(earlier), f"in force before {gap.start}")] if earlier and later else []
        findings.add(
            "version-gap",
            f"no version of `{policy.id}` is in force {days_words([gap])}",
            _days_span(place),
            caption=f"in force {days_words([place.version.interval])}",
            labels=labels,
            help="let one version begin on the day the other ends, or say `text not held` in the header",
        )


def _check_approval(stated: StatedVersion, findings: Findings) -> None:
    approved, start = stated.version.approved, stated.version.interval.start
    if approved is None or start is None or approved <= start:
        return
    late = (approved - start).days
    findings.add(
        "approval-after-effect",
        f"version `{stated.version.name}` was approved {late} {'day' if late == 1 else 'days'}"
        " after it took effect",
        stated.node.name.span,
        caption=f"approved {approved}, effective from {start}",
        help="check both dates against the source; if they are right, write"
        f' `acknowledge {NAMES["approval-after-effect"].code} on "{stated.version.name}" because "…"`',
    )


def _days_span(stated: StatedVersion) -> Span:
    return stated.node.effective.span if stated.node.effective else stated.node.name.span

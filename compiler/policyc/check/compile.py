"""From versions to epochs: the days of each version, cut wherever a part comes into force or ceases to be.

The parts of a version that are in force on none of its own days are typed as well, on their own days, so that
a mistake in them is found; those epochs are then thrown away.
"""

from __future__ import annotations

from dataclasses import replace

from policyc.check.bench import Bench, PolicyBench, StatedVersion
from policyc.check.calendar_order import check_calendar_order
from policyc.check.cycles import check_cycles
from policyc.check.duplicates import report_duplicate
from policyc.check.epochs import read_epoch
from policyc.check.intervals import days_words, start_key
from policyc.check.services import check_services
from policyc.check.taken_over import name_amendments
from policyc.check.terms import Absences, Terms
from policyc.model.calendar import Interval
from policyc.model.program import Epoch


def compile_epochs(bench: Bench) -> None:
    """Type every version on its days: the adopted ones in order of time, each draft for itself."""
    for policy in bench.policies.values():
        taken: Interval | None = None
        for version in policy.policy.versions:
            stated = policy.versions[version.name]
            told = len(bench.findings.found)
            epochs = _epochs_of(policy, stated, bench)
            name_amendments(bench.findings, told, stated.node, policy.nodes())
            if version.draft:
                policy.policy.drafts[version.name] = epochs
            else:
                # Overlapping versions are an error; the program still has one text for every day.
                policy.policy.epochs.extend(_after(taken, epochs))
                taken = version.interval
        policy.policy.epochs.sort(key=lambda epoch: start_key(epoch.interval))


def check_epochs(bench: Bench) -> None:
    """What can be judged only of a text as a whole, on each of its days."""
    for policy in bench.policies.values():
        for epoch in (*policy.policy.epochs, *_drafts(policy)):
            told = len(bench.findings.found)
            check_cycles(epoch, bench.findings)
            check_calendar_order(epoch, bench.findings)
            _check_sections(epoch, bench)
            node = policy.versions[epoch.version.name].node
            name_amendments(bench.findings, told, node, policy.nodes())
        check_services(policy.policy, bench.findings)


def _drafts(policy: PolicyBench) -> list[Epoch]:
    return [epoch for epochs in policy.policy.drafts.values() for epoch in epochs]


def _check_sections(epoch: Epoch, bench: Bench) -> None:
    for section in epoch.sections.values():
        source = section.span.source if section.span else ""
        if not section.order and not bench.findings.damaged_in(source):
            bench.findings.add(
                "empty-section",
                f"section `{section.label}` has no criteria",
                section.span,
                caption="never met",
                help="add a criterion to it; a criterion that nobody meets says `no patient`",
            )


def version_terms(policy: PolicyBench, stated: StatedVersion, days: Interval, bench: Bench) -> Terms:
    """What can be named in a version on days that none of its bounds cuts."""
    return Terms(
        bench.findings,
        bench.uses,
        policy.policy.id,
        policy.policy.facts,
        version=stated.version.name,
        services=policy.policy.services,
        groups=policy.policy.groups,
        readings=policy.policy.readings,
        sources=frozenset(policy.policy.sources),
        outline=stated.outline(days),
        ever=stated.layout.labels,
        days=days,
    )


def _epochs_of(policy: PolicyBench, stated: StatedVersion, bench: Bench) -> list[Epoch]:
    _check_definition_names(policy, stated, bench)
    epochs, absences = [], Absences()
    for days in stated.days():
        terms = version_terms(policy, stated, days, bench)
        inside = stated.version.interval.meet(days) is not None
        if inside:
            epochs.append(read_epoch(policy.policy, stated.version, _noting(terms, absences)))
        elif _holds_dated_parts(stated, days):
            read_epoch(policy.policy, stated.version, terms)
    _report_absences(absences, bench)
    return epochs


def _noting(terms: Terms, absences: Absences) -> Terms:
    return replace(terms, absences=absences)


def _holds_dated_parts(stated: StatedVersion, days: Interval) -> bool:
    """Whether some part is in force on these days and on no day of its version."""
    own = stated.version.interval
    return any(part.meet(days) and not part.meet(own) for part in stated.layout.dated)


def _check_definition_names(policy: PolicyBench, stated: StatedVersion, bench: Bench) -> None:
    for name, node in stated.layout.definitions.items():
        fact = policy.policy.facts.get(name)
        if fact is not None and fact.span is not None:
            report_duplicate("fact or definition", node.name, fact.span, bench.findings)


def _report_absences(absences: Absences, bench: Bench) -> None:
    for (span, label), days in absences.found.items():
        bench.findings.add(
            "not-in-force",
            f"`{label}` is not in force {days_words(days)}",
            span,
            caption=f"refers to nothing {days_words(days)}",
            help="give what refers to it the same days, or give it a text for those days",
        )


def _after(taken: Interval | None, epochs: list[Epoch]) -> list[Epoch]:
    if taken is None:
        return epochs
    kept = []
    for epoch in epochs:
        if taken.end is None:
            continue
        rest = epoch.interval.meet(Interval(taken.end, None))
        if rest is not None:
            kept.append(replace(epoch, interval=rest))
    return kept

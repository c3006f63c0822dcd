"""Services that can be requested and never be supported."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.check.epoch_conditions import conditions_of
from policyc.check.findings import Findings
from policyc.model.conditions import RequestIncludes, ServiceIs, walk
from policyc.model.outcome import SERVICE_OUTCOMES
from policyc.model.program import Criterion, Epoch, Policy


def check_services(policy: Policy, findings: Findings) -> None:
    """Report a service that no criterion of any version recommends, that no line approves, and none speaks of.

    A criterion without a recommendation, its own or a section's, supports every service; a line that promises a
    service and names no criterion does so too.
    """
    if not (policy.epochs or any(policy.drafts.values())) or findings.damaged:
        return
    known = spoken_of(policy)
    for name, service in policy.services.items():
        if name not in known:
            findings.add(
                "unsupported-service",
                f"no criterion recommends `{name}` and no line supports it",
                service.span,
                caption="can be requested, and is never supported",
                help=f"add `{name}` where it is recommended, or acknowledge that it never is",
            )


def spoken_of(policy: Policy) -> frozenset[str]:
    """The services that some criterion of some version recommends, some line approves, or some condition names."""
    epochs = [*policy.epochs, *(epoch for drafts in policy.drafts.values() for epoch in drafts)]
    return frozenset(service for epoch in epochs for service in _supported(epoch, policy))


def _supported(epoch: Epoch, policy: Policy) -> Iterator[str]:
    for line in epoch.lines:
        if line.outcome in SERVICE_OUTCOMES and not line.names:
            yield from policy.services
    for criterion in epoch.criteria.values():
        yield from _possible(criterion, epoch, policy)
    for condition in conditions_of(epoch):
        for node in walk(condition):
            if isinstance(node, ServiceIs | RequestIncludes):
                yield from node.services


def _possible(criterion: Criterion, epoch: Epoch, policy: Policy) -> Iterator[str]:
    """The services a criterion supports for some patient: up to its first unconditional recommendation."""
    recommends = list(criterion.recommends)
    label = criterion.section
    while label in epoch.sections:
        recommends += epoch.sections[label].recommends
        label = epoch.sections[label].parent
    for recommend in recommends:
        yield from recommend.services
        if recommend.when is None:
            return
    yield from policy.services

"""Services that can be requested, that the text recommends, and that no patient can be given all the same.

Where nothing recommends it by name, as in a policy that only sends to review, nothing was promised. A service that a
line refuses by name is refused on purpose; one of which no criterion and no line speaks is told by
P501.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyc.analysis.studied import Studied
from policyc.analysis.subject import Subject
from policyc.check.services import spoken_of
from policyc.graph.words import service_words
from policyc.model.conditions import Condition, DefinitionHolds, RequestIncludes, ServiceIs, walk
from policyc.model.outcome import SERVICE_OUTCOMES
from policyc.model.program import Epoch, Policy
from policylang.codes import NAMES, diagnostic
from policylang.diagnostic import Diagnostic, Label
from policylang.source import Span

MOST_LABELS = 4


def dead_services(versions: Sequence[Studied]) -> Iterator[Diagnostic]:
    """Services that no patient can be given under any text of the policy, and that no line refuses by name."""
    policy = versions[0].policy
    known = spoken_of(policy)
    left = [name for name in policy.services if name in known and _recommendations(name, policy)]
    # What the newest text gives need not be asked of the older ones.
    for subject in (subject for studied in reversed(versions) for subject in reversed(studied.subjects)):
        left = [name for name in left if not _is_given(name, subject) and not _is_refused(name, subject)]
        if not left:
            return
    for name in left:
        yield diagnostic(
            "dead-text",
            f"no patient can be given service `{name}`",
            policy.services[name].span,
            caption="can be requested, and is never supported",
            labels=_recommendations(name, policy),
            notes=(f"no text of the policy supports {service_words(policy, name)} for anybody",),
            help="correct the criteria that recommend it, or refuse it by name in a decision line"
            f" (`when service is {name}`); if it stands there on purpose, write"
            f' `acknowledge {NAMES["dead-text"].code} on {name} because "…"`',
        )


def labelled(spans: Iterable[Span | None], message: str) -> tuple[Label, ...]:
    """A label at the first few of the places, in the order of the text."""
    places = sorted({span for span in spans if span is not None})
    return tuple(Label(span, message) for span in places[:MOST_LABELS])


def _is_given(name: str, subject: Subject) -> bool:
    text = subject.text
    return subject.possible([subject.gates.disjunction((text.services[name], text.also[name]))])


def _is_refused(name: str, subject: Subject) -> bool:
    """Whether a line that gives no service speaks of this one and decides for somebody who asks for it."""
    epoch, asked = subject.epoch, subject.patient.asks_for(name)
    refusing = {
        line.name
        for line in epoch.lines
        if line.outcome not in SERVICE_OUTCOMES and name in set(_services_in(line.condition, epoch))
    }
    return any(
        decision.line in refusing and subject.possible([asked, decision.literal])
        for decision in subject.text.decisions
    )


def _services_in(condition: Condition, epoch: Epoch) -> Iterator[str]:
    """The services a condition speaks of, directly or through definitions."""
    ahead, followed = [condition], set[str]()
    while ahead:
        for node in walk(ahead.pop()):
            if isinstance(node, ServiceIs | RequestIncludes):
                yield from node.services
            elif isinstance(node, DefinitionHolds) and node.name not in followed:
                followed.add(node.name)
                ahead.append(epoch.definitions[node.name].condition)


def _recommendations(name: str, policy: Policy) -> tuple[Label, ...]:
    epochs = [*policy.epochs, *(epoch for drafts in policy.drafts.values() for epoch in drafts)]
    chains = [criterion.recommends for epoch in epochs for criterion in epoch.criteria.values()]
    chains += [section.recommends for epoch in epochs for section in epoch.sections.values()]
    spans = [each.span for chain in chains for each in chain if name in each.services]
    return labelled(spans, "recommended here, to nobody")

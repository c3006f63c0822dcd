"""What is said of an answer: what a refuted claim's patient gets, and the readings that a claim rests on."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.claims import Breaking, ByReading, ClaimAnswer, Decided, Refutation, Status
from policyc.graph.words import mid_sentence
from policyc.model.program import Policy
from policyc.report.paragraph import counted, listed
from policyc.report.patient_words import given_words, patient_words
from policyc.report.verdict_words import service_words


def state_words(answer: ClaimAnswer) -> str:
    """The answer in a word or three; capital letters where something has to be done."""
    if answer.status is Status.UNDECIDED:
        return "undecided"
    if answer.expected:
        return "proved" if answer.status is Status.PROVED else "refuted as known"
    return "REFUTED" if answer.status is Status.REFUTED else "HOLDS"


def decided_words(one: Decided) -> str:
    """`not medically necessary by the line otherwise, for MRI (CPT 72148)`, and under which criterion."""
    under = f" under {one.criterion}" if one.criterion else ""
    service = service_words(one.service, one.epoch.policy)
    return f"{one.outcome} by the line {one.line}{under}, for {mid_sentence(service)}"


def refutation_words(answer: ClaimAnswer, refutation: Refutation) -> Iterator[str]:
    """The patient or patients, and how each text decides, a sentence or two each."""
    policy = answer.statement.policy
    yield patient_words(refutation.cases[0], policy)
    for one in refutation.decided:
        yield f"{_by_whom(one, answer, refutation)}: {decided_words(one)}."


def _by_whom(one: Decided, answer: ClaimAnswer, refutation: Refutation) -> str:
    text = f"version {one.epoch.version.name}"
    if len(refutation.cases) == 1:
        return f"By {text}"
    if one.case == refutation.cases[0]:
        return f"By {text}, before"
    return f"By {text}, then {_changed(one, refutation, answer.statement.policy)}"


def _changed(one: Decided, refutation: Refutation, policy: Policy) -> str:
    """What the second patient has that the first has not, in the order of the vocabulary."""
    first = refutation.cases[0].facts
    names = [name for name in policy.facts if one.case.facts.get(name) != first.get(name)]
    return listed([_value(one, name, policy) for name in names]) or "with more of it"


def _value(one: Decided, name: str, policy: Policy) -> str:
    if name in one.case.facts:
        return given_words(policy, name, one.case.facts[name])
    return given_words(policy, name, policy.facts[name].normally)


def reading_words(answer: ClaimAnswer, found: ByReading) -> Iterator[str]:
    """What breaks the claim and what keeps it: a sentence each, the first of them the sum."""
    yield "Proved as the text is read; not however it can be read."
    for breaking in found.breaking:
        yield f"Broken where {_turned(breaking, answer.statement.policy)}."
        yield from (f"  {words}" for words in refutation_words(answer, breaking.refutation))
    for keeping in found.keeping:
        kept = "is" if len(keeping) == 1 else "are"
        yield f"Kept, whatever the others, as long as {listed(keeping)} {kept} read as chosen."
    if not found.complete:
        sets = counted(max(len(found.breaking), len(found.keeping)), "set")
        yield f"There may be more: no more than {sets} of readings were looked for."


def _turned(breaking: Breaking, policy: Policy) -> str:
    """`urgent_care is read as still_required (“Does the urgent bullet waive the six weeks of care?”)`."""
    ways = breaking.refutation.turned.items()
    return listed([f"{name} is read as {way} (“{policy.readings[name].question}”)" for name, way in ways])


def texts_words(answer: ClaimAnswer) -> str:
    """Of several texts those that refute it, as an end of a sentence; empty where it is one text or all of them."""
    refuting = [text for text in answer.texts if text.status is Status.REFUTED]
    if not refuting or len(answer.texts) == len(refuting):
        return ""
    names = [" and ".join(epoch.name for epoch in text.epochs) for text in refuting]
    return f"refuted by {len(refuting)} of {len(answer.texts)} texts: {'; '.join(names)}"

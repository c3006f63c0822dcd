"""The header of a policy: services, clocks, sources, readings, documents, everything its versions share."""

from __future__ import annotations

from collections.abc import Mapping

from policyc.check.duplicates import first_of_each, report_duplicate
from policyc.check.findings import Findings
from policyc.check.history import read_history, read_notice
from policyc.check.intervals import read_bounds
from policyc.check.quantities import declared, read_length
from policyc.check.readings import read_reading
from policyc.check.terms import Terms, Uses, read_cite
from policyc.model.facts import Axiom, Fact, Vocabulary
from policyc.model.outcome import Outcome
from policyc.model.program import (
    NotHeld,
    Policy,
    RequiredDocument,
    Service,
    SourceDocument,
)
from policylang import tree

DATE_OF_SERVICE = "date_of_service"


def read_header(
    node: tree.Policy, vocabularies: Mapping[str, Vocabulary], findings: Findings, uses: Uses
) -> Policy:
    """The policy of a header, still without versions, epochs and cases."""
    owner = node.id.text
    used = _used_vocabularies(node, vocabularies, findings, uses)
    facts = _facts(node, used, findings, uses)
    sources = first_of_each("source", [(source.name, source) for source in node.sources], findings)
    services = _services(node, findings)
    terms = Terms(
        findings, uses, owner, facts, services=services, sources=frozenset(sources), version="header"
    )
    readings = first_of_each("reading", [(reading.name, reading) for reading in node.readings], findings)
    documents = first_of_each("document", [(item.name, item) for item in node.documents], findings)
    return Policy(
        owner,
        node.title.text,
        node.payer.text if node.payer else "",
        tuple(vocabulary.name for vocabulary in used),
        facts,
        _axioms(used),
        {name: _source(source) for name, source in sources.items()},
        services,
        _groups(node, terms),
        _clock(node.version_clock, findings),
        _clock(node.window_clock, findings),
        node.undocumented == "not met",
        read_notice(node.notice, findings),
        read_length(node.review_every, findings) if node.review_every else None,
        tuple(_document(item, terms) for item in documents.values()),
        _wordings(node, findings),
        read_history(node, terms),
        {name: read_reading(reading, terms) for name, reading in readings.items()},
        _not_held(node, findings),
        (),
        notes=tuple(note.text for note in node.notes),
        span=node.id.span,
    )


def _clock(word: tree.Word | None, findings: Findings) -> str:
    """A clock is declared by being used, but one that is nearly `date_of_service` is that, misspelt."""
    if word is None or word.text == DATE_OF_SERVICE:
        return DATE_OF_SERVICE
    import difflib

    if difflib.SequenceMatcher(None, word.text, DATE_OF_SERVICE).ratio() < 0.9:
        return word.text
    findings.unknown("clock", word.text, word.span, [DATE_OF_SERVICE])
    return DATE_OF_SERVICE


def _used_vocabularies(
    node: tree.Policy, vocabularies: Mapping[str, Vocabulary], findings: Findings, uses: Uses
) -> tuple[Vocabulary, ...]:
    words = first_of_each("vocabulary", [(word, word) for word in node.vocabularies], findings)
    used = []
    for name, word in words.items():
        if name in vocabularies:
            uses.mark("vocabulary", "", name)
            used.append(vocabularies[name])
        elif _looks_like_a_path(name):
            findings.add(
                "vocabulary-path",
                f"`{name}` is a path, and a vocabulary is named by its name",
                word.span,
                caption="a path is never followed",
                help="keep the vocabulary inside the project, and write the name after `vocabulary` in it",
            )
        else:
            findings.unknown("vocabulary", name, word.span, findings.project.facts)
    return tuple(used)


def _looks_like_a_path(name: str) -> bool:
    return any(sign in name for sign in "/\\:") or name.startswith(".") or name.endswith(".policy")


def _facts(
    node: tree.Policy, used: tuple[Vocabulary, ...], findings: Findings, uses: Uses
) -> dict[str, Fact]:
    """The facts of all vocabularies, in order; one name may not mean two things."""
    facts: dict[str, Fact] = {}
    words = {word.text: word for word in node.vocabularies}
    for vocabulary in used:
        for name, fact in vocabulary.facts.items():
            if name in facts:
                _report_shared_fact(words[vocabulary.name], facts[name], fact, findings)
                uses.mark("fact", vocabulary.name, name)
            else:
                facts[name] = fact
    return facts


def _report_shared_fact(word: tree.Word, first: Fact, second: Fact, findings: Findings) -> None:
    findings.add(
        "duplicate-name",
        f"vocabularies `{first.vocabulary}` and `{second.vocabulary}` both declare `{second.name}`",
        word.span,
        caption=f"declares `{second.name}` again",
        labels=(*declared(first), *declared(second)),
        help="rename the fact in one of them, or move it to a vocabulary that both policies share",
    )


def _axioms(used: tuple[Vocabulary, ...]) -> tuple[Axiom, ...]:
    return tuple(axiom for vocabulary in used for axiom in vocabulary.axioms)


def _source(node: tree.SourceDocument) -> SourceDocument:
    return SourceDocument(
        node.name.text,
        node.title.text,
        node.revised,
        node.retrieved,
        node.at.text if node.at else "",
        span=node.name.span,
    )


def _services(node: tree.Policy, findings: Findings) -> dict[str, Service]:
    if not node.services and not findings.damaged_in(node.id.span.source):
        findings.add(
            "no-services",
            f"policy `{node.id.text}` declares no service that could be requested",
            node.id.span,
            caption="no `services`",
            help='add `services` with a row such as `CPT 72148 as without_contrast "…"`',
        )
    kept = first_of_each("service", [(service.name, service) for service in node.services], findings)
    return {
        name: Service(
            name,
            service.label.text,
            service.system.text,
            tuple(code.text for code in service.codes),
            span=service.name.span,
        )
        for name, service in kept.items()
    }


def _groups(node: tree.Policy, terms: Terms) -> dict[str, tuple[str, ...]]:
    kept = first_of_each("group", [(group.name, group) for group in node.groups], terms.findings)
    groups = {}
    for name, group in kept.items():
        if name in terms.services:
            first = terms.services[name].span or group.name.span
            report_duplicate("service or group", group.name, first, terms.findings)
        members = first_of_each("service", [(word, word) for word in group.members], terms.findings)
        for word in members.values():
            if word.text not in terms.services:
                terms.findings.unknown("service", word.text, word.span, terms.services)
        groups[name] = tuple(sorted(member for member in members if member in terms.services))
    return groups


def _document(node: tree.RequiredDocument, terms: Terms) -> RequiredDocument:
    return RequiredDocument(node.name.text, node.label.text, read_cite(node.cite, terms), span=node.name.span)


def _wordings(node: tree.Policy, findings: Findings) -> dict[Outcome, str]:
    kept = first_of_each("wording", [(row.outcome, row) for row in node.wordings], findings)
    return {Outcome(outcome): row.wording.text for outcome, row in kept.items()}


def _not_held(node: tree.Policy, findings: Findings) -> tuple[NotHeld, ...]:
    found = []
    for item in node.not_held:
        interval = read_bounds(item.effective, findings)
        if interval is not None:
            found.append(NotHeld(interval, item.because.text, span=item.span))
    return tuple(found)

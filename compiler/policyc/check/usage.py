"""Names that are declared and never used.

Where a part of a file could not be read, nothing is said: the use may stand there. What a project shares, the facts
of its vocabularies, is judged only when the whole project is checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from policyc.check.axioms import axiom_facts
from policyc.check.bench import Bench, PolicyBench, StatedVersion
from policyc.check.taken_over import name_amendments
from policyc.model.facts import Fact, Vocabulary
from policylang import tree
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic
from policylang.source import Span


def check_usage(bench: Bench) -> None:
    """Report definitions, sections, criteria, readings, sources, groups and facts that nothing uses."""
    if bench.findings.damaged:
        return
    for policy in bench.policies.values():
        _check_policy(policy, bench)
        for stated in policy.versions.values():
            told = len(bench.findings.found)
            _check_version(policy, stated, bench)
            name_amendments(bench.findings, told, stated.node, policy.nodes())
    _check_documents(bench)


def _check_policy(policy: PolicyBench, bench: Bench) -> None:
    owner = policy.policy.id
    if not policy.versions:
        return
    for reading in policy.policy.readings.values():
        idle = not bench.uses.has("reading", owner, reading.name)
        if reading.modelled and idle and not bench.findings.is_meant(reading.name):
            bench.findings.add(
                "unused-reading",
                f"no condition depends on reading `{reading.name}`",
                reading.span,
                caption="changes nothing",
                help="let a condition depend on it, or mark it `not modelled`",
            )
    sources = ((name, source.span) for name, source in policy.policy.sources.items())
    _report_unused(bench, "source", owner, sources, "cite it, or remove it")
    groups = ((group.name.text, group.name.span) for group in policy.node.groups)
    _report_unused(bench, "group", owner, groups, "ask for it in a condition, or remove it")


def _report_unused(
    bench: Bench, kind: str, owner: str, names: Iterable[tuple[str, Span | None]], next_step: str
) -> None:
    for name, span in names:
        if not bench.uses.has(kind, owner, name) and not bench.findings.is_meant(name):
            bench.findings.add(
                "unused-name",
                f"{kind} `{name}` is never used",
                span,
                caption="used nowhere",
                help=next_step,
            )


# --- Versions ---------------------------------------------------------------------------------------------


def _check_version(policy: PolicyBench, stated: StatedVersion, bench: Bench) -> None:
    owner = f"{policy.policy.id} {stated.version.name}"
    definitions = ((name, node.name.span) for name, node in stated.layout.definitions.items())
    _report_unused(bench, "definition", owner, definitions, "refer to it, or remove it")
    _check_outline(stated, owner, bench)


def _check_outline(stated: StatedVersion, owner: str, bench: Bench) -> None:
    """A section or criterion is used when something asks for it or for a section around it.

    A section of which something inside is asked for is in use as well, for it gives that its scope.
    """
    parents = {section.node.label.text: section.parent for section in stated.layout.sections}
    asked = {
        name
        for kind, whose, name in bench.uses.names
        if whose == owner and kind in {"section", "scope", "criterion"}
    }
    sections_of = {criterion.node.label.text: criterion.section for criterion in stated.layout.criteria}
    inside = {
        above for name in asked for above in _above(sections_of.get(name, parents.get(name, "")), parents)
    }
    for section in stated.layout.sections:
        label = section.node.label
        unused = not _is_asked(label.text, parents, asked) and label.text not in inside
        if unused and (section.parent == "" or _is_in(section.parent, inside, asked, parents)):
            _report_part(bench, "section", label)
    for criterion in stated.layout.criteria:
        label = criterion.node.label
        if label.text in asked or _is_asked(criterion.section, parents, asked):
            continue
        if criterion.section in inside:
            _report_part(bench, "criterion", label)


def _above(label: str, parents: Mapping[str, str]) -> Iterable[str]:
    while label:
        yield label
        label = parents.get(label, "")


def _is_asked(label: str, parents: Mapping[str, str], asked: set[str]) -> bool:
    return any(name in asked for name in _above(label, parents))


def _is_in(label: str, inside: set[str], asked: set[str], parents: Mapping[str, str]) -> bool:
    """Whether a section is itself in use, so that an unused one below it has not been reported with it."""
    return label in inside or _is_asked(label, parents, asked)


def _report_part(bench: Bench, kind: str, label: tree.Word) -> None:
    if bench.findings.is_meant(label.text):
        return
    bench.findings.add(
        "unused-name",
        f"{kind} `{label.text}` is never asked for",
        label.span,
        caption="no decision line leads here",
        help=f"name it in a decision line (`{label.text} is met`) or in another criterion, or remove it",
    )


# --- Vocabularies -----------------------------------------------------------------------------------------


def unused_facts(
    vocabularies: Iterable[Vocabulary], used: Collection[tuple[str, str]], meant: Collection[str]
) -> Iterator[Diagnostic]:
    """A finding for each fact of which no policy speaks, given the facts used and the names misspelt ones mean."""
    for vocabulary in vocabularies:
        named = {name for name in vocabulary.facts if (vocabulary.name, name) in used}
        around = with_related(named, relations(vocabulary))
        for name, fact in vocabulary.facts.items():
            if name not in around and name not in meant:
                yield unused_fact(fact)


def unused_fact(fact: Fact) -> Diagnostic:
    """The finding about a fact that nothing uses."""
    return diagnostic(
        "unused-fact",
        f"no policy of the project uses `{fact.name}`",
        fact.span,
        caption="used by no policy here",
        help="nothing needs to be done if another project shares the vocabulary",
    )


def relations(vocabulary: Vocabulary) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What bears on what: where some of the first facts are used, the second are as good as used.

    So it is with the onset of an episode, and among the facts of an axiom.
    """
    onsets = (
        ((fact.name,), (fact.current_episode_since,))
        for fact in vocabulary.facts.values()
        if fact.current_episode_since is not None
    )
    axioms = (tuple(axiom_facts(axiom)) for axiom in vocabulary.axioms)
    return (*onsets, *((names, names) for names in axioms))


def with_related(
    used: Iterable[str], related: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> frozenset[str]:
    """The used facts and those that bear on them."""
    found = set(used)
    while True:
        more = {name for some, others in related if found & set(some) for name in others}
        if more <= found:
            return frozenset(found)
        found |= more


def _check_documents(bench: Bench) -> None:
    """A kind of document is declared to document something, whoever shares the vocabulary."""
    for node in bench.blocks(tree.Vocabulary):
        if isinstance(node, tree.Vocabulary):
            documents = ((kind.name.text, kind.name.span) for kind in node.documents)
            step = "write `documented by` on a fact, or remove it"
            _report_unused(bench, "document", node.name.text, documents, step)

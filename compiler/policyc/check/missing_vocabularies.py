"""One missing `vocabulary` line is one mistake, however many facts it leaves unknown.

A fact that a policy does not know, and that a vocabulary of the project declares which the policy does not use, is
no misspelt name. The same goes for every fact of a policy that names no vocabulary at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policylang import tree
from policylang.diagnostic import Edit, Fix, Label
from policylang.source import Span

if TYPE_CHECKING:
    from policyc.check.terms import Terms


@dataclass(slots=True)
class ProjectFacts:
    """Which vocabularies declare a fact, and which of them each policy names.

    `facts` are the names that each vocabulary declares. `unresolved` are the policies with a `vocabulary` line that
    names none; what they know is not known.
    """

    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    declaring: dict[str, list[str]] = field(default_factory=dict)
    policies: dict[str, tree.Policy] = field(default_factory=dict)
    unresolved: set[str] = field(default_factory=set)

    def note_vocabularies(self, facts: Mapping[str, Iterable[str]]) -> None:
        """Note what the vocabularies of the project declare."""
        self.facts.update({name: tuple(declared) for name, declared in facts.items()})
        for name, declared in sorted(self.facts.items()):
            for fact in declared:
                self.declaring.setdefault(fact, []).append(name)

    def note_policy(self, node: tree.Policy) -> None:
        """Note which vocabularies the header of a policy names."""
        self.policies[node.id.text] = node
        if any(word.text not in self.facts for word in node.vocabularies):
            self.unresolved.add(node.id.text)


def lacks_vocabulary(word: tree.Word, terms: Terms) -> bool:
    """Whether an unknown fact is unknown because its policy lacks a `vocabulary` line, which is then told once."""
    project = terms.findings.project
    node = project.policies.get(terms.owner)
    if node is None or terms.in_vocabulary or terms.findings.is_silent_about(word.text):
        return False
    if terms.owner in project.unresolved:
        return True
    declaring = project.declaring.get(word.text, [])
    if not declaring and node.vocabularies:
        return False
    if not terms.findings.damaged_in(node.id.span.source):
        _report(node, word, declaring or sorted(project.facts), terms)
    return True


def _report(node: tree.Policy, word: tree.Word, candidates: list[str], terms: Terms) -> None:
    for name in candidates:
        # The facts of a vocabulary that somebody forgot to name are not unused besides.
        for fact in terms.findings.project.facts[name]:
            terms.uses.mark("fact", name, fact)
    only = candidates[0] if len(candidates) == 1 else ""
    if not node.vocabularies:
        headline = f"`{node.id.text}` names no vocabulary, so it knows no facts"
    else:
        headline = f"`{node.id.text}` does not use vocabulary {_either(candidates)}, whose facts it names"
    terms.findings.add(
        "unknown-name",
        headline,
        node.id.span,
        caption="its `vocabulary` line is missing",
        labels=(Label(word.span, f"so `{word.text}` is not known here"),),
        help=_help(candidates),
        fix=_fix(node, only) if only else None,
    )


def _either(names: Iterable[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def _help(candidates: list[str]) -> str:
    if not candidates:
        return "add the line `vocabulary NAME` to the header, and declare the facts in that vocabulary"
    lines = " or ".join(f"`vocabulary {name}`" for name in candidates[:8])
    return f"add the line {lines} to the header of the policy"


def _fix(node: tree.Policy, name: str) -> Fix:
    title = node.title.span
    end = Span(title.source, title.end_line, title.end_column, title.end_line, title.end_column)
    return Fix(f"insert the line `vocabulary {name}`", (Edit(end, f"\n  vocabulary {name}"),))

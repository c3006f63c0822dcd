"""Examining a slice of a project: parse, check and analyse its files, and give back data.

A slice is a neighbourhood of files (`policyc.check.neighbourhoods`) with what it may know of the rest. It is
examined without looking at anything else, so slices can be examined in any order, by any process, or looked up.
What can only be said of the project as a whole is put together afterwards (`policyc.workspace.joining`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from policyc.check import CheckConfig
from policyc.check.checker import check_neighbourhood, declared_facts
from policyc.check.consequences import causes_only
from policyc.check.locate import with_places
from policyc.check.neighbourhoods import About, Elsewhere, about
from policyc.check.usage import relations, unused_fact
from policyc.model.cases import Acknowledgement, Case
from policyc.model.facts import Vocabulary
from policyc.model.program import Policy
from policyc.workspace.load import select
from policylang import parse, tree
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Level
from policylang.source import Source

if TYPE_CHECKING:
    from policyc.analysis import Analysis
    from policylang.parser import Parsed

_ABOUT_CASES = "P6"
# What is said with these may be said otherwise where more names are known.
_ASKING = frozenset({"case-without-policy", "unknown-name"})


@dataclass(frozen=True, slots=True)
class Slice:
    """The texts of a neighbourhood in the order of the project; `own` are those whose findings are told here."""

    sources: tuple[Source, ...]
    own: frozenset[str]
    elsewhere: Elsewhere = field(default_factory=Elsewhere, hash=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic; its witness, and a twin after it, as `case` blocks that can be pasted."""

    diagnostic: Diagnostic
    patients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysed:
    """What is known of one policy: the facts that its texts mention, and those on which its outcomes depend.

    `looked` is false where errors in its text kept the analysis from looking; `undecided`: not everything was found.
    """

    vocabularies: tuple[str, ...]
    looked: bool
    undecided: bool = False
    matters: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts that axioms and onsets tie together, and what to say of each, and of the axioms, if all are idle."""

    facts: frozenset[str]
    of_facts: Mapping[str, Diagnostic]
    of_axioms: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """A vocabulary: the facts it declares, the finding to make on each if it is unused, and what bears on what."""

    declared: tuple[str, ...]
    unused: Mapping[str, Diagnostic]
    relations: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    groups: tuple[FactGroup, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a slice, at default levels and before acknowledgements, and what others must know of it.

    `about` is what each of its own files is about, as it was read. `claims` has the file of each claim.
    `asks_elsewhere`: what other slices declare could change what was found.
    """

    findings: tuple[Finding, ...]
    about: Mapping[str, About]
    acknowledgements: tuple[Acknowledgement, ...]
    used: frozenset[tuple[str, str]]
    meant: frozenset[str]
    policies: Mapping[str, Analysed]
    vocabularies: Mapping[str, SharedFacts]
    claims: tuple[str, ...]
    damaged: bool
    asks_elsewhere: bool


def examine(wanted: Slice, whole_project: bool = True, on: date | None = None) -> Examined:
    """Parse, check and analyse a slice. `on` is the day for what becomes due."""
    parsed = [
        parse(source) if source.name in wanted.own else _parsed_shared(source) for source in wanted.sources
    ]
    files = [one.file for one in parsed]
    checked = check_neighbourhood(files, wanted.elsewhere, CheckConfig(whole_project=whole_project))
    said = causes_only([each for one in parsed for each in one.diagnostics], checked.diagnostics)
    findings = [Finding(one) for one in said if one.span is None or one.span.source in wanted.own]
    policies = {}
    for policy in checked.program.policies.values():
        policies[policy.id], found = _analysed(policy, _unfit(policy, said, wanted), files, on)
        findings += found
    own = [file for file in files if file.name in wanted.own]
    return Examined(
        tuple(findings),
        {file.name: about(file) for file in own},
        tuple(each for policy in checked.program.policies.values() for each in policy.acknowledgements),
        checked.used,
        checked.meant,
        policies,
        {
            name: _shared(checked.program.vocabularies[name], own)
            for name in declared_facts(own)
            if name in checked.program.vocabularies
        },
        tuple(file.name for file in own for block in file.blocks if isinstance(block, tree.Prove)),
        checked.damaged,
        checked.damaged or any(one.name in _ASKING for one in checked.diagnostics),
    )


@lru_cache(maxsize=32)
def _parsed_shared(source: Source) -> Parsed:
    """A vocabulary is read once by each process, however many policies use it."""
    return parse(source)


def _unfit(policy: Policy, said: Sequence[Diagnostic], wanted: Slice) -> bool:
    """Whether an error stands in a text that the policy is made of; a mistake in a case is none."""
    related = {source.name for source in select(wanted.sources, policy.id)}
    return any(
        one.level is Level.ERROR
        and not one.code.startswith(_ABOUT_CASES)
        and (one.span is None or one.span.source in related)
        for one in said
    )


def _analysed(
    policy: Policy, unfit: bool, files: Sequence[tree.File], on: date | None
) -> tuple[Analysed, list[Finding]]:
    if unfit:
        return Analysed(policy.vocabularies, looked=False), []
    from policyc.check.reviews import review_overdue

    analysis = _analysis(policy)
    found = with_places((*analysis.found, *analysis.undecided, *review_overdue(policy, on)), files)
    state = Analysed(
        policy.vocabularies, True, bool(analysis.undecided), analysis.matters, analysis.mentioned
    )
    return state, [Finding(one, patients(one, policy)) for one in _once(found)]


def _analysis(policy: Policy) -> Analysis:
    """The analysis of a policy; where it fails as a whole, that it could not be done."""
    from policyc.analysis import Analysis, analyse

    try:
        return analyse(policy)
    except Exception as error:
        undecided = diagnostic(
            "analysis-undecided",
            f"the analysis of `{policy.id}` could not be done: a mistake of ours, {type(error).__name__}",
            policy.versions[0].span if policy.versions else None,
            caption="nothing is known about this policy beyond what is said here",
            help="nothing follows from its silence; please report it",
        )
        return Analysis((), frozenset(), (undecided,))


def _once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings without those that say the same at the same place, as of text that several versions share."""
    told = set()
    for one in found:
        key = (one.code, one.span, one.headline)
        if key not in told:
            told.add(key)
            yield one


def patients(found: Diagnostic, policy: Policy) -> tuple[str, ...]:
    """The witness of a finding, and its twin where it has one, as cases that can be pasted."""
    from policyc.check.cases import case_as_text, read_json_case

    titles = ("A patient" if found.twin is None else "Gets more", "Gets less")
    texts = []
    for title, data in zip(titles, (found.witness, found.twin), strict=True):
        case = read_json_case(data, policy) if data is not None else None
        if isinstance(case, Case):
            texts.append(case_as_text(case, policy, f"{title}, {found.code}"))
    return tuple(texts)


def _shared(vocabulary: Vocabulary, own: Sequence[tree.File]) -> SharedFacts:
    unused = with_places((unused_fact(fact) for fact in vocabulary.facts.values()), own)
    by_place = {one.span: one for one in unused}
    facts = {name: by_place[fact.span] for name, fact in vocabulary.facts.items()}
    declared = declared_facts(own)[vocabulary.name]
    return SharedFacts(declared, facts, relations(vocabulary), tuple(_groups(vocabulary, own)))


def _groups(vocabulary: Vocabulary, own: Sequence[tree.File]) -> Iterator[FactGroup]:
    from policyc.analysis.idle_facts import idle
    from policyc.analysis.matters import groups_of

    names = {fact.span: name for name, fact in vocabulary.facts.items()}
    groups = groups_of(vocabulary.facts.values(), vocabulary.axioms)
    found = [idle({vocabulary.name: vocabulary}, {}, {"": group}) for group in groups]
    placed = {one.span: one for one in with_places((one for each in found for one in each), own)}
    for group, told in zip(groups, found, strict=True):
        of_facts = {names[one.span]: placed[one.span] for one in told if one.span in names}
        yield FactGroup(group, of_facts, tuple(placed[one.span] for one in told if one.span not in names))

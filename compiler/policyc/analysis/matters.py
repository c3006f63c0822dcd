"""Which facts of the vocabularies a policy's decisions depend on.

Facts come in *groups*: a fact with all those that axioms, parts and onsets tie it to, directly or through others. A
group matters when two patients who differ in nothing else get different outcomes, or other supported services, or
are refused for another reason, which is the line that decides. Patients tried at once (`columns`) show it of most
groups, and two copies of a patient answer it for the others; what a newer text has answered with yes is not asked of
an older one.

Where undocumented facts are not met, a fact may matter by its absence alone, as in `any of: fever, not fever`; there
every fact that is asked for counts. A group of which some fact is asked for only in a way of reading that was not
chosen is taken to matter, since a reading is recorded to be compared. What is left is asked once more, with all
readings open and without the axioms of the groups left: only what is idle even then is idle by itself, and not because
of an axiom or of a choice. So a group that does not matter changes no decision for any patient, nor do its axioms
(`idle_facts` has the argument).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from policyc.analysis.columns import Circuit, Columns, Known, Row
from policyc.analysis.studied import Studied
from policyc.analysis.subject import Subject
from policyc.model.conditions import Depending, parts
from policyc.model.facts import Axiom, Fact, PartOf
from policyc.model.outcome import OutcomeClass, outcome_class
from policyc.model.program import Epoch, Policy
from policyc.prove.cores import UndecidedError
from policyc.prove.laws import facts_of, settle
from policyc.prove.lowering import Text
from policyc.prove.pair import conditions_of
from policyc.prove.solver import Model, Status
from policyc.prove.twins import Twins, halves, of_left

Group = frozenset[str]


def facts_that_matter(versions: Sequence[Studied]) -> frozenset[str]:
    """The facts of all groups that matter under some text of a policy. Raises UndecidedError at a limit."""
    if not versions:
        return frozenset()
    policy = versions[0].policy
    subjects = [subject for studied in reversed(versions) for subject in reversed(studied.subjects)]
    left = list(groups_of(policy.facts.values(), policy.axioms))
    mentioned, as_chosen = facts_mentioned(policy), set[str]()
    if policy.undocumented_not_met:
        left = [group for group in left if group.isdisjoint(mentioned)]
    for subject in subjects:
        asked = _mentioned_as_chosen(subject.epoch)
        as_chosen |= asked
        matters = _that_matter(subject, [group for group in left if group & asked])
        left = [group for group in left if group not in matters]
    read_otherwise = mentioned - as_chosen
    left = [group for group in left if not group & read_otherwise]
    loose = [group for group in left if group & mentioned]
    for subject in subjects if loose else ():
        matters = _that_matter(_loosened(subject, frozenset[str]().union(*loose)), loose)
        loose = [group for group in loose if group not in matters]
        left = [group for group in left if group not in matters]
    return frozenset(policy.facts).difference(*left)


def facts_mentioned(policy: Policy) -> frozenset[str]:
    """The facts that some condition of some text asks for, whatever way of reading it belongs to."""
    every = [*policy.epochs, *(epoch for drafts in policy.drafts.values() for epoch in drafts)]
    return frozenset(name for epoch in every for name in facts_of(conditions_of(epoch)))


def groups_of(facts: Iterable[Fact], axioms: Iterable[Axiom]) -> tuple[Group, ...]:
    """All facts in groups, in the order in which their first facts are declared."""
    declared = {fact.name: fact for fact in facts}
    group_of: dict[str, set[str]] = {name: {name} for name in declared}
    for names in (*map(related, axioms), *_onsets(declared.values())):
        together = set[str]().union(*(group_of[name] for name in names if name in group_of))
        group_of.update(dict.fromkeys(together, together))
    return tuple(dict.fromkeys(frozenset(group_of[name]) for name in declared))


def related(axiom: Axiom) -> Group:
    """The facts that an axiom relates."""
    return frozenset((axiom.part, axiom.whole)) if isinstance(axiom, PartOf) else facts_of(axiom.conditions)


def difference(subject: Subject, group: Group) -> tuple[Model, Model] | None:
    """Two patients who differ in a group alone and are decided differently. Raises UndecidedError at a limit."""
    return _Comparison(subject).ask(group)


def _onsets(facts: Iterable[Fact]) -> Iterator[Group]:
    return (
        frozenset((fact.name, fact.current_episode_since))
        for fact in facts
        if fact.current_episode_since is not None
    )


def _mentioned_as_chosen(epoch: Epoch) -> frozenset[str]:
    """The facts that the conditions of a text ask for as its readings are chosen."""
    found: set[str] = set()
    ahead = list(conditions_of(epoch))
    while ahead:
        condition = ahead.pop()
        if isinstance(condition, Depending):
            chosen = epoch.policy.readings[condition.reading].chosen
            ahead += [inner for name, inner in condition.alternatives if name == chosen]
        else:
            found.update([fact] if (fact := getattr(condition, "fact", "")) else ())
            ahead += parts(condition)
    return frozenset(found)


def _that_matter(subject: Subject, groups: Sequence[Group]) -> list[Group]:
    """The groups that matter under one text.

    Most are found by trying changes on a patient of each way to be decided. For the rest two patients are asked for,
    who then are tried in their turn: what makes a difference is seldom far from what does.
    """
    settle(subject.patient)
    in_play = [group for group in groups if not group.isdisjoint(subject.patient.families)]
    left = _not_found(subject, in_play, tuple(subject.crowd().values()) if in_play else ())
    comparison = _Comparison(subject) if left else None
    idle: set[Group] = set()
    while left and comparison is not None:
        pair = comparison.ask(left[0])
        if pair is None:
            idle.add(left[0])
        left = left[1:] if pair is None else _not_found(subject, left[1:], pair)
    return [group for group in in_play if group not in idle]


def _not_found(subject: Subject, groups: Sequence[Group], models: Sequence[Model]) -> list[Group]:
    """The groups of which no change was found that makes a difference to one of the models' patients."""
    if not groups or not models:
        return list(groups)
    changing = changing_facts(subject, frozenset[str]().union(*groups), models, _decided(subject.text))
    return [group for group in groups if group.isdisjoint(changing)]


def changing_facts(
    subject: Subject, facts: Collection[str], models: Sequence[Model], watched: Sequence[int]
) -> frozenset[str]:
    """Facts that, set otherwise with what follows from that, change what is watched of one of some patients."""
    circuit, rows, names = Circuit(subject.patient), list[Row](), list[str]()
    for name, family in subject.patient.families.items():
        for setting in circuit.settings(family) if name in facts else ():
            rows.append((range(len(models)), setting))
            names.append(name)
    columns = Columns(circuit, Known(models, subject.gates.variables), rows, watched)
    different = (columns.changed(watched) & columns.real()) >> len(models)
    found = set()
    for name in names:
        if different & ((1 << len(models)) - 1):
            found.add(name)
        different >>= len(models)
    return frozenset(found)


def _loosened(subject: Subject, facts: frozenset[str]) -> Subject:
    """The same text with all readings open and without the axioms that speak of some facts."""
    policy = subject.epoch.policy
    axioms = tuple(axiom for axiom in policy.axioms if not related(axiom) & facts)
    epoch = replace(subject.epoch, policy=replace(policy, axioms=axioms))
    return Subject(epoch, subject.settings, free_readings=True)


class _Comparison:
    """Two patients of one text, on one day and with one request, who are decided differently."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        patient, policy = subject.patient, subject.epoch.policy
        settle(patient)
        readings = [subject.readings.of(policy.id, name).values() for name in policy.readings]
        self.twins = Twins(patient, subject.settings, [literal for some in readings for literal in some])
        self.apart = of_left(self.twins.different(_decided(subject.text)))

    def ask(self, group: Group) -> tuple[Model, Model] | None:
        """Two such patients, or None: proved that there are none."""
        families = self.subject.patient.families
        if group.isdisjoint(families):
            return None
        equal = [of_left(self.twins.selector(name)) for name in families if name not in group]
        answer = self.twins.ask_both([*equal, self.apart])
        if answer.status is Status.UNKNOWN:
            raise UndecidedError(answer.reason)
        return None if answer.model is None else halves(answer.model)


def _decided(text: Text) -> list[int]:
    """What makes two decisions different: outcome, supported services, and the line of one that is not favourable."""
    found = list(text.services.values())
    found += [text.gates.conjunction((also, -text.services[name])) for name, also in text.also.items()]
    for decision in text.decisions:
        favourable = outcome_class(decision.outcome) is OutcomeClass.FAVOURABLE
        found.append(text.outcomes[decision.outcome] if favourable else decision.literal)
    return found


__all__ = ["Group", "difference", "facts_mentioned", "facts_that_matter", "groups_of", "related"]

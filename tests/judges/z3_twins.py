"""z3's own answer to the questions of the analysis that are about two patients, or two ways to read a text.

The second patient is the first with some facts replaced by fresh ones. Episodes are a history: when only the onset
of the current episode moves, the days that were treated stay the same days, so what is counted through the new
onset has to fit between what is counted through the other points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

import z3

from policyc.model.conditions import Compare, Condition, Since, Within, walk
from policyc.model.facts import Fact, FactKind, Never, PartOf
from tests.judges.z3_subject import FreeText, Z3Subject
from tests.judges.z3_text import Term

MORE = {"yes": True, "higher": True, "longer": True, "no": False, "lower": False, "shorter": False}
ORDERED = {FactKind.NUMBER, FactKind.AGE, FactKind.DURATION}


class Second:
    """The patient again, some facts fresh: substitutes in any term, with what makes that patient possible."""

    def __init__(self, subject: Z3Subject, facts: Iterable[str], mark: str = "second") -> None:
        self.subject, self.mark = subject, mark
        self.facts = list(facts)
        self.pairs = [pair for name in self.facts for pair in self._fresh(name)]
        self.constraints = [self.of(term) for term in subject.patients.constraints]
        self.constraints += [term for name in self.facts for term in self._same_history(name)]

    def of(self, term: Term) -> Term:
        """The term about the second patient."""
        return z3.substitute(term, *self.pairs) if self.pairs else term

    def values(self, name: str) -> list[Term]:
        """What the second patient has in place of a fact's own variables."""
        return [self.of(term) for term in self.subject.own_variables(name)]

    def _fresh(self, name: str) -> Iterator[tuple[Term, Term]]:
        patients = self.subject.patients
        variables = list(self.subject.own_variables(name))
        for treatment, fact in patients.policy.facts.items():
            if fact.kind is FactKind.EPISODES and fact.current_episode_since == name:
                kinds = ("", *(choice.name for choice in fact.choices))
                variables += [patients.counted(treatment, kind, f"onset {name}") for kind in kinds]
        for variable in variables:
            yield variable, z3.Const(f"{variable} ({self.mark})", variable.sort())

    def _same_history(self, onset: str) -> Iterator[Term]:
        """What is counted through the moved onset fits the days that were treated before it moved."""
        patients = self.subject.patients
        if onset not in patients.onsets:
            return
        point = patients.points[f"onset {onset}"]
        parts = [axiom for axiom in patients.policy.axioms if isinstance(axiom, PartOf)]
        for name, other in patients.points.items():
            for treatment, kind in self._counted_since(onset):
                near, far = (
                    patients.counted(treatment, kind, name),
                    patients.counted(treatment, kind, f"onset {onset}"),
                )
                more, days = self.of(far) - near, self.of(point) - other
                yield z3.If(days >= 0, more >= 0, more <= 0)
                if not kind:
                    yield z3.If(days >= 0, more <= days, -more <= -days)
            for axiom in parts:
                grown = [
                    self.of(patients.counted(each, "", f"onset {onset}")) - patients.counted(each, "", name)
                    for each in (axiom.part, axiom.whole)
                ]
                later = self.of(point) >= other
                yield z3.If(later, grown[0] <= grown[1], grown[0] >= grown[1])

    def _counted_since(self, onset: str) -> Iterator[tuple[str, str]]:
        for treatment, fact in self.subject.policy.facts.items():
            if fact.kind is FactKind.EPISODES and fact.current_episode_since == onset:
                for kind in ("", *(choice.name for choice in fact.choices)):
                    yield treatment, kind


# --- Facts ------------------------------------------------------------------------------------------------


def matters(
    subject: Z3Subject, name: str, read: Mapping[str, str] | None = None, anything: bool = False
) -> bool:
    """Whether two patients who differ in this fact alone get different outcomes or services.

    `read` replaces the chosen alternative of readings. With `anything` it counts too which line decides, where the
    outcome is not favourable, and what criteria of other lines support besides.
    """
    second = Second(subject, [name])
    text = subject.text if read is None else FreeText(subject.epoch, subject.patients, read)
    decision = text.everything() if anything else text.decision()
    differs = subject.differs(decision, [second.of(term) for term in decision])
    return subject.possible(differs, *second.constraints)


def idle(subject: Z3Subject) -> Iterator[str]:
    """The facts that do not matter."""
    return (name for name in subject.policy.facts if not matters(subject, name))


def cliffs(subject: Z3Subject) -> Iterator[str]:
    """Facts with a direction such that somebody is worse off for a sicker value of that fact alone."""
    for name, fact in subject.policy.facts.items():
        if fact.worse_when is not None and cliff(subject, name, []):
            yield name


def tied_cliffs(subject: Z3Subject) -> Iterator[str]:
    """The same where what axioms tie to the fact may change along with it, towards the sicker."""
    for name, fact in subject.policy.facts.items():
        along = tied(subject, name) if fact.worse_when is not None else []
        if along and cliff(subject, name, along):
            yield name


def cliff(subject: Z3Subject, name: str, along: Sequence[str]) -> bool:
    """Whether somebody is worse off for a sicker value of a fact.

    The facts in `along` may differ too, those with a direction only towards the sicker value.
    """
    second = Second(subject, [name, *along])
    rank = subject.text.rank()
    worse = z3.And(second.of(rank) < rank, rank < 9)
    sicker = [each for fact in (name, *along) for each in _sicker(subject, second, fact, strict=fact == name)]
    return subject.possible(worse, *sicker, *second.constraints)


def _sicker(subject: Z3Subject, second: Second, name: str, strict: bool) -> list[Term]:
    """That the second patient's value is the sicker one; with `strict` another one."""
    fact = subject.policy.facts[name]
    if fact.worse_when is None:
        return []
    values = subject.own_variables(name), second.values(name)
    low, high = values if MORE[fact.worse_when] else reversed(values)
    if fact.kind is FactKind.YES_NO:
        return [z3.And(z3.Not(low[0]), high[0]) if strict else z3.Implies(low[0], high[0])]
    return [low[0] < high[0] if strict else low[0] <= high[0]]


def tied(subject: Z3Subject, name: str) -> list[str]:
    """The other facts that `never` axioms tie to a fact, directly or through others."""
    groups = [
        {str(getattr(each, "fact", "")) for condition in axiom.conditions for each in walk(condition)} - {""}
        for axiom in subject.policy.axioms
        if isinstance(axiom, Never)
    ]
    found = {name}
    while more := [group for group in groups if group & found and not group <= found]:
        found |= more[0]
    return sorted(found - {name})


def tied_by_onset(subject: Z3Subject, name: str) -> set[str]:
    """The facts that an onset of the current episode ties to a fact, directly or through others."""
    pairs = [
        {each, fact.current_episode_since}
        for each, fact in subject.policy.facts.items()
        if fact.current_episode_since is not None
    ]
    found: set[str | None] = {name}
    while more := [pair for pair in pairs if pair & found and not pair <= found]:
        found |= more[0]
    return {each for each in found if each is not None}


# --- Scopes -----------------------------------------------------------------------------------------------


def gaps(subject: Z3Subject) -> Iterator[str]:
    """Facts of which the scopes that speak of them take a lower and a higher value, and not one between these."""
    for name, fact in subject.policy.facts.items():
        asked = any(isinstance(each, Compare | Since | Within) for each in _said_of(name, subject))
        if asked and gap(subject, fact):
            yield name


def gap(subject: Z3Subject, fact: Fact) -> bool:
    """Whether a patient falls between these scopes by this fact alone."""
    sections = [label for label in subject.epoch.sections if any(_said_of(fact.name, subject, label))]
    taken = z3.Or([subject.text.section(label, "applies") for label in sections])
    below, above = Second(subject, [fact.name], "below"), Second(subject, [fact.name], "above")
    value = subject.own_variables(fact.name)[-1]
    order = [below.values(fact.name)[-1] < value, above.values(fact.name)[-1] > value]
    happened = [z3.Not(value) for value in subject.own_variables(fact.name)[:-1]]
    happened += [each.of(term) for term in happened for each in (below, above)]
    terms = [z3.Not(taken), below.of(taken), above.of(taken), *order, *happened]
    return subject.possible(*terms, *below.constraints, *above.constraints)


def _said_of(name: str, subject: Z3Subject, section: str = "") -> Iterator[Condition]:
    """What the scopes, or one of them, say of a fact."""
    for label, each in subject.epoch.sections.items():
        if each.scope is not None and section in ("", label):
            yield from (part for part in walk(each.scope) if getattr(part, "fact", "") == name)


# --- Readings ---------------------------------------------------------------------------------------------


def reading_matters(subject: Z3Subject, names: Sequence[str]) -> bool:
    """Whether some patient is decided differently when these readings are all read otherwise, the rest as chosen."""
    return any(_read_so(subject, names, ways) for ways in _ways(subject, names))


def readings_that_matter(subject: Z3Subject, most: int = 2) -> set[frozenset[str]]:
    """The smallest sets of readings that matter, up to so many at once."""
    found: set[frozenset[str]] = set()
    names = list(subject.policy.readings)
    for size in range(1, most + 1):
        for some in combinations(names, size):
            smaller = any(each <= frozenset(some) for each in found)
            if not smaller and reading_matters(subject, some):
                found.add(frozenset(some))
    return found


def reading_matters_somehow(subject: Z3Subject, name: str) -> bool:
    """Whether it makes a difference to somebody how a reading is read, however the others are."""
    others = [each for each in subject.policy.readings if each != name]
    options = [[each.name for each in subject.policy.readings[other].alternatives] for other in others]
    chosen, *ways = [each.name for each in subject.policy.readings[name].alternatives]
    for company in product(*options):
        around = dict(zip(others, company, strict=True))
        text = FreeText(subject.epoch, subject.patients, {**around, name: chosen}).decision()
        for way in ways:
            other = FreeText(subject.epoch, subject.patients, {**around, name: way}).decision()
            if subject.possible(subject.differs(text, other)):
                return True
    return False


def _ways(subject: Z3Subject, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    options = [[each.name for each in subject.policy.readings[name].alternatives[1:]] for name in names]
    return product(*options)


def _read_so(subject: Z3Subject, names: Sequence[str], ways: Sequence[str]) -> bool:
    other = FreeText(subject.epoch, subject.patients, dict(zip(names, ways, strict=True)))
    return subject.possible(subject.differs(subject.text.decision(), other.decision()))

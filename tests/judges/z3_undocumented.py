"""Policies that say `undocumented facts are not met`, in z3: each fact is documented or not.

There a condition is met when its negation normal form is true with every mention of an undocumented fact false.
The terms of a text are walked with a polarity: a positive mention is true when documented and so, a negative one
when documented and not so. Where lines are read, `not met` is the plain negation again.
"""

from __future__ import annotations

from collections.abc import Iterator

import z3

from policyc.model.program import Line, NamedCriterion
from tests.judges.z3_subject import ASKED, FreeText, Z3Subject
from tests.judges.z3_text import Term


class Undocumented(FreeText):
    """A text read with facts that may lack their documents. `documented` says which have them."""

    def __init__(self, subject: Z3Subject, documented: dict[str, Term]) -> None:
        super().__init__(subject.epoch, subject.patients)
        self.owners = {
            str(variable): name for name in subject.policy.facts for variable in subject.own_variables(name)
        }
        self.documented = documented
        self.seen: dict[tuple[int, bool], Term] = {}

    def own(self, line: Line) -> Term:
        return self.certain(super().own(line))

    def named(self, named: NamedCriterion) -> Term:
        return self.certain(super().named(named))

    def _supports(self, label: str, service: str) -> Term:
        if service == ASKED:
            return super()._supports(label, service)
        criterion = self.epoch.criteria[label]
        chain = [*criterion.recommends]
        for section in self.around(criterion.section):
            chain += section.recommends
        result: Term = z3.BoolVal(True)
        for recommend in reversed(chain):
            own = z3.BoolVal(service in recommend.services)
            when = None if recommend.when is None else self.certain(self.truth(recommend.when))
            result = own if when is None else z3.If(when, own, result)
        return result

    def certain(self, term: Term) -> Term:
        """That a condition is met on what is documented."""
        return self.walked(term, True)

    def walked(self, term: Term, positive: bool) -> Term:
        """The term, or its negation, in negation normal form on what is documented."""
        key = term.get_id(), positive
        if key not in self.seen:
            self.seen[key] = self._walked(term, positive)
        return self.seen[key]

    def _walked(self, term: Term, positive: bool) -> Term:
        if z3.is_not(term):
            return self.walked(term.arg(0), not positive)
        if z3.is_and(term) or z3.is_or(term):
            parts = [self.walked(part, positive) for part in term.children()]
            return z3.And(parts) if z3.is_and(term) == positive else z3.Or(parts)
        if z3.is_true(term) or z3.is_false(term):
            return term if positive else z3.Not(term)
        if counted := _items_of_count(term):
            least = term.arg(1).as_long()
            parts = [z3.If(self.walked(part, positive), 1, 0) for part in counted]
            return z3.Sum(parts) >= (least if positive else len(counted) - least + 1)
        known = [self.documented[name] for name in sorted(set(self._facts_of(term)))]
        return z3.And([*known, term if positive else z3.Not(term)])

    def _facts_of(self, term: Term) -> Iterator[str]:
        if z3.is_const(term) and str(term) in self.owners:
            yield self.owners[str(term)]
        for part in term.children():
            yield from self._facts_of(part)


def _items_of_count(term: Term) -> list[Term]:
    """The items that an `at least N of` counts; empty for any other term."""
    if not z3.is_ge(term):
        return []
    summands = term.arg(0).children() if z3.is_add(term.arg(0)) else [term.arg(0)]
    if not all(z3.is_app_of(each, z3.Z3_OP_ITE) and z3.is_int_value(each.arg(1)) for each in summands):
        return []
    return [each.arg(0) for each in summands]


def documentation_cliff(subject: Z3Subject, name: str) -> bool:
    """Whether somebody is worse off once this fact is documented as well."""
    before = {each: z3.Bool(f"documented {each}") for each in subject.policy.facts}
    after = before | {name: z3.BoolVal(True)}
    ranks = [Undocumented(subject, documented).rank() for documented in (before, after)]
    return subject.possible(z3.Not(before[name]), ranks[1] < ranks[0], ranks[0] < 9)


def documentation_cliffs(subject: Z3Subject) -> Iterator[str]:
    """The facts whose documents can harm; none where the policy does not say that undocumented is not met.

    Documents that harm together harm somebody one by one, so facts are asked about singly only where some can.
    """
    if subject.policy.undocumented_not_met and _some_can_harm(subject):
        yield from (name for name in subject.policy.facts if documentation_cliff(subject, name))


def _some_can_harm(subject: Z3Subject) -> bool:
    before = {each: z3.Bool(f"documented {each}") for each in subject.policy.facts}
    after = {each: z3.Or(term, z3.Bool(f"documented later {each}")) for each, term in before.items()}
    ranks = [Undocumented(subject, documented).rank() for documented in (before, after)]
    return subject.possible(ranks[1] < ranks[0], ranks[0] < 9)

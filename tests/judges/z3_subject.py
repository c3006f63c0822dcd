"""An epoch in z3 as questions about one patient who may request any service: whatever the analysis is asked.

Built on the same encoding as the judge of change maps (`z3_patients`, `z3_text`), which shares nothing with the
solver room. Here the requested service is free, parts of the text can be taken out one at a time, and readings
can be read otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import z3

from policyc.model import conditions as c
from policyc.model.calendar import Interval
from policyc.model.facts import FactKind
from policyc.model.outcome import Outcome, OutcomeClass, outcome_class
from policyc.model.program import Epoch, Line, NamedCriterion, Policy, Section
from tests.generators.cases import conditions_of
from tests.judges.z3_patients import Patients
from tests.judges.z3_text import Term, TextTerms

ASKED = "the requested service"
LIMIT_MILLISECONDS = 60_000
NUMBERS = {outcome: number for number, outcome in enumerate(Outcome)}


class AnyRequest(Patients):
    """One patient who asks for any one service."""

    def __init__(self, policy: Policy, interval: Interval, conditions: list[c.Condition]) -> None:
        first = next(iter(policy.services))
        super().__init__(policy, (interval,), first, conditions)
        self.constraints = [term for term in self.constraints if not z3.eq(term, self.requested[first])]
        self.service = ASKED
        self.asked = {name: z3.Bool(f"asked {name}") for name in policy.services}
        self.constraints.append(z3.PbEq([(term, 1) for term in self.asked.values()], 1))
        self.constraints += [z3.Implies(term, self.requested[name]) for name, term in self.asked.items()]


class FreeText(TextTerms):
    """What an epoch says about any request. `read` replaces the chosen alternative of readings."""

    patients: AnyRequest

    def __init__(self, epoch: Epoch, patients: AnyRequest, read: Mapping[str, str] | None = None) -> None:
        super().__init__(epoch, patients)
        self.read = {name: reading.chosen for name, reading in epoch.policy.readings.items()} | dict(
            read or {}
        )

    def _truth(self, condition: c.Condition) -> Term:
        match condition:
            case c.ServiceIs(services=services):
                return z3.Or([self.patients.asked[name] for name in services])
            case c.Depending(reading=reading, alternatives=alternatives):
                return self.truth(dict(alternatives)[self.read[reading]])
            case _:
                return super()._truth(condition)

    def named(self, named: NamedCriterion) -> Term:
        if any(self.read[reading] != way for reading, way in named.readings):
            return z3.BoolVal(False)
        own = self.met(named.label) if named.scoped else self.holds(named.label)
        return z3.And([own, *(self.truth(each) for each in named.given)])

    def _supports(self, label: str, service: str) -> Term:
        if service != ASKED:
            return super()._supports(label, service)
        return z3.Or([z3.And(term, self.supports(label, name)) for name, term in self.patients.asked.items()])

    def effective(self, line: Line) -> Term:
        """A line's own condition, and the service where it promises one."""
        own = self.own(line)
        return z3.And(own, self.line_supports(line, ASKED)) if self.promises(line) else own

    def decision(self) -> list[Term]:
        """What is decided: the outcome as a number, and whether each service is supported."""
        return self.once(
            "decision", lambda: [self.outcome(NUMBERS), *map(self.service, self.policy.services)]
        )

    def told(self) -> list[Term]:
        """The same with the reason for an outcome that is not favourable: the line that decides."""
        return self.once("told", lambda: [*self.decision(), self._reason()])

    def everything(self) -> list[Term]:
        """The same with the services that criteria of other lines support besides."""
        return self.once("everything", lambda: [*self.told(), *map(self._also, self.policy.services)])

    def _also(self, service: str) -> Term:
        promising = [line for line in self.epoch.lines if self.promises(line)]
        others = [
            z3.And(when, self.line_supports(line, service))
            for deciding, _, when in self.decisions()
            for line in promising
            if line.name != deciding.name
        ]
        return z3.And(z3.Or(others), z3.Not(self.service(service)))

    def _reason(self) -> Term:
        reason: Term = z3.IntVal(-1)
        places = {line.name: number for number, line in enumerate(self.epoch.lines)}
        for line, outcome, when in self.decisions():
            if outcome_class(outcome) is not OutcomeClass.FAVOURABLE:
                reason = z3.If(when, places[line.name], reason)
        return reason

    def rank(self) -> Term:
        """The class of the outcome; 9 where there is none."""
        ranks = {outcome: _rank(outcome) for outcome in Outcome}
        return self.once("rank", lambda: self.outcome(ranks))


def _rank(outcome: Outcome) -> int:
    found = outcome_class(outcome)
    return 9 if found is None else int(OutcomeClass(found))


class WithoutPart(FreeText):
    """The same text with one part taken out: the one in `parts` whose variable is true.

    Taken out of `all of`, an item asks for nothing; out of `any of` and `at least N of`, it never counts. A
    criterion that is taken out is met by nobody.
    """

    def __init__(self, epoch: Epoch, patients: AnyRequest) -> None:
        super().__init__(epoch, patients)
        self.parts: dict[str, Term] = {}

    def gone(self, path: str) -> Term:
        """That this part is taken out."""
        return self.parts.setdefault(path, z3.Bool(f"{path} is taken out"))

    def kept(self, path: str, term: Term, neutral: bool) -> Term:
        """The term, or what stands for it when its part is taken out."""
        return z3.If(self.gone(path), z3.BoolVal(neutral), term)

    def _truth(self, condition: c.Condition) -> Term:
        match condition:
            case c.All(items=items):
                return z3.And([self.kept(item.path, self.truth(item), True) for item in items])
            case c.Any(items=items):
                return z3.Or([self.kept(item.path, self.truth(item), False) for item in items])
            case c.AtLeast(least=least, items=items):
                terms = [self.kept(item.path, self.truth(item), False) for item in items]
                return z3.Sum([z3.If(term, 1, 0) for term in terms]) >= least
            case c.Waivable(condition=inner, waivers=waivers):
                lifted = [self.kept(each.path, self.truth(each), False) for each in waivers]
                return z3.Or([self.truth(inner), *lifted])
            case _:
                return super()._truth(condition)

    def _holds(self, label: str) -> Term:
        criterion = self.epoch.criteria[label]
        lifted = [self.kept(each.path, z3.Not(self.truth(each)), True) for each in criterion.exceptions]
        return self.kept(label, z3.And([self.truth(criterion.condition), *lifted]), False)

    def imposed(self, section: Section) -> list[Term]:
        required = [self.kept(each.path, self.truth(each), True) for each in section.requirements]
        return [*self.scope(section), *required]

    def scope(self, section: Section) -> list[Term]:
        if section.scope is None:
            return []
        return [self.kept(section.scope.path, self.truth(section.scope), True)]

    def _section(self, label: str, test: str) -> Term:
        around = self.around(label)
        if test == "applies":
            return z3.And([term for each in around for term in self.scope(each)])
        if test == "any criterion":
            return super()._section(label, test)
        required = [
            self.kept(each.path, self.truth(each), True)
            for section in around
            for each in section.requirements
        ]
        applies = [self.section(label, "applies")] if test == "met" else []
        return z3.And([*applies, *required, self.section(label, "any criterion")])

    def own(self, line: Line) -> Term:
        lifted = [self.kept(each.path, z3.Not(self.truth(each)), True) for each in line.exceptions]
        return z3.And([self.truth(line.condition), *lifted])


class Z3Subject:
    """An epoch, its patients, and a solver that knows both."""

    def __init__(self, epoch: Epoch) -> None:
        self.epoch, self.policy = epoch, epoch.policy
        self.patients = AnyRequest(epoch.policy, epoch.interval, list(conditions_of(epoch)))
        self.text = FreeText(epoch, self.patients)
        self.solver = z3.Solver()
        self.solver.set("timeout", LIMIT_MILLISECONDS)
        self.solver.add(self.patients.constraints)
        self.asked = 0

    def possible(self, *terms: Term) -> bool:
        """Whether there is such a patient. Raises TimeoutError where z3 cannot tell in time."""
        self.asked += 1
        answer = self.solver.check(*terms)
        if answer == z3.unknown:
            raise TimeoutError(self.solver.reason_unknown())
        return bool(answer == z3.sat)

    def named(self, term: Term) -> Term:
        """A variable that implies the term, so that a question about it is quickly put."""
        name = z3.FreshBool()
        self.solver.add(z3.Implies(name, term))
        return name

    def differs(self, one: list[Term], other: list[Term]) -> Term:
        """That two decisions are not the same."""
        return z3.Or([a != b for a, b in zip(one, other, strict=True) if not z3.eq(a, b)])

    def own_variables(self, name: str) -> list[Term]:
        """The variables that are a fact's value; for a date whether there was none, then how many days ago."""
        fact, value = self.policy.facts[name], self.patients.values[name]
        match fact.kind:
            case FactKind.SET_OF:
                return list(value.values())
            case FactKind.DATE:
                return [value[0], value[1]] if fact.never_possible else [value[1]]
            case FactKind.EPISODES:
                kinds = ("", *(choice.name for choice in fact.choices))
                points = (*self.patients.points, "ever")
                return [self.patients.counted(name, kind, point) for kind in kinds for point in points]
            case _:
                return [value]

    def every_condition(self) -> Iterator[c.Condition]:
        """Every condition of the text with everything inside it; references are not followed."""
        for condition in conditions_of(self.epoch):
            yield from c.walk(condition)

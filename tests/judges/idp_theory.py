"""An epoch as a theory in FO(.), the language of the IDP-Z3 system: a third encoding, by another school.

What a section, a criterion or a definition comes to is a proposition of its own with a formula for it; a decision
line decides where it holds and no earlier one does. Written for texts without dates and episodes: yes/no facts,
numbers, ages, choices and sets. Nothing here needs IDP; `idp_answers` runs what is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from policyc.model import conditions as c
from policyc.model.cases import Case
from policyc.model.facts import Fact, FactKind, Never, Value
from policyc.model.outcome import SERVICE_OUTCOMES, Outcome
from policyc.model.program import Epoch, Line, NamedCriterion, Recommend, Section

KINDS = frozenset({FactKind.YES_NO, FactKind.NUMBER, FactKind.AGE, FactKind.ONE_OF, FactKind.SET_OF})


class Theory:
    """The vocabulary and the formulas of an epoch, as they grow."""

    def __init__(self, epoch: Epoch) -> None:
        self.epoch, self.policy = epoch, epoch.policy
        self.symbols: dict[str, str] = {}
        self.formulas: list[str] = []
        self.types = {"Service": list(self.policy.services), "Outcome": [word(each) for each in Outcome]}
        for fact in self.policy.facts.values():
            self._declare(fact)
        self.symbols |= {"asked": "() -> Service", "requested": "Service -> Bool", "outcome": "() -> Outcome"}
        self.formulas.append("requested(asked())")
        for axiom in self.policy.axioms:
            assert isinstance(axiom, Never)
            self.formulas.append(f"~{conjoined(self.formula(each) for each in axiom.conditions)}")
        self.lines = list(self._decisions())

    @property
    def text(self) -> str:
        """The vocabulary `V`, the theory `T` and an empty structure `S`."""
        rows = ["vocabulary V {"]
        rows += [f"  type {name} := {{{', '.join(values)}}}" for name, values in self.types.items()]
        rows += [f"  {name}: {signature}" for name, signature in self.symbols.items()]
        rows += ["}", "theory T:V {", *(f"  {formula}." for formula in self.formulas), "}"]
        return "\n".join([*rows, "structure S:V {}"])

    def _declare(self, fact: Fact) -> None:
        match fact.kind:
            case FactKind.YES_NO:
                self.symbols[fact.name] = "() -> Bool"
            case FactKind.ONE_OF:
                self.types[f"T_{fact.name}"] = [choice.name for choice in fact.choices]
                self.symbols[fact.name] = f"() -> T_{fact.name}"
            case FactKind.SET_OF:
                self.symbols |= {f"{fact.name}_has_{choice.name}": "() -> Bool" for choice in fact.choices}
            case _:
                self.symbols[fact.name] = "() -> Int"
                self.formulas.append(f"{fact.low} =< {fact.name}() =< {fact.high}")

    # --- Conditions ----------------------------------------------------------------------------------------

    def formula(self, condition: c.Condition) -> str:
        """A condition."""
        match condition:
            case c.Not(operand=operand):
                return f"~({self.formula(operand)})"
            case c.All(items=items):
                return conjoined(map(self.formula, items))
            case c.Any(items=items):
                return disjoined(map(self.formula, items))
            case c.Waivable(condition=inner, waivers=waivers):
                return disjoined(map(self.formula, (inner, *waivers)))
            case c.AtLeast(least=least, items=items):
                counted = " + ".join(f"(if {self.formula(item)} then 1 else 0)" for item in items)
                return f"({counted} >= {least})"
            case c.Depending(reading=reading, alternatives=alternatives):
                return self.formula(dict(alternatives)[self.policy.readings[reading].chosen])
            case c.DefinitionHolds(name=name):
                return self.proposition(
                    f"definition_{name}", lambda: self.formula(self.epoch.definitions[name].condition)
                )
            case c.CriterionTest(label=label, scoped=scoped):
                return self.met(label) if scoped else self.holds(label)
            case c.SectionTest(label=label, test=test):
                return self.section(label, test)
            case _:
                return atom(condition)

    def proposition(self, name: str, formula: Callable[[], str]) -> str:
        """A name for a formula, worked out when it is first asked for."""
        symbol = re.sub(r"\W", "_", name)
        if symbol not in self.symbols:
            self.symbols[symbol] = "() -> Bool"
            self.formulas.append(f"{symbol}() <=> {formula()}")
        return f"{symbol}()"

    def holds(self, label: str) -> str:
        """A criterion's own words."""
        criterion = self.epoch.criteria[label]
        parts = [criterion.condition, *(c.Not(each) for each in criterion.exceptions)]
        return self.proposition(f"holds_{label}", lambda: conjoined(map(self.formula, parts)))

    def met(self, label: str) -> str:
        """A criterion with what the sections around it impose."""
        around = self.around(self.epoch.criteria[label].section)
        imposed = [part for section in around for part in self.imposed(section)]
        return self.proposition(f"met_{label}", lambda: conjoined([self.holds(label), *imposed]))

    def around(self, label: str) -> list[Section]:
        """A section and those it stands in."""
        found: list[Section] = []
        while label:
            found.append(self.epoch.sections[label])
            label = found[-1].parent
        return found

    def imposed(self, section: Section) -> list[str]:
        """A section's scope and requirements."""
        scope = [] if section.scope is None else [section.scope]
        return [self.formula(each) for each in (*scope, *section.requirements)]

    def section(self, label: str, test: str) -> str:
        """A test of a section."""
        return self.proposition(f"{test}_{label}", lambda: self._section(label, test))

    def _section(self, label: str, test: str) -> str:
        section = self.epoch.sections[label]
        if test == "any criterion":
            inside = [self.holds(each) for each in section.criteria]
            for each in section.subsections:
                own = self.imposed(self.epoch.sections[each])
                inside.append(conjoined([*own, self.section(each, "any criterion")]))
            return disjoined(inside)
        around = self.around(label)
        parts = [self.formula(each.scope) for each in around if each.scope is not None and test != "holds"]
        if test != "applies":
            parts += [self.formula(each) for outer in around for each in outer.requirements]
            parts.append(self.section(label, "any criterion"))
        return conjoined(parts)

    # --- Decisions -----------------------------------------------------------------------------------------

    def _decisions(self) -> Iterator[tuple[str, Outcome, str]]:
        """Every way to be decided: the line, the outcome, and the proposition that says so."""
        before: list[str] = []
        for line in self.epoch.lines[:-1]:
            fires = conjoined([self.own(line), self.served(line)])
            yield self._decision(line, line.outcome, [fires, *before])
            before.append(f"~({fires})")
        for line in self.epoch.lines[:-1]:
            if line.outcome in SERVICE_OUTCOMES and line.names:
                yield self._decision(line, Outcome.OTHER_SERVICE_SUPPORTED, [self.own(line), *before])
                before.append(f"~({self.own(line)})")
        yield self._decision(self.epoch.lines[-1], self.epoch.lines[-1].outcome, before)

    def _decision(self, line: Line, outcome: Outcome, parts: Sequence[str]) -> tuple[str, Outcome, str]:
        symbol = self.proposition(f"decides_{line.name}_{word(outcome)}", lambda: conjoined(parts))
        self.formulas.append(f"{symbol} => outcome() = {word(outcome)}")
        return line.name, outcome, symbol

    def own(self, line: Line) -> str:
        """A line's condition and none of its exceptions."""
        parts = [line.condition, *(c.Not(each) for each in line.exceptions)]
        return self.proposition(f"own_{line.name}", lambda: conjoined(map(self.formula, parts)))

    def served(self, line: Line) -> str:
        """That a line which promises a service names a met criterion that supports it."""
        if line.outcome not in SERVICE_OUTCOMES or not line.names:
            return "true"
        return disjoined(conjoined([self.named(each), self.supports(each.label)]) for each in line.names)

    def named(self, named: NamedCriterion) -> str:
        """That a criterion is met where a line names it."""
        if any(self.policy.readings[reading].chosen != way for reading, way in named.readings):
            return "false"
        own = self.met(named.label) if named.scoped else self.holds(named.label)
        return conjoined([own, *map(self.formula, named.given)])

    def supports(self, label: str) -> str:
        """That a criterion supports the service asked for."""
        criterion = self.epoch.criteria[label]
        chain: list[Recommend] = [*criterion.recommends]
        for section in self.around(criterion.section):
            chain += section.recommends
        result = "true"
        for each in reversed(chain):
            own = disjoined(f"asked() = {service}" for service in each.services)
            when = "true" if each.when is None else self.formula(each.when)
            result = f"(({when} & {own}) | (~({when}) & {result}))"
        return result


def atom(condition: c.Condition) -> str:
    """A condition over one fact or the request."""
    match condition:
        case c.IsYes(fact=fact):
            return f"{fact}()"
        case c.Compare(fact=fact, operator=operator, value=value):
            return f"({fact}() {'=<' if operator == '<=' else operator} {value})"
        case c.IsOneOf(fact=fact, values=values):
            return disjoined(f"{fact}() = {value}" for value in values)
        case c.IncludesValue(fact=fact, value=value):
            return f"{fact}_has_{value}()"
        case c.ServiceIs(services=services):
            return disjoined(f"asked() = {service}" for service in services)
        case c.RequestIncludes(services=services):
            return disjoined(f"requested({service})" for service in services)
        case c.Constant(value=value):
            return "true" if value else "false"
        case _:
            raise AssertionError(f"not written for IDP: {condition}")


def patient(case: Case, service: str, epoch: Epoch) -> str:
    """A complete case asking for a service, as one formula."""
    requested = case.requested or tuple(epoch.policy.services)
    said = [f"asked() = {service}"]
    said += [f"{'' if name in requested else '~'}requested({name})" for name in epoch.policy.services]
    for name, fact in epoch.policy.facts.items():
        value = case.per_service[name][service] if fact.per_service else case.facts[name]
        said += _valued(fact, value)
    return conjoined(said)


def _valued(fact: Fact, value: Value | None) -> Iterator[str]:
    if fact.kind is FactKind.SET_OF:
        assert isinstance(value, frozenset)
        for choice in fact.choices:
            yield f"{'' if choice.name in value else '~'}{fact.name}_has_{choice.name}()"
    elif fact.kind is FactKind.YES_NO:
        yield f"{'' if value else '~'}{fact.name}()"
    else:
        yield f"{fact.name}() = {value}"


def word(outcome: Outcome) -> str:
    """An outcome as one word, which does not begin with a word of FO(.), such as `not`."""
    return "to_" + outcome.value.replace(" ", "_")


def conjoined(parts: Iterable[str]) -> str:
    """All of the formulas."""
    return f"({' & '.join(parts) or 'true'})"


def disjoined(parts: Iterable[str]) -> str:
    """Some of the formulas."""
    return f"({' | '.join(parts) or 'false'})"

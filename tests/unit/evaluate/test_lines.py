"""Decision lines: what decides, which services that supports, and what is left open."""

from __future__ import annotations

from datetime import date

import pytest

from policyc.evaluate import citations_of, evaluate, requested_services
from policyc.graph.build import build_graph
from policyc.graph.deciding import evaluate_graph
from policyc.model.cases import Case
from policyc.model.conditions import Citation
from policyc.model.facts import Value
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch
from policyc.model.verdict import DecidedBy, Evaluation
from tests.unit.evaluate.samples import HEADER, epoch_of

APPROVE, OTHER = Outcome.APPROVE, Outcome.OTHER_SERVICE_SUPPORTED
DENY, REVIEW, EXEMPT = Outcome.NOT_MEDICALLY_NECESSARY, Outcome.MD_REVIEW, Outcome.REVIEW_NOT_REQUIRED

SERVICES = """
section I "Acute" cite book "I"
  applies when symptom_duration <= 6 weeks
  recommend both
  criterion I.A "Fever" cite book "I.A"
    fever
    recommend contrast when age >= 65 years
  criterion I.B "Infection" cite book "I.B"
    infection
section II "Chronic" cite book "II"
  applies when symptom_duration > 3 months
  criterion II.A "Fever again" cite book "II.A"
    I.A holds
    unless antibiotics
decide
  first
    medicare: review not required cite book "M" when plan is medicare
  then
    acute: approve cite book "A" when I is met
    chronic: approve cite book "C" when II is met
    treated: md review cite book "T" when antibiotics
  otherwise not medically necessary cite book "O"
"""


def told(
    epoch: Epoch, service: str = "plain", requested: tuple[str, ...] = (), **facts: Value | None
) -> Evaluation:
    """What evaluator and graph tell about a patient."""
    case = Case({"date_of_service": date(2024, 2, 1)}, requested, facts)
    evaluation = evaluate(epoch, case, service)
    second = evaluate_graph(build_graph(epoch), case, service)
    assert (second.possible, second.decided_by, second.services, second.also_supported) == (
        evaluation.possible,
        evaluation.decided_by,
        evaluation.services,
        evaluation.also_supported,
    )
    return evaluation


ACUTE: dict[str, Value | None] = {
    "plan": "commercial",
    "symptom_duration": 10,
    "fever": False,
    "infection": False,
    "antibiotics": False,
    "age": 44,
}


class TestServices:
    epoch = epoch_of(SERVICES)

    def test_the_criterions_recommendation_comes_first(self) -> None:
        evaluation = told(self.epoch, "contrast", **{**ACUTE, "fever": True, "age": 65})
        assert evaluation.possible == (APPROVE,)
        assert evaluation.decided_by == DecidedBy("acute", "I.A")
        assert evaluation.services == ("contrast",)

    def test_the_sections_follows_where_its_own_does_not_match(self) -> None:
        evaluation = told(self.epoch, "both", **{**ACUTE, "fever": True, "age": 64})
        assert evaluation.decided_by == DecidedBy("acute", "I.A")
        assert evaluation.services == ("both",)

    def test_another_service_is_supported(self) -> None:
        evaluation = told(self.epoch, "plain", **{**ACUTE, "fever": True})
        assert evaluation.possible == (OTHER,)
        assert evaluation.possible_lines == ("acute",)
        assert evaluation.decided_by == DecidedBy("acute", "I.A")
        assert evaluation.services == ("both",)

    def test_a_later_line_decides_before_another_service_does(self) -> None:
        evaluation = told(self.epoch, "plain", **{**ACUTE, "fever": True, "antibiotics": True})
        assert evaluation.possible == (REVIEW,)
        assert evaluation.decided_by == DecidedBy("treated")
        assert evaluation.services == ()
        assert evaluation.also_supported == ("both",)

    def test_several_met_criteria_support_their_services(self) -> None:
        evaluation = told(self.epoch, "both", **{**ACUTE, "fever": True, "infection": True, "age": 70})
        assert evaluation.decided_by == DecidedBy("acute", "I.B")
        assert evaluation.services == ("contrast", "both")

    def test_a_criterion_without_recommendation_supports_every_service(self) -> None:
        evaluation = told(self.epoch, "plain", **{**ACUTE, "symptom_duration": 200, "fever": True})
        assert evaluation.decided_by == DecidedBy("chronic", "II.A")
        assert evaluation.services == ("plain", "contrast", "both")

    def test_an_unknown_recommendation_leaves_the_service_open(self) -> None:
        evaluation = told(self.epoch, "both", **{**ACUTE, "fever": True, "age": None})
        assert evaluation.possible == (APPROVE, OTHER)
        assert evaluation.possible_lines == ("acute",)
        assert evaluation.decided_by is None
        assert evaluation.services == ()

    def test_a_service_supported_either_way_is_supported(self) -> None:
        evaluation = told(self.epoch, "both", **{**ACUTE, "fever": None, "infection": True, "age": None})
        assert evaluation.possible == (APPROVE,)
        assert evaluation.decided_by == DecidedBy("acute", None)
        assert evaluation.services == ("both",)

    def test_an_exception_defeats(self) -> None:
        facts = {**ACUTE, "symptom_duration": 200, "fever": True, "antibiotics": True}
        assert told(self.epoch, **facts).decided_by == DecidedBy("treated")

    def test_nothing_applies(self) -> None:
        evaluation = told(self.epoch, **{**ACUTE, "symptom_duration": 60, "fever": True})
        assert evaluation.possible == (DENY,)
        assert evaluation.decided_by == DecidedBy("otherwise")
        assert evaluation.services == evaluation.also_supported == ()

    def test_everything_unknown(self) -> None:
        evaluation = told(self.epoch)
        assert evaluation.possible == (EXEMPT, APPROVE, REVIEW, OTHER, DENY)
        assert evaluation.possible_lines == ("medicare", "acute", "chronic", "treated", "otherwise")
        assert evaluation.decided_by is None

    def test_a_line_that_names_no_criterion_and_promises_no_service(self) -> None:
        evaluation = told(self.epoch, **{**ACUTE, "plan": "medicare", "fever": True})
        assert evaluation.decided_by == DecidedBy("medicare")
        assert evaluation.services == ()
        assert evaluation.also_supported == ("both",)

    def test_citations_lead_from_the_line_to_the_section(self) -> None:
        found = citations_of(self.epoch, DecidedBy("acute", "I.A"))
        assert found == (Citation("book", "A"), Citation("book", "I.A"), Citation("book", "I"))


NOT_MET = HEADER + "  undocumented facts are not met\n"
BY_NEGATION = """
section I "Acute" cite book "I"
  criterion I.A "No fever" cite book "I.A"
    not fever
  criterion I.B "Neither" cite book "I.B"
    none of these 2:
      - infection
      - antibiotics
decide
  acute: approve cite book "A" when I is met
  open: md review cite book "R" when not I.A is met
  otherwise not medically necessary cite book "O"
"""


class TestUndocumentedFactsAreNotMet:
    epoch = epoch_of(BY_NEGATION, NOT_MET)

    def test_no_mention_of_an_unknown_fact_is_met(self) -> None:
        evaluation = told(self.epoch)
        assert evaluation.possible == (DENY,)
        assert evaluation.decided_by == DecidedBy("otherwise")

    def test_no_fact_becomes_no(self) -> None:
        assert told(self.epoch, infection=False).possible == (DENY,)
        assert told(self.epoch, infection=False, antibiotics=False).decided_by == DecidedBy("acute", "I.B")

    def test_a_known_fact_counts_through_a_negation(self) -> None:
        assert told(self.epoch, fever=True).decided_by == DecidedBy("open")
        assert told(self.epoch, fever=False).decided_by == DecidedBy("acute", "I.A")


LAYERS = """
section A "Around" cite book "A"
  applies when age >= 18 years
  requires at least 6 weeks of treatment
    waived when infection
  section A.Inner "Inside" cite book "A.I"
    applies when plan is commercial
    requires not antibiotics
    criterion A.Inner.1 "Fever" cite book "A.I.1"
      fever
  section A.Empty "Nothing inside" cite book "A.E"
    applies when plan is commercial
decide
  tested: md review cite book "L" when {test}
  otherwise not medically necessary cite book "O"
"""

ALL_MET: dict[str, Value | None] = {
    "age": 18,
    "treatment": (),
    "infection": True,
    "plan": "commercial",
    "antibiotics": False,
    "fever": True,
}


@pytest.mark.parametrize(
    ("test", "ignored"),
    [
        ("A is met", set()),
        ("A.Inner is met", set()),
        ("A.Inner.1 is met", set()),
        ("A holds", {"age"}),
        ("A.Inner holds", {"age", "plan"}),
        ("any criterion of A", {"age", "infection"}),
        ("any criterion of A.Inner", {"age", "infection", "plan", "antibiotics"}),
        ("A.Inner.1 holds", {"age", "infection", "plan", "antibiotics"}),
        ("A applies", {"infection", "plan", "antibiotics", "fever"}),
        ("A.Inner applies", {"infection", "antibiotics", "fever"}),
    ],
)
def test_the_three_layers_of_a_section(test: str, ignored: set[str]) -> None:
    """Each fact, spoilt alone, makes the test false unless the test looks past it."""
    epoch = epoch_of(LAYERS.replace("{test}", test))
    assert told(epoch, **ALL_MET).possible == (REVIEW,)
    spoilt = {"age": 17, "infection": False, "plan": "medicaid", "antibiotics": True, "fever": False}
    for fact, value in spoilt.items():
        expected = (REVIEW,) if fact in ignored else (DENY,)
        assert told(epoch, **{**ALL_MET, fact: value}).possible == expected, fact


def test_a_section_without_criteria_is_never_met() -> None:
    assert told(epoch_of(LAYERS.replace("{test}", "A.Empty is met")), **ALL_MET).possible == (DENY,)


READINGS = """
section I "Acute" cite book "I"
  criterion I.A "As it is read" cite book "I.A"
    depending on reading way:
      - narrow: all of these 2:
        - fever
        - infection
      - wide: fever
decide
  acute: approve cite book "A" when I is met
  otherwise not medically necessary cite book "O"
"""


def test_readings_are_as_chosen_unless_told_otherwise() -> None:
    epoch = epoch_of(READINGS)
    case = Case({"date_of_service": date(2024, 2, 1)}, (), {"fever": True, "infection": False})
    assert evaluate(epoch, case, "plain").possible == (DENY,)
    assert evaluate(epoch, case, "plain", {"way": "wide"}).possible == (APPROVE,)


BY_SERVICE = """
section I "Acute" cite book "I"
  criterion I.A "A first request" cite book "I.A"
    not earlier_request
decide
  together: pend cite book "P" when request includes any_contrast
  acute: approve cite book "A" when I is met
  otherwise not medically necessary cite book "O"
"""


def test_facts_for_each_service_and_the_request_as_a_whole() -> None:
    epoch = epoch_of(BY_SERVICE)
    asked = {"earlier_request": {"plain": False, "both": True}}
    clocks = {"date_of_service": date(2024, 2, 1)}
    alone = Case(clocks, ("plain",), per_service=asked)
    assert evaluate(epoch, alone, "plain").possible == (APPROVE,)
    assert evaluate(epoch, alone, "both").possible == (DENY,)
    # Kleene's logic does not see that the line holds only where its one criterion is met.
    assert evaluate(epoch, alone, "contrast").possible == (APPROVE, OTHER, DENY)
    together = Case(clocks, ("plain", "contrast"), per_service=asked)
    assert evaluate(epoch, together, "plain").possible == (Outcome.PEND,)


def test_requested_services() -> None:
    policy = epoch_of(BY_SERVICE).policy
    clocks = {"date_of_service": date(2024, 2, 1)}
    assert requested_services(Case(clocks), policy) == ("plain", "contrast", "both")
    assert requested_services(Case(clocks, ("both", "any_contrast")), policy) == ("both", "contrast")

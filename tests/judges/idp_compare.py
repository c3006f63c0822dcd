"""`make idp`: IDP-Z3 judges criteria, lines and cases of random policies without dates.

Called with the Python of the environment that has idp-engine. Exit code 1 where IDP and policyc disagree.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from policyc.analysis.subject import Subject
from policyc.evaluate import evaluate
from policyc.model.facts import Fact, FactKind
from policyc.model.program import Epoch
from tests.generators.cases import random_case
from tests.generators.facts import random_axioms, random_fact
from tests.generators.programs import random_policy
from tests.judges.idp_theory import KINDS, Theory, conjoined, disjoined, patient, word

POLICIES, CASES = 20, 4


@dataclass(frozen=True)
class Question:
    """A formula, what it asks in words, and whether policyc finds a patient of whom it holds."""

    formula: str
    words: str
    expected: bool


def main() -> int:
    """Ask everything at once, and say what is answered differently."""
    asked = [(Theory(epoch), epoch) for epoch in map(drawn, range(POLICIES))]
    questions = [questions_about(theory, epoch) for theory, epoch in asked]
    answers = put_to_idp(sys.argv[1], [theory.text for theory, _ in asked], questions)
    wrong = [
        f"policy {number}: {each.words}: policyc says {each.expected}, IDP {answer}"
        for number, (some, given) in enumerate(zip(questions, answers, strict=True))
        for each, answer in zip(some, given, strict=True)
        if answer is not each.expected
    ]
    total = sum(map(len, questions))
    yes = sum(each.expected for some in questions for each in some)
    counts = f"{total} questions about {POLICIES} policies ({yes} yes, {total - yes} no)"
    summary = f"IDP-Z3 on {counts}: {len(wrong)} differ"
    sys.stdout.write("\n".join([summary, *wrong, ""]))
    return 1 if wrong else 0


def drawn(seed: int) -> Epoch:
    """A random text over facts that IDP is given: no dates, no durations, no episodes."""
    rng = Random(f"idp {seed}")
    kinds = [FactKind.YES_NO, *rng.choices(sorted(KINDS), k=rng.randint(3, 7))]
    facts: dict[str, Fact] = {}
    for number, kind in enumerate(kinds, 1):
        fact = random_fact(rng, f"{kind.name.lower()}_{number}", kind, facts)
        facts[fact.name] = fact
    axioms = random_axioms(rng, facts, 2)
    return random_policy(rng, rng.randint(1, 4), facts, axioms=axioms).epochs[0]


def questions_about(theory: Theory, epoch: Epoch) -> list[Question]:
    """Which criteria can be met, which lines can hold and decide, and how some patients are decided."""
    subject = Subject(epoch)
    found = []
    for label in epoch.criteria:
        expected = subject.possible([subject.text.criterion(label, True)])
        found.append(Question(theory.met(label), f"somebody meets {label}", expected))
    for reached in subject.text.reached[:-1]:
        expected = subject.possible([reached.own])
        found.append(
            Question(theory.own(reached.line), f"line {reached.line.name} holds for somebody", expected)
        )
        ways = [each.literal for each in subject.text.decisions if each.line == reached.line.name]
        expected = subject.possible([subject.gates.disjunction(ways)])
        said = disjoined(symbol for line, _, symbol in theory.lines if line == reached.line.name)
        found.append(Question(said, f"line {reached.line.name} decides somebody", expected))
    return [*found, *cases_about(theory, epoch)]


def cases_about(theory: Theory, epoch: Epoch) -> list[Question]:
    """Random patients: each is possible, and no other outcome and line is."""
    rng, found = Random(epoch.name), []
    for number in range(CASES):
        case = random_case(rng, epoch)
        service = (case.requested or tuple(epoch.policy.services))[0]
        told = evaluate(epoch, case, service)
        assert told.decided_by is not None
        said = patient(case, service, epoch)
        decided = [symbol for line, _, symbol in theory.lines if line == told.decided_by.line]
        right = conjoined([f"outcome() = {word(told.possible[0])}", disjoined(decided)])
        found.append(Question(conjoined([said, right]), f"patient {number} is decided so", expected=True))
        found.append(
            Question(conjoined([said, f"~{right}"]), f"patient {number} is decided otherwise", expected=False)
        )
    return found


def put_to_idp(python: str, theories: list[str], questions: list[list[Question]]) -> list[list[bool]]:
    """The answers of IDP, which runs in another environment."""
    asked = [
        {"theory": theory, "questions": [each.formula for each in some]}
        for theory, some in zip(theories, questions, strict=True)
    ]
    script = Path(__file__).with_name("idp_answers.py")
    done = subprocess.run(
        [python, str(script)], input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True
    )
    answers: list[list[bool]] = json.loads(done.stdout)
    return answers


if __name__ == "__main__":
    sys.exit(main())

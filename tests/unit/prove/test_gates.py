"""Gates mean what they say, in both directions, and are shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import pytest

from policyc.prove.gates import FALSE, TRUE, Gates
from policyc.prove.solver import Solver, SolverSettings, Status

Build = Callable[[Gates, Sequence[int]], int]
Meaning = Callable[[Sequence[bool]], bool]

FORMULAS: list[tuple[str, Build, Meaning]] = [
    ("and", lambda g, v: g.conjunction(v), all),
    ("or", lambda g, v: g.disjunction(v), any),
    ("choice", lambda g, v: g.choice(v[0], v[1], v[2]), lambda b: b[1] if b[0] else b[2]),
    ("different", lambda g, v: g.different(v[0], -v[1]), lambda b: b[0] == b[1]),
    *((f"at least {k}", lambda g, v, k=k: g.at_least(k, v), lambda b, k=k: sum(b) >= k) for k in range(6)),
    ("twice", lambda g, v: g.at_least(2, [v[0], v[0], v[1]]), lambda b: b[0]),
    ("constants", lambda g, v: g.at_least(2, [TRUE, FALSE, v[0], v[1]]), lambda b: b[0] or b[1]),
]


@pytest.mark.parametrize(
    ("build", "meaning"), [row[1:] for row in FORMULAS], ids=[row[0] for row in FORMULAS]
)
def test_a_gate_is_its_meaning(build: Build, meaning: Meaning) -> None:
    gates = Gates()
    inputs = [gates.variable() for _ in range(4)]
    gate = build(gates, inputs)
    solver = Solver()
    solver.add(gates.clauses)
    for values in product((False, True), repeat=4):
        fixed = [literal if value else -literal for literal, value in zip(inputs, values, strict=True)]
        right, wrong = (gate, -gate) if meaning(values) else (-gate, gate)
        assert solver.ask([*fixed, right]).status is Status.SATISFIABLE
        assert solver.ask([*fixed, wrong]).status is Status.UNSATISFIABLE


def test_the_same_formula_is_the_same_literal() -> None:
    gates = Gates()
    a, b, c = (gates.variable() for _ in range(3))
    assert gates.conjunction((a, b)) == gates.conjunction((b, a, TRUE))
    assert gates.disjunction((a, b)) == -gates.conjunction((-a, -b))
    assert gates.choice(a, b, c) == gates.choice(-a, c, b)
    assert gates.at_least(2, (a, b, c)) == gates.at_least(2, (a, b, c))
    assert gates.conjunction((a, -a)) == FALSE
    assert gates.conjunction(()) == TRUE


def test_a_core_is_among_the_assumptions_and_suffices() -> None:
    for settings in (SolverSettings(), SolverSettings(shuffle=1)):
        solver = Solver(settings)
        solver.add([[-1, -2], [3, 4]])
        answer = solver.ask([1, 3, 2])
        assert answer.status is Status.UNSATISFIABLE
        assert set(answer.core) == {1, 2}


def test_a_limit_is_unknown_and_never_an_answer() -> None:
    """Seven pigeons do not fit into six holes, and no solver sees that within ten conflicts."""
    solver = Solver(SolverSettings(conflicts=10))
    place = {(pigeon, hole): 6 * pigeon + hole + 1 for pigeon in range(7) for hole in range(6)}
    solver.add([[place[pigeon, hole] for hole in range(6)] for pigeon in range(7)])
    solver.add([[-place[p, hole], -place[q, hole]] for hole in range(6) for p in range(7) for q in range(p)])
    answer = solver.ask([])
    assert answer.status is Status.UNKNOWN
    assert "10 conflicts" in answer.reason

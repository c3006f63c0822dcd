"""An upper bound, assumed, allows exactly the assignments in which no more literals hold."""

from itertools import product

import pytest

from policyc.prove.bounds import UpperBound
from policyc.prove.gates import FALSE, TRUE, Gates
from policyc.prove.solver import Solver, Status


@pytest.mark.parametrize("size", range(6))
@pytest.mark.parametrize("constants", [(), (TRUE,), (FALSE,), (FALSE, TRUE, TRUE)])
def test_a_bound_allows_what_is_within_it(size: int, constants: tuple[int, ...]) -> None:
    gates = Gates()
    variables = [gates.variable() for _ in range(size)]
    bound = UpperBound(gates, [*constants, *(-each for each in variables)])
    for most in range(size + 2):
        assumed = bound.at_most(most)
        solver = Solver()
        solver.add(gates.clauses)
        for values in product((1, -1), repeat=size):
            held = values.count(-1) + constants.count(TRUE)
            fixed = [sign * each for sign, each in zip(values, variables, strict=True)]
            answer = solver.ask([assumed, *fixed])
            assert (answer.status is Status.SATISFIABLE) is (held <= most)


def test_a_bound_costs_no_free_variable() -> None:
    gates = Gates()
    literals = [gates.variable() for _ in range(4)]
    UpperBound(gates, literals).at_most(2)
    assert gates.free == 4

"""Verdicts under unknown facts: the evaluator completed by the solver, open facts, routes; and running cases."""

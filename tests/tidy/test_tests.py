"""A test that asserts nothing cannot fail."""

import ast

import pytest

from tests.tidy.tracked import Function, functions, python_trees

# Calls that fail a test by themselves, and prefixes of helpers that assert for their callers.
FAILING_CALLS = {"raises", "warns", "fail", "deprecated_call"}
HELPER_PREFIXES = ("assert_", "check_", "expect_")


def test_every_test_asserts() -> None:
    silent = [
        f"{name}:{function.lineno} {function.name}"
        for name, tree in python_trees("tests").items()
        for function in functions(tree)
        if function.name.startswith("test_") and not can_fail(function)
    ]
    assert not silent, f"these assert nothing: {silent}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("assert answer() == 42", True),
        ("with pytest.raises(ValueError): answer()", True),
        ("check_round_trip('policy')", True),
        ("answer()", False),
        ("checker('policy')", False),
        ("def inner(): assert True", False),
    ],
)
def test_what_counts_as_asserting(body: str, expected: bool) -> None:
    function = next(functions(ast.parse(f"def test_it():\n    {body}")))
    assert can_fail(function) is expected


def can_fail(function: Function) -> bool:
    """Whether the function asserts, itself or through a helper; what it only defines does not count."""
    return any(fails(node) for statement in function.body for node in executed(statement))


def executed(statement: ast.AST) -> list[ast.AST]:
    if isinstance(statement, Function | ast.ClassDef):
        return []
    return [statement, *(node for child in ast.iter_child_nodes(statement) for node in executed(child))]


def fails(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func).rsplit(".", 1)[-1]
    return name in FAILING_CALLS or name.lstrip("_").startswith(HELPER_PREFIXES)

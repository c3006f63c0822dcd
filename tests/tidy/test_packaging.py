"""The lock, the metadata and the licence say the same thing, and everything installed is pinned."""

import re
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import policyc
import policylang
from tests.tidy.tracked import ROOT, tracked_files

LOCK = (ROOT / "requirements.lock").read_text()


def test_every_dependency_is_locked_at_a_version_it_allows() -> None:
    wrong = [
        str(requirement)
        for requirement in declared()
        if not requirement.specifier.contains(locked().get(canonicalize_name(requirement.name), "0"), True)
    ]
    assert not wrong, f"run `make lock`: {wrong}"


def test_every_pin_is_exact_and_has_hashes() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.split("\n", 2)[2])
    loose = [
        entry.splitlines()[0]
        for entry in entries
        if not re.match(r"[a-z0-9-]+==\S+", entry) or "--hash=sha256:" not in entry
    ]
    assert len(entries) == len(locked())
    assert not loose, loose


def test_the_lock_names_no_place_to_install_from() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*-(?:i|f|-index|-extra-index|-find-links)", LOCK, re.MULTILINE)


def test_the_packages_carry_one_version() -> None:
    assert policyc.__version__ == policylang.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+(?:\.dev\d+|rc\d+)?", policyc.__version__)


def test_the_licence_is_the_one_declared() -> None:
    assert pyproject()["project"]["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text()[:200]


def test_both_packages_declare_their_types() -> None:
    assert {"compiler/policyc/py.typed", "dsl/policylang/py.typed"} <= set(tracked_files())


def test_the_wheel_carries_every_tracked_file_of_both_packages(tmp_path: Path) -> None:
    """The grammar, schemas, styles and the pages of diagnostics included, and nothing of the tests."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    assert {place_in_wheel(name) for name in tracked_files()} - {None} <= carried
    assert {name.partition("/")[0] for name in carried} <= {
        "policyc",
        "policylang",
        f"policyc-{policyc.__version__}.dist-info",
    }


def place_in_wheel(name: str) -> str | None:
    """Where a tracked file stands in the wheel, if it belongs there."""
    for folder, place in (
        ("compiler/policyc/", "policyc/"),
        ("dsl/policylang/", "policylang/"),
        ("docs/diagnostics/", "policyc/_pages/"),
        ("policies/", "policyc/_policies/"),
    ):
        if name.startswith(folder):
            return place + name.removeprefix(folder)
    return None


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def declared() -> list[Requirement]:
    """What building, running and testing the project asks for by name."""
    document = pyproject()
    lines = [
        *document["build-system"]["requires"],
        *document["project"]["dependencies"],
        *document["dependency-groups"]["dev"],
    ]
    return [Requirement(line) for line in lines]


def locked() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", LOCK, re.MULTILINE))

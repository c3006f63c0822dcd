"""The maps name what is there: every room, folder and command, and nothing that is gone."""

import re

import pytest

from policyc.cli.main import COMMANDS
from tests.tidy.tracked import ROOT, tracked_files

MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("## What passes")[0]
TOP_LEVEL = [
    "pyproject.toml", "Makefile", "dsl/policylang", "dsl/reference.md", "dsl/editors", "compiler/policyc", "policies",
    "build", "tests", "docs", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "README.md", ".ci/run",
]  # fmt: skip
TESTS = ["spec", "golden", "laws", "corpus", "cli", "unit", "tidy"]


def folders_in(root: str) -> set[str]:
    """The tracked folders directly below another."""
    inside = (name.removeprefix(f"{root}/") for name in tracked_files() if name.startswith(f"{root}/"))
    return {name.partition("/")[0] for name in inside if "/" in name}


@pytest.mark.parametrize("name", TOP_LEVEL)
def test_the_top_level_is_there(name: str) -> None:
    assert any(each == name or each.startswith(f"{name}/") for each in tracked_files())


def test_the_map_shows_every_room() -> None:
    shown = set(re.findall(r"^   ([a-z]+)/ ", MAP, re.MULTILINE))
    assert shown - {"builders"} == folders_in("compiler/policyc")


def test_the_map_shows_every_folder_of_tests() -> None:
    assert set(TESTS) <= folders_in("tests")
    [tests] = re.findall(r"^tests/ .*?(?=^\S)", MAP, re.MULTILINE | re.DOTALL)
    shown = set(re.findall(r"([a-z]+)/", tests)) - {"tests"}
    assert shown | {"samples"} == folders_in("tests")


def test_the_map_names_no_module_that_is_gone() -> None:
    [language] = re.findall(r"^dsl/policylang/ .*?(?=│)", MAP, re.MULTILINE | re.DOTALL)
    named = re.findall(r"^   ([a-z_/., →]+?)  ", language, re.MULTILINE)
    words = {word.strip("/,") for row in named for word in row.split() if word != "→"}
    there = {
        name.removeprefix("dsl/policylang/").partition("/")[0]
        for name in tracked_files()
        if name.startswith("dsl/policylang/")
    }
    assert len(words) > 10
    assert words <= there | {name.removesuffix(".py") for name in there}


@pytest.mark.parametrize("document", ["README.md", "CHANGELOG.md"])
def test_every_command_is_told_of(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    missing = [name for name in COMMANDS if f"policyc {name}" not in text]
    assert not missing

"""Editors colour every keyword there is, and no other word."""

import json
import os
import re

import pytest

from policylang.highlighting import grouped_keywords, textmate_grammar, vim_syntax
from policylang.keywords import keywords
from tests.tidy.tracked import ROOT

EDITORS = ROOT / "dsl" / "editors"
MADE = {"vscode/policy.tmLanguage.json": textmate_grammar, "vim/syntax/policy.vim": vim_syntax}


@pytest.mark.parametrize("name", MADE)
def test_the_files_are_up_to_date(name: str) -> None:
    path = EDITORS / name
    if os.environ.get("POLICYC_ACCEPT"):
        path.write_text(MADE[name](), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == MADE[name]()


def test_every_keyword_has_one_colour() -> None:
    listed = [word for _, words in grouped_keywords() for word in words]
    assert sorted(listed) == sorted(keywords())


def test_the_files_list_every_keyword() -> None:
    coloured = json.loads((EDITORS / "vscode/policy.tmLanguage.json").read_text())["patterns"]
    words = {
        word
        for rule in coloured
        if (found := re.fullmatch(r"\\b\(([a-z|]+)\)\\b", rule.get("match", "")))
        for word in found[1].split("|")
    }
    assert words == keywords()
    vim = (EDITORS / "vim/syntax/policy.vim").read_text()
    listed = {
        word for row in re.findall(r"^syntax keyword \S+ (.*)$", vim, re.MULTILINE) for word in row.split()
    }
    assert listed == keywords()


def test_the_patterns_are_regular_expressions() -> None:
    for rule in json.loads(textmate_grammar())["patterns"]:
        assert re.compile(rule.get("match", rule.get("begin")))

"""A line that is one endless word is told in bounded time, and in a message that fits a screen."""

import time

import pytest

from policyc.report.terminal import render_diagnostics
from policyc.workspace.load import load
from policylang.source import Source

WORD = "a" * 300_000


@pytest.mark.parametrize(
    "text",
    [
        f"policy {WORD}\n",
        f"{WORD}\n",
        f'vocabulary v "V"\n  fact {WORD} "F"\n    typ yes or no\n',
        f'policy p "P"\n  {WORD} spine\n',
        f"acknowledge {WORD.upper()} on X because\n",
    ],
    ids=["name", "line", "fact", "keyword", "label"],
)
def test_an_endless_word(text):
    source = Source("long.policy", text)
    begin = time.process_time()
    found = load([source]).diagnostics
    assert found
    shown = render_diagnostics(found, {source.name: source})
    assert time.process_time() - begin < 10
    assert max(map(len, shown.split("\n"))) <= 120

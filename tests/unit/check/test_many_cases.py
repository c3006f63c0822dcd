"""A file of many cases is checked in time that grows with their number, not with its square.

Calls of functions are counted, which no busy machine changes.
"""

import sys
from types import FrameType

from policyc.workspace.load import load
from policylang.source import Source

POLICY = """\
vocabulary small "Small"
  fact fever "Fever"
    type yes or no

policy example.small "Small"
  vocabulary small
  source guide "Guide"
  services
    CPT 70000 as scan "Scan"

version 2024 effective from 2024-01-01
  section I "Fever" cite guide "1"
    criterion I.A "Fever" cite guide "1a"
      fever
  decide
    fever: approve cite guide "2" when I is met
    otherwise not medically necessary cite guide "3"
"""


def cases(number: int, given: str) -> Source:
    blocks = [
        f'\ncase "Case {each}" on 2024-06-01\n  given {given}\n  expect approve\n' for each in range(number)
    ]
    return Source("small.policy", POLICY + "".join(blocks))


def calls(source: Source) -> int:
    """How many functions are called to load a text."""
    count = 0

    def called(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(called)
    try:
        load([source])
    finally:
        sys.setprofile(None)
    return count


def test_calls_grow_as_the_cases_do() -> None:
    for given in ("fever", "fevr"):
        load([cases(10, given)])
        few, many = calls(cases(100, given)), calls(cases(800, given))
        assert many < 8.5 * few, given

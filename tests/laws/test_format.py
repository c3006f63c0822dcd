"""What the formatter promises: the same meaning, every comment, and nothing left to do the second time."""

from collections import Counter
from itertools import pairwise

from hypothesis import given

import policylang
from policylang.formatter import Formatted, format_text
from policylang.layout import Comment, logical_lines
from policylang.source import Source
from tests.generators.texts import files, untidy_files


def formatted(text: str) -> str:
    result: Formatted = format_text(text, "x")
    assert not result.diagnostics, (result.diagnostics, text)
    return result.text


def comments_of(text: str) -> Counter[str]:
    found: list[Comment] = []
    for _ in logical_lines(Source("x", text), found):
        pass
    return Counter(comment.text for comment in found)


@given(files())
def test_well_written_files_parse_clean(text: str) -> None:
    assert policylang.parse(Source("x", text)).diagnostics == ()


@given(untidy_files())
def test_formatting_changes_no_meaning(text: str) -> None:
    assert policylang.parse(Source("x", formatted(text))).file == policylang.parse(Source("x", text)).file


@given(untidy_files())
def test_formatting_twice_is_formatting_once(text: str) -> None:
    once = formatted(text)
    assert formatted(once) == once


@given(untidy_files())
def test_every_comment_is_kept(text: str) -> None:
    assert comments_of(formatted(text)) == comments_of(text)


@given(untidy_files())
def test_the_layout_is_canonical(text: str) -> None:
    lines = formatted(text).split("\n")
    assert lines[-1] == ""
    assert all(line == line.rstrip() for line in lines)
    assert all((len(line) - len(line.lstrip(" "))) % 2 == 0 for line in lines)
    assert not any(first == second == "" for first, second in pairwise(lines[:-1]))

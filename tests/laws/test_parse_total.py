"""The parser answers whatever it is given, and what it cannot read does not hide what it can."""

import hypothesis.strategies as st
from hypothesis import example, given

import policylang
from policylang.source import Source
from tests.generators.texts import files, untidy_files

FRAGMENTS = st.sampled_from(
    ["policy a.b ", "section I ", "criterion ", "- ", "all of:", "any of", "at least 2 of these 3:", "fever", " and ",
     " or ", '"x"', '"', "“", ":", ",", "\n", "\n  ", "\n    ", "\n      ", "\t", "decide\n", "otherwise ", "approve",
     "case ", " on ", "2024-01-01", "2024-02-30", "1/2/2024", "6weeks", "until ", "effective ", "when ", "requires ",
     "waived when ", "depending on reading r:", "given ", "expect ", "prove ", "whenever ", "then ", "#", "\\", "\x00",
     "version 1", "vocabulary v", "fact ", "type one of:", "note ", "I.C", "<=", "=>", "é", "\u200b", "\r"]
)  # fmt: skip
NOISE = st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=60).map("".join))


@given(NOISE)
@example("\ufeff")
@example("and")
@example("\n and")
@example("policy")
@example("  - \n-")
def test_parse_never_raises(text: str) -> None:
    parsed = policylang.parse(Source("noise", text))
    assert parsed.file.name == "noise"
    assert len(parsed.diagnostics) <= 203


@given(untidy_files(), st.data())
def test_a_damaged_file_is_read_to_its_end(text: str, data: st.DataObject) -> None:
    """A slip anywhere in a good file never raises; and every message points into the text."""
    place = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 12))
    damaged = text[:place] + data.draw(st.one_of(st.just(""), FRAGMENTS)) + text[place + length :]
    parsed = policylang.parse(Source("damaged", damaged))
    lines = damaged.removeprefix("\ufeff").split("\n")
    for finding in parsed.diagnostics:
        if finding.span:
            assert 1 <= finding.span.line <= len(lines)
            assert 1 <= finding.span.column <= len(lines[finding.span.line - 1]) + 1


@given(files(), st.data())
def test_one_bad_line_costs_no_other_block(text: str, data: st.DataObject) -> None:
    """Nonsense between two blocks is reported once, and both blocks are there."""
    lines = text.split("\n")
    margins = [index for index, line in enumerate(lines) if line and not line.startswith(" ")]
    place = data.draw(st.sampled_from([*margins, len(lines) - 1]))
    damaged = "\n".join([*lines[:place], ") nonsense (", *lines[place:]])
    clean, parsed = policylang.parse(Source("x", text)), policylang.parse(Source("x", damaged))
    assert not clean.diagnostics
    assert parsed.file.blocks == clean.file.blocks
    assert {finding.span.line for finding in parsed.diagnostics if finding.span} == {place + 1}

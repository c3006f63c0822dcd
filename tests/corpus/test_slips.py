"""Files that something went wrong with: none stops the parser or the formatter, and each is told what is wrong."""

from pathlib import Path

import pytest

import policylang
from policylang.source import Source

FILES = sorted((Path(__file__).parent / "slips").glob("*.policy"))

# These are fine as they are: white space is white space, however it is encoded.
FINE = {
    "empty", "only_comments", "byte_order_mark", "carriage_returns_and_line_feeds", "form_feeds",
    "no_break_spaces", "no_last_line_feed",
}  # fmt: skip


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_is_read(path: Path) -> None:
    parsed = policylang.parse(Source(path.name, text_of(path)))
    assert bool(parsed.diagnostics) == (path.stem not in FINE)
    assert parsed.file.name == path.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_formatter_touches_only_what_it_understands(path: Path) -> None:
    text = text_of(path)
    formatted = policylang.format_text(text)
    if path.stem in FINE:
        assert policylang.format_text(formatted.text) == formatted
    else:
        assert formatted.text == text
        assert formatted.diagnostics


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_file_gets_few_messages(path: Path) -> None:
    """One cause is told once: whatever the file is, few lines have more than one message."""
    text = text_of(path)
    assert len(policylang.parse(Source(path.name, text)).diagnostics) <= 2 + 1.5 * len(text.splitlines())


BIG = {
    "nested": "".join(" " * depth + 'section I "x"\n' for depth in range(1500)),
    "nested lists": "version 1\n" + "".join("  " * (depth + 1) + "- any of:\n" for depth in range(800)),
    "nonsense": "foo bar baz\n" * 20_000,
    "one long line": "a " * 200_000,
    "one long string": '"' + "x" * 1_000_000,
    "quotation marks": '"' * 300_000,
    "smart quotation marks": "“" * 200_000,
    "continued for ever": 'policy a.b "x"\n' + "  and x\n" * 50_000,
    "a long case": 'case "a" on 2024-01-01\n  given ' + ", ".join(f"f{number}" for number in range(30_000)),
    "zero bytes": "\0" * 300_000,
    "carriage returns": "\r" * 200_000,
    "figures": "1" * 1_000_000,
    "almost dates": "1-1-1-" * 50_000,
    "dots": "a." * 300_000,
    "backslashes": '"\\x' * 50_000,
    "spaces": " " * 1_000_000 + "\n" + " " * 1_000_000 + "a",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", BIG.values(), ids=BIG.keys())
def test_size_alone_stops_nothing(text: str) -> None:
    """Would any of these take time beyond linear, this test would not end."""
    parsed = policylang.parse(Source("big", text))
    assert len(parsed.diagnostics) <= 203
    assert all(len(finding.headline) < 300 and len(finding.section) < 100 for finding in parsed.diagnostics)


def test_a_long_list_of_mistakes_is_cut_and_says_so() -> None:
    found = policylang.parse(Source("x", "foo bar baz\n" * 1000)).diagnostics
    assert len(found) == 201
    assert (found[-1].name, found[-1].headline) == (
        "too-many-mistakes",
        "800 more lines or words could not be understood",
    )

"""The language reference: every example is clean and canonical, and together they show every construct."""

import os
import re
import textwrap

import lark
import pytest

from policylang import automaton, format_text, parse, parser
from policylang.builders import BUILDERS, Builders
from policylang.engine import OPTIONS, Engine, engine
from policylang.keywords import ALSO_NAMES, grammar_text, keywords
from policylang.source import Source
from tests.spec.programs import Block, check_program, fenced_blocks, split_files
from tests.tidy.tracked import ROOT

PATH = ROOT / "dsl" / "reference.md"
GIVEN = "given.policy"
WORDS = re.compile(r"(?<=<!-- words -->\n).*?(?=<!-- end of words -->)", re.DOTALL)


def blocks() -> list[Block]:
    return [
        block for block in fenced_blocks(PATH.read_text(encoding="utf-8")) if block.info.startswith("policy")
    ]


def given() -> Source:
    return Source(GIVEN, "\n".join(block.text for block in blocks() if block.info == "policy given"))


@pytest.mark.parametrize(
    "block", [block for block in blocks() if block.info == "policy"], ids=lambda block: block.heading
)
def test_an_example_is_clean(block: Block) -> None:
    found = check_program([given(), *split_files(block.text)]).diagnostics
    assert [(one.name, one.headline) for one in found if one.span is None or one.span.source != GIVEN] == []


def test_what_the_examples_build_on_is_sound() -> None:
    """Alone, the vocabulary and the header can only be told that nothing uses them yet."""
    assert set(check_program([given()]).names) == {"policy-without-version", "unused-fact"}


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block.heading)
def test_an_example_is_written_as_the_formatter_would(block: Block) -> None:
    for source in split_files(block.text):
        text = source.text.strip() + "\n"
        assert format_text(text, source.name).text == text


def test_the_examples_show_every_construct(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: set[str] = set()

    def watch(name: str):
        def build(children: list[object]) -> object:
            shown.add(name)
            return BUILDERS[name](children)

        return build

    watched = lark.Lark(
        grammar_text(), transformer=Builders({name: watch(name) for name in BUILDERS}), **OPTIONS
    )
    watching = Engine(watched, engine().keyword_types, engine().sign_words)
    monkeypatch.setattr(parser, "engine", lambda: watching)
    monkeypatch.setattr(automaton, "engine", lambda: watching)
    monkeypatch.setattr(automaton, "table", automaton.table.__wrapped__)
    for block in blocks():
        for source in split_files(block.text):
            parse(source)
    assert set(BUILDERS) - shown == {"lost"}


def test_the_words_of_the_language_are_listed() -> None:
    listed = ", ".join(f"`{word}`" for word in sorted(keywords() - ALSO_NAMES))
    also = ", ".join(f"`{word}`" for word in sorted(ALSO_NAMES))
    wanted = "\n".join(
        [
            "",
            *textwrap.wrap(listed, 118),
            "",
            *textwrap.wrap(f"These may be names as well: {also}.", 118),
            "",
            "",
        ]
    )
    text = PATH.read_text(encoding="utf-8")
    if os.environ.get("POLICYC_ACCEPT"):
        PATH.write_text(WORDS.sub(lambda _: wanted, text), encoding="utf-8")
    found = WORDS.search(PATH.read_text(encoding="utf-8"))
    assert found is not None
    assert found[0] == wanted

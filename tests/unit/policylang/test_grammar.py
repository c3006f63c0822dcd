"""The grammar has no conflict and no ambiguity, its keywords are known, and every rule has its builder."""

import lark
import pytest

import policylang
from policylang import automaton, parser
from policylang import engine as engine_module
from policylang.automaton import accepted, shift, start
from policylang.builders import BUILDERS, Builders
from policylang.engine import OPTIONS, Engine, engine
from policylang.keywords import ALSO_NAMES, grammar_text, keywords, reserved_words
from policylang.source import Source
from tests.unit.policylang.examples import ALL


def test_the_grammar_is_unambiguous() -> None:
    strict = lark.Lark(grammar_text(), strict=True, **OPTIONS)
    assert len(strict.rules) > 300


def test_every_rule_has_a_builder() -> None:
    rules = {str(rule.alias or rule.origin.name) for rule in engine().lark.rules}
    built = {name for name in rules if not name.startswith("_")}
    assert set(BUILDERS) <= built
    # Rules that only choose between others have no node of their own.
    assert all(name.endswith("part") or name in ("block", "test", "waiver") for name in built - set(BUILDERS))


def test_the_examples_reach_every_builder(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: set[str] = set()

    def recording(name: str):
        def build(children: list[object]) -> object:
            reached.add(name)
            return BUILDERS[name](children)

        return build

    watched = lark.Lark(
        grammar_text(), transformer=Builders({name: recording(name) for name in BUILDERS}), **OPTIONS
    )
    watching = Engine(watched, engine().keyword_types, engine().sign_words)
    monkeypatch.setattr(parser, "engine", lambda: watching)
    monkeypatch.setattr(automaton, "engine", lambda: watching)
    monkeypatch.setattr(automaton, "table", automaton.table.__wrapped__)
    for text in ALL:
        policylang.parse(Source("example", text))
    assert set(BUILDERS) - reached == {"lost"}


def test_reserved_words_are_keywords() -> None:
    assert keywords() > ALSO_NAMES
    assert {"and", "or", "not"} <= reserved_words()
    assert set(engine().keyword_types) == keywords()


def test_every_block_can_lose_a_line() -> None:
    """Repair relies on it: wherever lines may stand, LOST may stand for one."""
    states = {name for name, row in states_of_blocks()}
    assert states
    for _, row in states_of_blocks():
        assert "LOST" in row


def states_of_blocks() -> list[tuple[object, dict[str, object]]]:
    table = engine().lark.parse_interactive().parser_state.parse_conf.states
    after_indent = {
        entry[1] for row in table.values() if (entry := row.get("_INDENT")) and is_state(entry[1])
    }
    return [(state, table[state]) for state in sorted(after_indent)]


def is_state(target: object) -> bool:
    return isinstance(target, int)


def test_the_margin_accepts_blocks_only() -> None:
    words = {engine().sign_words[kind] for kind in accepted(start()) if kind in engine().sign_words}
    assert words == {"policy", "version", "vocabulary", "cases", "every", "case", "prove", "acknowledge"}
    assert not shift(start(), "NAME")


def test_the_table_is_cached_as_plain_data(tmp_path, monkeypatch) -> None:
    path = tmp_path / "cache" / "grammar.tables"
    engine_module.write_cached(engine().lark, path)
    again = engine_module.read_cached(path)
    assert again is not None
    assert len(again.rules) == len(engine().lark.rules)
    assert [entry.name for entry in path.parent.iterdir()] == ["grammar.tables"]


def test_a_cache_that_others_may_write_is_not_read(tmp_path) -> None:
    path = tmp_path / "cache" / "grammar.tables"
    engine_module.write_cached(engine().lark, path)
    path.chmod(0o666)
    assert engine_module.read_cached(path) is None


def test_a_cache_with_code_in_it_is_not_read(tmp_path) -> None:
    path = tmp_path / "grammar.tables"
    path.write_bytes(b"cos\nsystem\n(S'exit 1'\ntR.")
    path.chmod(0o600)
    assert engine_module.read_cached(path) is None
    assert engine_module.read_cached(tmp_path / "absent") is None
    assert engine_module.read_cached(None) is None


def test_a_cache_that_cannot_be_written_is_no_mistake(tmp_path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    engine_module.write_cached(engine().lark, blocked / "cache" / "grammar.tables")
    engine_module.write_cached(engine().lark, None)
    assert blocked.read_text() == "in the way"

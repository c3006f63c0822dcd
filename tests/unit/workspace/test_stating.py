"""A version written out from its tree says what the tree says, whatever constructs it uses."""

from dataclasses import replace

from hypothesis import given

from policyc.workspace.stating import version_text
from policylang import parse, tree
from policylang.source import Source
from tests.generators.texts import files


@given(files())
def test_every_version_can_be_written_out(text: str) -> None:
    parsed = parse(Source("x", text))
    assert not parsed.diagnostics
    for block in parsed.file.blocks:
        if isinstance(block, tree.Version) and block.amends is None and not block.amendments:
            policy = block.policy.text if block.policy else "a.b"
            (again,) = parse(Source("x", version_text(block, policy))).file.blocks
            assert isinstance(again, tree.Version)
            assert _named(again, policy) == _named(block, policy)


def _named(version: tree.Version, policy: str) -> tree.Version:
    return replace(version, policy=tree.Word(policy))

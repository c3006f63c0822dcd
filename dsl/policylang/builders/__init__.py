"""From the rules of the grammar to tree nodes: a function for each rule, gathered here for Lark.

Lark calls the function of a rule as soon as the rule is complete, with the lexemes and nodes it is made of,
so that no parse tree is ever built. The modules go by area, as `tree` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policylang.builders import cases, conditions, policies, versions, vocabularies, words
from policylang.builders.common import Builder

BUILDERS: Mapping[str, Builder] = {
    **words.BUILDERS,
    **conditions.BUILDERS,
    **vocabularies.BUILDERS,
    **policies.BUILDERS,
    **versions.BUILDERS,
    **cases.BUILDERS,
}


class Builders:
    """The functions as attributes, which is how Lark looks for them."""

    def __init__(self, builders: Mapping[str, Builder]) -> None:
        self.__dict__.update(builders)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)

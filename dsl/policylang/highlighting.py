"""Colours for editors, made from the grammar's own keywords so that they cannot fall behind it.

`dsl/editors/` holds what these functions return; a test compares them, and `make accept` writes them anew.
"""

from __future__ import annotations

import json

from policylang.keywords import keywords

BLOCKS = frozenset(
    {"vocabulary", "document", "fact", "axiom", "policy", "source", "services", "documents", "outcomes", "history",
     "reading", "version", "define", "section", "criterion", "decide", "case", "cases", "prove", "acknowledge"}
)  # fmt: skip
CONNECTIVES = frozenset(
    {"all", "any", "none", "at", "least", "of", "not", "unless", "waived", "when", "and", "or"}
)
VALUES = frozenset({"yes", "no", "unknown", "never", "none"})
KINDS = (("keyword.control", BLOCKS), ("keyword.operator", CONNECTIVES), ("constant.language", VALUES))


def textmate_grammar() -> str:
    """The grammar for Visual Studio Code and other editors that read TextMate grammars, as JSON."""
    patterns = [
        {"name": "comment.line.number-sign.policy", "match": "#.*$"},
        {
            "name": "string.quoted.double.policy",
            "begin": '"',
            "end": '"|$',
            "patterns": [{"name": "constant.character.escape.policy", "match": r'\\["\\]'}],
        },
        {"name": "constant.numeric.date.policy", "match": r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"},
        {"name": "constant.numeric.policy", "match": r"\b[0-9]+(\.[0-9]+)?\b"},
        {"name": "entity.name.section.policy", "match": r"\b[A-Z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*\b"},
        *({"name": f"{kind}.policy", "match": any_of(words)} for kind, words in grouped_keywords()),
        {"name": "variable.other.policy", "match": r"\b[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\b"},
    ]
    grammar = {"name": "Policy", "scopeName": "source.policy", "fileTypes": ["policy"], "patterns": patterns}
    return json.dumps(grammar, indent=2) + "\n"


def vim_syntax() -> str:
    """The syntax file for Vim and Neovim."""
    groups = {"keyword.control": "Statement", "keyword.operator": "Operator", "constant.language": "Constant"}
    rows = [
        '" Vim syntax for the policy language, made by policylang.highlighting.',
        "if exists('b:current_syntax') | finish | endif",
        r"syntax match policyLabel /\<[A-Z][A-Za-z0-9_]*\(\.[A-Za-z0-9_]\+\)*\>/",
        r"syntax match policyNumber /\<[0-9]\+\(\.[0-9]\+\)\?\>/",
        r"syntax match policyDate /\<[0-9]\{4}-[0-9]\{2}-[0-9]\{2}\>/",
        r'syntax region policyString start=/"/ skip=/\\["\\]/ end=/"/ oneline',
        "syntax match policyComment /#.*$/",
    ]
    links = {"policyLabel": "Type", "policyNumber": "Number", "policyDate": "Number", "policyString": "String",
             "policyComment": "Comment"}  # fmt: skip
    for kind, words in grouped_keywords():
        group = "policy" + groups.get(kind, "Keyword")
        links[group] = groups.get(kind, "Keyword")
        rows.append(f"syntax keyword {group} {' '.join(words)}")
    rows += [f"highlight default link {group} {linked}" for group, linked in links.items()]
    return "\n".join([*rows, "let b:current_syntax = 'policy'", ""])


def grouped_keywords() -> list[tuple[str, list[str]]]:
    """Every keyword in exactly one group, the groups with a colour of their own first."""
    left = set(keywords())
    groups = []
    for kind, words in KINDS:
        groups.append((kind, sorted(words & left)))
        left -= words
    return [*groups, ("keyword.other", sorted(left))]


def any_of(words: list[str]) -> str:
    """A regular expression for any of the words, whole."""
    return rf"\b({'|'.join(words)})\b"

"""What no tracked file may say: the paths of one machine, where packages come from, or what is left to do.

The patterns are spelt with character classes, so that this file does not match itself.
"""

import ast
import hashlib
import re

import pytest

from tests.tidy.tracked import matching_lines, python_trees, tracked_texts

MACHINE_PATHS = r"(?<![\w.:])/(?:root|work|farm|home|tmp|Users)/[\w.]"
REGISTRIES = r"\bpypi[.](?:org|io|python)|pythonhosted[.]|npmjs[.]|yarnpkg[.]|anaconda[.]org|crates[.]io"
LEFT_OPEN = r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b|\bNotImplemente[d]Error\b"

# Names that belong to the place where a part of this was written and mean nothing to a reader, kept as
# digests of their lower case so that they are not said here either.
PRIVATE_WORDS = frozenset(
    {
        "4ea91362a1443499",
        "7b43db35a19badb9",
        "8cf10d1b0e07c1d8",
        "8e4b48bdb90d6d37",
        "b06493481529746e",
        "fbb8037df8cc9050",
    }
)

# The licence is quoted as its authors wrote it.
QUOTED = {"LICENSE"}


@pytest.mark.parametrize(
    ("what", "pattern"),
    [("machine path", MACHINE_PATHS), ("package registry", REGISTRIES), ("left open", LEFT_OPEN)],
    ids=["machine-path", "package-registry", "left-open"],
)
def test_no_tracked_file_says(what: str, pattern: str) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tracked_texts().items()
        if name not in QUOTED
        for number, line in matching_lines(pattern, text)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)


def test_no_tracked_file_says_a_private_word() -> None:
    found = {
        f"{name}: {word}"
        for name, text in tracked_texts().items()
        for word in set(re.findall(r"[\w.-]*\w", text))
        if digest(word) in PRIVATE_WORDS
    }
    assert not found, sorted(found)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (MACHINE_PATHS, "see " + "/home" + "/someone/notes"),
        (MACHINE_PATHS, '"' + "/root" + '/x"'),
        (REGISTRIES, "from https://files.pythonhosted" + ".org/x"),
        (LEFT_OPEN, "# TO" + "DO: later"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: str, said: str) -> None:
    assert re.search(pattern, said)


def test_tests_run_anywhere() -> None:
    """A path of a system that tests may write to or that not every system has is no constant of a test."""
    elsewhere = re.compile(r"^/(?:home|root|tmp|var|opt|mnt|srv|usr|Users)(?:/|$)|^[A-Z]:\\")
    found = [
        f"{name}:{node.lineno}: {node.value!r}"
        for name, tree in python_trees("tests").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and elsewhere.search(node.value)
        if name != "tests/tidy/test_words.py"
    ]
    assert not found, found


def digest(word: str) -> str:
    return hashlib.sha256(word.lower().encode()).hexdigest()[:16]

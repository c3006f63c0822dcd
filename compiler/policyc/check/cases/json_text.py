"""JSON as it stands in a file: refused where its meaning would be a guess, bounded in size and depth."""

from __future__ import annotations

import json

from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic

# A case with every fact of a large vocabulary and years of visits is far smaller.
MOST_CHARACTERS = 2_000_000
MOST_DIGITS = 1_000
_SHAPE = "`policyc schema case` shows the shape of a case"


def parse_json(text: str) -> object | Diagnostic:
    """The data of a JSON text, or what is wrong with it: size, depth, syntax, a key twice, NaN, infinity."""
    if len(text) > MOST_CHARACTERS:
        return _problem(f"the case is longer than {MOST_CHARACTERS:,} characters")
    try:
        data: object = json.loads(
            text, object_pairs_hook=_each_key_once, parse_constant=_refuse_constant, parse_int=_bounded_number
        )
        return data
    except json.JSONDecodeError as error:
        return _problem(f"line {error.lineno}, column {error.colno} is not JSON: {error.msg}")
    except RecursionError:
        return _problem("the case is nested too deeply")
    except ValueError as error:
        return _problem(str(error))


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for key, value in pairs:
        if key in seen:
            raise ValueError(f"`{key[:60]}` is given twice")
        seen[key] = value
    return seen


def _bounded_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number of {len(digits):,} digits is no value of any fact")
    return int(digits)


def _refuse_constant(name: str) -> object:
    raise ValueError(f"`{name}` is no number")


def _problem(headline: str) -> Diagnostic:
    return diagnostic("malformed-case", headline, None, help=_SHAPE)

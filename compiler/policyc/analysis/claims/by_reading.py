"""Which readings a claim rests on that holds as its texts are read.

All texts of the claim are asked together, since one reading is one choice for all of them. A set of readings breaks
the claim when, turned while the others stay chosen, it admits a refutation by some text, and no smaller one does; it
keeps the claim when, kept as chosen while the others are left open, it admits none, and no smaller one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyc.analysis.claims.answer import Breaking, ByReading, Refutation
from policyc.analysis.claims.questions import Question
from policyc.model.program import Policy
from policyc.prove.cores import UndecidedError, minimal_sets
from policyc.prove.solver import Answer, Status

MOST_SETS = 12


def by_reading(questions: Sequence[Question], policy: Policy) -> ByReading | None:
    """The breaking and the keep sets of a claim that the chosen readings keep; None where every reading does.

    Raises UndecidedError at a limit.
    """
    breakable = [one for one in questions if one.refutable(one.readings)]
    if not breakable:
        return None
    used = {name for one in breakable for name in one.readings}
    names = [name for name in policy.readings if name in used]
    found = minimal_sets(
        lambda kept: _asked(breakable, [name for place, name in _places(names) if place not in kept]),
        hard=(),
        soft=[place for place, _ in _places(names)],
        most=MOST_SETS,
    )
    named = dict(_places(names))
    breaking = [tuple(named[place] for place in places) for places in found.corrections]
    keeping = [tuple(named[place] for place in places) for places in found.cores]
    turned = tuple(Breaking(readings, _refuted(breakable, readings)) for readings in breaking)
    return ByReading(turned, tuple(keeping), found.complete)


def _places(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The readings as what `minimal_sets` takes for literals."""
    return enumerate(names, start=1)


def _asked(questions: Iterable[Question], freed: Sequence[str]) -> Answer:
    """Whether some text has a refutation with these readings open."""
    some = any(one.refutable([name for name in freed if name in one.readings]) for one in questions)
    return Answer(Status.SATISFIABLE if some else Status.UNSATISFIABLE)


def _refuted(questions: Sequence[Question], readings: Sequence[str]) -> Refutation:
    """The plainest patient of the first text that these readings break."""
    for question in questions:
        if set(readings) <= set(question.readings):
            found = question.refutation(readings)
            if found is not None:
                return found
    raise UndecidedError("no patient was found for readings that admit one, a mistake of ours")

"""Two decision lines of different outcomes that both hold for one patient: the earlier one wins.

Lines under `first` override on purpose, and `otherwise` takes what is left: neither is ever a conflict. A line
whose condition holds, but whose criteria support another service than the one asked for, does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.model.program import Line
from policyc.prove.gates import TRUE, Gates
from policyc.prove.lowering import Text


def disagreements(gates: Gates, text: Text) -> Iterator[tuple[Line, Line, int]]:
    """Pairs that may disagree, with the literal of the first deciding a patient for whom the second holds too."""
    passed, reached = TRUE, text.reached[:-1]
    for place, one in enumerate(reached):
        decides = gates.conjunction((passed, one.effective))
        for other in reached[place + 1 :]:
            deliberate = one.line.first or other.line.first
            if not deliberate and one.line.outcome is not other.line.outcome:
                yield one.line, other.line, gates.conjunction((decides, other.effective))
        passed = gates.conjunction((passed, -one.effective))

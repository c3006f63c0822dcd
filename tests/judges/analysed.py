"""What the analysis says of a text, in the shape in which judges can be held against it."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.analysis.holes import Holes
from policyc.analysis.near_misses import NearMisses
from policyc.analysis.parts import Parts
from policyc.analysis.questions import Questions
from policyc.analysis.subject import Subject
from policyc.model.program import Epoch
from policylang.diagnostic import Diagnostic


def without_effect(epoch: Epoch) -> set[str]:
    """The paths of the parts each of which alone could be taken out, found as the analysis finds them."""
    subject, parts = Subject(epoch), Parts(epoch)
    holes = Holes(subject, parts.parts)
    questions = Questions(holes.text, parts)
    shown = NearMisses(holes, parts, subject.crowd()).shown(questions)
    return {path for path, _ in holes.idle(shown, questions)}


def pairs(overlaps: Iterable[Diagnostic]) -> set[tuple[str, str]]:
    """The lines that the headlines name, each that wins with the one that loses."""
    named = (found.headline.split("`")[1::2] for found in overlaps)
    return {(winner, loser) for loser, *winners in named for winner in winners}

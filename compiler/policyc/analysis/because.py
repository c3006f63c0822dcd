"""What makes a part have no effect: the clauses that clash with it or entail it, or the others that do its work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policyc.analysis.clauses import Clause, flat
from policyc.analysis.effects import Look
from policyc.analysis.holes import Holes
from policyc.analysis.parts import Part
from policyc.analysis.questions import own_clauses
from policyc.graph.words import mid_sentence
from policyc.model.outcome import SERVICE_OUTCOMES
from policyc.model.program import Epoch
from policyc.prove.gates import FALSE
from policyc.prove.lowering import Text
from policylang.diagnostic import Label
from policylang.source import Span

Impossible = Callable[[Holes], list[int]]
"""What no patient is, as literals of a subject with holes at the part that is told of."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A place that takes part in a finding, with what it says there."""

    key: tuple[str, Span | None, bool]
    span: Span | None
    words: str

    def label(self) -> Label | None:
        """The reason as a label of a diagnostic."""
        return None if self.span is None else Label(self.span, self.words)


@dataclass(frozen=True, slots=True)
class Because:
    """A minimal set of reasons, how they do it, and what no patient is.

    `asked_by` are what asks the same of everyone else, where the reasons are about the few it does not bind.
    """

    kind: str
    reasons: tuple[Reason, ...]
    impossible: Impossible
    asked_by: tuple[Reason, ...] = ()


def clash(look: Look, part: Part) -> Because | None:
    """Why no patient can meet a part in its place; None when some can."""
    own = own_clauses(part, look.subject.epoch)
    return core_of(look, "clash", lambda _: [], (*own, *look.parts.context(part)))


def alone(look: Look, part: Part) -> bool:
    """Whether a part can be met, apart from its place."""
    return look.subject.possible(_met(part, look.subject.epoch, look.text))


def guaranteed(look: Look, part: Part) -> Because | None:
    """Why everyone meets a part in its place; None when somebody does not, or when nobody comes there."""
    if not look.subject.possible([clause.literal(look.text) for clause in look.parts.context(part)]):
        return None
    return core_of(look, "guaranteed", lambda text: _missed(part, text), look.parts.context(part))


def settled(look: Look, part: Part) -> Because | None:
    """Why a part says nothing beside its list and what encloses it; None when it does."""
    around = (*part.siblings, *look.parts.context(part))
    if part.neutral:
        return core_of(look, "settled", lambda text: _missed(part, text), around)
    return core_of(look, "excluded", lambda text: _met(part, look.subject.epoch, text), around)


def _met(part: Part, epoch: Epoch, text: Text) -> list[int]:
    return [clause.literal(text) for clause in own_clauses(part, epoch)]


def _missed(part: Part, text: Text) -> list[int]:
    return [-text.condition(part.condition)]


def core_of(
    look: Look, kind: str, fixed: Callable[[Text], list[int]], clauses: Sequence[Clause]
) -> Because | None:
    """A minimal set of clauses that nobody has together with what is fixed; None when somebody has them all."""
    text, epoch = look.text, look.subject.epoch

    def impossible(holes: Holes) -> list[int]:
        return [*fixed(holes.text), *(clause.literal(holes.text) for clause in clauses)]

    if look.subject.possible(impossible(look.holes)):
        return None
    pieces: dict[int, Clause] = {}
    for clause in clauses:
        for piece in flat(clause, epoch):
            pieces.setdefault(piece.literal(text), piece)
    core = look.subject.core(fixed(text), list(pieces))
    if core is None:
        pieces = {clause.literal(text): clause for clause in clauses}
        core = look.subject.core(fixed(text), list(pieces)) or ()
    return Because(kind, tuple(_reason(pieces[literal], epoch) for literal in core), impossible)


def _reason(clause: Clause, epoch: Epoch) -> Reason:
    return Reason(clause.key, clause.condition.span, mid_sentence(clause.words(epoch)))


# --- What others do in its place --------------------------------------------------------------------------


def covered(look: Look, part: Part) -> Because:
    """Which other criteria and lines take every patient whom a part could make a difference to."""
    one = Holes(look.subject, [part])
    changed = look.subject.gates.disjunction(list(_changed(one, look.subject.epoch)))
    hard = [*one.only(part.key), changed]
    found: dict[int, Reason] = {}
    for served in (True, False):
        if changed != FALSE and not found:
            found = _fewest(look, hard, dict(_others(one, look.subject.epoch, served)))
    asked_by = _asked_of_others(look, part, list(found)) if part.neutral and found else ()
    return Because("covered", tuple(found.values()), lambda holes: no_change(holes, part), asked_by)


def _fewest(look: Look, hard: list[int], others: dict[int, Reason]) -> dict[int, Reason]:
    """One reason that suffices, else a minimal set; none when all together do not."""
    core = look.subject.core(hard, list(others)) or ()
    if len(core) > 1:
        core = next(((one,) for one in others if not look.subject.possible([*hard, one])), core)
    return {literal: others[literal] for literal in core}


def _asked_of_others(look: Look, part: Part, untaken: list[int]) -> tuple[Reason, ...]:
    """What asks for the part already, of everyone whom the covering criteria and lines do not take."""
    because = core_of(
        look, "settled", lambda text: [*_missed(part, text), *untaken], look.parts.context(part)
    )
    return () if because is None else because.reasons


def no_change(holes: Holes, part: Part) -> list[int]:
    """Somebody is decided differently without a part."""
    return [*holes.only(part.key), holes.change]


def _changed(one: Holes, epoch: Epoch) -> Iterator[int]:
    """What taking the part out changes before it comes to a decision."""
    gates = one.subject.gates
    for label in epoch.criteria:
        if not _same_criterion(one, label):
            yield gates.different(*(text.criterion(label, True) for text in (one.text, one.holed)))
    for plain, holed in zip(one.text.reached, one.holed.reached, strict=True):
        yield gates.different(plain.effective, holed.effective)


def _others(one: Holes, epoch: Epoch, by_service: bool) -> Iterator[tuple[int, Reason]]:
    """The criteria and lines that the part does not touch, as not met or, `by_service`, not for what is requested."""
    reached = list(zip(one.text.reached[:-1], one.holed.reached[:-1], strict=True))
    for plain, holed in reached:
        if plain.line.outcome in SERVICE_OUTCOMES:
            for (label, met, served), (_, _, same) in zip(plain.named, holed.named, strict=True):
                if served == same and served != FALSE:
                    span = epoch.criteria[label].span
                    yield (
                        -(served if by_service else met),
                        Reason((label, span, False), span, _title(epoch, label)),
                    )
    for plain, holed in reached:
        if plain.effective == holed.effective and plain.effective != FALSE:
            name, span = plain.line.name, plain.line.span
            yield -plain.effective, Reason((name, span, False), span, f"line `{name}`")


def _title(epoch: Epoch, label: str) -> str:
    title = epoch.criteria[label].title
    return f"`{label}`, {mid_sentence(title)}" if title else f"`{label}`"


def _same_criterion(one: Holes, label: str) -> bool:
    texts: tuple[Text, Text] = (one.text, one.holed)
    literals = {text.criterion(label, True) for text in texts}
    return len(literals) == 1

"""What is to be shown, in order, and the cases that show what no case shows so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from policyc.decide.expectations import CaseResult
from policyc.model.cases import Case
from policyc.model.conditions import AtLeastDays, AtLeastVisits, Condition, CriterionTest, SectionTest
from policyc.model.program import Epoch
from policyc.model.verdict import Truth, Verdict
from policyc.report.missing_cases import MissingCase, MissingRun, NotShown
from policyc.testing.changing import closed_by_normal
from policyc.testing.goals import atoms_of, meaning
from policyc.testing.missing.changes import beside_limit, is_threshold, with_unknown
from policyc.testing.missing.limits import around
from policyc.testing.missing.parts import Part, parts_of
from policyc.testing.missing.search import Nobody, Pair, Search
from policyc.testing.missing.shown import Pool, Shown, shown, verdict_of
from policyc.testing.missing.writing import Titles, criterion_words, held_words, part_words, written
from policyc.testing.obeying import Slot
from policyc.testing.values import conditions_of

_MOST_REQUESTS = 63
KINDS = ("criteria", "boundaries", "mcdc")
Tell = Callable[[str, str], None]
"""Told the text and what is looked for in it."""


@dataclass(slots=True)
class _Writing:
    """One text: the patients known, what was written, and what nobody shows."""

    epoch: Epoch
    pool: Pool
    search: Search
    titles: Titles
    cases: list[MissingCase] = field(default_factory=list)
    not_shown: list[NotShown] = field(default_factory=list)

    def write(self, one: Shown, title: str, shows: str) -> None:
        """Write a case, unless it is there."""
        if self.pool.add(one):
            if not one.case.nothing_else:
                one = replace(one, case=closed_by_normal(one.closed, self.epoch.policy))
            self.cases.append(written(one, self.titles.new(title), shows))

    def write_pair(self, pair: Pair, titles: tuple[str, str], shows: str) -> None:
        """Write both cases."""
        for one, title in zip(pair, titles, strict=True):
            self.write(one, title, shows)

    def nobody(self, shows: str, words: str, answer: Nobody) -> None:
        """Say that nobody shows it, and whether that is proved."""
        self.not_shown.append(NotShown(shows, words, answer.proved, answer.reason, answer.limit))


def missing_cases(
    epoch: Epoch, own: Collection[CaseResult], kinds: Collection[str], titles: Titles, tell: Tell
) -> MissingRun:
    """The cases that show what the policy's own do not, for one text."""
    pool = pool_of(epoch, own)
    writing = _Writing(epoch, pool, Search(epoch, pool), titles)
    for kind, write in (("criteria", _criteria), ("boundaries", _boundaries), ("mcdc", _turning)):
        if kind in kinds:
            tell(epoch.name, kind)
            write(writing)
    return MissingRun(
        epoch.policy.id, epoch.name, epoch.version.name, tuple(writing.cases), tuple(writing.not_shown)
    )


def pool_of(epoch: Epoch, own: Collection[CaseResult]) -> Pool:
    """The cases that a text decides already."""
    pool = Pool(epoch)
    for result in own:
        for verdict in result.verdicts:
            if result.epoch is epoch and isinstance(verdict, Verdict):
                pool.add(shown(epoch, result.expected.case, verdict.service))
    return pool


# --- Criteria met, not met, unknown -----------------------------------------------------------------------


def _criteria(writing: _Writing) -> None:
    for label in writing.epoch.criteria:
        test = CriterionTest(label, True)
        name = criterion_words(label, writing.epoch)
        for truth, word, look in (
            (Truth.TRUE, "met", _met),
            (Truth.FALSE, "not met", _not_met),
            (Truth.UNKNOWN, "not known", _unknown),
        ):
            if writing.pool.shows(test, truth):
                continue
            found = look(label, writing)
            if isinstance(found, Nobody):
                writing.nobody("criteria", f"{name}: nobody shows it {word}", found)
            else:
                writing.write(found, f"{name}: {word}", "criteria")


def _met(label: str, writing: _Writing) -> Shown | Nobody:
    met = writing.search.literal(CriterionTest(label, True))
    return writing.search.patient([writing.search.deciding(label), met], [met])


def _not_met(label: str, writing: _Writing) -> Shown | Nobody:
    """Preferably in a section that applies, with all that it requires."""
    search, criterion = writing.search, writing.epoch.criteria[label]
    met = search.literal(CriterionTest(label, True))
    around = search.literal(SectionTest(criterion.section, "applies")) if criterion.section else 1
    requirements = search.subject.text.section(criterion.section, "requirements")
    return search.patient([around, requirements, -met], [-met])


def _unknown(label: str, writing: _Writing) -> Shown | Nobody:
    """A patient with an answer left open, or all that matter: best one on whom the outcome then waits."""
    test, seen = CriterionTest(label, True), []
    for look in (_met, _not_met):
        base = look(label, writing)
        if isinstance(base, Nobody):
            continue
        for slots in _left_open(base, test, writing.epoch):
            one = with_unknown(base, slots)
            if one.truth(test) is Truth.UNKNOWN:
                seen.append(one)
                verdict = verdict_of(one)
                if isinstance(verdict, Verdict) and not verdict.decided:
                    return one
    return seen[0] if seen else _nothing_known(test, writing)


def _nothing_known(test: CriterionTest, writing: _Writing) -> Shown | Nobody:
    """Of whom nothing is known, for any request: where even that leaves a criterion settled, every answer does."""
    epoch = writing.epoch
    model = writing.search.patient([])
    services = tuple(epoch.policy.services)
    requests = [some for size in range(1, len(services) + 1) for some in combinations(services, size)]
    if isinstance(model, Nobody):
        return model
    for requested in requests[:_MOST_REQUESTS]:
        for service in requested:
            one = shown(epoch, Case(model.case.clocks, requested), service)
            if one.truth(test) is Truth.UNKNOWN:
                return one
    return Nobody(proved=len(requests) <= _MOST_REQUESTS)


def _left_open(base: Shown, test: CriterionTest, epoch: Epoch) -> Iterator[list[Slot]]:
    """The criterion's own facts one by one, then what its sections ask for, then all of them together."""
    own = atoms_of(meaning(CriterionTest(test.label, False), epoch), epoch)
    names = dict.fromkeys(str(getattr(atom, "fact", "")) for atom in (*own, *atoms_of(test, epoch)))
    slots = [slot for name in names for slot in ((name, ""), (name, base.service)) if slot in base.answers]
    yield from ([slot] for slot in slots)
    yield slots


# --- Limits on both sides ---------------------------------------------------------------------------------


def _boundaries(writing: _Writing) -> None:
    for atom in _limits(writing.epoch):
        if any(_lies_beside(one, other, apart, atom) for one, other, apart in writing.pool.pairs):
            continue
        found = writing.search.beside(atom)
        words = held_words(atom, True, writing.epoch)
        if isinstance(found, Nobody):
            writing.nobody(
                "boundaries", f"{words}: no two patients beside this limit differ in outcome", found
            )
        else:
            writing.write_pair(found, (f"{words}, just so", f"{words}, just not"), "boundaries")


def _limits(epoch: Epoch) -> tuple[Condition, ...]:
    """The conditions with a limit that count under the chosen readings, each once, in the order of the text."""
    everything = (atom for condition in conditions_of(epoch) for atom in atoms_of(condition, epoch))
    return tuple(dict.fromkeys(atom for atom in everything if is_threshold(atom)))


def _lies_beside(one: Shown, other: Shown, apart: frozenset[str], atom: Condition) -> bool:
    """Whether a pair lies on the two sides of a limit, as near as can be, with different outcomes."""
    name = str(getattr(atom, "fact", ""))
    if name not in apart or not one.outcome or not other.outcome or one.outcome == other.outcome:
        return False
    if {one.truth(atom), other.truth(atom)} != {Truth.TRUE, Truth.FALSE}:
        return False
    now = {each.answers.get((name, ""), each.answers.get((name, each.service))) for each in (one, other)}
    if isinstance(atom, AtLeastDays | AtLeastVisits):
        inside, outside = (one, other) if one.truth(atom) is Truth.TRUE else (other, one)
        more, fewer = around(atom)
        return inside.truth(more) is Truth.FALSE and outside.truth(fewer) is Truth.TRUE
    return any(now == set(values) for values in beside_limit(atom, one))


# --- One condition makes the difference -------------------------------------------------------------------


def _turning(writing: _Writing) -> None:
    for part in parts_of(writing.epoch):
        for atom in part.atoms:
            if any(_turns(one, other, apart, part, atom) for one, other, apart in writing.pool.pairs):
                continue
            found = writing.search.turning(part, atom)
            name = part_words(part, writing.epoch)
            held, failed = (held_words(atom, way, writing.epoch) for way in (True, False))
            if isinstance(found, Nobody):
                words = f"{name}: “{held}” alone makes no difference to anybody's outcome"
                writing.nobody("mcdc", words, found)
            else:
                writing.write_pair(found, (f"{name}: {held}", f"{name}: {failed}"), "mcdc")


def _turns(one: Shown, other: Shown, apart: frozenset[str], part: Part, atom: Condition) -> bool:
    """Whether a pair differs in a condition, in whether the part is met, and in the outcome."""
    return (
        getattr(atom, "fact", "") in apart
        and bool(one.outcome and other.outcome)
        and one.outcome != other.outcome
        and {one.truth(atom), other.truth(atom)} == {Truth.TRUE, Truth.FALSE}
        and {part.truth(one), part.truth(other)} == {Truth.TRUE, Truth.FALSE}
    )

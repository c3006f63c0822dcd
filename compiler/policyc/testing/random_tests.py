"""Random tests of a text: every branch visited, generated cases read three ways, and every claim tried on them.

Hypothesis draws the cases, from a seed that the text's name is added to. What fails stops nothing: all cases are
drawn, and afterwards a small one is looked for, by Hypothesis where readings of the text disagree, and by making the
patient plain where a claim does not hold.
Nothing is written to disk, and no setting of the folder counts, so a seed gives the same cases anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Unsatisfiable

from policyc.analysis.subject import Subject
from policyc.check.cases import case_as_text, case_to_json
from policyc.evaluate import close_case, evaluate, requested_services
from policyc.model.cases import Case
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import DecidedBy, Evaluation
from policyc.report.patient_words import with_more_words
from policyc.report.random_runs import REACHED, UNDECIDED, UNREACHABLE, BranchRun, ClaimRun, Failure, TextRun
from policyc.testing.agreement import Disagreement, DisagreementError, Read, disagreements, read
from policyc.testing.branches import Visited, neighbours, visit
from policyc.testing.changing import closed_by_normal
from policyc.testing.claims_tried import TriedClaim, claims_about, plain_refutation, refuted
from policyc.testing.plain import asked_facts, without_unasked
from policyc.testing.strategies import Drawn, drawn_cases
from policylang.codes import diagnostic
from policylang.source import Span

Tell = Callable[[str, int, int], None]
"""Told the text, how many cases were drawn, and how many are to be."""


def random_test(policy: Policy, number: int, chosen_seed: int, tell: Tell) -> Iterator[TextRun]:
    """Test every adopted text of a policy, and every draft, on so many cases each."""
    drafts = [epoch for found in policy.drafts.values() for epoch in found]
    for epoch in (*policy.epochs, *drafts):
        yield random_test_of_text(epoch, number, chosen_seed, tell)


def random_test_of_text(epoch: Epoch, number: int, chosen_seed: int, tell: Tell) -> TextRun:
    """Test one text."""
    text, claims = read(epoch), claims_about(epoch)
    tell(epoch.name, 0, number)
    subject = Subject(epoch)
    visited = tuple(visit(text, subject))
    starts = [each.witness for each in visited if each.witness is not None]
    around = list(neighbours(text, subject))
    found = _Found({each.words: each for each in map(_disagreement, visited) if each is not None}, {})
    for case in (*starts, *around):
        found.claims_of(claims, case)
    for case in around:
        found.readings_of(disagreements(text, case))
    seeded = f"{chosen_seed} {epoch.name}"
    known = set(found.wrong)
    drawn, counts = _draw(text, claims, starts, number, seeded, tell, found)
    for words in sorted(found.wrong.keys() - known):
        found.wrong[words] = _shrunk(text, starts, number, seeded, words) or found.wrong[words]
    return TextRun(
        policy=epoch.policy.id,
        text=epoch.name,
        version=epoch.version.name,
        cases=drawn,
        neighbours=len(around),
        claims=tuple(_claim_run(title, claims, found) for title in _titles(claims)),
        branches=tuple(_branch_run(each, counts) for each in visited if not _is_empty(each, visited)),
        failures=(
            *_failures_of_readings(text, found, chosen_seed),
            *_failures_of_claims(_titles(claims), found, chosen_seed),
        ),
    )


@dataclass(slots=True)
class _Found:
    """What does not agree, by the words for it, and which claims do not hold, by their titles; each once."""

    wrong: dict[str, Disagreement]
    refuted: dict[str, tuple[TriedClaim, Disagreement]]

    def readings_of(self, wrong: Iterator[Disagreement]) -> None:
        """Keep of each kind the case with the fewest answers."""
        for each in wrong:
            other = self.wrong.get(each.words)
            if other is None or len(each.cases[0].facts) < len(other.cases[0].facts):
                self.wrong[each.words] = each

    def claims_of(self, claims: tuple[TriedClaim, ...], case: Case) -> None:
        """Keep of each claim the first patient who refutes it."""
        left = tuple(each for each in claims if each.statement.title not in self.refuted)
        for tried, why in refuted(left, case):
            self.refuted.setdefault(tried.statement.title, (tried, why))


def _disagreement(visited: Visited) -> Disagreement | None:
    return visited.disagreement


def _titles(claims: tuple[TriedClaim, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.statement.title for each in claims))


def _claim_run(title: str, claims: tuple[TriedClaim, ...], found: _Found) -> ClaimRun:
    statement = next(each.statement for each in claims if each.statement.title == title)
    return ClaimRun(title, bool(statement.known_to_fail), title in found.refuted)


def _draw(
    text: Read,
    claims: tuple[TriedClaim, ...],
    starts: Sequence[Case],
    number: int,
    seeded: str,
    tell: Tell,
    found: _Found,
) -> tuple[int, Counter[DecidedBy]]:
    """How many cases were drawn, and which branches their patients took; what fails is kept in `found`."""
    drawn, counts = 0, Counter[DecidedBy]()

    def look(one: Drawn) -> None:
        nonlocal drawn
        drawn += 1
        _count(text.epoch, one.complete, counts)
        tell(text.epoch.name, drawn, number)
        found.readings_of(_wrong(text, one))
        found.claims_of(claims, one.complete)

    _run(text, starts, number, seeded, look, (Phase.generate,))
    return drawn, counts


def _shrunk(text: Read, starts: Sequence[Case], number: int, seeded: str, words: str) -> Disagreement | None:
    """The smallest case found that does not agree in a certain way, of those drawn from the same seed."""

    def look(one: Drawn) -> None:
        for wrong in _wrong(text, one):
            if wrong.words == words:
                raise DisagreementError(wrong)

    try:
        _run(text, starts, number, seeded, look, (Phase.generate, Phase.shrink))
    except DisagreementError as error:
        return error.found
    return None


def _run(
    text: Read,
    starts: Sequence[Case],
    number: int,
    seeded: str,
    look: Callable[[Drawn], None],
    phases: tuple[Phase, ...],
) -> None:
    @seed(seeded)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        print_blob=False,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    @given(drawn_cases(text.epoch, starts=starts))
    def check(one: Drawn) -> None:
        look(one)

    with _nothing_written(), suppress(Unsatisfiable):
        check()


def _wrong(text: Read, found: Drawn) -> Iterator[Disagreement]:
    yield from disagreements(text, found.case, found.complete)
    if found.case != found.complete:
        yield from disagreements(text, found.complete)


def _count(epoch: Epoch, complete: Case, counts: Counter[DecidedBy]) -> None:
    for service in requested_services(complete, epoch.policy):
        evaluated = evaluate(epoch, complete, service)
        if evaluated.decided_by is not None:
            counts[evaluated.decided_by] += 1


def _is_empty(each: Visited, visited: Sequence[Visited]) -> bool:
    """A line that always decides under one of its criteria is not said to be unreachable under none."""
    others = [other for other in visited if other.branch.line == each.branch.line and other.witness]
    return each.branch.criterion is None and not each.witness and not each.reason and bool(others)


def _branch_run(visited: Visited, counts: Counter[DecidedBy]) -> BranchRun:
    branch = visited.branch
    status = UNDECIDED if visited.reason else REACHED if visited.witness else UNREACHABLE
    taken = counts[DecidedBy(branch.line, branch.criterion)]
    return BranchRun(branch.line, branch.criterion, str(branch.outcome), status, taken, visited.reason)


def _failures_of_readings(text: Read, found: _Found, chosen_seed: int) -> Iterator[Failure]:
    """Without the answers that the text does not ask for, where the case fails without them too."""
    asked = asked_facts(text.epoch)
    for words, wrong in sorted(found.wrong.items()):
        plain = without_unasked(wrong.cases[0], asked)
        fewer = next((each for each in disagreements(text, plain) if each.words == words), wrong)
        titles = (words[0].upper() + words[1:],)
        yield _failure(fewer, text.epoch, text.epoch.version.span, chosen_seed, titles)


def _failures_of_claims(titles_in_order: Sequence[str], found: _Found, chosen_seed: int) -> Iterator[Failure]:
    for title in (each for each in titles_in_order if each in found.refuted):
        tried, why = found.refuted[title]
        if tried.statement.known_to_fail:
            continue
        policy, plain = tried.epoch.policy, plain_refutation(tried, why)
        cases = tuple(without_unasked(closed_by_normal(case, policy), tried.asked) for case in plain.cases)
        after = with_more_words(policy, tried.claim.fact, cases[-1]) if len(cases) > 1 else ""
        titles = [f"Against: {title}{which}" for which in ((" (before)", f" ({after})") if after else ("",))]
        place = tried.statement.span or tried.epoch.version.span
        yield _failure(replace(plain, cases=cases), tried.epoch, place, chosen_seed, titles)


def _failure(
    found: Disagreement, epoch: Epoch, place: Span | None, chosen_seed: int, titles: Sequence[str]
) -> Failure:
    policy, words = epoch.policy, found.words[0].upper() + found.words[1:]
    cases = tuple(replace(case, requested=requested_services(case, policy)) for case in found.cases)
    shown = [case_to_json(case, policy) for case in cases]
    told = diagnostic(
        "random-test-failed",
        words,
        place,
        caption=f"in the text {epoch.name}, asked for {found.service}",
        notes=found.said,
        help=f"`--seed {chosen_seed}` draws it again; the smallest case found follows, to paste into a file",
        witness=shown[0],
        twin=shown[1] if len(shown) > 1 else None,
    )
    blocks = tuple(
        case_as_text(case, policy, title)
        + _expectation(evaluate(epoch, close_case(case, policy), found.service), case)
        for case, title in zip(cases, titles, strict=True)
    )
    return Failure(told, blocks)


def _expectation(evaluated: Evaluation, case: Case) -> str:
    """What the evaluator says, which whoever pastes the case has to confirm."""
    service = f"{evaluated.service}: " if len(case.requested) > 1 else ""
    outcome = str(evaluated.possible[0]) if len(evaluated.possible) == 1 else "undecided"
    return f"  expect {service}{outcome}\n"


@contextmanager
def _nothing_written() -> Iterator[None]:
    """Hypothesis keeps what it learns about the code in a folder of its own, which is gone afterwards."""
    with TemporaryDirectory() as folder:
        set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            set_hypothesis_home_dir(None)

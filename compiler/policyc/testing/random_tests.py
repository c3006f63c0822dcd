"""Random tests of a text: every branch visited, generated cases read three ways, claims tried on neighbours.

Hypothesis draws the cases, from a seed that the text's name is added to, and shrinks the first that does not agree.
Nothing is written to disk, and no setting of the folder counts, so a seed gives the same cases anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Unsatisfiable

from policyc.analysis.subject import Subject
from policyc.check.cases import case_as_text, case_to_json
from policyc.evaluate import evaluate, requested_services
from policyc.model.cases import Case, Claim
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import DecidedBy, Evaluation
from policyc.report.random_runs import REACHED, UNDECIDED, UNREACHABLE, BranchRun, Failure, TextRun
from policyc.testing.agreement import Disagreement, DisagreementError, Read, disagreements, read
from policyc.testing.branches import Visited, neighbours, visit
from policyc.testing.changing import closed_by_normal
from policyc.testing.more_of_a_fact import monotone_claims, worsened
from policyc.testing.strategies import Drawn, drawn_cases
from policylang.codes import diagnostic

Tell = Callable[[str, int, int], None]
"""Told the text, how many cases were drawn, and how many are to be."""


def random_test(policy: Policy, number: int, chosen_seed: int, tell: Tell) -> Iterator[TextRun]:
    """Test every adopted text of a policy, and every draft, on so many cases each."""
    drafts = [epoch for found in policy.drafts.values() for epoch in found]
    for epoch in (*policy.epochs, *drafts):
        yield random_test_of_text(epoch, number, chosen_seed, tell)


def random_test_of_text(epoch: Epoch, number: int, chosen_seed: int, tell: Tell) -> TextRun:
    """Test one text."""
    text, claims = read(epoch), monotone_claims(epoch)
    tell(epoch.name, 0, number)
    subject = Subject(epoch)
    visited = tuple(visit(text, subject))
    found = [each.disagreement for each in visited if each.disagreement is not None]
    around = list(neighbours(text, subject))
    found += [wrong for case in around for wrong in disagreements(text, case)]
    starts = [each.witness for each in visited if each.witness is not None]
    drawn, counts, failed = _draw(text, claims, starts, number, f"{chosen_seed} {epoch.name}", tell)
    if failed is not None:
        found.append(failed)
    return TextRun(
        policy=epoch.policy.id,
        text=epoch.name,
        version=epoch.version.name,
        cases=drawn,
        neighbours=len(around),
        claims=len(claims),
        branches=tuple(_branch_run(each, counts) for each in visited if not _is_empty(each, visited)),
        failures=tuple(_failure(each, epoch, chosen_seed) for each in _first_of_each(found)),
    )


def _first_of_each(found: Sequence[Disagreement]) -> list[Disagreement]:
    """One of each kind: the case with the fewest answers."""
    smallest: dict[str, Disagreement] = {}
    for each in sorted(found, key=lambda one: len(one.cases[0].facts)):
        smallest.setdefault(each.words, each)
    return list(smallest.values())


def _draw(
    text: Read,
    claims: Sequence[Claim],
    starts: Sequence[Case],
    number: int,
    chosen_seed: str,
    tell: Tell,
) -> tuple[int, Counter[DecidedBy], Disagreement | None]:
    """How many cases were drawn, which branches their patients took, and the smallest that does not agree."""
    drawn, counts = 0, Counter[DecidedBy]()
    failing = False

    @seed(chosen_seed)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        print_blob=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    @given(drawn_cases(text.epoch, starts=starts))
    def check(found: Drawn) -> None:
        nonlocal drawn, failing
        if not failing:
            drawn += 1
            _count(text.epoch, found.complete, counts)
            tell(text.epoch.name, drawn, number)
        wrong = next(_wrong(text, claims, found), None)
        if wrong is not None:
            failing = True
            raise DisagreementError(wrong)

    with _nothing_written():
        try:
            check()
        except DisagreementError as error:
            return drawn, counts, error.found
        except Unsatisfiable:
            return drawn, counts, None
    return drawn, counts, None


def _wrong(text: Read, claims: Sequence[Claim], found: Drawn) -> Iterator[Disagreement]:
    yield from disagreements(text, found.case, found.complete)
    if found.case != found.complete:
        yield from disagreements(text, found.complete)
    for worse in worsened(text.epoch, claims, found.complete):
        # What is left open in the case plays no part, so the pair is told as closed as it can be.
        yield replace(worse, cases=tuple(closed_by_normal(case, text.epoch.policy) for case in worse.cases))


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


def _failure(found: Disagreement, epoch: Epoch, chosen_seed: int) -> Failure:
    policy, words = epoch.policy, found.words[0].upper() + found.words[1:]
    cases = tuple(replace(case, requested=requested_services(case, policy)) for case in found.cases)
    shown = [case_to_json(case, policy) for case in cases]
    told = diagnostic(
        "random-test-failed",
        words,
        epoch.version.span,
        caption=f"in the text {epoch.name}, asked for {found.service}",
        notes=found.said,
        help=f"`--seed {chosen_seed}` draws it again; the smallest case found follows, to paste into a file",
        witness=shown[0],
        twin=shown[1] if len(shown) > 1 else None,
    )
    titles = ("With less of it", "With more of it") if len(cases) > 1 else (words,)
    blocks = tuple(
        case_as_text(case, policy, title) + _expectation(evaluate(epoch, case, found.service), case)
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

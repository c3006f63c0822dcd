"""What is told of a reading: whom it decides and how, with whose help, or that it decides nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.analysis.showing import services_of, side_words, witness_of
from policyc.analysis.turning import MOST_COMPANIES, Turned
from policyc.graph.words import joined, service_words
from policyc.model.program import Policy, Reading
from policyc.prove.lowering import Text
from policyc.prove.pair import side_of
from policyc.prove.solver import Model
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Label
from policylang.source import Span

_CONFIRM = "have the choice confirmed by whoever answers for the policy, or write:"


def told_alone(reading: Reading, turned: Turned, alone: Sequence[str], using: Sequence[str]) -> Diagnostic:
    """The reading decides somebody while the others are read as chosen, in the versions `alone`."""
    rest = [name for name in using if name not in alone]
    where = f"so it is in {_versions(alone)}" + (
        f"; in {_versions(rest)} it changes nobody as long as the others are read as chosen" if rest else ""
    )
    return diagnostic(
        "reading-matters",
        f"how `{reading.name}` is read decides what some patient gets",
        reading.span,
        caption=reading.question,
        labels=_labels(turned.places),
        notes=(_told_apart(reading, turned), where),
        help=f'{_CONFIRM} acknowledge P712 on {reading.name} because "…"',
        witness=witness_of(turned.subject, turned.model),
    )


def told_in_company(
    reading: Reading, turned: Turned, companies: Sequence[Sequence[str]], version: str
) -> Diagnostic:
    """The reading decides somebody only where others are turned as well."""
    sets = [joined([f"`{name}`" for name in names], "and") for names in companies]
    more = "" if len(sets) < MOST_COMPANIES else "; there may be more such sets"
    instead = f"; so does turning {', or '.join(sets[1:])}{more}" if sets[1:] else ""
    return diagnostic(
        "reading-matters",
        f"how `{reading.name}` is read decides what some patient gets, once {sets[0]} "
        f"{'is' if len(companies[0]) == 1 else 'are'} read otherwise",
        reading.span,
        caption=reading.question,
        labels=_labels(turned.places),
        notes=(
            f"alone it changes nobody's outcome or services, in any text; in version {version} "
            f"{_as_read(turned)} lets it{instead}",
            _told_apart(reading, turned),
        ),
        help=f'{_CONFIRM} acknowledge P712 on {reading.name} because "…"',
        witness=witness_of(turned.subject, turned.model),
    )


def told_idle(reading: Reading, places: Sequence[Span], using: Sequence[str], policy: Policy) -> Diagnostic:
    """The reading changes nothing, proved for all patients and all ways of reading the others.

    `places` are where the newest text depends on it. Where undocumented facts are not met, the proof is about the
    patients of whom everything is documented.
    """
    patient = "fully documented patient" if policy.undocumented_not_met else "patient"
    return diagnostic(
        "reading-does-not-matter",
        f"however `{reading.name}` is read, every {patient} gets the same",
        reading.span,
        caption=reading.question,
        labels=_labels(places),
        notes=(
            f"proved for every {patient}, every service and every way of reading the others, in {_versions(using)}",
        ),
        help="see whether its alternatives say what was meant; if they do, nothing hangs on the choice, and the "
        f'text may say it once. Or write: acknowledge P713 on {reading.name} because "…"',
    )


def _told_apart(reading: Reading, turned: Turned) -> str:
    """What each alternative decides for the patient."""
    service = service_words(turned.subject.epoch.policy, turned.subject.patient.service(turned.model))
    others = f", while {_as_read(turned)}" if turned.others else ""
    return f"the patient shown asks for {service}{others}: {'; '.join(_answers(reading, turned))}"


def _answers(reading: Reading, turned: Turned) -> Iterator[str]:
    chosen = _answer(turned.before, turned.model)
    models = {each.name: turned.read_as(each.name) for each in reading.alternatives[1:]}
    answers = {name: _answer(turned.after, model) for name, model in models.items()}
    by_services = any(each[0] == chosen[0] and each != chosen for each in answers.values())
    yield f"read as `{reading.chosen}` (chosen), {_answer_words(turned, turned.before, turned.model, by_services)}"
    for name, answer in answers.items():
        if answer != chosen:
            yield f"read as `{name}`, {_answer_words(turned, turned.after, models[name], by_services)}"
        else:
            some = "changes other patients" if turned.changes_somebody(name) else "changes nobody"
            yield f"read as `{name}`, the same ({some})"


def _answer(text: Text, model: Model) -> tuple[object, tuple[str, ...]]:
    return side_of(text, model).outcome, services_of(text, model)


def _answer_words(turned: Turned, text: Text, model: Model, by_services: bool) -> str:
    policy = turned.subject.epoch.policy
    words = side_words(side_of(text, model), policy)
    supported = joined([f"`{name}`" for name in services_of(text, model)], "and")
    return f"{words}, which supports {supported}" if by_services else words


def _as_read(turned: Turned) -> str:
    """How the others are read: "`a` is read as `x` and `b` as `y`"."""
    first, *rest = turned.others.items()
    return joined(
        [f"`{first[0]}` read as `{first[1]}`", *(f"`{name}` as `{way}`" for name, way in rest)], "and"
    )


def _versions(names: Sequence[str]) -> str:
    return f"version{'s' if len(names) > 1 else ''} {joined([f'`{name}`' for name in names], 'and')}"


def _labels(places: Sequence[Span]) -> tuple[Label, ...]:
    return tuple(Label(span, "depends on it") for span in places)

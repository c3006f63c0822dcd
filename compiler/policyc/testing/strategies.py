"""Cases of any policy as a Hypothesis strategy.

Nothing is drawn and thrown away: a patient begins as the vocabulary's normal one, may be given what some
criterion or line asks for, and departs from there in some facts; what axioms the answers then break is mended.
The values drawn lie beside the thresholds of the text, months resolved on the day of the case, and its days beside
the ends of the epochs and of months. So shrinking leads to the normal patient on the first day of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import reject
from hypothesis import strategies as st

from policyc.evaluate import close_case
from policyc.model.calendar import FIRST_DAY, LAST_DAY, Interval, day_before
from policyc.model.cases import Case
from policyc.model.conditions import Condition, Not
from policyc.model.facts import Fact, FactKind, Moment, Stretch, Value, Visit
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Truth
from policyc.testing.goals import demands
from policyc.testing.loading import texts_of
from policyc.testing.obeying import Setting, Slot, Values, answers_of, mended, truth
from policyc.testing.values import atoms_by_fact, in_order, onset_day, thresholds_of

Draw = Callable[[st.SearchStrategy[int]], int]

_MOST_EPISODES = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case, and a complete case that agrees with all that it says and obeys the axioms."""

    case: Case
    complete: Case


def cases(
    policy_or_epoch: Policy | Epoch,
    *,
    unknowns: bool = True,
    services: Sequence[str] | None = None,
    on: date | None = None,
) -> st.SearchStrategy[Case]:
    """Cases of a policy, on days of any of its adopted texts, or of one text.

    Each has a completion that obeys the axioms. Without `unknowns` every fact has an answer, given or closed by
    `and nothing else`. `services` are those that may be requested (default: all); `on` fixes the date of service
    and with it the text, where the date of service picks it. Raises ValueError for a policy without a text on such
    a day, and for a service it does not have.
    """
    return drawn_cases(policy_or_epoch, unknowns=unknowns, services=services, on=on).map(
        lambda drawn: drawn.case
    )


def drawn_cases(
    policy_or_epoch: Policy | Epoch,
    *,
    unknowns: bool = True,
    services: Sequence[str] | None = None,
    on: date | None = None,
    starts: Sequence[Case] = (),
) -> st.SearchStrategy[Drawn]:
    """As `cases`, each with its completion. `starts` are cases of the one text, to depart from as from the normal."""
    epochs = [policy_or_epoch] if isinstance(policy_or_epoch, Epoch) else list(texts_of(policy_or_epoch))
    policy = epochs[0].policy if epochs else None
    if policy is not None and on is not None and policy.version_clock == "date_of_service":
        epochs = [epoch for epoch in epochs if on in epoch.interval]
    if policy is None or not epochs:
        raise ValueError("no text of the policy is in force then")
    wanted = tuple(policy.services) if services is None else tuple(services)
    if unknown := [name for name in wanted if name not in policy.services]:
        raise ValueError(f"{policy.id} has no service {', '.join(unknown)}")
    texts = [(epoch, thresholds_of(epoch)) for epoch in epochs]
    return st.sampled_from(texts).flatmap(
        lambda text: _of_text(text[0], text[1], unknowns, _Wanted(wanted, services is not None, on), starts)
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The services that may be requested, whether they were chosen by name, and the day where it is fixed."""

    services: tuple[str, ...]
    chosen: bool
    on: date | None


@st.composite
def _of_text(
    draw: st.DrawFn,
    epoch: Epoch,
    atoms: Mapping[str, Sequence[Condition]],
    unknowns: bool,
    wanted: _Wanted,
    starts: Sequence[Case],
) -> Drawn:
    policy = epoch.policy
    start = draw(st.sampled_from((None, *starts)))
    clocks = dict(start.clocks) if start else draw(_clocks(epoch, wanted.on))
    requested = start.requested if start else draw(_requests(wanted.services, wanted.chosen))
    known = {name: [*atoms.get(name, ()), *more] for name, more in _axiom_atoms(policy).items()}
    setting = Setting(
        policy, clocks[policy.window_clock], requested or tuple(policy.services), {**atoms, **known}
    )
    begun = answers_of(close_case(start, policy)) if start else {}
    remarkable = sorted(answers_of(start)) if start else []
    values = draw(_answers(epoch, setting, begun, remarkable))
    complete = _as_case(values, clocks, requested, policy)
    hidden = draw(_hidden(sorted(values))) if unknowns else {}
    closed = draw(st.booleans())
    return Drawn(_told(complete, hidden, policy, closed=not closed), complete)


# --- Days and requests ------------------------------------------------------------------------------------


def _clocks(epoch: Epoch, on: date | None) -> st.SearchStrategy[dict[str, date]]:
    """A day for each clock; the one that picks the text lies in the epoch."""
    policy = epoch.policy
    free = Interval(epoch.interval.start)
    names = dict.fromkeys(("date_of_service", *policy.clocks))
    days = {name: _days(epoch.interval if name == policy.version_clock else free) for name in names}
    if on is not None:
        days["date_of_service"] = st.just(on)
    return st.fixed_dictionaries(days)


def _days(interval: Interval) -> st.SearchStrategy[date]:
    """Days of an interval: its ends, the ends of months, leap days, and any other."""
    first = interval.start or FIRST_DAY + timedelta(days=366 * 100)
    last = day_before(interval.end) if interval.end else first + timedelta(days=1500)
    first, last = min(first, last), min(last, LAST_DAY)
    if interval.start is None:
        first = last - timedelta(days=1500)
    every = [first + timedelta(days=number) for number in range(min((last - first).days, 1500) + 1)]
    turns = [day for day in every if (day + timedelta(days=1)).day == 1 or day.day == 1]
    ends = [every[0], every[-1], *every[1:2], *every[-2:-1]]
    return st.one_of(
        st.sampled_from(ends), *([st.sampled_from(turns)] if turns else []), st.dates(first, last)
    )


def _requests(services: tuple[str, ...], chosen: bool) -> st.SearchStrategy[tuple[str, ...]]:
    """One service, several, or none named, which asks for each."""
    one = st.sampled_from(services).map(lambda name: (name,))
    some = st.lists(st.sampled_from(services), min_size=1, unique=True).map(
        lambda names: tuple(name for name in services if name in names)
    )
    return st.one_of(one, some) if chosen else st.one_of(one, some, st.just(()))


# --- Answers ----------------------------------------------------------------------------------------------


def _axiom_atoms(policy: Policy) -> dict[str, list[Condition]]:
    conditions = [each for axiom in policy.axioms for each in getattr(axiom, "conditions", ())]
    return atoms_by_fact(conditions)


@st.composite
def _answers(
    draw: st.DrawFn, epoch: Epoch, setting: Setting, begun: Values, remarkable: Sequence[Slot]
) -> Values:
    """Answers to every fact that obey the axioms.

    `begun` are those of a patient to depart from, if any; what is `remarkable` of that patient changes most often.
    """

    def choose(ways: int) -> int:
        return draw(st.integers(0, ways - 1))

    facts, slots = setting.policy.facts, setting.slots()
    values: Values = {slot: _start(facts[slot[0]], setting) for slot in slots}
    values |= begun
    goals = [] if begun else _goals(epoch)
    goal = goals[choose(len(goals))] if goals else None
    for atom, wanted in () if goal is None else demands(goal, True, epoch, choose):
        _fulfil(atom, wanted, values, setting, choose)
    many = (0, 1) if begun else (0, 0, 1, 3, len(slots) // 4, len(slots) // 2)
    least = min(draw(st.sampled_from(many)), len(slots))
    most = least + 3 if begun else len(slots)
    departing = draw(st.lists(st.sampled_from(slots), min_size=least, max_size=most, unique=True))
    if remarkable:
        departing += draw(st.lists(st.sampled_from(remarkable), max_size=2, unique=True))
    for slot in departing:
        values[slot] = draw(_value(facts[slot[0]], values, setting))
    found = mended(values, setting, choose)
    return reject() if found is None else {slot: found[slot] for slot in slots}


def _start(fact: Fact, setting: Setting) -> Value:
    """The normal value; where there is none, an adult's age or the first value worth trying."""
    if fact.normally is not None:
        return fact.normally
    if fact.kind is FactKind.AGE:
        return max(fact.low, min(fact.high, 40))
    return setting.grid(fact.name)[0]


def _goals(epoch: Epoch) -> list[Condition | None]:
    """Nothing in particular, or that a line's own condition holds."""
    return [None, *(line.condition for line in epoch.lines[:-1])]


def _fulfil(
    atom: Condition, wanted: bool, values: Values, setting: Setting, choose: Callable[[int], int]
) -> None:
    """Answer the fact of an atom so that the atom holds, or fails, where some value worth trying does that."""
    name = getattr(atom, "fact", "")
    if not name:
        return
    condition = atom if wanted else Not(atom)
    for service in setting.services:
        slot = setting.slot(name, service)
        if truth(condition, setting.known(values, service)) is Truth.TRUE:
            continue
        tried = [_within_reach(value, setting.clock) for value in setting.grid(name)]
        onset = onset_day(setting.policy.facts[name], setting.known(values, service).values, setting.clock)
        if (
            onset is not None
            and onset <= setting.clock
            and setting.policy.facts[name].kind is FactKind.EPISODES
        ):
            tried.append((Stretch(onset, setting.clock),))
        current = values[slot]
        if isinstance(current, tuple):
            tried += [in_order({*current, *each}) for each in tried if isinstance(each, tuple)]
        if isinstance(current, frozenset):
            tried += [current ^ each for each in tried if isinstance(each, frozenset)]
        ways = [
            value
            for value in tried
            if truth(condition, setting.known({**values, slot: value}, service)) is Truth.TRUE
        ]
        if ways:
            values[slot] = ways[choose(len(ways))]


def _value(fact: Fact, values: Mapping[Slot, Value], setting: Setting) -> st.SearchStrategy[Value]:
    """A value of a fact, more often than not one beside a threshold of the text."""
    near = [_within_reach(value, setting.clock) for value in setting.grid(fact.name)]
    match fact.kind:
        case FactKind.EPISODES:
            onset = onset_day(fact, {name: value for (name, _), value in values.items()}, setting.clock)
            return _episodes(fact, near, onset, setting.clock)
        case FactKind.SET_OF:
            names = [choice.name for choice in fact.choices]
            return st.one_of(st.sampled_from(near), st.frozensets(st.sampled_from(names)))
        case FactKind.NUMBER | FactKind.AGE | FactKind.DURATION:
            beside = st.sampled_from(near)
            return st.one_of(beside, beside, st.integers(fact.low, fact.high))
        case FactKind.DATE:
            ago = st.integers(0, min(fact.high, 3000)).map(lambda days: setting.clock - timedelta(days=days))
            return st.one_of(st.sampled_from(near), st.sampled_from(near), ago)
        case _:
            return st.sampled_from([*(value for value in near if value != fact.normally), *near])


def _episodes(fact: Fact, near: Sequence[Value], onset: date | None, clock: date) -> st.SearchStrategy[Value]:
    """Stretches and visits: those just enough or just too little, from the onset on, and any others."""
    known = {episode for value in near if isinstance(value, tuple) for episode in value}
    if onset is not None and onset <= clock:
        known.add(Stretch(onset, clock))
        known |= {Visit(onset, choice.name) for choice in fact.choices}
    days = st.integers(0, 400).map(lambda ago: clock - timedelta(days=ago))
    stretch = st.tuples(days, st.integers(0, 100)).map(
        lambda pair: Stretch(pair[0], min(clock, pair[0] + timedelta(days=pair[1])))
    )
    every: list[st.SearchStrategy[Stretch | Visit]] = [stretch]
    if known:
        every = [st.sampled_from(in_order(known)), st.sampled_from(in_order(known)), stretch]
    if fact.choices:
        kinds = st.sampled_from([choice.name for choice in fact.choices])
        every.append(st.builds(Visit, days, kinds))
    return st.lists(st.one_of(every), max_size=_MOST_EPISODES).map(lambda found: in_order(set(found)))


def _within_reach(value: Value, clock: date) -> Value:
    """Episodes without the days after the clock, which have not happened."""
    if not isinstance(value, tuple):
        return value
    return in_order(
        replace(each, end=min(each.end, clock)) if isinstance(each, Stretch) else each for each in value
    )


# --- From answers to a case -------------------------------------------------------------------------------


def _hidden(slots: Sequence[Slot]) -> st.SearchStrategy[dict[Slot, bool]]:
    """The facts that stay unknown, none, few or most; True where of an event only the day is unknown."""
    few = st.dictionaries(st.sampled_from(slots), st.booleans(), max_size=5)
    half = st.lists(st.sampled_from((None, None, False, True)), min_size=len(slots), max_size=len(slots)).map(
        lambda ways: {slot: way for slot, way in zip(slots, ways, strict=True) if way is not None}
    )
    return st.one_of(st.just({}), few, few, half, st.just(dict.fromkeys(slots, False)))


def _as_case(values: Values, clocks: Mapping[str, date], requested: tuple[str, ...], policy: Policy) -> Case:
    shared: dict[str, Value | None] = {name: value for (name, of), value in values.items() if not of}
    per_service: dict[str, dict[str, Value | None]] = {}
    for (name, service), value in values.items():
        if policy.facts[name].per_service:
            per_service.setdefault(name, {})[service] = value
    return Case(dict(clocks), requested, shared, per_service)


def _told(complete: Case, hidden: Mapping[Slot, bool], policy: Policy, closed: bool) -> Case:
    """The complete case without what is hidden; a closed one leaves out what is normal too."""

    def left(name: str, service: str, value: Value | None) -> Iterable[Value | None]:
        fact = policy.facts[name]
        if (name, service) in hidden:
            happened = hidden[name, service] and isinstance(value, date)
            if happened:
                return (Moment.SOME_DAY,)
            return (None,) if closed else ()
        return () if closed and fact.normally is not None and value == fact.normally else (value,)

    facts = {name: found for name, value in complete.facts.items() for found in left(name, "", value)}
    per_service = {
        name: {service: found for service, value in values.items() for found in left(name, service, value)}
        for name, values in complete.per_service.items()
    }
    return replace(
        complete,
        facts=facts,
        per_service={name: values for name, values in per_service.items() if values},
        nothing_else=closed,
    )


__all__ = ["Drawn", "cases", "drawn_cases"]

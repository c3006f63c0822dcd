"""Random texts of the language that are well written: every construct, with any layout an author may use.

A text is drawn as lines with depths. `files()` lays them out in the canonical way; `untidy_files()` adds what
authors add: other widths of indentation, spaces, blank lines, comments, continuation lines, CRLF.
"""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.generators.phrases import (
    because,
    bounds,
    cites,
    counts,
    dates,
    effective,
    heads,
    joined_tests,
    labels,
    lengths,
    name_lists,
    names,
    notes,
    numbers,
    outcomes,
    policy_ids,
    quantities,
    strings,
    tests,
    these,
)

Lines = list[tuple[int, str]]
Draw = Callable[..., object]


def some(draw: Draw, strategy: st.SearchStrategy[str], depth: int, at_most: int = 2) -> Lines:
    """Lines of one kind, each of them a strategy's text."""
    return [(depth, text) for text in draw(st.lists(strategy, max_size=at_most))]


@st.composite
def statements(draw: Draw, opening: str, depth: int, nesting: int = 0) -> Lines:
    """A condition after an opening: on its line, or as a list below it."""
    kind = draw(st.sampled_from(["test", "list", "reading"])) if nesting < 3 else "test"
    if kind == "test":
        return [(depth, f"{opening}{draw(tests)}{draw(cites)}")]
    if kind == "reading":
        lines = [(depth, f"{opening}depending on reading {draw(names)}:")]
        for _ in range(draw(st.integers(1, 2))):
            lines += draw(statements(f"- {draw(names)}: ", depth + 1, nesting + 1))
        return lines
    lines = [(depth, f"{opening}{draw(heads)}{draw(cites)}")]
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(items(depth + 1, nesting + 1))
    return lines


@st.composite
def items(draw: Draw, depth: int, nesting: int) -> Lines:
    """An item of a list, with what waives it."""
    lines = draw(statements("- ", depth, nesting))
    if draw(st.booleans()) and "depending" not in lines[0][1]:
        lines += draw(statements("waived when ", depth + 1, nesting + 1))
        lines += some(draw, notes, depth + 1, 1)
    return lines


values = st.one_of(
    st.sampled_from(["yes", "no", "unknown", "never", "some day", "none"]),
    quantities,
    dates,
    dates.map("since {}".format),
    names,
    st.builds("from {} through {}".format, dates, dates),
    st.builds("{} on {}".format, names, dates),
)


@st.composite
def facts(draw: Draw) -> Lines:
    """A fact with some of its properties, in any order."""
    chosen = draw(st.lists(st.sampled_from(FACT_PROPERTIES), max_size=4, unique=True))
    lines: Lines = [(1, f"fact {draw(names)} {draw(strings)}"), *draw(fact_types())]
    return lines + [(2, draw(part)) for part in chosen]


@st.composite
def fact_types(draw: Draw) -> Lines:
    """A type of a fact."""
    span = st.builds(" from {} to {}".format, quantities, quantities)
    simple = st.one_of(
        st.sampled_from(["yes or no", "date", "date or never", "episodes", "number", "age", "duration"]),
        st.builds("number in {}{} step {}".format, names, span, numbers),
        st.builds("{}{}".format, st.sampled_from(["age", "duration", "number"]), span),
        st.builds("episodes with visits {}, follow_up {}".format, names, strings),
    )
    if draw(st.booleans()):
        return [(2, f"type {draw(simple)}")]
    head = f"type {draw(st.sampled_from(['one of', 'set of']))}{draw(these)}:"
    choice = st.builds("- {}{}".format, names, st.one_of(st.just(""), strings.map(" {}".format)))
    return [(2, head), *[(3, text) for text in draw(st.lists(choice, min_size=1, max_size=3))]]


FACT_PROPERTIES = (
    strings.map("ask {}".format),
    st.builds(
        "documented by {}{}".format,
        name_lists,
        st.one_of(st.just(""), lengths.map(" within the last {}".format)),
    ),
    values.map("normally {}".format),
    st.sampled_from(["yes", "no", "higher", "lower", "longer", "shorter"]).map("worse when {}".format),
    st.builds("urgent when {}{}".format, st.sampled_from(["", ">= ", "< "]), values),
    name_lists.map("changes by {}".format),
    st.just("per service"),
    names.map("current episode since {}".format),
    st.builds("code SNOMED {}{}".format, strings, st.one_of(st.just(""), strings.map(" {}".format))),
    notes,
)

row = "{} approved {} effective {} requires notice of {}{}".format
document = "source {} {} revised {} retrieved {} at {}".format
POLICY_PARTS = (
    ((1, strings.map("payer {}".format)),),
    ((1, st.one_of(names, policy_ids, strings).map("vocabulary {}".format)),),
    (
        (1, st.builds(document, names, strings, dates, dates, strings)),
        (1, st.builds("source {} {}".format, names, strings)),
    ),
    (
        (1, st.just("services")),
        (2, st.builds('CPT 72148, G0151, "0042T" as {} {}'.format, names, strings)),
        (
            2,
            st.builds(
                "group {}{}: {}".format, names, st.one_of(st.just(""), strings.map(" {}".format)), name_lists
            ),
        ),
    ),
    ((1, names.map("version selected by {}".format)),),
    ((1, names.map("windows counted back from {}".format)),),
    ((1, st.sampled_from(["unknown", "not met"]).map("undocumented facts are {}".format)),),
    ((1, lengths.map("notice {}".format)),),
    ((1, lengths.map("review every {}".format)),),
    ((1, st.just("documents")), (2, st.builds("{} {}{}".format, names, strings, cites))),
    ((1, st.just("outcomes")), (2, st.builds("{} worded {}".format, outcomes, strings))),
    (
        (1, st.just("history")),
        (2, st.builds(row, dates, strings, dates, lengths, cites)),
        (2, st.builds("{} revised {} requires notice".format, dates, strings)),
    ),
    (
        (1, st.builds("reading {} {}{}".format, names, strings, cites)),
        (2, st.builds("chosen {} {}".format, names, strings)),
        (2, st.builds("or {} {}".format, names, strings)),
        (2, st.one_of(st.just("not modelled"), notes)),
    ),
    ((1, st.builds("text not held {}{}".format, bounds, because)),),
    ((1, notes),),
)


@st.composite
def vocabularies(draw: Draw) -> Lines:
    """A vocabulary."""
    axioms = st.one_of(
        st.builds("axiom {} part of {}{}".format, names, names, st.one_of(st.just(""), because)),
        st.builds("axiom {} implies {}".format, tests, tests),
        st.builds("axiom never {} and {}{}".format, tests, tests, st.one_of(st.just(""), because)),
    )
    lines: Lines = [(0, f"vocabulary {draw(names)} {draw(strings)}")]
    lines += some(draw, st.builds("document {} {}".format, names, strings), 1)
    for _ in range(draw(st.integers(0, 2))):
        lines += draw(facts())
    return lines + some(draw, axioms, 1) + some(draw, notes, 1, 1)


@st.composite
def policies(draw: Draw) -> Lines:
    """A policy header."""
    chosen = draw(st.lists(st.sampled_from(POLICY_PARTS), max_size=6, unique=True))
    lines: Lines = [(0, f"policy {draw(st.one_of(policy_ids, names))} {draw(strings)}")]
    for part in chosen:
        lines += [(depth, draw(text)) for depth, text in part]
    return lines


@st.composite
def criteria(draw: Draw, depth: int) -> Lines:
    """A criterion."""
    lines: Lines = [(depth, f"criterion {draw(labels)} {draw(strings)}{draw(cites)}")]
    lines += draw(statements("", depth + 1))
    for _ in range(draw(st.integers(0, 1))):
        lines += draw(statements("unless ", depth + 1, 2))
    return lines + some(draw, recommends, depth + 1, 1) + some(draw, notes, depth + 1, 1)


recommends = st.builds(
    "recommend {}{}{}".format, name_lists, st.one_of(st.just(""), tests.map(" when {}".format)), cites
)


@st.composite
def sections(draw: Draw, depth: int, nesting: int = 0) -> Lines:
    """A section with its layers, criteria and subsections."""
    lines: Lines = [(depth, f"section {draw(labels)} {draw(strings)}{draw(effective)}{draw(cites)}")]
    if draw(st.booleans()):
        lines += draw(statements("applies when ", depth + 1, 2))
    if draw(st.booleans()):
        lines += draw(statements("requires ", depth + 1, 2))
        if "depending" not in lines[-1][1]:
            lines += draw(statements("waived when ", depth + 2, 2))
    lines += some(draw, recommends, depth + 1, 1)
    for _ in range(draw(st.integers(0, 2))):
        inner = (
            sections(depth + 1, nesting + 1) if nesting < 1 and draw(st.booleans()) else criteria(depth + 1)
        )
        lines += draw(inner)
    return lines


@st.composite
def decision_lines(draw: Draw, depth: int) -> Lines:
    """A decision line."""
    opening = f"{draw(names)}: {draw(outcomes)}{draw(effective)}{draw(cites)} when "
    lines = draw(statements(opening, depth, 1))
    if draw(st.booleans()):
        lines += draw(statements("unless ", depth + 1, 2))
    return lines


@st.composite
def decides(draw: Draw, depth: int) -> Lines:
    """A decision."""
    lines: Lines = [(depth, "decide")]
    if draw(st.booleans()):
        lines += [(depth + 1, "first"), *draw(decision_lines(depth + 2)), (depth + 1, "then")]
        lines += draw(decision_lines(depth + draw(st.sampled_from([1, 2]))))
    lines += draw(decision_lines(depth + 1))
    return [*lines, (depth + 1, f"otherwise {draw(outcomes)}{draw(effective)}{draw(cites)}")]


@st.composite
def versions(draw: Draw) -> Lines:
    """A version, stated in full or amending another."""
    of = st.one_of(st.just(""), policy_ids.map(" of {}".format))
    opening = f"version {draw(st.one_of(counts, names, labels))}{draw(of)}{draw(effective)}"
    if draw(st.booleans()):
        return [(0, f"{opening} amends {draw(counts)}{draw(cites)}"), *draw(amendments())]
    lines: Lines = [(0, opening), *draw(st.sampled_from([[], [(1, "draft")], [(1, "approved 2024-01-01")]]))]
    if draw(st.booleans()):
        lines += [(1, f"define {draw(names)} {draw(strings)}{draw(cites)}"), *draw(statements("", 2))]
    if draw(st.booleans()):
        lines += draw(sections(1))
    return lines + draw(decides(1))


@st.composite
def amendments(draw: Draw) -> Lines:
    """Amendments of a parent."""
    place = draw(st.sampled_from(["", " in I", " after I.C", " before fever"]))
    removed = draw(st.sampled_from(["criterion I.D", "section V", "define a", "line b1"]))
    added = draw(st.one_of(criteria(2), sections(2), decision_lines(2)))
    return [(1, "replace"), *draw(criteria(2)), (1, f"add{place}"), *added, (1, f"remove {removed}")]


givens = st.one_of(
    names,
    names.map("not {}".format),
    st.builds("{}{} {}".format, names, st.one_of(st.just(""), names.map(" for {}".format)), values),
)
expectations = st.one_of(
    st.sampled_from(["undecided", "contradiction"]),
    st.builds(
        "{}{}".format,
        outcomes,
        st.sampled_from(
            ["", " for a, b1", " by otherwise", " by plan under I.C supporting a", " supporting nothing",
             " under I also supporting a, b1", " possible approve, pend"]
        ),
    ),
)  # fmt: skip


@st.composite
def cases(draw: Draw) -> Lines:
    """A case, or what all cases share."""
    given = st.lists(givens, min_size=1, max_size=3).map(lambda texts: "given " + ", ".join(texts))
    lines = (
        some(draw, name_lists.map("requests {}".format), 1, 1)
        + some(draw, given, 1)
        + [(1, "and nothing else")]
    )
    if draw(st.booleans()):
        return [(0, "every case"), *lines]
    dated = some(draw, st.builds("dated {} {}".format, names, dates), 1, 1)
    expected = st.builds("expect {}{}".format, st.sampled_from(["", "a: "]), expectations)
    return [(0, f"case {draw(strings)} on {draw(dates)}"), *dated, *lines, *some(draw, expected, 1)]


@st.composite
def claims(draw: Draw) -> Lines:
    """A claim or an acknowledgement."""
    claim = st.one_of(
        st.builds(
            "whenever {} then outcome is {}{}".format,
            joined_tests,
            st.sampled_from(["", "other than "]),
            st.lists(outcomes, min_size=1, max_size=2).map(" or ".join),
        ),
        st.builds("never {} when {}".format, outcomes, joined_tests),
        names.map("more {} never worsens the outcome".format),
        st.builds("{} implies {}".format, tests, tests),
        st.builds(
            "same outcome in {} and {}{}".format,
            counts,
            counts,
            st.one_of(st.just(""), joined_tests.map(" when {}".format)),
        ),
        st.builds(
            "outcome is never worse in {} than in {}{}".format,
            counts,
            counts,
            st.one_of(st.just(""), joined_tests.map(" when {}".format)),
        ),
    )
    if draw(st.booleans()):
        target = draw(st.one_of(labels, names, policy_ids, strings))
        return [
            (
                0,
                f"acknowledge P301 on {target}{draw(st.sampled_from(['', ' of version 2024']))}{draw(because)}",
            )
        ]
    lines: Lines = [
        (0, f"prove {draw(strings)}{draw(st.sampled_from(['', ' under every reading']))}"),
        (1, draw(claim)),
    ]
    return lines + some(draw, because.map("known to fail{}".format), 1, 1)


@st.composite
def file_lines(draw: Draw) -> Lines:
    """The lines of a file."""
    block = st.one_of(
        vocabularies(), policies(), versions(), cases(), claims(), st.just([(0, "cases for a.b")])
    )
    return [line for lines in draw(st.lists(block, max_size=3)) for line in lines]


def laid_out(lines: Lines) -> str:
    """Lines in plain layout."""
    return "".join("  " * depth + text + "\n" for depth, text in lines)


def files() -> st.SearchStrategy[str]:
    """Well-written files in plain layout."""
    return file_lines().map(laid_out)


comments = st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=8).map(
    "# {}".format
)


@st.composite
def untidy_files(draw: Draw) -> str:
    """Well-written files with the layout of an author in a hurry."""
    width = draw(st.integers(1, 5))
    rows = []
    for depth, text in draw(file_lines()):
        rows += draw(
            st.lists(
                st.one_of(
                    st.just(""), st.builds("{}{}".format, st.sampled_from(["", "  ", "      "]), comments)
                ),
                max_size=1,
            )
        )
        spaced = text
        if '"' not in text:
            spaced = text.replace(" ", draw(st.sampled_from([" ", "  ", " \u00a0"])))
            spaced = spaced.replace(
                ", ", draw(st.sampled_from([",", " , ", ",\n" + " " * (width * depth + 9)]))
            )
        rows.append(
            " " * (width * depth)
            + spaced
            + draw(st.one_of(st.just(""), st.just("  "), st.builds(" {}".format, comments)))
        )
    return draw(st.sampled_from(["\n", "\r\n"])).join(rows) + draw(st.sampled_from(["", "\n", "\n\n"]))

"""Random words, strings, numbers, dates and conditions in a line, for the texts of `tests.generators.texts`."""

from hypothesis import strategies as st

from policylang.keywords import reserved_words

WORDS = ["fever", "plan", "age", "symptom_duration", "last_mri", "therapy", "imaging", "a", "b1", "waived"]
assert not reserved_words() & set(WORDS)

names = st.sampled_from(WORDS)
labels = st.sampled_from(["I", "II", "I.C", "II.A.1", "RedFlags.c", "V"])
policy_ids = st.sampled_from(["payer.topic", "a.b.c", "kp_wa.mri_2"])
plain_strings = st.sampled_from(
    ['""', '"Fever"', '"Six weeks of care"', '"MRI, \\\\ and \\"so on\\""', '"# no comment: - and"']
)
odd_strings = st.text(
    alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=12
).map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"')
strings = st.one_of(plain_strings, plain_strings, plain_strings, odd_strings)
numbers = st.one_of(st.integers(0, 200).map(str), st.sampled_from(["38.5", "0.25"]))
counts = st.integers(1, 9).map(str)
dates = st.dates().map(str)
calendar_units = st.sampled_from(["day", "days", "week", "weeks", "month", "months", "year", "years"])
lengths = st.builds("{} {}".format, counts, calendar_units)
quantities = st.one_of(
    numbers, lengths, st.builds("{} {}".format, numbers, st.sampled_from(["celsius", "percent"]))
)
name_lists = st.lists(names, min_size=1, max_size=3).map(", ".join)
outcomes = st.sampled_from(
    ["approve", "review not required", "md review", "pend", "other service supported", "not medically necessary",
     "experimental", "not covered", "supported", "incomplete", "not supported", "not in force", "text not held"]
)  # fmt: skip
cites = st.one_of(st.just(""), st.builds(" cite {} {}".format, names, strings))
because = st.builds(" because {}".format, strings)
bounds = st.one_of(
    st.builds("from {}".format, dates),
    st.builds("{} {}".format, st.sampled_from(["before", "through"]), dates),
    st.builds("from {} {} {}".format, dates, st.sampled_from(["before", "through"]), dates),
)
effective = st.one_of(st.just(""), bounds.map(" effective {}".format))
is_values = st.one_of(names, st.just("never"), name_lists.map("one of {}".format))
windows = st.builds(
    "{}{}".format,
    st.sampled_from(["", " for the current episode"]),
    st.one_of(st.just(""), lengths.map(" within the last {}".format)),
)

atoms = st.one_of(
    names,
    st.builds("{} {} {}".format, names, st.sampled_from(["<", "<=", ">", ">=", "="]), quantities),
    st.builds("{} is {}{}".format, names, st.sampled_from(["", "not "]), is_values),
    st.builds("{} includes {}".format, names, names),
    st.builds("{} within the last {}".format, names, quantities),
    st.builds("{} {} since {}".format, st.sampled_from(["at least", "less than"]), lengths, names),
    st.builds("at least {} of {}{}".format, lengths, names, windows),
    st.builds(
        "at least {} {} {} of {}{}".format,
        counts,
        names,
        st.sampled_from(["visit", "visits"]),
        names,
        windows,
    ),
    st.builds("{} {}".format, labels, st.sampled_from(["is met", "holds", "applies"])),
    labels.map("any criterion of {}".format),
    st.sampled_from(["any section applies", "any patient", "no patient"]),
    labels.map("any section of {} applies".format),
    st.builds("service is {}{}".format, st.sampled_from(["", "not "]), is_values),
    names.map("request includes {}".format),
)
tests = st.one_of(atoms, atoms.map("not {}".format))
joined_tests = st.lists(tests, min_size=1, max_size=3).map(" and ".join)
these = st.one_of(st.just(""), counts.map(" these {}".format))
heads = st.one_of(
    st.builds("{} of{}:".format, st.sampled_from(["all", "any", "none"]), these),
    st.builds("at least {} of{}:".format, counts, these),
)
notes = strings.map("note {}".format)

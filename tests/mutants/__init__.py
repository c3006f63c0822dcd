"""Recall, measured: clean policies of all sizes, known defects planted in them, and what the analysis says of both.

`draft` holds a policy as an outline that can be changed in one place, `clean` draws policies in which nothing is
wrong, `defects` and its neighbours plant one defect each and say what must be found, `recall` keeps the score.
"""

"""Questions about every patient, answered by a solver: proved, refuted by a patient, or unknown.

Reading order: `gates` (formulas as solver variables), `solver` (the one port to python-sat), `families` and
`episodes` (the facts of a patient as variables), `calendars` (what a month is), `patient` (all of it together),
`lowering` (the text of an epoch as formulas), `dating` (is this model a real history?), `engine` (ask, date, ask
again), `decoding` and `witness` (a model as a case, the plainest one), `pair` (two texts, one patient) and
`twins` (two patients, tied fact by fact).

Unsatisfiable is a proof: every law used is true of every real patient. Satisfiable is a patient: every model
handed out has been dated.
"""

"""Two epochs compared: what happened to the text, what happens to patients, and what that amounts to."""

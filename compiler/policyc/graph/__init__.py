"""The decision graph of an epoch, what must hold of it, its JSON, and the words for what stands in it."""

"""Drawing: from an abstract chart to a page that a committee of physicians can read.

`chart` says what is on a page and in which words. The writers `svg`, `text`, `mermaid` and `dot` put the same
chart on paper, in a terminal, and into two diagram languages. In between, for pictures only, `boxes` sets the
words, `layout` places the boxes. Nothing here knows what a policy is, and all of it is a pure function of the
chart; the one file touched is a cache of a compiled library (`bundled_graphviz`).
"""

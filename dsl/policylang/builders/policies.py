"""Builders of the policy header: sources, services, documents, history, readings."""

from __future__ import annotations

from policylang import tree
from policylang.builders.common import (
    Builder,
    Children,
    Part,
    all_of,
    cite_of,
    date_after,
    dates_in,
    extent,
    first_of,
    register,
    string_in,
    value,
    values,
    word,
    word_after,
    words_in,
)

BUILDERS: dict[str, Builder] = {}


@register(BUILDERS, "policy")
def policy(children: Children) -> tree.Policy:
    """A policy with the properties of its header."""
    identifier, title = words_in(children)
    services = value(children, "services", ())
    return tree.Policy(
        identifier,
        title,
        payer=value(children, "payer"),
        vocabularies=values(children, "vocabulary"),
        sources=all_of(children, tree.SourceDocument),
        services=all_of(list(services), tree.Service),
        groups=all_of(list(services), tree.ServiceGroup),
        version_clock=value(children, "version clock"),
        window_clock=value(children, "window clock"),
        undocumented=value(children, "undocumented"),
        notice=value(children, "notice"),
        review_every=value(children, "review every"),
        documents=value(children, "documents", ()),
        wordings=value(children, "wordings", ()),
        history=value(children, "history", ()),
        readings=all_of(children, tree.Reading),
        not_held=all_of(children, tree.NotHeld),
        notes=values(children, "note"),
        span=extent(children),
    )


@register(BUILDERS, "payer")
def payer(children: Children) -> Part:
    """`payer "…"`."""
    return Part("payer", string_in(children), span=extent(children))


@register(BUILDERS, "uses_vocabulary")
def uses_vocabulary(children: Children) -> Part:
    """`vocabulary name`."""
    return Part("vocabulary", word(children[1]), span=extent(children))


@register(BUILDERS, "source_document")
def source_document(children: Children) -> tree.SourceDocument:
    """A document the policy cites."""
    name, title = words_in(children)[:2]
    return tree.SourceDocument(
        name,
        title,
        revised=date_after(children, "REVISED"),
        retrieved=date_after(children, "RETRIEVED"),
        at=word_after(children, "AT"),
        span=extent(children),
    )


@register(BUILDERS, "services")
def services(children: Children) -> Part:
    """The services and their groups."""
    listed = tuple(child for child in children if isinstance(child, tree.Service | tree.ServiceGroup))
    return Part("services", listed, span=extent(children))


@register(BUILDERS, "service")
def service(children: Children) -> tree.Service:
    """A service with its codes."""
    system, name, label = words_in(children)
    return tree.Service(system, all_of(children, tree.Word), name, label, span=extent(children))


@register(BUILDERS, "service_group")
def service_group(children: Children) -> tree.ServiceGroup:
    """A group of services."""
    name, label = [*words_in(children), None][:2]
    assert name is not None
    return tree.ServiceGroup(name, value(children, "names"), label, span=extent(children))


@register(BUILDERS, "version_clock")
def version_clock(children: Children) -> Part:
    """`version selected by clock`."""
    return Part("version clock", word_after(children, "BY"), span=extent(children))


@register(BUILDERS, "window_clock")
def window_clock(children: Children) -> Part:
    """`windows counted back from clock`."""
    return Part("window clock", word_after(children, "FROM"), span=extent(children))


@register(BUILDERS, "undocumented_facts")
def undocumented_facts(children: Children) -> Part:
    """What an undocumented fact counts as."""
    return Part("undocumented", children[3].text, span=extent(children))


@register(BUILDERS, "notice")
def notice(children: Children) -> Part:
    """`notice 60 days`."""
    return Part("notice", children[1], span=extent(children))


@register(BUILDERS, "review_every")
def review_every(children: Children) -> Part:
    """`review every 1 year`."""
    return Part("review every", children[2], span=extent(children))


@register(BUILDERS, "documents")
def documents(children: Children) -> Part:
    """What must accompany a request."""
    return Part("documents", all_of(children, tree.RequiredDocument), span=extent(children))


@register(BUILDERS, "required_document")
def required_document(children: Children) -> tree.RequiredDocument:
    """A document of the list."""
    name, label = words_in(children)
    return tree.RequiredDocument(name, label, cite_of(children), span=extent(children))


@register(BUILDERS, "wordings")
def wordings(children: Children) -> Part:
    """The payer's words for outcomes."""
    return Part("wordings", all_of(children, tree.OutcomeWording), span=extent(children))


@register(BUILDERS, "outcome_wording")
def outcome_wording(children: Children) -> tree.OutcomeWording:
    """The payer's words for one outcome."""
    return tree.OutcomeWording(children[0], string_in(children), span=extent(children))


@register(BUILDERS, "history")
def history(children: Children) -> Part:
    """The document's own revision history."""
    return Part("history", all_of(children, tree.HistoryRow), span=extent(children))


@register(BUILDERS, "history_row")
def history_row(children: Children) -> tree.HistoryRow:
    """A row of the revision history."""
    requires = first_of(children, Part)
    return tree.HistoryRow(
        dates_in(children)[0],
        children[1].text,
        string_in(children),
        effective=date_after(children, "EFFECTIVE"),
        requires_notice=requires is not None,
        notice=requires.value if requires else None,
        cite=cite_of(children),
        span=extent(children),
    )


@register(BUILDERS, "requires_notice")
def requires_notice(children: Children) -> Part:
    """`requires notice of 60 days`."""
    return Part("requires notice", first_of(children, tree.Quantity), span=extent(children))


@register(BUILDERS, "reading")
def reading(children: Children) -> tree.Reading:
    """A place where the source can be read in more than one way."""
    name, question = words_in(children)
    return tree.Reading(
        name,
        question,
        all_of(children, tree.ReadingChoice),
        modelled=not values(children, "not modelled"),
        cite=cite_of(children),
        notes=values(children, "note"),
        span=extent(children),
    )


@register(BUILDERS, "chosen", "alternative")
def reading_choice(children: Children) -> tree.ReadingChoice:
    """One way to read, with its reason."""
    name, reason = words_in(children)
    return tree.ReadingChoice(name, reason, children[0].type == "CHOSEN", span=extent(children))


@register(BUILDERS, "not_modelled")
def not_modelled(children: Children) -> Part:
    """A reading about dates or prose."""
    return Part("not modelled", True, span=extent(children))


@register(BUILDERS, "not_held")
def not_held(children: Children) -> tree.NotHeld:
    """A text in force that we do not have."""
    bounds = first_of(children, tree.Effective)
    assert bounds is not None
    return tree.NotHeld(bounds, value(children, "because"), span=extent(children))

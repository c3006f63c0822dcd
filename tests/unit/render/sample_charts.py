"""Charts made by hand after Kaiser's lumbar spine criteria, in our own words: what a page looks like."""

from policyc.render.chart import BodyLine, Chart, Edge, EdgeKind, LineRole, Node, NodeKind, OutcomeClass

YES, NO, PLAIN = EdgeKind.YES, EdgeKind.NO, EdgeKind.PLAIN


def item(text: str, depth: int = 1, citation: str = "") -> BodyLine:
    return BodyLine(text, depth, LineRole.ITEM, citation)


def connective(text: str, depth: int = 0, citation: str = "") -> BodyLine:
    return BodyLine(text, depth, LineRole.CONNECTIVE, citation)


def text(words: str) -> BodyLine:
    return BodyLine(words, 0, LineRole.TEXT)


def favourable(node_id: str, headline: str, *body: BodyLine, citation: str = "") -> Node:
    return Node(
        node_id, NodeKind.OUTCOME, headline, body, citation=citation, outcome_class=OutcomeClass.FAVOURABLE
    )


def adverse(node_id: str, headline: str, *body: BodyLine, citation: str = "") -> Node:
    return Node(
        node_id, NodeKind.OUTCOME, headline, body, citation=citation, outcome_class=OutcomeClass.ADVERSE
    )


def undecided(node_id: str, headline: str, *body: BodyLine, citation: str = "") -> Node:
    return Node(node_id, NodeKind.OUTCOME, headline, body, citation=citation, outcome_class=OutcomeClass.OPEN)


def section_question(label: str, headline: str, page: str, citation: str) -> Node:
    return Node(
        f"is_met.{label}",
        NodeKind.REFERENCE,
        headline,
        (text(f"Criteria on the page of section {label}"),),
        label=label,
        citation=citation,
        link=page,
    )


OVERVIEW = Chart(
    title="Lumbar spine MRI: overview",
    subtitle="Kaiser Foundation Health Plan of Washington · text in force from 2024-03-01",
    nodes=(
        Node(
            "start",
            NodeKind.START,
            "An MRI of the lumbar spine is requested",
            (text("CPT 72148, 72149 or 72158, asked separately for each service"),),
        ),
        Node(
            "medicare",
            NodeKind.QUESTION,
            "Is the member on a Medicare plan?",
            citation="KP, Medicare members",
        ),
        favourable("not_required", "REVIEW NOT REQUIRED", citation="KP, Medicare members; L37281"),
        Node(
            "ms",
            NodeKind.QUESTION,
            "Is the request for suspected or confirmed multiple sclerosis?",
            label="IV",
            citation="KP IV",
        ),
        section_question(
            "I", "Acute low back pain, up to 6 weeks: is a red flag present?", "section-I.svg", "KP I"
        ),
        section_question(
            "II",
            "Subacute low back pain, more than 6 weeks: are the criteria met?",
            "section-II.svg",
            "KP II",
        ),
        section_question(
            "III",
            "Chronic low back pain, more than 3 months: are the criteria met?",
            "section-III.svg",
            "KP III",
        ),
        section_question("V", "Ankylosing spondylitis: are the criteria met?", "section-V.svg", "KP V"),
        favourable(
            "approve",
            "APPROVE",
            text("The service that the first criterion met recommends:"),
            item("without contrast (CPT 72148)", 0),
            item("without, then with contrast (CPT 72158)", 0),
            citation="KP, Applicable codes",
        ),
        Node(
            "unlisted",
            NodeKind.QUESTION,
            "Is the indication one that no section lists, with a clinical justification?",
            label="III.C",
            citation="KP III.C",
        ),
        undecided(
            "md_review", "MD REVIEW", text("A physician weighs the justification."), citation="KP III.C"
        ),
        adverse("denied", "NOT MEDICALLY NECESSARY", citation="KP, Applicable codes"),
    ),
    edges=(
        Edge("start", "medicare"),
        Edge("medicare", "not_required", YES),
        Edge("medicare", "ms", NO),
        Edge("ms", "denied", YES),
        Edge("ms", "is_met.I", NO),
        Edge("is_met.I", "approve", YES),
        Edge("is_met.I", "is_met.II", NO),
        Edge("is_met.II", "approve", YES),
        Edge("is_met.II", "is_met.III", NO),
        Edge("is_met.III", "approve", YES),
        Edge("is_met.III", "is_met.V", NO),
        Edge("is_met.V", "approve", YES),
        Edge("is_met.V", "unlisted", NO),
        Edge("unlisted", "md_review", YES),
        Edge("unlisted", "denied", NO),
    ),
    footer=(
        "KP: Clinical Review Criteria, Lumbar Spine MRI, revised 2023-10-03.",
        "Send with the request: clinical notes of the last 6 months.",
    ),
)


SECTION_II = Chart(
    title="Section II: subacute low back pain",
    subtitle="Lumbar spine MRI · Kaiser Foundation Health Plan of Washington · text in force from 2024-03-01",
    nodes=(
        Node(
            "scope",
            NodeKind.QUESTION,
            "Has the pain lasted more than 6 weeks?",
            label="II",
            citation="KP II",
        ),
        Node("next_section", NodeKind.REFERENCE, "Section II does not apply", link="overview.svg#is_met.III"),
        Node(
            "conservative_care",
            NodeKind.CRITERIA,
            "Six weeks of care with recent physical therapy, without clear improvement",
            (
                connective("all of these 3:"),
                item("conservative treatment of this episode for at least 6 weeks", citation="II.A"),
                item("physical therapy within the last 3 months, with all of these 3:", citation="II.A"),
                item("at least 4 weeks", 2),
                item("an initial evaluation", 2),
                item("at least 1 follow-up visit", 2),
                item("no significant improvement despite treatment", citation="II.A"),
            ),
            label="II.A",
            citation="KP II.A",
        ),
        Node(
            "urgent",
            NodeKind.QUESTION,
            "Does a surgeon or interventional specialist find urgent surgery or other intensive intervention needed?",
            (text("Then the six weeks of care are waived."),),
            label="II.A.4",
            citation="KP II, fourth bullet; reading urgent_care",
        ),
        Node(
            "red_flag",
            NodeKind.CRITERIA,
            "A red flag of section I",
            (text("Any criterion I.A to I.E, whatever the duration of the pain."),),
            label="II.A.1",
            citation="KP II, first bullet",
            link="section-I.svg",
        ),
        Node(
            "radiculopathy",
            NodeKind.CRITERIA,
            "Suspected radiculopathy",
            (
                connective("all of these 2:"),
                item("leg pain exceeds back pain and follows a nerve root (L5, S1, …)"),
                connective("at least 1 of these 3:", 1),
                item(
                    "straight leg raising, same or crossed side, reproduces leg pain between 30° and 70°", 2
                ),
                item("weakness or loss of sensation confined to one nerve root", 2),
                item("EMG or nerve conduction study confirms acute radiculopathy", 2),
            ),
            label="II.A.2",
            citation="KP II, second bullet",
        ),
        Node(
            "stenosis",
            NodeKind.CRITERIA,
            "Strong suspicion of lumbar spinal stenosis",
            (
                text(
                    "Neurogenic claudication is documented: leg pain on standing, on one side or both, that"
                    " eases for a while when the patient bends forward or sits."
                ),
            ),
            label="II.A.3",
            citation="KP II, third bullet",
        ),
        Node(
            "urgent_again",
            NodeKind.CRITERIA,
            "Urgent surgery or intensive intervention, as above",
            label="II.A.4",
            citation="KP II, fourth bullet",
        ),
        favourable(
            "met", "SECTION II IS MET", text("Supports MRI without contrast (CPT 72148)."), citation="KP II"
        ),
        adverse("not_met", "SECTION II IS NOT MET", text("Continue on the overview page.")),
    ),
    edges=(
        Edge("scope", "next_section", NO),
        Edge("scope", "conservative_care", YES),
        Edge("conservative_care", "red_flag", YES),
        Edge("conservative_care", "urgent", NO),
        Edge("urgent", "red_flag", YES),
        Edge("urgent", "not_met", NO),
        Edge("red_flag", "met", YES),
        Edge("red_flag", "radiculopathy", NO),
        Edge("radiculopathy", "met", YES),
        Edge("radiculopathy", "stenosis", NO),
        Edge("stenosis", "met", YES),
        Edge("stenosis", "urgent_again", NO),
        Edge("urgent_again", "met", YES),
        Edge("urgent_again", "not_met", NO),
    ),
    footer=("KP: Clinical Review Criteria, Lumbar Spine MRI, revised 2023-10-03.",),
)

SAMPLES = {"overview": OVERVIEW, "section-II": SECTION_II}

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


def twelve_criteria() -> Chart:
    """A long section: twelve criteria, one of them with fifteen items, all leading to one end."""
    criteria = tuple(
        Node(
            f"criterion.{number}",
            NodeKind.CRITERIA,
            f"Criterion number {number}, with a name of ordinary length",
            (
                connective(f"at least 2 of these {count}:"),
                *(
                    item(
                        f"finding {position}, as documented in a clinic note", citation=f"{number}.{position}"
                    )
                    for position in range(1, count + 1)
                ),
            ),
            label=f"IX.{number}",
            citation=f"Source IX, item {number}",
        )
        for number, count in enumerate((2, 3, 2, 15, 4, 2, 3, 2, 2, 3, 2, 2), start=1)
    )
    met, not_met = favourable("met", "SECTION IX IS MET"), adverse("not_met", "SECTION IX IS NOT MET")
    following = (*criteria[1:], not_met)
    edges = tuple(
        edge
        for criterion, after in zip(criteria, following, strict=True)
        for edge in (Edge(criterion.id, "met", YES), Edge(criterion.id, after.id, NO))
    )
    return Chart("Section IX: twelve criteria", (*criteria, met, not_met), edges, subtitle="A long page")


HOSTILE_TEXTS = (
    '<script>alert("1")</script>',
    "]]> & &amp; &lt; <!-- --> <![CDATA[",
    "\"double\" 'single' `back` \\ backslash \\N \\l",
    "javascript:alert(1)",
    "1. numbered # hash #35; end style: a:#b;",
    "control \x00\x01\x08\x1b[31m\x7f\x9f and \ud800 surrogate \ufffe",
    "right-to-left \u202eevorppa\u202c \u2066isolate\u2069 \u200fmark \u061c tag \U000e0041",
    "{{x}} [[y]] (z) | pipe ~ ^ %%{init}%%",
)

WORDY_TEXTS = (
    "≥ 6 weeks, < 3 months, é è ü ß ñ, 30° – 70°, “quoted”, µg/mL, α β γ, …",
    "X" * 80,
    "72148-72149-72158-" * 8,
    "腰椎の磁気共鳴画像検査を行う前に少なくとも六週間の保存的治療を受けていること。" * 2,
    "👩🏽‍⚕️ physician, 👨‍👩‍👧‍👦 family, 🩻 imaging, ✅ approve, ❌ deny " * 2,
    "W" * 30 + " " + "i" * 200,
    "e\u0301" * 120,
    "кириллица и латиница вместе в одной очень длинной строке, которая должна переноситься",
    "דרישה לטיפול שמרני של שישה שבועות לפחות, العلاج التحفظي لمدة ستة أسابيع على الأقل",
)


def awkward(texts: tuple[str, ...]) -> Chart:
    """The same awkward texts in every place that takes one."""
    questions = tuple(
        Node(
            f"q{position}\"<&'",
            NodeKind.QUESTION if position % 2 else NodeKind.CRITERIA,
            words,
            (connective(words), item(words, 1, words), item(words, 9), text(words)),
            label=words,
            citation=words,
            link=words,
        )
        for position, words in enumerate(texts)
    )
    ends = tuple(
        Node(
            f"end{position}",
            NodeKind.OUTCOME,
            words,
            (text(words),),
            citation=words,
            outcome_class=outcome_class,
        )
        for position, (words, outcome_class) in enumerate(
            zip(texts, tuple(OutcomeClass) * len(texts), strict=False)
        )
    )
    edges = tuple(
        edge
        for position, words in enumerate(texts)
        for edge in (
            Edge(questions[position].id, ends[position].id, YES, words),
            Edge(questions[position].id, (questions[position + 1 :] or (ends[0],))[0].id, NO, words),
            Edge(questions[position].id, questions[-1].id, PLAIN, words),
        )
    )
    return Chart(texts[0], (*questions, *ends), edges, subtitle=" ".join(texts), footer=texts)


def branching() -> Chart:
    """Three answers, a note, a shared end far apart, a skip over two rows, a way back, a box alone."""
    return Chart(
        "Branching",
        (
            Node("start", NodeKind.START, "Start"),
            Node("plan", NodeKind.QUESTION, "Which plan is the member on?"),
            Node("age", NodeKind.QUESTION, "Age under 18 years?"),
            Node("pain", NodeKind.QUESTION, "Pain for more than 6 weeks?"),
            Node("prior", NodeKind.QUESTION, "Prior lumbar MRI?"),
            Node("remark", NodeKind.NOTE, "A prior MRI counts whoever ordered it."),
            Node("recent", NodeKind.QUESTION, "Within the last year?"),
            Node("alone", NodeKind.NOTE, "Plans outside the state are not drawn here."),
            favourable("approve", "APPROVE"),
            favourable("not_required", "REVIEW NOT REQUIRED"),
            undecided("review", "MD REVIEW"),
            adverse("deny", "NOT MEDICALLY NECESSARY"),
        ),
        (
            Edge("start", "plan"),
            Edge("plan", "not_required", PLAIN, "Medicare"),
            Edge("plan", "review", PLAIN, "self-funded employer plan"),
            Edge("plan", "deny", PLAIN, "excluded"),
            Edge("plan", "age", PLAIN, "commercial"),
            Edge("age", "prior", YES),
            Edge("age", "pain", NO),
            Edge("pain", "deny", NO),
            Edge("pain", "prior", YES),
            Edge("prior", "remark"),
            Edge("prior", "recent", YES),
            Edge("prior", "approve", NO),
            Edge("recent", "pain", PLAIN, "unsure: ask again"),
            Edge("recent", "deny", YES),
            Edge("recent", "approve", NO),
        ),
    )

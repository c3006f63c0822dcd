"""Every kind of defect that the analysis is to find, by name."""

from __future__ import annotations

from collections.abc import Callable

from tests.mutants import plant_criteria, plant_lines, plant_text
from tests.mutants.draft import PolicyDraft
from tests.mutants.planted import Place, Planted

_PLANTING = (
    plant_criteria.contradiction_by_threshold,
    plant_criteria.contradiction_by_axiom,
    plant_criteria.contradiction_with_scope,
    plant_criteria.contradictory_list,
    plant_criteria.contradictory_requirement,
    plant_lines.contradictory_line,
    plant_lines.masked_by_one,
    plant_lines.masked_by_two,
    plant_lines.masked_twice,
    plant_criteria.item_implied_by_item,
    plant_criteria.item_implied_by_axiom,
    plant_criteria.item_absorbed,
    plant_criteria.copied_criterion,
    plant_criteria.special_case,
    plant_criteria.idle_exception,
    plant_lines.idle_line_exception,
    plant_criteria.idle_waiver,
    plant_criteria.idle_requirement,
    plant_criteria.idle_scope,
    plant_lines.idle_date_guard,
    plant_lines.same_text_twice,
    plant_criteria.always_true_in_scope,
    plant_criteria.count_with_item_of_context,
    plant_criteria.count_with_item_of_scope,
    plant_criteria.count_with_impossible_item,
    plant_criteria.count_with_idle_item,
    plant_criteria.count_of_pairs,
    plant_lines.overlap,
    plant_lines.overlap_before,
    plant_text.gap_at_six_weeks,
    plant_text.gap_at_three_months,
    plant_text.gap_at_eighteen_years,
    plant_text.gap_in_a_number,
    plant_text.gap_between_dates,
    plant_lines.bar,
    plant_lines.exception_for_the_sicker,
    plant_lines.none_of_the_sicker,
    plant_lines.lost_by_waiting,
    plant_lines.later_section_asks_more,
    plant_lines.document_that_harms,
    plant_text.dead_section,
    plant_text.dead_definition,
    plant_text.dead_dated_section,
    plant_text.dead_service,
    plant_text.idle_fact,
    plant_text.idle_axiom,
    plant_text.reading_of_one_meaning,
    plant_text.reading_of_two_meanings,
    plant_text.readings_that_matter_together,
    plant_text.notice_not_kept,
    plant_text.approved_after_effect,
    plant_text.review_overdue,
    plant_text.replaced_before_in_force,
)
KINDS: dict[str, Callable[[Place], Planted | None]] = {each.__name__: each for each in _PLANTING}


def plant(kind: str, draft: PolicyDraft, seed: str) -> Planted | None:
    """A defect of this kind in a copy of the draft; None where the draft has no place for it."""
    return KINDS[kind](Place(draft, f"{kind}/{seed}"))

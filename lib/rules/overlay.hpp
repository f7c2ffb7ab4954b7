// SPDX-License-Identifier: MIT
// Laying an office's overlay over a procedure. The result is a new Procedure; the pack's stays as
// it was. Only adds: duties, gates, facts, and what `[[set]]` may set.
#pragma once

#include "lib/rules/pack_draft.hpp"

namespace dutyd::rules {

Procedure lay_over(Procedure procedure, const OverlayDraft& overlay);

/// Clashes that only show when both are seen: a duty or fact that exists already, a matter that the
/// procedure never opens. `below`: the procedure the overlay lies on.
void check_overlay(const OverlayDraft& overlay, const Procedure& below, Report& report);

}  // namespace dutyd::rules

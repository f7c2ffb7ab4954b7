// SPDX-License-Identifier: MIT
// Duties that are switched off: nothing waits for them and nothing is done with them.
#pragma once

#include "lib/rules/pack_draft.hpp"

namespace dutyd::rules {

/// The names of duties as this procedure writes them: "draft", "procedure/duty" of another.
std::vector<std::string> names_of(const std::vector<SwitchedOff>& off,
                                  const std::string& procedure_id);

/// Gates on these hold nothing up, as the finding says; a fact that would have been the doing of
/// one is recorded by hand, and a limit to the day of one is left out.
void drop_switched_off(Procedure& procedure, const std::vector<std::string>& off);
void drop_switched_off(std::vector<FactDeclaration>& facts, const std::vector<std::string>& off);

}  // namespace dutyd::rules

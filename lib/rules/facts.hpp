// SPDX-License-Identifier: MIT
// The facts that are always there, and what facts are worked out from: a derived fact reads others,
// and must not come back to itself.
#pragma once

#include "lib/rules/pack_draft.hpp"

namespace dutyd::rules {

/// `body.nation` and `today`: nobody declares or records them.
const std::vector<FactDeclaration>& built_in_facts();
bool is_built_in(std::string_view name);

/// The facts a fact's derivations read, and the ignored periods they count with, each once.
struct ReadByFact {
    std::vector<std::string> facts;
    std::vector<std::string> periods;
};
ReadByFact read_by(const FactDeclaration& fact);
/// The facts an ignored period's ends and condition read.
std::vector<std::string> read_by(const IgnoredPeriods& ignored);

/// Facts that are derived from themselves, whether directly or through others.
void check_derivation_circles(const std::vector<const FactDeclaration*>& facts,
                              const std::vector<IgnoredPeriods>& ignored, Report& report);

}  // namespace dutyd::rules

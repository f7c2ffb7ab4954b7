// SPDX-License-Identifier: MIT
// What a turn keeps of each body, against the same worked out from nothing. Whatever is kept must
// equal it, in every field of every duty.
#pragma once

#include "lib/engine/look.hpp"
#include "lib/engine/turn.hpp"

#include <algorithm>
#include <string>

namespace dutyd::tests {

/// The first matter of each body that is not kept as the state gives it, each on a line; empty if
/// all are.
inline std::string wrongly_kept(const engine::TurnResult& result, civil::Instant now,
                                const engine::Settings& settings) {
    const auto fresh = engine::take_snapshot(result.next, now, settings);
    std::string wrong;
    for (const auto& [body, view] : fresh.bodies) {
        const engine::Look* kept = result.outlook.look(body);
        if (kept == nullptr || !kept->is_good_at(now)) continue;
        const engine::Look given(fresh, body);
        const auto [one, other] =
            std::mismatch(given.schedules.begin(), given.schedules.end(), kept->schedules.begin(),
                          kept->schedules.end(), [](const auto& a, const auto& b) {
                              return a.first == b.first && *a.second == *b.second;
                          });
        if (one != given.schedules.end()) wrong += one->first + "\n";
        if (one == given.schedules.end() && other != kept->schedules.end()) {
            wrong += other->first + "\n";
        }
    }
    return wrong;
}

}  // namespace dutyd::tests

// SPDX-License-Identifier: MIT
// Plays a case on a simulated clock against the real engine: every event at its time, every tick
// that would have come in between, every expectation on its day. Nothing is stored or sent.
#pragma once

#include "cli/replay/case_file.hpp"
#include "lib/engine/turn.hpp"

#include <functional>

namespace dutyd::replay {

struct PlayedEvent {
    CaseTime recorded;
    std::string verb;
    std::vector<std::string> did;
    std::vector<std::string> errors;
    std::vector<engine::Move> moves;
    bool ok = true;  // false: refused though it should not be, or the other way round
};

struct PlayedNotice {
    CaseTime made;
    engine::Notice notice;
};

struct Checked {
    CaseTime on;
    std::string what;  // "plan-2024/issue limit"
    std::string expected;
    std::string actual;
    bool ok = false;
    Place where;
};

struct Played {
    std::string title;
    std::vector<PlayedEvent> events;
    std::vector<PlayedNotice> notices;
    std::vector<Checked> checks;

    std::size_t passed() const;
    std::size_t failed() const;
};

using FindZone = std::function<Result<civil::Zone>(const std::string& name)>;

/// `calendars`: the shipped calendars folder. Errors: the case's calendars do not load, or an
/// expectation has a key that does not exist.
Result<Played> play(const Case& story, const std::vector<rules::SourceFile>& calendars,
                    const FindZone& find_zone);

}  // namespace dutyd::replay

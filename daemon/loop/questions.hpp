// SPDX-License-Identifier: MIT
// The questions that a snapshot answers, by the paths of the HTTP interface: parameters checked
// once, then asked of any snapshot, present or past. Nothing here reads a clock, a file or a
// socket.
#pragma once

#include "daemon/http/message.hpp"
#include "lib/engine/agenda.hpp"
#include "lib/engine/query.hpp"

#include <functional>
#include <variant>

namespace dutyd::daemon {

/// Up to and including a journal row, or everything recorded up to an instant.
using AsOf = std::variant<std::uint64_t, civil::Instant>;

/// Where an answer about the present comes from.
struct Present {
    const engine::State& state;
    const engine::Outlook& outlook;
    civil::Instant now;
    const engine::Settings& settings;
};

struct Question {
    std::function<Result<boost::json::value>(const engine::Snapshot&, const engine::Page&)> answer;
    /// What it has to look at; none: everything.
    std::function<engine::Page(const Present&)> page;
    std::optional<AsOf> as_of;
    unsigned status_if_error = 404;
};

/// All mistakes in the parameters at once. REQUIRES: one of question_paths(). `zone`: for times
/// without one.
Result<Question> make_question(const std::string& path, const http::Query& query,
                               const civil::Zone& zone);
const std::vector<std::string>& question_paths();

/// "1204", "2024-05-22" (its end), "2024-05-22T16:00", "2024-05-22T15:00:00Z"; empty: none.
Result<std::optional<AsOf>> parse_as_of(const std::string& text, const civil::Zone& zone);

}  // namespace dutyd::daemon

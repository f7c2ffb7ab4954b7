// SPDX-License-Identifier: MIT
// The request target taken apart, and query parameters checked against those a path knows: an
// unknown or repeated one is an error with the nearest name, never ignored.
#pragma once

#include "daemon/http/message.hpp"
#include "lib/base/result.hpp"

#include <string_view>

namespace dutyd::http {

struct Target {
    std::string path;
    Query query;
};

/// Accepts the origin form only: "/v1/show?name=plan-2024".
Result<Target> parse_target(std::string_view target);

/// The parameters of one request, once checked. A parameter that was not given is empty.
class Parameters {
public:
    /// All unknown and all repeated names at once.
    static Result<Parameters> check(const Query& query, const std::vector<std::string>& known);

    const std::string& text(std::string_view name) const;
    /// Whether a switch such as `all` is on: "", "true", "yes", "1" or "false", "no", "0".
    Result<std::optional<bool>> flag(std::string_view name) const;
    /// A whole number from `least` to `most`.
    Result<std::optional<std::int64_t>> number(std::string_view name, std::int64_t least,
                                               std::int64_t most) const;

private:
    const std::pair<std::string, std::string>* find(std::string_view name) const;

    Query query_;
};

}  // namespace dutyd::http

// SPDX-License-Identifier: MIT
// What somebody asks for when they ask for a report, read from the parameters of a request or of a
// command line, and the report printed as it was asked for. The daemon and the reader of a database
// both answer through here, so they cannot differ.
#pragma once

#include "lib/base/result.hpp"
#include "lib/engine/snapshot.hpp"

#include <string>
#include <utility>
#include <vector>

namespace dutyd::report {

enum class Format { json, text, html, csv };

struct Order {
    std::string report;  // "forward-plan"
    std::string body = {};
    std::string audit = {};
    Format format = Format::json;
    std::size_t width = 120;  // of text
    int months = 12;
    std::optional<civil::Date> since = {};      // compare with the state at the end of this day
    std::optional<civil::Date> supposing = {};  // an end of the body that is not recorded
};

using Parameters = std::vector<std::pair<std::string, std::string>>;

const std::vector<std::string>& report_names();
/// The parameters a report takes. `as-of` is not among them: it chooses the state, as for every
/// read.
std::vector<std::string> parameters_of(const std::string& report);

/// All mistakes in values at once. REQUIRES: one of report_names(), and no names but
/// parameters_of(). An empty value is as good as none.
Result<Order> read_order(const std::string& report, const Parameters& parameters);

struct Printed {
    std::string content_type;
    std::string text;
};

/// `then`: the state at the end of `order.since`, if there is one. Errors name what there is.
Result<Printed> print(const Order& order, const engine::Snapshot& now,
                      const engine::Snapshot* then);

}  // namespace dutyd::report

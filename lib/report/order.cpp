// SPDX-License-Identifier: MIT
#include "lib/report/order.hpp"

#include "lib/base/text.hpp"
#include "lib/report/audit.hpp"
#include "lib/report/ending.hpp"
#include "lib/report/forward_plan.hpp"
#include "lib/report/readings.hpp"
#include "lib/report/register.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <charconv>

namespace dutyd::report {

namespace {

/// What a report is made from.
struct Desk {
    const Order& order;
    Office now;
    std::optional<Office> then;
};

struct Kind {
    std::string name;
    std::vector<std::string> parameters;
    Result<Report> (*make)(const Desk& desk);
};

Result<Report> make_forward_plan(const Desk& desk) {
    return forward_plan_report(desk.now, desk.then, {desk.order.months, desk.order.since});
}

Result<Report> make_register(const Desk& desk) {
    return register_report(desk.now);
}

Result<Report> make_audit(const Desk& desk) {
    const auto audit = find_audit(desk.now, desk.order.audit);
    if (!audit) return audit.error();
    return audit_report(desk.now, **audit);
}

Result<Report> make_ending(const Desk& desk) {
    return ending_report(desk.now, desk.order.supposing);
}

Result<Report> make_readings(const Desk& desk) {
    return readings_report(desk.now);
}

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all = {
        {"audit", {"audit"}, make_audit}, {"forward-plan", {"months", "since"}, make_forward_plan},
        {"register", {}, make_register},  {"ending", {"supposing"}, make_ending},
        {"readings", {}, make_readings},
    };
    return all;
}

const Kind& kind_of(const std::string& name) {
    const auto kind = std::find_if(kinds().begin(), kinds().end(),
                                   [&](const Kind& one) { return one.name == name; });
    DUTYD_CHECK(kind != kinds().end());
    return *kind;
}

const std::vector<std::string>& format_names() {
    static const std::vector<std::string> names = {"json", "text", "html", "csv"};
    return names;
}

Result<Format> read_format(const std::string& text) {
    const auto& names = format_names();
    const auto found = std::find(names.begin(), names.end(), text);
    if (found != names.end()) return static_cast<Format>(found - names.begin());
    std::string hint = did_you_mean(text, names);
    if (hint.empty()) hint = "it may be: " + join(names, ", ");
    return make_error(fmt::format("there is no format '{}'", text), std::move(hint));
}

struct Bounds {
    int least;
    int most;
};

Result<int> read_number(const std::string& name, const std::string& text, Bounds bounds) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (whole && value >= bounds.least && value <= bounds.most) return value;
    return make_error(fmt::format("'{}' is '{}'", name, text),
                      fmt::format("write a whole number from {} to {}", bounds.least, bounds.most));
}

/// Keeps what was read, or notes what was wrong with it.
class Reading {
public:
    template <class T, class Field>
    void take(Result<T> result, Field& field) {
        if (result) {
            field = static_cast<Field>(*std::move(result));
        } else {
            errors_.insert(errors_.end(), result.error().begin(), result.error().end());
        }
    }
    const Diagnostics& errors() const { return errors_; }

private:
    Diagnostics errors_;
};

std::string content_type(Format format) {
    switch (format) {
        case Format::json:
            return "application/json";
        case Format::text:
            return "text/plain; charset=utf-8";
        case Format::html:
            return "text/html; charset=utf-8";
        case Format::csv:
            break;
    }
    return "text/csv; charset=utf-8";
}

std::string printed(const Order& order, const Report& report) {
    switch (order.format) {
        case Format::json:
            return json::serialize(report.values) + "\n";
        case Format::text:
            return print_text(report.sheet, order.width);
        case Format::html:
            return print_html(report.sheet);
        case Format::csv:
            break;
    }
    return print_csv(report.records);
}

}  // namespace

const std::vector<std::string>& report_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        for (const Kind& kind : kinds()) list.push_back(kind.name);
        return list;
    }();
    return names;
}

std::vector<std::string> parameters_of(const std::string& report) {
    std::vector<std::string> names = {"body", "format", "width"};
    const auto& own = kind_of(report).parameters;
    names.insert(names.end(), own.begin(), own.end());
    return names;
}

Result<Order> read_order(const std::string& report, const Parameters& parameters) {
    constexpr Bounds widths{40, 1000};
    constexpr Bounds months{1, 120};
    Order order{report};
    Reading reading;
    for (const auto& [name, value] : parameters) {
        if (value.empty()) continue;
        if (name == "body") order.body = value;
        if (name == "audit") order.audit = value;
        if (name == "format") reading.take(read_format(value), order.format);
        if (name == "width") reading.take(read_number(name, value, widths), order.width);
        if (name == "months") reading.take(read_number(name, value, months), order.months);
        if (name == "supposing") reading.take(civil::Date::parse(value), order.supposing);
        if (name == "since") reading.take(civil::Date::parse(value), order.since);
    }
    if (!reading.errors().empty()) return reading.errors();
    return order;
}

Result<Printed> print(const Order& order, const engine::Snapshot& now,
                      const engine::Snapshot* then) {
    auto office = Office::find(now, order.body);
    if (!office) return office.error();
    Desk desk{order, *office, std::nullopt};
    if (then != nullptr && then->state.seq > now.state.seq) {
        return make_error("'since' lies after the day the report is as at",
                          "compare with an earlier day, or leave out 'as-of'");
    }
    if (then != nullptr) {
        const auto earlier = Office::find(*then, office->body().id);
        if (earlier) desk.then = *earlier;
    }
    const auto report = kind_of(order.report).make(desk);
    if (!report) return report.error();
    return Printed{content_type(order.format), printed(order, *report)};
}

}  // namespace dutyd::report

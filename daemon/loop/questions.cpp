// SPDX-License-Identifier: MIT
#include "daemon/loop/questions.hpp"

#include "daemon/http/request.hpp"
#include "daemon/loop/moments.hpp"
#include "lib/base/limits.hpp"
#include "lib/engine/decide.hpp"
#include "lib/engine/query_parts.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>

namespace dutyd::daemon {

using boost::json::value;
using engine::Page;
using engine::Snapshot;
using http::Parameters;

namespace {

constexpr std::int64_t days_max = 36600;

/// Collects the errors of several parameters, so that all are told at once.
class Reading {
public:
    explicit Reading(const Parameters& parameters) : parameters_(parameters) {}

    const std::string& text(std::string_view name) const { return parameters_.text(name); }
    std::optional<std::int64_t> number(std::string_view name, std::int64_t least,
                                       std::int64_t most) {
        return kept(parameters_.number(name, least, most));
    }
    bool flag(std::string_view name) { return kept(parameters_.flag(name)).value_or(false); }
    std::string needed(std::string_view name) {
        if (parameters_.text(name).empty()) {
            errors_.push_back(make_error(fmt::format("query parameter '{}' is missing", name),
                                         "name a matter (plan-2024) or a duty (plan-2024/issue)"));
        }
        return parameters_.text(name);
    }
    Diagnostics take_errors() { return std::move(errors_); }

private:
    template <class T>
    std::optional<T> kept(Result<std::optional<T>> result) {
        if (result) return *result;
        for (const Diagnostic& error : result.error()) errors_.push_back(error);
        return std::nullopt;
    }

    const Parameters& parameters_;
    Diagnostics errors_;
};

/// Names in a filter that do not exist are errors, not empty answers.
std::optional<Diagnostics> resolve(const engine::State& state, engine::UpcomingFilter& filter) {
    Diagnostics errors;
    if (!filter.body.empty()) {
        if (auto body = engine::find_body(state, filter.body); !body) errors = body.error();
    }
    if (!filter.matter.empty()) {
        auto matter = engine::find_matter(state, filter.matter);
        if (matter) filter.matter = (*matter)->id;
        if (!matter) errors.insert(errors.end(), matter.error().begin(), matter.error().end());
    }
    if (errors.empty()) return std::nullopt;
    return errors;
}

/// A matter or duty is looked at with its body's other matters, which it may read.
engine::Page page_of_named(const Present& present, const std::string& name) {
    const auto named = engine::find_named(present.state, name);
    // A name that nobody knows is refused without looking at anything.
    return {named ? engine::Sight::of(named->matter->body) : engine::Sight::nobody(), {}};
}

Question upcoming(Reading& reading) {
    engine::UpcomingFilter filter;
    filter.body = reading.text("body");
    filter.owner = reading.text("owner");
    filter.bearer = reading.text("bearer");
    filter.standing = reading.text("standing");
    filter.matter = reading.text("matter");
    filter.include_done = reading.flag("all");
    if (const auto days = reading.number("days", 0, days_max))
        filter.days = static_cast<int>(*days);
    if (const auto limit = reading.number("limit", 1, limits::listed_rows_max)) {
        filter.limit = static_cast<std::size_t>(*limit);
    }
    Question question;
    question.answer = [filter](const Snapshot& snapshot, const Page& page) -> Result<value> {
        auto known = filter;
        if (auto error = resolve(snapshot.state, known)) return *error;
        return engine::upcoming(snapshot, known, page.found);
    };
    question.page = [filter](const Present& present) {
        auto known = filter;
        if (resolve(present.state, known)) return Page{};
        return engine::first_page({present.state, present.now, present.settings}, present.outlook,
                                  known);
    };
    return question;
}

Question matters(Reading& reading) {
    Question question;
    question.answer = [body = reading.text("body")](const Snapshot& snapshot,
                                                    const Page&) -> Result<value> {
        if (!body.empty()) {
            if (auto known = engine::find_body(snapshot.state, body); !known) return known.error();
        }
        return engine::matters(snapshot, body);
    };
    return question;
}

Question show(Reading& reading) {
    const std::string name = reading.needed("name");
    Question question;
    question.answer = [name](const Snapshot& snapshot, const Page&) {
        return engine::show(snapshot, name);
    };
    question.page = [name](const Present& present) { return page_of_named(present, name); };
    return question;
}

Question why(Reading& reading) {
    const std::string name = reading.needed("name");
    Question question;
    question.answer = [name](const Snapshot& snapshot, const Page&) {
        return engine::why(snapshot, name);
    };
    question.page = [name](const Present& present) { return page_of_named(present, name); };
    return question;
}

Question alerts(Reading& reading) {
    const auto scope = reading.flag("all") ? engine::AlertScope::all : engine::AlertScope::open;
    Question question;
    question.answer = [scope](const Snapshot& snapshot, const Page&) -> Result<value> {
        return engine::alerts(snapshot, scope);
    };
    question.page = [](const Present&) { return Page{engine::Sight::nobody(), {}}; };
    return question;
}

Question status(Reading&) {
    Question question;
    question.answer = [](const Snapshot& snapshot, const Page&) -> Result<value> {
        return engine::status(snapshot);
    };
    return question;
}

struct Kind {
    const char* path;
    std::vector<std::string> parameters;
    Question (*make)(Reading&);
};

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all = {
        {"/v1/upcoming",
         {"body", "owner", "bearer", "standing", "matter", "days", "limit", "all", "as-of"},
         upcoming},
        {"/v1/matters", {"body", "as-of"}, matters},
        {"/v1/show", {"name", "as-of"}, show},
        {"/v1/why", {"name", "as-of"}, why},
        {"/v1/alerts", {"all", "as-of"}, alerts},
        {"/v1/status", {"as-of"}, status},
    };
    return all;
}

}  // namespace

const std::vector<std::string>& question_paths() {
    static const std::vector<std::string> paths = [] {
        std::vector<std::string> names;
        for (const Kind& kind : kinds()) names.emplace_back(kind.path);
        return names;
    }();
    return paths;
}

Result<Question> make_question(const std::string& path, const http::Query& query,
                               const civil::Zone& zone) {
    const auto kind = std::find_if(kinds().begin(), kinds().end(),
                                   [&](const Kind& one) { return one.path == path; });
    DUTYD_CHECK(kind != kinds().end());
    const auto parameters = Parameters::check(query, kind->parameters);
    if (!parameters) return parameters.error();
    Reading reading(*parameters);
    Question question = kind->make(reading);
    Diagnostics errors = reading.take_errors();
    const auto as_of = parse_as_of(parameters->text("as-of"), zone);
    if (as_of) question.as_of = *as_of;
    if (!as_of) errors.insert(errors.end(), as_of.error().begin(), as_of.error().end());
    if (!errors.empty()) return errors;
    return question;
}

Result<std::optional<AsOf>> parse_as_of(const std::string& text, const civil::Zone& zone) {
    if (text.empty()) return std::optional<AsOf>();
    std::uint64_t seq = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
    if (error == std::errc() && end == text.data() + text.size()) {
        if (seq > 0) return std::optional<AsOf>(seq);
        return make_error("'as-of' is 0", "journal numbers start at 1");
    }
    const auto instant = parse_moment(text, zone, DayEdge::end);
    if (instant) return std::optional<AsOf>(*instant);
    return make_error(fmt::format("'as-of' is '{}'", text),
                      "write a journal number (1204), a day (2024-05-22), a day and time "
                      "(2024-05-22T16:00) or an instant (2024-05-22T15:00:00Z)");
}

}  // namespace dutyd::daemon

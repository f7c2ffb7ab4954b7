// SPDX-License-Identifier: MIT
#include "lib/rules/pack_values.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

Place inside_or_nothing(const Text& written) {
    return written.inside.value_or(Place{});
}

std::optional<Duration> duration_from(const Text& written, Reading from) {
    auto duration = parse_duration(written.value, inside_or_nothing(written));
    if (!duration) {
        report_at(written, std::move(duration).error(), from.report());
        return {};
    }
    if (!duration->day_set.empty()) {
        from.uses.names.push_back({NameUse::Kind::day_set,
                                   {duration->day_set, written.place_of(duration->day_set), {}},
                                   from.table.what()});
    }
    return *duration;
}

const std::vector<std::string>& verification_marks() {
    static const std::vector<std::string> marks = {"text", "guidance", "secondary", "memory",
                                                   "doubtful"};
    return marks;
}

Citation read_citation(TomlTable& table) {
    Citation citation;
    if (auto cite = table.required_text("cite")) citation.cite = cite->value;
    if (!table.has("verified")) {
        table.report().error(table.where(), "this citation does not say how it was verified",
                             "say verified = \"text\" (or guidance, secondary, memory, doubtful)");
    } else if (const auto mark = one_of(table, "verified", verification_marks())) {
        citation.verified = static_cast<Verification>(*mark);
    }
    citation.on = table.date("on");
    citation.note = table.text_or("note", "");
    table.finish();
    return citation;
}

std::optional<Edge> edge_from_table(TomlTable& table, Reading from) {
    const auto duty = table.required_text("duty");
    Edge edge;
    if (auto lag = read_duration({table, from.uses}, "lag")) edge.lag = *lag;
    edge.soft = table.flag("soft");
    table.finish();
    if (!duty) return {};
    edge.duty = duty->value;
    edge.where = duty->where;
    from.uses.names.push_back({NameUse::Kind::duty, *duty, from.table.what()});
    return edge;
}

}  // namespace

void report_at(const Text& written, Diagnostics problems, Report& report) {
    for (Diagnostic& problem : problems) {
        if (!written.inside) problem.where = written.where;
    }
    report.add(std::move(problems));
}

std::optional<Expression> expression_from(const Text& written, Reading from) {
    auto expression = parse_expression(written.value, inside_or_nothing(written));
    if (!expression) {
        report_at(written, std::move(expression).error(), from.report());
        return {};
    }
    from.uses.expressions.push_back({*expression, written, from.table.what()});
    return *expression;
}

std::optional<Expression> read_expression(Reading from, std::string_view key) {
    const auto written = from.table.text(key);
    return written ? expression_from(*written, from) : std::nullopt;
}

std::optional<Condition> condition_from(const Text& written, Reading from) {
    auto condition = parse_condition(written.value, inside_or_nothing(written));
    if (!condition) {
        report_at(written, std::move(condition).error(), from.report());
        return {};
    }
    from.uses.conditions.push_back({*condition, written, from.table.what()});
    return *condition;
}

std::optional<Condition> read_condition(Reading from, std::string_view key) {
    const auto written = from.table.text(key);
    return written ? condition_from(*written, from) : std::nullopt;
}

std::optional<Duration> read_duration(Reading from, std::string_view key) {
    const auto written = from.table.text(key);
    return written ? duration_from(*written, from) : std::nullopt;
}

std::vector<Duration> read_durations(Reading from, std::string_view key) {
    std::vector<Duration> durations;
    for (const Text& written : from.table.texts(key)) {
        if (auto duration = duration_from(written, from)) durations.push_back(*duration);
    }
    return durations;
}

std::vector<Citation> read_law(TomlTable& table, std::string_view key) {
    std::vector<Citation> law;
    for (TomlTable& citation : table.tables(key, "this citation")) {
        law.push_back(read_citation(citation));
    }
    return law;
}

bool rests_on_memory(const std::vector<Citation>& law) {
    return !law.empty() && std::all_of(law.begin(), law.end(), [](const Citation& citation) {
        return citation.verified == Verification::memory ||
               citation.verified == Verification::doubtful;
    });
}

std::vector<Edge> read_edges(Reading from, std::string_view key) {
    std::vector<Edge> edges;
    for (auto& entry : from.table.entries(key, "this gate")) {
        if (entry.table) {
            if (auto edge = edge_from_table(*entry.table, from)) edges.push_back(std::move(*edge));
        } else {
            from.uses.names.push_back({NameUse::Kind::duty, *entry.text, from.table.what()});
            edges.push_back({entry.text->value, {}, false, entry.text->where});
        }
    }
    return edges;
}

std::optional<std::size_t> one_of(TomlTable& table, std::string_view key,
                                  const std::vector<std::string>& words) {
    const auto written = table.text(key);
    if (!written) return {};
    const auto it = std::find(words.begin(), words.end(), written->value);
    if (it != words.end()) return static_cast<std::size_t>(it - words.begin());
    std::string hint = did_you_mean(written->value, words);
    if (hint.empty()) hint = "it may be: " + join(words, ", ");
    table.report().error(written->where, fmt::format("'{}' cannot be '{}'", key, written->value),
                         hint);
    return {};
}

std::string read_title(TomlTable& table) {
    const auto title = table.required_text("title");
    if (!title) return {};
    if (title->value.size() > limits::name_bytes_max) {
        table.report().error(title->where, fmt::format("this title is too long: at most {} bytes",
                                                       limits::name_bytes_max));
    }
    return title->value;
}

std::string read_short_text(TomlTable& table, std::string_view key) {
    const auto written = table.text(key);
    if (!written) return {};
    if (written->value.size() > limits::name_bytes_max) {
        table.report().error(written->where, fmt::format("'{}' is too long: at most {} bytes", key,
                                                         limits::name_bytes_max));
    }
    return written->value;
}

const std::vector<std::string>& meeting_kinds() {
    static const std::vector<std::string> kinds = {"full", "sub-committee", "hearing"};
    return kinds;
}

std::optional<MeetingBinding> read_binding(Reading from) {
    if (!from.table.has("meeting")) return {};
    auto table = from.table.table("meeting");
    if (!table) return {};
    table->rename("'meeting'");
    MeetingBinding binding;
    const auto calendar = table->required_text("calendar");
    for (const Text& kind : table->texts("kinds")) {
        const auto& known = meeting_kinds();
        if (std::find(known.begin(), known.end(), kind.value) == known.end()) {
            std::string hint = did_you_mean(kind.value, known);
            if (hint.empty()) hint = "it may be: " + join(known, ", ");
            from.report().error(kind.where,
                                fmt::format("'{}' is not a kind of meeting", kind.value), hint);
        }
        binding.kinds.push_back(kind.value);
    }
    table->finish();
    if (!calendar) return {};
    binding.calendar = calendar->value;
    binding.where = calendar->where;
    from.uses.names.push_back({NameUse::Kind::meeting_calendar, *calendar, from.table.what()});
    return binding;
}

}  // namespace dutyd::rules

// SPDX-License-Identifier: MIT
#include "cli/replay/replay_command.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <ostream>

namespace dutyd::replay {

namespace json = boost::json;

namespace {

constexpr int all_held = 0;
constexpr int something_failed = 1;
constexpr int bad_file = 2;

json::array texts_json(const std::vector<std::string>& texts) {
    json::array list;
    for (const std::string& text : texts) list.emplace_back(text);
    return list;
}

json::array events_json(const Played& played) {
    json::array list;
    for (const PlayedEvent& event : played.events) {
        json::array moves;
        for (const engine::Move& move : event.moves) {
            moves.push_back(json::object{{"matter", move.matter},
                                         {"duty", move.duty},
                                         {"what", move.what},
                                         {"from", move.from},
                                         {"to", move.to}});
        }
        list.push_back(json::object{{"recorded", event.recorded.text()},
                                    {"do", event.verb},
                                    {"did", texts_json(event.did)},
                                    {"errors", texts_json(event.errors)},
                                    {"moves", std::move(moves)},
                                    {"ok", event.ok}});
    }
    return list;
}

json::array notices_json(const Played& played) {
    json::array list;
    for (const PlayedNotice& notice : played.notices) {
        list.push_back(json::object{{"made", notice.made.text()},
                                    {"not-before", notice.notice.not_before.text()},
                                    {"person", notice.notice.person},
                                    {"urgent", notice.notice.urgent},
                                    {"subject", notice.notice.subject},
                                    {"text", notice.notice.text},
                                    {"alerts", texts_json(notice.notice.alerts)}});
    }
    return list;
}

json::array checks_json(const Played& played) {
    json::array list;
    for (const Checked& check : played.checks) {
        list.push_back(json::object{{"on", check.on.text()},
                                    {"what", check.what},
                                    {"expected", check.expected},
                                    {"actual", check.actual},
                                    {"ok", check.ok},
                                    {"line", check.where.line}});
    }
    return list;
}

json::object played_json(const std::string& path, const Played& played) {
    return {{"case", path},
            {"title", played.title},
            {"events", events_json(played)},
            {"notices", notices_json(played)},
            {"expectations", checks_json(played)},
            {"passed", played.passed()},
            {"failed", played.failed()},
            {"ok", played.failed() == 0}};
}

json::object errors_json(const std::string& path, const Diagnostics& errors) {
    json::array list;
    for (const Diagnostic& one : errors) {
        list.push_back(json::object{{"message", one.message},
                                    {"hint", one.hint},
                                    {"file", one.where.file},
                                    {"line", one.where.line},
                                    {"column", one.where.column}});
    }
    return {{"case", path}, {"ok", false}, {"error", std::move(list)}};
}

void print_event(const PlayedEvent& event, std::ostream& out) {
    out << fmt::format("{}  {}\n", event.recorded.text(), event.verb);
    for (const std::string& line : event.did) out << "    " << line << "\n";
    for (const std::string& line : event.errors) out << "    refused: " << line << "\n";
    for (const engine::Move& move : event.moves) {
        const bool told = move.what == "limit" || move.what == "meeting";
        if (!told || move.from.empty()) continue;
        out << fmt::format("    {}/{}: {} {} -> {}\n", move.matter, move.duty, move.what, move.from,
                           move.to);
    }
}

void print_notice(const PlayedNotice& notice, std::ostream& out) {
    out << fmt::format("{}  notice to {}: {}\n", notice.made.text(), notice.notice.person,
                       notice.notice.subject);
}

/// Events and notices in the order in which they happened; an event before the notices it made.
void print_story(const Played& played, std::ostream& out) {
    auto notice = played.notices.begin();
    for (const PlayedEvent& event : played.events) {
        for (; notice != played.notices.end() && notice->made < event.recorded; ++notice) {
            print_notice(*notice, out);
        }
        print_event(event, out);
    }
    for (; notice != played.notices.end(); ++notice) print_notice(*notice, out);
}

void print_failures(const std::string& path, const Played& played, std::ostream& out) {
    for (const Checked& check : played.checks) {
        if (check.ok) continue;
        out << fmt::format("{}:{}: on {}: {} should be {}, is {}\n", path, check.where.line,
                           check.on.text(), check.what, check.expected, check.actual);
    }
}

int worse(int a, int b) {
    return std::max(a, b);
}

}  // namespace

int run_replay_command(const ReplayOptions& options, std::ostream& out, std::ostream& err) {
    int code = all_held;
    json::array results;
    for (const rules::SourceFile& file : options.cases) {
        const auto story = read_case(file);
        const auto played = story ? play(*story, options.calendars, options.find_zone)
                                  : Result<Played>(story.error());
        if (!played) {
            code = worse(code, bad_file);
            err << render(played.error());
            results.push_back(errors_json(file.path, played.error()));
            continue;
        }
        if (played->failed() > 0) code = worse(code, something_failed);
        results.push_back(played_json(file.path, *played));
        if (options.output == ReplayOutput::json) continue;
        out << played->title << "\n\n";
        print_story(*played, out);
        out << "\n";
        print_failures(file.path, *played, out);
        out << fmt::format("{} passed, {} failed\n", played->passed(), played->failed());
    }
    if (options.output == ReplayOutput::json) {
        out << json::serialize(results.size() == 1 ? results.front() : json::value(results))
            << "\n";
    }
    return code;
}

}  // namespace dutyd::replay

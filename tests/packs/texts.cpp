// SPDX-License-Identifier: MIT
#include "tests/packs/texts.hpp"

#include "tests/catch.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace dutyd::rules {

namespace {

constexpr const char* pack_toml = R"toml([pack]
id      = "small"
title   = "A small pack"
version = "1"

[[party]]
id    = "commissioner"
title = "The commissioner"

[[party]]
id    = "panel"
title = "The panel"

[[role]]
id    = "chief-executive"
title = "Chief executive"

[[activity]]
id    = "publication"
title = "Publishing"

[[fact]]
name = "election.poll"
title = "Day of the poll"
kind = "date"

[[fact]]
name   = "election.kind"
title  = "Which election"
kind   = "text"
values = ["ordinary", "by-election"]
)toml";

constexpr const char* plan_toml = R"toml([procedure]
id     = "plan"
title  = "Issue the plan"
opens  = "on election.poll when election.kind = ordinary"
matter = "plan-{year}"

[[duty]]
id     = "draft"
title  = "Prepare the draft"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.1", verified = "text" }]

[[duty]]
id      = "send"
title   = "Send the draft to the panel"
bearer  = "commissioner"
owner   = "chief-executive"
law     = [{ cite = "Act s.2", verified = "text" }]
after   = ["draft"]

[[duty]]
id     = "issue"
title  = "Issue the plan"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.3", verified = "text" }]
after  = ["send"]
limit  = "last day of financial year containing election.poll"
)toml";

constexpr const char* body_toml = R"toml([body]
id            = "anyshire"
name          = "Office of the Commissioner for Anyshire"
nation        = "england"
parties       = ["commissioner"]
fallback-role = "chief-executive"
lead          = ["5 working days"]

[[role]]
id    = "chief-executive"
title = "Chief executive"

[[meeting-calendar]]
id         = "panel"
title      = "The panel"
papers     = "5 clear working days before meeting.date in meeting-days"
papers-law = [{ cite = "Act s.4", verified = "text" }]
)toml";

std::string day_set(const std::string& id) {
    return "id = \"" + id + "\"\ntitle = \"" + id + "\"\n" +
           "law = [{ cite = \"Act s.5\", verified = \"text\" }]\n" +
           "weekend = [\"Saturday\", \"Sunday\"]\n";
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string only(const Files& files, Severity severity, std::optional<civil::Date> today) {
    const auto library = load_library(files, {}, today);
    std::string text;
    for (const Diagnostic& diagnostic : library ? library->findings : library.error()) {
        if (diagnostic.severity == severity) text += render(diagnostic);
    }
    return text;
}

}  // namespace

Files small_world() {
    return {{"packs/small/pack.toml", pack_toml},
            {"packs/small/plan.toml", plan_toml},
            {"bodies/anyshire.toml", body_toml},
            {"day-sets/working-days.toml", day_set("working-days")},
            {"day-sets/meeting-days.toml", day_set("meeting-days")}};
}

Files with(Files files, SourceFile file) {
    for (SourceFile& other : files) {
        if (other.path != file.path) continue;
        other = std::move(file);
        return files;
    }
    files.push_back(std::move(file));
    return files;
}

Files with_duties(const std::string& toml) {
    return with(small_world(), {"packs/small/plan.toml", std::string(plan_toml) + "\n" + toml});
}

Files with_overlay(const std::string& toml) {
    return with(small_world(), {"overlays/anyshire/plan.toml", toml});
}

std::string errors_of(const Files& files) {
    return only(files, Severity::error, {});
}

std::string findings_of(const Files& files, std::optional<civil::Date> today) {
    return only(files, Severity::finding, today);
}

Library sound(const Files& files) {
    auto library = load_library(files);
    if (!library) FAIL(render(library.error()));
    return std::move(*library);
}

Files shipped_files() {
    const std::filesystem::path root = std::filesystem::path(DUTYD_SOURCE_DIR) / "calendars";
    Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (!entry.is_regular_file()) continue;
        files.push_back({std::filesystem::relative(entry.path(), root).generic_string(),
                         text_of(entry.path())});
    }
    return files;
}

}  // namespace dutyd::rules

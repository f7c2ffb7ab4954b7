// SPDX-License-Identifier: MIT
// The day a general election is called, in the 43 offices of England and Wales that have a
// commissioner or a deputy mayor instead: everybody whom it concerns gets one message.
#include "lib/rules/selection.hpp"
#include "tests/engine/office.hpp"
#include "tests/engine/page.hpp"

#include <fmt/format.h>

using namespace dutyd;
using tests::Office;

namespace {

constexpr int bodies = 43;
constexpr int duties_of_each = 40;

std::string body_id(int n) {
    return fmt::format("office-{:02}", n);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

/// What such an office has running: the plan, and what comes every year.
const std::vector<std::string> procedures{"accounts",
                                          "annual-report",
                                          "candidates-expenses",
                                          "equality-information",
                                          "ordinary-election",
                                          "performance-information",
                                          "plan-review",
                                          "police-and-crime-plan",
                                          "precept"};

std::vector<rules::SourceFile> shipped() {
    std::vector<rules::SourceFile> files;
    for (rules::SourceFile& file : tests::calendars()) {
        const std::string folder = file.path.substr(0, file.path.find('/'));
        const bool of_a_body = folder == "bodies" || folder == "overlays" || folder == "meetings";
        const bool ours = file.path.find("leicestershire") != std::string::npos;
        if (!of_a_body || ours) files.push_back(std::move(file));
    }
    return rules::running_only(std::move(files), procedures);
}

/// The shipped packs, and one body made into many.
std::vector<rules::SourceFile> offices() {
    std::vector<rules::SourceFile> files;
    for (rules::SourceFile& file : shipped()) {
        const bool of_the_body = file.path.find("leicestershire") != std::string::npos;
        if (!of_the_body) {
            files.push_back(std::move(file));
            continue;
        }
        if (file.path.find("2016") != std::string::npos) continue;
        for (int n = 1; n <= bodies; ++n) {
            rules::SourceFile copy{replaced(file.path, "leicestershire", body_id(n)), file.text};
            const bool body = copy.path.rfind("bodies/", 0) == 0;
            if (body) {
                copy.text = replaced(copy.text, "\"leicestershire\"", "\"" + body_id(n) + "\"");
                copy.text = replaced(copy.text, "Leicester, Leicestershire and Rutland",
                                     fmt::format("Shire {}", n));
            }
            files.push_back(std::move(copy));
        }
    }
    return files;
}

/// Four people an office, and one governance director whom they all share.
std::vector<journal::PeopleAdopted::Holder> people() {
    std::vector<journal::PeopleAdopted::Holder> holders;
    for (int n = 1; n <= bodies; ++n) {
        const auto add = [&](const std::string& role, const std::string& person) {
            holders.push_back({body_id(n), role, person});
        };
        add("chief-executive", fmt::format("chief-{:02}", n));
        add("chief-finance-officer", fmt::format("finance-{:02}", n));
        add("engagement-lead", fmt::format("engagement-{:02}", n));
        add("communications-lead", fmt::format("engagement-{:02}", n));
        add("commissioning-director", fmt::format("commissioning-{:02}", n));
        add("governance-director", "shared");
    }
    return holders;
}

std::size_t running_duties(const Office& office, const std::string& body) {
    engine::UpcomingFilter filter;
    filter.body = body;
    return engine::upcoming(office.snapshot(), filter).at("found").to_number<std::size_t>();
}

}  // namespace

TEST_CASE("a general election called for 43 offices is one message to each person") {
    Office office(offices(), "2024-05-03 09:00");
    office.take(engine::adopt_people(office.state, people(), office.clock, tests::settings()));
    office.say("2024-05-03 09:00", "election", {{"kind", "ordinary"}, {"poll", "2024-05-02"}});
    for (int n = 1; n <= bodies; ++n) {
        CHECK(running_duties(office, body_id(n)) >= duties_of_each);
    }
    office.clock = tests::london("2024-05-22 17:05");
    office.take(engine::turn(office.state, {}, office.clock, tests::settings()));
    const auto result = office.try_now({tests::command(
        "election", {{"kind", "general"},
                     {"poll", "2024-07-04"},
                     {"pause-from", "2024-05-25"},
                     {"pause-to", "2024-07-04"},
                     {"activities", boost::json::array{"public-engagement", "announcement"}},
                     {"reason", "announced by the Prime Minister on 22 May"},
                     {"actor", "chief-01"}})});
    REQUIRE(result.answers.front());
    std::map<std::string, std::size_t> told;
    for (const engine::Notice& notice : result.notices) ++told[notice.person];
    for (const auto& [person, messages] : told) {
        INFO(person);
        CHECK(messages == 1);
    }
    CHECK(told.count("shared") == 1);
    for (int n = 1; n <= bodies; ++n) {
        INFO(body_id(n));
        CHECK(told.count(fmt::format("chief-{:02}", n)) == 1);
    }
    for (const engine::Notice& notice : result.notices) {
        CHECK(notice.not_before == tests::london("2024-05-23 08:30"));
        if (notice.person != "chief-01" && notice.person != "shared") continue;
        tests::check_page_part(
            "alerts.md", "general election to " + notice.person,
            "\n```\nSubject: " + notice.subject + "\n\n" + notice.text + "```\n\n");
    }
}

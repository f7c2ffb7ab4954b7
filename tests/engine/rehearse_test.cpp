// SPDX-License-Identifier: MIT
// A rehearsal says what will go out, and that is what then goes out.
#include "lib/engine/rehearse.hpp"
#include "tests/engine/office.hpp"

using namespace dutyd;
using tests::london;
using tests::Office;

namespace {

std::vector<std::string> told(const std::vector<engine::Notice>& notices) {
    std::vector<std::string> lines;
    for (const engine::Notice& notice : notices) {
        lines.push_back(notice.not_before.text() + " " + notice.person + " " + notice.subject);
    }
    return lines;
}

engine::Rehearsal played(const Office& office, int days) {
    engine::Rehearsal rehearsal(office.snapshot(), days);
    while (rehearsal.step()) {
    }
    return rehearsal;
}

}  // namespace

TEST_CASE("what is rehearsed is what goes out if nothing happens") {
    Office office;
    office.elect();
    office.wait_until("2024-05-22 10:00");
    const auto before = tests::everything(office.state, office.clock);
    const auto rehearsal = played(office, 45);
    CHECK(tests::everything(office.state, office.clock) == before);
    office.notices.clear();
    office.wait_until("2024-07-06 10:00");
    CHECK(told(rehearsal.notices()) == told(office.notices));
    CHECK(office.notices.size() > 20);
}

TEST_CASE("a rehearsal is given by day, each notice with its local time, in order") {
    Office office;
    office.elect();
    office.wait_until("2024-05-22 10:00");
    const auto answer = played(office, 10).answer();
    CHECK(answer.at("as-of").as_string() == "2024-05-22T09:00:00Z");
    CHECK(answer.at("until").as_string() == "2024-06-01T09:00:00Z");
    std::string last;
    std::uint64_t count = 0;
    for (const auto& day : answer.at("days").as_array()) {
        const std::string date(day.at("day").as_string());
        CHECK(date > last);
        last = date;
        CHECK_FALSE(day.at("notices").as_array().empty());
        for (const auto& notice : day.at("notices").as_array()) {
            ++count;
            const auto at = civil::Instant::parse(std::string(notice.at("at").as_string()));
            REQUIRE(at);
            CHECK(*at == london(date + " " + std::string(notice.at("time").as_string())));
        }
    }
    CHECK(answer.at("count").to_number<std::uint64_t>() == count);
    // Tuesday 28 May is the first working day after the bank holiday: the weekly digest.
    CHECK(last == "2024-05-28");
}

TEST_CASE("so many days cannot be rehearsed") {
    CHECK(engine::cannot_rehearse(0).has_value());
    CHECK_FALSE(engine::cannot_rehearse(1).has_value());
    CHECK_FALSE(engine::cannot_rehearse(800).has_value());
    CHECK(engine::cannot_rehearse(801)->message == "801 days cannot be rehearsed");
}

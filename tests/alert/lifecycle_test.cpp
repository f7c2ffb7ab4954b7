// SPDX-License-Identifier: MIT
// The life of an alert: the table is complete, says the same as docs/alerts.md, and keeps what must
// never be broken, whatever the order of what happens.
#include "lib/alert/lifecycle.hpp"
#include "tests/catch.hpp"
#include "tests/folder.hpp"

#include <rapidcheck.h>

#include <set>

using namespace dutyd::alert;

namespace {

/// Whoever answers for an alert, or puts it off, may not lose it by what merely passes.
const std::set<Input> nothing_of_its_own{
    Input::pause_began, Input::pause_ended, Input::quiet_hours,     Input::working_hours,
    Input::reopened,    Input::restart,     Input::done_unaccounted};

}  // namespace

TEST_CASE("the documentation shows the table that the code works by") {
    const std::string page =
        dutyd::tests::read_file(dutyd::tests::source_dir() / "docs" / "alerts.md").text;
    CHECK(page.find(lifecycle_table()) != std::string::npos);
}

TEST_CASE("every input has a word of its own and an answer in every stage") {
    std::set<std::string> words;
    for (const Input input : inputs()) {
        words.insert(name(input));
        CHECK_FALSE(meaning(input).empty());
        for (const Stage stage : stages()) {
            const auto after = next(stage, input);
            if (after && nothing_of_its_own.count(input) > 0) CHECK(*after == stage);
        }
    }
    CHECK(words.size() == inputs().size());
}

TEST_CASE("only what ends an alert resolves it, and only its coming back opens it again") {
    const std::set<Input> endings{Input::done, Input::accounted, Input::gone};
    for (const Input input : inputs()) {
        for (const Stage stage : stages()) {
            const auto after = next(stage, input);
            if (!after) continue;
            INFO(name(stage) << ", " << name(input));
            if (stage != Stage::resolved && *after == Stage::resolved) {
                CHECK(endings.count(input) == 1);
            }
            if (stage == Stage::resolved && *after != Stage::resolved) {
                CHECK(input == Input::back);
            }
        }
    }
}

TEST_CASE("every open alert can be answered for, put off and ended; a resolved one cannot") {
    for (const Stage stage : stages()) {
        INFO(name(stage));
        const bool open = stage != Stage::resolved;
        CHECK(next(stage, Input::acknowledged).has_value() == open);
        CHECK(next(stage, Input::snoozed).has_value() == open);
        CHECK(next(stage, Input::accounted).has_value() == open);
        CHECK(next(stage, Input::done) == Stage::resolved);
        CHECK(next(stage, Input::gone) == Stage::resolved);
    }
}

TEST_CASE("an answer runs out and is void when the dates move; nobody escalates past an answer") {
    for (const Stage stage : {Stage::acknowledged, Stage::snoozed}) {
        CHECK(next(stage, Input::expired) == Stage::raised);
        CHECK(next(stage, Input::moved_again) == Stage::raised);
        CHECK_FALSE(next(stage, Input::escalation_due).has_value());
    }
    for (const Stage stage : {Stage::raised, Stage::notified, Stage::escalated}) {
        CHECK(next(stage, Input::escalation_due) == Stage::escalated);
        CHECK_FALSE(next(stage, Input::expired).has_value());
    }
}

TEST_CASE("whatever happens in whatever order, an alert that is not ended can still be told") {
    const bool passed =
        rc::check("from any stage 'expired', 'moved again' or 'back' leads to raised", [] {
            Stage stage = Stage::raised;
            const int steps = *rc::gen::inRange(0, 40);
            for (int n = 0; n < steps; ++n) {
                const Input input = *rc::gen::elementOf(inputs());
                const Stage before = stage;
                stage = next(stage, input).value_or(stage);
                if (before == Stage::resolved && input != Input::back) RC_ASSERT(stage == before);
            }
            bool told =
                stage == Stage::raised || stage == Stage::notified || stage == Stage::escalated;
            for (const Input input : {Input::expired, Input::back}) {
                told = told || next(stage, input) == Stage::raised;
            }
            RC_ASSERT(told);
        });
    CHECK(passed);
}

// SPDX-License-Identifier: MIT
// SIGKILL, again and again: while it starts, amid commands, amid mail, with a mail server that
// fails in its own ways. DUTYD_KILLS says how often (default 50), DUTYD_SEED which moments; the
// moments are not exact, since a real process on a real machine is killed, but any is as good as
// any other.
#include "tests/catch.hpp"
#include "tests/crash/house.hpp"
#include "tests/environment.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

using namespace dutyd;

namespace {

constexpr int kills_a_house = 50;

long number_from(const char* variable, long otherwise) {
    const char* text = tests::environment(variable);
    return text == nullptr ? otherwise : std::strtol(text, nullptr, 10);
}

void print(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

std::string words(const tests::CrashTally& tally) {
    return fmt::format(
        "{} kills ({} while starting), {} starts, {} commands answered and kept, {} asked again, "
        "{} notices, {} mails received, {} of them again under the same Message-ID, {} databases "
        "read through",
        tally.kills, tally.kills_while_starting, tally.starts, tally.answered, tally.unanswered,
        tally.notices, tally.received, tally.duplicates, tally.chains);
}

}  // namespace

TEST_CASE("killed at any moment, dutyd loses no answered command and no notice") {
    const long kills = number_from("DUTYD_KILLS", 50);
    const auto seed = static_cast<std::uint32_t>(number_from("DUTYD_SEED", 1));
    print(fmt::format("seed {}, {} kills", seed, kills));
    tests::CrashTally tally;
    for (std::uint32_t house_number = 0; tally.kills < kills; ++house_number) {
        INFO("seed " << seed << ", house " << house_number);
        tests::House house(seed + house_number, tally);
        const int until = tally.kills + kills_a_house;
        while (tally.kills < until && tally.kills < kills) house.round();
        house.settle();
        print(words(tally));
    }
    CHECK(tally.answered > 0);
    CHECK(tally.notices > 0);
}

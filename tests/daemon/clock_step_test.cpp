// SPDX-License-Identifier: MIT
// A real clock that is stepped under a running dutyd, by a library preloaded into it.
#include "tests/catch.hpp"
#include "tests/daemon/office.hpp"

#include <boost/json/serialize.hpp>

using namespace dutyd;
using tests::Office;

namespace {

constexpr int day = 86'400;

void shift_clock(const Office& office, int seconds) {
    office.folder().write("shift.new", std::to_string(seconds));
    std::filesystem::rename(office.folder().path() + "/shift.new",
                            office.folder().path() + "/shift");
}

std::vector<std::string> with_shifted_clock(const Office& office) {
    return {"LD_PRELOAD=" DUTYD_CLOCK_SHIFT,
            "DUTYD_TEST_CLOCK=" + office.folder().path() + "/shift"};
}

int jumps(const Office& office) {
    int count = 0;
    const auto log = office.get("/v1/log?from=1&limit=10000");
    for (const auto& event : log.at("events").as_array()) {
        count += std::string(event.at("kind").as_string()) == "clock-jumped" ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("a stepped clock is noticed, recorded and told of, forwards and backwards") {
    Office office;
    shift_clock(office, 0);
    office.start({}, with_shifted_clock(office));
    CHECK_FALSE(office.get("/v1/status").at("daemon").as_object().contains("clock-jump"));
    shift_clock(office, 5);
    office.get("/v1/status");
    CHECK(jumps(office) == 0);
    shift_clock(office, 3 * day);
    const auto status = office.get("/v1/status");
    INFO(boost::json::serialize(status));
    CHECK(status.at("daemon").as_object().contains("clock-jump"));
    CHECK(jumps(office) == 1);
    CHECK(office.log().find("clock_changed: the clock was stepped") != std::string::npos);
    shift_clock(office, 0);
    CHECK(jumps(office) == 2);
    CHECK(jumps(office) == 2);
}

TEST_CASE("a clock that was set back while dutyd was down is noticed at the start") {
    Office office;
    shift_clock(office, 3 * day);
    office.start({}, with_shifted_clock(office));
    office.stop();
    shift_clock(office, 0);
    office.start({}, with_shifted_clock(office));
    CHECK(jumps(office) == 1);
    CHECK(office.get("/v1/status").at("daemon").as_object().contains("clock-jump"));
}

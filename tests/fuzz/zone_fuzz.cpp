// SPDX-License-Identifier: MIT
// A time zone file is data from outside: any bytes are either refused or give a zone whose every
// answer is sound for every moment of the calendar.
#include "lib/civil/time.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <cstdlib>

using namespace dutyd;

namespace {

constexpr std::int32_t offset_max = 26 * 3600;

void check_answers(const civil::Zone& zone, civil::Instant instant) {
    const std::int32_t offset = zone.offset_seconds(instant);
    DUTYD_CHECK(std::abs(offset) <= offset_max);
    const civil::LocalTime local = zone.local(instant);
    DUTYD_CHECK(local.time.minutes >= 0 && local.time.minutes < 1440);
    DUTYD_CHECK(local.second >= 0 && local.second < 60);
    const std::int64_t seconds =
        std::int64_t{local.date.serial()} * 86400 + local.time.minutes * 60 + local.second;
    DUTYD_CHECK(seconds == instant.seconds + offset);
    const civil::Instant there_and_back = zone.instant(local.date, local.time);
    DUTYD_CHECK(std::llabs(there_and_back.seconds - instant.seconds) <= 2 * offset_max);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto zone = civil::Zone::from_tzif("Fuzz/Zone", as_text(data, size));
    if (!zone) {
        DUTYD_CHECK(has_errors(zone.error()));
        return 0;
    }
    for (const char* text :
         {"1900-01-03T00:00:00Z", "1916-05-21T01:59:59Z", "1970-01-01T00:00:00Z",
          "2024-03-31T01:00:00Z", "2024-10-27T00:59:59Z", "2037-12-31T23:59:59Z",
          "2038-01-19T03:14:08Z", "2099-07-01T12:00:00Z", "2199-12-29T23:59:59Z"}) {
        check_answers(*zone, civil::Instant::parse(text).value());
    }
    return 0;
}

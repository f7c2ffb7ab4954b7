// SPDX-License-Identifier: MIT
// Dates, times and instants are read strictly: what is accepted is exactly what would be printed,
// and what is refused is refused with words.
#include "lib/civil/time.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <string>

using namespace dutyd;

namespace {

template <class T>
void check_refused(const Result<T>& result) {
    DUTYD_CHECK(has_errors(result.error()));
    DUTYD_CHECK(!render(result.error()).empty());
}

void check_date(std::string_view text) {
    const auto date = civil::Date::parse(text);
    if (!date) return check_refused(date);
    DUTYD_CHECK(date->iso() == text);
    DUTYD_CHECK(civil::Date::from_serial(date->serial()) == *date);
    const civil::YearMonthDay ymd = date->ymd();
    DUTYD_CHECK(civil::Date::from_ymd(ymd.year, ymd.month, ymd.day).value() == *date);
}

void check_time(std::string_view text) {
    const auto time = civil::TimeOfDay::parse(text);
    if (!time) return check_refused(time);
    DUTYD_CHECK(time->text() == text);
    DUTYD_CHECK(time->minutes >= 0 && time->minutes <= 1440);
}

void check_instant(std::string_view text) {
    const auto instant = civil::Instant::parse(text);
    if (!instant) return check_refused(instant);
    DUTYD_CHECK(instant->text() == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = as_text(data, size);
    check_date(text);
    check_time(text);
    check_instant(text);
    return 0;
}

// SPDX-License-Identifier: MIT
// The zone reader against the C library over 130 years, what it makes of skipped and repeated
// times, and bytes that no one should trust.
#include "lib/civil/posix_rule.hpp"
#include "lib/civil/time.hpp"
#include "tests/catch.hpp"
#include "tests/civil/support.hpp"

#include <rapidcheck.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <map>

using namespace dutyd;
using namespace dutyd::civil;
using dutyd::test::d;

namespace {

const std::string zone_folder = "/usr/share/zoneinfo/";

const std::string& london_bytes() {
    static const std::string bytes = test::read_file(zone_folder + "Europe/London");
    return bytes;
}

const Zone& london() {
    static const Zone zone = Zone::from_tzif("Europe/London", london_bytes()).value();
    return zone;
}

std::int64_t at(std::string_view utc) {
    return Instant::parse(utc).value().seconds;
}

void set_libc_zone(const std::string& name) {
    setenv("TZ", name.c_str(), 1);
    tzset();
}

/// What the C library's clock shows, in the zone that TZ names.
std::tm shown_by_libc(std::int64_t seconds) {
    const std::time_t time = seconds;
    std::tm tm{};
    localtime_r(&time, &tm);
    return tm;
}

bool agrees_with_libc(const Zone& zone, std::int64_t seconds) {
    const std::tm tm = shown_by_libc(seconds);
    const LocalTime ours = zone.local({seconds});
    const YearMonthDay ymd = ours.date.ymd();
    return zone.offset_seconds({seconds}) == tm.tm_gmtoff && ymd.year == tm.tm_year + 1900 &&
           ymd.month == tm.tm_mon + 1 && ymd.day == tm.tm_mday &&
           ours.time.minutes == tm.tm_hour * 60 + tm.tm_min && ours.second == tm.tm_sec;
}

/// Instants at which we and the C library disagree: every half hour within two days of a change of
/// the clocks, and every `hours` between.
int disagreements(const Zone& zone, std::string_view first, std::string_view last, int hours) {
    constexpr std::int64_t two_days = 2 * 86400;
    set_libc_zone(zone.name());
    int wrong = 0;
    for (std::int64_t seconds = at(first); seconds <= at(last);) {
        if (!agrees_with_libc(zone, seconds)) ++wrong;
        const bool near_change = shown_by_libc(seconds - two_days).tm_gmtoff !=
                                 shown_by_libc(seconds + two_days).tm_gmtoff;
        seconds += near_change ? 1800 : hours * 3600;
    }
    set_libc_zone("UTC");
    return wrong;
}

std::string big_endian(std::int64_t value, int bytes) {
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        text += static_cast<char>(static_cast<std::uint64_t>(value) >> shift & 0xff);
    }
    return text;
}

/// A whole file of version 2 with one offset (none), these changes to it and this last line.
std::string with_changes(const std::vector<std::int64_t>& changes, const std::string& rule) {
    const auto header = [](std::size_t change_count) {
        std::string text = "TZif2" + std::string(15, '\0');
        for (const auto n : {0L, 0L, 0L, static_cast<long>(change_count), 1L, 4L}) {
            text += big_endian(n, 4);
        }
        return text;
    };
    const std::string types = std::string(6, '\0') + "UTC" + std::string(1, '\0');
    std::string file = header(0) + types + header(changes.size());
    for (const std::int64_t change : changes) file += big_endian(change, 8);
    return file + std::string(changes.size(), '\0') + types + "\n" + rule + "\n";
}

std::string with_rule(const std::string& rule) {
    return with_changes({}, rule);
}

std::int32_t offset_by(std::string_view rule, std::string_view utc) {
    return parse_posix_rule(rule).value().offset_at(at(utc));
}

}  // namespace

TEST_CASE("London agrees with the C library from 1900 to 2199") {
    CHECK(disagreements(london(), "1900-01-05T00:00:00Z", "1970-01-01T00:00:00Z", 23) == 0);
    CHECK(disagreements(london(), "1970-01-01T00:00:00Z", "2101-01-01T00:00:00Z", 5) == 0);
    CHECK(disagreements(london(), "2101-01-01T00:00:00Z", "2199-12-25T00:00:00Z", 23) == 0);
}

TEST_CASE("zones with uncommon rules agree with the C library") {
    for (const char* name :
         {"Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
          "America/Nuuk", "Antarctica/Troll", "Asia/Kolkata", "Pacific/Apia", "America/Santiago",
          "Asia/Gaza", "Etc/UTC", "Pacific/Kiritimati", "America/St_Johns"}) {
        INFO(name);
        const auto zone = Zone::from_tzif(name, test::read_file(zone_folder + name));
        REQUIRE(zone);
        CHECK(disagreements(*zone, "1970-01-01T00:00:00Z", "2199-12-25T00:00:00Z", 41) == 0);
    }
}

TEST_CASE("a local time means its first occurrence, and a skipped one counts on from before") {
    // 2025: clocks go forward on 30 March at 01:00 and back on 26 October at 02:00.
    const auto instant = [](std::string_view date, std::string_view time) {
        return london().instant(d(date), TimeOfDay::parse(time).value()).text();
    };
    CHECK(instant("2025-03-30", "00:59") == "2025-03-30T00:59:00Z");
    CHECK(instant("2025-03-30", "01:30") == "2025-03-30T01:30:00Z");
    CHECK(instant("2025-03-30", "02:00") == "2025-03-30T01:00:00Z");
    CHECK(instant("2025-10-26", "00:59") == "2025-10-25T23:59:00Z");
    CHECK(instant("2025-10-26", "01:30") == "2025-10-26T00:30:00Z");
    CHECK(instant("2025-10-26", "02:00") == "2025-10-26T02:00:00Z");
    CHECK(instant("2025-03-29", "24:00") == "2025-03-30T00:00:00Z");
    CHECK(instant("2024-05-02", "24:00") == "2024-05-02T23:00:00Z");
    CHECK(instant("2077-07-01", "16:00") == "2077-07-01T15:00:00Z");
}

TEST_CASE("every minute of every changing day, against a search of all instants") {
    int wrong = 0;
    for (int year = 1995; year <= 2045; ++year) {
        for (const int month : {3, 10}) {
            Date sunday = Date::of(year, month, 31);
            while (sunday.weekday() != Weekday::sunday) sunday = sunday - Days{1};
            // What each minute of UTC near the change shows on a clock in London.
            std::map<std::pair<std::int32_t, int>, std::int64_t> first_shown;
            const std::int64_t midnight = std::int64_t{sunday.serial()} * 86400;
            for (std::int64_t utc = midnight - 7200; utc < midnight + 4 * 3600; utc += 60) {
                const LocalTime local = london().local({utc});
                first_shown.emplace(std::pair(local.date.serial(), local.time.minutes), utc);
            }
            const std::int64_t before = london().offset_seconds({midnight - 3600});
            for (int minutes = 0; minutes < 240; ++minutes) {
                const auto shown = first_shown.find({sunday.serial(), minutes});
                const std::int64_t expected =
                    shown != first_shown.end() ? shown->second : midnight + minutes * 60 - before;
                if (london().instant(sunday, {minutes}).seconds != expected) ++wrong;
            }
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("there and back again in local time") {
    CHECK(rc::check("round trip", [] {
        const std::int64_t utc =
            *rc::gen::inRange<std::int64_t>(at("1978-01-01T00:00:00Z"), at("2199-01-01T00:00:00Z"));
        const Instant minute{utc - ((utc % 60) + 60) % 60};
        const LocalTime local = london().local(minute);
        const Instant back = london().instant(local.date, local.time);
        // The second showing of an autumn hour is read as the first.
        RC_ASSERT(back == minute || back.seconds == minute.seconds - 3600);
        RC_ASSERT(london().local(back).time == local.time);
        RC_ASSERT(london().local(back).date == local.date);
    }));
}

TEST_CASE("rules at the foot of a zone file") {
    CHECK(offset_by("UTC0", "2024-05-02T00:00:00Z") == 0);
    CHECK(offset_by("<+1245>-12:45", "2024-05-02T00:00:00Z") == 45900);
    CHECK(offset_by("GMT0BST,M3.5.0/1,M10.5.0", "2050-03-27T00:59:59Z") == 0);
    CHECK(offset_by("GMT0BST,M3.5.0/1,M10.5.0", "2050-03-27T01:00:00Z") == 3600);
    CHECK(offset_by("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-03-27T00:59:59Z") == 0);
    CHECK(offset_by("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-03-27T01:00:00Z") == 3600);
    CHECK(offset_by("AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-01-01T00:00:00Z") == 39600);
    CHECK(offset_by("AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-07-01T00:00:00Z") == 36000);
    CHECK(offset_by("XXX3EDT4,0/0,J365/23", "2050-01-01T02:00:00Z") == -14400);
    CHECK(offset_by("XXX3EDT4,0/0,J365/23", "2051-12-31T23:59:00Z") == -14400);
    CHECK(offset_by("EET-2EEST,M3.4.4/50,M10.4.4/50", "2024-06-01T00:00:00Z") == 10800);
    // Day 60 without leap days is 1 March in every year.
    CHECK(offset_by("AAA0BBB,J60/0,J61/0", "2024-02-29T12:00:00Z") == 0);
    CHECK(offset_by("AAA0BBB,J60/0,J61/0", "2024-03-01T12:00:00Z") == 3600);
    CHECK(offset_by("AAA0BBB,J59/0,J60/0", "2024-02-28T12:00:00Z") == 3600);
    CHECK(offset_by("AAA0BBB,J59/0,J60/0", "2024-02-27T12:00:00Z") == 0);
    CHECK(offset_by("AAA0BBB,59/0,60/0", "2024-02-29T12:00:00Z") == 3600);
    for (const char* bad : {"",
                            "X",
                            "GMT",
                            "GMT0BST",
                            "GMT25",
                            "GMT0BST,M3.5.0/1",
                            "GMT0BST,M13.5.0/1,M10.5.0",
                            "GMT0BST,M3.6.0/1,M10.5.0",
                            "GMT0BST,M3.5.7/1,M10.5.0",
                            "GMT0BST,M3.5.0/1,M10.5.0x",
                            "GMT0BST,J0,J365",
                            "GMT0BST,J1,J366",
                            "GMT0BST,1,366",
                            "<GMT0",
                            "GM0",
                            "GMT0BST,,",
                            "GMT0BST,M3.5.0/168,M10.5.0",
                            "GMT0:60",
                            "GMT0BST,M3.5/1,M10.5.0",
                            "GMT--1",
                            "GMT0000000000000000001"}) {
        INFO(bad);
        CHECK_FALSE(parse_posix_rule(bad));
    }
    const PosixRule rule = parse_posix_rule("GMT0BST,M3.5.0/1,M10.5.0").value();
    for (const auto extreme :
         {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        CHECK((rule.offset_at(extreme) == 0 || rule.offset_at(extreme) == 3600));
    }
}

TEST_CASE("a zone file that is not sound is refused with a reason") {
    const auto why = [](std::string_view bytes) {
        const auto zone = Zone::from_tzif("Europe/London", bytes);
        REQUIRE_FALSE(zone);
        return zone.error()[0].message.substr(
            std::string("the time zone data of Europe/London cannot be used: ").size());
    };
    CHECK(why("") == "it does not begin as such a file");
    CHECK(why("GMT0BST") == "it does not begin as such a file");
    std::string version_1 = with_rule("UTC0");
    version_1[4] = '\0';
    CHECK(why(version_1) == "it is of version 1, which ends in 2037");
    CHECK(why(std::string_view(london_bytes()).substr(0, 100)) == "it is cut short");
    CHECK(why(with_rule("nonsense")) == "its last line is not a rule");
    std::string no_end = with_rule("UTC0");
    no_end.pop_back();
    CHECK(why(no_end) == "its last line is missing");
    CHECK(why(with_changes({5, 5}, "UTC0")) == "its changes are out of order");
    CHECK(why(with_changes({5, -5}, "UTC0")) == "its changes are out of order");
    CHECK(Zone::from_tzif("ordered", with_changes({-5, 5}, "UTC0")).has_value());
    CHECK(Zone::from_tzif("fixed", with_rule("UTC0")).has_value());
    CHECK(Zone::from_tzif("no rule", with_rule("")).value().offset_seconds({0}) == 0);
    CHECK(render(Zone::from_tzif("Mars", "").error()) ==
          "error: the time zone data of Mars cannot be used: it does not begin as such a file\n"
          "    hint: it must be a TZif file of version 2 or later, as the tzdata package has it\n");
}

TEST_CASE("a zone file cut short anywhere is refused") {
    int accepted = 0;
    for (std::size_t length = 0; length < london_bytes().size(); ++length) {
        // A copy of its own, so that a read past its end is seen by the sanitizers.
        const std::string cut(london_bytes().data(), length);
        if (Zone::from_tzif("cut", cut)) ++accepted;
    }
    CHECK(accepted == 0);
}

namespace {

/// Whether a zone, however odd, keeps its offsets within what the format allows.
bool gives_sound_offsets(const Zone& zone) {
    bool sound = true;
    for (const char* utc :
         {"1978-01-01T00:00:00Z", "2024-07-01T00:00:00Z", "2150-07-01T00:00:00Z"}) {
        const std::int32_t offset = zone.offset_seconds({at(utc)});
        const LocalTime local = zone.local({at(utc)});
        const Instant back = zone.instant(local.date, local.time);
        sound = sound && offset >= -93600 && offset <= 93600 &&
                std::abs(back.seconds - at(utc)) <= 2 * 93600;
    }
    return sound;
}

}  // namespace

TEST_CASE("a zone file with wrong bytes is refused or gives some sound offset") {
    int unsound = 0;
    const std::string rule_file = with_rule("GMT0BST,M3.5.0/1,M10.5.0");
    for (const std::string& original : {london_bytes(), rule_file}) {
        for (std::size_t i = 0; i < 5 * original.size(); ++i) {
            constexpr std::array<unsigned char, 5> values{0x00, 0x01, 0x7f, 0x80, 0xff};
            std::string bytes = original;
            bytes[i / 5] = static_cast<char>(values[i % 5]);
            const auto zone = Zone::from_tzif("wrong", bytes);
            if (zone && !gives_sound_offsets(*zone)) ++unsound;
        }
    }
    CHECK(unsound == 0);
}

TEST_CASE("UTC needs no file") {
    CHECK(Zone::utc().name() == "UTC");
    CHECK(Zone::utc().offset_seconds({1716393900}) == 0);
    CHECK(Zone::utc().instant(d("2024-05-22"), {965}).text() == "2024-05-22T16:05:00Z");
}

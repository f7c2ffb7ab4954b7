// SPDX-License-Identifier: MIT
// The strict reader of calendar feeds itself: a sound feed passes, and each planted fault is found.
#include "tests/report/ics.hpp"

#include "tests/catch.hpp"

using dutyd::tests::read_ics;

namespace {

const std::string sound =
    "BEGIN:VCALENDAR\r\nPRODID:-//x//x//EN\r\nVERSION:2.0\r\nNAME:Duties\r\n"
    "X-WR-CALNAME:Duties\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
    "BEGIN:VEVENT\r\nUID:one\r\nDTSTAMP:20240510T080000Z\r\nSEQUENCE:3\r\n"
    "DTSTART;VALUE=DATE:20241028\r\nDTEND;VALUE=DATE:20241029\r\n"
    "SUMMARY:Send it\\, with care\r\n  and \\n a\\; b\\\\\r\nCATEGORIES:x\r\nSTATUS:CONFIRMED\r\n"
    "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:two\r\nDTSTAMP:20240510T080000Z\r\nDTSTART;VALUE=DATE:20250331\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n";

std::string with(const std::string& what, const std::string& instead) {
    std::string text = sound;
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), instead);
}

}  // namespace

TEST_CASE("the reader takes a sound feed and gives its texts without escapes") {
    const auto ics = read_ics(sound);
    INFO(ics.problems);
    CHECK(ics.problems.empty());
    REQUIRE(ics.events.size() == 2);
    CHECK(ics.events[0].at("SUMMARY") == "Send it, with care and \n a; b\\");
    CHECK(ics.events[1].at("DTSTART") == "20250331");
    CHECK(ics.calendar.at("X-PUBLISHED-TTL") == "PT1H");
}

TEST_CASE("the reader finds every planted fault") {
    const std::vector<std::pair<std::string, std::string>> faults = {
        {"UID:one\r\n", "UID:one\n"},                              // a bare line feed
        {"UID:one\r\n", "UID:o\rne\r\n"},                          // a bare carriage return
        {"UID:one\r\n", "UID:one\r\n\r\n"},                        // an empty line
        {"UID:one", "UID:" + std::string(72, 'x')},                // 76 octets
        {"UID:one", "UID:\x01"},                                   // a control character
        {"NAME:Duties", "NAME:\xc3\r\n \xa9"},                     // a character torn apart
        {"NAME:Duties", "NAME:\xff"},                              // no character
        {"NAME:Duties", "NAME:a,b"},                               // unescaped
        {"NAME:Duties", "NAME:a;b"},                               // unescaped
        {"NAME:Duties", "NAME:a\\b"},                              // a bad escape
        {"NAME:Duties", "NAME:a\\"},                               // half an escape
        {"UID:one\r\n", ""},                                       // required
        {"UID:one", "UID:"},                                       // empty
        {"UID:one", "UID:two"},                                    // two of one name
        {"DTSTAMP:20240510T080000Z\r\n", ""},                      // required
        {"DTSTAMP:20240510T080000Z", "DTSTAMP:20240510T080000"},   // local
        {"DTSTAMP:20240510T080000Z", "DTSTAMP:20240510T256000Z"},  // no such time
        {"SEQUENCE:3", "SEQUENCE:-1"},
        {"SEQUENCE:3", "SEQUENCE:2147483648"},
        {"SEQUENCE:3", "SEQUENCE:3\r\nSEQUENCE:4"},  // twice
        {"DTSTART;VALUE=DATE:20241028\r\n", ""},
        {"DTSTART;VALUE=DATE:20241028", "DTSTART:20241028"},
        {"DTSTART;VALUE=DATE:20241028", "DTSTART;VALUE=DATE:20240230"},
        {"DTSTART;VALUE=DATE:20241028", "DTSTART;TZID=Europe/London:20241028T000000"},
        {"DTEND;VALUE=DATE:20241029", "DTEND;VALUE=DATE:20241028"},
        {"STATUS:CONFIRMED", "STATUS:DONE"},
        {"TRANSP:TRANSPARENT", "TRANSP:FREE"},
        {"TRANSP:TRANSPARENT", "PRIORITY:12"},
        {"PT1H\r\nX-", "P1H\r\nX-"},
        {"X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:PT"},
        {"REFRESH-INTERVAL;VALUE=DURATION:", "REFRESH-INTERVAL:"},
        {"VERSION:2.0\r\n", ""},
        {"VERSION:2.0", "VERSION:1.0"},
        {"PRODID:-//x//x//EN\r\n", ""},
        {"VERSION:2.0\r\n", "VERSION:2.0\r\nMETHOD:PUBLISH\r\n"},
        {"END:VEVENT\r\nBEGIN", "BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN"},
        {"END:VEVENT\r\nEND:VCALENDAR", "END:VCALENDAR"},
        {"END:VCALENDAR\r\n", ""},
        {"END:VCALENDAR\r\n", "END:VCALENDAR\r\nNAME:late\r\n"},
        {"END:VCALENDAR\r\n", "NAME:late\r\nEND:VCALENDAR\r\n"},
        {"END:VCALENDAR\r\n", "END:VCALENDAR"},
        {"BEGIN:VCALENDAR\r\n", ""},
        {"BEGIN:VCALENDAR\r\n", " BEGIN:VCALENDAR\r\n"},
    };
    for (const auto& [what, instead] : faults) {
        INFO(what << " -> " << instead);
        CHECK(!read_ics(with(what, instead)).problems.empty());
    }
    CHECK(!read_ics("").problems.empty());
    CHECK(!read_ics("BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
               .problems.empty());
}

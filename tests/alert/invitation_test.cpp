// SPDX-License-Identifier: MIT
// Invitations, byte for byte, and the rules of the format whatever stands in them.
#include "lib/alert/invitation.hpp"
#include "tests/catch.hpp"

#include <rapidcheck.h>

using namespace dutyd;
using namespace dutyd::alert;

namespace {

Invitation limit() {
    Invitation invitation{Invitation::Method::request,
                          "issue.plan-2024@dutyd.example.org",
                          2,
                          "Limit: issue the plan, with s.7; \\all",
                          "Two\nlines",
                          civil::Date::of(2025, 3, 31),
                          std::nullopt,
                          civil::Instant{1735725600}};
    return invitation;
}

const InvitationPeople people{"dutyd@example.org", "ann@example.org"};

}  // namespace

TEST_CASE("an invitation to the day of a limit, whole") {
    CHECK(calendar_text(limit(), people) ==
          "BEGIN:VCALENDAR\r\n"
          "PRODID:-//dutyd//dutyd//EN\r\n"
          "VERSION:2.0\r\n"
          "METHOD:REQUEST\r\n"
          "BEGIN:VEVENT\r\n"
          "UID:issue.plan-2024@dutyd.example.org\r\n"
          "SEQUENCE:2\r\n"
          "DTSTAMP:20250101T100000Z\r\n"
          "DTSTART;VALUE=DATE:20250331\r\n"
          "DTEND;VALUE=DATE:20250401\r\n"
          "SUMMARY:Limit: issue the plan\\, with s.7\\; \\\\all\r\n"
          "DESCRIPTION:Two\\nlines\r\n"
          "ORGANIZER:mailto:dutyd@example.org\r\n"
          "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:ann@examp\r\n"
          " le.org\r\n"
          "STATUS:CONFIRMED\r\n"
          "TRANSP:TRANSPARENT\r\n"
          "END:VEVENT\r\n"
          "END:VCALENDAR\r\n");
}

TEST_CASE("a cancellation of a meeting that had a time") {
    Invitation invitation = limit();
    invitation.method = Invitation::Method::cancel;
    invitation.begins = civil::Instant{1735725600};
    const std::string text = calendar_text(invitation, people);
    CHECK(text.find("METHOD:CANCEL\r\n") != std::string::npos);
    CHECK(text.find("STATUS:CANCELLED\r\n") != std::string::npos);
    CHECK(text.find("DTSTART:20250101T100000Z\r\nDTEND:20250101T110000Z\r\n") != std::string::npos);
}

TEST_CASE("whatever stands in it, lines are short, characters whole, and it folds back") {
    const bool passed = rc::check("folding", [] {
        Invitation invitation = limit();
        invitation.summary.clear();
        const auto parts = *rc::gen::container<std::vector<std::string>>(
            rc::gen::elementOf(std::vector<std::string>{"a", "\xc3\xa9", "\xf0\x9f\x93\x85", ",",
                                                        "\r\n", "BEGIN:VEVENT", "long word "}));
        for (const std::string& part : parts) invitation.summary += part;
        const std::string text = calendar_text(invitation, people);
        std::string whole;
        std::size_t begin = 0;
        while (begin < text.size()) {
            const auto end = text.find("\r\n", begin);
            RC_ASSERT(end != std::string::npos);
            RC_ASSERT(end - begin <= 75U);
            const std::string line = text.substr(begin, end - begin);
            RC_ASSERT(line.find_first_of("\r\n") == std::string::npos);
            RC_ASSERT(line.size() < 2 || line[0] != ' ' ||
                      (static_cast<unsigned char>(line[1]) & 0xc0U) != 0x80U);
            whole += line[0] == ' ' ? line.substr(1) : "\n" + line;
            begin = end + 2;
        }
        // One event only, whatever the text says.
        std::size_t events = 0;
        for (auto at = whole.find("\nBEGIN:VEVENT"); at != std::string::npos;
             at = whole.find("\nBEGIN:VEVENT", at + 1)) {
            ++events;
        }
        RC_ASSERT(events == 1U);
    });
    CHECK(passed);
}

// SPDX-License-Identifier: MIT
#include "lib/alert/invitation.hpp"

#include <fmt/format.h>

namespace dutyd::alert {

namespace {

constexpr std::size_t line_octets_max = 75;
constexpr std::int64_t event_seconds = 3600;

/// RFC 5545 section 3.3.11; control characters have no place in a text.
std::string escape_text(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') {
            escaped += '\\';
            escaped += c;
        } else if (c == '\n') {
            escaped += "\\n";
        } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
            escaped += c;
        }
    }
    return escaped;
}

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// Folded so that no line is longer than 75 octets and no character is torn apart.
std::string folded(const std::string& line) {
    std::string text;
    std::size_t begin = 0;
    std::size_t room = line_octets_max;
    while (line.size() - begin > room) {
        std::size_t end = begin + room;
        while (end > begin + 1 && continues_character(line[end])) --end;
        text += line.substr(begin, end - begin) + "\r\n ";
        begin = end;
        room = line_octets_max - 1;  // the space counts
    }
    return text + line.substr(begin) + "\r\n";
}

std::string without(std::string text, char mark) {
    std::erase(text, mark);
    return text;
}

/// 20250331
std::string basic(civil::Date date) {
    return without(date.iso(), '-');
}
/// 20250331T150000Z
std::string basic(civil::Instant instant) {
    return without(without(instant.text(), '-'), ':');
}

std::string when_lines(const Invitation& invitation) {
    if (!invitation.begins) {
        return "DTSTART;VALUE=DATE:" + basic(invitation.day) + "\r\n" +
               "DTEND;VALUE=DATE:" + basic(invitation.day + civil::Days{1}) + "\r\n";
    }
    const civil::Instant ends{invitation.begins->seconds + event_seconds};
    return "DTSTART:" + basic(*invitation.begins) + "\r\nDTEND:" + basic(ends) + "\r\n";
}

}  // namespace

std::string name(Invitation::Method method) {
    return method == Invitation::Method::request ? "REQUEST" : "CANCEL";
}

std::string calendar_text(const Invitation& invitation, const InvitationPeople& people) {
    const bool cancelled = invitation.method == Invitation::Method::cancel;
    std::string text = "BEGIN:VCALENDAR\r\nPRODID:-//dutyd//dutyd//EN\r\nVERSION:2.0\r\n";
    text += "METHOD:" + name(invitation.method) + "\r\nBEGIN:VEVENT\r\n";
    text += folded("UID:" + invitation.uid);
    text += fmt::format("SEQUENCE:{}\r\n", invitation.sequence);
    text += "DTSTAMP:" + basic(invitation.stamp) + "\r\n";
    text += when_lines(invitation);
    text += folded("SUMMARY:" + escape_text(invitation.summary));
    if (!invitation.description.empty()) {
        text += folded("DESCRIPTION:" + escape_text(invitation.description));
    }
    text += folded("ORGANIZER:mailto:" + people.organizer);
    text += folded("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:" +
                   people.attendee);
    text += std::string("STATUS:") + (cancelled ? "CANCELLED" : "CONFIRMED") + "\r\n";
    text += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    return text;
}

}  // namespace dutyd::alert

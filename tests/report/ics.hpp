// SPDX-License-Identifier: MIT
// A strict reader of calendar feeds, written for the tests and sharing nothing with what writes
// them: it holds every byte against RFC 5545 and RFC 7986, as far as a feed of whole-day entries
// uses them, and refuses what packaged checkers let pass (long lines, bare line feeds, unescaped
// text, an end before its beginning, two entries of one name).
#pragma once

#include <map>
#include <string>
#include <vector>

namespace dutyd::tests {

/// Values by property name, texts without their escapes.
using IcsFields = std::map<std::string, std::string>;

struct Ics {
    IcsFields calendar;
    std::vector<IcsFields> events;
    std::string problems;  // everything that is wrong, a line each

    /// The only entry with that in its description; fails the test if there is none.
    IcsFields event(const std::string& in_description) const;
};

Ics read_ics(const std::string& text);

}  // namespace dutyd::tests

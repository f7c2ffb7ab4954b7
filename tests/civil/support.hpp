// SPDX-License-Identifier: MIT
// What the tests of civil time share: dates from text, the published holidays read from the
// calendars folder by a reader of their own (so that the files' shape is tested without the
// loader), and the day sets that the laws in question use.
#pragma once

#include "lib/civil/holidays.hpp"
#include "lib/civil/open_days.hpp"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd::civil {

inline std::ostream& operator<<(std::ostream& out, Date date) {
    return out << short_text(date);
}
inline std::ostream& operator<<(std::ostream& out, const Period& period) {
    return out << iso(period);
}

}  // namespace dutyd::civil

namespace dutyd::test {

/// "2024-05-02", or "Thu 2024-05-02": a weekday, if given, must be right.
civil::Date d(std::string_view text);

std::string read_file(const std::string& path);

/// GOV.UK's list with the additions and announcements beside it.
civil::HolidayTable published(civil::Nation nation);

/// Saturday, Sunday and the holidays of these nations, each as known on a day.
civil::DaySet working_days(const std::vector<civil::Nation>& nations,
                           std::optional<civil::Date> known_on = {});
/// Working days of England and Wales without Christmas Eve: PRSRA 2011 s.73 and the PCC elections
/// order.
civil::DaySet election_days();
/// A bank holiday anywhere in the United Kingdom closes: FOIA 2000 s.10(6).
civil::DaySet uk_wide_days();

}  // namespace dutyd::test

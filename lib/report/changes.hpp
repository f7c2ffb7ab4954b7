// SPDX-License-Identifier: MIT
// What changed between two looks at the same body, and why, as a reader of the forward plan needs
// it: which meeting a duty lands on, its limit, its target. Causes are found by comparing what was
// recorded then and now; nothing is guessed: where no cause is found, it says so.
#pragma once

#include "lib/report/office.hpp"

namespace dutyd::report {

struct Change {
    enum class Kind { same, added, moved, gone };
    Kind kind = Kind::same;
    std::optional<civil::Date> from = {};
    std::optional<civil::Date> to = {};
    std::string cause = {};
};
/// "new", "moved", "gone"; empty for same.
std::string word(Change::Kind kind);
/// "moved from Mon 23 September 2024 to Mon 28 October 2024: ..."; empty for same.
std::string text(const Change& change);

enum class Aspect { meeting, limit, target };

class Comparison {
public:
    /// `then`: nothing if the body was not known yet, so that all is new.
    Comparison(std::optional<Office> then, const Office& now) : then_(then), now_(now) {}

    /// REQUIRES: the duty is one of now's.
    Change change(const DutyView& at, Aspect aspect) const;
    /// A meeting of the body itself: new, or moved.
    Change change(const plan::MeetingSlot& slot) const;
    /// Why a duty that had a date then has none now, or is not open any more.
    std::string why_gone(const DutyView& then) const;

    const std::optional<Office>& then() const { return then_; }
    const Office& now() const { return now_; }

private:
    std::optional<DutyView> counterpart(const DutyView& at, const Office& in) const;
    std::string why_added(const DutyView& at, const std::optional<DutyView>& was) const;
    std::string why_moved(const DutyView& at, const DutyView& was, Aspect aspect) const;

    std::optional<Office> then_;
    Office now_;
};

/// The day the duty has in this aspect; nothing while it is closed, does not count or is not dated.
std::optional<civil::Date> day_of(const Office& office, const DutyView& at, Aspect aspect);
/// Nothing if there is no such meeting (any more).
const plan::MeetingSlot* meeting_slot(const Office& office, const std::string& id);

}  // namespace dutyd::report

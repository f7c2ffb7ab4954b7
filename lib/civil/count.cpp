// SPDX-License-Identifier: MIT
#include "lib/civil/count.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace dutyd::civil {

namespace {

Diagnostic refused(const DayCount& count, Date anchor) {
    if (count.n < 1) {
        return make_error(fmt::format("a count starts at one, and this one is {}", count.n),
                          "for the day itself write the date alone");
    }
    if (count.n > limits::count_max) {
        return make_error(
            fmt::format("a count of {} is too long", count.n),
            fmt::format("at most {} days or working days can be counted", limits::count_max));
    }
    if (count.clear && detail::anchor_may_count(count.direction)) {
        return make_error("clear days leave out both ends, so they cannot begin or end with a day",
                          "write clear days before or after a day");
    }
    DUTYD_CHECK(anchor < DaySet::first_day());
    return make_error(fmt::format("days cannot be counted from {}", anchor.iso()),
                      fmt::format("day sets begin on {}", DaySet::first_day().iso()));
}

Diagnostic no_such_day(const OpenDays& days, Date anchor, bool forward) {
    const auto& left_out = days.left_out();
    if (forward && !left_out.empty() && left_out.back().is_open()) {
        return make_error(
            fmt::format("the count from {} never ends: every day from {} onwards is left out",
                        anchor.iso(), left_out.back().first.iso()),
            "give that period its last day");
    }
    return make_error(fmt::format("the count from {} leaves the calendar", anchor.iso()),
                      fmt::format("days are counted from {} to {}", DaySet::first_day().iso(),
                                  DaySet::last_day().iso()));
}

bool any_provisional(const DaySet& set, Date a, Date b) {
    return set.is_provisional(a) || set.is_provisional(b);
}

/// Writes down one day after the other and numbers those that count.
class Narrator {
public:
    Narrator(const OpenDays& days, Ledger& ledger) : days_(days), ledger_(ledger) {}

    void look_at(Date date) {
        const bool provisional = days_.day_set().is_provisional(date);
        if (days_.is_open(date)) {
            ledger_.counted(date, ++number_, weekday_name(date.weekday()), provisional);
        } else {
            ledger_.passed_over(date, days_.why_closed(date), provisional);
        }
    }

    /// Every day from `from` to `to`, both included, in whichever direction that is.
    void walk(Date from, Date to) {
        const Days step{from <= to ? 1 : -1};
        for (Date date = from; date != to; date = date + step) look_at(date);
        look_at(to);
    }

    void conclude(std::string text, Date date) { ledger_.step(std::move(text), date); }
    void set_aside(Date date, std::string reason) {
        ledger_.passed_over(date, std::move(reason), false);
    }

    std::int32_t number() const { return number_; }

private:
    const OpenDays& days_;
    Ledger& ledger_;
    std::int32_t number_ = 0;
};

}  // namespace

Result<CountedDate> detail::no_answer(DayCount count, Date anchor, const OpenDays& days) {
    const bool sound = count.n >= 1 && count.n <= limits::count_max &&
                       !(count.clear && anchor_may_count(count.direction)) &&
                       anchor >= DaySet::first_day();
    if (!sound) return refused(count, anchor);
    return no_such_day(days, anchor, is_forward(count.direction));
}

void detail::write_down(const Counting& counting, const OpenDays& days, Ledger& ledger) {
    const auto& [count, anchor, answer] = counting;
    Narrator narrator(days, ledger);
    const bool forward = is_forward(count.direction);
    const Days step{forward ? 1 : -1};
    if (anchor_may_count(count.direction)) {
        narrator.walk(anchor, answer);
    } else {
        narrator.set_aside(anchor, "the day counted from, not counted");
        narrator.walk(anchor + step, count.clear ? answer - step : answer);
    }
    if (count.clear) {
        narrator.conclude(
            fmt::format("the {} day that leaves {} {} {}", forward ? "first" : "latest",
                        dutyd::counted(count.n, "clear day"), forward ? "after" : "before",
                        anchor.iso()),
            answer);
    }
    DUTYD_CHECK(narrator.number() == count.n);
}

Result<CountedDate> roll(Roll direction, Date date, const OpenDays& days, Ledger* ledger) {
    const bool forward = direction == Roll::forward;
    const std::optional<Date> answer = date < DaySet::first_day() ? std::nullopt
                                       : forward                  ? days.first_on_or_after(date)
                                                                  : days.last_on_or_before(date);
    if (!answer) return no_such_day(days, date, forward);
    if (ledger != nullptr && *answer != date) {
        const Days step{forward ? 1 : -1};
        Narrator narrator(days, *ledger);
        narrator.walk(date, *answer - step);
        narrator.conclude(forward ? "rolled forward to the next day that counts"
                                  : "rolled back to the last day that counts",
                          *answer);
    }
    return CountedDate{*answer, any_provisional(days.day_set(), date, *answer)};
}

}  // namespace dutyd::civil

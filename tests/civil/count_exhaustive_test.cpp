// SPDX-License-Identifier: MIT
// Every count from 1 to 60, from every day of 2012 to 2028, in every direction and in every day set
// we can build, against an oracle that only ever walks day by day and knows no ranks. The oracle
// answers all of a day's counts in one walk, so that the whole is a matter of seconds.
#include "lib/civil/count.hpp"
#include "tests/catch.hpp"
#include "tests/civil/support.hpp"

#include <array>
#include <iostream>

using namespace dutyd;
using namespace dutyd::civil;
using dutyd::test::d;

namespace {

constexpr int n_max = 60;

/// Open or not, day by day, made without any DaySet: from weekdays and lists of dates.
class NaiveDays {
public:
    explicit NaiveDays(const std::vector<int>& closed_weekdays) {
        for (std::int32_t serial = first_; serial <= last_; ++serial) {
            // 1970-01-01 was a Thursday; zero is Monday.
            const int weekday = (serial + 3) % 7;
            bool open = true;
            for (const int closed : closed_weekdays) open = open && weekday != closed;
            open_.push_back(open);
        }
    }

    void close(Date date) {
        if (date.serial() >= first_ && date.serial() <= last_) open_[index(date.serial())] = false;
    }

    bool is_open(std::int32_t serial) const { return open_[index(serial)]; }

private:
    std::size_t index(std::int32_t serial) const {
        return static_cast<std::size_t>(serial - first_);
    }

    std::int32_t first_ = d("1995-01-01").serial();
    std::int32_t last_ = d("2045-12-31").serial();
    std::vector<bool> open_;
};

struct Subject {
    std::string name;
    OpenDays days;
    NaiveDays naive;
};

using Answers = std::array<std::int32_t, n_max + 1>;

/// The n-th open day after (step 1) or before (step -1) `from`, for every n at once.
Answers walk(const NaiveDays& days, std::int32_t from, std::int32_t step) {
    Answers answers{};
    int n = 0;
    for (std::int32_t day = from + step; n < n_max; day += step) {
        if (days.is_open(day)) answers[static_cast<std::size_t>(++n)] = day;
    }
    return answers;
}

/// By the definition of clear days: going away from the anchor, the first open day that has at
/// least n open days strictly between itself and the anchor.
Answers walk_clear(const NaiveDays& days, std::int32_t anchor, std::int32_t step) {
    Answers answers{};
    int between = 0;
    int answered = 0;
    for (std::int32_t day = anchor + step; answered < n_max; day += step) {
        if (!days.is_open(day)) continue;
        while (answered < std::min(between, n_max)) {
            answers[static_cast<std::size_t>(++answered)] = day;
        }
        ++between;
    }
    return answers;
}

struct Tally {
    long counts = 0;
    long mismatches = 0;
    std::string first_mismatch;
};

struct Asked {
    Date anchor;
    DayCount count;
};

void compare(const Subject& subject, const Asked& asked, const Answers& expected, Tally& tally) {
    const Date anchor = asked.anchor;
    DayCount count = asked.count;
    for (int n = 1; n <= n_max; ++n) {
        count.n = n;
        const auto answer = count_days(count, anchor, subject.days);
        const std::int32_t wanted = expected[static_cast<std::size_t>(n)];
        ++tally.counts;
        if (answer && answer->date.serial() == wanted) continue;
        if (tally.mismatches++ > 0) continue;
        tally.first_mismatch = subject.name + ": " + std::to_string(n) + " from " + anchor.iso() +
                               " direction " + std::to_string(static_cast<int>(count.direction)) +
                               (count.clear ? " clear" : "") + " should be " +
                               Date::from_serial(wanted).iso() + " and is " +
                               (answer ? answer->date.iso() : render(answer.error()));
    }
}

void compare_all(const Subject& subject, Tally& tally) {
    using enum Direction;
    for (std::int32_t day = d("2012-01-01").serial(); day <= d("2028-12-31").serial(); ++day) {
        const Date anchor = Date::from_serial(day);
        compare(subject, {anchor, {1, after}}, walk(subject.naive, day, 1), tally);
        compare(subject, {anchor, {1, before}}, walk(subject.naive, day, -1), tally);
        compare(subject, {anchor, {1, beginning_with}}, walk(subject.naive, day - 1, 1), tally);
        compare(subject, {anchor, {1, ending_with}}, walk(subject.naive, day + 1, -1), tally);
        compare(subject, {anchor, {1, after, true}}, walk_clear(subject.naive, day, 1), tally);
        compare(subject, {anchor, {1, before, true}}, walk_clear(subject.naive, day, -1), tally);
    }
}

constexpr int saturday = 5;
constexpr int sunday = 6;

std::vector<Date> holidays(Nation nation, std::optional<Date> known_on = {}) {
    std::vector<Date> dates;
    for (const ClosedDay& day : closed_days(test::published(nation), known_on)) {
        dates.push_back(day.date);
    }
    return dates;
}

NaiveDays naive_working_days(const std::vector<std::vector<Date>>& lists) {
    NaiveDays days({saturday, sunday});
    for (const auto& list : lists) {
        for (const Date date : list) days.close(date);
    }
    return days;
}

Subject nation_subject(Nation nation) {
    return {nation_name(nation), OpenDays(test::working_days({nation})),
            naive_working_days({holidays(nation)})};
}

/// Periods the law leaves out of a count, and pauses of an office.
Subject with_periods_left_out() {
    Subject subject = nation_subject(Nation::england_and_wales);
    std::vector<Period> left_out;
    for (const char* text :
         {"2012-11-15..2012-11-22", "2016-05-05..2016-05-12", "2021-05-06..2021-05-13",
          "2024-05-02..2024-05-09", "2024-05-25..2024-07-04", "2020-03-23..2020-07-04",
          "2019-12-25..2019-12-25", "2024-05-09..2024-05-26"}) {
        left_out.push_back(parse_period(text).value());
        for (Date date = left_out.back().first; date <= *left_out.back().last;
             date = date + Days{1}) {
            subject.naive.close(date);
        }
    }
    subject.name = "england-and-wales with periods left out";
    subject.days = OpenDays(subject.days.day_set(), left_out);
    return subject;
}

std::vector<Subject> subjects() {
    const Nation ew = Nation::england_and_wales;
    std::vector<Subject> all{nation_subject(ew), nation_subject(Nation::scotland),
                             nation_subject(Nation::northern_ireland), with_periods_left_out()};
    all.push_back({"every day", OpenDays(DaySet::every_day()), NaiveDays({})});
    all.push_back({"anywhere in the UK", OpenDays(test::uk_wide_days()),
                   naive_working_days({holidays(ew), holidays(Nation::scotland),
                                       holidays(Nation::northern_ireland)})});
    NaiveDays election = naive_working_days({holidays(ew)});
    for (int year = 1996; year <= 2044; ++year) {
        election.close(Date::of(year, 12, 24));
        election.close(Date::of(year, 12, 25));
    }
    all.push_back({"election days", OpenDays(test::election_days()), election});
    all.push_back({"as known in 2018", OpenDays(test::working_days({ew}, d("2018-01-01"))),
                   naive_working_days({holidays(ew, d("2018-01-01"))})});
    DaySetSpec mondays{"mondays",
                       "",
                       "",
                       {Weekday::tuesday, Weekday::wednesday, Weekday::thursday, Weekday::friday,
                        Weekday::saturday, Weekday::sunday},
                       {},
                       DaySet::first_day(),
                       DaySet::last_day()};
    all.push_back({"Mondays", OpenDays(DaySet(mondays)), NaiveDays({1, 2, 3, 4, 5, 6})});
    mondays.one_of_many = true;
    all.push_back(
        {"Mondays, as one set of many", OpenDays(DaySet(mondays)), NaiveDays({1, 2, 3, 4, 5, 6})});
    return all;
}

}  // namespace

TEST_CASE("every count of 2012 to 2028 against a day-by-day oracle") {
    Tally tally;
    for (const Subject& subject : subjects()) compare_all(subject, tally);
    INFO(tally.first_mismatch);
    CHECK(tally.mismatches == 0);
    // 6210 days, 60 counts, six directions, ten day sets.
    CHECK(tally.counts == 6210L * 60 * 6 * 10);
}

TEST_CASE("rolling every day of 2012 to 2028 against a day-by-day oracle") {
    for (const Subject& subject : subjects()) {
        int mismatches = 0;
        for (std::int32_t day = d("2012-01-01").serial(); day <= d("2028-12-31").serial(); ++day) {
            std::int32_t forward = day;
            while (!subject.naive.is_open(forward)) ++forward;
            std::int32_t back = day;
            while (!subject.naive.is_open(back)) --back;
            const Date date = Date::from_serial(day);
            if (roll(Roll::forward, date, subject.days)->date.serial() != forward) ++mismatches;
            if (roll(Roll::back, date, subject.days)->date.serial() != back) ++mismatches;
        }
        INFO(subject.name);
        CHECK(mismatches == 0);
    }
}

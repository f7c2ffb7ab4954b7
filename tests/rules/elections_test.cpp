// SPDX-License-Identifier: MIT
// Published election timetables of eleven polls, 2014 to 2025 (tests/data/elections/, each row with
// its source), reproduced by the date language: every row is either what a rule gives or stands in
// the list of exceptions with the reason. No row is passed over in silence, and no exception stays
// that no row needs.
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

#include <filesystem>
#include <set>

using namespace dutyd;
using namespace dutyd::test;

namespace {

const std::string folder = DUTYD_SOURCE_DIR "/tests/data/elections";

struct Row {
    std::string file;
    std::string event;
    std::string working_days;
    std::string date;
    std::string time;
    std::string host;
};

std::string host_of(const std::string& source) {
    const auto slashes = source.find("//");
    const std::string rest = slashes == std::string::npos ? source : source.substr(slashes + 2);
    return rest.substr(0, rest.find('/'));
}

std::vector<Row> all_rows() {
    std::vector<Row> rows;
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files.insert(entry.path().filename().string());
    }
    for (const std::string& file : files) {
        std::vector<std::string> lines = split(read_text(folder + "/" + file), '\n');
        for (std::size_t i = 1; i < lines.size(); ++i) {
            if (!lines[i].empty() && lines[i].back() == '\r') lines[i].pop_back();
            if (lines[i].empty()) continue;
            const auto fields = csv_fields(lines[i]);
            REQUIRE(fields.size() == 5);
            rows.push_back({file, fields[0], fields[1], fields[2], fields[3], host_of(fields[4])});
        }
    }
    return rows;
}

// ---- The rules
// -----------------------------------------------------------------------------------

enum class Relation {
    exactly,  // the rule gives the day
    by,       // the rule gives the last day; the act was done then or before
};

/// Rows whose event has these words come from this rule. `poll` is the day of the poll, `notice`
/// the day this source says the notice was published, `vacancy` the day the clock began.
struct Rule {
    std::string words;
    std::string expression;
    Relation relation = Relation::exactly;
};

std::string before_poll(int n) {
    return std::to_string(n) + " working days before poll in election-days";
}

const std::vector<Rule>& rules() {
    static const std::vector<Rule> all{
        {"notice of election agents", before_poll(19) + " at 16:00"},
        {"notice of election (not later than", before_poll(25)},
        {"notice of election (last date)", before_poll(25)},
        {"notice of election", before_poll(25), Relation::by},
        {"Pre-election period starts", "notice"},
        {"Nominations", "1 working day after notice in election-days at 10:00"},
        {"nomination papers", before_poll(19) + " at 16:00"},
        {"withdrawals", before_poll(19) + " at 16:00"},
        {"notification of election agent", before_poll(19) + " at 16:00"},
        {"Appointment of election agents", before_poll(19) + " at 16:00"},
        {"first interim election notice of alteration", before_poll(19)},
        {"statement of persons nominated", before_poll(18) + " at 16:00"},
        {"register to vote", before_poll(12)},
        {"replacement for spoilt or lost", "poll at 17:00"},
        {"Last time to apply for replacement", "poll at 17:00"},
        {"Last day to issue replacement", "poll at 17:00"},
        {"Replacement of lost/spoilt postal votes ends", "poll at 17:00"},
        {"First da", before_poll(4)},
        {"postal vote", before_poll(11) + " at 17:00"},
        {"vote by post", before_poll(11) + " at 17:00"},
        {"new proxy vote", before_poll(6) + " at 17:00"},
        {"issue temporary Voter Authority", "poll at 22:00"},
        {"Voter Authority Certificate", before_poll(6) + " at 17:00"},
        {"notice of poll", before_poll(6)},
        {"polling and counting agents", before_poll(5)},
        {"counting and polling agents", before_poll(5)},
        {"final election notice of alteration", before_poll(5)},
        {"emergency proxy", "poll at 17:00"},
        {"register to correct clerical error", "poll at 21:00"},
        {"alter the register", "poll at 21:00"},
        {"Dissolution of Parliament", before_poll(25)},
        {"Receipt of writ", before_poll(24)},
        {"take office", "7 days after poll"},
        {"Term of elected commissioner begins", "7 days after poll"},
        {"last day in office", "6 days after poll"},
        {"(parish/town)", "28 days after poll"},
        {"Return of election expenses", "28 days after poll"},
    };
    return all;
}

struct Poll {
    std::string date;
    std::string rule;  // what fixes the day of the poll
    Relation relation = Relation::exactly;
    std::string vacancy = "unknown";
};

Poll poll_of(const std::string& file) {
    const std::string date = file.substr(0, 10);
    const std::string by_vacancy = "35 working days after vacancy in s73-days";
    if (file.find("south-yorkshire") != std::string::npos) {
        return {date, by_vacancy, Relation::by, "2014-09-16"};
    }
    if (file.find("north-yorkshire") != std::string::npos) {
        return {date, by_vacancy, Relation::by, "2021-10-14"};
    }
    return {date, "first Thursday in May " + file.substr(0, 4)};
}

// ---- The exceptions
// ------------------------------------------------------------------------------

struct Exception {
    std::string file;
    std::string event;  // the beginning of it
    std::string date;
    std::string host;
    std::string reason;
};

const std::vector<Exception>& exceptions() {
    static const std::vector<Exception> all{
        {"2014-10-30-pcc-by-election-south-yorkshire.csv", "Vacancy: resignation", "2014-09-16",
         "wikimili.com", "an event, not a count: what the poll is counted from"},
        {"2014-10-30-pcc-by-election-south-yorkshire.csv", "Vacancy: resignation", "2014-09-16",
         "moderngov.rotherham.gov.uk", "an event, not a count: what the poll is counted from"},
        {"2015-05-07-parl.csv", "Publication of notice of election (not later than)", "2015-04-02",
         "martinbrookes.blogspot.co.uk",
         "a parliamentary poll: the notice follows the writ, on the 22nd day, as the row says"},
        {"2015-05-07-parl.csv", "Prorogation of Parliament", "2015-03-26", "www.parliament.uk",
         "by the Queen's order, no count"},
        {"2015-05-07-parl.csv", "New Parliament summoned", "2015-05-18", "www.parliament.uk",
         "by royal proclamation, no count"},
        {"2015-05-07-parl.csv", "Good Friday not counted", "2015-04-03", "whitehousecomms.com",
         "no act: a day left out of the counts, checked as such below"},
        {"2015-05-07-parl.csv", "Easter Monday not counted", "2015-04-06", "whitehousecomms.com",
         "no act: a day left out of the counts, checked as such below"},
        {"2015-05-07-parl.csv", "Deadline to register to vote (2014 Library forecast", "2015-04-21",
         "whitehousecomms.com",
         "a forecast of 2014 by the eleventh day; the law moved to the twelfth that year"},
        {"2021-11-25-pcc-by-election-north-yorkshire.csv", "Election count", "2021-11-26",
         "www.northyorkshire-pfcc.gov.uk", "arranged by the returning officer, no count"},
        {"2021-11-25-pcc-by-election-north-yorkshire.csv", "Commissioner takes up office",
         "2021-11-26", "www.northyorkshire-pfcc.gov.uk",
         "a by-election's winner takes office when declared elected, not by a count"},
        {"2021-11-25-pcc-by-election-north-yorkshire.csv", "Return of election expenses", "",
         "www.northyorkshire-pfcc.gov.uk", "the stored page is cut off before the date"},
        {"2021-11-25-pcc-by-election-north-yorkshire.csv", "Resignation of previous commissioner",
         "2021-10-14", "www.cravendc.gov.uk",
         "an event, not a count: what the poll is counted from"},
        {"2024-05-02-pcc.csv", "Poll cards sent out", "2024-03-20", "middevon.gov.uk",
         "the council's own choice of day"},
        {"2024-05-02-pcc.csv", "Nominations open (first day for delivery)", "2024-03-21",
         "middevon.gov.uk", "the day after a notice whose date this council does not give"},
        {"2024-05-02-pcc.csv", "Pre-election period starts", "2024-03-25",
         "www.dyfedpowys-pcc.org.uk",
         "starts with the notice, which Carmarthenshire published a day before the limit; this "
         "source gives no notice"},
        {"2025-02-13-parish-by-election-nunnington.csv", "Nominations open", "2025-01-09",
         "northyorks.gov.uk",
         "opened on the day of the notice itself, a day before the rules have them begin"},
        {"2025-02-13-parish-by-election-nunnington.csv", "Polling day", "2025-02-13",
         "northyorks.gov.uk", "fixed by the returning officer; the vacancy is not given"},
        {"2025-05-01-local.csv", "Publication of statement of persons nominated", "2025-04-02",
         "www.stroud.gov.uk", "published on the nineteenth day, a day before the limit"},
        {"2025-05-01-local.csv", "Return of election expenses (result declared 2025-05-01)",
         "2025-06-05", "aldc.org", "counted from the result, checked as such below"},
        {"2025-05-01-local.csv", "Return of election expenses (result declared 2025-05-02)",
         "2025-06-06", "aldc.org", "counted from the result, checked as such below"},
        {"2025-05-01-local.csv",
         "Return of election expenses (result declared 2025-05-03 to 2025-05-05)", "2025-06-09",
         "aldc.org", "counted from the result, checked as such below"},
        {"2025-05-01-local.csv", "Return of election expenses (result declared 2025-05-06)",
         "2025-06-10", "aldc.org", "counted from the result, checked as such below"},
    };
    return all;
}

const Exception* exception_for(const Row& row) {
    for (const Exception& exception : exceptions()) {
        if (exception.file == row.file && exception.date == row.date &&
            exception.host == row.host &&
            row.event.substr(0, exception.event.size()) == exception.event) {
            return &exception;
        }
    }
    return nullptr;
}

const Rule* rule_for(const Row& row) {
    for (const Rule& rule : rules()) {
        if (row.event.find(rule.words) != std::string::npos) return &rule;
    }
    return nullptr;
}

/// The day on which this row's source says that the notice of election was published.
std::string notice_in(const std::vector<Row>& rows, const Row& row) {
    for (const Row& other : rows) {
        const bool actual = other.event.find("notice of election (not later") == std::string::npos;
        if (other.file == row.file && other.host == row.host && actual && !other.date.empty() &&
            other.event.find("ublication of notice of election") != std::string::npos) {
            return other.date;
        }
    }
    // A source that gives no notice opened its nominations after the last day for one.
    return answer(before_poll(25), World().set("poll", row.file.substr(0, 10)));
}

/// "2024-04-05 16:00" as far as the row says: some give no time, and polling hours are a range.
void check_answer(const Row& row, Relation relation, const std::string& given) {
    const std::string day = given.substr(0, 10);
    if (relation == Relation::by) {
        CHECK(row.date <= day);
        return;
    }
    CHECK(row.date == day);
    const bool says_time = row.time.size() == 5 && row.time != "23:59";
    if (given.size() > 10 && says_time) CHECK(row.time == given.substr(11));
}

}  // namespace

TEST_CASE("every published date of eleven polls follows from a rule, or is a named exception") {
    const std::vector<Row> rows = all_rows();
    REQUIRE(rows.size() == 226);
    std::set<const Exception*> used;
    int matched = 0;
    for (const Row& row : rows) {
        CAPTURE(row.file, row.event, row.date, row.host);
        if (const Exception* exception = exception_for(row)) {
            used.insert(exception);
            CHECK_FALSE(exception->reason.empty());
            continue;
        }
        const Poll poll = poll_of(row.file);
        World world;
        world.set("poll", poll.date).set("vacancy", poll.vacancy);
        world.set("notice", notice_in(rows, row));
        ++matched;
        if (row.event.substr(0, 11) == "Polling day") {
            check_answer(row, poll.relation, answer(poll.rule, world));
            continue;
        }
        const Rule* rule = rule_for(row);
        REQUIRE(rule != nullptr);
        // Guidance that gives the number of days only: the rule has the same number.
        if (!row.working_days.empty()) {
            CHECK(rule->expression.substr(0, row.working_days.size()) == row.working_days);
        }
        if (row.date.empty()) {
            REQUIRE_FALSE(row.working_days.empty());
            continue;
        }
        check_answer(row, rule->relation, answer(rule->expression, world));
    }
    CHECK(used.size() == exceptions().size());
    CHECK(matched == 226 - 22);
}

TEST_CASE("the exceptions that are counts are counted") {
    const auto counted = [](std::string_view rule, std::string_view x) {
        return answer(rule, World().set("x", x));
    };
    CHECK(counted("22 working days before x in election-days at 16:00", "2015-05-07") ==
          "2015-04-02 16:00");
    for (const char* closed : {"2015-04-03", "2015-04-06"}) {
        CHECK_FALSE(shipped_calendars()
                        .day_sets.at("election-days")
                        .is_open(civil::Date::parse(closed).value()));
    }
    // Local elections: 35 days from the result, moved on if the last is no such day.
    const std::string expenses = "35 days after x rolled forward in election-days";
    CHECK(counted(expenses, "2025-05-01") == "2025-06-05");
    CHECK(counted(expenses, "2025-05-02") == "2025-06-06");
    for (const char* result : {"2025-05-03", "2025-05-04", "2025-05-05"}) {
        CHECK(counted(expenses, result) == "2025-06-09");
    }
    CHECK(counted(expenses, "2025-05-06") == "2025-06-10");
    // One day before the limit.
    CHECK(counted("18 working days before x in election-days at 16:00", "2025-05-01") ==
          "2025-04-03 16:00");
}

TEST_CASE("a by-election's poll falls within 35 business days of the vacancy") {
    CHECK(answer("35 working days after 2014-09-16 in s73-days") == "2014-11-04");
    CHECK(answer("35 working days after 2021-10-14 in s73-days") == "2021-12-02");
}

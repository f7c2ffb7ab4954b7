// SPDX-License-Identifier: MIT
// Reading and printing: what each form's normal form is, which words mean the same, and where
// modifiers belong.
#include "lib/rules/expression_nodes.hpp"
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;

namespace {

struct Form {
    std::string_view written;
    std::string_view normal;
};

/// Both texts say the same, and the second is how it is printed.
void check_all(const std::vector<Form>& forms) {
    for (const Form& form : forms) {
        CAPTURE(std::string(form.written));
        CHECK(normal_form(form.written) == form.normal);
        CHECK(normal_form(form.normal) == form.normal);
        if (normal_form(form.written) != form.normal) continue;
        CHECK(parsed(form.written) == parsed(form.normal));
    }
}

}  // namespace

TEST_CASE("forms that are their own normal form") {
    for (const std::string_view text : {
             "2024-05-02",
             "election.poll",
             "25 working days before election.poll in election-days",
             "56 days beginning with report.published",
             "3 weeks beginning with panel.received ignoring post-election-period",
             "3 weeks beginning with panel.received ignoring p, 2024-05-02..2024-05-09, q",
             "1 month beginning with peel.published",
             "3 months after report.sent",
             "5 clear working days before panel.meeting in meeting-days",
             "2 clear days after x",
             "last day of financial year containing election.poll",
             "1 February in financial year before precept.year",
             "first working day of July 2026 in accounts-days",
             "12th working day of quarter after 2026 in accounts-days",
             "30 working days beginning with inspection.start in accounts-days",
             "first Thursday in May 2028",
             "last Friday in March in financial year 2024/25",
             "6 months ending with election.poll",
             "2 working days ending with x",
             "notice.published otherwise (25 working days before election.poll in election-days)",
             "2 months beginning with the day after election.poll rolled forward in s73-days",
             "earliest of (a, b, 2 days after c)",
             "latest of (a, the day after b)",
             "earliest of ((3 weeks after x ignoring p), y)",
             "the day before (x at 16:00)",
             "(the day before x) at 16:00",
             "first panel meeting on or after x",
             "third full panel meeting after x",
             "last sub-committee panel meeting on or before x",
             "last panel meeting before x",
             "x at 16:00",
             "x at 24:00",
             "the end of x",
             "the end of financial year containing x",
             "72 hours after (x at 16:00)",
             "1 hour before x",
             "1 year after x",
             "x as known on 2024-05-02",
             "(25 days after x) as known on plan.issued",
             "2028",
             "May 2028",
             "May in financial year containing x",
             "financial year 2024/25",
             "financial year 1999/00",
             "quarter containing x",
             "month after (month containing x)",
             "year before x",
             "2024-05-02..2024-05-09",
             "2024-05-02..",
             "first day of (p otherwise q)",
         }) {
        CAPTURE(std::string(text));
        CHECK(normal_form(text) == text);
    }
}

TEST_CASE("words that mean the same have one normal form") {
    check_all({
        {"25 working day from x in s", "25 working days after x in s"},
        {"one months starting with x", "1 month beginning with x"},
        {"Twenty days after x", "20 days after x"},
        {"the first Thursday of may 2028", "first Thursday in May 2028"},
        {"1st day in May 2028", "first day of May 2028"},
        {"11th day of May 2028", "11th day of May 2028"},
        {"eleventh day of the month containing x", "11th day of month containing x"},
        {"by x", "x"},
        {"on or before x", "x"},
        {"by by x", "x"},
        {"before x", "the day before x"},
        {"by the end of x", "the end of x"},
        {"at the end of x", "the end of x"},
        {"the earliest of (a, b)", "earliest of (a, b)"},
        {"year 2028", "2028"},
        {"the financial year containing x", "financial year containing x"},
        {"1 February of year 2028", "1 February in 2028"},
        {"2024-05-02 .. 2024-05-09", "2024-05-02..2024-05-09"},
        {"(((x)))", "x"},
        {"  x\n  at\t16:00 ", "x at 16:00"},
        {"25 WORKING DAYS BEFORE x", "25 working days before x"},
    });
}

TEST_CASE("brackets appear where a reader could doubt, and go where none could") {
    check_all({
        {"3 months after 2 weeks before x", "3 months after (2 weeks before x)"},
        {"3 months after the day before x", "3 months after the day before x"},
        {"2 days after (the day after x)", "2 days after the day after x"},
        {"5 days after first Thursday in May 2028", "5 days after (first Thursday in May 2028)"},
        {"2 days after earliest of (a, b)", "2 days after earliest of (a, b)"},
        {"72 hours after the end of x", "72 hours after (the end of x)"},
        {"a otherwise b otherwise c", "a otherwise (b otherwise c)"},
        {"a otherwise 2 days after b", "a otherwise (2 days after b)"},
        {"earliest of (a otherwise b, c)", "earliest of ((a otherwise b), c)"},
        {"earliest of (a, 3 weeks after x ignoring p)",
         "earliest of (a, (3 weeks after x ignoring p))"},
        {"earliest of (a, 3 weeks after x ignoring p rolled forward in s)",
         "earliest of (a, (3 weeks after x ignoring p rolled forward in s))"},
        {"last day of month after financial year containing x",
         "last day of month after (financial year containing x)"},
        {"x as known on 2 days after y", "x as known on (2 days after y)"},
    });
}

TEST_CASE("'the day before' and 'the day after' take all that follows") {
    check_all({
        {"the day after 25 working days before x in s",
         "the day after (25 working days before x in s)"},
        {"the day before x at 16:00", "the day before (x at 16:00)"},
        {"the day before a otherwise b", "the day before (a otherwise b)"},
        {"a otherwise the day before b at 16:00", "a otherwise (the day before (b at 16:00))"},
        {"the day after the day after x", "the day after the day after x"},
        {"the day before x rolled back in s", "the day before (x rolled back in s)"},
    });
}

TEST_CASE("modifiers belong to the outermost form") {
    // The roll is the count's, although the day after stands nearer.
    const Expression rolled =
        parsed("2 months beginning with the day after x rolled forward in s73-days");
    REQUIRE(std::holds_alternative<form::Rolled>(rolled.root().form));
    CHECK(rolled == parsed("(2 months beginning with the day after x) rolled forward in s73-days"));
    CHECK_FALSE(rolled ==
                parsed("2 months beginning with ((the day after x) rolled forward in s73-days)"));
    CHECK(parsed("2 working days after 3 working days after x in s") ==
          parsed("2 working days after (3 working days after x) in s"));
    CHECK(parsed("x rolled forward in s at 16:00 as known on d") ==
          parsed("((x rolled forward in s) at 16:00) as known on d"));
    CHECK(parsed("25 working days before x rolled forward in s") ==
          parsed("(25 working days before x) rolled forward in s"));
}

TEST_CASE("equality looks at every part of a form") {
    const std::vector<std::string_view> all_different{
        "2 days after x",
        "3 days after x",
        "2 days before x",
        "2 clear days after x",
        "2 working days after x",
        "2 working days after x in s",
        "2 weeks after x",
        "2 days after y",
        "2 days after x ignoring p",
        "2 days after x ignoring q",
        "2 days after x ignoring 2024-05-02..",
        "2 days after x ignoring 2024-05-02..2024-05-03",
        "first day of p",
        "second day of p",
        "last day of p",
        "first Monday in p",
        "first Tuesday in p",
        "first working day of p",
        "first working day of p in s",
        "1 May in p",
        "2 May in p",
        "1 June in p",
        "1 May in q",
        "first panel meeting after x",
        "first panel meeting on or after x",
        "second panel meeting after x",
        "first full panel meeting after x",
        "first board meeting after x",
        "the day after x",
        "the day before x",
        "the end of x",
        "x at 16:00",
        "x at 17:00",
        "x rolled forward in s",
        "x rolled back in s",
        "x rolled forward in t",
        "earliest of (x, y)",
        "latest of (x, y)",
        "earliest of (y, x)",
        "earliest of (x, y, z)",
        "x otherwise y",
        "y otherwise x",
        "x as known on y",
        "y as known on x",
        "2027",
        "2028",
        "May 2028",
        "June 2028",
        "financial year 2028/29",
        "month before x",
        "month after x",
        "quarter before x",
        "May in p",
        "June in p",
        "2024-05-02",
        "2024-05-03",
        "2024-05-02..",
        "x",
    };
    for (std::size_t i = 0; i < all_different.size(); ++i) {
        for (std::size_t j = 0; j < all_different.size(); ++j) {
            CAPTURE(std::string(all_different[i]), std::string(all_different[j]));
            CHECK((parsed(all_different[i]) == parsed(all_different[j])) == (i == j));
        }
    }
}

TEST_CASE("needs: what an expression reads, by kind, sorted and once each") {
    const Needs found = needs(parsed(
        "earliest of ((3 weeks beginning with panel.received ignoring post-election-period, "
        "2024-05-02..), 25 working days before election.poll in election-days, first full panel "
        "meeting after panel.received, first working day of precept.year, x rolled forward in "
        "s73-days, (y as known on plan.issued))"));
    CHECK(found.facts == std::vector<std::string>{"election.poll", "panel.received", "plan.issued",
                                                  "precept.year", "x", "y"});
    CHECK(found.day_sets == std::vector<std::string>{"election-days", "s73-days"});
    CHECK(found.periods == std::vector<std::string>{"post-election-period"});
    CHECK(found.meeting_calendars == std::vector<std::string>{"panel"});
    CHECK(found.implied_day_set);
    CHECK_FALSE(needs(parsed("2 working days after x in s")).implied_day_set);
    CHECK_FALSE(needs(parsed("2 days after x")).implied_day_set);
    CHECK(needs(parsed("2 working days after x")).implied_day_set);
}

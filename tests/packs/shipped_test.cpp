// SPDX-License-Identifier: MIT
// The shipped packs, bodies and overlays: sound, and giving the dates the law and the two stories
// give.
#include "tests/catch.hpp"
#include "tests/packs/office.hpp"
#include "tests/packs/texts.hpp"

#include <algorithm>
#include <set>

using namespace dutyd;
using namespace dutyd::rules;
using civil::Date;

namespace {

const Library& shipped() {
    static const Library library = sound(shipped_files());
    return library;
}

Office leicestershire(const std::string& poll) {
    Office office(shipped(), "leicestershire");
    office.facts["election.poll"] = {poll};
    office.facts["election.kind"] = {"ordinary"};
    office.now = *Date::parse(poll) + civil::Days{1};
    return office;
}

const Procedure& plan_of(const std::string& matter) {
    return *shipped().procedure_for("leicestershire", "police-and-crime-plan", matter);
}

plan::Pause general_election_2024() {
    return {"general-election",
            "leicestershire",
            "General election of 4 July 2024",
            {"public-engagement", "announcement"},
            {Date::of(2024, 5, 25), Date::of(2024, 7, 4)},
            ""};
}

/// The date of the only limit of a duty in the election procedure; of disputed words, by the first
/// reading, and of a rule that has changed, by the version that is law now.
std::string election_date(const std::string& duty, const std::string& poll) {
    const Office office = leicestershire(poll);
    const Procedure& election = *shipped().procedure("leicestershire", "ordinary-election");
    const Limit& limit = election.find(duty)->limits.front();
    if (limit.rule) return office.date_of(*limit.rule);
    const auto& words = limit.versions.empty() ? limit.dispute.readings : limit.versions;
    return office.date_of(*words.front().rule);
}

std::string period_end(const Office& office) {
    return office.date_of(*plan_of("").find("period-ends")->limits.front().rule);
}

}  // namespace

TEST_CASE("shipped: nothing is wrong, and what is worth knowing is known") {
    const std::vector<std::string> known{"is assumed", "is switched off",
                                         "by the safest reading of", "from memory",
                                         "which is doubtful"};
    std::string unexpected;
    for (const Diagnostic& finding : shipped().findings) {
        const bool is_known = std::any_of(known.begin(), known.end(), [&](const auto& words) {
            return finding.message.find(words) != std::string::npos;
        });
        if (!is_known) unexpected += render(finding);
    }
    CHECK(unexpected == "");
}

TEST_CASE("shipped: no rule of the pack rests on memory alone") {
    for (const Pack& pack : shipped().packs) {
        for (const Procedure& procedure : pack.procedures) {
            for (const Duty& duty : procedure.duties) {
                CAPTURE(duty.id);
                CHECK(std::any_of(duty.law.begin(), duty.law.end(), [](const Citation& law) {
                    return law.verified != Verification::memory &&
                           law.verified != Verification::doubtful;
                }));
            }
        }
    }
}

TEST_CASE("shipped: the order of section 5") {
    const Procedure& plan = *shipped().procedure("leicestershire", "police-and-crime-plan");
    const auto waits_for = [&](const std::string& later, const std::string& earlier) {
        const auto& after = plan.find(later)->after;
        return std::any_of(after.begin(), after.end(),
                           [&](const Edge& edge) { return edge.duty == earlier; });
    };
    CHECK(waits_for("consult-chief-constable", "draft"));
    CHECK(waits_for("send-to-panel", "consult-chief-constable"));
    CHECK(waits_for("panel-considers", "send-to-panel"));
    CHECK(waits_for("panel-report", "panel-considers"));
    CHECK(waits_for("have-regard", "panel-report"));
    CHECK(waits_for("respond", "panel-report"));
    CHECK(waits_for("publish-response", "respond"));
    CHECK(waits_for("issue", "publish-response"));
    CHECK(waits_for("issue", "consult-public"));
    CHECK_FALSE(waits_for("send-to-panel", "consult-public"));  // views are needed before issue
    CHECK(waits_for("send-copies", "issue"));
    CHECK(waits_for("publish", "issue"));
    CHECK(plan.find("issue")->may_be_done_by == std::vector<std::string>{"commissioner"});
    CHECK(plan.find("panel-considers")->meeting->kinds == std::vector<std::string>{"full"});
    CHECK(plan.find("draft")->checklist.size() == 7);
}

TEST_CASE("shipped: five clear working days for papers in England, three in Wales") {
    const Office england(shipped(), "leicestershire");
    CHECK(england.papers_for(Date::of(2024, 9, 23)).iso() == "2024-09-13");
    CHECK(england.papers_for(Date::of(2024, 10, 28)).iso() == "2024-10-18");
    CHECK(england.papers_for(Date::of(2026, 5, 8)).iso() == "2026-04-29");
    CHECK(england.papers_for(Date::of(2026, 4, 13)).iso() == "2026-04-01");
    CHECK(england.papers_for(Date::of(2026, 1, 5)).iso() == "2025-12-23");
    const Office wales(shipped(), "dyfed-powys");
    CHECK(wales.papers_for(Date::of(2024, 10, 28)).iso() == "2024-10-22");
}

TEST_CASE("shipped: the dates that hang on the poll") {
    CHECK(election_date("term-begins", "2024-05-02") == "2024-05-09 00:00");
    CHECK(election_date("previous-term-ends", "2024-05-02") == "2024-05-08 24:00");
    CHECK(election_date("term-begins", "2021-05-06") == "2021-05-13 00:00");
    CHECK(election_date("declaration-of-acceptance", "2024-05-02") == "2024-07-02");
    CHECK(election_date("declaration-of-acceptance", "2028-05-04") == "2028-07-04");
    CHECK(election_date("declaration-of-acceptance", "2025-02-27") == "2025-04-28");
    CHECK(election_date("pre-election-period-begins", "2024-05-02") == "2024-03-26");
    CHECK(election_date("pre-election-period-begins", "2021-05-06") == "2021-03-29");
    CHECK(election_date("pre-election-period-begins", "2016-05-05") == "2016-03-30");
    CHECK(election_date("pre-election-period-ends", "2024-05-02") == "2024-05-02 22:00");
}

TEST_CASE("shipped: the plan's limit is the end of the financial year of the poll") {
    for (const auto& [poll, last] :
         std::map<std::string, std::string>{{"2012-11-15", "2013-03-31"},
                                            {"2016-05-05", "2017-03-31"},
                                            {"2021-05-06", "2022-03-31"},
                                            {"2024-05-02", "2025-03-31"},
                                            {"2028-05-04", "2029-03-31"}}) {
        Office office = leicestershire(poll);
        CHECK(Running(office, plan_of("")).limit("issue") == last);
    }
}

TEST_CASE("shipped: the plan ends with the year of the election expected when it was issued") {
    CHECK(period_end(leicestershire("2024-05-02")) == "2029-03-31");

    Office office = leicestershire("2016-05-05");
    CHECK(period_end(office) == "2021-03-31");
    office.facts["plan.issued"] = {"2017-03-03"};
    CHECK(period_end(office) == "2021-03-31");
    // The election of 2020 was put off by a year after the plan had been issued.
    office.facts["election.next"] = {"2021-05-06", Date::of(2020, 3, 25)};
    CHECK(period_end(office) == "2021-03-31");
}

TEST_CASE("shipped: a commissioner elected in 2021 had three years, and that was known") {
    Office office = leicestershire("2021-05-06");
    office.facts["election.next"] = {"2024-05-02", Date::of(2021, 5, 6)};
    CHECK(period_end(office) == "2025-03-31");
    office.facts["plan.issued"] = {"2021-12-01"};
    CHECK(period_end(office) == "2025-03-31");
}

TEST_CASE("shipped: until its first day is recorded the plan is taken to start on 1 April") {
    Office office = leicestershire("2024-05-02");
    const Expression& rule = *plan_of("").find("period-starts")->limits.front().rule;
    CHECK(office.date_of(rule) == "2025-04-01");
    office.facts["plan.starts"] = {"2024-12-02"};
    CHECK(office.date_of(rule) == "2024-12-02");
}

TEST_CASE("shipped: 2024, before and after the general election") {
    Office office = leicestershire("2024-05-02");
    Running plan(office, plan_of("plan-2024"));
    CHECK(plan.forecast("process-paper") == "2024-05-23");
    CHECK(plan.forecast("consult-public") == "2024-07-19");
    CHECK(plan.forecast("panel-considers") == "2024-09-23");
    CHECK(plan.of("panel-considers").papers_deadline == Date::of(2024, 9, 13));
    CHECK(plan.limit("issue") == "2025-03-31");

    office.now = Date::of(2024, 5, 22);
    plan.record("process-paper").started = Date::of(2024, 5, 9);
    CHECK(plan.forecast("panel-considers") == "2024-09-23");
    office.pauses.push_back(general_election_2024());
    const plan::Outcome panel = plan.of("panel-considers");
    CHECK(text(panel.forecast) == "2024-10-28");
    CHECK(panel.papers_deadline == Date::of(2024, 10, 18));
    CHECK(panel.last_usable_meeting == "panel-2025-02-05");
    CHECK(plan.of("consult-public").paused_days == 28);
    CHECK(plan.limit("issue") == "2025-03-31");
}

TEST_CASE("shipped: the 2024 story holds even if nobody had started by the day of the pause") {
    Office office = leicestershire("2024-05-02");
    office.now = Date::of(2024, 5, 22);
    Running plan(office, plan_of("plan-2024"));
    CHECK(plan.forecast("panel-considers") == "2024-09-23");
    office.pauses.push_back(general_election_2024());
    CHECK(plan.forecast("panel-considers") == "2024-10-28");
}

TEST_CASE("shipped: a declaration delivered late holds everything up") {
    Office office = leicestershire("2024-05-02");
    office.facts["acceptance.delivered"] = {"2024-06-03"};
    Running plan(office, plan_of("plan-2024"));
    CHECK(plan.of("process-paper").earliest_start == Date::of(2024, 6, 3));
}

TEST_CASE("shipped: 2016, consultation to 30 September and the final plan in February") {
    Office office = leicestershire("2016-05-05");
    Running plan(office, plan_of("plan-2016"));
    CHECK(plan.forecast("design-consultation") == "2016-08-26");
    CHECK(plan.forecast("consult-public") == "2016-09-30");
    CHECK(plan.of("consult-public").target == Date::of(2016, 9, 30));
    CHECK(plan.forecast("draft") == "2016-10-28");
    CHECK(plan.forecast("panel-views") == "2016-11-17");
    CHECK(plan.forecast("panel-considers") == "2017-02-01");
    CHECK(plan.of("panel-considers").papers_deadline == Date::of(2017, 1, 24));
    CHECK(plan.forecast("issue") == "2017-03-03");
    CHECK(plan.limit("issue") == "2017-03-31");
    CHECK(plan_of("plan-2024").find("panel-views") == nullptr);
}

TEST_CASE("shipped: the office's working days of 2024, counted by hand") {
    const std::vector<Date> holidays = {Date::of(2024, 5, 27), Date::of(2024, 8, 26)};
    const auto count = [&](Date from, Date to) {
        int days = 0;
        for (Date day = from; day <= to; day = day + civil::Days{1}) {
            const bool weekend = day.weekday() == civil::Weekday::saturday ||
                                 day.weekday() == civil::Weekday::sunday;
            const bool holiday = std::find(holidays.begin(), holidays.end(), day) != holidays.end();
            if (!weekend && !holiday) ++days;
        }
        return days;
    };
    CHECK(count(Date::of(2024, 5, 9), Date::of(2024, 9, 13)) == 90);
    CHECK(count(Date::of(2024, 5, 25), Date::of(2024, 7, 4)) == 28);

    int chain = 0;
    for (const char* id : {"process-paper", "consult-public", "draft", "consult-chief-constable",
                           "plan-audit", "panel-papers"}) {
        const Duration& takes = plan_of("plan-2024").find(id)->takes;
        CHECK(takes.unit == Duration::Unit::working_days);
        chain += takes.n;
    }
    // The chain starts on 9 May, which is not counted.
    CHECK(chain == 78);
    CHECK(chain <= count(Date::of(2024, 5, 10), Date::of(2024, 9, 13)));
    CHECK(chain + 28 > count(Date::of(2024, 5, 10), Date::of(2024, 9, 13)));
    CHECK(chain + 28 <= count(Date::of(2024, 5, 10), Date::of(2024, 10, 18)));
}

TEST_CASE("T33: the specified information is that of the order as amended, not as made") {
    const auto says = [](const std::string& procedure, const std::string& duty,
                         const std::string& words) {
        CAPTURE(procedure, duty);
        const Duty* found = shipped().procedure("leicestershire", procedure)->find(duty);
        REQUIRE(found != nullptr);
        CHECK(found->title.find(words) != std::string::npos);
    };
    says("specified-information-election", "contracts", "over 10,000 pounds");
    says("specified-information-election", "tenders", "over 10,000 pounds");
    says("specified-information-quarterly", "small-contracts", "10,000 pounds or less");
    says("specified-information-monthly", "spending", "over 500 pounds");
    // Custody visiting is information on the scheme, once a year; the names of each quarter are
    // gone.
    says("specified-information-yearly", "custody-visiting", "custody visiting scheme");
    const Procedure* quarterly =
        shipped().procedure("leicestershire", "specified-information-quarterly");
    CHECK(quarterly->find("custody-visiting") == nullptr);
}

TEST_CASE("T36: the panel's duties rest on the panel's regulations") {
    std::set<std::string> instruments;
    for (const Pack& pack : shipped().packs) {
        for (const Procedure& procedure : pack.procedures) {
            for (const Duty& duty : procedure.duties) {
                for (const Citation& law : duty.law) {
                    instruments.insert(law.cite.substr(0, 12));
                }
            }
        }
    }
    for (const std::string panels : {"SI 2012/1433", "SI 2012/2271", "SI 2012/2734"}) {
        CHECK(instruments.count(panels) == 1);
    }
    CHECK(instruments.count("SI 2012/1918") == 0);  // of the functions of returning officers
}

// SPDX-License-Identifier: MIT
// A year of the Leicestershire office with the packs as they are shipped: real meetings, the
// general election of 2024, an office that does its work mostly in time, answers what it is asked
// and acknowledges what it is told. What each person got is docs/example-year.md, written by ./dev
// docs.
#include "lib/alert/view.hpp"
#include "lib/base/hash.hpp"
#include "lib/base/text.hpp"
#include "lib/engine/working_time.hpp"
#include "tests/engine/office.hpp"
#include "tests/engine/page.hpp"

#include <fmt/format.h>

#include <set>

using namespace dutyd;
using boost::json::object;
using civil::Date;
using tests::Office;

namespace {

/// Days before its limit on which this office does what it could do at any time.
constexpr int days_in_hand = 8;

class Staff {
public:
    explicit Staff(Office& office) : office_(office) {}

    /// What it is asked, first thing in the morning.
    void answer() {
        begin();
        answer_questions();
        record();
    }

    /// What the office does on one working morning, all of it in one turn.
    void work() {
        begin();
        const auto snapshot = office_.snapshot();
        for (const auto& [id, schedule] : snapshot.schedules) {
            for (std::size_t n = 0; n < schedule->outcomes.size(); ++n) {
                look_at(snapshot, id, static_cast<plan::DutyIndex>(n));
            }
        }
        acknowledge();
        record();
    }

private:
    void begin() {
        commands_.clear();
        today_ = office_.snapshot().bodies.at("leicestershire").now->date;
    }

    void record() {
        if (commands_.empty()) return;
        auto result = office_.try_now(commands_);
        for (const auto& answer : result.answers) {
            if (!answer) WARN(office_.clock.text() << " " << tests::words(answer.error()));
        }
        office_.take(std::move(result));
    }

    void say(const std::string& verb, object keys) {
        commands_.push_back(tests::command(verb, std::move(keys)));
    }

    /// Two days after it was asked for, a fact is known.
    void answer_questions() {
        for (const auto& [key, alert] : office_.state.alerts) {
            if (alert.resolved || alert.condition != "missing-fact") continue;
            if (office_.clock.seconds - alert.raised_at.seconds < 2 * 86400) continue;
            const auto& matter = *office_.state.matters.at(alert.matter);
            const std::string name = key.substr(key.rfind('/') + 1);
            for (const auto& fact : matter.network->procedure().facts) {
                if (fact.name != name || fact.kind == rules::FactDeclaration::Kind::period)
                    continue;
                object keys{{"fact", name}, {"value", likely(fact)}};
                using Scope = rules::FactDeclaration::Scope;
                if (fact.scope == Scope::matter) keys["matter"] = matter.id;
                if (fact.scope == Scope::body) keys["body"] = matter.body;
                say("record", std::move(keys));
            }
        }
    }

    std::string likely(const rules::FactDeclaration& fact) const {
        using Kind = rules::FactDeclaration::Kind;
        if (fact.kind == Kind::yes_no) return "no";
        if (fact.kind == Kind::number) return "1";
        if (fact.kind == Kind::text) return fact.values.empty() ? "none" : fact.values.front();
        return today_.iso();
    }

    /// One duty in twenty is done two days late: no office is perfect.
    static bool is_forgotten(const std::string& matter, const std::string& duty) {
        return sha256_hex(matter + "/" + duty).substr(0, 2) < "0c";
    }

    void look_at(const engine::Snapshot& snapshot, const std::string& id, plan::DutyIndex i) {
        const plan::Matter& matter = *snapshot.matter(id);
        const plan::Outcome& outcome = snapshot.schedule(id).outcomes[i];
        const rules::Duty& duty = matter.network->duty(i);
        using plan::Standing;
        const bool ready =
            outcome.standing == Standing::ready || outcome.standing == Standing::in_progress;
        const bool dated = duty.kind != rules::DutyKind::continuous &&
                           duty.kind != rules::DutyKind::power &&
                           duty.kind != rules::DutyKind::automatic;
        if (dated && duty.meeting) return taken(snapshot, id, i);
        if (!ready || !dated || !outcome.counts) return;
        const object named{{"matter", id}, {"duty", duty.id}};
        if (duty.by_office && duty.takes.n > 0 && !matter.records[i].started) {
            return say("start", named);
        }
        if (!outcome.forecast.date || *outcome.forecast.date > today_) return;
        if (outcome.limit.date && duty.takes.n == 0) {
            const int wait = is_forgotten(id, duty.id) ? -2 : days_in_hand;
            if (today_ < *outcome.limit.date - civil::Days{wait}) return;
        }
        say("done", named);
        together(snapshot, matter, i, today_);
    }

    /// An item is taken at its meeting; nobody thinks of recording it before they are asked.
    void taken(const engine::Snapshot& snapshot, const std::string& id, plan::DutyIndex i) {
        const plan::Matter& matter = *snapshot.matter(id);
        const std::string asked = "unrecorded/" + id + "/" + matter.network->duty(i).id + "/";
        for (const std::string& key : office_.open(asked)) {
            for (const plan::MeetingSlot& slot : snapshot.bodies.at(matter.body).meetings) {
                if (key != asked + slot.id) continue;
                say("done", {{"matter", id},
                             {"duty", matter.network->duty(i).id},
                             {"on", slot.date.iso()}});
                together(snapshot, matter, i, slot.date);
            }
        }
    }

    /// What the law wants on the same day was done on the same day.
    void together(const engine::Snapshot& snapshot, const plan::Matter& matter, plan::DutyIndex i,
                  Date on) {
        for (std::size_t n = 0; n < matter.network->size(); ++n) {
            const auto other = static_cast<plan::DutyIndex>(n);
            const rules::Duty& duty = matter.network->duty(other);
            const plan::Outcome& outcome = snapshot.schedule(matter.id).outcomes[n];
            if (!outcome.counts || !alert::is_open(outcome)) continue;
            for (const rules::Limit& limit : duty.limits) {
                if (limit.kind != rules::LimitKind::with) continue;
                if (limit.partner != matter.network->duty(i).id) continue;
                say("done", {{"matter", matter.id}, {"duty", duty.id}, {"on", on.iso()}});
            }
        }
    }

    /// Whoever is told of something answers for it on the next day.
    void acknowledge() {
        for (const auto& [key, alert] : office_.state.alerts) {
            const bool told =
                alert.stage == alert::Stage::notified || alert.stage == alert::Stage::escalated;
            if (!told || alert.severity == "information" || alert.condition == "slip") continue;
            if (office_.clock.seconds - alert.raised_at.seconds < 20 * 3600) continue;
            say("ack", {{"alert", key}, {"reason", "in hand"}});
        }
    }

    Office& office_;
    std::vector<engine::Command> commands_;
    Date today_ = Date::of(1970, 1, 1);
};

/// Every shipped procedure, for this one body.
std::vector<rules::SourceFile> shipped() {
    std::vector<rules::SourceFile> files;
    for (rules::SourceFile& file : tests::calendars()) {
        const std::string folder = file.path.substr(0, file.path.find('/'));
        const bool of_a_body = folder == "bodies" || folder == "overlays" || folder == "meetings";
        const bool ours = file.path.find("leicestershire") != std::string::npos;
        if (!of_a_body || ours) files.push_back(std::move(file));
    }
    return files;
}

Office year() {
    Office office(shipped(), "2024-05-03 09:00");
    office.people({{"chief-executive", {"chief-executive"}},
                   {"governance", {"governance-director", "commissioning-director"}},
                   {"engagement", {"engagement-lead", "communications-lead"}},
                   {"finance", {"chief-finance-officer"}}});
    office.notices.clear();
    office.elect();
    Staff staff(office);
    const auto& days = office.state.library->calendars.day_sets.at("working-days");
    for (Date day = Date::of(2024, 5, 7); day < Date::of(2025, 5, 6); day = day + civil::Days{1}) {
        if (!days.is_open(day)) continue;
        office.wait_until(day.iso() + " 10:00");
        staff.answer();
        office.wait_until(day.iso() + " 10:05");
        staff.work();
        if (day == Date::of(2024, 5, 22)) {
            office.say("2024-05-22 16:20", "election",
                       {{"kind", "general"},
                        {"poll", "2024-07-04"},
                        {"pause-from", "2024-05-25"},
                        {"pause-to", "2024-07-04"},
                        {"activities", boost::json::array{"public-engagement", "announcement"}},
                        {"reason", "announced this afternoon"},
                        {"actor", "chief-executive"}});
        }
        if (day == Date::of(2024, 7, 26)) {
            office.say("2024-07-26 15:00", "absence",
                       {{"person", "chief-executive"},
                        {"from", "2024-08-05"},
                        {"to", "2024-08-16"},
                        {"deputy", "governance"},
                        {"actor", "chief-executive"}});
        }
    }
    return office;
}

using Posts = std::map<std::string, std::vector<const engine::Notice*>>;

Posts by_person(const Office& office) {
    Posts posts;
    for (const engine::Notice& notice : office.notices) posts[notice.person].push_back(&notice);
    for (auto& [person, list] : posts) {
        std::stable_sort(list.begin(), list.end(), [](const auto* a, const auto* b) {
            return a->not_before < b->not_before;
        });
    }
    return posts;
}

civil::LocalTime local(civil::Instant instant) {
    return tests::settings().zones.at("Europe/London").local(instant);
}

/// Messages by the Monday of their week, weeks without any included.
std::map<Date, int> weeks(const std::vector<const engine::Notice*>& notices) {
    std::map<Date, int> counts;
    for (Date monday = Date::of(2024, 5, 6); monday < Date::of(2025, 5, 5);
         monday = monday + civil::Days{7}) {
        counts[monday] = 0;
    }
    for (const engine::Notice* notice : notices) {
        const Date date = local(notice->not_before).date;
        ++counts[date - civil::Days{static_cast<int>(date.weekday())}];
    }
    return counts;
}

struct Load {
    int quiet = 1000;
    int usual = 0;
    int worst = 0;
    Date worst_week = Date::of(1970, 1, 1);
};

Load load_of(const std::vector<const engine::Notice*>& notices) {
    Load load;
    std::vector<int> all;
    for (const auto& [monday, count] : weeks(notices)) {
        all.push_back(count);
        load.quiet = std::min(load.quiet, count);
        if (count > load.worst) {
            load.worst = count;
            load.worst_week = monday;
        }
    }
    std::sort(all.begin(), all.end());
    load.usual = all[all.size() / 2];
    return load;
}

std::string bar_free(std::string text) {
    for (char& c : text) {
        if (c == '|') c = '/';
    }
    return text;
}

std::string person_part(const std::string& person, const std::vector<const engine::Notice*>& list) {
    std::string text = fmt::format("\n## {}\n\n| when | what |\n|---|---|\n", person);
    for (const engine::Notice* notice : list) {
        const auto at = local(notice->not_before);
        text += fmt::format("| {} {} | {} |\n", civil::short_text(at.date), at.time.text(),
                            bar_free(notice->subject));
    }
    return text;
}

std::string page(const Office& office) {
    const Posts posts = by_person(office);
    const Load chief = load_of(posts.at("chief-executive"));
    std::string text = fmt::format(
        "# A year of notices\n\n"
        "Every notice that the Leicestershire office would have had from 3 May 2024 to 5 May 2025, "
        "by person, with\n"
        "the packs as they are shipped: the ordinary election of 2 May 2024, the panel's real "
        "meetings, the general\n"
        "election called on 22 May with its pause, the chief executive on leave in August. The "
        "office does its work\n"
        "mostly in time, answers what it is asked after two days, acknowledges what it is told the "
        "day after, and\n"
        "forgets one duty in twenty until two days after its limit. `./dev docs` writes this page "
        "anew.\n\n"
        "The chief executive gets {} in a quiet week, {} in the usual one, and {} in the worst "
        "(the week of {}).\n\n"
        "| person | messages | of these urgent | quiet week | usual week | worst week |\n"
        "|---|---|---|---|---|---|\n",
        counted(chief.quiet, "message"), chief.usual, chief.worst,
        civil::short_text(chief.worst_week));
    for (const auto& [person, list] : posts) {
        const Load load = load_of(list);
        const auto urgent = std::count_if(list.begin(), list.end(),
                                          [](const auto* notice) { return notice->urgent; });
        text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", person, list.size(), urgent,
                            load.quiet, load.usual, load.worst);
    }
    for (const auto& [person, list] : posts) text += person_part(person, list);
    return text;
}

}  // namespace

TEST_CASE(
    "in a year nobody is told twice at once, nothing goes out at night, weeks stay bearable") {
    const Office office = year();
    const auto& days = office.state.library->calendars.day_sets.at("working-days");
    for (const auto& [person, list] : by_person(office)) {
        INFO(person);
        std::set<civil::Instant> moments;
        for (const engine::Notice* notice : list) {
            INFO(notice->subject);
            CHECK(moments.insert(notice->not_before).second);
            const auto at = local(notice->not_before);
            if (notice->urgent) continue;
            CHECK(days.is_open(at.date));
            CHECK(at.time >= civil::TimeOfDay{8 * 60 + 30});
            CHECK(at.time < civil::TimeOfDay{17 * 60});
        }
        CHECK(list.size() >= 52);
        CHECK(load_of(list).usual <= 5);
    }
    if (tests::updates_docs()) tests::write_page("example-year.md", page(office));
}

// SPDX-License-Identifier: MIT
#include "lib/engine/digest.hpp"

#include "lib/alert/severity.hpp"
#include "lib/alert/view.hpp"
#include "lib/base/text.hpp"
#include "lib/civil/open_days.hpp"
#include "lib/engine/ladder.hpp"
#include "lib/engine/working_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::engine {

using alert::Section;
using alert::Stage;
using civil::Date;
using civil::Instant;

namespace {

/// Dates to come that a weekly digest lists.
constexpr std::size_t coming_listed_max = 5;
/// How far ahead it looks for them.
constexpr int coming_days = 42;

struct Post {
    const BodyView* body;
    std::vector<std::string> roles;

    bool answers_for(const std::string& role) const {
        return std::find(roles.begin(), roles.end(), role) != roles.end();
    }
};
using Posts = std::vector<Post>;

struct Coming {
    Date date;
    std::string line;
};
struct Ahead {
    std::vector<Coming> dates;
    std::size_t watched = 0;  // open duties
};

class DigestRound {
public:
    DigestRound(Draft& draft, const Snapshot& after, DigestMatter matter, TurnResult& result)
        : draft_(draft),
          after_(after),
          current_(matter.current),
          letters_(std::move(matter.letters)),
          result_(result) {}

    Letters run() {
        std::vector<std::pair<std::string, Posts>> due;
        for (auto& [person, posts] : everybody()) {
            if (!draft_.may_be_due(person)) continue;
            if (is_time(person, *posts.front().body)) due.emplace_back(person, posts);
        }
        for (const auto& [person, posts] : due) consider(person, posts);
        return std::move(letters_);
    }

private:
    std::map<std::string, Posts> everybody() const {
        std::map<std::string, Posts> persons;
        for (const auto& [id, body] : after_.bodies) {
            if (after_.state.holders.count(id) == 0) continue;
            const People people(after_.state, *body.body, body.now->date);
            std::map<std::string, std::vector<std::string>> here;
            for (const rules::Role& role : body.body->roles) {
                for (const std::string& person : people.of(role.id))
                    here[person].push_back(role.id);
            }
            for (auto& [person, roles] : here) persons[person].push_back({&body, roles});
        }
        return persons;
    }

    Date last_digest(const std::string& person, const BodyView& body) const {
        const auto last = draft_.state().digests.find(person);
        return last != draft_.state().digests.end() ? last->second
                                                    : body.now->date - civil::Days{1};
    }

    /// Once a day, on working days, from the set time to the end of work.
    bool is_time(const std::string& person, const BodyView& body) const {
        const Date today = body.now->date;
        if (!office_days(after_.state, *body.body).is_open(today)) return false;
        if (last_digest(person, body) >= today || draft_.now() < digest_moment(body, today)) {
            return false;
        }
        return draft_.now() == digest_moment(body, today) || body.now->time < body.hours.to;
    }

    /// The weekly one goes out on the set day or, if the office is closed, on the next it works.
    bool is_weekly(const std::string& person, const BodyView& body) const {
        const civil::OpenDays open(office_days(after_.state, *body.body));
        const int past = (7 + static_cast<int>(body.now->date.weekday()) -
                          static_cast<int>(body.body->digest_day)) %
                         7;
        const auto day = open.first_on_or_after(body.now->date - civil::Days{past});
        return day && *day <= body.now->date && last_digest(person, body) < *day;
    }

    void consider(const std::string& person, const Posts& posts) {
        const BodyView& home = *posts.front().body;
        const Instant until = digest_moment(home, home.now->date);
        const Instant since = digest_moment(home, last_digest(person, home));
        std::vector<const AlertRecord*> reminders;
        std::vector<const AlertRecord*> open;
        std::vector<const AlertRecord*> answered_for;
        for (const AlertRecord* one : alerts_in(after_, draft_.state())) {
            const AlertRecord& record = *one;
            if (record.resolved || !concerns(record, posts)) continue;
            if (is_told_now(person, record.key)) continue;
            const bool is_new = record.raised_at > since && record.raised_at <= until;
            const bool answered =
                record.stage == Stage::acknowledged || record.stage == Stage::snoozed;
            if (is_reminder(record)) {
                if (is_new && !answered) reminders.push_back(&record);
            } else if (waits(record)) {
                (answered ? answered_for : open).push_back(&record);
            }
        }
        if (is_weekly(person, home)) return weekly(person, posts, {reminders, open, answered_for});
        if (!reminders.empty()) daily(person, posts, reminders);
    }

    /// A letter of this turn says it already; nobody reads the same thing twice in one message.
    bool is_told_now(const std::string& person, const std::string& key) const {
        const auto letter = letters_.find(person);
        return letter != letters_.end() &&
               std::any_of(letter->second.begin(), letter->second.end(),
                           [&](const alert::Alert& one) { return one.key == key; });
    }

    static bool is_move(const AlertRecord& record) {
        return record.condition == name(alert::Condition::slip) ||
               record.condition == name(alert::Condition::recovered);
    }
    /// A move of dates was told when it came about, however light it is.
    static bool is_reminder(const AlertRecord& record) {
        return record.severity == name(alert::Level::information) && !is_move(record);
    }
    /// A move of dates waits for nothing; what it endangers has an alert of its own.
    static bool waits(const AlertRecord& record) {
        return !is_move(record) && record.stage != Stage::raised;
    }

    bool concerns(const AlertRecord& record, const Posts& posts) const {
        const std::string& body = after_.matter(record.matter)->body;
        const auto post = std::find_if(posts.begin(), posts.end(),
                                       [&](const Post& one) { return one.body->body->id == body; });
        if (post == posts.end()) return false;
        const auto now = current_.find(record.key);
        if (now == current_.end()) return post->answers_for(owner_of(after_, record));
        return std::any_of(now->second.roles.begin(), now->second.roles.end(),
                           [&](const std::string& role) { return post->answers_for(role); });
    }

    std::string headline(const AlertRecord& record) const {
        const auto now = current_.find(record.key);
        return now == current_.end() ? record.text : now->second.headline;
    }

    Section reminder_section(const std::vector<const AlertRecord*>& reminders) const {
        if (reminders.size() == 1) {
            const auto now = current_.find(reminders.front()->key);
            if (now != current_.end()) {
                return {now->second.headline, now->second.to_do, now->second.facts, ""};
            }
        }
        Section section;
        section.headline =
            counted(static_cast<long long>(reminders.size()), "reminder") + ", nothing is late";
        section.to_do = "Nothing at once. When one is done: dutyctl done MATTER/DUTY --on DATE";
        for (const AlertRecord* one : reminders) {
            section.lines.push_back(
                fmt::format("- {} ({}/{})", headline(*one), one->matter, one->duty));
        }
        return section;
    }

    void daily(const std::string& person, const Posts& posts,
               const std::vector<const AlertRecord*>& reminders) {
        const Section section = reminder_section(reminders);
        std::string subject = headline(*reminders.front());
        if (reminders.size() > 1) subject += fmt::format(" (and {} more)", reminders.size() - 1);
        write(person, posts, {"Today: " + subject, {section}, reminders});
    }

    struct Found {
        std::vector<const AlertRecord*> reminders;
        std::vector<const AlertRecord*> open;
        std::vector<const AlertRecord*> answered;
    };

    static std::string things(std::size_t n) {
        return n == 1 ? "one thing" : fmt::format("{} things", n);
    }

    Section open_section(const std::vector<const AlertRecord*>& open) const {
        Section section;
        section.headline =
            fmt::format("{} {} for an answer", open.size() == 1 ? "One thing" : things(open.size()),
                        open.size() == 1 ? "waits" : "wait");
        section.to_do = "Do it and record it, or answer for it: dutyctl ack KEY --reason \"...\"";
        for (const AlertRecord* one : open) {
            section.lines.push_back(
                fmt::format("- {} (since {}: {})", headline(*one), since_words(*one), one->key));
        }
        return section;
    }

    Section answered_section(const std::vector<const AlertRecord*>& answered) const {
        Section section;
        section.headline =
            fmt::format("{} answered for",
                        answered.size() == 1 ? "One thing is" : things(answered.size()) + " are");
        for (const AlertRecord* one : answered) {
            const bool snoozed = one->stage == Stage::snoozed;
            const auto& until = snoozed ? one->snoozed_until : one->acknowledged_until;
            section.lines.push_back(fmt::format("- {} ({} {} until {})", headline(*one),
                                                snoozed ? "put off by" : "by",
                                                snoozed ? one->snoozed_by : one->acknowledged_by,
                                                until ? civil::short_text(*until) : "it is done"));
        }
        return section;
    }

    std::string since_words(const AlertRecord& record) const {
        const BodyView& body = after_.bodies.at(after_.matter(record.matter)->body);
        return civil::short_text(body.zone->local(record.raised_at).date);
    }

    /// The next dates of the duties that a person's roles answer for, and how many there are.
    Ahead ahead_of(const Posts& posts) const {
        Ahead ahead;
        for (const auto& [id, schedule] : after_.schedules) {
            const plan::Matter& matter = *after_.matter(id);
            const auto post = std::find_if(posts.begin(), posts.end(), [&](const Post& one) {
                return one.body->body->id == matter.body;
            });
            if (post == posts.end()) continue;
            for (std::size_t n = 0; n < schedule->outcomes.size(); ++n) {
                const plan::Outcome& outcome = schedule->outcomes[n];
                const rules::Duty& duty = matter.network->duty(static_cast<plan::DutyIndex>(n));
                if (!alert::is_open(outcome) || !outcome.counts) continue;
                ++ahead.watched;
                const std::string& owner =
                    duty.owner.empty() ? post->body->body->fallback_role : duty.owner;
                const Date today = post->body->now->date;
                const auto next = outcome.limit.date ? outcome.limit.date : outcome.target;
                if (!post->answers_for(owner) || !next || *next < today) continue;
                if (*next > today + civil::Days{coming_days}) continue;
                ahead.dates.push_back(
                    {*next,
                     fmt::format("- {}: \"{}\" ({})", civil::short_text(*next), duty.title, id)});
            }
        }
        std::stable_sort(ahead.dates.begin(), ahead.dates.end(),
                         [](const Coming& a, const Coming& b) { return a.date < b.date; });
        return ahead;
    }

    void weekly(const std::string& person, const Posts& posts, const Found& found) {
        const Ahead ahead = ahead_of(posts);
        std::vector<Section> sections;
        if (!found.open.empty()) sections.push_back(open_section(found.open));
        if (!found.reminders.empty()) sections.push_back(reminder_section(found.reminders));
        const bool quiet = sections.empty();
        if (!found.answered.empty()) sections.push_back(answered_section(found.answered));
        Section last;
        last.headline = (quiet ? "All quiet: " : "") + duties_are(ahead.watched) + " watched";
        last.lines.push_back(ahead.dates.empty()
                                 ? fmt::format("No limit or target of yours falls in the next {} "
                                               "weeks.",
                                               coming_days / 7)
                                 : "What comes next:");
        const std::size_t shown = std::min(ahead.dates.size(), coming_listed_max);
        for (std::size_t n = 0; n < shown; ++n) last.lines.push_back(ahead.dates[n].line);
        if (ahead.dates.size() > shown) {
            last.lines.push_back(
                fmt::format("- and {} more: dutyctl upcoming", ahead.dates.size() - shown));
        }
        sections.insert(quiet ? sections.begin() : sections.end(), std::move(last));
        write(person, posts, {weekly_subject(found, ahead), sections, found.reminders});
    }

    static std::string duties_are(std::size_t n) {
        return n == 1 ? "1 duty is" : fmt::format("{} duties are", n);
    }

    static std::string weekly_subject(const Found& found, const Ahead& ahead) {
        if (!found.open.empty()) {
            return fmt::format("This week: {} {} for an answer", things(found.open.size()),
                               found.open.size() == 1 ? "waits" : "wait");
        }
        if (!found.reminders.empty()) {
            return "This week: " +
                   counted(static_cast<long long>(found.reminders.size()), "reminder");
        }
        return fmt::format(
            "All quiet: {} watched{}", duties_are(ahead.watched),
            ahead.dates.empty() ? "" : ", next is " + ahead.dates.front().line.substr(2));
    }

    struct Draftsheet {
        std::string subject;
        std::vector<Section> sections;
        std::vector<const AlertRecord*> carried;
    };

    /// What the person is told now anyway; what is urgent waits for nothing and stands alone.
    std::vector<alert::Alert> take_letter(const std::string& person) {
        const auto letter = letters_.find(person);
        if (letter == letters_.end()) return {};
        const bool urgent =
            std::any_of(letter->second.begin(), letter->second.end(), alert::is_urgent);
        if (urgent) return {};
        std::vector<alert::Alert> alerts = std::move(letter->second);
        letters_.erase(letter);
        return alerts;
    }

    void write(const std::string& person, const Posts& posts, const Draftsheet& sheet) {
        const BodyView& home = *posts.front().body;
        const NoticeWriter writer(draft_, after_, result_);
        Notice notice;
        notice.person = person;
        notice.not_before = draft_.now();
        std::vector<alert::Alert> letter = take_letter(person);
        for (const alert::Alert& one : letter) notice.alerts.push_back(one.key);
        for (const AlertRecord* one : sheet.carried) notice.alerts.push_back(one->key);
        notice.message_id = writer.message_id(person, notice.alerts);
        notice.references = {writer.thread("digest/" + person)};
        const std::string names = posts.size() == 1
                                      ? home.body->name
                                      : counted(static_cast<long long>(posts.size()), "office");
        alert::Arranged arranged;
        if (!letter.empty()) arranged = alert::arrange(letter);
        if (letter.empty()) arranged.subject = sheet.subject;
        for (const Section& one : sheet.sections) arranged.sections.push_back(one);
        const alert::Message message = alert::lay_out(arranged.subject, arranged.sections, "",
                                                      writer.context(names, notice.message_id));
        notice.subject = message.subject;
        notice.text = message.text;
        notice.html = message.html;
        draft_.record(journal::DigestMade{notice.message_id, person, home.now->date, notice.alerts,
                                          notice.not_before},
                      home.body->id, {"dutyd", "", "", ""});
        result_.notices.push_back(std::move(notice));
    }

    Draft& draft_;
    const Snapshot& after_;
    const Current& current_;
    Letters letters_;
    TurnResult& result_;
};

}  // namespace

Instant digest_moment(const BodyView& body, Date day) {
    return body.zone->instant(day, body.body->digest_time.value_or(body.hours.from));
}

Letters write_digests(Draft& draft, const Snapshot& after, DigestMatter matter,
                      TurnResult& result) {
    return DigestRound(draft, after, std::move(matter), result).run();
}

}  // namespace dutyd::engine

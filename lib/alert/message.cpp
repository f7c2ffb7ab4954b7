// SPDX-License-Identifier: MIT
#include "lib/alert/message.hpp"

#include "lib/base/check.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace dutyd::alert {

namespace {

/// Moves listed in a section about several matters; the rest are counted.
constexpr std::size_t matters_listed_max = 12;
/// Matters named that moved alike; the rest are counted.
constexpr std::size_t alike_named_max = 6;

std::string subject(const std::vector<Alert>& alerts, const std::vector<Section>& sections) {
    std::string line;
    if (alerts.front().level == Level::urgent) line += "URGENT: ";
    line += sections.size() == 1 && alerts.size() > 1 ? sections.front().headline
                                                      : alerts.front().headline;
    if (sections.size() > 1) line += fmt::format(" (and {} more)", sections.size() - 1);
    return line;
}

/// What is urgent, then dates that have moved later, which is the news of the day, then the rest.
int rank(const Alert& alert) {
    if (alert.level == Level::urgent) return 0;
    if (alert.condition == Condition::slip) return 1;
    return alert.level == Level::warning ? 2 : 3;
}

std::vector<Alert> most_urgent_first(std::vector<Alert> alerts) {
    std::stable_sort(alerts.begin(), alerts.end(),
                     [](const Alert& a, const Alert& b) { return rank(a) < rank(b); });
    return alerts;
}

bool is_move(const Alert& alert) {
    return is_occurrence(alert.condition);
}

/// Where a message's alerts belong: which stand on their own, and which under another.
class Arrangement {
public:
    explicit Arrangement(const std::vector<Alert>& alerts) : alerts_(alerts) {
        for (const Alert& one : alerts) {
            if (!is_move(one)) continue;
            moved_matters_.insert(one.matter);
            if (one.cause_seq != 0) by_cause_[one.cause_seq].push_back(&one);
        }
    }

    std::vector<Section> sections() {
        std::vector<Section> list;
        std::set<std::uint64_t> told;
        for (const Alert& one : alerts_) {
            if (is_consequence(one)) continue;
            if (!is_shared(one)) {
                list.push_back(alone(one));
            } else if (told.insert(one.cause_seq).second) {
                list.push_back(together(by_cause_.at(one.cause_seq)));
            }
        }
        return list;
    }

private:
    /// What follows from a move of its matter is told under the move; what is urgent never waits
    /// behind anything.
    bool is_consequence(const Alert& alert) const {
        return !is_move(alert) && alert.level != Level::urgent && alert.why.empty() &&
               moved_matters_.count(alert.matter) > 0;
    }
    bool is_shared(const Alert& alert) const {
        return is_move(alert) && alert.cause_seq != 0 && by_cause_.at(alert.cause_seq).size() > 1;
    }

    static std::string first_line(const Alert& alert) {
        return alert.why.empty() ? alert.headline : alert.headline + ": " + alert.why;
    }

    void add_consequences(const std::string& matter, std::vector<std::string>& lines) const {
        for (const Alert& one : alerts_) {
            if (!is_consequence(one) || one.matter != matter) continue;
            lines.push_back(fmt::format("- {}. {}", one.headline, one.to_do));
        }
    }

    Section alone(const Alert& alert) const {
        Section section{first_line(alert), alert.to_do, alert.cause, alert.key};
        section.lines.insert(section.lines.end(), alert.facts.begin(), alert.facts.end());
        if (!is_move(alert)) return section;
        std::vector<std::string> consequences;
        add_consequences(alert.matter, consequences);
        if (consequences.empty()) return section;
        section.lines.emplace_back("What follows from it:");
        section.lines.insert(section.lines.end(), consequences.begin(), consequences.end());
        section.acknowledge.clear();
        return section;
    }

    /// Matters that moved alike (the same plan in many offices) stand in one line.
    static std::vector<std::string> listed(const std::vector<const Alert*>& moves) {
        std::vector<std::string> lines;
        std::size_t n = 0;
        while (n < moves.size() && lines.size() < matters_listed_max) {
            const Alert& first = *moves[n];
            std::string matters = first.matter;
            std::size_t alike = 1;
            for (; n + alike < moves.size(); ++alike) {
                const Alert& other = *moves[n + alike];
                if (other.headline != first.headline || other.brief != first.brief) break;
                if (alike < alike_named_max) matters += ", " + other.matter;
            }
            if (alike > alike_named_max) {
                matters += fmt::format(" and {} more", alike - alike_named_max);
            }
            lines.push_back(fmt::format("- {} ({}{}{})", first.headline, matters,
                                        first.brief.empty() ? "" : "; ", first.brief));
            n += alike;
        }
        if (n < moves.size()) {
            lines.push_back(
                fmt::format("- and {}: dutyctl alerts",
                            counted(static_cast<long long>(moves.size() - n), "more matter")));
        }
        return lines;
    }

    /// What one event moved in several matters: the tightest first.
    Section together(std::vector<const Alert*> moves) const {
        std::stable_sort(moves.begin(), moves.end(), [](const Alert* a, const Alert* b) {
            if (a->slack.has_value() != b->slack.has_value()) return a->slack.has_value();
            return a->slack && *a->slack < *b->slack;
        });
        std::size_t dates = 0;
        for (const Alert* one : moves) dates += one->moved.size();
        const bool later = std::any_of(moves.begin(), moves.end(), [](const Alert* one) {
            return one->condition == Condition::slip;
        });
        Section section;
        section.headline =
            fmt::format("{} of {} have moved{}: {}", counted(static_cast<long long>(dates), "date"),
                        counted(static_cast<long long>(moves.size()), "matter"),
                        later ? "" : " earlier again", moves.front()->why);
        section.to_do =
            "Look through the list, the tightest first. Each count: dutyctl why "
            "MATTER/DUTY";
        section.lines = moves.front()->cause;
        section.lines.emplace_back("What has moved:");
        for (std::string& line : listed(moves)) section.lines.push_back(std::move(line));
        std::vector<std::string> consequences;
        for (const Alert* one : moves) add_consequences(one->matter, consequences);
        if (consequences.empty()) return section;
        section.lines.emplace_back("What follows from it:");
        section.lines.insert(section.lines.end(), consequences.begin(), consequences.end());
        return section;
    }

    const std::vector<Alert>& alerts_;
    std::set<std::string> moved_matters_;
    std::map<std::uint64_t, std::vector<const Alert*>> by_cause_;
};

}  // namespace

Arranged arrange(const std::vector<Alert>& given) {
    DUTYD_CHECK(!given.empty());
    const std::vector<Alert> alerts = most_urgent_first(given);
    Arranged arranged;
    arranged.sections = Arrangement(alerts).sections();
    arranged.subject = subject(alerts, arranged.sections);
    return arranged;
}

Message compose(const std::vector<Alert>& alerts, const MessageContext& context) {
    const Arranged arranged = arrange(alerts);
    std::string last;
    if (alerts.size() > 1 && !context.notice.empty()) {
        last = fmt::format("To acknowledge all of this: dutyctl ack {} --reason \"...\"",
                           context.notice);
    }
    return lay_out(arranged.subject, arranged.sections, last, context);
}

}  // namespace dutyd::alert

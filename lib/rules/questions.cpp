// SPDX-License-Identifier: MIT
#include "lib/rules/questions.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dutyd::rules {

namespace {

std::vector<DisputedRule> rules_of(const std::vector<const Procedure*>& procedures) {
    std::vector<DisputedRule> rules;
    for (const Procedure* procedure : procedures) {
        auto some = disputed_rules(*procedure);
        rules.insert(rules.end(), some.begin(), some.end());
    }
    return rules;
}

void list_remembered(const DisputedRule& rule, std::set<std::string>& listed, Report& report) {
    for (const Alternative& reading : rule.dispute->readings) {
        for (const Citation& citation : reading.law) {
            const bool doubtful = citation.verified == Verification::doubtful;
            if (!doubtful && citation.verified != Verification::memory) continue;
            std::string message =
                fmt::format("reading '{}' of '{}' cites {}{}", reading.id, rule.dispute->question,
                            citation.cite, doubtful ? ", which is doubtful" : " from memory");
            if (!listed.insert(message).second) continue;
            report.finding(reading.where, std::move(message),
                           doubtful ? "" : "read it and say verified = \"text\"");
        }
    }
}

}  // namespace

std::vector<std::string> reading_ids(const Dispute& dispute) {
    std::vector<std::string> ids;
    for (const Alternative& reading : dispute.readings) ids.push_back(reading.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::vector<DisputedRule> disputed_rules(const Procedure& procedure) {
    std::vector<DisputedRule> rules;
    for (const Duty& duty : procedure.duties) {
        const auto add = [&](const Dispute& dispute, const Place& where, std::string_view what) {
            if (dispute.question.empty()) return;
            rules.push_back({&dispute, where, fmt::format("{} of duty '{}'", what, duty.id)});
        };
        for (const Limit& limit : duty.limits) add(limit.dispute, limit.where, "a limit");
        for (const Bar& bar : duty.bars) add(bar.dispute, bar.where, "a bar");
    }
    return rules;
}

void choose_readings(Procedure& procedure, const std::map<std::string, std::string>& readings) {
    const auto choose = [&](Dispute& dispute) {
        const auto choice = readings.find(dispute.question);
        if (choice != readings.end()) dispute.chosen = choice->second;
    };
    for (Duty& duty : procedure.duties) {
        for (Limit& limit : duty.limits) choose(limit.dispute);
        for (Bar& bar : duty.bars) choose(bar.dispute);
    }
}

void check_questions(const std::vector<const Procedure*>& procedures, Report& report) {
    std::map<std::string, DisputedRule> first;
    for (const DisputedRule& rule : rules_of(procedures)) {
        const auto [at, fresh] = first.emplace(rule.dispute->question, rule);
        const DisputedRule& other = at->second;
        const auto own_ids = reading_ids(*rule.dispute);
        const auto ids = reading_ids(*other.dispute);
        if (fresh || own_ids == ids) continue;
        report.error(
            rule.where,
            fmt::format("question '{}' has other readings here than at {}: {} and {}",
                        rule.dispute->question, other.user, join(own_ids, ", "), join(ids, ", ")),
            fmt::format("give one question the same readings everywhere, or ask another; the "
                        "other is in {} on line {}",
                        other.where.file, other.where.line));
    }
}

void list_questions(const std::vector<const Procedure*>& procedures,
                    const std::vector<std::string>& settled, Report& report) {
    std::set<std::string> listed;
    std::map<std::string, std::vector<DisputedRule>> open;
    for (const DisputedRule& rule : rules_of(procedures)) {
        list_remembered(rule, listed, report);
        const std::string& question = rule.dispute->question;
        if (rule.dispute->chosen.empty() && !contains(settled, question)) {
            open[question].push_back(rule);
        }
    }
    for (const auto& [question, rules] : open) {
        report.finding(rules.front().where,
                       fmt::format("{} by the safest reading of '{}'",
                                   rules.size() == 1 ? "1 rule goes"
                                                     : fmt::format("{} rules go", rules.size()),
                                   question),
                       fmt::format("there are: {}; a body chooses with 'readings'",
                                   join(reading_ids(*rules.front().dispute), ", ")));
    }
}

}  // namespace dutyd::rules

// SPDX-License-Identifier: MIT
// What an office goes by where lawyers disagree: its choices are checked against the questions that
// rules and day sets leave open, and its own day sets are worked out.
#include "lib/base/text.hpp"
#include "lib/rules/library_loader.hpp"
#include "lib/rules/questions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

/// By question, or by the day set whose days are disputed.
std::map<std::string, std::vector<std::string>> LibraryLoader::readings_to_choose() const {
    std::map<std::string, std::vector<std::string>> readings;
    for (const Procedure* procedure : all_procedures()) {
        for (const DisputedRule& rule : disputed_rules(*procedure)) {
            readings[rule.dispute->question] = reading_ids(*rule.dispute);
        }
    }
    if (!calendars_) return readings;
    for (const std::string& reading : calendars_->readings) {
        const auto slash = reading.find('/');
        readings[reading.substr(0, slash)].push_back(reading.substr(slash + 1));
    }
    return readings;
}

void LibraryLoader::check_readings(const BodyDraft& body) {
    const auto known = readings_to_choose();
    for (const NamedText& choice : body.readings) {
        const auto question = known.find(choice.name.value);
        if (question == known.end()) {
            if (!unread_procedures_.empty() || !calendars_) continue;
            std::vector<std::string> questions;
            questions.reserve(known.size());
            for (const auto& [name, readings] : known) questions.push_back(name);
            report_.error(choice.name.where,
                          fmt::format("there is no question called '{}'", choice.name.value),
                          suggestion(choice.name.value, questions));
            continue;
        }
        const auto& readings = question->second;
        if (std::find(readings.begin(), readings.end(), choice.text.value) != readings.end()) {
            continue;
        }
        report_.error(
            choice.text.where,
            fmt::format("'{}' has no reading called '{}'", choice.name.value, choice.text.value),
            suggestion(choice.text.value, readings));
    }
}

/// REQUIRES: no errors.
void LibraryLoader::build_own_day_sets() {
    for (const BodyDraft& body : bodies_) {
        CalendarChoices own = choices_;
        for (const auto& [question, reading] : body.body.readings) {
            const std::string name = fmt::format("{}/{}", question, reading);
            const auto& all = calendars_->readings;
            if (std::find(all.begin(), all.end(), name) == all.end()) continue;
            own.readings.push_back(name);
        }
        if (own.readings.size() == choices_.readings.size()) continue;
        const auto calendars = load_calendars(calendar_files(), own);
        DUTYD_CHECK(calendars.has_value());
        for (std::size_t i = choices_.readings.size(); i < own.readings.size(); ++i) {
            const std::string set = own.readings[i].substr(0, own.readings[i].find('/'));
            own_day_sets_[body.body.id].emplace(set, calendars->day_sets.at(set));
        }
    }
}

}  // namespace dutyd::rules

// SPDX-License-Identifier: MIT
#include "cli/replay/case_check.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace dutyd::replay {

namespace json = boost::json;

namespace {

/// Keys compared for equality with the duty's own line.
const std::vector<std::string> plain_keys{
    "standing",    "limit",          "limit-time",      "limit-bound",
    "forecast",    "forecast-bound", "latest-safe",     "start-by",
    "slack",       "target",         "actual",          "started",
    "first-plan",  "provisional",    "papers-deadline", "last-papers-deadline",
    "paused-days", "next",           "next-what",       "bearer",
    "owner"};
const std::vector<std::string> meeting_keys{"meeting", "last-usable-meeting"};
const std::vector<std::string> list_keys{"risk", "not-risk", "missing-fact"};
const std::vector<std::string> notice_keys{"notices", "subject", "says", "since", "person"};
const std::vector<std::string> alert_keys{"alert", "no-alert"};

std::string words(const json::value& value) {
    if (value.is_string()) return std::string(value.as_string());
    if (value.is_null()) return "none";
    return json::serialize(value);
}

std::vector<std::string> texts(const json::value& value) {
    if (!value.is_array()) return {words(value)};
    std::vector<std::string> list;
    for (const json::value& item : value.as_array()) list.push_back(words(item));
    return list;
}

bool is_one_of(const std::string& key, const std::vector<std::string>& keys) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

class Check {
public:
    Check(const CaseExpectation& expectation, const engine::Snapshot& snapshot,
          const Played& so_far)
        : expectation_(expectation), snapshot_(snapshot), so_far_(so_far) {}

    Result<std::vector<Checked>> run() {
        matter_ = text_of("matter");
        duty_ = text_of("duty");
        if (!refuse_unknown_keys()) return std::move(errors_);
        if (!duty_.empty() && !find_duty()) return std::move(errors_);
        for (const auto& item : expectation_.keys) {
            check_key(std::string(item.key()), item.value());
        }
        check_notices();
        if (!errors_.empty()) return std::move(errors_);
        return std::move(checks_);
    }

private:
    std::string text_of(const char* key) const {
        const json::value* value = expectation_.keys.if_contains(key);
        return value == nullptr ? std::string{} : words(*value);
    }

    void fail(std::string message, std::string hint = {}) {
        errors_.push_back(make_error_at(expectation_.where, std::move(message), std::move(hint)));
    }

    bool refuse_unknown_keys() {
        std::vector<std::string> known{"matter", "duty", "waiting-for", "about"};
        for (const auto* keys :
             {&plain_keys, &meeting_keys, &list_keys, &notice_keys, &alert_keys}) {
            known.insert(known.end(), keys->begin(), keys->end());
        }
        for (const auto& item : expectation_.keys) {
            const std::string key(item.key());
            if (!is_one_of(key, known)) {
                fail("[[expect]] has no key '" + key + "'", did_you_mean(key, known));
            }
        }
        return errors_.empty();
    }

    bool find_duty() {
        const auto shown = engine::show(snapshot_, matter_ + "/" + duty_);
        if (shown) {
            line_ = shown->as_object();
            return true;
        }
        for (const Diagnostic& problem : shown.error()) fail(problem.message, problem.hint);
        return false;
    }

    std::string subject(const std::string& key) const {
        std::string name = matter_;
        if (!duty_.empty()) name += "/" + duty_;
        return (name.empty() ? "" : name + " ") + key;
    }

    void note(const std::string& key, std::string expected, std::string actual, bool ok) {
        checks_.push_back({expectation_.on, subject(key), std::move(expected), std::move(actual),
                           ok, expectation_.where});
    }

    void check_key(const std::string& key, const json::value& expected) {
        const bool of_duty = is_one_of(key, plain_keys) || is_one_of(key, meeting_keys) ||
                             is_one_of(key, list_keys) || key == "waiting-for";
        if (of_duty && duty_.empty()) return fail("'" + key + "' needs 'matter' and 'duty'");
        if (is_one_of(key, plain_keys)) {
            const std::string actual = words(line_.at(key));
            note(key, words(expected), actual, words(expected) == actual);
        } else if (is_one_of(key, meeting_keys)) {
            check_meeting(key, words(expected));
        } else if (key == "waiting-for") {
            const std::string actual = words(line_.at(key));
            note(key, words(expected), actual, actual.find(words(expected)) != std::string::npos);
        } else if (is_one_of(key, list_keys)) {
            check_list(key, texts(expected));
        } else if (is_one_of(key, alert_keys)) {
            check_alert(key, texts(expected));
        }
    }

    /// A meeting is named by its id or by its date.
    void check_meeting(const std::string& key, const std::string& expected) {
        const std::string id = words(line_.at(key));
        std::string date = "none";
        for (const auto& [body_id, body] : snapshot_.bodies) {
            for (const plan::MeetingSlot& slot : body.meetings) {
                if (slot.id == id && body_id == words(line_.at("body"))) date = slot.date.iso();
            }
        }
        note(key, expected, date, expected == id || expected == date);
    }

    void check_list(const std::string& key, const std::vector<std::string>& expected) {
        const auto actual = texts(line_.at(key == "missing-fact" ? "missing-facts" : "risks"));
        for (const std::string& one : expected) {
            const bool there = is_one_of(one, actual);
            note(key, one, join(actual, ", "), key == "not-risk" ? !there : there);
        }
    }

    void check_alert(const std::string& key, const std::vector<std::string>& expected) {
        std::vector<std::string> open;
        for (const auto& [alert_key, alert] : snapshot_.state.alerts) {
            const bool here = matter_.empty() || alert.matter == matter_ ||
                              alert.matter.substr(alert.matter.rfind('/') + 1) == matter_;
            if (alert.resolved || !here || (!duty_.empty() && alert.duty != duty_)) continue;
            open.push_back(alert.condition);
        }
        for (const std::string& one : expected) {
            const bool there = is_one_of(one, open);
            note(key, one, join(open, ", "), key == "no-alert" ? !there : there);
        }
    }

    bool is_asked_for(const PlayedNotice& played) const {
        const std::string person = text_of("person");
        if (!person.empty() && played.notice.person != person) return false;
        const std::string since = text_of("since");
        const std::string from = since.empty() ? expectation_.on.date.iso() : since;
        const std::string made = played.made.date.iso();
        if (made < from || played.made > expectation_.on) return false;
        const std::string about = text_of("about");
        return about.empty() ||
               std::any_of(played.notice.alerts.begin(), played.notice.alerts.end(),
                           [&](const std::string& key) { return key.rfind(about, 0) == 0; });
    }

    void check_notices() {
        const bool asked = std::any_of(notice_keys.begin(), notice_keys.end(), [&](const auto& k) {
            return expectation_.keys.contains(k);
        });
        if (!asked) return;
        std::vector<const engine::Notice*> found;
        for (const PlayedNotice& played : so_far_.notices) {
            if (is_asked_for(played)) found.push_back(&played.notice);
        }
        if (const auto* count = expectation_.keys.if_contains("notices")) {
            const std::string actual = std::to_string(found.size());
            note("notices", words(*count), actual, words(*count) == actual);
        }
        check_contained("subject", found);
        check_contained("says", found);
    }

    void check_contained(const char* key, const std::vector<const engine::Notice*>& notices) {
        const json::value* wanted = expectation_.keys.if_contains(key);
        if (wanted == nullptr) return;
        for (const std::string& one : texts(*wanted)) {
            bool there = false;
            std::string actual = notices.empty() ? "no notice" : "";
            for (const engine::Notice* notice : notices) {
                const std::string& in =
                    std::string(key) == "subject" ? notice->subject : notice->text;
                there = there || in.find(one) != std::string::npos;
                actual += (actual.empty() ? "" : "\n") + in;
            }
            note(key, one, actual, there);
        }
    }

    const CaseExpectation& expectation_;
    const engine::Snapshot& snapshot_;
    const Played& so_far_;
    std::string matter_;
    std::string duty_;
    json::object line_;
    Diagnostics errors_;
    std::vector<Checked> checks_;
};

}  // namespace

Result<std::vector<Checked>> check(const CaseExpectation& expectation,
                                   const engine::Snapshot& snapshot, const Played& so_far) {
    return Check(expectation, snapshot, so_far).run();
}

}  // namespace dutyd::replay

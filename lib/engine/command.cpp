// SPDX-License-Identifier: MIT
#include "lib/engine/command.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <functional>
#include <set>

namespace dutyd::engine {

namespace json = boost::json;

namespace {

/// Reads the keys of one request; notes every problem and remembers which keys it was asked for.
class Reader {
public:
    explicit Reader(const json::object& request) : request_(request) {}

    std::string text(const char* key) {
        const json::value* value = find(key);
        if (value == nullptr) return {};
        if (!value->is_string()) {
            fail(key, "is not a text");
            return {};
        }
        const auto& text = value->get_string();
        if (text.size() > limits::text_bytes_max) fail(key, "is too long");
        return std::string(text);
    }

    std::string needed(const char* key) {
        std::string value = text(key);
        if (value.empty() && !failed(key)) fail(key, "is missing");
        return value;
    }

    std::optional<Date> date(const char* key) {
        const std::string value = text(key);
        if (value.empty()) return std::nullopt;
        const auto date = Date::parse(value);
        if (date) return *date;
        take(key, date.error());
        return std::nullopt;
    }

    Date needed_date(const char* key) {
        const auto value = date(key);
        if (!value && !failed(key)) fail(key, "is missing");
        return value.value_or(Date::of(1970, 1, 1));
    }

    std::optional<TimeOfDay> time(const char* key) {
        const std::string value = text(key);
        if (value.empty()) return std::nullopt;
        const auto time = TimeOfDay::parse(value);
        if (time) return *time;
        take(key, time.error());
        return std::nullopt;
    }

    std::vector<std::string> texts(const char* key) {
        std::vector<std::string> values;
        const json::value* value = find(key);
        if (value == nullptr) return values;
        if (value->is_string()) return {std::string(value->get_string())};
        if (!value->is_array()) {
            fail(key, "is not a list of texts");
            return values;
        }
        for (const json::value& item : value->get_array()) {
            if (item.is_string()) {
                values.emplace_back(item.get_string());
            } else if (!failed(key)) {
                fail(key, "is not a list of texts");
            }
        }
        return values;
    }

    std::map<std::string, std::string> facts(const char* key) {
        std::map<std::string, std::string> values;
        const json::value* value = find(key);
        if (value == nullptr) return values;
        if (!value->is_object()) {
            fail(key, "is not an object of facts");
            return values;
        }
        for (const auto& item : value->get_object()) {
            if (item.value().is_string()) {
                values[std::string(item.key())] = std::string(item.value().get_string());
            } else {
                fail(key, fmt::format("has a value for '{}' that is not a text",
                                      std::string_view(item.key())));
            }
        }
        return values;
    }

    journal::FactStatus status(const char* key) {
        const std::string value = text(key);
        if (value.empty() || value == "recorded") return journal::FactStatus::recorded;
        if (value == "expected") return journal::FactStatus::expected;
        if (value == "deemed") return journal::FactStatus::deemed;
        if (value == "disputed") return journal::FactStatus::disputed;
        fail(key, "is one of recorded, expected, deemed, disputed");
        return journal::FactStatus::recorded;
    }

    void refuse_unknown_keys() {
        std::vector<std::string> known(asked_.begin(), asked_.end());
        for (const auto& item : request_) {
            const std::string key(item.key());
            if (asked_.count(key) > 0) continue;
            errors.push_back(
                make_error(fmt::format("unknown key '{}'", key), did_you_mean(key, known)));
        }
    }

    Diagnostics errors;

private:
    const json::value* find(const char* key) {
        asked_.insert(key);
        const json::value* value = request_.if_contains(key);
        return value == nullptr || value->is_null() ? nullptr : value;
    }
    void fail(const std::string& key, const std::string& what) {
        failed_.insert(key);
        errors.push_back(make_error(fmt::format("'{}' {}", key, what)));
    }
    bool failed(const std::string& key) const { return failed_.count(key) > 0; }
    void take(const std::string& key, const Diagnostics& problems) {
        failed_.insert(key);
        for (const Diagnostic& problem : problems) {
            errors.push_back(
                make_error(fmt::format("'{}': {}", key, problem.message), problem.hint));
        }
    }

    const json::object& request_;
    std::set<std::string> asked_ = {"preview"};  // read by the shell
    std::set<std::string> failed_;
};

Action read_open(Reader& r) {
    return Open{r.text("body"), r.needed("procedure"), r.text("matter"), r.facts("facts")};
}
Action read_record(Reader& r) {
    return Record{r.text("matter"),  r.text("body"),     r.needed("fact"),
                  r.needed("value"), r.status("status"), r.text("source")};
}
Action read_withdraw(Reader& r) {
    return Withdraw{r.text("matter"), r.text("body"), r.needed("fact")};
}
Action read_start(Reader& r) {
    return Start{r.needed("matter"), r.needed("duty"), r.date("on")};
}
Action read_done(Reader& r) {
    return DoneCommand{r.needed("matter"), r.needed("duty"), r.date("on"),
                       r.time("at"),       r.text("by"),     r.text("evidence")};
}
Action read_reopen(Reader& r) {
    return Reopen{r.needed("matter"), r.needed("duty")};
}
Action read_waive(Reader& r) {
    return Waive{r.needed("matter"), r.needed("duty")};
}
Action read_target(Reader& r) {
    return Target{r.needed("matter"), r.needed("duty"), r.date("date")};
}
Action read_override(Reader& r) {
    return Override{r.needed("matter"), r.needed("duty"), r.date("limit")};
}
Action read_urgency(Reader& r) {
    return Urgency{r.needed("matter"), r.needed("duty"), r.needed("meeting")};
}
Action read_pause(Reader& r) {
    return PauseCommand{r.text("pause"),       r.text("body"),        r.text("title"),
                        r.texts("activities"), r.needed_date("from"), r.date("to"),
                        r.text("provision")};
}
Action read_resume(Reader& r) {
    return Resume{r.needed("pause"), r.date("last"), r.text("body")};
}
Action read_election(Reader& r) {
    return Election{r.needed("kind"),     r.text("body"),       r.needed_date("poll"),
                    r.date("called-on"),  r.date("pause-from"), r.date("pause-to"),
                    r.texts("activities")};
}
Action read_meeting_add(Reader& r) {
    return MeetingAdd{r.text("body"), r.needed("calendar"), r.needed_date("date"), r.time("time"),
                      r.text("kind"), r.text("title"),      r.date("submission")};
}
Action read_meeting_move(Reader& r) {
    return MeetingMove{r.text("body"), r.needed("meeting"), r.needed_date("to"), r.time("time")};
}
Action read_meeting_cancel(Reader& r) {
    return MeetingCancel{r.text("body"), r.needed("meeting")};
}
Action read_holiday_proclaim(Reader& r) {
    return HolidayProclaim{r.needed_date("date"), r.needed("name"), r.texts("nations"),
                           r.needed("source")};
}
Action read_holiday_withdraw(Reader& r) {
    return HolidayWithdraw{r.needed_date("date"), r.texts("nations"), r.needed("source")};
}
Action read_acknowledge(Reader& r) {
    return Acknowledge{r.needed("alert"), r.date("until")};
}
Action read_snooze(Reader& r) {
    return Snooze{r.needed("alert"), r.needed_date("until")};
}
Action read_absence(Reader& r) {
    return AbsenceCommand{r.needed("person"), r.needed_date("from"), r.date("to"),
                          r.text("deputy")};
}
Action read_item(Reader& r) {
    return Item{r.needed("matter"), r.needed("duty"), r.needed("item"),
                r.date("on"),       r.text("by"),     r.text("evidence")};
}
Action read_evidence(Reader& r) {
    return Evidence{r.needed("matter"), r.needed("duty"), r.needed("evidence")};
}
Action read_assess(Reader& r) {
    return Assess{r.text("body"), r.text("audit"), r.needed("row"), r.needed("wording"),
                  r.date("on")};
}
Action read_note(Reader& r) {
    return Note{r.needed("matter"), r.text("duty")};
}
Action read_adopt(Reader& r) {
    return Adopt{r.needed("matter")};
}

struct Verb {
    const char* word;
    Action (*read)(Reader&);
};

/// In the order of Action's alternatives.
constexpr Verb verbs[] = {
    {"open", read_open},
    {"record", read_record},
    {"withdraw", read_withdraw},
    {"start", read_start},
    {"done", read_done},
    {"reopen", read_reopen},
    {"waive", read_waive},
    {"target", read_target},
    {"override", read_override},
    {"urgency", read_urgency},
    {"pause", read_pause},
    {"resume", read_resume},
    {"election", read_election},
    {"meeting-add", read_meeting_add},
    {"meeting-move", read_meeting_move},
    {"meeting-cancel", read_meeting_cancel},
    {"ack", read_acknowledge},
    {"note", read_note},
    {"adopt", read_adopt},
    {"snooze", read_snooze},
    {"absence", read_absence},
    {"item", read_item},
    {"evidence", read_evidence},
    {"assess", read_assess},
    {"holiday-proclaim", read_holiday_proclaim},
    {"holiday-withdraw", read_holiday_withdraw},
};
static_assert(std::size(verbs) == std::variant_size_v<Action>);

}  // namespace

std::string verb(const Action& action) {
    return verbs[action.index()].word;
}

std::vector<std::string> known_verbs() {
    std::vector<std::string> words;
    for (const Verb& known : verbs) words.emplace_back(known.word);
    return words;
}

Result<Command> parse_command(const json::object& request) {
    Reader reader(request);
    const std::string word = reader.needed("do");
    if (!reader.errors.empty()) return std::move(reader.errors);
    const auto* found = std::find_if(std::begin(verbs), std::end(verbs),
                                     [&](const Verb& known) { return word == known.word; });
    if (found == std::end(verbs)) {
        std::string hint = did_you_mean(word, known_verbs());
        if (hint.empty()) hint = "the verbs are: " + join(known_verbs(), ", ");
        return make_error(fmt::format("dutyd cannot '{}'", word), hint);
    }
    Action action = found->read(reader);
    Command command{std::move(action), reader.text("actor"), reader.text("authority"),
                    reader.text("reason"), reader.text("client-id")};
    reader.refuse_unknown_keys();
    if (!reader.errors.empty()) return std::move(reader.errors);
    return command;
}

}  // namespace dutyd::engine

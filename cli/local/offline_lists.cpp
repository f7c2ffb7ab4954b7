// SPDX-License-Identifier: MIT
// The two lists that come from the store and not from a snapshot: the journal and the outbox.
#include "cli/local/offline.hpp"
#include "lib/engine/query.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <deque>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

constexpr std::size_t rows_usual = 100;

std::uint64_t number_or(const Question& question, std::string_view name, std::uint64_t usual) {
    const std::string text = parameter(question, name);
    std::uint64_t value = usual;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Whether the entry is of this matter, named in full or by its own part.
bool is_of(const json::value& entry, const std::string& matter) {
    if (matter.empty()) return true;
    const json::value* data = entry.get_object().if_contains("data");
    if (data == nullptr || !data->is_object()) return false;
    for (const char* key : {"matter", "owner"}) {
        const json::value* value = data->get_object().if_contains(key);
        if (value == nullptr || !value->is_string()) continue;
        const std::string name(value->get_string());
        if (name == matter || name.ends_with("/" + matter)) return true;
    }
    return false;
}

json::object message_json(const host::OutboxRow& row) {
    const bool sent = row.state == host::OutboxState::delivered;
    const char* failing = row.refused ? "refused" : "retrying";
    json::object message{{"id", row.id},
                         {"message-id", row.message_id},
                         {"channel", row.channel},
                         {"person", row.person},
                         {"to", row.address},
                         {"subject", row.subject},
                         {"made-at", row.created_at.text()},
                         {"not-before", row.not_before.text()},
                         {"urgent", row.urgent},
                         {"state", sent                ? "sent"
                                   : row.attempts == 0 ? "waiting"
                                                       : failing},
                         {"attempts", row.attempts}};
    if (!row.last_error.empty()) message["last-error"] = row.last_error;
    if (row.failing_since) message["failing-since"] = row.failing_since->text();
    if (row.raised_at) message["raised-at"] = row.raised_at->text();
    if (row.delivered_at) message["sent-at"] = row.delivered_at->text();
    return message;
}

}  // namespace

Result<json::value> log_from(const host::Store& store, const Question& question,
                             std::uint64_t last) {
    const bool latest = parameter(question, "from").empty();
    const std::uint64_t from = number_or(question, "from", 1);
    const std::size_t limit = number_or(question, "limit", rows_usual);
    const std::string matter = parameter(question, "matter");
    std::deque<json::value> kept;
    std::optional<std::uint64_t> next;
    const auto read = store.for_each_event([&](const journal::Event& event) {
        if (event.seq < from || event.seq > last || next) return;
        json::value entry = engine::log_entry(event);
        if (!is_of(entry, matter)) return;
        if (kept.size() == limit && !latest) {
            next = event.seq;
            return;
        }
        kept.push_back(std::move(entry));
        if (kept.size() > limit) kept.pop_front();
    });
    if (!read) return read.error();
    json::object body{{"events", json::array(kept.begin(), kept.end())}};
    if (next) body["next"] = *next;
    return json::value(std::move(body));
}

Result<json::value> outbox_from(const host::Store& store, const Question& question) {
    json::array messages;
    if (const std::uint64_t id = number_or(question, "id", 0); id > 0) {
        const auto row = store.message(static_cast<std::int64_t>(id));
        if (!row) return row.error();
        if (!*row) {
            return make_error("there is no message " + std::to_string(id),
                              "dutyctl outbox --all lists them");
        }
        json::object message = message_json(**row);
        message["mime"] = (*row)->mime;
        messages.push_back(std::move(message));
        return json::value(json::object{{"messages", std::move(messages)}});
    }
    const bool all = !parameter(question, "all").empty();
    const auto rows =
        store.messages(all ? host::OutboxScope::all : host::OutboxScope::waiting,
                       static_cast<std::size_t>(number_or(question, "limit", rows_usual)));
    if (!rows) return rows.error();
    for (const host::OutboxRow& row : *rows) messages.push_back(message_json(row));
    return json::value(json::object{{"messages", std::move(messages)}});
}

}  // namespace dutyd::cli

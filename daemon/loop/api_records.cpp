// SPDX-License-Identifier: MIT
// The two lists that come from the store and not from a snapshot: the journal and the outbox.
#include "daemon/http/request.hpp"
#include "daemon/loop/api.hpp"
#include "lib/base/limits.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace dutyd::daemon {

using boost::json::array;
using boost::json::object;
using http::error_response;
using http::json_response;
using http::Parameters;
using http::Response;

namespace {

constexpr std::size_t rows_default = 100;
/// A journal may be long and the matter asked for rare: one request looks at no more than this.
constexpr std::size_t rows_looked_at_max = 20000;
constexpr std::size_t page = 500;

/// The part of the journal a request for the log is about.
struct LogQuery {
    std::optional<std::uint64_t> from;
    std::size_t limit = rows_default;
    std::string matter;
    std::optional<AsOf> as_of;
};

Result<LogQuery> log_query(const http::Query& query, const civil::Zone& zone) {
    const auto parameters = Parameters::check(query, {"from", "limit", "matter", "as-of"});
    if (!parameters) return parameters.error();
    const auto from = parameters->number("from", 1, std::numeric_limits<std::int64_t>::max());
    const auto limit = parameters->number("limit", 1, limits::listed_rows_max);
    const auto as_of = parse_as_of(parameters->text("as-of"), zone);
    Diagnostics errors;
    if (!from) errors.insert(errors.end(), from.error().begin(), from.error().end());
    if (!limit) errors.insert(errors.end(), limit.error().begin(), limit.error().end());
    if (!as_of) errors.insert(errors.end(), as_of.error().begin(), as_of.error().end());
    if (!errors.empty()) return errors;
    LogQuery result;
    if (*from) result.from = static_cast<std::uint64_t>(**from);
    if (*limit) result.limit = static_cast<std::size_t>(**limit);
    result.matter = parameters->text("matter");
    result.as_of = *as_of;
    return result;
}

/// Whether the entry is of this matter, named in full or by its own part.
bool is_of(const object& entry, const std::string& matter) {
    if (matter.empty()) return true;
    const object& data = entry.at("data").as_object();
    for (const char* key : {"matter", "owner"}) {
        const auto* value = data.if_contains(key);
        if (value == nullptr || !value->is_string()) continue;
        const std::string name(value->get_string());
        if (name == matter || name.ends_with("/" + matter)) return true;
    }
    return false;
}

/// Reads the journal in pages, in either direction, and keeps what fits.
class LogReader {
public:
    LogReader(const host::Store& store, const LogQuery& query, std::uint64_t last)
        : store_(store), query_(query), last_(last) {}

    Result<object> read() {
        auto done = query_.from ? forwards(*query_.from) : backwards();
        if (!done) return done.error();
        object body{{"events", std::move(found_)}};
        if (next_) body["next"] = *next_;
        return body;
    }

private:
    Result<Done> forwards(std::uint64_t from) {
        std::size_t looked_at = 0;
        while (from <= last_ && looked_at < rows_looked_at_max) {
            const auto events = store_.events(from, page);
            if (!events) return events.error();
            for (const journal::Event& event : *events) {
                if (event.seq > last_) return Done{};
                if (found_.size() == query_.limit) {
                    next_ = event.seq;
                    return Done{};
                }
                keep(event);
            }
            if (events->empty()) return Done{};
            from = events->back().seq + 1;
            looked_at += events->size();
        }
        if (from <= last_) next_ = from;
        return Done{};
    }

    Result<Done> backwards() {
        std::uint64_t end = last_;
        std::size_t looked_at = 0;
        array newest_first;
        while (end > 0 && looked_at < rows_looked_at_max && newest_first.size() < query_.limit) {
            const std::uint64_t from = end > page ? end - page + 1 : 1;
            const auto events = store_.events(from, static_cast<std::size_t>(end - from + 1));
            if (!events) return events.error();
            for (auto event = events->rbegin();
                 event != events->rend() && newest_first.size() < query_.limit; ++event) {
                if (auto entry = entry_of(*event)) newest_first.push_back(*std::move(entry));
            }
            looked_at += events->size();
            end = from - 1;
        }
        found_ = array(newest_first.rbegin(), newest_first.rend());
        return Done{};
    }

    std::optional<object> entry_of(const journal::Event& event) const {
        auto entry = engine::log_entry(event);
        if (!is_of(entry.as_object(), query_.matter)) return std::nullopt;
        return std::move(entry.as_object());
    }
    void keep(const journal::Event& event) {
        if (auto entry = entry_of(event)) found_.push_back(*std::move(entry));
    }

    const host::Store& store_;
    const LogQuery& query_;
    std::uint64_t last_;
    array found_;
    std::optional<std::uint64_t> next_;
};

/// The last journal row recorded up to an instant, by bisection.
Result<std::uint64_t> last_row_at(const host::Store& store, civil::Instant instant,
                                  std::uint64_t last) {
    std::uint64_t low = 0;
    std::uint64_t high = last;
    while (low < high) {
        const std::uint64_t middle = low + (high - low + 1) / 2;
        const auto event = store.events(middle, 1);
        if (!event) return event.error();
        const bool before = !event->empty() && event->front().recorded_at <= instant;
        if (before) low = middle;
        if (!before) high = middle - 1;
    }
    return low;
}

std::string state_of(const host::OutboxRow& row, bool in_hand) {
    if (row.state == host::OutboxState::delivered) return "sent";
    if (row.refused) return "refused";
    if (row.attempts > 0) return "retrying";
    return in_hand ? "sending" : "waiting";
}

object message_json(const host::OutboxRow& row, bool in_hand) {
    object message{{"id", row.id},
                   {"message-id", row.message_id},
                   {"channel", row.channel},
                   {"person", row.person},
                   {"to", row.address},
                   {"subject", row.subject},
                   {"made-at", row.created_at.text()},
                   {"not-before", row.not_before.text()},
                   {"urgent", row.urgent},
                   {"state", state_of(row, in_hand)},
                   {"attempts", row.attempts}};
    if (!row.last_error.empty()) message["last-error"] = row.last_error;
    if (row.failing_since) message["failing-since"] = row.failing_since->text();
    if (row.raised_at) message["raised-at"] = row.raised_at->text();
    if (row.delivered_at) message["sent-at"] = row.delivered_at->text();
    return message;
}

}  // namespace

Response Api::log(const http::Request& request) {
    const auto query = log_query(request.query, loop_.office_zone());
    if (!query) return error_response(400, query.error());
    loop_.now();  // a stepped clock becomes an entry before the entries are read
    const host::Store& store = loop_.keeper().store();
    std::uint64_t last = loop_.keeper().state().seq;
    if (query->as_of) {
        if (auto beyond = beyond_journal(*query->as_of)) return error_response(400, *beyond);
        const auto* seq = std::get_if<std::uint64_t>(&*query->as_of);
        const auto row = seq != nullptr
                             ? Result<std::uint64_t>(*seq)
                             : last_row_at(store, std::get<civil::Instant>(*query->as_of), last);
        if (!row) return error_response(503, row.error());
        last = *row;
    }
    auto body = LogReader(store, *query, last).read();
    return body ? json_response(200, *std::move(body)) : error_response(503, body.error());
}

Response Api::outbox(const http::Request& request) {
    const auto parameters = Parameters::check(request.query, {"all", "id", "limit"});
    if (!parameters) return error_response(400, parameters.error());
    const auto all = parameters->flag("all");
    const auto id = parameters->number("id", 1, std::numeric_limits<std::int64_t>::max());
    const auto limit = parameters->number("limit", 1, limits::listed_rows_max);
    Diagnostics errors;
    if (!all) errors.insert(errors.end(), all.error().begin(), all.error().end());
    if (!id) errors.insert(errors.end(), id.error().begin(), id.error().end());
    if (!limit) errors.insert(errors.end(), limit.error().begin(), limit.error().end());
    if (!errors.empty()) return error_response(400, errors);
    if (*id) return one_message(**id);
    const auto scope = all->value_or(false) ? host::OutboxScope::all : host::OutboxScope::waiting;
    const std::size_t most = *limit ? static_cast<std::size_t>(**limit) : rows_default;
    const auto rows = loop_.keeper().store().messages(scope, most);
    if (!rows) return error_response(503, rows.error());
    array messages;
    for (const host::OutboxRow& row : *rows) {
        messages.push_back(message_json(row, loop_.post_office().is_in_hand(row.id)));
    }
    return json_response(200, object{{"messages", std::move(messages)}});
}

Response Api::one_message(std::int64_t id) {
    const auto row = loop_.keeper().store().message(id);
    if (!row) return error_response(503, row.error());
    if (!*row) {
        return error_response(404, make_error(fmt::format("there is no message {}", id),
                                              "GET /v1/outbox?all lists them"));
    }
    object message = message_json(**row, loop_.post_office().is_in_hand(id));
    message["mime"] = (*row)->mime;
    return json_response(200, object{{"messages", array{std::move(message)}}});
}

}  // namespace dutyd::daemon

// SPDX-License-Identifier: MIT
// What does not get through is raised: once in the log for each message, and once to its person
// over another channel for as long as that trouble lasts. What tells of trouble is itself only
// logged, so that no failing channel can set off a chain.
#include "daemon/loop/post_office.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace dutyd::daemon {

namespace {

using Group = std::pair<std::string, std::string>;  // person and channel

std::map<Group, std::vector<host::OutboxRow>> grouped(const std::vector<host::OutboxRow>& rows) {
    std::map<Group, std::vector<host::OutboxRow>> groups;
    for (const host::OutboxRow& row : rows) groups[{row.person, row.channel}].push_back(row);
    return groups;
}

log::Event failing_event(const host::OutboxRow& row) {
    return {log::Level::error,
            log::EventClass::delivery_failing,
            fmt::format("a notice does not get through over {}: {}", row.channel, row.last_error),
            {{"message-id", row.message_id},
             {"person", row.person},
             {"channel", row.channel},
             {"since", row.failing_since.value_or(row.not_before).text()}}};
}

}  // namespace

void PostOffice::raise_undelivered(civil::Instant now) {
    const auto rows = store_.undelivered({now.seconds - routes_.raise_after_s});
    if (!rows) return log_failure(rows.error(), "");
    if (rows->empty()) return;
    std::vector<std::int64_t> ids;
    for (const host::OutboxRow& row : *rows) ids.push_back(row.id);
    std::vector<host::OutboxRow> notices;
    for (const auto& [group, messages] : grouped(*rows)) {
        if (auto notice = told_elsewhere(messages, now)) notices.push_back(*std::move(notice));
    }
    if (const auto raised = store_.raise(ids, now, notices); !raised) {
        return log_failure(raised.error(), "undelivered notices could not be raised yet: ");
    }
    for (const host::OutboxRow& row : *rows) log_.write(failing_event(row));
    hooks_.on_change();
}

/// Nothing if they only tell of trouble themselves, if their person knows of this trouble, or if
/// there is no other channel.
std::optional<host::OutboxRow> PostOffice::told_elsewhere(const std::vector<host::OutboxRow>& rows,
                                                          civil::Instant now) {
    std::vector<host::OutboxRow> notices;
    for (const host::OutboxRow& row : rows) {
        if (!row.about) notices.push_back(row);
    }
    if (notices.empty()) return std::nullopt;
    const host::OutboxRow& first = notices.front();
    const auto told = store_.is_told(first.person, first.channel);
    if (!told || *told) return std::nullopt;
    const auto channel = other_channel(first);
    if (!channel) return std::nullopt;
    const std::string since = hooks_.in_words(first.failing_since.value_or(first.not_before));
    auto row =
        outbox_row(about_undelivered(notices, since, now), *channel, keeper_.address_book(), now);
    if (!row) {
        log_failure(row.error(), "nobody could be told that notices do not get through: ");
        return std::nullopt;
    }
    row->about = first.id;
    return *std::move(row);
}

/// The first of the person's other channels, then of the fallback ones, on which nothing fails; if
/// something does on each, the first that there is.
std::optional<std::string> PostOffice::other_channel(const host::OutboxRow& row) const {
    const AddressBook& book = keeper_.address_book();
    std::vector<std::string> candidates = book.channels_of(row.person);
    candidates.insert(candidates.end(), book.fallback.begin(), book.fallback.end());
    std::erase_if(candidates, [&](const std::string& channel) {
        return channel == row.channel || !has_channel(channel);
    });
    if (candidates.empty()) return std::nullopt;
    const auto waiting = store_.waiting_by_channel();
    if (!waiting) return candidates.front();
    const auto works = std::find_if(candidates.begin(), candidates.end(), [&](const auto& channel) {
        return std::none_of(waiting->begin(), waiting->end(), [&](const auto& summary) {
            return summary.channel == channel && summary.failing > 0;
        });
    });
    return works == candidates.end() ? candidates.front() : *works;
}

}  // namespace dutyd::daemon

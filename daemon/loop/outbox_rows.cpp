// SPDX-License-Identifier: MIT
#include "daemon/loop/outbox_rows.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace dutyd::daemon {

namespace {

namespace json = boost::json;

constexpr std::size_t listed_max = 20;

mail::MailAddress address_of(const std::string& person, const AddressBook& book) {
    const auto known = book.persons.find(person);
    if (known != book.persons.end() && !known->second.email.empty()) return known->second;
    return {person, book.from.email};
}

/// Without whatever in the header could not be composed.
mail::MailContent plain_form(mail::MailContent content) {
    content.subject = mail::header_safe(content.subject, limits::mail_subject_bytes_max);
    content.to.name.clear();
    content.from.name.clear();
    content.organisation.clear();
    content.references.clear();
    return content;
}

Result<std::string> mime_of(const engine::Notice& notice, const AddressBook& book,
                            civil::Instant now) {
    mail::MailContent content;
    content.from = book.from;
    content.to = address_of(notice.person, book);
    content.subject = notice.subject;
    content.text = notice.text;
    content.html = notice.html;
    content.message_id = notice.message_id;
    content.references = notice.references;
    content.date = now;
    content.organisation = book.organisation;
    if (notice.invitation) {
        content.calendar =
            alert::calendar_text(*notice.invitation, {content.from.email, content.to.email});
        content.calendar_method = name(notice.invitation->method);
    }
    auto mime = mail::compose(content);
    return mime ? std::move(mime) : mail::compose(plain_form(content));
}

json::array texts(const std::vector<std::string>& values) {
    json::array list;
    for (const std::string& value : values) list.emplace_back(value);
    return list;
}

/// The keys are documented in docs/operations.md and only ever added to.
std::string json_of(const engine::Notice& notice, const AddressBook& book, civil::Instant now) {
    const auto known = book.persons.find(notice.person);
    json::object object{{"id", notice.message_id},
                        {"person", notice.person},
                        {"name", known == book.persons.end() ? "" : known->second.name},
                        {"subject", notice.subject},
                        {"text", notice.text},
                        {"urgent", notice.urgent},
                        {"alerts", texts(notice.alerts)},
                        {"references", texts(notice.references)},
                        {"made-at", now.text()},
                        {"office", book.organisation}};
    return json::serialize(object);
}

/// "n1@office.example" becomes "n1.SUFFIX@office.example".
std::string derived_id(const std::string& id, const std::string& suffix) {
    const auto at = id.rfind('@');
    if (at == std::string::npos) return id + "." + suffix;
    return id.substr(0, at) + "." + suffix + id.substr(at);
}

std::string subject_lines(const std::vector<host::OutboxRow>& rows) {
    std::string lines;
    for (std::size_t i = 0; i < rows.size() && i < listed_max; ++i) {
        lines += fmt::format("- {}\n", rows[i].subject);
    }
    if (rows.size() > listed_max) lines += fmt::format("- and {} more\n", rows.size() - listed_max);
    return lines;
}

}  // namespace

const std::vector<std::string>& AddressBook::channels_of(const std::string& person) const {
    const auto known = channels.find(person);
    return known == channels.end() ? usual_channels : known->second;
}

host::ChannelKind AddressBook::kind_of(const std::string& channel) const {
    const auto known = kinds.find(channel);
    return known == kinds.end() ? host::ChannelKind::mail : known->second;
}

Result<host::OutboxRow> outbox_row(const engine::Notice& notice, const std::string& channel,
                                   const AddressBook& book, civil::Instant now) {
    host::OutboxRow row;
    row.message_id = notice.message_id;
    row.channel = channel;
    row.person = notice.person;
    row.subject = notice.subject;
    row.created_at = now;
    row.not_before = notice.not_before;
    row.next_attempt = notice.not_before;
    row.urgent = notice.urgent;
    row.alerts = notice.alerts;
    if (!host::needs_address(book.kind_of(channel))) {
        row.address = channel;
        row.mime = json_of(notice, book, now);
        return row;
    }
    auto mime = mime_of(notice, book, now);
    if (!mime) return mime.error();
    row.address = address_of(notice.person, book).email;
    row.mime = *std::move(mime);
    return row;
}

Result<std::vector<host::OutboxRow>> outbox_rows(const engine::Notice& notice,
                                                 const AddressBook& book, civil::Instant now) {
    std::vector<host::OutboxRow> rows;
    for (const std::string& channel : book.channels_of(notice.person)) {
        auto row = outbox_row(notice, channel, book, now);
        if (!row) return row.error();
        rows.push_back(*std::move(row));
    }
    return rows;
}

engine::Notice about_undelivered(const std::vector<host::OutboxRow>& rows, const std::string& since,
                                 civil::Instant now) {
    const host::OutboxRow& first = rows.front();
    const std::string count = counted(static_cast<long long>(rows.size()), "notice");
    engine::Notice notice;
    notice.message_id = derived_id(first.message_id, "undelivered." + first.channel);
    notice.person = first.person;
    notice.subject = fmt::format("Not delivered over {}: {} to you", first.channel, count);
    notice.text = fmt::format(
        "{} to you could not be delivered over '{}', failing since {}:\n\n{}\nThe last attempt: "
        "{}\n\nNothing is lost: dutyd keeps trying. Please tell whoever runs it; `dutyctl outbox` "
        "lists what waits, and `dutyctl doctor` says what to mend. You are told of this once.\n",
        count, first.channel, since, subject_lines(rows), first.last_error);
    notice.not_before = now;
    notice.urgent = true;
    return notice;
}

engine::Notice test_notice(const std::string& person, const std::string& id, civil::Instant now) {
    engine::Notice notice;
    notice.message_id = id;
    notice.person = person;
    notice.subject = "Test message of dutyd";
    notice.text =
        "This is a test. Somebody who runs dutyd asked for it with `dutyctl mail test`, to see "
        "whether\nits notices reach you. There is nothing you need do.\n";
    notice.not_before = now;
    return notice;
}

}  // namespace dutyd::daemon

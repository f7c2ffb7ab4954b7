// SPDX-License-Identifier: MIT
#include "daemon/loop/writes.hpp"

#include "daemon/host/files.hpp"
#include "lib/base/limits.hpp"

#include <iterator>

namespace dutyd::daemon {

namespace {

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

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

std::string add_events(host::TurnWrites& writes, const std::vector<journal::Event>& events,
                       std::string previous) {
    for (const journal::Event& event : events) {
        const std::string salt = event.text.empty() ? std::string{} : host::random_hex(16);
        journal::Encoded encoded = journal::encode(event, previous, salt);
        previous = encoded.row.hash;
        writes.rows.push_back(std::move(encoded.row));
        if (encoded.free_text) writes.texts.push_back(*std::move(encoded.free_text));
    }
    return previous;
}

Result<host::OutboxRow> outbox_row(const engine::Notice& notice, const AddressBook& book,
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
    auto mime = mail::compose(content);
    if (!mime) mime = mail::compose(plain_form(content));
    if (!mime) return mime.error();
    host::OutboxRow row;
    row.message_id = notice.message_id;
    row.person = notice.person;
    row.address = content.to.email;
    row.subject = notice.subject;
    row.mime = *std::move(mime);
    row.created_at = now;
    row.not_before = notice.not_before;
    row.next_attempt = notice.not_before;
    row.urgent = notice.urgent;
    row.alerts = notice.alerts;
    return row;
}

engine::TurnResult joined(engine::TurnResult first, engine::TurnResult next) {
    first.next = std::move(next.next);
    append(first.events, next.events);
    append(first.notices, next.notices);
    append(first.answers, next.answers);
    append(first.moves, next.moves);
    append(first.findings, next.findings);
    first.wake_at = next.wake_at;
    return first;
}

}  // namespace dutyd::daemon

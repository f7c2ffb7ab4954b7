// SPDX-License-Identifier: MIT
#include "lib/engine/notices.hpp"

#include "lib/alert/severity.hpp"
#include "lib/base/hash.hpp"
#include "lib/base/text.hpp"
#include "lib/engine/working_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::engine {

using alert::Alert;

Letters NoticeWriter::letters(const std::vector<News>& news) {
    Letters by_person;
    for (const News& one : news) {
        if (one.persons.empty()) {
            result_.findings.push_back(
                make_finding(fmt::format("nobody holds a role to be told of {}", one.alert.key),
                             "give somebody the role in the configuration"));
        }
        if (alert::waits_for_digest(one.alert)) continue;
        for (const std::string& person : one.persons) by_person[person].push_back(one.alert);
    }
    return by_person;
}

void NoticeWriter::write(const Letters& letters) {
    for (const auto& [person, alerts] : letters) write(person, alerts);
}

const BodyView& NoticeWriter::body_of(const Alert& alert) const {
    return after_.bodies.at(after_.matter(alert.matter)->body);
}

std::string NoticeWriter::names(const std::vector<Alert>& alerts) const {
    Persons bodies;
    for (const Alert& one : alerts) bodies.insert(body_of(one).body->name);
    return bodies.size() == 1 ? *bodies.begin()
                              : counted(static_cast<long long>(bodies.size()), "office");
}

alert::MessageContext NoticeWriter::context(const std::string& body_name,
                                            const std::string& id) const {
    return {body_name, draft_.settings().training, id};
}

void NoticeWriter::write(const std::string& person, const std::vector<Alert>& alerts) {
    const BodyView& body = body_of(alerts.front());
    Notice notice;
    notice.person = person;
    notice.urgent = std::any_of(alerts.begin(), alerts.end(), alert::is_urgent);
    notice.not_before =
        notice.urgent
            ? draft_.now()
            : next_working_moment(body, office_days(after_.state, *body.body), draft_.now());
    for (const Alert& one : alerts) notice.alerts.push_back(one.key);
    notice.references = {thread(alerts.front().matter + "/" + alerts.front().duty)};
    notice.message_id = message_id(person, notice.alerts);
    const alert::Message message =
        alert::compose(alerts, context(names(alerts), notice.message_id));
    notice.subject = message.subject;
    notice.text = message.text;
    notice.html = message.html;
    draft_.record(journal::NoticeMade{notice.message_id, person, notice.alerts, notice.not_before},
                  body.body->id, {"dutyd", "", "", ""});
    result_.notices.push_back(std::move(notice));
}

std::string NoticeWriter::thread(const std::string& what) const {
    return "thread-" + sha256_hex(what).substr(0, 16) + "@" + draft_.settings().message_domain;
}

std::string NoticeWriter::message_id(const std::string& person,
                                     const std::vector<std::string>& keys) const {
    std::string seed = person + draft_.now().text();
    for (const std::string& key : keys) seed += "|" + key;
    return fmt::format("{}.{}@{}", draft_.state().seq + 1, sha256_hex(seed).substr(0, 16),
                       draft_.settings().message_domain);
}

}  // namespace dutyd::engine

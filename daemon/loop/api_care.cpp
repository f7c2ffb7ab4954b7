// SPDX-License-Identifier: MIT
// Requests of whoever looks after dutyd: how it is, whether messages arrive, a backup. They are for
// the Unix socket alone, since they make dutyd reach out or write a file.
#include "daemon/host/files.hpp"
#include "daemon/http/request.hpp"
#include "daemon/loop/api.hpp"
#include "daemon/loop/doctor.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>

namespace dutyd::daemon {

using boost::json::array;
using boost::json::object;
using http::error_response;
using http::json_response;
using http::Reply;
using http::Request;
using http::Response;

namespace {

std::string_view word_of(mail::DeliveryKind kind) {
    switch (kind) {
        case mail::DeliveryKind::accepted:
            return "accepted";
        case mail::DeliveryKind::try_again:
            return "failed";
        case mail::DeliveryKind::refused:
            return "refused";
        case mail::DeliveryKind::unknown:
            return "unknown";
    }
    return "failed";
}

/// The text at the only key that a body may have.
Result<std::optional<std::string>> only_text(const object& body, const std::string& key) {
    for (const auto& member : body) {
        if (member.key() != key) {
            return make_error(fmt::format("unknown key '{}'", std::string_view(member.key())),
                              did_you_mean(std::string(member.key()), {key}));
        }
        if (!member.value().is_string()) return make_error(fmt::format("'{}' is not a text", key));
    }
    const auto* value = body.if_contains(key);
    if (value == nullptr) return std::optional<std::string>{};
    return std::optional(std::string(value->get_string()));
}

Diagnostic unknown_person(const std::string& person, const AddressBook& book) {
    std::vector<std::string> known;
    for (const auto& [id, address] : book.persons) known.push_back(id);
    std::string hint = did_you_mean(person, known);
    if (hint.empty()) hint = "there are: " + join(known, ", ");
    return make_error(fmt::format("there is no person '{}'", person), std::move(hint));
}

Response test_response(const std::string& person, const std::vector<ErrandResult>& results,
                       const std::vector<Errand>& errands) {
    array channels;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const mail::Delivery& delivery = results[i].delivery;
        channels.push_back(object{{"channel", results[i].channel},
                                  {"to", errands[i].message.address},
                                  {"outcome", word_of(delivery.kind)},
                                  {"code", delivery.code},
                                  {"said", delivery.text}});
    }
    return json_response(200, object{{"person", person}, {"channels", std::move(channels)}});
}

/// "dutyd-2026-10-03T101500Z.db"
std::string backup_name(civil::Instant now) {
    std::string text = now.text();
    std::erase(text, ':');
    return fmt::format("dutyd-{}.db", text);
}

}  // namespace

void Api::add_care_routes(http::Router& router) {
    router.add("GET", "/v1/doctor",
               [this](const Request& request, const Reply& reply) { doctor(request, reply); });
    router.add("POST", "/v1/channels/test",
               [this](const Request& request, const Reply& reply) { send_test(request, reply); });
    router.add("POST", "/v1/backup",
               [this](const Request& request, const Reply& reply) { reply(back_up(request)); });
}

void Api::doctor(const Request& request, const Reply& reply) {
    const auto parameters = http::Parameters::check(request.query, {});
    if (!parameters) return reply(error_response(400, parameters.error()));
    if (request.caller.channel == http::Channel::loopback) {
        return reply(error_response(
            403, make_error("this is answered on the Unix socket only", "use dutyctl doctor")));
    }
    examine(loop_, [reply](const Checks& checks) { reply(json_response(200, to_json(checks))); });
}

void Api::send_test(const Request& request, const Reply& reply) {
    const auto body = parse_body(request.body);
    if (!body) return reply(error_response(400, body.error()));
    const auto person = only_text(*body, "person");
    if (!person) return reply(error_response(400, person.error()));
    if (!*person) return reply(error_response(400, make_error("'person' is missing")));
    const AddressBook& book = loop_.keeper().address_book();
    if (!book.persons.contains(**person)) {
        return reply(error_response(404, unknown_person(**person, book)));
    }
    const civil::Instant now = loop_.now();
    const std::string id =
        fmt::format("test-{}@{}", host::random_hex(8), loop_.keeper().settings().message_domain);
    const auto rows = outbox_rows(test_notice(**person, id, now), book, now);
    if (!rows) return reply(error_response(422, rows.error()));
    std::vector<Errand> errands;
    for (const host::OutboxRow& row : *rows) {
        errands.push_back({row.channel, mail::Errand::deliver, row});
    }
    loop_.post_office().run(errands, [reply, errands, name = **person](const auto& results) {
        reply(test_response(name, results, errands));
    });
}

Response Api::back_up(const Request& request) {
    const auto body = parse_body(request.body);
    if (!body) return error_response(400, body.error());
    const auto named = only_text(*body, "file");
    if (!named) return error_response(400, named.error());
    const std::string& folder = loop_.backup().folder;
    if (!*named && folder.empty()) {
        return error_response(
            400, make_error("no file is named, and no folder for backups is configured",
                            "name a file, or set folder under [backup] in dutyd.toml"));
    }
    const std::string file =
        *named ? **named : fmt::format("{}/{}", folder, backup_name(loop_.now()));
    if (!file.starts_with("/")) {
        return error_response(400, make_error(fmt::format("'{}' is not a full path", file)));
    }
    const auto written = loop_.keeper().store().back_up(file);
    if (!written) return error_response(422, written.error());
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    return json_response(200, object{{"file", file}, {"bytes", error ? 0 : bytes}});
}

}  // namespace dutyd::daemon

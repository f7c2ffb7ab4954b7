// SPDX-License-Identifier: MIT
#include "daemon/mail/message.hpp"

#include "lib/base/hash.hpp"
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <memory>

namespace dutyd::mail {
namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
struct Release {
    void operator()(GDateTime* date) const { g_date_time_unref(date); }
    void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
    void operator()(char* text) const { g_free(text); }
};
template <class T>
using Object = std::unique_ptr<T, Unref>;
template <class T>
using Held = std::unique_ptr<T, Release>;

constexpr const char* utf8 = "utf-8";
constexpr std::string_view training_line =
    "TRAINING: an exercise on a simulated clock. Nothing in this message is real.";

// GMime keeps tables of its own that must be made once before its first use.
void start_gmime() {
    static const bool started = [] {
        g_mime_init();
        return true;
    }();
    static_cast<void>(started);
}

void check_line(Diagnostics& found, std::string_view what, std::string_view text) {
    if (auto problem = header_problem(what, text)) found.push_back(std::move(*problem));
}

void check_length(Diagnostics& found, std::string_view what, std::array<std::size_t, 2> size_max) {
    const auto [size, max] = size_max;
    if (size <= max) return;
    found.push_back(make_error(
        fmt::format("the {} of the message has {} bytes; at most {} are sent", what, size, max)));
}

void check_id(Diagnostics& found, std::string_view id) {
    if (auto problem = message_id_problem(id)) found.push_back(std::move(*problem));
}

void check_person(Diagnostics& found, std::string_view what, const MailAddress& person) {
    const std::string name = fmt::format("name in '{}'", what);
    check_line(found, name, person.name);
    check_length(found, name, {person.name.size(), limits::name_bytes_max});
    if (auto problem = address_problem(person.email)) found.push_back(std::move(*problem));
}

Diagnostics problems(const MailContent& content) {
    Diagnostics found;
    check_person(found, "From", content.from);
    check_person(found, "To", content.to);
    check_line(found, "subject", content.subject);
    check_length(found, "subject", {content.subject.size(), limits::mail_subject_bytes_max});
    if (trim(content.subject).empty()) found.push_back(make_error("the message has no subject"));
    check_line(found, "organisation", content.organisation);
    check_length(found, "organisation", {content.organisation.size(), limits::name_bytes_max});
    check_id(found, content.message_id);
    for (const auto& reference : content.references) check_id(found, reference);
    if (content.text.empty()) found.push_back(make_error("the message has no text"));
    check_length(found, "text", {content.text.size(), limits::mail_part_bytes_max});
    check_length(found, "HTML", {content.html.size(), limits::mail_part_bytes_max});
    check_length(found, "invitation", {content.calendar.size(), limits::mail_part_bytes_max});
    check_line(found, "method of the invitation", content.calendar_method);
    return found;
}

void end_line(std::string& lines) {
    lines.erase(lines.find_last_not_of(" \t") + 1);
    lines += '\n';
}

// Line ends become the one kind that GMime turns into CRLF, without spaces before them (GMime would
// let such a line grow past the 76 characters of quoted-printable); bad bytes become U+FFFD.
std::string clean_body(std::string_view body) {
    std::string lines;
    lines.reserve(body.size() + 1);
    for (std::size_t i = 0; i < body.size(); ++i) {
        const bool crlf = body[i] == '\r' && i + 1 < body.size() && body[i + 1] == '\n';
        if (crlf) continue;
        if (body[i] == '\n' || body[i] == '\r') {
            end_line(lines);
        } else {
            lines += body[i];
        }
    }
    if (lines.empty() || lines.back() != '\n') end_line(lines);
    const Held<char> valid(g_utf8_make_valid(lines.data(), static_cast<gssize>(lines.size())));
    return valid.get();
}

std::string training_html(std::string html) {
    const std::string line = fmt::format("<p><strong>{}</strong></p>\n", training_line);
    const auto body = html.find("<body");
    const auto end = body == std::string::npos ? body : html.find('>', body);
    return html.insert(end == std::string::npos ? 0 : end + 1, line);
}

Object<GMimePart> make_part(const char* subtype, const std::string& body) {
    const Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(body.data(), body.size()));
    const Object<GMimeDataWrapper> data(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    // Not g_mime_text_part_set_text: it would choose the character set by itself.
    GMimePart* part = GMIME_PART(g_mime_text_part_new_with_subtype(subtype));
    g_mime_part_set_content(part, data.get());
    g_mime_text_part_set_charset(GMIME_TEXT_PART(part), utf8);
    g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    return Object<GMimePart>(part);
}

/// As base64: its line ends and the spaces it folds with must arrive as they are.
Object<GMimePart> make_invitation(const MailContent& content) {
    auto part = make_part("calendar", content.calendar);
    g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "method",
                                             content.calendar_method.c_str());
    return part;
}

Object<GMimeObject> make_body(const MailContent& content) {
    const std::string text = clean_body(content.text);
    auto plain =
        make_part("plain", content.training ? fmt::format("{}\n\n{}", training_line, text) : text);
    if (content.html.empty()) return Object<GMimeObject>(GMIME_OBJECT(plain.release()));
    const std::string html = clean_body(content.html);
    const auto rich = make_part("html", content.training ? training_html(html) : html);
    GMimeMultipart* both = g_mime_multipart_new_with_subtype("alternative");
    // "=_" cannot occur in quoted-printable text, so the boundary cannot occur in a part.
    const std::string boundary = "=_" + sha256_hex(content.message_id).substr(0, 32);
    g_mime_multipart_set_boundary(both, boundary.c_str());
    g_mime_multipart_add(both, GMIME_OBJECT(plain.get()));
    g_mime_multipart_add(both, GMIME_OBJECT(rich.get()));
    if (!content.calendar.empty()) {
        const auto invitation = make_invitation(content);
        g_mime_multipart_add(both, GMIME_OBJECT(invitation.get()));
    }
    return Object<GMimeObject>(GMIME_OBJECT(both));
}

void add_person(GMimeMessage* message, GMimeAddressType type, const MailAddress& person) {
    const std::string name = header_safe(person.name, limits::name_bytes_max);
    const Object<InternetAddress> address(
        internet_address_mailbox_new(name.empty() ? nullptr : name.c_str(), person.email.c_str()));
    internet_address_set_charset(address.get(), utf8);
    internet_address_list_add(g_mime_message_get_addresses(message, type), address.get());
}

void add_header(GMimeMessage* message, const char* name, const std::string& value) {
    g_mime_object_append_header(GMIME_OBJECT(message), name, value.c_str(), utf8);
}

// A thread that has grown long keeps its first message, which names it, and the newest ones.
std::string references_header(const std::vector<std::string>& references) {
    const std::size_t size = references.size();
    const std::size_t skipped = size - std::min(size, limits::mail_references_max);
    std::string header;
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0 && i <= skipped) continue;
        header += fmt::format("{}<{}>", header.empty() ? "" : " ", references[i]);
    }
    return header;
}

void add_headers(GMimeMessage* message, const MailContent& content) {
    const std::string subject = (content.training ? "TRAINING: " : "") +
                                header_safe(content.subject, limits::mail_subject_bytes_max);
    const Held<GDateTime> date(g_date_time_new_from_unix_utc(content.date.seconds));
    g_mime_message_set_date(message, date.get());
    add_person(message, GMIME_ADDRESS_TYPE_FROM, content.from);
    add_person(message, GMIME_ADDRESS_TYPE_TO, content.to);
    g_mime_message_set_subject(message, subject.c_str(), utf8);
    g_mime_message_set_message_id(message, content.message_id.c_str());
    if (!content.references.empty()) {
        add_header(message, "In-Reply-To", fmt::format("<{}>", content.references.back()));
        add_header(message, "References", references_header(content.references));
    }
    const std::string organisation = header_safe(content.organisation, limits::name_bytes_max);
    if (!organisation.empty()) add_header(message, "Organization", organisation);
    add_header(message, "Auto-Submitted", "auto-generated");
    if (content.training) add_header(message, "X-Dutyd-Training", "yes");
}

}  // namespace

Result<std::string> compose(const MailContent& content) {
    if (auto found = problems(content); !found.empty()) return found;
    start_gmime();
    const Object<GMimeMessage> message(g_mime_message_new(TRUE));
    add_headers(message.get(), content);
    const auto body = make_body(content);
    g_mime_message_set_mime_part(message.get(), body.get());
    const Held<GMimeFormatOptions> options(g_mime_format_options_new());
    g_mime_format_options_set_newline_format(options.get(), GMIME_NEWLINE_FORMAT_DOS);
    const Held<char> bytes(g_mime_object_to_string(GMIME_OBJECT(message.get()), options.get()));
    return std::string(bytes.get());
}

}  // namespace dutyd::mail

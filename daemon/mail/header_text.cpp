// SPDX-License-Identifier: MIT
// What may stand in a mail's headers: addresses, and text on one line.
#include "daemon/mail/message.hpp"
#include "lib/base/address.hpp"
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <algorithm>

namespace dutyd::mail {
namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// RFC 5322 "atext": what a Message-ID may hold between its dots.
bool is_atom_character(char c) {
    return is_letter_or_digit(c) ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_dot_atom(std::string_view text) {
    const auto atoms = split(text, '.');
    return std::all_of(atoms.begin(), atoms.end(), [](const std::string& atom) {
        return !atom.empty() && std::all_of(atom.begin(), atom.end(), is_atom_character);
    });
}

// Line and paragraph separators and the C1 controls break lines for some readers too.
bool breaks_lines(gunichar c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

std::string valid_utf8(std::string_view text) {
    if (text.empty()) return {};
    char* made = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
    std::string result(made);
    g_free(made);
    return result;
}

std::string on_one_line(const std::string& valid) {
    std::string line;
    bool space_due = false;
    const char* next = nullptr;
    for (const char* at = valid.c_str(); *at != '\0'; at = next) {
        next = g_utf8_next_char(at);
        const gunichar c = g_utf8_get_char(at);
        if (c == ' ' || breaks_lines(c)) {
            space_due = !line.empty();
            continue;
        }
        // "=?" would open an encoded word in the reader's mail program.
        if (space_due || (c == '?' && !line.empty() && line.back() == '=')) line += ' ';
        space_due = false;
        line.append(at, next);
    }
    return line;
}

bool fits_header(std::string_view text) {
    if (text.empty()) return true;
    if (g_utf8_validate_len(text.data(), text.size(), nullptr) == FALSE) return false;
    if (text.find("=?") != std::string_view::npos) return false;
    const char* next = nullptr;
    for (const char* at = text.data(); at < text.data() + text.size(); at = next) {
        next = g_utf8_next_char(at);
        if (breaks_lines(g_utf8_get_char(at))) return false;
    }
    return true;
}

std::string cut(std::string line, std::size_t bytes_max) {
    if (line.size() <= bytes_max) return line;
    if (bytes_max < ellipsis.size()) return {};
    std::size_t end = bytes_max - ellipsis.size();
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
    line.resize(end);
    return line.append(ellipsis);
}

}  // namespace

std::optional<Diagnostic> address_problem(std::string_view email) {
    const auto problem = email_address_problem(email);
    if (!problem) return std::nullopt;
    return make_error(fmt::format("'{}' is not an e-mail address: {}",
                                  header_safe(email, limits::mail_address_bytes_max), *problem),
                      "write it as name@example.org");
}

std::optional<Diagnostic> header_problem(std::string_view what, std::string_view text) {
    if (fits_header(text)) return std::nullopt;
    const std::string shown = header_safe(text, limits::mail_subject_bytes_max);
    return make_error(
        fmt::format("the {} of the message cannot stand in a mail header: '{}'", what, shown),
        "it must be UTF-8 on one line, without control characters and without '=?'");
}

std::optional<Diagnostic> message_id_problem(std::string_view id) {
    const auto at = id.find('@');
    const bool sound = at != std::string_view::npos && id.size() <= limits::mail_id_bytes_max &&
                       is_dot_atom(id.substr(0, at)) && is_dot_atom(id.substr(at + 1));
    if (sound) return std::nullopt;
    return make_error(
        fmt::format("'{}' is not a message id", header_safe(id, limits::mail_id_bytes_max)),
        fmt::format("write it as letters, digits, dots and dashes around one @, without angle "
                    "brackets, at most {} characters",
                    limits::mail_id_bytes_max));
}

std::string header_safe(std::string_view text, std::size_t bytes_max) {
    return cut(on_one_line(valid_utf8(text)), bytes_max);
}

}  // namespace dutyd::mail

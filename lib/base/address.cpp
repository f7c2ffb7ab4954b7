// SPDX-License-Identifier: MIT
#include "lib/base/address.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd {

namespace {

constexpr std::size_t domain_label_bytes_max = 63;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// RFC 5322 atext: what may stand before the @ without quotes.
bool is_atom_character(char c) {
    return is_letter_or_digit(c) ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

std::optional<std::string> local_part_problem(std::string_view local) {
    if (local.empty()) return "nothing stands before the @";
    if (local.size() > limits::mail_local_part_bytes_max) {
        return fmt::format("the part before the @ is longer than {} characters",
                           limits::mail_local_part_bytes_max);
    }
    for (const std::string& atom : split(local, '.')) {
        if (atom.empty()) return "a dot before the @ has nothing beside it";
        if (!std::all_of(atom.begin(), atom.end(), is_atom_character)) {
            return "a character before the @ is not allowed in an address";
        }
    }
    return std::nullopt;
}

std::optional<std::string> domain_problem(std::string_view domain) {
    if (domain.empty()) return "nothing stands after the @";
    for (const std::string& label : split(domain, '.')) {
        if (label.empty()) return "a dot after the @ has nothing beside it";
        if (label.size() > domain_label_bytes_max) {
            return fmt::format("a part of the domain is longer than {} characters",
                               domain_label_bytes_max);
        }
        const bool plain = std::all_of(label.begin(), label.end(),
                                       [](char c) { return is_letter_or_digit(c) || c == '-'; });
        if (!plain || label.front() == '-' || label.back() == '-') {
            return fmt::format("'{}' is not a part of a domain name", label);
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> email_address_problem(std::string_view email) {
    if (email.empty()) return "it is empty";
    if (email.size() > limits::mail_address_bytes_max) {
        return fmt::format("it is longer than {} characters", limits::mail_address_bytes_max);
    }
    for (const char c : email) {
        if (static_cast<unsigned char>(c) >= 0x80) return "it has a character that is not ASCII";
        if (c <= ' ' || c == 0x7f) return "it has a space or a control character in it";
    }
    const auto at = email.find('@');
    if (at == std::string_view::npos) return "it has no @";
    if (email.find('@', at + 1) != std::string_view::npos) return "it has more than one @";
    if (auto problem = local_part_problem(email.substr(0, at))) return problem;
    return domain_problem(email.substr(at + 1));
}

}  // namespace dutyd

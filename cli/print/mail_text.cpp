// SPDX-License-Identifier: MIT
#include "cli/print/mail_text.hpp"

#include "lib/base/text.hpp"

#include <algorithm>
#include <cctype>

namespace dutyd::cli {

namespace {

std::string lower(std::string_view text) {
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return small;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// RFC 2045 section 6.7; what is no escape stays as it is.
std::string from_quoted_printable(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            plain += text[i];
        } else if (text.substr(i + 1, 1) == "\n") {
            ++i;
        } else if (i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                   hex_digit(text[i + 2]) >= 0) {
            plain += static_cast<char>(16 * hex_digit(text[i + 1]) + hex_digit(text[i + 2]));
            i += 2;
        } else {
            plain += '=';
        }
    }
    return plain;
}

/// The delimiter line of a multipart message, or "" if it is not one.
std::string delimiter_of(std::string_view head) {
    constexpr std::string_view mark = "boundary=\"";
    const auto start = head.find(mark);
    if (start == std::string_view::npos) return {};
    const auto first = start + mark.size();
    return "\n--" + std::string(head.substr(first, head.find('"', first) - first));
}

struct Part {
    std::string_view head;
    std::string_view body;
};

Part split_head(std::string_view text) {
    const auto gap = text.find("\n\n");
    if (gap == std::string_view::npos) return {text, {}};
    return {text.substr(0, gap), text.substr(gap + 2)};
}

std::string decoded(const Part& part) {
    const bool quoted = lower(part.head).find("quoted-printable") != std::string::npos;
    return quoted ? from_quoted_printable(part.body) : std::string(part.body);
}

}  // namespace

std::string plain_part(std::string_view mime) {
    std::string text(mime);
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    const Part message = split_head(text);
    const std::string delimiter = delimiter_of(message.head);
    if (delimiter.empty()) return decoded(message);
    std::string_view rest(text);
    rest.remove_prefix(message.head.size() + 1);
    while (true) {
        const auto start = rest.find(delimiter);
        if (start == std::string_view::npos) return text;
        rest.remove_prefix(start + delimiter.size());
        const std::string_view whole = rest.substr(0, rest.find(delimiter));
        const Part part =
            split_head(whole.substr(std::min(whole.find('\n'), whole.size() - 1) + 1));
        if (lower(part.head).find("text/plain") != std::string::npos) return decoded(part);
    }
}

}  // namespace dutyd::cli

// SPDX-License-Identifier: MIT
#include "daemon/http/etag.hpp"

#include "lib/base/check.hpp"
#include "lib/base/hash.hpp"
#include "lib/base/text.hpp"

namespace dutyd::http {

namespace {

constexpr std::size_t etag_digits = 32;

/// Takes the first mark off a list, without the W/ of a weak one: whether a client has something
/// is asked of both alike. Empty at the end, and where the list is not sound.
std::string_view take_mark(std::string_view& list) {
    const std::size_t begin = list.find('"');
    const std::size_t end = begin == std::string_view::npos ? begin : list.find('"', begin + 1);
    if (end == std::string_view::npos) return {};
    const std::string_view mark = list.substr(begin, end + 1 - begin);
    list.remove_prefix(end + 1);
    return mark;
}

}  // namespace

std::string etag_of(std::string_view bytes) {
    return '"' + sha256_hex(bytes).substr(0, etag_digits) + '"';
}

bool has_it_already(std::string_view if_none_match, std::string_view etag) {
    if (trim(if_none_match) == "*") return true;
    for (std::string_view mark = take_mark(if_none_match); !mark.empty();
         mark = take_mark(if_none_match)) {
        if (mark == etag) return true;
    }
    return false;
}

Response unless_unchanged(const Request& request, const Response& response) {
    DUTYD_CHECK(!response.etag.empty());
    if (!has_it_already(request.if_none_match, response.etag)) return response;
    Response unchanged;
    unchanged.status = 304;
    unchanged.etag = response.etag;
    return unchanged;
}

}  // namespace dutyd::http

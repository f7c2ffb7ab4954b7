// SPDX-License-Identifier: MIT
// Answers that a client may keep and ask about (RFC 9110, section 13): a mark made of the bytes
// alone, and 304 without a body for whoever has them already. The mark is strong: the same bytes
// have the same one, after a restart as well.
#pragma once

#include "daemon/http/message.hpp"

#include <string_view>

namespace dutyd::http {

/// With its quotation marks.
std::string etag_of(std::string_view bytes);

/// Whether a client that sent this `If-None-Match` has what bears the mark.
bool has_it_already(std::string_view if_none_match, std::string_view etag);

/// The answer, or 304 in its place. REQUIRES: an answer with an etag.
Response unless_unchanged(const Request& request, const Response& response);

}  // namespace dutyd::http

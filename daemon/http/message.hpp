// SPDX-License-Identifier: MIT
// A request as a handler sees it and a response as it gives it: plain values, no sockets. Every
// error leaves as {"error": [{"message", "hint", "where", "text"}]}, one entry a diagnostic, so
// that every program that talks to dutyd shows errors in the same way.
#pragma once

#include "lib/base/diagnostic.hpp"

#include <boost/json/value.hpp>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dutyd::http {

/// Where a connection came in. The loopback channel may only read.
enum class Channel { unix_socket, loopback };

struct Caller {
    Channel channel = Channel::unix_socket;
    /// The account at the other end of a Unix socket: its name, or "uid:1000" if it has none.
    std::string account;
};

using Query = std::vector<std::pair<std::string, std::string>>;

struct Request {
    std::string method;  // "GET"; HEAD arrives as GET
    std::string path;    // percent-decoded
    Query query;         // decoded, in the order written
    std::string body;
    Caller caller;
    std::string if_none_match = {};  // as the header says it
};

struct Response {
    unsigned status = 200;
    std::string body;
    std::string content_type = "application/json";
    std::string allow;      // for 405: the methods that would do
    std::string etag = {};  // of an answer that may be kept and asked about (etag.hpp)
};

/// Called exactly once, on the loop, at once or later.
using Reply = std::function<void(Response)>;
using Handler = std::function<void(const Request&, Reply)>;

Response json_response(unsigned status, const boost::json::value& body);
Response error_response(unsigned status, const Diagnostics& diagnostics);
Response error_response(unsigned status, const Diagnostic& diagnostic);

/// {"message", "hint", "where", "text"}; "hint" and "where" only if there is one. "where" reads
/// file:line:column, "text" is the whole as printed on a terminal, with the caret.
boost::json::object to_json(const Diagnostic& diagnostic);
boost::json::array to_json(const Diagnostics& diagnostics);
/// "packs/pcc/plan.toml:12:7", or as much of it as is known.
std::string place_text(const Place& where);

}  // namespace dutyd::http

// SPDX-License-Identifier: MIT
#include "daemon/http/message.hpp"

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

namespace dutyd::http {

std::string place_text(const Place& where) {
    if (where.line == 0) return where.file;
    if (where.column == 0) return fmt::format("{}:{}", where.file, where.line);
    return fmt::format("{}:{}:{}", where.file, where.line, where.column);
}

boost::json::object to_json(const Diagnostic& diagnostic) {
    boost::json::object object;
    object["message"] = diagnostic.message;
    if (!diagnostic.hint.empty()) object["hint"] = diagnostic.hint;
    const std::string where = place_text(diagnostic.where);
    if (!where.empty()) object["where"] = where;
    object["text"] = render(diagnostic);
    return object;
}

boost::json::array to_json(const Diagnostics& diagnostics) {
    boost::json::array array;
    for (const Diagnostic& diagnostic : diagnostics) array.push_back(to_json(diagnostic));
    return array;
}

Response json_response(unsigned status, const boost::json::value& body) {
    Response response;
    response.status = status;
    response.body = boost::json::serialize(body) + "\n";
    return response;
}

Response error_response(unsigned status, const Diagnostics& diagnostics) {
    return json_response(status, boost::json::object{{"error", to_json(diagnostics)}});
}

Response error_response(unsigned status, const Diagnostic& diagnostic) {
    return error_response(status, Diagnostics{diagnostic});
}

}  // namespace dutyd::http

// SPDX-License-Identifier: MIT
#include "daemon/http/request.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>

namespace dutyd::http {
namespace {

constexpr std::string_view target_hint =
    "write it as /v1/NAME?KEY=VALUE, with spaces and other unusual characters as %20";

}  // namespace

Result<Target> parse_target(std::string_view target) {
    if (target.size() > limits::request_target_bytes_max) {
        return make_error(fmt::format("the request target has {} bytes, more than {}",
                                      target.size(), limits::request_target_bytes_max));
    }
    const auto view = boost::urls::parse_origin_form({target.data(), target.size()});
    if (!view) {
        return make_error("the request target is not a path with an optional query",
                          std::string(target_hint));
    }
    boost::urls::encoding_opts options;
    options.space_as_plus = true;
    Target result;
    const boost::urls::url_view& url = *view;
    const auto path = url.encoded_path();
    const auto decoded = boost::urls::make_pct_string_view({path.data(), path.size()});
    if (!decoded) return make_error("the request path is not decodable", std::string(target_hint));
    result.path = decoded->decode();
    for (const auto parameter : url.params(options)) {
        result.query.emplace_back(std::string(parameter.key), std::string(parameter.value));
    }
    return result;
}

Result<Parameters> Parameters::check(const Query& query, const std::vector<std::string>& known) {
    Diagnostics errors;
    Parameters result;
    for (const auto& [name, value] : query) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const std::string hint =
                known.empty() ? "it takes no parameters" : did_you_mean(name, known);
            errors.push_back(
                make_error(fmt::format("unknown query parameter '{}'", name),
                           hint.empty() ? fmt::format("known here: {}", join(known, ", ")) : hint));
        } else if (result.find(name) != nullptr) {
            errors.push_back(make_error(fmt::format("query parameter '{}' is given twice", name)));
        } else {
            result.query_.emplace_back(name, value);
        }
    }
    if (!errors.empty()) return errors;
    return result;
}

const std::pair<std::string, std::string>* Parameters::find(std::string_view name) const {
    for (const auto& parameter : query_) {
        if (parameter.first == name) return &parameter;
    }
    return nullptr;
}

const std::string& Parameters::text(std::string_view name) const {
    static const std::string none;
    const auto* parameter = find(name);
    return parameter == nullptr ? none : parameter->second;
}

Result<std::optional<bool>> Parameters::flag(std::string_view name) const {
    const auto* parameter = find(name);
    if (parameter == nullptr) return std::optional<bool>();
    const std::string& value = parameter->second;
    for (const char* yes : {"", "true", "yes", "1"}) {
        if (value == yes) return std::optional<bool>(true);
    }
    for (const char* no : {"false", "no", "0"}) {
        if (value == no) return std::optional<bool>(false);
    }
    return make_error(fmt::format("query parameter '{}' is '{}'", name, value),
                      "write true or false");
}

Result<std::optional<std::int64_t>> Parameters::number(std::string_view name, std::int64_t least,
                                                       std::int64_t most) const {
    const auto* parameter = find(name);
    if (parameter == nullptr) return std::optional<std::int64_t>();
    const std::string& text = parameter->second;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || value < least || value > most) {
        return make_error(fmt::format("query parameter '{}' is '{}'", name, text),
                          fmt::format("write a whole number from {} to {}", least, most));
    }
    return std::optional<std::int64_t>(value);
}

}  // namespace dutyd::http

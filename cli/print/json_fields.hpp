// SPDX-License-Identifier: MIT
// Reading answers for printing. A key that is not there reads as nothing: an older or newer daemon
// must not make a table fail. Texts come out safe to print on a terminal.
#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd::cli {

const boost::json::value* field(const boost::json::value& object, std::string_view key);

/// A string, or a number, true or false as people write them; anything else is "".
std::string text_of(const boost::json::value& value);
std::string text_at(const boost::json::value& object, std::string_view key);
std::optional<std::int64_t> number_at(const boost::json::value& object, std::string_view key);
/// Whether the key is there and true.
bool is_true_at(const boost::json::value& object, std::string_view key);
/// The list under a key, or an empty one.
const boost::json::array& list_at(const boost::json::value& object, std::string_view key);
std::vector<std::string> texts_of(const boost::json::value& list);
std::vector<std::string> texts_at(const boost::json::value& object, std::string_view key);

}  // namespace dutyd::cli

// SPDX-License-Identifier: MIT
// The words of a notice as they were mailed: the plain part of its MIME text, decoded. Reads only
// what dutyd itself composes; anything else comes back undecoded rather than wrong.
#pragma once

#include <string>
#include <string_view>

namespace dutyd::cli {

std::string plain_part(std::string_view mime);

}  // namespace dutyd::cli

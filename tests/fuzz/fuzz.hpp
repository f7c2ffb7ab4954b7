// SPDX-License-Identifier: MIT
// What a fuzz target defines: one function that takes any bytes whatever and returns 0. A broken
// promise is a DUTYD_CHECK that fails.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

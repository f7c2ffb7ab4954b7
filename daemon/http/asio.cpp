// SPDX-License-Identifier: MIT
// The one translation unit in which Asio and Beast are compiled; see CMakeLists.txt.
// clang-format off
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
// clang-format on

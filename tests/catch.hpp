// SPDX-License-Identifier: MIT
// Catch2 under either of its two header layouts (v2 on Debian 12, v3 on Debian 13).
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

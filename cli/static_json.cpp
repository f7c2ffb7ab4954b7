// SPDX-License-Identifier: MIT
// Boost.JSON itself, compiled into the static dutyctl.
#include <boost/json/src.hpp>

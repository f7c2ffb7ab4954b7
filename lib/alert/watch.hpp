// SPDX-License-Identifier: MIT
// The conditions that hold for a matter right now, apart from dates that have moved (slip.hpp).
// Asked twice with the same view it gives the same alerts with the same keys, in the same order.
#pragma once

#include "lib/alert/alert.hpp"
#include "lib/alert/view.hpp"

namespace dutyd::alert {

std::vector<Alert> watch(const View& view);

}  // namespace dutyd::alert

// SPDX-License-Identifier: MIT
// What only people can answer: facts that dates hang on, and when an expected pause really begins
// and ends. Recurring matters are open two years ahead, so a question is put only when its answer
// is needed soon.
#pragma once

#include "lib/alert/alert.hpp"
#include "lib/alert/view.hpp"

namespace dutyd::alert {

std::vector<Alert> questions(const View& view);

}  // namespace dutyd::alert

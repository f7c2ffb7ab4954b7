// SPDX-License-Identifier: MIT
// What a person reads: the alerts of one event for one person as a subject, a plain text and an
// HTML text with the same words. The first two lines say what moved, to when, why and what to do.
// Pure: the same alerts give the same bytes.
#pragma once

#include "lib/alert/alert.hpp"

namespace dutyd::alert {

struct MessageContext {
    std::string body_name;  // "Office of the Police and Crime Commissioner for ..."
    bool training = false;  // simulated clock: says TRAINING first
};

struct Message {
    std::string subject;
    std::string text;
    std::string html;
};

/// REQUIRES: at least one alert.
Message compose(const std::vector<Alert>& alerts, const MessageContext& context);

}  // namespace dutyd::alert

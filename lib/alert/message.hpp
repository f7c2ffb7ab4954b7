// SPDX-License-Identifier: MIT
// What a person reads: the alerts of one event for one person as a subject, a plain text and an
// HTML text with the same words. The first two lines say what moved, to when, why and what to do.
// What one event moved in several matters is one section; what follows from a move stands under it.
// Pure: the same alerts give the same bytes.
#pragma once

#include "lib/alert/alert.hpp"

namespace dutyd::alert {

struct MessageContext {
    std::string body_name;    // "Office of the Police and Crime Commissioner for ..."
    bool training = false;    // simulated clock: says TRAINING first
    std::string notice = {};  // its id: everything in it can be acknowledged by that
};

struct Message {
    std::string subject;
    std::string text;
    std::string html;
};

/// One part of a message: what, what to do, and why. Lines that begin with "- " are a list.
struct Section {
    std::string headline;
    std::string to_do;  // may be empty
    std::vector<std::string> lines;
    std::string acknowledge;  // an alert's key; empty: not alone
};

/// What alerts are told as: the urgent first, what belongs together in one section.
struct Arranged {
    std::string subject;
    std::vector<Section> sections;
};
/// REQUIRES: at least one alert.
Arranged arrange(const std::vector<Alert>& given);

/// REQUIRES: at least one alert.
Message compose(const std::vector<Alert>& alerts, const MessageContext& context);

/// Any sections under any subject; `last` stands at the end, above the sender's line.
Message lay_out(const std::string& subject, const std::vector<Section>& sections,
                const std::string& last, const MessageContext& context);

}  // namespace dutyd::alert

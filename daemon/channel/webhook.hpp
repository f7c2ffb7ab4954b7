// SPDX-License-Identifier: MIT
// Notices as JSON to a web address. Each request says which notice it is (Dutyd-Id, the same at
// every try, so that the receiver can tell a repeat), when it was sent and a signature over time
// and body, so that the receiver can tell who sent it and that it is fresh. Success is an answer
// from 200 to 299 and nothing else. The heartbeat goes the same way, unsigned and without a body.
#pragma once

#include "daemon/channel/http_client.hpp"
#include "daemon/mail/transport.hpp"
#include "lib/civil/time.hpp"

namespace dutyd::channel {

struct Webhook {
    std::string name;  // of the channel, for messages
    std::string url;
    std::string secret;
    std::string ca_file;
    std::chrono::milliseconds time_limit{30'000};
};

/// HMAC-SHA256 of "TIMESTAMP.BODY" in lower-case hexadecimal digits.
std::string signature(const std::string& secret, std::int64_t timestamp, const std::string& body);

/// What became of a message, by what the receiver answered. A refusal for good (4xx, 3xx) is told
/// apart from what time may mend (5xx, 408, 425, 429, no answer).
mail::Delivery judge(const std::string& name, const HttpOutcome& outcome);

using ReadTime = std::function<civil::Instant()>;
mail::MakeSender webhook_sender(Webhook webhook, ReadTime now);

struct Heartbeat {
    std::string url;
    std::string method = "GET";
    std::string ca_file;
};
/// Every message it is given is one beat.
mail::MakeSender heartbeat_sender(Heartbeat heartbeat);

}  // namespace dutyd::channel

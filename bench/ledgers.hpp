// SPDX-License-Identifier: MIT
// The peers that keep events durably: PostgreSQL and Redis as they come, told only to keep each
// event on the disk before they answer, which PostgreSQL does by itself. Each is a process of its
// own with its data in a temporary folder and no port; both go with the object. No client library
// is used: every peer faces the same clients (bench/crowd.hpp).
#pragma once

#include "bench/crowd.hpp"

#include <memory>
#include <string>

namespace dutyd::bench {

class Ledger {
public:
    virtual ~Ledger() = default;
    virtual std::string socket() const = 0;
    /// One more event for each request, with that text.
    virtual Dialogue dialogue(const std::string& text) const = 0;
};

/// Nothing if it is not installed, or does not start. `preload`: a library it is run with.
std::unique_ptr<Ledger> start_postgresql(const std::string& preload);
std::unique_ptr<Ledger> start_redis(const std::string& preload);

}  // namespace dutyd::bench

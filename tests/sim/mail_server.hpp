// SPDX-License-Identifier: MIT
// A mail server that does what it is told to: takes a message, puts it off, refuses it, says
// nothing, takes it and loses the answer, or is not there. Keeps count of what it really took, by
// Message-ID, which nobody but the checks may look at.
#pragma once

#include "tests/sim/random.hpp"

#include <map>
#include <string>

namespace dutyd::sim {

enum class Weather { fair, busy, refusing, silent, losing_answers, down, mixed };
/// "fair", "busy", ...
std::string name(Weather weather);
Weather weather_named(const std::string& word);

/// What became of one message as the sender sees it, and as it was.
struct Reply {
    enum class Kind { accepted, try_again, refused, unknown };
    Kind kind = Kind::accepted;
    bool servers_fault = false;  // the next message would fail in the same way
    bool taken = false;          // the server has it, whatever the sender was told
    std::int64_t seconds = 0;    // until the sender knows
};

class MailServer {
public:
    explicit MailServer(std::uint64_t seed) : chance_(seed) {}

    void set(Weather weather) { weather_ = weather; }
    Reply take(const std::string& message_id);
    /// How often a message was taken.
    int copies(const std::string& message_id) const;
    /// How often the sender could not know that a message was taken: copies that may be there.
    int excuses(const std::string& message_id) const;
    void excuse(const std::string& message_id) { ++excuses_[message_id]; }
    std::size_t all_copies() const { return all_copies_; }
    const std::map<std::string, int>& taken() const { return taken_; }

private:
    Weather weather_ = Weather::fair;
    Random chance_;
    std::map<std::string, int> taken_;
    std::size_t all_copies_ = 0;
    std::map<std::string, int> excuses_;
};

}  // namespace dutyd::sim

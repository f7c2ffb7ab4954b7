// SPDX-License-Identifier: MIT
// Looks on at every turn that is committed and every command that is answered, and holds them
// against what was promised. It believes nothing it is told: hours are reckoned by the summer time
// rule, acknowledgements are those that were sent. Throws Broken.
#pragma once

#include "tests/sim/office.hpp"
#include "tests/sim/tally.hpp"

#include <set>

namespace dutyd::sim {

class Witness {
public:
    Witness(const engine::Settings& settings, Tally& tally) : settings_(settings), tally_(tally) {}

    void saw(const Turned& turned);
    /// An acknowledgement the office has answered for.
    void acknowledged(const std::string& alert, std::optional<civil::Date> until);
    /// Holds what was acknowledged, and until when, against the state.
    void check_acknowledgements(const engine::State& state) const;
    /// Everything in the journal's notices is in the outbox once, with the server, or waits.
    void check_outbox(const Storage& storage, const Postman& postman,
                      const MailServer& server) const;

private:
    void check_wake(const Turned& turned) const;
    void check_raised(const Turned& turned, const journal::AlertRaised& raised);
    void check_notice(const Turned& turned, const engine::Notice& notice);
    void check_hours(const Turned& turned, const engine::Notice& notice) const;
    void check_not_after_done(const Turned& turned, const std::string& key) const;
    void check_told(const Turned& turned) const;
    void check_expiry(const Turned& turned) const;

    const engine::Settings& settings_;
    Tally& tally_;
    std::set<std::string> message_ids_;
    std::map<std::string, std::optional<civil::Date>> acknowledged_;  // alert: last day
};

/// A notice as the journal has it, whatever kind of event it is.
struct NoticeRow {
    std::string message_id;
    std::string person;
};
std::optional<NoticeRow> notice_in(const journal::Event& event);

}  // namespace dutyd::sim

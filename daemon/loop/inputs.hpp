// SPDX-License-Identifier: MIT
// Everything dutyd reads from files, read and checked as one: configuration, calendars, people and
// zones. It exists only if nothing in it is wrong; a daemon swaps it in whole or keeps what it has.
#pragma once

#include "daemon/loop/heartbeat.hpp"
#include "daemon/loop/post_office.hpp"
#include "lib/rules/library.hpp"

#include <set>

namespace dutyd::daemon {

struct Inputs {
    std::vector<rules::SourceFile> files;           // of the calendars folder, what the bodies need
    std::shared_ptr<const rules::Library> library;  // loaded of them
    std::vector<journal::PeopleAdopted::Holder> holders;
    std::map<std::string, civil::Zone> zones;
    AddressBook address_book;
    Routes routes;  // what is for a channel that has none stays in the outbox
    std::optional<HeartbeatRoute> heartbeat;
    host::BackupConfig backup;
    std::string message_domain = "dutyd.invalid";
    int mail_keep_days = 365;
    std::optional<rules::WorkingHours> working_hours;  // none: as each body says
    std::set<std::string> calendar_people;             // who wants calendar invitations
    Diagnostics findings;
};

/// The first body's zone: where times are meant that name none.
inline civil::Zone home_zone(const Inputs& inputs) {
    const auto& bodies = inputs.library->bodies;
    return bodies.empty() ? civil::Zone::utc() : inputs.zones.at(bodies.front().zone);
}

using LoadInputs = std::function<Result<Inputs>()>;

}  // namespace dutyd::daemon

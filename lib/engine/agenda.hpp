// SPDX-License-Identifier: MIT
// What is still to come at one body, as narrow lines in the order of their next dates: the index
// that finds the next twenty of a million duties without working any schedule out again. Made when
// a turn looks at the body; as good as its schedules are, until the body is looked at again.
#pragma once

#include "lib/engine/decide.hpp"
#include "lib/engine/snapshot.hpp"

#include <cstdint>

namespace dutyd::engine {

struct UpcomingFilter;

/// A duty that people can be asked for: dated, open, and counting.
bool is_to_come(const rules::Duty& duty, const plan::Outcome& outcome);
/// By a word for a standing or for a risk; an empty one names everything.
bool names_it(const std::string& wanted, plan::Standing standing, plan::Risks risks);

class Agenda {
public:
    Agenda() = default;
    Agenda(const Snapshot& snapshot, const std::string& body);

    struct Line {
        std::int32_t next;  // as Date::serial(); undated lines are last
        std::uint32_t matter;
        std::uint16_t duty;
        std::uint8_t standing;
        std::uint8_t risks;
    };
    const std::vector<Line>& lines() const { return lines_; }
    const std::string& matter(const Line& line) const { return matters_[line.matter].id; }
    const rules::Duty& duty(const Line& line) const {
        return matters_[line.matter].network->duty(line.duty);
    }

private:
    struct Named {
        std::string id;
        std::shared_ptr<const plan::Network> network;
    };
    std::vector<Named> matters_;
    std::vector<Line> lines_;
};

/// What has to be looked at to show the first lines of a listing, and how many it has in all;
/// nothing: as many as are looked at.
struct Page {
    Sight sight = {};
    std::optional<std::size_t> found = {};
};
/// Everything where only schedules can tell: without a limit, and for duties that are done.
Page first_page(const Bench& bench, const Outlook& outlook, const UpcomingFilter& filter);

}  // namespace dutyd::engine

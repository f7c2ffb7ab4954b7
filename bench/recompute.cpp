// SPDX-License-Identifier: MIT
// A whole process that schedules a file of duties by lib/plan and writes a table of dates, as
// TaskJuggler does: `recompute DUTIES CSV`. A line is a duty, `ID WORKING-DAYS [GATE ...]`, and an
// empty line ends a matter.
#include "bench/offices.hpp"
#include "bench/working_days.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <string>

namespace {

using namespace dutyd;
using civil::Date;

rules::Duty duty_from(const std::string& line) {
    std::istringstream words(line);
    rules::Duty duty;
    words >> duty.id >> duty.takes.n;
    duty.takes.unit = rules::Duration::Unit::working_days;
    for (std::string gate; words >> gate;) {
        duty.after.push_back({std::move(gate), {}, false, {}, false});
    }
    return duty;
}

class Recompute {
public:
    explicit Recompute(const std::string& out) : out_(out) { out_ << "duty,done\n"; }

    void matter(std::shared_ptr<rules::Procedure> procedure) {
        plan::Matter matter;
        matter.records.resize(procedure->duties.size());
        matter.network = std::make_shared<const plan::Network>(std::move(procedure));
        const bench::Facts facts(days_, today_);
        const plan::Surroundings around{
            facts, [](const std::string&) { return std::nullopt; },   days_, {}, {},
            10,    {civil::Instant{0}, today_, civil::TimeOfDay{540}}};
        const plan::Schedule schedule = plan::schedule(matter, around);
        for (plan::DutyIndex i = 0; i < matter.network->size(); ++i) {
            out_ << matter.network->duty(i).id << ',' << schedule.outcomes[i].forecast.date->iso()
                 << '\n';
        }
    }

private:
    std::ofstream out_;
    civil::DaySet days_ = bench::working_days();
    Date today_ = Date::of(2024, 3, 4);
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    std::ifstream file(argv[1]);
    Recompute recompute(argv[2]);
    auto procedure = std::make_shared<rules::Procedure>();
    for (std::string line; std::getline(file, line);) {
        if (!line.empty()) {
            procedure->duties.push_back(duty_from(line));
        } else {
            recompute.matter(std::exchange(procedure, std::make_shared<rules::Procedure>()));
        }
    }
    return 0;
}

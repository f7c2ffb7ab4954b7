// SPDX-License-Identifier: MIT
#include "lib/plan/schedule.hpp"

#include "lib/plan/pass.hpp"

namespace dutyd::plan {

Schedule schedule(const Matter& matter, const Surroundings& around) {
    Pass pass{matter, around};
    pass.schedule.outcomes.resize(matter.network->size());
    prepare_steps(pass);
    work_out_limits(pass);
    run_forward(pass);
    run_backward(pass);
    judge(pass);
    return std::move(pass.schedule);
}

}  // namespace dutyd::plan

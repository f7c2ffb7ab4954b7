// SPDX-License-Identifier: MIT
#include "daemon/loop/work.hpp"

#include <set>

namespace dutyd::daemon {

std::vector<CommandWork> take_commands(std::deque<Work>& queue, std::size_t most) {
    std::vector<CommandWork> taken;
    std::set<std::string> client_ids;
    while (!queue.empty() && taken.size() < most) {
        auto* work = std::get_if<CommandWork>(&queue.front());
        if (work == nullptr) break;
        const std::string& client_id = work->submission.command.client_id;
        if (!client_id.empty() && !client_ids.insert(client_id).second) break;
        taken.push_back(std::move(*work));
        queue.pop_front();
    }
    return taken;
}

}  // namespace dutyd::daemon

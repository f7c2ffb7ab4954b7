// SPDX-License-Identifier: MIT
#include "lib/rules/circles.hpp"

#include <algorithm>

namespace dutyd::rules {

namespace {

enum class Mark { fresh, open, closed };

struct Step {
    std::size_t at;
    std::size_t next = 0;
};

std::vector<std::size_t> way_round(const std::vector<Step>& path, std::size_t back_to) {
    std::vector<std::size_t> way;
    auto step =
        std::find_if(path.begin(), path.end(), [&](const Step& one) { return one.at == back_to; });
    for (; step != path.end(); ++step) way.push_back(step->at);
    way.push_back(back_to);
    return way;
}

}  // namespace

std::vector<std::vector<std::size_t>> circles(
    const std::vector<std::vector<std::size_t>>& points_at) {
    std::vector<std::vector<std::size_t>> found;
    std::vector<Mark> marks(points_at.size(), Mark::fresh);
    std::vector<bool> began(points_at.size(), false);
    for (std::size_t start = 0; start < points_at.size(); ++start) {
        if (marks[start] != Mark::fresh) continue;
        std::vector<Step> path{{start}};
        marks[start] = Mark::open;
        while (!path.empty()) {
            Step& top = path.back();
            if (top.next == points_at[top.at].size()) {
                marks[top.at] = Mark::closed;
                path.pop_back();
                continue;
            }
            const std::size_t to = points_at[top.at][top.next++];
            if (marks[to] == Mark::open && !began[to]) {
                began[to] = true;
                found.push_back(way_round(path, to));
            } else if (marks[to] == Mark::fresh) {
                marks[to] = Mark::open;
                path.push_back({to});
            }
        }
    }
    return found;
}

}  // namespace dutyd::rules

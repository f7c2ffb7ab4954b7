// SPDX-License-Identifier: MIT
#define DUTYD_HAVE_BOOST
#include "bench/boost_graph.hpp"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dag_shortest_paths.hpp>

#include <memory>

namespace dutyd::bench {

namespace {

struct Weight {
    int weight = 0;
};
using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Weight>;
using Edge = std::pair<std::size_t, std::size_t>;

/// Both directions, with one more vertex that is before, or behind, all: shortest paths over
/// negated lengths are the longest ones.
struct Passes {
    explicit Passes(const Graph& graph) : count(graph.size()) {
        std::vector<Edge> ahead;
        std::vector<Edge> behind;
        std::vector<Weight> ahead_weights;
        std::vector<Weight> behind_weights;
        for (std::size_t i = 0; i < count; ++i) {
            for (std::uint32_t e = graph.first_before[i]; e < graph.first_before[i + 1]; ++e) {
                ahead.emplace_back(graph.before[e], i);
                ahead_weights.push_back({-graph.length[i]});
                behind.emplace_back(i, graph.before[e]);
                behind_weights.push_back({-graph.length[i]});
            }
            ahead.emplace_back(count, i);
            ahead_weights.push_back({-graph.length[i]});
            if (graph.limit[i] == graph.limit[0]) continue;
            behind.emplace_back(count, i);
            behind_weights.push_back({-(graph.limit[0] - graph.limit[i])});
        }
        const auto unsorted = boost::edges_are_unsorted_multi_pass;
        forward = Csr(unsorted, ahead.begin(), ahead.end(), ahead_weights.begin(), count + 1);
        backward = Csr(unsorted, behind.begin(), behind.end(), behind_weights.begin(), count + 1);
        early.resize(count + 1);
        late.resize(count + 1);
        slack.resize(count);
    }

    void run() {
        longest(forward, early);
        longest(backward, late);
        for (std::size_t i = 0; i < count; ++i) slack[i] = early[i] + late[i];
    }

    void longest(const Csr& graph, std::vector<int>& distance) {
        boost::dag_shortest_paths(
            graph, count,
            boost::weight_map(boost::get(&Weight::weight, graph))
                .distance_map(boost::make_iterator_property_map(
                    distance.begin(), boost::get(boost::vertex_index, graph))));
    }

    std::size_t count;
    Csr forward;
    Csr backward;
    std::vector<int> early;
    std::vector<int> late;
    std::vector<int> slack;
};

}  // namespace

std::function<void()> boost_passes(const Graph& graph) {
    return [passes = std::make_shared<Passes>(graph)] { passes->run(); };
}

}  // namespace dutyd::bench

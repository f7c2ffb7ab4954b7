// SPDX-License-Identifier: MIT
// The bodies of one life: shipped bodies under other ids, with hours, meetings and people of their
// own, running the shipped packs: some bodies all of their procedures, most a few of them, since
// the years go by faster then and every procedure has its turn. Everything follows from the seed.
#pragma once

#include "lib/engine/turn.hpp"
#include "tests/sim/random.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dutyd::sim {

using Holders = std::vector<journal::PeopleAdopted::Holder>;

/// A role that somebody of a body may hold.
struct Post {
    std::string body;
    std::string role;
    bool is_fallback = false;
};

struct Setup {
    std::uint64_t seed = 0;
    std::vector<std::string> bodies;
    std::vector<Post> posts;
    std::vector<rules::SourceFile> files;
    civil::Instant starts;
    int years = 1;

    int body_years() const { return static_cast<int>(bodies.size()) * years; }
};

/// What is read from the source tree once: the calendars folder, and which procedures it has.
struct Shipped {
    std::vector<rules::SourceFile> files;
    std::vector<std::pair<std::string, std::string>> procedures;  // id and file
    std::map<std::string, civil::Zone> zones;
};
/// Throws if the calendars or the zone cannot be read.
Shipped read_shipped();

/// Without making it.
int body_years_of(std::uint64_t seed);
Setup make_setup(std::uint64_t seed, const Shipped& shipped);

/// Who holds the roles of every body. Turn-overs differ: a post is vacant, a person has several.
Holders holders_of(const std::vector<Post>& posts, std::uint64_t turnover);
/// The body a person works for: persons are called "office-a.3".
std::string body_of_person(const std::string& person);

}  // namespace dutyd::sim

// SPDX-License-Identifier: MIT
#include "lib/base/shared_map.hpp"

#include "tests/catch.hpp"

#include <map>
#include <random>
#include <vector>

namespace {

using dutyd::OfOwner;
using dutyd::SharedMap;
using Plain = std::map<int, int>;

void check_same(const SharedMap<int, int>& shared, const Plain& plain) {
    REQUIRE(shared.size() == plain.size());
    CHECK(std::equal(plain.begin(), plain.end(), shared.begin()));
    for (int key = -1; key < 70; ++key) {
        const auto found = shared.lower_bound(key);
        const auto expected = plain.lower_bound(key);
        REQUIRE((found == shared.end()) == (expected == plain.end()));
        if (expected != plain.end()) CHECK(found->first == expected->first);
        CHECK(shared.count(key) == plain.count(key));
    }
}

}  // namespace

TEST_CASE("a shared map holds what a plain one would, and so does every copy ever made of it") {
    std::mt19937 random(2024);
    SharedMap<int, int> shared;
    Plain plain;
    std::vector<std::pair<SharedMap<int, int>, Plain>> kept;
    for (int step = 0; step < 4000; ++step) {
        const int key = static_cast<int>(random() % 64);
        switch (random() % 5) {
            case 0:
                shared.erase(key);
                plain.erase(key);
                break;
            case 1:
                shared.emplace(key, step);
                plain.emplace(key, step);
                break;
            case 2:
                if (int* value = shared.edit(key)) *value += 1;
                if (plain.count(key) > 0) plain[key] += 1;
                break;
            default:
                shared.insert_or_assign(key, step);
                plain.insert_or_assign(key, step);
        }
        if (step % 100 == 0) kept.emplace_back(shared, plain);
    }
    check_same(shared, plain);
    for (const auto& [copy, expected] : kept) check_same(copy, expected);
}

TEST_CASE("a shared map stays balanced when keys come in order") {
    SharedMap<int, int> shared;
    for (int n = 0; n < 100'000; ++n) shared[n] = n;
    for (int n = 0; n < 90'000; ++n) shared.erase(n);
    int expected = 90'000;
    for (const auto& [key, value] : shared) CHECK_FALSE((key != expected || value != expected++));
    CHECK(shared.size() == 10'000);
}

TEST_CASE("what one owner has is found by its name and nothing else") {
    SharedMap<std::string, int> shared;
    for (const char* key : {"a/1", "a/2", "a-b/1", "ab/1", "/0", "b"}) shared[key] = 1;
    const auto of = [&](const std::string& owner) {
        std::vector<std::string> keys;
        for (const auto& [key, value] : OfOwner(shared, owner)) keys.push_back(key);
        return keys;
    };
    CHECK(of("a") == std::vector<std::string>{"a/1", "a/2"});
    CHECK(of("") == std::vector<std::string>{"/0"});
    CHECK(of("b").empty());
}

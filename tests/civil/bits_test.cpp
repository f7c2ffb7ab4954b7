// SPDX-License-Identifier: MIT
#include "lib/civil/bits.hpp"
#include "tests/catch.hpp"

#include <random>
#include <vector>

using namespace dutyd::civil;

namespace {

int mismatches_with_walk(std::uint64_t word) {
    int mismatches = 0;
    std::int32_t n = 0;
    for (std::int32_t bit = 0; bit < 64; ++bit) {
        if ((word >> bit & 1) != 0 && nth_set_bit(word, n++) != bit) ++mismatches;
    }
    return mismatches + (set_bits(word) == n ? 0 : 1);
}

}  // namespace

TEST_CASE("set bits are counted and found as by a walk over the word") {
    int mismatches = mismatches_with_walk(0) + mismatches_with_walk(~std::uint64_t{0});
    for (int bit = 0; bit < 64; ++bit) {
        mismatches += mismatches_with_walk(std::uint64_t{1} << bit);
        mismatches += mismatches_with_walk(~(std::uint64_t{1} << bit));
    }
    std::mt19937_64 random(2024);
    for (int i = 0; i < 20000; ++i) {
        const std::uint64_t word = random();
        // Dense, even and sparse ones.
        mismatches += mismatches_with_walk(word | random()) + mismatches_with_walk(word) +
                      mismatches_with_walk(word & random() & random());
    }
    CHECK(mismatches == 0);
}

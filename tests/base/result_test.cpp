// SPDX-License-Identifier: MIT
#include "lib/base/result.hpp"

#include "tests/catch.hpp"

#include <memory>
#include <string>
#include <type_traits>

using namespace dutyd;

namespace {

Result<int> half_of(int n) {
    if (n % 2 != 0) return make_error("odd numbers have no half here");
    return n / 2;
}

Result<Done> both_wrong() {
    return Diagnostics{make_error("one"), make_error("two")};
}

}  // namespace

TEST_CASE("a result holds a value") {
    const Result<int> result = half_of(8);
    REQUIRE(result);
    CHECK(result.has_value());
    CHECK(result.value() == 4);
    CHECK(*result == 4);
}

TEST_CASE("a result holds the diagnostics that say why there is no value") {
    const Result<int> result = half_of(7);
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.has_value());
    CHECK(render(result.error()) == "error: odd numbers have no half here\n");
}

TEST_CASE("a result keeps every diagnostic, in order") {
    const Result<Done> result = both_wrong();
    REQUIRE_FALSE(result);
    CHECK(render(result.error()) == "error: one\nerror: two\n");
}

TEST_CASE("a value can be changed in place and its members reached") {
    Result<std::string> result = std::string("plan");
    result->append("-2024");
    *result += "!";
    CHECK(result->size() == 10);
    CHECK(result.value() == "plan-2024!");
}

TEST_CASE("values that can only be moved are moved out, not copied") {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
    const std::unique_ptr<int> taken = *std::move(result);
    CHECK(*taken == 5);
    CHECK(*Result<std::unique_ptr<int>>(std::make_unique<int>(6)).value() == 6);
}

TEST_CASE("diagnostics can be moved out of a failed result") {
    Result<int> result = half_of(1);
    const Diagnostics taken = std::move(result).error();
    REQUIRE(taken.size() == 1);
    CHECK(taken.front().message == "odd numbers have no half here");
}

TEST_CASE("a result that holds no diagnostics is still a failure") {
    const Result<int> result = Diagnostics{};
    CHECK_FALSE(result);
    CHECK(result.error().empty());
}

TEST_CASE("a result is never mistaken for a bool or a number") {
    CHECK_FALSE(std::is_convertible_v<Result<int>, bool>);
    CHECK_FALSE(std::is_convertible_v<Result<int>, int>);
    CHECK_FALSE(std::is_default_constructible_v<Result<int>>);
}

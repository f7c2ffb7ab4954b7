// SPDX-License-Identifier: MIT
#include "daemon/http/request.hpp"

#include "daemon/http/router.hpp"
#include "tests/catch.hpp"

#include <fmt/format.h>

using namespace dutyd;
using http::Parameters;
using http::parse_target;

namespace {

Parameters parameters(const http::Query& query) {
    auto checked = Parameters::check(query, {"days", "all", "owner", "as-of"});
    REQUIRE(checked);
    return *checked;
}

http::Response routed(const http::Router& router, const std::string& method,
                      const std::string& path, http::Channel channel = http::Channel::unix_socket) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.caller.channel = channel;
    std::optional<http::Response> answer;
    router.route(request, [&](http::Response response) { answer = std::move(response); });
    REQUIRE(answer);
    return *answer;
}

http::Router small_router() {
    http::Router router;
    const auto answer = [](const std::string& text) {
        return [text](const http::Request&, const http::Reply& reply) {
            reply({200, text, "", ""});
        };
    };
    router.add("GET", "/v1/upcoming", answer("upcoming"));
    router.add("GET", "/v1/clock", answer("clock"));
    router.add("POST", "/v1/clock", answer("moved"));
    return router;
}

}  // namespace

TEST_CASE("a target is taken apart and decoded") {
    const auto target = parse_target("/v1/show?name=plan-2024%2Fissue&note=a+b%20c&empty=&bare");
    REQUIRE(target);
    CHECK(target->path == "/v1/show");
    CHECK(target->query ==
          http::Query{{"name", "plan-2024/issue"}, {"note", "a b c"}, {"empty", ""}, {"bare", ""}});
}

TEST_CASE("a path is decoded once") {
    CHECK(parse_target("/v1/%75pcoming")->path == "/v1/upcoming");
    CHECK(parse_target("/v1/%2575pcoming")->path == "/v1/%75pcoming");
}

TEST_CASE("targets that are not a path are errors") {
    for (const char* bad :
         {"", "*", "v1", "http://host/v1", "/v1/%zz", "/v1/%4", "/a b", "/\x01"}) {
        INFO(bad);
        CHECK_FALSE(parse_target(bad));
    }
}

TEST_CASE("a target is taken up to its limit and not one byte over") {
    CHECK(parse_target("/" + std::string(3999, 'a')));
    const auto over = parse_target("/" + std::string(4000, 'a'));
    REQUIRE_FALSE(over);
    CHECK(over.error().front().message == "the request target has 4001 bytes, more than 4000");
}

TEST_CASE("unknown and repeated parameters are all reported, with the nearest name") {
    const auto checked =
        Parameters::check({{"dayz", "3"}, {"all", ""}, {"all", ""}, {"x", ""}}, {"days", "all"});
    REQUIRE_FALSE(checked);
    REQUIRE(checked.error().size() == 3);
    CHECK(checked.error()[0].message == "unknown query parameter 'dayz'");
    CHECK(checked.error()[0].hint == "did you mean 'days'?");
    CHECK(checked.error()[1].message == "query parameter 'all' is given twice");
    CHECK(checked.error()[2].hint == "known here: days, all");
}

TEST_CASE("a path without parameters says so") {
    const auto checked = Parameters::check({{"days", "3"}}, {});
    REQUIRE_FALSE(checked);
    CHECK(checked.error()[0].hint == "it takes no parameters");
}

TEST_CASE("numbers are whole and within their bounds") {
    CHECK(parameters({}).number("days", 0, 10)->has_value() == false);
    CHECK(parameters({{"days", "0"}}).number("days", 0, 10)->value() == 0);
    CHECK(parameters({{"days", "10"}}).number("days", 0, 10)->value() == 10);
    for (const char* bad :
         {"", "-1", "11", "+1", " 1", "1 ", "1.0", "0x1", "ten", "99999999999999999999"}) {
        INFO(bad);
        const auto number = parameters({{"days", bad}}).number("days", 0, 10);
        REQUIRE_FALSE(number);
        CHECK(number.error()[0].message == fmt::format("query parameter 'days' is '{}'", bad));
        CHECK(number.error()[0].hint == "write a whole number from 0 to 10");
    }
}

TEST_CASE("flags are on when bare and say what they take otherwise") {
    CHECK(parameters({}).flag("all")->has_value() == false);
    CHECK(parameters({{"all", ""}}).flag("all")->value() == true);
    CHECK(parameters({{"all", "1"}}).flag("all")->value() == true);
    CHECK(parameters({{"all", "false"}}).flag("all")->value() == false);
    CHECK_FALSE(parameters({{"all", "maybe"}}).flag("all"));
}

TEST_CASE("the router finds by method and path") {
    const auto router = small_router();
    CHECK(routed(router, "GET", "/v1/clock").body == "clock");
    CHECK(routed(router, "POST", "/v1/clock").body == "moved");
}

TEST_CASE("an unknown path suggests the nearest and lists all") {
    const auto response = routed(small_router(), "GET", "/v1/upcomming");
    CHECK(response.status == 404);
    CHECK(response.body ==
          R"({"error":[{"message":"there is nothing at '/v1/upcomming'",)"
          R"("hint":"did you mean '/v1/upcoming'? the paths are: /v1/upcoming, /v1/clock",)"
          R"("text":"error: there is nothing at '/v1/upcomming'\n)"
          R"(    hint: did you mean '/v1/upcoming'? the paths are: /v1/upcoming, /v1/clock\n"}]})"
          "\n");
}

TEST_CASE("a wrong method says which would do") {
    const auto response = routed(small_router(), "DELETE", "/v1/clock");
    CHECK(response.status == 405);
    CHECK(response.allow == "GET, POST");
}

TEST_CASE("the loopback channel only answers questions, whatever the path") {
    const auto router = small_router();
    CHECK(routed(router, "GET", "/v1/clock", http::Channel::loopback).status == 200);
    CHECK(routed(router, "POST", "/v1/clock", http::Channel::loopback).status == 403);
    CHECK(routed(router, "DELETE", "/nowhere", http::Channel::loopback).status == 403);
}

TEST_CASE("a diagnostic becomes JSON with its place and its printed form") {
    const Diagnostic diagnostic =
        make_error_at({"packs/a.toml", 3, 7, 2, "limit = x"}, "unknown name 'x'", "declare it");
    const auto json = http::to_json(diagnostic);
    CHECK(json.at("message") == "unknown name 'x'");
    CHECK(json.at("hint") == "declare it");
    CHECK(json.at("where") == "packs/a.toml:3:7");
    CHECK(std::string(json.at("text").as_string()) == render(diagnostic));
    CHECK_FALSE(http::to_json(make_error("bad")).contains("where"));
    CHECK_FALSE(http::to_json(make_error("bad")).contains("hint"));
}

// SPDX-License-Identifier: MIT
// Marks of answers that may be kept, and who is told that nothing has changed.
#include "daemon/http/etag.hpp"

#include "tests/catch.hpp"

using namespace dutyd;
using http::has_it_already;

TEST_CASE("a mark is made of the bytes alone") {
    const std::string mark = http::etag_of("one");
    CHECK(mark == http::etag_of("one"));
    CHECK(mark != http::etag_of("two"));
    CHECK(mark.size() == 34);
    CHECK(mark.front() == '"');
    CHECK(mark.back() == '"');
}

TEST_CASE("a client has it if one of its marks is the same, weak or strong") {
    const std::string mark = "\"abc\"";
    for (const char* header :
         {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"x\",W/\"abc\" , \"y\"", "*", " * "}) {
        INFO(header);
        CHECK(has_it_already(header, mark));
    }
    for (const char* header :
         {"", "abc", "\"abcd\"", "\"ab", "\"x\", \"abc", "\"\"", "\"x*\"", "\"x\"abc\""}) {
        INFO(header);
        CHECK(!has_it_already(header, mark));
    }
}

TEST_CASE("whoever has it is told so without a body") {
    http::Response response;
    response.body = "long";
    response.etag = http::etag_of(response.body);
    http::Request request;
    const http::Response whole = http::unless_unchanged(request, response);
    CHECK(whole.status == 200);
    CHECK(whole.body == "long");
    request.if_none_match = response.etag;
    const http::Response unchanged = http::unless_unchanged(request, response);
    CHECK(unchanged.status == 304);
    CHECK(unchanged.body.empty());
    CHECK(unchanged.etag == response.etag);
}

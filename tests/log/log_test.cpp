// SPDX-License-Identifier: MIT
#include "daemon/log/log.hpp"

#include "tests/catch.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <array>
#include <cstdio>
#include <regex>
#include <set>
#include <sstream>
#include <thread>

using namespace dutyd::log;

namespace {

Event delayed() {
    return {Level::warning,
            EventClass::notice_delayed,
            "the mail server is away",
            {{"duty", "issue"}, {"to", "Ann Example"}, {"outbox", "17"}}};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// Standard error, caught in a file for as long as this lives.
class CaughtStderr {
public:
    CaughtStderr() : saved_(::dup(STDERR_FILENO)), file_(std::tmpfile()) {
        ::dup2(::fileno(file_), STDERR_FILENO);
    }
    ~CaughtStderr() {
        ::dup2(saved_, STDERR_FILENO);
        ::close(saved_);
        std::fclose(file_);
    }
    CaughtStderr(const CaughtStderr&) = delete;
    CaughtStderr& operator=(const CaughtStderr&) = delete;

    std::string text() const {
        std::string bytes(4096, '\0');
        const ssize_t n = ::pread(::fileno(file_), bytes.data(), bytes.size(), 0);
        bytes.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
        return bytes;
    }

private:
    int saved_;
    std::FILE* file_;
};

}  // namespace

TEST_CASE("an event is one line with its level, its class and its fields") {
    CHECK(line(delayed()) ==
          "warning notice_delayed: the mail server is away "
          "[duty=issue to=\"Ann Example\" outbox=17]");
    CHECK(line({Level::info, EventClass::started, "ready", {}}) == "info started: ready");
    CHECK(line({Level::debug, EventClass::internal, "x", {{"a", ""}, {"b", "c=d"}, {"e", "\""}}}) ==
          "debug internal: x [a=\"\" b=\"c=d\" e=\"\\\"\"]");
}

TEST_CASE("lines go out with the time in UTC, less urgent ones not at all") {
    std::ostringstream out;
    Log log(text_sink(out), Level::notice);
    log.write(delayed());
    log.write({Level::info, EventClass::started, "unheard", {}});
    log.write({Level::notice, EventClass::stopping, "bye", {}});
    const auto lines = lines_of(out.str());
    REQUIRE(lines.size() == 2);
    const std::regex first(
        R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ warning notice_delayed: the mail server is away \[.*\])");
    CHECK(std::regex_match(lines[0], first));
    CHECK(lines[1].substr(20) == " notice stopping: bye");
}

TEST_CASE("standard error gets the same lines") {
    const CaughtStderr caught;
    Log log(stderr_sink(), Level::info);
    log.write({Level::error, EventClass::storage_failed, "100 % full {} \n", {}});
    CHECK(caught.text().substr(20) == " error storage_failed: 100 % full {} \\n\n");
}

TEST_CASE("nothing in an event can forge a line or steer a terminal") {
    std::ostringstream out;
    Log log(text_sink(out), Level::info);
    const std::string evil = "ok\r\n2024-05-22T00:00:00Z critical internal: forged\x1b[2J\x07";
    log.write({Level::info, EventClass::request_refused, evil, {{"who\n", evil}, {evil, "x"}}});
    const std::string text = out.str();
    CHECK(lines_of(text).size() == 1);
    for (const char c : text.substr(0, text.size() - 1)) {
        CHECK(static_cast<unsigned char>(c) >= 0x20);
    }
}

TEST_CASE("escapes") {
    CHECK(escaped("").empty());
    CHECK(escaped("plain, Zoë, 日本語, 𝛑, e\u0301, \u00a0") ==
          "plain, Zoë, 日本語, 𝛑, e\u0301, \u00a0");
    CHECK(escaped("a\nb\rc\td\\n") == "a\\nb\\rc\\td\\\\n");
    CHECK(escaped(std::string("\0\x01\x1f\x7f", 4)) == "\\x00\\x01\\x1f\\x7f");
    CHECK(escaped("\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0") == "\\x80\\x9b\\x9f\xc2\xa0");
    CHECK(escaped("\u2028\u2029\u202e\u2066\u200f\u061c") ==
          "\\u{2028}\\u{2029}\\u{202e}\\u{2066}\\u{200f}\\u{61c}");
    CHECK(escaped("\xff\xfe") == "\\xff\\xfe");
    CHECK(escaped("\xc0\xaf") == "\\xc0\\xaf");
    CHECK(escaped("\xe0\x80\xaf") == "\\xe0\\x80\\xaf");
    CHECK(escaped("\xed\xa0\x80") == "\\xed\\xa0\\x80");
    CHECK(escaped("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
    CHECK(escaped("\xe2\x82") == "\\xe2\\x82");
    CHECK(escaped("\xe2\x82\xac") == "€");
    CHECK(escaped("\xf0\x9f") == "\\xf0\\x9f");
}

TEST_CASE("every pair of bytes is escaped to sound, printable text") {
    for (int a = 0; a < 256; ++a) {
        for (int b = 0; b < 256; ++b) {
            const std::string text = {static_cast<char>(a), static_cast<char>(b)};
            const std::string safe = escaped(text);
            // Escaping again changes only backslashes: what is left is sound.
            std::string doubled;
            for (const char c : safe)
                doubled += c == '\\' ? std::string("\\\\") : std::string(1, c);
            if (escaped(safe) != doubled) FAIL("bytes " << a << " " << b);
        }
    }
}

TEST_CASE("each class of event has its own name and 128-bit id") {
    std::set<std::string_view> names;
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < event_class_count; ++i) {
        const auto what = static_cast<EventClass>(i);
        names.insert(name(what));
        ids.insert(message_id(what));
        CHECK(message_id(what).size() == 32);
        CHECK(message_id(what).find_first_not_of("0123456789abcdef") == std::string_view::npos);
    }
    CHECK(names.size() == event_class_count);
    CHECK(ids.size() == event_class_count);
    // Ids are for ever: one that changes breaks searches over old journals.
    CHECK(message_id(EventClass::notice_sent) == "a2ffe4652fe401c6f1b0640eecac2136");
    CHECK(message_id(EventClass::internal) == "087138f30b4a0e3e75ad869105fed3da");
}

TEST_CASE("several threads write whole lines") {
    std::ostringstream out;
    Log log(text_sink(out), Level::info);
    const auto write_many = [&log] {
        for (int i = 0; i < 100; ++i) log.write(delayed());
    };
    std::array<std::thread, 4> threads;
    for (auto& thread : threads) thread = std::thread(write_many);
    for (auto& thread : threads) thread.join();
    const auto lines = lines_of(out.str());
    CHECK(lines.size() == 400);
    for (const auto& text : lines) CHECK(text.substr(21) == line(delayed()));
}

// SPDX-License-Identifier: MIT
// One HTTP request over a Unix socket and its answer, with a deadline. Blocking: dutyctl has
// nothing else to do. It says how a call that brought no answer ended, because a caller does
// different things then: nobody there means reading the database, a lost reply means asking again.
#pragma once

#include "lib/base/diagnostic.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace dutyd::cli {

struct Request {
    std::string method = "GET";
    std::string target;  // "/v1/upcoming?days=30"
    std::string body;    // JSON, for POST
};

struct Reply {
    unsigned status = 0;
    std::string body;
};

struct Line {
    std::string socket;
    std::chrono::milliseconds patience{30'000};
};

struct CallEnd {
    enum class How {
        answered,
        nobody_there,  // no socket, or nothing listens on it
        not_allowed,   // the socket is there but not for this account
        lost           // sent, but no whole answer came: it may have been done
    };
    How how = How::answered;
    Reply reply;
    std::optional<Diagnostic> problem;  // unless answered
};

CallEnd call(const Line& line, const Request& request);

}  // namespace dutyd::cli

// SPDX-License-Identifier: MIT
// One HTTP request and its answer, through libcurl: for webhooks and heartbeats. Blocks, so it
// belongs to a worker thread. Follows no redirection and no proxy of the environment, speaks TLS
// 1.2 or newer with certificates checked, and reads no more of an answer than a person needs to
// see.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace dutyd::channel {

struct HttpRequest {
    std::string method = "POST";  // GET, HEAD or POST
    std::string url;
    std::vector<std::string> headers;  // "Name: value"
    std::string body;                  // POST only
    std::string ca_file;               // empty: the authorities the system trusts
    std::chrono::milliseconds time_limit{30'000};
};

enum class HttpEnding {
    answered,
    not_reached,  // no name, no connection, no trust: nothing of the request went out
    timed_out,    // not in time, whether connected or not
    stopped,
    broken,  // the connection was lost on the way
};

struct HttpOutcome {
    HttpEnding ending = HttpEnding::broken;
    int status = 0;          // if answered
    bool body_sent = false;  // all of it, so that it may have been taken though no answer came
    std::string said;        // the beginning of the answer's body, or what went wrong
};

class HttpClient {
public:
    /// `stop`, once true, ends a request within about a second. It must outlive the client.
    explicit HttpClient(const std::atomic<bool>& stop);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// A connection is kept for the next request as long as the client lives.
    HttpOutcome perform(const HttpRequest& request);

private:
    struct Transfer;
    std::unique_ptr<Transfer> transfer_;
};

}  // namespace dutyd::channel

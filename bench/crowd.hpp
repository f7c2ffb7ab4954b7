// SPDX-License-Identifier: MIT
// So many clients on kept connections to one Unix socket, in one thread: each sends a request,
// waits for its answer and sends the next. What is said is a Dialogue, so that dutyd and its peers
// face the very same clients. An answer that is not the one hoped for throws.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd::bench {

struct Dialogue {
    /// Said first on each connection, each after the answer to the one before.
    std::vector<std::string> greeting;
    /// The n-th request of a client.
    std::function<std::string(std::size_t client, std::size_t n)> request;
    /// The length of the answer that these bytes begin with; 0: it is not whole yet.
    std::function<std::size_t(std::string_view)> answer_length;
};

/// HTTP/1.1, where only 200 is an answer.
std::size_t http_answer_length(std::string_view bytes);
std::string http_post(const std::string& target, const std::string& body);
std::string http_get(const std::string& target);

class Crowd {
public:
    Crowd(const std::string& socket, std::size_t clients, Dialogue dialogue);
    ~Crowd();
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    std::size_t size() const { return clients_.size(); }
    /// Each client makes so many requests; the nanoseconds until the last answer.
    double ask(std::size_t each);

private:
    struct Client {
        int descriptor = -1;
        std::string received;
        std::size_t asked = 0;   // since the start
        std::size_t to_ask = 0;  // in this round
    };

    void greet(Client& client) const;
    void send(const Client& client, std::string_view bytes) const;
    /// Whether a whole answer has been taken.
    bool receive(Client& client) const;
    void ask_next(std::size_t client);

    Dialogue dialogue_;
    int epoll_ = -1;
    std::vector<Client> clients_;
};

}  // namespace dutyd::bench

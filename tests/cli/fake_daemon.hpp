// SPDX-License-Identifier: MIT
// A daemon of three lines for tests of the client: it listens on a Unix socket in a folder of its
// own, gives each connection the next of its canned replies (or none) and keeps what it was sent.
#pragma once

#include "tests/daemon/folder.hpp"

#include <string>
#include <thread>
#include <vector>

namespace dutyd::cli::test {

/// What one connection gets. With `Then::hold` the connection is left open and silent after the
/// bytes, until the daemon goes.
struct Canned {
    enum class Then { close, hold };
    std::string bytes;
    Then then = Then::close;
};

/// A whole HTTP answer with a JSON body.
Canned answer(unsigned status, const std::string& body);

class FakeDaemon {
public:
    explicit FakeDaemon(std::vector<Canned> replies);
    ~FakeDaemon();
    FakeDaemon(const FakeDaemon&) = delete;
    FakeDaemon& operator=(const FakeDaemon&) = delete;

    const std::string& socket() const { return socket_; }
    /// Waits until every canned reply has been given, and says what was asked.
    const std::vector<std::string>& requests();

private:
    void serve(const std::vector<Canned>& replies);

    tests::Folder folder_;
    std::string socket_;
    int listener_ = -1;
    std::vector<int> held_;
    std::vector<std::string> requests_;
    std::thread thread_;
};

}  // namespace dutyd::cli::test

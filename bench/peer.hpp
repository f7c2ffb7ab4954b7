// SPDX-License-Identifier: MIT
// A peer in another language: a process that loads its input, prints `ready`, and for each line
// `go` runs one batch, timed inside itself, and prints `<ns> <checksum>`. So neither the
// interpreter's start nor the pipe is in the ratio. A peer that cannot start (nothing installed) is
// simply not there. Ends with this object.
#pragma once

#include "bench/pairs.hpp"

#include <memory>
#include <string>
#include <vector>

namespace dutyd::bench {

class Peer {
public:
    /// Nothing unless it has printed `ready`. `command[0]` is sought in PATH.
    static std::shared_ptr<Peer> start(const std::vector<std::string>& command);
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    /// One batch of so many operations.
    Batch go(std::size_t operations);

private:
    Peer() = default;
    std::string line();

    int pid_ = -1;
    int to_ = -1;
    int from_ = -1;
};

/// The peer as one side of a pair.
Side side(std::shared_ptr<Peer> peer, std::size_t operations);

/// A whole process from start to end, its output thrown away, as one operation. It must succeed.
Side process(const std::vector<std::string>& command);
/// Whether a program of that name is in PATH.
bool is_installed(const std::string& program);

/// Where bench/peers lies.
std::string peer_file(const std::string& name);

/// A temporary folder for the peers' input, removed with this object.
class Scratch {
public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::string path(const std::string& name) const { return folder_ + "/" + name; }
    /// Writes raw little-endian integers, as the peers read them.
    void write(const std::string& name, const std::vector<std::int32_t>& values) const;
    void write(const std::string& name, const std::string& text) const;

private:
    std::string folder_;
};

}  // namespace dutyd::bench

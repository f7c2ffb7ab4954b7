// SPDX-License-Identifier: MIT
// Two sides of one measurement, taken in pairs: ours and the peer's one right after the other, the
// order turned from pair to pair, so that what else the machine does falls on both. What counts is
// the ratio of each pair; median and range are reported as a JSON line and in a table. Sides whose
// answers differ fail the run. A result is never an absolute time alone where a peer is there.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::bench {

/// One batch of operations: nanoseconds for each, and a checksum of their answers.
struct Batch {
    double ns = 0;
    std::uint64_t checksum = 0;
};
using Side = std::function<Batch()>;

/// Runs `run`, which does so many operations, until three milliseconds have passed; `checksum` is
/// asked once afterwards and not timed.
Side in_process(std::size_t operations, std::function<void()> run,
                std::function<std::uint64_t()> checksum);

/// What is measured and what is hoped for.
struct Row {
    enum class Goal {
        times_faster,   // peer / ours, at least `goal`
        times_limit,    // ours / limit, at most `goal`; the "peer" is a kernel in this binary
        for_the_record  // peer / ours, no goal
    };
    std::string name;
    std::string peer;
    Goal kind = Goal::for_the_record;
    double goal = 0;
    std::string unit = "ns/op";
    bool same_answers = true;  // the sides' checksums must be equal
    int pairs = 9;
};

/// One area of measurement: what a program `bench_AREA` reports. JSON lines go to the standard
/// output, a table for people to the error output.
class Area {
public:
    explicit Area(std::string name) : name_(std::move(name)) {}

    void compare(const Row& row, const Side& ours, const Side& peer);
    void skip(const Row& row, const std::string& why);
    /// A figure by itself, in `unit`, that should be at most `goal`.
    void measure(const std::string& name, const std::string& unit, double value,
                 std::optional<double> goal = {});
    /// One point of a cost curve; `value` is the cost of one of the `n`, or of all of them where
    /// the unit says so.
    void point(const std::string& curve, const std::string& unit, double n, double value);

    /// The exit status: 1 if any two sides gave different answers.
    int finish() const { return failed_ ? 1 : 0; }

private:
    std::string name_;
    bool failed_ = false;
};

/// How long `work` takes.
double seconds_of(const std::function<void()>& work);
/// The median of some values. REQUIRES: at least one.
double median(std::vector<double> values);

/// The order in which values stand does not matter to a sum; their places are mixed in.
std::uint64_t checksum_of(const std::vector<std::int32_t>& values);

}  // namespace dutyd::bench

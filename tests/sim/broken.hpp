// SPDX-License-Identifier: MIT
// A promise that was not kept: its short name, which a shrunken run must break again, and the
// particulars. Thrown by whatever notices, caught where a life is run.
#pragma once

#include <stdexcept>
#include <string>

namespace dutyd::sim {

class Broken : public std::runtime_error {
public:
    Broken(std::string promise, const std::string& how)
        : std::runtime_error(promise + ": " + how), promise_(std::move(promise)) {}
    const std::string& promise() const { return promise_; }

private:
    std::string promise_;
};

}  // namespace dutyd::sim

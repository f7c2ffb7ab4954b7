// SPDX-License-Identifier: MIT
// What time does to open alerts: acknowledgements and snoozes run out, dates that moved make
// answers void, ladders climb. Decided in the body's working hours only, by how things stand then;
// what it concludes is recorded in the draft.
#pragma once

#include "lib/engine/digest.hpp"

namespace dutyd::engine {

class Returning {
public:
    Returning(Draft& draft, const Snapshot& after, const Current& current)
        : draft_(draft), after_(after), current_(current) {}

    /// What is to be told of it.
    std::vector<News> run();

private:
    void expire();
    void tell_returned();
    void climb();
    void climb(const std::string& key);
    bool at_work(const AlertRecord& record) const;
    People people_of(const AlertRecord& record) const;
    alert::Alert alert_of(const AlertRecord& record) const;
    void record(journal::Payload payload, const AlertRecord& about);

    Draft& draft_;
    const Snapshot& after_;
    const Current& current_;
    std::vector<News> news_;
};

}  // namespace dutyd::engine

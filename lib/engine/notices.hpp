// SPDX-License-Identifier: MIT
// From what is new to messages: one notice a person, however many roles, matters and bodies it
// touches, frozen with its Message-ID and recorded in the draft. Decides who and when; what is new
// is decided in assess.cpp.
#pragma once

#include "lib/alert/message.hpp"
#include "lib/engine/draft.hpp"
#include "lib/engine/people.hpp"

namespace dutyd::engine {

/// An alert to be told now, and to whom.
struct News {
    alert::Alert alert;
    Persons persons;
};

/// The alerts of one turn by the person who is told of them.
using Letters = std::map<std::string, std::vector<alert::Alert>>;

class NoticeWriter {
public:
    NoticeWriter(Draft& draft, const Snapshot& after, TurnResult& result)
        : draft_(draft), after_(after), result_(result) {}

    /// Who is to be told of what now. What waits for the digest is left to it; what nobody can be
    /// told becomes a finding.
    Letters letters(const std::vector<News>& news);
    void write(const Letters& letters);

    /// A Message-ID that no other notice has: it holds the number of its journal row.
    std::string message_id(const std::string& person, const std::vector<std::string>& keys) const;
    /// The root of a thread of messages.
    std::string thread(const std::string& what) const;
    alert::MessageContext context(const std::string& body_name, const std::string& id) const;

private:
    void write(const std::string& person, const std::vector<alert::Alert>& alerts);
    const BodyView& body_of(const alert::Alert& alert) const;
    /// "Office of ...", or of how many bodies the message is.
    std::string names(const std::vector<alert::Alert>& alerts) const;

    Draft& draft_;
    const Snapshot& after_;
    TurnResult& result_;
};

}  // namespace dutyd::engine

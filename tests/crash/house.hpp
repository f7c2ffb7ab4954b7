// SPDX-License-Identifier: MIT
// An office that is made to suffer: dutyd as a real process that may be killed at any moment, also
// before it is ready, with a real mail server beside it and clients that press on. What each client
// was promised is kept here, outside the process, and is asked for again afterwards.
#pragma once

#include "tests/daemon/office.hpp"
#include "tests/mail/smtp_server.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <set>

namespace dutyd::tests {

struct CrashTally {
    int kills = 0;
    int kills_while_starting = 0;
    int starts = 0;
    int answered = 0;    // commands that got their answer before a kill
    int unanswered = 0;  // and those that had to be sent again
    int notices = 0;     // made
    int received = 0;    // mails, copies counted
    int duplicates = 0;  // copies beyond the first, all under one Message-ID
    int chains = 0;      // databases read through after a kill
};

class House {
public:
    House(std::uint32_t seed, CrashTally& tally);

    /// One kill: while it starts, or some time after it is ready and under load.
    void round();
    /// The mail server is well again, the clock goes on to a working day, everything is delivered;
    /// then the journal, the mailboxes and the database are compared.
    void settle();

private:
    struct Client {
        std::vector<std::string> answered;   // requests, as sent
        std::optional<std::string> pending;  // sent, and no answer came
    };

    void start();
    bool kill_while_starting();
    void misbehave();
    int any_moment();
    void press(int client, int count, Client& notes);
    void press_clock(const std::atomic<bool>& over);
    std::string next_request(int client, int n);
    void ask_again(Client& client);
    void ask_again();
    void check_database();
    std::map<std::string, std::set<std::string>> notices_made() const;
    void check_again(const std::string& first, const std::string& again);
    void check_mail();

    SmtpServer server_;
    Office office_;
    std::optional<Process> process_;
    std::mt19937 random_;
    CrashTally& tally_;
    std::vector<Client> clients_;
    int round_ = 0;
    std::atomic<int> hours_{0};  // the simulated clock, after its start
};

}  // namespace dutyd::tests

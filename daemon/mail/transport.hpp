// SPDX-License-Identifier: MIT
// Handing messages to a mail server over SMTP, through libcurl, on one connection that is kept from
// message to message. send() blocks, so a sender belongs to one thread and never to the loop's.
// What became of a message is told from the server's own answers: an answer that was lost after the
// body went out is `unknown`, and the same bytes with the same Message-ID must be sent again.
#pragma once

#include "lib/base/diagnostic.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd::mail {

enum class Security {
    none,      // plain text all the way: for a relay on this machine
    starttls,  // plain first, then TLS; never without it
    tls,       // TLS from the first byte
};

struct MailServer {
    std::string host = {};
    std::uint16_t port = 25;
    Security security = Security::starttls;
    std::string user = {};  // empty: no login
    std::string password = {};
    std::string ca_file = {};  // empty: the authorities the system trusts
    std::string helo = {};     // empty: this machine's name
    std::chrono::milliseconds connect_timeout{15'000};
    std::chrono::milliseconds send_timeout{60'000};  // one message, connecting included
};

/// All that is wrong with the settings, without a connection.
Diagnostics check(const MailServer& server);

enum class DeliveryKind {
    accepted,   // the server has answered 250 to the whole message and is now answerable for it
    try_again,  // not taken, and time or a changed setting may mend it
    refused,    // refused for good (5xx), for what this message or its recipient is
    unknown,    // sent whole, but the answer was lost: it may or may not have been taken
};

/// Where a failure lies; after one of the server's, the next message would fail in the same way.
enum class Fault { none, message, server };

struct Delivery {
    DeliveryKind kind = DeliveryKind::try_again;
    Fault fault = Fault::none;
    int code = 0;      // the server's answer; 0 if there was none
    std::string text;  // one line for people: what happened and what to check
};

/// One message to one person. The addresses are bare; `mime` is what compose() made.
struct Envelope {
    std::string from;
    std::string to;
    std::string mime;
    std::string id = {};  // the Message-ID without brackets; only what is no mail needs it here
};

/// What to do with the connection once the message is out. Keeping it while more is due saves the
/// greeting, the TLS and the login; an idle connection is not kept.
enum class Afterwards { keep, close };

/// Whatever takes messages for people. It may block, so it belongs to one worker thread.
class Sender {
public:
    Sender() = default;
    virtual ~Sender() = default;
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    virtual Delivery send(const Envelope& envelope, Afterwards afterwards) = 0;
    /// Whether a message would get as far as it can be told without sending one; `text` says what
    /// was found.
    virtual Delivery probe() = 0;
};

/// `stop`, once true, is to end a send in progress within about a second. It outlives the sender.
using MakeSender = std::function<std::unique_ptr<Sender>(const std::atomic<bool>& stop)>;

class SmtpSender : public Sender {
public:
    /// `stop`, once true, ends a send in progress within about a second. It must outlive the
    /// sender.
    SmtpSender(MailServer server, const std::atomic<bool>& stop);
    ~SmtpSender() override;

    Delivery send(const Envelope& envelope, Afterwards afterwards) override;
    /// Connects, greets, starts TLS and logs in, as set; hands over no message.
    Delivery probe() override;

private:
    struct Transfer;
    std::unique_ptr<Transfer> transfer_;
};

MakeSender smtp_sender(MailServer server);

}  // namespace dutyd::mail

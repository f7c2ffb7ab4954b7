// SPDX-License-Identifier: MIT
// From what was said on the wire to what became of the message. Pure, so that every case can be
// tested without a server. libcurl's own error number is not enough: it is the same for 450 and
// 550, and the last line it hands over may be the answer to QUIT.
#pragma once

#include "daemon/mail/transport.hpp"

#include <optional>

namespace dutyd::mail {

/// The command that an answer belongs to; `greeting` is the server's first word, `body` what
/// follows the final dot.
enum class Stage { greeting, hello, starttls, login, mail, rcpt, data, body, quit };

struct Answer {
    Stage stage = Stage::greeting;
    int code = 0;
    std::string text;  // all its lines, joined by spaces
};

/// Follows the conversation about one message from the lines that go out and come in. Holds no
/// secret: of what goes out it keeps which command it was, nothing else.
class Dialogue {
public:
    void sent(std::string_view line);
    void received(std::string_view line);

    const std::vector<Answer>& answers() const { return answers_; }
    /// How far it came before any QUIT. On a kept connection the first thing to happen is MAIL.
    Stage reached() const { return reached_; }
    bool quit_sent() const { return stage_ == Stage::quit; }

private:
    void enter(Stage stage);

    Stage stage_ = Stage::greeting;
    Stage reached_ = Stage::greeting;
    bool in_login_ = false;
    bool answer_open_ = false;
    std::vector<Answer> answers_;
};

/// How libcurl's transfer ended, apart from what the server said.
enum class Ending {
    finished,
    no_such_host,
    no_connection,
    timed_out,
    no_starttls,
    untrusted,  // the certificate is not signed by an authority we trust, or is for another host
    bad_ca_file,
    tls_failed,
    login_denied,
    stopped,
    broken,  // the connection broke, or anything else
};

struct Attempt {
    Ending ending = Ending::broken;
    bool body_sent = false;  // all of the message was handed over, the final dot perhaps included
    std::string detail;      // libcurl's words
    Dialogue dialogue;
};

/// A failure before MAIL is the server's; from there on it is held to be this message's, so that
/// one message that breaks every connection cannot hold up those behind it.
Delivery classify(const MailServer& server, const Attempt& attempt);

}  // namespace dutyd::mail

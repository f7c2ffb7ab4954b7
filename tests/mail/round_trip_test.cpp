// SPDX-License-Identifier: MIT
// What a person reads is what was written: random content, composed, sent to a real server and read
// by Python's mail parser, which shares no code with ours.
#include "daemon/mail/transport.hpp"

#include "lib/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/mail/sample.hpp"
#include "tests/mail/smtp_server.hpp"

#include <algorithm>
#include <random>

using namespace dutyd;

namespace {

const std::vector<std::string> words = {
    "plan",    "panel", "Zoë", "–",      "§5(6)", "déjà",  "vu",     "\"quoted\"", "a,b;c:d",
    "<x@y>",   "(c)",   "\\",  "=",      "?",     "_",     "=3D",    "日本語",     "👮‍♀️",
    "e\u0301", "'",     "5%",  "@",      "[x]",   "utf-8", "Ünï-cö", "a.b",        "\u00a0x",
    "\u200b",  "£12",   "¼",   "mañana", "=_b",   "--",    ".",      "From",       "ﬁ",
    "𝛑",       "ß",     "Ω",   "&amp;"};

class Writer {
public:
    explicit Writer(unsigned seed) : random_(seed) {}

    std::size_t upto(std::size_t max) {
        return std::uniform_int_distribution<std::size_t>(0, max)(random_);
    }
    std::string word() { return words[upto(words.size() - 1)]; }
    std::string line(std::size_t words_max, std::size_t bytes_max) {
        std::string text = word();
        for (std::size_t n = upto(words_max); n > 0; --n)
            text += (upto(4) == 0 ? "" : " ") + word();
        return mail::header_safe(text, bytes_max);
    }
    std::string body() {
        std::string text = word();
        for (std::size_t n = upto(60); n > 0; --n) text += (upto(5) == 0 ? "\n" : " ") + word();
        return text + "\n";
    }

private:
    std::mt19937 random_;
};

std::string without_returns(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return text;
}

mail::MailContent random_notice(unsigned seed) {
    Writer writer(seed);
    mail::MailContent content = tests::sample_notice();
    content.from.name = writer.line(4, limits::name_bytes_max);
    content.to.name = writer.line(8, limits::name_bytes_max);
    content.subject = writer.line(40, limits::mail_subject_bytes_max);
    content.organisation = writer.line(6, limits::name_bytes_max);
    content.text = writer.body();
    content.html = writer.body();
    content.message_id = "m" + std::to_string(seed) + "@dutyd.opcc.example";
    for (std::size_t n = writer.upto(6); n > 0; --n) {
        content.references.push_back("r" + std::to_string(n) + "." + std::string(30, 'x') + "@d.e");
    }
    return content;
}

void check_same(const mail::MailContent& content, const tests::ReceivedMail& mail) {
    CAPTURE(mail.bytes);
    CHECK(mail.defects.empty());
    CHECK(mail.subject == content.subject);
    CHECK(mail.from_name == content.from.name);
    CHECK(mail.to_name == content.to.name);
    CHECK(mail.header("Organization") == content.organisation);
    CHECK(mail.message_id == "<" + content.message_id + ">");
    CHECK(without_returns(mail.text) == content.text);
    CHECK(without_returns(mail.html) == content.html);
    REQUIRE(mail.references.size() == content.references.size());
    for (std::size_t i = 0; i < mail.references.size(); ++i) {
        CHECK(mail.references[i] == "<" + content.references[i] + ">");
    }
}

}  // namespace

TEST_CASE("150 random notices are read as they were written") {
    constexpr unsigned count = 150;
    const tests::SmtpServer server;
    mail::MailServer settings;
    settings.host = server.host();
    settings.port = server.port();
    settings.security = mail::Security::none;
    const std::atomic<bool> never{false};
    mail::SmtpSender sender(settings, never);
    for (unsigned seed = 0; seed < count; ++seed) {
        const auto mime = mail::compose(random_notice(seed));
        REQUIRE(mime.has_value());
        const mail::Envelope envelope{"dutyd@opcc.example", "ann@opcc.example", *mime};
        REQUIRE(sender.send(envelope, mail::Afterwards::keep).kind == mail::DeliveryKind::accepted);
    }
    const auto mails = server.messages();
    REQUIRE(mails.size() == count);
    for (unsigned seed = 0; seed < count; ++seed) {
        CAPTURE(seed);
        check_same(random_notice(seed), mails[seed]);
    }
}

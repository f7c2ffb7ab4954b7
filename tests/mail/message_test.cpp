// SPDX-License-Identifier: MIT
#include "daemon/mail/message.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/mail/sample.hpp"
#include "tests/text.hpp"

#include <algorithm>

using namespace dutyd;
using tests::contains;
using tests::sample_notice;

namespace {

std::string composed(const mail::MailContent& content) {
    const auto result = mail::compose(content);
    if (!result) FAIL(render(result.error()));
    return *result;
}

std::string refusal(const mail::MailContent& content) {
    const auto result = mail::compose(content);
    if (result) FAIL("composed: " << *result);
    return render(result.error());
}

std::vector<std::string> lines_of(const std::string& bytes) {
    std::vector<std::string> lines;
    std::size_t start = 0;
    for (auto end = bytes.find("\r\n"); end != std::string::npos; end = bytes.find("\r\n", start)) {
        lines.push_back(bytes.substr(start, end - start));
        start = end + 2;
    }
    CHECK(start == bytes.size());
    return lines;
}

}  // namespace

TEST_CASE("a plain notice, byte for byte") {
    CHECK(composed(sample_notice()) ==
          "Date: Wed, 22 May 2024 16:05:00 +0000\r\n"
          "From: dutyd <dutyd@opcc.example>\r\n"
          "Subject: Moved: the panel's report, 23 September to 28 October 2024\r\n"
          "To: Ann Example <ann@opcc.example>\r\n"
          "Message-Id: <plan-2024.respond.7@dutyd.opcc.example>\r\n"
          "Auto-Submitted: auto-generated\r\n"
          "MIME-Version: 1.0\r\n"
          "Content-Type: multipart/alternative;\r\n"
          "\tboundary=\"=_99e5ccb556c062fe833a6e3da8d85b7d\"\r\n"
          "\r\n"
          "--=_99e5ccb556c062fe833a6e3da8d85b7d\r\n"
          "Content-Type: text/plain; charset=utf-8\r\n"
          "Content-Transfer-Encoding: quoted-printable\r\n"
          "\r\n"
          "The draft goes to the panel on 28 October 2024.\r\n"
          "\r\n"
          "Cause: a pause.\r\n"
          "\r\n"
          "--=_99e5ccb556c062fe833a6e3da8d85b7d\r\n"
          "Content-Type: text/html; charset=utf-8\r\n"
          "Content-Transfer-Encoding: quoted-printable\r\n"
          "\r\n"
          "<p>The draft goes to the panel on <b>28 October 2024</b>.</p>\r\n"
          "\r\n"
          "--=_99e5ccb556c062fe833a6e3da8d85b7d--\r\n");
}

TEST_CASE("the same content gives the same bytes; another id another boundary") {
    auto content = sample_notice();
    content.subject = "Zoë – déjà vu";
    const std::string first = composed(content);
    for (int i = 0; i < 20; ++i) CHECK(composed(content) == first);
    content.message_id = "other@dutyd.opcc.example";
    const std::string second = composed(content);
    const auto boundary = [](const std::string& bytes) {
        return bytes.substr(bytes.find("boundary="), 45);
    };
    CHECK(boundary(first) != boundary(second));
}

TEST_CASE("a message without HTML is one plain part") {
    auto content = sample_notice();
    content.html.clear();
    const std::string bytes = composed(content);
    CHECK_FALSE(contains(bytes, "multipart"));
    CHECK(contains(bytes,
                   "Content-Type: text/plain; charset=utf-8\r\n"
                   "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                   "The draft goes to the panel on 28 October 2024.\r\n\r\n"
                   "Cause: a pause.\r\n"));
}

TEST_CASE("a thread is named by References and In-Reply-To") {
    auto content = sample_notice();
    content.references = {"first@dutyd.example", "second@dutyd.example"};
    const std::string bytes = composed(content);
    CHECK(contains(bytes, "\r\nIn-Reply-To: <second@dutyd.example>\r\n"));
    CHECK(contains(bytes, "\r\nReferences: <first@dutyd.example> <second@dutyd.example>\r\n"));
}

TEST_CASE("a long thread keeps its first message and the newest ones") {
    auto content = sample_notice();
    for (std::size_t i = 0; i < limits::mail_references_max; ++i) {
        content.references.emplace_back("m" + std::to_string(i) + "@dutyd.example");
    }
    CHECK(contains(composed(content), "<m1@dutyd.example>"));
    content.references.push_back("last@dutyd.example");
    const std::string bytes = composed(content);
    CHECK(contains(bytes, "<m0@dutyd.example>"));
    CHECK_FALSE(contains(bytes, "<m1@dutyd.example>"));
    CHECK(contains(bytes, "<m2@dutyd.example>"));
    CHECK(contains(bytes, "<last@dutyd.example>"));
    CHECK(std::count(bytes.begin(), bytes.end(), '\n') > 10);
}

TEST_CASE("training is said in the subject, in a header and first in each part") {
    auto content = sample_notice();
    content.html = "<html><body class=\"x\"><p>Moved</p></body></html>";
    content.training = true;
    const std::string bytes = composed(content);
    CHECK(contains(bytes, "\r\nSubject: TRAINING: Moved: the panel's report"));
    CHECK(contains(bytes, "\r\nX-Dutyd-Training: yes\r\n"));
    CHECK(contains(bytes,
                   "\r\n\r\nTRAINING: an exercise on a simulated clock. Nothing in this "
                   "message is real=\r\n.\r\n\r\nThe draft"));
    CHECK(contains(bytes, "<html><body class=3D\"x\"><p><strong>TRAINING"));
    CHECK_FALSE(contains(composed(sample_notice()), "TRAINING"));
    content.html = "<p>Moved</p>";
    CHECK(contains(composed(content), "\r\n\r\n<p><strong>TRAINING"));
}

TEST_CASE("every line is short enough and ends with CRLF, whatever the content") {
    auto content = sample_notice();
    content.to.name = std::string(limits::name_bytes_max, 'n');
    content.subject = std::string(limits::mail_subject_bytes_max, 's');
    content.organisation = "Oïfice of the Police and Crime Commissioner for a very long county";
    content.text = std::string(5000, 'x') + "\rbare\nlf\r\ncrlf\n\r" + std::string(3000, ' ');
    content.html = "é" + std::string(5000, '=');
    for (int i = 0; i < 30; ++i) {
        content.references.push_back(std::string(100, 'r') + "@dutyd.example");
    }
    const std::string bytes = composed(content);
    for (const auto& line : lines_of(bytes)) {
        CHECK(line.size() <= 998);
        CHECK(line.find_first_of("\r\n") == std::string::npos);
    }
    const auto body = bytes.find("\r\n\r\n");
    for (const auto& line : lines_of(bytes.substr(body))) CHECK(line.size() <= 76);
    CHECK(std::all_of(bytes.begin(), bytes.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

TEST_CASE("no header can be smuggled in") {
    auto content = sample_notice();
    content.subject = "Moved\r\nBcc: thief@evil.example";
    CHECK(refusal(content) ==
          "error: the subject of the message cannot stand in a mail header: 'Moved Bcc: "
          "thief@evil.example'\n"
          "    hint: it must be UTF-8 on one line, without control characters and without '=?'\n");
    content = sample_notice();
    content.to.name = "Ann\nX: y";
    CHECK(contains(refusal(content), "the name in 'To' of the message cannot stand"));
    content = sample_notice();
    content.organisation = "Office\r\n\r\nbody";
    CHECK(contains(refusal(content), "the organisation of the message cannot stand"));
    content = sample_notice();
    content.to.email = "ann@opcc.example>\r\nBcc: <thief@evil.example";
    CHECK(contains(refusal(content), "is not an e-mail address: it has a space or a control"));
    content = sample_notice();
    content.references = {"a@b>\r\nBcc: <thief@evil.example"};
    CHECK(contains(refusal(content), "is not a message id"));
    content = sample_notice();
    content.subject = "=?utf-8?q?Moved=0D=0ABcc:_x?=";
    CHECK(contains(refusal(content), "without '=?'"));
}

TEST_CASE(
    "every control character and separator is refused in a subject and mended by header_safe") {
    std::vector<std::string> bad = {"\x7f", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9",      "\xff",
                                    "\xc3", "\xc0\xaf", "=?",           std::string(1, '\0')};
    for (char c = 1; c < ' '; ++c) bad.emplace_back(1, c);
    for (const auto& piece : bad) {
        auto content = sample_notice();
        content.subject = "a" + piece + "b";
        CAPTURE(content.subject);
        CHECK_FALSE(mail::compose(content).has_value());
        content.subject = mail::header_safe(content.subject, 100);
        CHECK(content.subject != "ab");
        CHECK(mail::compose(content).has_value());
    }
}

TEST_CASE("header_safe keeps what is sound and cuts at a character") {
    CHECK(mail::header_safe("", 10).empty());
    CHECK(mail::header_safe("  two   words\t", 100) == "two words");
    CHECK(mail::header_safe("a=?b", 100) == "a= ?b");
    CHECK(mail::header_safe("Zoë", 100) == "Zoë");
    CHECK(mail::header_safe("12345", 5) == "12345");
    CHECK(mail::header_safe("123456", 5) == "12…");
    CHECK(mail::header_safe("1ééé", 6) == "1é…");
    CHECK(mail::header_safe("1ééé", 5) == "1…");
    CHECK(mail::header_safe("12345", 2).empty());
}

TEST_CASE("all that is wrong is said at once") {
    mail::MailContent content;
    content.from = {"dutyd", ""};
    content.to = {"Ann", "ann"};
    CHECK(refusal(content) ==
          "error: '' is not an e-mail address: it is empty\n"
          "    hint: write it as name@example.org\n"
          "error: 'ann' is not an e-mail address: it has no @\n"
          "    hint: write it as name@example.org\n"
          "error: the message has no subject\n"
          "error: '' is not a message id\n"
          "    hint: write it as letters, digits, dots and dashes around one @, without angle "
          "brackets, at most 250 characters\n"
          "error: the message has no text\n");
}

TEST_CASE("limits of a message, at the limit and one over") {
    auto content = sample_notice();
    content.subject = std::string(limits::mail_subject_bytes_max, 's');
    content.to.name = std::string(limits::name_bytes_max, 'n');
    content.text = std::string(limits::mail_part_bytes_max, 't');
    content.message_id = std::string(limits::mail_id_bytes_max - 2, 'i') + "@x";
    CHECK(mail::compose(content).has_value());
    content.subject += 's';
    content.to.name += 'n';
    content.text += 't';
    content.message_id += 'x';
    const auto result = mail::compose(content);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().size() == 4);
}

TEST_CASE("a body with bytes that are not UTF-8 is sent with replacement characters") {
    auto content = sample_notice();
    content.html.clear();
    content.text = std::string("a\xff") + '\0' + "b";
    CHECK(contains(composed(content), "\r\n\r\na=EF=BF=BD=EF=BF=BDb"));
}

TEST_CASE("addresses that are taken") {
    for (const char* email :
         {"ann@opcc.example", "a.b+c@x.y.z", "root@localhost", "o'brien@opcc.example",
          "x@123.example", "UPPER_case-1@Sub-Domain.example", "a!#$%&*/=?^`{|}~@b.c"}) {
        CAPTURE(email);
        CHECK_FALSE(mail::address_problem(email).has_value());
    }
    const std::string longest = std::string(limits::mail_local_part_bytes_max, 'a') + "@b.example";
    CHECK_FALSE(mail::address_problem(longest).has_value());
    CHECK(mail::address_problem("a" + longest).has_value());
}

TEST_CASE("addresses that are not taken, and why") {
    const std::vector<std::pair<std::string, std::string>> table = {
        {"", "it is empty"},
        {"ann", "it has no @"},
        {"ann@b@c", "it has more than one @"},
        {"@b.example", "nothing stands before the @"},
        {"ann@", "nothing stands after the @"},
        {"a..b@c", "a dot before the @ has nothing beside it"},
        {".a@c", "a dot before the @ has nothing beside it"},
        {"a@b..c", "a dot after the @ has nothing beside it"},
        {"a@b.", "a dot after the @ has nothing beside it"},
        {"\"a\"@b", "a character before the @ is not allowed in an address"},
        {"a@-b.c", "'-b' is not a part of a domain name"},
        {"a@[127.0.0.1]", "'[127' is not a part of a domain name"},
        {"a b@c", "it has a space or a control character in it"},
        {"Ann <ann@c>", "it has a space or a control character in it"},
        {"zoë@c", "it has a character that is not ASCII"}};
    for (const auto& [email, why] : table) {
        const auto problem = mail::address_problem(email);
        REQUIRE(problem.has_value());
        std::string expected = "'";
        expected.append(email).append("' is not an e-mail address: ").append(why);
        CHECK(problem->message == expected);
        CHECK(problem->hint == "write it as name@example.org");
    }
    const std::string over = "a@" + std::string(limits::mail_address_bytes_max - 1, 'b');
    CHECK(contains(mail::address_problem(over)->message, "longer than 254 characters"));
}

TEST_CASE("message ids") {
    for (const char* id : {"a@b", "plan-2024.7@dutyd.example", "1_2=3@x.y"}) {
        CHECK_FALSE(mail::message_id_problem(id).has_value());
    }
    for (const char* id : {"", "a", "@", "a@", "@b", "<a@b>", "a@b@c", "a b@c", "a@b.", "é@b"}) {
        CAPTURE(id);
        CHECK(mail::message_id_problem(id).has_value());
    }
}

TEST_CASE("an invitation is the last of the alternatives, byte for byte") {
    mail::MailContent content;
    content.from = {"Duties", "dutyd@office.example.org"};
    content.to = {"Ann", "ann@office.example.org"};
    content.subject = "Limit: issue the plan, Mon 31 March 2025";
    content.text = "Keep the day free.\n";
    content.html = "<p>Keep the day free.</p>\n";
    content.message_id = "n1@office.example.org";
    content.calendar = "BEGIN:VCALENDAR\r\nX:one \r\n two\r\nEND:VCALENDAR\r\n";
    content.calendar_method = "REQUEST";
    const std::string mime = composed(content);
    CHECK(mime.find("Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n") !=
          std::string::npos);
    // The bytes above in base64: the space at the end of a line is still there.
    CHECK(mime.find("QkVHSU46VkNBTEVOREFSDQpYOm9uZSANCiB0d28NCkVORDpWQ0FMRU5EQVINCg==") !=
          std::string::npos);
    CHECK(mime.find("text/html") < mime.find("text/calendar"));
}

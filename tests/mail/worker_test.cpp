// SPDX-License-Identifier: MIT
// Every message handed to the worker is reported exactly once, whatever the server does.
#include "daemon/mail/worker.hpp"

#include "tests/catch.hpp"
#include "tests/mail/sample.hpp"
#include "tests/mail/smtp_server.hpp"

#include <map>

using namespace dutyd;
using mail::DeliveryKind;
using mail::DeliveryReport;
using tests::SmtpServer;
using namespace std::chrono_literals;

namespace {

mail::MailServer relay(const SmtpServer& server) {
    mail::MailServer settings;
    settings.host = server.host();
    settings.port = server.port();
    settings.security = mail::Security::none;
    return settings;
}

mail::OutboxItem item(std::int64_t id, const std::string& to = "ann@opcc.example") {
    auto content = tests::sample_notice();
    content.message_id = "n" + std::to_string(id) + "@dutyd.opcc.example";
    return {id, {"dutyd@opcc.example", to, *mail::compose(content)}};
}

std::vector<mail::OutboxItem> items(std::int64_t first, std::int64_t last) {
    std::vector<mail::OutboxItem> batch;
    for (auto id = first; id <= last; ++id) batch.push_back(item(id));
    return batch;
}

// Stands for the loop: collects what the worker reports, and can wait for it.
class Reports {
public:
    mail::ReportFunction function() {
        return [this](const DeliveryReport& report) {
            const std::lock_guard lock(mutex_);
            reports_.push_back(report);
            changed_.notify_all();
        };
    }
    std::vector<DeliveryReport> wait_for(std::size_t n) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return reports_.size() >= n; });
        return reports_;
    }
    std::vector<DeliveryReport> now() { return wait_for(0); }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<DeliveryReport> reports_;
};

void check_once_each(const std::vector<DeliveryReport>& reports, std::int64_t last) {
    std::map<std::int64_t, int> times;
    for (const auto& report : reports) ++times[report.outbox_id];
    CHECK(reports.size() == static_cast<std::size_t>(last));
    for (std::int64_t id = 1; id <= last; ++id) CHECK(times[id] == 1);
}

}  // namespace

TEST_CASE("a batch goes out in order over one connection") {
    const SmtpServer server;
    Reports reports;
    mail::MailWorker worker(relay(server), reports.function());
    worker.submit(items(1, 20));
    const auto done = reports.wait_for(20);
    for (std::size_t i = 0; i < done.size(); ++i) {
        CHECK(done[i].outbox_id == static_cast<std::int64_t>(i + 1));
        CHECK(done[i].delivery.kind == DeliveryKind::accepted);
    }
    const auto mails = server.messages();
    REQUIRE(mails.size() == 20);
    CHECK(mails[19].message_id == "<n20@dutyd.opcc.example>");
    CHECK(mails[19].connection == mails[0].connection);
}

TEST_CASE("later batches are sent too") {
    const SmtpServer server;
    Reports reports;
    mail::MailWorker worker(relay(server), reports.function());
    for (std::int64_t id = 1; id <= 5; ++id) {
        worker.submit({item(id)});
        reports.wait_for(static_cast<std::size_t>(id));
    }
    worker.submit({});
    check_once_each(reports.now(), 5);
    CHECK(server.messages().size() == 5);
}

TEST_CASE("messages that fail do not stop those behind them") {
    const SmtpServer server(
        {.faults = {"at=rcpt to=bad@opcc.example reply='550 nobody'",
                    "at=body to=lost@opcc.example drop", "at=data to=broken@opcc.example drop"}});
    Reports reports;
    mail::MailWorker worker(relay(server), reports.function());
    worker.submit({item(1, "bad@opcc.example"), item(2), item(3, "lost@opcc.example"), item(4),
                   item(5, "broken@opcc.example"), item(6)});
    const auto done = reports.wait_for(6);
    const std::vector<DeliveryKind> expected = {DeliveryKind::refused,   DeliveryKind::accepted,
                                                DeliveryKind::unknown,   DeliveryKind::accepted,
                                                DeliveryKind::try_again, DeliveryKind::accepted};
    for (std::size_t i = 0; i < done.size(); ++i) CHECK(done[i].delivery.kind == expected[i]);
}

TEST_CASE("a server that cannot be used is asked once, not once a message") {
    SmtpServer server({.user = "dutyd", .password = "right"});
    auto wrong = relay(server);
    wrong.user = "dutyd";
    wrong.password = "wrong";
    Reports reports;
    mail::MailWorker worker(wrong, reports.function());
    worker.submit(items(1, 4));
    const auto done = reports.wait_for(4);
    check_once_each(done, 4);
    CHECK(done[0].delivery.code == 535);
    for (std::size_t i = 1; i < done.size(); ++i) {
        CHECK(done[i].delivery.kind == DeliveryKind::try_again);
        CHECK(done[i].delivery.fault == mail::Fault::server);
        CHECK(done[i].delivery.code == 0);
        CHECK(done[i].delivery.text == "not tried: " + done[0].delivery.text);
    }
}

TEST_CASE("a server that comes back is used again") {
    Reports reports;
    const std::uint16_t port = tests::unused_port();
    mail::MailServer down;
    down.host = "localhost";
    down.port = port;
    down.security = mail::Security::none;
    mail::MailWorker worker(down, reports.function());
    worker.submit(items(1, 3));
    CHECK(reports.wait_for(3)[0].delivery.kind == DeliveryKind::try_again);
    const SmtpServer server({.port = port});
    worker.submit(items(1, 3));
    CHECK(reports.wait_for(6)[5].delivery.kind == DeliveryKind::accepted);
    CHECK(server.messages().size() == 3);
}

TEST_CASE("a stop cuts off the message that hangs and reports all of them") {
    SmtpServer server({.faults = {"at=rcpt hang"}});
    Reports reports;
    mail::MailWorker worker(relay(server), reports.function());
    worker.submit(items(1, 10));
    server.wait_for_faults(1);
    worker.stop(0ms);
    const auto done = reports.now();
    check_once_each(done, 10);
    for (const auto& report : done) {
        CHECK(report.delivery.kind == DeliveryKind::try_again);
        CHECK((report.delivery.text == "not tried: dutyd is stopping" ||
               report.delivery.text == "not sent: dutyd is stopping"));
    }
}

TEST_CASE("a stop lets the message in transfer finish if it does so in time") {
    SmtpServer server({.faults = {"at=body wait=0.4"}});
    Reports reports;
    mail::MailWorker worker(relay(server), reports.function());
    worker.submit(items(1, 3));
    server.wait_for(1);  // the first is kept, its answer perhaps still to come
    worker.stop(20s);
    const auto done = reports.now();
    check_once_each(done, 3);
    std::size_t accepted = 0;
    for (const auto& report : done) {
        if (report.delivery.kind == DeliveryKind::accepted) ++accepted;
    }
    CHECK(accepted == server.messages().size());
    CHECK(accepted >= 1);
}

TEST_CASE("a stop after the body leaves it unknown, not lost") {
    SmtpServer server({.faults = {"at=body hang"}});
    Reports reports;
    mail::MailWorker worker(relay(server), reports.function());
    worker.submit(items(1, 2));
    server.wait_for_faults(1);
    worker.stop(0ms);
    const auto done = reports.now();
    check_once_each(done, 2);
    CHECK(done[0].delivery.kind == DeliveryKind::unknown);
    CHECK(done[1].delivery.kind == DeliveryKind::try_again);
}

TEST_CASE("what is submitted after a stop is reported as not tried") {
    const SmtpServer server;
    Reports reports;
    mail::MailWorker worker(relay(server), reports.function());
    worker.stop(0ms);
    worker.submit(items(1, 2));
    worker.stop(0ms);
    const auto done = reports.now();
    check_once_each(done, 2);
    CHECK(done[0].delivery.text == "not tried: dutyd is stopping");
    CHECK(server.messages().empty());
}

TEST_CASE("batches from several threads are all reported, stop or no stop") {
    const SmtpServer server;
    Reports reports;
    {
        mail::MailWorker worker(relay(server), reports.function());
        std::vector<std::thread> threads;
        for (std::int64_t first = 1; first <= 31; first += 10) {
            threads.emplace_back(
                [&worker, batch = items(first, first + 9)] { worker.submit(batch); });
        }
        reports.wait_for(5);
        worker.stop(0ms);
        for (auto& thread : threads) thread.join();
    }
    check_once_each(reports.now(), 40);
    std::size_t accepted = 0;
    for (const auto& report : reports.now()) {
        if (report.delivery.kind == DeliveryKind::accepted) ++accepted;
    }
    CHECK(server.messages().size() >= accepted);
}

TEST_CASE("a worker without work ends at once") {
    const SmtpServer server;
    Reports reports;
    { const mail::MailWorker worker(relay(server), reports.function()); }
    CHECK(reports.now().empty());
}

// SPDX-License-Identifier: MIT
// Reading calendars and configuration anew: what is sound is taken over as a whole, what is not is
// refused as a whole, with every mistake told, and the daemon goes on with what it has.
#include "tests/catch.hpp"
#include "tests/daemon/office.hpp"
#include "tests/mail/smtp_server.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <boost/json/serialize.hpp>
#include <csignal>

using namespace dutyd;
using tests::Ending;
using tests::Office;

namespace {

constexpr const char* ten_mistakes = R"toml([procedure]
id     = "broken"
title  = "A procedure with ten mistakes"
opens  = "on election.poll"
matter = "broken-{year}"

[[duty]]
id     = "draft"
title  = "Draft the report"
bearer = "offise"
owner  = "chief-executiv"
law    = [{ cite = "PRSRA 2011 s.12", verified = "text", on = 2026-04-01 }]
takes  = "10 working dais"

[[duty]]
id     = "draft"
title  = "Draft it again"
bearer = "office"
owner  = "chief-executive"
law    = [{ cite = "PRSRA 2011 s.12", verified = "hearsay", on = 2026-04-01 }]

[[duty]]
id     = "publish"
title  = "Publish"
bearer = "office"
owner  = "chief-executive"
law    = [{ cite = "PRSRA 2011 s.12", verified = "text", on = 2026-04-01 }]
colour = "red"
after  = ["drafts"]
limit  = "3 moths after election.poll"

[[duty]]
id     = "archive"
title  = "Archive"
bearer = "office"
owner  = "chief-executive"
law    = [{ cite = "PRSRA 2011 s.12", verified = "text", on = 2026-04-01 }]
kind   = "hardish"
after  = ["shelve"]

[[duty]]
id     = "shelve"
title  = "Shelve"
bearer = "office"
owner  = "chief-executive"
law    = [{ cite = "PRSRA 2011 s.12", verified = "text", on = 2026-04-01 }]
after  = ["archive"]
)toml";

const std::vector<std::string> the_ten = {
    "there is no party called 'offise'",
    "there is no role called 'chief-executiv'",
    "'dais' is not a unit of time here",
    "duty 'draft' is there twice",
    "'verified' cannot be 'hearsay'",
    "duty 'publish' has an unknown key 'colour'",
    "there is no duty called 'drafts'",
    "expected days, weeks, months, years or hours, not 'moths'",
    "'kind' cannot be 'hardish'",
    "gates run in a circle: archive -> shelve -> archive",
};

/// The errors of an answer; findings beside them do not count.
std::vector<std::string> errors_in(const boost::json::array& diagnostics) {
    std::vector<std::string> errors;
    for (const auto& one : diagnostics) {
        const std::string text(one.at("text").as_string());
        if (text.find("finding:") == std::string::npos) {
            errors.emplace_back(one.at("message").as_string());
        }
    }
    return errors;
}

void replace_in(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = tests::read_file(file);
    const auto place = text.find(from);
    REQUIRE(place != std::string::npos);
    std::ofstream(file, std::ios::binary) << text.replace(place, from.size(), to);
}

}  // namespace

TEST_CASE("a pack with ten mistakes gives ten diagnostics and the daemon keeps its old pack") {
    Office office;
    office.start();
    office.record_poll();
    const auto seq = office.last_seq();
    const auto before = office.get("/v1/upcoming");
    office.folder().write("calendars/packs/pcc/broken.toml", ten_mistakes);

    const auto refused = office.post("/v1/reload", "", 422);
    CHECK(errors_in(refused.at("error").as_array()) == the_ten);
    const auto& first = refused.at("error").as_array().at(0).as_object();
    CHECK(first.at("where") == "packs/pcc/broken.toml:10:10");
    CHECK(first.at("hint") == "did you mean 'office'?");

    const auto status = office.get("/v1/status");
    CHECK(errors_in(status.at("reload-failed").as_array()) == the_ten);
    const std::string log = office.log();
    for (const std::string& mistake : the_ten) {
        INFO(mistake);
        CHECK(log.find(mistake) != std::string::npos);
    }
    CHECK(office.last_seq() == seq);
    CHECK(office.get("/v1/upcoming") == before);

    const auto checked = office.try_to_run({"--check"});
    CHECK(checked.ending == Ending{1, 0});
    CHECK(checked.output.find("10 errors, ") != std::string::npos);

    std::filesystem::remove(office.calendar_file("packs/pcc/broken.toml"));
    const auto taken = office.post("/v1/reload", "");
    CHECK(taken.at("changed") == false);
    CHECK_FALSE(office.get("/v1/status").contains("reload-failed"));
    CHECK(office.last_seq() == seq);
}

TEST_CASE("a daemon does not start with a broken pack, and says all that is wrong") {
    Office office;
    office.folder().write("calendars/packs/pcc/broken.toml", ten_mistakes);
    const auto result = office.try_to_run({"--simulated-clock", "2024-05-03T09:00"});
    CHECK(result.ending == Ending{1, 0});
    for (const std::string& mistake : the_ten) {
        INFO(mistake);
        CHECK(result.output.find(mistake) != std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(office.database()));
}

TEST_CASE("SIGHUP reads anew, tells the service manager, and refuses what is broken") {
    Office office;
    office.start();
    office.record_poll();
    office.folder().write("calendars/packs/pcc/broken.toml", ten_mistakes);
    office.process().signal(SIGHUP);
    office.notify().wait_for("RELOADING=1", office.process());
    office.notify().wait_for("READY=1", office.process());
    CHECK(errors_in(office.get("/v1/status").at("reload-failed").as_array()) == the_ten);
    std::filesystem::remove(office.calendar_file("packs/pcc/broken.toml"));
    office.process().signal(SIGHUP);
    office.notify().wait_for("RELOADING=1", office.process());
    office.notify().wait_for("READY=1", office.process());
    CHECK_FALSE(office.get("/v1/status").contains("reload-failed"));
}

TEST_CASE("a meeting moved in the file becomes an event, moves the dates, and survives a restart") {
    Office office;
    office.start();
    office.record_poll();
    CHECK(office.forecast("panel-considers") == "2024-09-23");
    replace_in(office.calendar_file("meetings/leicestershire.toml"), "date     = 2024-09-23",
               "id = \"panel-2024-09-23\"\ndate = 2024-09-30");
    const auto taken = office.post("/v1/reload", "");
    CHECK(taken.at("changed") == true);
    const std::string after = office.forecast("panel-considers");
    CHECK(after != "2024-09-23");
    office.kill();
    office.start();
    CHECK(office.forecast("panel-considers") == after);
    CHECK(office.post("/v1/reload", "").at("changed") == false);
}

TEST_CASE("a broken configuration is refused on reload and the old one stays") {
    Office office;
    office.start();
    office.record_poll();
    const std::string sound = tests::read_file(office.config());
    office.folder().write("dutyd.toml", sound +
                                            "\n[[role]]\nbody = \"leicestershire\"\n"
                                            "role = \"chief-executiv\"\npersons = \"nobody\"\n");
    const auto refused = office.post("/v1/reload", "", 422);
    CHECK(!errors_in(refused.at("error").as_array()).empty());
    CHECK(office.get("/v1/status").contains("reload-failed"));
    office.folder().write("dutyd.toml", "this is not toml");
    office.post("/v1/reload", "", 422);
    std::filesystem::remove(office.config());
    office.post("/v1/reload", "", 422);
    office.folder().write("dutyd.toml", sound);
    office.post("/v1/reload", "");
    CHECK_FALSE(office.get("/v1/status").contains("reload-failed"));
}

TEST_CASE("mail that nobody takes is told of in the status and goes out once the server is back") {
    const auto port = tests::unused_port();
    Office office({port, ""});
    office.start();
    office.record_poll();
    office.move_clock("2024-05-08T17:30");
    office.record_pause();
    office.move_clock("2024-05-09T10:00");
    boost::json::object mail;
    for (int i = 0; i < 600 && !mail.contains("failing-since"); ++i) {
        mail = office.get("/v1/status").at("mail").as_object();
        ::poll(nullptr, 0, 50);
    }
    INFO(boost::json::serialize(mail));
    REQUIRE(mail.contains("failing-since"));
    CHECK(mail.at("waiting") == 2);
    CHECK(std::string(mail.at("last-error").as_string()).find(fmt::format("{}", port)) !=
          std::string::npos);
    CHECK(office.log().find("notice_delayed") != std::string::npos);
    tests::SmtpServerOptions back;
    back.port = port;
    const tests::SmtpServer server(back);
    office.post("/v1/reload", "");
    const auto received = server.wait_for(2);
    CHECK(received.size() == 2);
    for (int i = 0; i < 600 && mail.at("waiting") != 0; ++i) {
        mail = office.get("/v1/status").at("mail").as_object();
        ::poll(nullptr, 0, 50);
    }
    CHECK(mail.at("waiting") == 0);
    CHECK(mail.at("delivered") == 2);
    CHECK_FALSE(mail.contains("failing-since"));
}

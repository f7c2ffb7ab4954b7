// SPDX-License-Identifier: MIT
#include "tests/daemon/office.hpp"

#include "tests/catch.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <csignal>

namespace dutyd::tests {

namespace json = boost::json;

namespace {

constexpr const char* people = R"(
[[body]]
id = "leicestershire"
[[person]]
id = "chief"
name = "Chief Executive"
email = "chief@office.example"
[[person]]
id = "director"
name = "Director of Governance"
email = "director@office.example"
[[role]]
body = "leicestershire"
role = "chief-executive"
persons = "chief"
[[role]]
body = "leicestershire"
role = "chief-finance-officer"
persons = "chief"
[[role]]
body = "leicestershire"
role = "governance-director"
persons = "director"
[[role]]
body = "leicestershire"
role = "commissioning-director"
persons = "director"
[[role]]
body = "leicestershire"
role = "engagement-lead"
persons = "director"
[[role]]
body = "leicestershire"
role = "communications-lead"
persons = "director"
)";

std::string mail_section(std::uint16_t port) {
    return fmt::format(
        "[mail]\nenabled = true\nfrom = \"dutyd@office.example\"\nfrom-name = \"Duties\"\n"
        "host = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\n",
        port);
}

json::object parsed(const RawAnswer& answer, int status) {
    INFO(answer.body);
    REQUIRE(answer.status == status);
    return json::parse(answer.body).as_object();
}

/// The tests here are about the process, so their bodies run the plan and its election only; what a
/// whole year brings is for the tests of the engine.
void run_the_plan_only(const Folder& folder) {
    for (const std::string body : {"leicestershire", "dyfed-powys"}) {
        const std::string name = "calendars/bodies/" + body + ".toml";
        std::string text = read_file(folder.path() + "/" + name);
        const std::string header = "[body]\n";
        const auto at = text.find(header);
        REQUIRE(at != std::string::npos);
        text.insert(at + header.size(),
                    "procedures = [\"ordinary-election\", \"police-and-crime-plan\"]\n");
        folder.write(name, text);
    }
}

}  // namespace

const std::string Office::pause_command =
    R"({"do": "election", "kind": "general", "poll": "2024-07-04", "pause-from": "2024-05-25",
        "pause-to": "2024-07-04", "activities": ["public-engagement", "announcement"],
        "reason": "The general election was called.", "client-id": "general-2024"})";

Office::Office(const OfficeOptions& options) : notify_(folder_.path() + "/notify") {
    std::filesystem::copy(DUTYD_SOURCE_DIR "/calendars", folder_.path() + "/calendars",
                          std::filesystem::copy_options::recursive);
    run_the_plan_only(folder_);
    write_config(options);
}

Office::~Office() = default;

void Office::write_config(const OfficeOptions& options) const {
    std::string text = fmt::format(
        "[daemon]\ndatabase = \"dutyd.db\"\nsocket = \"dutyd.sock\"\ncalendars = "
        "\"calendars\"\n{}\n",
        options.daemon_keys);
    if (options.mail_port != 0) text += mail_section(options.mail_port);
    folder_.write("dutyd.toml", text + options.sections + people);
    std::filesystem::permissions(config(), std::filesystem::perms(0600));
}

std::string Office::calendar_file(const std::string& name) const {
    return folder_.path() + "/calendars/" + name;
}

std::vector<std::string> Office::command_line(const std::vector<std::string>& words) const {
    std::vector<std::string> all = {DUTYD_PROGRAM, "--config", config()};
    all.insert(all.end(), words.begin(), words.end());
    return all;
}

void Office::start(const std::vector<std::string>& words,
                   const std::vector<std::string>& environment) {
    std::vector<std::string> all = {notify_.environment()};
    all.insert(all.end(), environment.begin(), environment.end());
    process_.emplace(ProcessOptions{command_line(words), all, folder_.path() + "/log"});
    notify_.wait_for("READY=1", *process_);
}

Ending Office::stop() {
    process_->signal(SIGTERM);
    return process_->wait();
}

void Office::kill() {
    process_->signal(SIGKILL);
    process_->wait();
}

Finished Office::try_to_run(const std::vector<std::string>& words) const {
    const std::string output = folder_.path() + "/other-log";
    std::filesystem::remove(output);
    return run({command_line(words), {}, output});
}

json::object Office::get(const std::string& target, int status) const {
    return parsed(tests::get(socket(), target), status);
}

json::object Office::post(const std::string& target, const std::string& body, int status) const {
    return parsed(tests::post(socket(), target, body), status);
}

void Office::record_poll() const {
    post("/v1/commands", R"({"do": "election", "kind": "ordinary", "body": "leicestershire",
                             "poll": "2024-05-02", "client-id": "poll-2024"})");
}

void Office::record_pause() const {
    post("/v1/commands", pause_command);
}

void Office::move_clock(const std::string& to) const {
    post("/v1/clock", fmt::format(R"({{"to": "{}"}})", to));
}

std::int64_t Office::last_seq() const {
    return get("/v1/status").at("seq").to_number<std::int64_t>();
}

std::string Office::forecast(const std::string& duty) const {
    return std::string(get("/v1/show?name=plan-2024/" + duty).at("forecast").as_string());
}

std::vector<std::string> messages(const json::object& answer) {
    std::vector<std::string> texts;
    for (const json::value& error : answer.at("error").as_array()) {
        texts.emplace_back(error.at("message").as_string());
    }
    return texts;
}

}  // namespace dutyd::tests

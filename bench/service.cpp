// SPDX-License-Identifier: MIT
#include "bench/service.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include <chrono>
#include <csignal>
#include <cstdio>

namespace dutyd::bench {

namespace {

/// One line a body, person and role: a nation's configuration is bounded like any other.
std::string offices(const Nation& nation) {
    std::string bodies = "body = [\n";
    std::string persons = "person = [\n";
    std::string roles = "role = [\n";
    for (const std::string& body : nation.bodies) bodies += fmt::format("{{id=\"{}\"}},\n", body);
    for (const auto& holder : nation.holders) {
        persons += fmt::format("{{id=\"{0}\",name=\"{0}\",email=\"{0}@office.example\"}},\n",
                               holder.person);
        roles += fmt::format("{{body=\"{}\",role=\"{}\",persons=\"{}\"}},\n", holder.body,
                             holder.role, holder.person);
    }
    return bodies + "]\n" + persons + "]\n" + roles + "]\n";
}

std::string configuration(const Nation& nation, std::uint16_t mail_port) {
    return offices(nation) +
           fmt::format(
               "[daemon]\ndatabase = \"dutyd.db\"\nsocket = \"dutyd.sock\"\n"
               "calendars = \"calendars\"\n"
               "[mail]\nenabled = {}\nfrom = \"dutyd@office.example\"\nfrom-name = \"Duties\"\n"
               "host = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\nhelo = \"bench.example\"\n",
               mail_port != 0, mail_port == 0 ? 25 : mail_port);
}

std::string body_of(const tests::RawAnswer& answer, const std::string& asked) {
    if (answer.status == 200) return answer.body;
    throw std::runtime_error(fmt::format("{}: {} {}", asked, answer.status, answer.body));
}

}  // namespace

Service::Service(ServiceOptions options)
    : options_(std::move(options)),
      nation_(make_nation(options_.bodies)),
      notify_(folder_.path() + "/notify") {
    for (const rules::SourceFile& file : nation_.files) {
        folder_.write("calendars/" + file.path, file.text);
    }
    set_mail_port(0);
}

Service::~Service() = default;

void Service::set_mail_port(std::uint16_t port) const {
    const std::string path = folder_.write("dutyd.toml", configuration(nation_, port));
    std::filesystem::permissions(path, std::filesystem::perms(0600));
}

double Service::start() {
    std::vector<std::string> words = {DUTYD_PROGRAM, "--config", folder_.path() + "/dutyd.toml"};
    if (!options_.moment.empty()) {
        words.emplace_back("--simulated-clock");
        // A database that is there already knows its time.
        if (!std::filesystem::exists(database())) words.push_back(options_.moment);
    }
    std::vector<std::string> environment = {notify_.environment()};
    if (!options_.preload.empty()) environment.push_back("LD_PRELOAD=" + options_.preload);
    const auto before = std::chrono::steady_clock::now();
    process_.emplace(
        tests::ProcessOptions{ending_with_us(words), environment, folder_.path() + "/log"});
    notify_.wait_for("READY=1", *process_);
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - before)
        .count();
}

void Service::stop() {
    process_->signal(SIGTERM);
    process_->wait();
}

void Service::reload() const {
    process_->signal(SIGHUP);
}

std::string Service::get(const std::string& target) const {
    return body_of(tests::get(socket(), target), target);
}

std::string Service::post(const std::string& target, const std::string& body) const {
    return body_of(tests::post(socket(), target, body), body);
}

std::size_t Service::duties() const {
    const auto status = boost::json::parse(get("/v1/status"));
    return status.at("duties").to_number<std::size_t>();
}

std::vector<std::string> ending_with_us(std::vector<std::string> command) {
    std::vector<std::string> words = {"setpriv", "--pdeathsig", "KILL"};
    words.insert(words.end(), std::make_move_iterator(command.begin()),
                 std::make_move_iterator(command.end()));
    return words;
}

int cleanly(const std::function<int()>& work) {
    try {
        return work();
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 1;
    }
}

}  // namespace dutyd::bench

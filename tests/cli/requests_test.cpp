// SPDX-License-Identifier: MIT
#include "cli/client/requests.hpp"

#include "tests/catch.hpp"
#include "tests/cli/words.hpp"

#include <boost/json/serialize.hpp>

using namespace dutyd;
using namespace dutyd::cli;
using tests::parsed;

namespace {

std::string target(const std::vector<std::string>& words) {
    return request_of(question_of(parsed(words), Paper{})).target;
}

std::string command(const std::vector<std::string>& words) {
    return boost::json::serialize(command_of(parsed(words), "id-1"));
}

}  // namespace

TEST_CASE("reads become targets; options of printing stay here") {
    CHECK(target({"upcoming"}) == "/v1/upcoming");
    CHECK(target({"upcoming", "--days", "30", "--standing", "at risk", "--all", "--csv"}) ==
          "/v1/upcoming?standing=at%20risk&days=30&all=true");
    CHECK(target({"show", "leicestershire/plan-2024"}) == "/v1/show?name=leicestershire/plan-2024");
    CHECK(target({"why", "plan-2024/issue", "--ledger", "--json"}) ==
          "/v1/why?name=plan-2024/issue");
    CHECK(target({"log", "--from", "7", "--limit", "5"}) == "/v1/log?from=7&limit=5");
    CHECK(target({"status", "--as-of", "2024-05-22 16:00"}) ==
          "/v1/status?as-of=2024-05-22T16%3A00");
}

TEST_CASE("a report is asked for in a format, a feed has only one") {
    CHECK(target({"report", "register", "--json"}) == "/v1/reports/register?format=json");
    CHECK(target({"report", "register"}) == "/v1/reports/register?format=text");
    CHECK(target({"report", "feed", "--owner", "chief-executive", "--standing", "at risk"}) ==
          "/v1/feed.ics?owner=chief-executive&standing=at%20risk");
}

TEST_CASE("nothing in a value can escape into the target") {
    CHECK(percent_encoded("a&b=c#d?e%f g\r\n") == "a%26b%3Dc%23d%3Fe%25f%20g%0D%0A");
    CHECK(percent_encoded("Llŷr") == "Ll%C5%B7r");
}

TEST_CASE("changes become commands with the keys of the engine") {
    CHECK(command({"done", "leicestershire/plan-2024/issue", "--on", "2025-03-20", "--by",
                   "commissioner"}) ==
          R"({"do":"done","matter":"leicestershire/plan-2024","duty":"issue","on":"2025-03-20",)"
          R"("by":"commissioner","client-id":"id-1"})");
    CHECK(command({"record", "election.poll", "2024-05-02", "--matter", "plan-2024"}) ==
          R"({"do":"record","fact":"election.poll","value":"2024-05-02","matter":"plan-2024",)"
          R"("client-id":"id-1"})");
    CHECK(command({"pause", "General election", "--activity", "public-engagement", "--activity",
                   "announcement", "--from", "2024-05-25", "--to", "2024-07-04", "--id", "ge-2024",
                   "--reason", "Called on 22 May", "--preview"}) ==
          R"({"do":"pause","title":"General election",)"
          R"("activities":["public-engagement","announcement"],"from":"2024-05-25",)"
          R"("to":"2024-07-04","pause":"ge-2024","reason":"Called on 22 May","preview":true,)"
          R"("client-id":"id-1"})");
    CHECK(command({"open", "police-and-crime-plan", "plan-2024", "--body", "leicestershire",
                   "--fact", "election.poll=2024-05-02", "--fact", "note=a=b"}) ==
          R"({"do":"open","procedure":"police-and-crime-plan","matter":"plan-2024",)"
          R"("body":"leicestershire","facts":{"election.poll":"2024-05-02","note":"a=b"},)"
          R"("client-id":"id-1"})");
    CHECK(command({"meeting", "move", "panel-2024-09-23", "2024-09-30", "--time", "14:00"}) ==
          R"({"do":"meeting-move","meeting":"panel-2024-09-23","to":"2024-09-30",)"
          R"("time":"14:00","client-id":"id-1"})");
    CHECK(command({"ack", "slip:plan-2024/issue", "--until", "2024-07-05"}) ==
          R"({"do":"ack","alert":"slip:plan-2024/issue","until":"2024-07-05","client-id":"id-1"})");
}

TEST_CASE("none takes a target or an override away") {
    CHECK(command({"target", "plan-2024/issue", "2025-02-28"}) ==
          R"({"do":"target","matter":"plan-2024","duty":"issue","date":"2025-02-28",)"
          R"("client-id":"id-1"})");
    CHECK(command({"target", "plan-2024/issue", "none"}) ==
          R"({"do":"target","matter":"plan-2024","duty":"issue","client-id":"id-1"})");
    CHECK(command({"override", "plan-2024/issue", "none"}) ==
          R"({"do":"override","matter":"plan-2024","duty":"issue","client-id":"id-1"})");
}

TEST_CASE("a note is about a duty or about a matter") {
    CHECK(command({"note", "plan-2024/issue", "Printers booked"}) ==
          R"({"do":"note","matter":"plan-2024","duty":"issue","reason":"Printers booked",)"
          R"("client-id":"id-1"})");
    CHECK(command({"note", "plan-2024", "Printers booked"}) ==
          R"({"do":"note","matter":"plan-2024","reason":"Printers booked","client-id":"id-1"})");
    CHECK(command({"note", "leicestershire/plan-2024/", "Printers booked"}) ==
          R"({"do":"note","matter":"leicestershire/plan-2024","reason":"Printers booked",)"
          R"("client-id":"id-1"})");
}

TEST_CASE("a client id that is given is used") {
    CHECK(command({"reopen", "plan-2024/issue", "--client-id", "mine"}) ==
          R"({"do":"reopen","matter":"plan-2024","duty":"issue","client-id":"mine"})");
}

TEST_CASE("a simulated clock moves by days or to a time") {
    CHECK(boost::json::serialize(*clock_move_of(parsed({"clock", "advance", "--days", "30"}))) ==
          R"({"days":30})");
    CHECK(boost::json::serialize(
              *clock_move_of(parsed({"clock", "advance", "--to", "2024-05-22 09:00"}))) ==
          R"({"to":"2024-05-22T09:00"})");
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"clock", "advance"}, {"clock", "advance", "--days", "1", "--to", "2024-05-22"}}) {
        const auto move = clock_move_of(parsed(words));
        REQUIRE(!move);
        CHECK(render(move.error()) ==
              "error: give either --days or --to\n"
              "    hint: for example: dutyctl clock advance --days 30\n");
    }
}

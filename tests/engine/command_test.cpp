// SPDX-License-Identifier: MIT
// Requests as they arrive: every verb, every misspelling, all mistakes at once.
#include "lib/base/text.hpp"
#include "tests/engine/office.hpp"

using namespace dutyd;
using namespace dutyd::engine;
using boost::json::array;
using boost::json::object;
using tests::words;

namespace {

std::string problems(const object& request) {
    const auto parsed = parse_command(request);
    return parsed ? "" : words(parsed.error());
}

template <class Action>
Action parsed(const object& request) {
    const auto command = parse_command(request);
    if (!command) FAIL(words(command.error()));
    REQUIRE(std::holds_alternative<Action>(command->action));
    CHECK(verb(command->action) == std::string(request.at("do").as_string()));
    return std::get<Action>(command->action);
}

const civil::Date may_9 = civil::Date::of(2024, 5, 9);

}  // namespace

TEST_CASE("verbs about matters and facts read every key") {
    const auto open = parsed<Open>({{"do", "open"},
                                    {"body", "b"},
                                    {"procedure", "p"},
                                    {"matter", "plan-2024"},
                                    {"facts", object{{"election.poll", "2024-05-02"}}}});
    CHECK(open.body == "b");
    CHECK(open.procedure == "p");
    CHECK(open.name == "plan-2024");
    CHECK(open.facts == std::map<std::string, std::string>{{"election.poll", "2024-05-02"}});
    const auto record = parsed<Record>({{"do", "record"},
                                        {"matter", "m"},
                                        {"body", "b"},
                                        {"fact", "f"},
                                        {"value", "v"},
                                        {"status", "deemed"},
                                        {"source", "s"}});
    CHECK(record.matter + record.body + record.fact + record.value + record.source == "mbfvs");
    CHECK(record.status == journal::FactStatus::deemed);
    const auto withdraw =
        parsed<Withdraw>({{"do", "withdraw"}, {"matter", "m"}, {"body", "b"}, {"fact", "f"}});
    CHECK(withdraw.matter + withdraw.body + withdraw.fact == "mbf");
    CHECK(parsed<Adopt>({{"do", "adopt"}, {"matter", "m"}}).matter == "m");
    CHECK(parsed<Note>({{"do", "note"}, {"matter", "m"}, {"duty", "d"}}).duty == "d");
    const auto ack = parsed<Acknowledge>({{"do", "ack"}, {"alert", "a"}, {"until", "2024-05-09"}});
    CHECK(ack.alert == "a");
    CHECK(ack.until == may_9);
}

TEST_CASE("verbs about a duty read every key") {
    CHECK(
        parsed<Start>({{"do", "start"}, {"matter", "m"}, {"duty", "d"}, {"on", "2024-05-09"}}).on ==
        may_9);
    const auto done = parsed<DoneCommand>({{"do", "done"},
                                           {"matter", "m"},
                                           {"duty", "d"},
                                           {"on", "2024-05-09"},
                                           {"at", "16:30"},
                                           {"by", "panel"},
                                           {"evidence", "link"}});
    CHECK(done.on == may_9);
    CHECK(done.at == civil::TimeOfDay{16 * 60 + 30});
    CHECK(done.matter + done.duty + done.by + done.evidence == "mdpanellink");
    CHECK(parsed<Reopen>({{"do", "reopen"}, {"matter", "m"}, {"duty", "d"}}).duty == "d");
    CHECK(parsed<Waive>({{"do", "waive"}, {"matter", "m"}, {"duty", "d"}}).matter == "m");
    CHECK(parsed<Target>({{"do", "target"}, {"matter", "m"}, {"duty", "d"}, {"date", "2024-05-09"}})
              .date == may_9);
    CHECK_FALSE(parsed<Target>({{"do", "target"}, {"matter", "m"}, {"duty", "d"}}).date);
    CHECK(parsed<Override>(
              {{"do", "override"}, {"matter", "m"}, {"duty", "d"}, {"limit", "2024-05-09"}})
              .limit == may_9);
    CHECK(parsed<Urgency>({{"do", "urgency"}, {"matter", "m"}, {"duty", "d"}, {"meeting", "x"}})
              .meeting == "x");
}

TEST_CASE("verbs about pauses, elections and meetings read every key") {
    const auto pause = parsed<PauseCommand>({{"do", "pause"},
                                             {"pause", "id"},
                                             {"body", "b"},
                                             {"title", "t"},
                                             {"activities", array{"x", "y"}},
                                             {"from", "2024-05-09"},
                                             {"to", "2024-05-09"},
                                             {"provision", "p"}});
    CHECK(pause.pause + pause.body + pause.title + pause.provision == "idbtp");
    CHECK(pause.activities == std::vector<std::string>{"x", "y"});
    CHECK(pause.from == may_9);
    CHECK(pause.to == may_9);
    CHECK(parsed<Resume>({{"do", "resume"}, {"pause", "p"}, {"last", "2024-05-09"}}).last == may_9);
    const auto election = parsed<Election>({{"do", "election"},
                                            {"kind", "general"},
                                            {"body", "b"},
                                            {"poll", "2024-05-09"},
                                            {"called-on", "2024-05-09"},
                                            {"pause-from", "2024-05-09"},
                                            {"pause-to", "2024-05-09"},
                                            {"activities", "x"}});
    CHECK(election.called_on == may_9);
    CHECK(election.pause_from == may_9);
    CHECK(election.pause_to == may_9);
    CHECK(election.activities == std::vector<std::string>{"x"});
    const auto add = parsed<MeetingAdd>({{"do", "meeting-add"},
                                         {"body", "b"},
                                         {"calendar", "c"},
                                         {"date", "2024-05-09"},
                                         {"time", "14:00"},
                                         {"kind", "k"},
                                         {"title", "t"},
                                         {"submission", "2024-05-09"}});
    CHECK(add.body + add.calendar + add.kind + add.title == "bckt");
    CHECK(add.submission == may_9);
    const auto move = parsed<MeetingMove>({{"do", "meeting-move"},
                                           {"body", "b"},
                                           {"meeting", "m"},
                                           {"to", "2024-05-09"},
                                           {"time", "24:00"}});
    CHECK(move.to == may_9);
    CHECK(move.time == civil::TimeOfDay::end_of_day());
    CHECK(parsed<MeetingCancel>({{"do", "meeting-cancel"}, {"body", "b"}, {"meeting", "m"}})
              .meeting == "m");
}

TEST_CASE("every verb is known by its word, and who asks is read with all of them") {
    CHECK(known_verbs().size() == std::variant_size_v<Action>);
    const auto command = parse_command({{"do", "adopt"},
                                        {"matter", "m"},
                                        {"actor", "ann"},
                                        {"authority", "the commissioner"},
                                        {"reason", "because"},
                                        {"client-id", "1"},
                                        {"preview", true}});
    REQUIRE(command);
    CHECK(command->actor == "ann");
    CHECK(command->authority == "the commissioner");
    CHECK(command->reason == "because");
    CHECK(command->client_id == "1");
}

TEST_CASE("a verb that is not there names the nearest, or all") {
    CHECK(problems({{"do", "pauze"}}) == "dutyd cannot 'pauze' (did you mean 'pause'?)");
    CHECK(problems({{"do", "xyz"}}) ==
          "dutyd cannot 'xyz' (the verbs are: " + join(engine::known_verbs(), ", ") + ")");
    CHECK(problems({}) == "'do' is missing");
    CHECK(problems({{"do", 7}}) == "'do' is not a text");
    CHECK(problems({{"do", ""}}) == "'do' is missing");
}

TEST_CASE("a key that is not there names the nearest one this verb has") {
    CHECK(problems({{"do", "adopt"}, {"matter", "m"}, {"reson", "x"}}) ==
          "unknown key 'reson' (did you mean 'reason'?)");
    CHECK(problems({{"do", "resume"}, {"pause", "p"}, {"lasst", "2024-05-09"}}) ==
          "unknown key 'lasst' (did you mean 'last'?)");
    CHECK(problems({{"do", "adopt"}, {"matter", "m"}, {"duty", "d"}}) == "unknown key 'duty'");
}

TEST_CASE("all mistakes of a request are told at once") {
    CHECK(problems({{"do", "pause"},
                    {"title", 3},
                    {"activities", array{"x", 1}},
                    {"to", "2024-02-30"},
                    {"proviso", "p"}}) ==
          "'title' is not a text; 'activities' is not a list of texts; 'from' is missing; 'to': " +
              words(civil::Date::parse("2024-02-30").error()) +
              "; unknown key 'proviso' (did you mean 'provision'?)");
    CHECK(problems({{"do", "open"}, {"facts", object{{"a", 1}, {"b", "2"}}}}) ==
          "'procedure' is missing; 'facts' has a value for 'a' that is not a "
          "text");
    CHECK(problems({{"do", "open"}, {"body", "b"}, {"procedure", "p"}, {"facts", "x"}}) ==
          "'facts' is not an object of facts");
    CHECK(problems({{"do", "record"}, {"fact", "f"}, {"value", "v"}, {"status", "sure"}}) ==
          "'status' is one of recorded, expected, deemed, disputed");
}

TEST_CASE("a list with several wrong items is one mistake") {
    CHECK(problems({{"do", "pause"}, {"from", "2024-05-09"}, {"activities", array{1, 2, 3}}}) ==
          "'activities' is not a list of texts");
}

TEST_CASE("a null value is a key not given, and a text beyond all measure is refused") {
    CHECK_FALSE(
        parsed<Target>({{"do", "target"}, {"matter", "m"}, {"duty", "d"}, {"date", nullptr}}).date);
    CHECK(problems({{"do", "adopt"}, {"matter", "m"}, {"reason", std::string(1 << 20, 'x')}}) ==
          "'reason' is too long");
}

// SPDX-License-Identifier: MIT
// The commands of dutyctl and those of the engine are one vocabulary.
#include "cli/client/verbs.hpp"
#include "lib/engine/command.hpp"
#include "tests/catch.hpp"

#include <set>

using namespace dutyd;
using namespace dutyd::cli;

namespace {

/// A request with a value for every key that a command of dutyctl can send.
boost::json::object request_with_everything(const Verb& verb) {
    boost::json::object body{{"do", verb.request}, {"matter", "plan-2024"}, {"client-id", "1"}};
    for (const Parameter& parameter : verb.parameters) {
        boost::json::value& value = body[parameter.request_key()];
        switch (parameter.kind) {
            case Kind::flag:
                value = true;
                break;
            case Kind::many:
                value = boost::json::array{"x"};
                break;
            case Kind::pairs:
                value = boost::json::object{{"x", "y"}};
                break;
            case Kind::time:
                value = "16:00";
                break;
            case Kind::date:
            case Kind::date_or_none:
                value = "2024-05-02";
                break;
            default:
                value = parameter.name == "--status" ? "recorded" : "x";
        }
    }
    if (verb.request == "record" || verb.request == "withdraw") body.erase("body");
    const bool of_a_matter = verb.request == "open" || verb.request == "adopt" ||
                             body.contains("duty") || body.contains("fact");
    if (!of_a_matter) body.erase("matter");
    return body;
}

}  // namespace

TEST_CASE("every command of the engine can be typed, and no other is offered") {
    std::set<std::string> offered;
    for (const Verb& verb : verbs()) {
        if (verb.how == Manner::command) offered.insert(verb.request);
    }
    const auto known = engine::known_verbs();
    CHECK(offered == std::set<std::string>(known.begin(), known.end()));
}

TEST_CASE("the engine reads every key that dutyctl can send") {
    for (const Verb& verb : verbs()) {
        if (verb.how != Manner::command) continue;
        INFO(verb.words);
        const auto command = engine::parse_command(request_with_everything(verb));
        INFO((command ? std::string{} : render(command.error())));
        CHECK(command.has_value());
    }
}

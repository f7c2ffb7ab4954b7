// SPDX-License-Identifier: MIT
#include "cli/client/verbs.hpp"

#include <algorithm>
#include <iterator>

namespace dutyd::cli {

bool Parameter::is_many() const {
    return kind == Kind::many || kind == Kind::pairs || kind == Kind::words ||
           kind == Kind::words_each;
}

std::string Parameter::request_key() const {
    if (!key.empty()) return key;
    return is_option() ? name.substr(2) : name;
}

bool Verb::takes(std::string_view parameter) const {
    return std::any_of(parameters.begin(), parameters.end(),
                       [&](const Parameter& one) { return one.name == parameter; });
}

const std::vector<Verb>& verbs() {
    static const std::vector<Verb> all = [] {
        std::vector<Verb> list = looking_verbs();
        for (auto&& group : {report_verbs(), changing_verbs(), keeping_verbs(), care_verbs()}) {
            std::copy(group.begin(), group.end(), std::back_inserter(list));
        }
        return list;
    }();
    return all;
}

const Verb* find_verb(std::string_view words) {
    const auto found = std::find_if(verbs().begin(), verbs().end(),
                                    [&](const Verb& verb) { return verb.words == words; });
    return found == verbs().end() ? nullptr : &*found;
}

std::vector<Parameter> duty_filters(std::vector<Parameter> own) {
    std::vector<Parameter> parameters = {
        {"--body", Kind::text, "only duties of this body", "BODY", "", {}},
        {"--owner", Kind::text, "only duties this role answers for", "ROLE", "", {}},
        {"--bearer", Kind::text, "only duties this party must do", "PARTY", "", {}},
        {"--standing",
         Kind::text,
         "only this standing or risk: ready, waiting, \"at risk\", breached, ...",
         "WORD",
         "",
         {}},
        {"--matter", Kind::text, "only duties of this matter", "MATTER", "", {}},
    };
    std::move(own.begin(), own.end(), std::back_inserter(parameters));
    return parameters;
}

const std::vector<Parameter>& common_options() {
    static const std::vector<Parameter> options = {
        {"--socket", Kind::text, "the daemon's Unix socket (or $DUTYD_SOCKET)", "PATH", "", {}},
        {"--database",
         Kind::text,
         "the database to read when the daemon is down (or $DUTYD_DATABASE)",
         "PATH",
         "",
         {}},
        {"--config",
         Kind::text,
         "the configuration that names both (or $DUTYD_CONFIG)",
         "PATH",
         "",
         {}},
        {"--timeout",
         Kind::number,
         "seconds to wait for the daemon (default 30)",
         "SECONDS",
         "",
         {}},
        {"--json", Kind::flag, "print the answer as JSON, with stable keys", "", "", {}},
    };
    return options;
}

}  // namespace dutyd::cli

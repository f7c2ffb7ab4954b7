// SPDX-License-Identifier: MIT
// A small pack to write procedures for, so that a test of the engine shows the rule it is about and
// nothing else.
#pragma once

#include "tests/engine/office.hpp"

namespace dutyd::tests {

/// `more` is added to pack.toml.
inline std::string small_pack(const std::string& more = "") {
    return R"([pack]
id      = "test"
title   = "A pack for a test"
version = "1"

[[party]]
id    = "commissioner"
title = "The commissioner"

[[party]]
id    = "panel"
title = "The panel"

[[role]]
id    = "chief-executive"
title = "Chief executive"

[[activity]]
id    = "public-engagement"
title = "Engagement"

[[fact]]
name  = "election.poll"
title = "Day of the poll"
kind  = "date"

[[fact]]
name   = "election.kind"
title  = "Which election"
kind   = "text"
values = ["ordinary", "by-election"]

)" + more;
}

/// A procedure of that id; `body` is everything after its header.
inline std::string procedure(const std::string& id, const std::string& header,
                             const std::string& body) {
    return "[procedure]\nid = \"" + id + "\"\ntitle = \"" + id + "\"\n" + header + "\n" + body;
}

/// A duty of the commissioner under the law; `keys` are its own.
inline std::string duty(const std::string& id, const std::string& keys = "") {
    return "\n[[duty]]\nid = \"" + id + "\"\ntitle = \"" + id +
           "\"\nbearer = \"commissioner\"\nowner = \"chief-executive\"\n"
           "law = [{ cite = \"Act s.1\", verified = \"text\" }]\n" +
           keys + "\n";
}

inline std::string fact(const std::string& name, const std::string& keys = "") {
    return "\n[[fact]]\nname = \"" + name + "\"\ntitle = \"" + name + "\"\n" + keys + "\n";
}

inline std::vector<std::string> matters_of(const engine::State& state) {
    std::vector<std::string> names;
    for (const auto& [id, matter] : state.matters) names.push_back(id.substr(id.rfind('/') + 1));
    return names;
}

}  // namespace dutyd::tests

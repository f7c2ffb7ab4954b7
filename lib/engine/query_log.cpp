// SPDX-License-Identifier: MIT
// One journal event as `dutyctl log` shows it.
#include "lib/engine/query_parts.hpp"
#include "lib/journal/codec.hpp"

#include <boost/json/parse.hpp>

namespace dutyd::engine {

json::value log_entry(const journal::Event& event) {
    json::object object{{"seq", event.seq},
                        {"recorded-at", event.recorded_at.text()},
                        {"effective", event.effective.iso()},
                        {"kind", journal::kind_name(event.payload)},
                        {"actor", event.actor},
                        {"authority", event.authority},
                        {"text", event.text}};
    // The payload under its own keys, as the journal's one format knows them.
    // The words of people stay out of a row, so none are given to it and no salt is needed.
    journal::Event bare = event;
    bare.text.clear();
    const auto row = journal::encode(bare, journal::chain_start(), "");
    object["data"] = json::parse(row.row.body).at("data");
    return object;
}

}  // namespace dutyd::engine

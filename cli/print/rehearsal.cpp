// SPDX-License-Identifier: MIT
// A rehearsal as people read it: by day, who is told what.
#include "cli/print/json_fields.hpp"
#include "cli/print/views.hpp"
#include "cli/print/words.hpp"
#include "lib/base/text.hpp"

#include <boost/json/array.hpp>

namespace dutyd::cli {

namespace json = boost::json;

std::string print_rehearsal(const json::value& answer, const Paper& paper) {
    const json::array& days = list_at(answer, "days");
    const std::string until = day_text(text_at(answer, "until"));
    if (days.empty()) return "nobody is told anything until " + until + "\n";
    std::string text = paper.heading("if nothing happens until " + until + ": " +
                                     counted(number_at(answer, "count").value_or(0), "notice"));
    for (const json::value& day : days) {
        text += "\n" + paper.toned(Tone::strong, day_text(text_at(day, "day"))) + "\n";
        for (const json::value& notice : list_at(day, "notices")) {
            const Tone tone = is_true_at(notice, "urgent") ? Tone::bad : Tone::plain;
            text += "  " + text_at(notice, "time") + "  " + text_at(notice, "person") + "  " +
                    paper.toned(tone, text_at(notice, "subject")) + "\n";
        }
    }
    return text;
}

}  // namespace dutyd::cli

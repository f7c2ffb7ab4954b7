// SPDX-License-Identifier: MIT
// Whether all is well, and the outbox.
#include "cli/print/diagnostics.hpp"
#include "cli/print/json_fields.hpp"
#include "cli/print/mail_text.hpp"
#include "cli/print/phrases.hpp"
#include "cli/print/table.hpp"
#include "cli/print/text_width.hpp"
#include "cli/print/views.hpp"
#include "cli/print/words.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

/// What does not get through, a line a channel. What only delays mail is said of mail already.
void add_channel_troubles(const json::value& status, std::vector<std::string>& found) {
    for (const json::value& channel : list_at(status, "channels")) {
        const std::string name = text_at(channel, "channel");
        const auto undelivered = number_at(channel, "undelivered").value_or(0);
        const std::string since = day_text(text_at(channel, "failing-since"));
        if (undelivered > 0) {
            found.push_back(fmt::format("{} could not be delivered over {}, failing since {}: {}",
                                        counted(undelivered, "notice"), name, since,
                                        text_at(channel, "last-error")));
        } else if (name != "mail" && number_at(channel, "failing").value_or(0) > 0) {
            found.push_back(fmt::format("notices over {} are delayed since {}: {}", name, since,
                                        text_at(channel, "last-error")));
        }
    }
}

/// What is wrong, each in a line a person can act on.
std::vector<std::string> troubles(const json::value& status) {
    std::vector<std::string> found;
    if (field(status, "daemon") == nullptr) {
        found.emplace_back("the daemon is down, so nobody is told anything");
    }
    const auto failing = [&](std::string_view part, std::string_view what) {
        const json::value* section = field(status, part);
        if (section == nullptr || text_at(*section, "failing-since").empty()) return;
        found.push_back(fmt::format("{} since {}: {}", what,
                                    day_text(text_at(*section, "failing-since")),
                                    text_at(*section, "last-error")));
    };
    failing("mail", "mail cannot be sent");
    add_channel_troubles(status, found);
    failing("heartbeat", "the heartbeat does not go out");
    failing("store", "the database cannot be written");
    if (!list_at(status, "reload-failed").empty()) {
        found.emplace_back("the last reload was refused; what was in force before still is");
    }
    const json::value* risks = field(status, "risks");
    const auto breached = risks == nullptr ? std::nullopt : number_at(*risks, "breached");
    if (breached.value_or(0) > 0) {
        found.push_back(*breached == 1
                            ? "a limit is breached; dutyctl upcoming --standing breached names it"
                            : fmt::format("{} limits are breached; dutyctl upcoming --standing "
                                          "breached lists them",
                                          *breached));
    }
    return found;
}

std::string now_text(const json::value& status) {
    const json::value* daemon = field(status, "daemon");
    const bool simulated = daemon != nullptr && text_at(*daemon, "clock") == "simulated";
    return day_text(text_at(status, "now")) + (simulated ? " (a simulated clock)" : "");
}

std::string waiting_text(const json::value& status) {
    const json::value* mail = field(status, "mail");
    return mail == nullptr ? "" : text_at(*mail, "waiting");
}

std::string daemon_text(const json::value& status, const Paper& paper) {
    const json::value* daemon = field(status, "daemon");
    if (daemon == nullptr) return {};
    return entries({{"dutyd", text_at(*daemon, "version") + ", running since " +
                                  day_text(text_at(*daemon, "started-at"))},
                    {"database", text_at(*daemon, "database")}},
                   paper);
}

std::string counts_text(const json::value& status, const Paper& paper) {
    std::string risks;
    if (const json::value* counts = field(status, "risks"); counts && counts->is_object()) {
        for (const auto& item : counts->get_object()) {
            risks += (risks.empty() ? "" : ", ") +
                     fmt::format("{} {}", text_of(item.value()), std::string_view(item.key()));
        }
    }
    return entries(
        {{"now", now_text(status)},
         {"looks again", day_text(text_at(status, "next-wake"))},
         {"bodies", text_at(status, "bodies")},
         {"matters", text_at(status, "matters")},
         {"duties", text_at(status, "open-duties") + " open of " + text_at(status, "duties")},
         {"open duties", risks},
         {"open alerts", text_at(status, "open-alerts")},
         {"journal", "number " + text_at(status, "seq")},
         {"mail waiting", waiting_text(status)}},
        paper);
}

std::vector<Cell> message_row(const json::value& message) {
    const std::string state = text_at(message, "state");
    const bool failing = state == "retrying" || state == "refused";
    const std::string when = text_at(message, state == "sent" ? "sent-at" : "not-before");
    return {{text_at(message, "id"), Tone::faint},
            {state, failing ? Tone::bad : Tone::plain},
            {day_text(when), Tone::plain},
            {text_at(message, "channel"), Tone::plain},
            {text_at(message, "person"), Tone::strong},
            {text_at(message, "to"), Tone::plain},
            {text_at(message, "subject"), Tone::plain},
            {text_at(message, "last-error"), Tone::bad}};
}

/// The words of a mail, or of the JSON that other channels carry.
std::string words_of(std::string_view bytes) {
    boost::system::error_code error;
    const json::value value = bytes.starts_with("{") ? json::parse(bytes, error) : json::value();
    const json::value* text = error ? nullptr : field(value, "text");
    if (text == nullptr || !text->is_string()) return plain_part(bytes);
    return std::string(text->get_string());
}

/// One message for reading: to whom, what, when, and its words.
std::string one_message(const json::value& message, const Paper& paper) {
    const json::value* mime = field(message, "mime");
    if (mime == nullptr || !mime->is_string()) return {};
    const std::string sent = text_at(message, "sent-at");
    std::string text =
        entries({{"To", text_at(message, "person") + " <" + text_at(message, "to") + ">"},
                 {"Subject", text_at(message, "subject")},
                 {sent.empty() ? "Not before" : "Sent",
                  day_text(sent.empty() ? text_at(message, "not-before") : sent)},
                 {"State", text_at(message, "state")},
                 {"Trouble", text_at(message, "last-error")},
                 {"Message-ID", text_at(message, "message-id")}},
                paper) +
        "\n";
    const std::string body = words_of(std::string_view(mime->get_string()));
    for (const std::string& line : split(trim(body), '\n')) text += printable(line) + "\n";
    return text;
}

}  // namespace

bool is_well(const json::value& status) {
    return troubles(status).empty();
}

std::string print_status(const json::value& status, const Paper& paper) {
    const std::vector<std::string> wrong = troubles(status);
    std::string text = wrong.empty() ? paper.toned(Tone::good, "All is well.") + "\n"
                                     : paper.toned(Tone::bad, "Not all is well.") + "\n";
    for (const std::string& trouble : wrong) text += wrap("- " + trouble, paper.text_columns());
    for (const json::value& problem : list_at(status, "reload-failed")) {
        text += diagnostic_text(problem);
    }
    return text + "\n" + counts_text(status, paper) + daemon_text(status, paper);
}

std::string print_outbox(const json::value& answer, const Paper& paper) {
    const json::array& messages = list_at(answer, "messages");
    if (messages.empty()) return "nothing is waiting to be sent\n";
    if (messages.size() == 1) {
        std::string whole = one_message(messages.front(), paper);
        if (!whole.empty()) return whole;
    }
    Table table{{{"No.", Align::right},
                 {"State"},
                 {"When"},
                 {"Over", Align::left, 0, 3},
                 {"Person", Align::left, 0, 2},
                 {"To", Align::left, 12, 1},
                 {"Subject", Align::left, 24},
                 {"Trouble", Align::left, 16}},
                {}};
    for (const json::value& message : messages) table.rows.push_back(message_row(message));
    return print(table, paper);
}

}  // namespace dutyd::cli

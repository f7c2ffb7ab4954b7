// SPDX-License-Identifier: MIT
#include "lib/alert/message.hpp"

#include "lib/base/check.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::alert {

namespace {

std::string subject(const std::vector<Alert>& alerts, const MessageContext& context) {
    std::string line = context.training ? "TRAINING: " : "";
    if (alerts.front().level == Level::urgent) line += "URGENT: ";
    line += alerts.front().headline;
    if (alerts.size() > 1) line += fmt::format(" (and {} more)", alerts.size() - 1);
    return line;
}

void text_section(const Alert& alert, std::string& text) {
    text += alert.headline + ".\n";
    text += "What to do: " + alert.to_do + "\n\n";
    for (const std::string& fact : alert.facts) text += fact + "\n";
    text += fmt::format("\nTo acknowledge: dutyctl ack {} --reason \"...\"\n", alert.key);
}

std::string escape(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

void html_section(const Alert& alert, std::string& html) {
    html += fmt::format("<h2 style=\"font-size:18px;margin:16px 0 4px\">{}.</h2>\n",
                        escape(alert.headline));
    html += fmt::format("<p><strong>What to do:</strong> {}</p>\n", escape(alert.to_do));
    bool in_list = false;
    for (const std::string& fact : alert.facts) {
        const bool item = fact.rfind("- ", 0) == 0;
        if (item != in_list) html += item ? "<ul>\n" : "</ul>\n";
        in_list = item;
        html += item ? fmt::format("<li>{}</li>\n", escape(fact.substr(2)))
                     : fmt::format("<p style=\"margin:4px 0\">{}</p>\n", escape(fact));
    }
    if (in_list) html += "</ul>\n";
    html += fmt::format(
        "<p style=\"color:#555\">To acknowledge: <code>dutyctl ack {} --reason "
        "\"...\"</code></p>\n",
        escape(alert.key));
}

std::vector<Alert> most_urgent_first(std::vector<Alert> alerts) {
    std::stable_sort(alerts.begin(), alerts.end(), [](const Alert& a, const Alert& b) {
        return static_cast<int>(a.level) > static_cast<int>(b.level);
    });
    return alerts;
}

}  // namespace

Message compose(const std::vector<Alert>& given, const MessageContext& context) {
    DUTYD_CHECK(!given.empty());
    const std::vector<Alert> alerts = most_urgent_first(given);
    const std::string training =
        "This is TRAINING: the clock is simulated and nothing here is real.";
    Message message;
    message.subject = subject(alerts, context);
    if (context.training) message.text += training + "\n\n";
    message.html =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\"></head>\n<body "
        "style=\"font-family:sans-serif;font-size:16px;"
        "line-height:1.4;max-width:40em\">\n";
    if (context.training) message.html += "<p><strong>" + training + "</strong></p>\n";
    for (const Alert& alert : alerts) {
        if (&alert != &alerts.front()) message.text += "\n----------\n\n";
        text_section(alert, message.text);
        html_section(alert, message.html);
    }
    const std::string footer = "dutyd, for " + context.body_name;
    message.text += "\n-- \n" + footer + "\n";
    message.html += "<hr><p style=\"color:#555\">" + escape(footer) + "</p>\n</body></html>\n";
    return message;
}

}  // namespace dutyd::alert

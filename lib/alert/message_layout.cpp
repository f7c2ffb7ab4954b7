// SPDX-License-Identifier: MIT
// Sections as plain text and as HTML that a phone shows well: one column, its own width, no images.
#include "lib/alert/message.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

namespace dutyd::alert {

namespace {

constexpr const char* training_line =
    "This is TRAINING: the clock is simulated and nothing here is real.";

void text_section(const Section& section, std::string& text) {
    text += section.headline + ".\n";
    if (!section.to_do.empty()) text += "What to do: " + section.to_do + "\n";
    text += "\n";
    for (const std::string& line : section.lines) text += line + "\n";
    if (section.acknowledge.empty()) return;
    text += fmt::format("\nTo acknowledge: dutyctl ack {} --reason \"...\"\n", section.acknowledge);
}

std::string escape_html(const std::string& text) {
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

void html_section(const Section& section, std::string& html) {
    html += fmt::format("<h2 style=\"font-size:18px;margin:16px 0 4px\">{}.</h2>\n",
                        escape_html(section.headline));
    if (!section.to_do.empty()) {
        html += fmt::format("<p><strong>What to do:</strong> {}</p>\n", escape_html(section.to_do));
    }
    bool in_list = false;
    for (const std::string& line : section.lines) {
        const bool item = line.rfind("- ", 0) == 0;
        if (item != in_list) html += item ? "<ul>\n" : "</ul>\n";
        in_list = item;
        html += item ? fmt::format("<li>{}</li>\n", escape_html(line.substr(2)))
                     : fmt::format("<p style=\"margin:4px 0\">{}</p>\n", escape_html(line));
    }
    if (in_list) html += "</ul>\n";
    if (section.acknowledge.empty()) return;
    html += fmt::format(
        "<p style=\"color:#555\">To acknowledge: <code>dutyctl ack {} --reason "
        "\"...\"</code></p>\n",
        escape_html(section.acknowledge));
}

}  // namespace

Message lay_out(const std::string& subject, const std::vector<Section>& sections,
                const std::string& last, const MessageContext& context) {
    Message message;
    message.subject = (context.training ? "TRAINING: " : "") + subject;
    if (context.training) message.text += std::string(training_line) + "\n\n";
    message.html =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\"></head>\n<body "
        "style=\"font-family:sans-serif;font-size:16px;"
        "line-height:1.4;max-width:40em\">\n";
    if (context.training) {
        message.html += std::string("<p><strong>") + training_line + "</strong></p>\n";
    }
    for (const Section& section : sections) {
        if (&section != &sections.front()) message.text += "\n----------\n\n";
        text_section(section, message.text);
        html_section(section, message.html);
    }
    if (!last.empty()) {
        message.text += "\n" + last + "\n";
        message.html += "<p style=\"color:#555\">" + escape_html(last) + "</p>\n";
    }
    const std::string footer = "dutyd, for " + context.body_name;
    message.text += "\n-- \n" + footer + "\n";
    message.html += "<hr><p style=\"color:#555\">" + escape_html(footer) + "</p>\n</body></html>\n";
    return message;
}

}  // namespace dutyd::alert

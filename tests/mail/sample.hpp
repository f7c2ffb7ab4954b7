// SPDX-License-Identifier: MIT
// The notice that the mail tests start from: the slip of the 2024 plan.
#pragma once

#include "daemon/mail/message.hpp"

namespace dutyd::tests {

inline mail::MailContent sample_notice() {
    mail::MailContent content;
    content.from = {"dutyd", "dutyd@opcc.example"};
    content.to = {"Ann Example", "ann@opcc.example"};
    content.subject = "Moved: the panel's report, 23 September to 28 October 2024";
    content.text = "The draft goes to the panel on 28 October 2024.\n\nCause: a pause.\n";
    content.html = "<p>The draft goes to the panel on <b>28 October 2024</b>.</p>\n";
    content.message_id = "plan-2024.respond.7@dutyd.opcc.example";
    content.date = {1716393900};  // 2024-05-22T16:05:00Z
    return content;
}

}  // namespace dutyd::tests

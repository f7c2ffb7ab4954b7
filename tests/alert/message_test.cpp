// SPDX-License-Identifier: MIT
// The whole of what a person reads, byte for byte.
#include "lib/alert/message.hpp"
#include "tests/catch.hpp"

using namespace dutyd::alert;

namespace {

Alert slip() {
    Alert alert;
    alert.key = "slip/leicestershire/plan-2024/panel-considers/41";
    alert.condition = Condition::slip;
    alert.level = Level::warning;
    alert.matter = "leicestershire/plan-2024";
    alert.duty = "panel-considers";
    alert.headline =
        "\"The panel's view\" has moved from Mon 23 September 2024 to Mon 28 October 2024";
    alert.facts = {
        "Why: pause \"Wash & brush\" from <Sat>.",
        "The limit has not moved: \"Issue\" by Mon 31 March 2025.",
        "Moved with it:",
        "- \"Draft\": Fri 2 August 2024 to Fri 30 August 2024",
        "- and 2 more",
        "Provision: Act s.5.",
    };
    alert.to_do = "See the count: dutyctl why leicestershire/plan-2024/panel-considers";
    return alert;
}

Alert breach() {
    Alert alert;
    alert.key = "breached/leicestershire/plan-2024/issue/2025-03-31";
    alert.condition = Condition::breached;
    alert.level = Level::urgent;
    alert.headline = "\"Issue\" was not done by its limit of Mon 31 March 2025";
    alert.facts = {"Provision: Act s.5(1)."};
    alert.to_do = "Do it now if it still can be done, and record an account.";
    return alert;
}

const MessageContext sender{"the Office for A & B", false};

}  // namespace

TEST_CASE("a slip notice, whole") {
    const Message message = compose({slip()}, sender);
    CHECK(message.subject ==
          "\"The panel's view\" has moved from Mon 23 September 2024 to Mon 28 October 2024");
    CHECK(message.text ==
          R"("The panel's view" has moved from Mon 23 September 2024 to Mon 28 October 2024.
What to do: See the count: dutyctl why leicestershire/plan-2024/panel-considers

Why: pause "Wash & brush" from <Sat>.
The limit has not moved: "Issue" by Mon 31 March 2025.
Moved with it:
- "Draft": Fri 2 August 2024 to Fri 30 August 2024
- and 2 more
Provision: Act s.5.

To acknowledge: dutyctl ack slip/leicestershire/plan-2024/panel-considers/41 --reason "..."

-- 
dutyd, for the Office for A & B
)");
    CHECK(message.html ==
          R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.4;max-width:40em">
<h2 style="font-size:18px;margin:16px 0 4px">&quot;The panel's view&quot; has moved from Mon 23 September 2024 to Mon 28 October 2024.</h2>
<p><strong>What to do:</strong> See the count: dutyctl why leicestershire/plan-2024/panel-considers</p>
<p style="margin:4px 0">Why: pause &quot;Wash &amp; brush&quot; from &lt;Sat&gt;.</p>
<p style="margin:4px 0">The limit has not moved: &quot;Issue&quot; by Mon 31 March 2025.</p>
<p style="margin:4px 0">Moved with it:</p>
<ul>
<li>&quot;Draft&quot;: Fri 2 August 2024 to Fri 30 August 2024</li>
<li>and 2 more</li>
</ul>
<p style="margin:4px 0">Provision: Act s.5.</p>
<p style="color:#555">To acknowledge: <code>dutyctl ack slip/leicestershire/plan-2024/panel-considers/41 --reason "..."</code></p>
<hr><p style="color:#555">dutyd, for the Office for A &amp; B</p>
</body></html>
)");
}

TEST_CASE("an urgent notice in training, whole, with the urgent one first") {
    Alert second = slip();
    second.headline = "Later";
    second.facts.clear();
    second.key = "k";
    second.to_do = "Wait.";
    const Message message = compose({second, breach()}, {"the Office", true});
    CHECK(
        message.subject ==
        "TRAINING: URGENT: \"Issue\" was not done by its limit of Mon 31 March 2025 (and 1 more)");
    CHECK(message.text ==
          R"(This is TRAINING: the clock is simulated and nothing here is real.

"Issue" was not done by its limit of Mon 31 March 2025.
What to do: Do it now if it still can be done, and record an account.

Provision: Act s.5(1).

To acknowledge: dutyctl ack breached/leicestershire/plan-2024/issue/2025-03-31 --reason "..."

----------

Later.
What to do: Wait.


To acknowledge: dutyctl ack k --reason "..."

-- 
dutyd, for the Office
)");
    CHECK(message.html.find("<p><strong>This is TRAINING: the clock is simulated and nothing here "
                            "is real.</strong></p>\n<h2") != std::string::npos);
}

TEST_CASE("nothing a person wrote can become markup, and a list at the end is closed") {
    Alert alert = slip();
    alert.headline = "<script>alert(\"x\")</script> & co";
    alert.facts = {"- <b>one</b>"};
    const std::string html = compose({alert}, sender).html;
    CHECK(html.find("<script>") == std::string::npos);
    CHECK(html.find("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; co.") !=
          std::string::npos);
    CHECK(html.find("<ul>\n<li>&lt;b&gt;one&lt;/b&gt;</li>\n</ul>\n") != std::string::npos);
}

TEST_CASE("the same alerts give the same bytes, and a tie keeps its order") {
    Alert first = slip();
    Alert second = slip();
    first.headline = "First";
    second.headline = "Second";
    CHECK(compose({first, second}, sender).text == compose({first, second}, sender).text);
    CHECK(compose({first, second}, sender).subject == "First (and 1 more)");
    CHECK(compose({second, first}, sender).subject == "Second (and 1 more)");
}

// SPDX-License-Identifier: MIT
// One pack, ten different mistakes, one run: ten errors, each where it stands.
#include "cli/check_command.hpp"
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

#include <sstream>

using namespace dutyd;
using namespace dutyd::rules;

namespace {

constexpr const char* ten_mistakes = R"toml([procedure]
id     = "plan"
title  = "Issue the plan"
opens  = "on election.pol when election.kind = ordinary"
matter = "plan-{year}"

[[duty]]
id     = "draft"
title  = "Prepare the draft"
bearer = "comissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.1", verified = "text" }]
asurance = "Somebody looks."

[[duty]]
id     = "consult"
title  = "Consult"
bearer = "commissioner"
owner  = "chief-executive"
after  = ["draft"]
takes  = "five working days"

[[duty]]
id     = "send"
title  = "Send the draft to the panel"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.2", verified = "text" }]
after  = ["drafts", "report"]
limit  = "5 working days before election.poll"

[[duty]]
id     = "report"
title  = "The panel reports"
bearer = "panel"
owner  = "chief-executive"
law    = [{ cite = "Act s.3", verified = "memory" }]
after  = ["send"]

[[duty]]
id     = "issue"
title  = "Issue the plan"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.4", verified = "text" }]
after  = ["report"]
limit  = "last day of financal year containing election.poll"
)toml";

constexpr const char* what_is_said =
    R"text(packs/small/plan.toml:4:14: error: there is no fact called 'election.pol'
    opens  = "on election.pol when election.kind = ordinary"
                 ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
packs/small/plan.toml:10:10: error: there is no party called 'comissioner'
    bearer = "comissioner"
             ^^^^^^^^^^^^^
    hint: did you mean 'commissioner'?
packs/small/plan.toml:13:1: error: duty 'draft' has an unknown key 'asurance'
    asurance = "Somebody looks."
    ^^^^^^^^
    hint: did you mean 'assurance'?
packs/small/plan.toml:16:10: error: duty 'consult' cites no law
    id     = "consult"
             ^^^^^^^^^
    hint: add law = [{ cite = "...", verified = "text" }]; what no law requires belongs in an overlay
packs/small/plan.toml:21:11: error: 'five' is not a number from 0 to 100000
    takes  = "five working days"
              ^^^^
    hint: write a number and days, weeks, months or working days: '10 days', '2 working days', '3 working days in accounts-days'
packs/small/plan.toml:29:11: error: there is no duty called 'drafts'
    after  = ["drafts", "report"]
              ^^^^^^^^
    hint: did you mean 'draft'?
packs/small/plan.toml:30:13: error: these working days do not say whose they are
    limit  = "5 working days before election.poll"
                ^^^^^^^
    hint: every law has its own: add 'in' and a day set, as in 'in working-days'
packs/small/plan.toml:33:10: error: duty 'report' rests on memory alone and is not switched off
    id     = "report"
             ^^^^^^^^
    hint: verify a citation, or add switched-off = "why"
packs/small/plan.toml:38:11: error: gates run in a circle: send -> report -> send
    after  = ["send"]
              ^^^^^^
    hint: none of these could ever be done; take one of the gates away
packs/small/plan.toml:47:32: error: 'year' does not fit after 'last day of financal'
    limit  = "last day of financal year containing election.poll"
                                   ^^^^
)text";

}  // namespace

TEST_CASE("ten mistakes in one pack are ten errors in one run") {
    const Files files = with(small_world(), {"packs/small/plan.toml", ten_mistakes});
    const auto library = load_library(files);
    REQUIRE_FALSE(library);
    CHECK(render(library.error()) == what_is_said);
    CHECK(library.error().size() == 10);
}

TEST_CASE("dutyctl check says the same and counts them") {
    std::ostringstream out;
    std::ostringstream err;
    const Files files = with(small_world(), {"packs/small/plan.toml", ten_mistakes});
    CHECK(cli::run_check_command(files, {}, out, err) == 1);
    CHECK(out.str() == what_is_said + std::string("10 errors, 0 findings in 5 files\n"));
    CHECK(err.str().empty());
}

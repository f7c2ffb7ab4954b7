// SPDX-License-Identifier: MIT
// The pages of law, and that those in docs/law are what the packs say today.
#include "lib/report/law.hpp"

#include "tests/catch.hpp"
#include "tests/folder.hpp"

#include <set>

using namespace dutyd;
using namespace dutyd::report;

namespace {

const rules::Library& shipped() {
    static const rules::Library library = [] {
        auto read = rules::load_library(tests::calendars());
        if (!read) FAIL(render(read.error()));
        return *std::move(read);
    }();
    return library;
}

/// A pack with everything a page can show, written as docs/pack-format.md says.
const std::string example_pack = R"toml(
[pack]
id = "example"
title = "An example"
version = "2026.1"
[[party]]
id = "commissioner"
title = "The commissioner"
[[role]]
id = "chief"
title = "Chief executive"
)toml";

const std::string example_procedure = R"toml(
[procedure]
id = "plan"
title = "Issue the plan"
opens = "on election.poll when election.kind = ordinary"
matter = "plan-{year}"
[[fact]]
name = "election.poll"
title = "Day of the poll"
[[fact]]
name = "election.kind"
title = "Which election it is"
kind = "text"
values = ["ordinary", "by-election"]
[[fact]]
name = "plan.differs"
title = "Whether the text <differs> | from the draft"
kind = "yes-no"
[[duty]]
id = "draft"
title = "Prepare the \"draft\""
bearer = "commissioner"
owner = "chief"
law = [{ cite = "PRSRA 2011 s.5(6)(a)", verified = "text", on = 2026-04-01, note = "the draft" }]
[[duty.item]]
id = "objectives"
title = "The objectives"
law = [{ cite = "PRSRA 2011 s.7(1)(a)", verified = "text" }]
[[duty]]
id = "issue"
title = "Issue the plan"
bearer = "commissioner"
law = [{ cite = "PRSRA 2011 s.5(1)", verified = "guidance" }]
after = [{ duty = "draft", lag = "5 days", soft = true }]
when = "plan.differs = yes"
[[duty.limit]]
kind = "hard"
rule = "last day of financial year containing election.poll"
missing = "Judicial review."
[[duty.bar]]
until = "25 working days after election.poll in example-days"
why = "It is too early."
law = [{ cite = "PRSRA 2011 s.70(1)", verified = "text" }]
)toml";

const std::string example_days =
    "id = \"example-days\"\ntitle = \"Days of the example\"\nweekend = [\"Saturday\", \"Sunday\"]\n"
    "holidays = \"england-and-wales\"\nlaw = [{ cite = \"An Act s.1\", verified = \"text\" }]\n";

rules::Library example() {
    auto files = tests::calendars();
    files.erase(std::remove_if(files.begin(), files.end(),
                               [](const auto& file) {
                                   return file.path.rfind("holidays/", 0) != 0 &&
                                          file.path.rfind("day-sets/", 0) != 0;
                               }),
                files.end());
    files.push_back({"packs/example/pack.toml", example_pack});
    files.push_back({"packs/example/plan.toml", example_procedure});
    files.push_back({"day-sets/example-days.toml", example_days});
    auto library = rules::load_library(files);
    if (!library) FAIL(render(library.error()));
    return *std::move(library);
}

bool says(const std::string& text, const std::string& part) {
    INFO(part);
    const bool found = text.find(part) != std::string::npos;
    CHECK(found);
    return found;
}

}  // namespace

TEST_CASE("a page says everything the pack says, in the language and in words") {
    const rules::Library library = example();
    const std::string page = print_markdown(
        law_page(library, library.packs.front(), library.packs.front().procedures.front()));
    says(page,
         "When the day of the poll is recorded, if the answer to \"which election it is\" is "
         "ordinary");
    says(page, "`on election.poll when election.kind = ordinary`");
    says(page, "- **Bearer**: The commissioner\n- **Owner**: Chief executive\n");
    says(page, "- **Owner**: nobody\n");
    says(page, "PRSRA 2011 s.5(6)(a) \\[text, checked 1 April 2026\\]: the draft");
    says(page,
         "- **Limit, hard**: `last day of financial year containing election.poll`\n"
         "- **that is**: the last day of the financial year containing the day of the poll\n");
    says(page, "`25 working days after election.poll in example-days`");
    says(page, "25 working days after the day of the poll, counting \"Days of the example\"");
    says(page,
         "- **Only if**: `plan.differs = yes`\n"
         "- **that is**: the text \\<differs\\> \\| from the draft\n");
    says(page, "- **After**: Prepare the \"draft\", and 5 days (otherwise a warning)\n");
    says(page, "The objectives: PRSRA 2011 s.7(1)(a) \\[text\\]");
    says(page, "- **If it is missed**: serious: Judicial review.\n");
    says(page, "    d1[\"Prepare the #quot;draft#quot;<br><i>The commissioner</i>\"]\n");
    says(page, "    d2[[\"Issue the plan<br><i>The commissioner</i>\"]]\n");
    says(page, "    d1 -.->|5 days| d2\n");
}

TEST_CASE("days come before or after others; numbers are more or less") {
    const auto page_of = [](const std::string& id) {
        const rules::Pack& pack = shipped().packs.front();
        return print_markdown(
            law_page(shipped(), pack, *shipped().procedure("leicestershire", id)));
    };
    says(page_of("gender-pay-gap"), "31 March\" is at least 250");
    says(page_of("election-timetable"), "the day of the poll is after 21 May 2014");
    says(page_of("election-timetable"), "the day of the poll is not after 21 May 2014");
    says(page_of("precept"), "the financial year the precept is for is after today");
}

TEST_CASE("the contents count and link every procedure") {
    const auto files = law_files(shipped());
    std::set<std::string> names;
    std::string contents;
    for (const LawFile& file : files) {
        CHECK(names.insert(file.name).second);
        CHECK(file.text.rfind(law_file_mark, 0) == 0);
        CHECK(file.text.find(" \n") == std::string::npos);
        if (file.name == "README.md") contents = file.text;
    }
    std::size_t procedures = 0;
    for (const rules::Pack& pack : shipped().packs) {
        for (const rules::Procedure& procedure : pack.procedures) {
            ++procedures;
            says(contents, "](" + procedure.id + ".md)");
        }
    }
    CHECK(files.size() == procedures + 1);
}

TEST_CASE("every duty and every citation of the packs is on its page") {
    for (const rules::Pack& pack : shipped().packs) {
        for (const rules::Procedure& procedure : pack.procedures) {
            const std::string page = print_text(law_page(shipped(), pack, procedure), 2000);
            for (const rules::Duty& duty : procedure.duties) {
                says(page, duty.title);
                for (const rules::Citation& one : duty.law) says(page, one.cite);
                for (const rules::Limit& limit : duty.limits) {
                    if (limit.rule) says(page, limit.rule->text());
                }
            }
        }
    }
}

TEST_CASE("docs/law is what the packs say; if not, ./dev docs writes it anew") {
    const auto folder = tests::source_dir() / "docs/law";
    std::set<std::string> expected;
    for (const LawFile& file : law_files(shipped())) {
        expected.insert(file.name);
        INFO("docs/law/" << file.name << " is not what the packs say: run ./dev docs");
        const bool same = tests::read_file(folder / file.name).text == file.text;
        CHECK(same);
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        INFO(entry.path().filename() << " is of no procedure any more: run ./dev docs");
        CHECK(expected.count(entry.path().filename().string()) == 1);
    }
}

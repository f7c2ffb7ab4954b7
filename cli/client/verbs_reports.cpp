// SPDX-License-Identifier: MIT
// The reports, and the pages of law: what is printed and handed on rather than looked up.
#include "cli/client/verbs.hpp"

namespace dutyd::cli {

namespace {

Parameter option(std::string name, Kind kind, std::string value, std::string help) {
    return {std::move(name), kind, std::move(help), std::move(value), "", Need::optional};
}

/// What every report takes.
Verb report(const std::string& name, std::string summary, std::vector<Parameter> own,
            std::string examples) {
    own.insert(own.begin(),
               option("--body", Kind::text, "BODY", "the body (may be left out if there is one)"));
    own.push_back(option("--format", Kind::text, "FORMAT", "text (default), html, csv or json"));
    own.push_back({"--as-of", Kind::moment,
                   "as things were believed then: a journal number, a day, or a day and time",
                   "SEQ|DATE|DATETIME", "", Need::optional});
    return {"report " + name,   Group::look,    Manner::report,     "/v1/reports/" + name,
            std::move(summary), std::move(own), std::move(examples)};
}

/// Always of the present and always iCalendar: what subscribes to it has no use for anything else.
Verb feed() {
    return {"report feed",
            Group::look,
            Manner::report,
            "/v1/feed.ics",
            "the calendar feed, as a file that Outlook and others take (iCalendar)",
            duty_filters(),
            "  dutyctl report feed --owner chief-executive > duties.ics\n"};
}

Verb law() {
    return {
        "law",
        Group::look,
        Manner::local,
        "",
        "the law as the packs have it: a procedure's duties, limits and citations",
        {{"PROCEDURE", Kind::text, "the procedure (default: the contents)", "", "procedure",
          Need::optional},
         option("--format", Kind::text, "FORMAT", "text (default), markdown or html"),
         option("--into", Kind::text, "DIR", "write every page, as Markdown, to this folder"),
         option("--calendars", Kind::text, "DIR", "the calendars folder (or $DUTYD_CALENDARS)")},
        "  dutyctl law police-and-crime-plan\n"
        "  dutyctl law --into docs/law\n"};
}

}  // namespace

std::vector<Verb> report_verbs() {
    return {
        report("audit", "a legislative audit: the officer's assessment beside what the record says",
               {option("--audit", Kind::text, "ID", "which audit (default: the only one)")},
               "  dutyctl report audit --format html > audit.html\n"
               "  dutyctl report audit --as-of 2024-10-10\n"),
        report("forward-plan", "what lands on which meeting, and which limits come in which month",
               {option("--months", Kind::number, "N", "this many months ahead (default 12)"),
                option("--since", Kind::date, "DATE",
                       "mark what is new, moved or gone since the end of that day")},
               "  dutyctl report forward-plan --months 6 --since 2024-05-10\n"
               "  dutyctl report forward-plan --format html > forward-plan.html\n"),
        report("register", "every duty with its law, who answers for it, last done and next", {},
               "  dutyctl report register --format csv > register.csv\n"),
        report("ending", "what falls after the body's last day, and who inherits it",
               {option("--supposing", Kind::date, "DATE",
                       "as if the body ended on that day; nothing is recorded")},
               "  dutyctl report ending --supposing 2028-05-06\n"),
        report("readings", "disputed words, their readings, which counts and who chose it", {}, ""),
        feed(),
        law(),
    };
}

}  // namespace dutyd::cli

// SPDX-License-Identifier: MIT
#include "cli/client/verbs.hpp"

namespace dutyd::cli {

namespace {

Parameter as_of() {
    return {"--as-of",
            Kind::moment,
            "as things were believed then: a journal number, a day, or a day and time",
            "SEQ|DATE|DATETIME",
            "",
            Need::optional};
}

Parameter csv() {
    return {"--csv", Kind::flag, "print comma-separated values with a header line", "", "", {}};
}

Parameter option(std::string name, Kind kind, std::string value, std::string help) {
    return {std::move(name), kind, std::move(help), std::move(value), "", Need::optional};
}

Parameter name_of(std::string help) {
    return {"NAME", Kind::text, std::move(help), "", "name", Need::required};
}

Verb upcoming() {
    return {"upcoming",
            Group::look,
            Manner::read,
            "/v1/upcoming",
            "what comes next, ordered by date",
            duty_filters(
                {option("--days", Kind::number, "N", "only what falls within N days"),
                 option("--limit", Kind::number, "N", "at most N duties"),
                 option("--all", Kind::flag, "", "done, waived and not required duties as well"),
                 as_of(), csv()}),
            "  dutyctl upcoming --owner chief-executive --days 30\n"
            "  dutyctl upcoming --standing \"at risk\" --csv\n"};
}

Verb log() {
    return {
        "log",
        Group::look,
        Manner::read,
        "/v1/log",
        "what was recorded, by whom and when",
        {option("--from", Kind::number, "SEQ", "from this journal number on (default: the latest)"),
         option("--limit", Kind::number, "N", "at most N entries"),
         option("--matter", Kind::text, "MATTER", "only entries of this matter"), as_of(), csv()},
        "  dutyctl log --matter plan-2024\n  dutyctl log --from 1 --limit 100 --csv\n"};
}

Verb outbox() {
    return {"outbox",
            Group::look,
            Manner::read,
            "/v1/outbox",
            "notices waiting to be sent",
            {option("--all", Kind::flag, "", "those sent as well"),
             option("--id", Kind::number, "N", "one message, to read (--json: as it is mailed)"),
             option("--limit", Kind::number, "N", "at most N messages")},
            "  dutyctl outbox --all\n  dutyctl outbox --id 12\n"};
}

Verb date() {
    return {
        "date",
        Group::look,
        Manner::local,
        "",
        "work out a date; needs no daemon",
        {{"EXPR", Kind::words, "an expression of the date language", "", "expression",
          Need::required},
         option("--why", Kind::flag, "", "the count, day by day"),
         option("--set", Kind::pairs, "NAME=VALUE",
                "what a name stands for: a date, A..B, or A.. (still open)"),
         option("--known-on", Kind::date, "DATE",
                "count with the holidays that were known on that day"),
         {"--reading", Kind::many, "a reading of a disputed day set; may be repeated",
          "SET/READING", "readings", Need::optional},
         option("--now", Kind::date, "DATE", "what counts as today (default: today)"),
         option("--body", Kind::text, "BODY", "use the meetings and year of this body"),
         option("--calendars", Kind::text, "DIR", "the calendars folder (or $DUTYD_CALENDARS)")},
        "  dutyctl date \"25 working days before 2024-05-02 in election-days\"\n"
        "  dutyctl date --why --set sent=2024-06-03 \"3 months after sent\"\n"};
}

}  // namespace

std::vector<Verb> looking_verbs() {
    return {
        upcoming(),
        {"show",
         Group::look,
         Manner::read,
         "/v1/show",
         "a matter with its facts and duties, or a duty",
         {name_of("a matter (plan-2024) or a duty (plan-2024/issue)"), as_of()},
         "  dutyctl show plan-2024\n  dutyctl show plan-2024/issue\n"},
        {"why",
         Group::look,
         Manner::read,
         "/v1/why",
         "why every date of a duty is what it is",
         {name_of("a duty: plan-2024/issue"),
          option("--ledger", Kind::flag, "", "the counts in full, day by day"), as_of()},
         "  dutyctl why plan-2024/panel-considers-draft --ledger\n"},
        {"matters",
         Group::look,
         Manner::read,
         "/v1/matters",
         "the running matters",
         {option("--body", Kind::text, "BODY", "only matters of this body"), as_of(), csv()},
         ""},
        {"alerts",
         Group::look,
         Manner::read,
         "/v1/alerts",
         "what someone must know of",
         {option("--all", Kind::flag, "", "resolved alerts as well"), as_of(), csv()},
         ""},
        {"rehearse",
         Group::look,
         Manner::read,
         "/v1/rehearse",
         "every notice that will go out if nothing happens, by day and person",
         {option("--days", Kind::number, "N", "for so many days (default: 60)")},
         "  dutyctl rehearse --days 90\n"},
        log(),
        {"status",
         Group::look,
         Manner::read,
         "/v1/status",
         "whether all is well: exits 1 if mail is failing or a limit is breached",
         {as_of()},
         ""},
        outbox(),
        date(),
        {"check",
         Group::look,
         Manner::local,
         "",
         "check packs, calendars and bodies; every error at once",
         {{"DIR", Kind::text, "the calendars folder (default: as for date)", "", "directory",
           Need::optional}},
         "  dutyctl check calendars\n"},
        {"replay",
         Group::look,
         Manner::local,
         "",
         "run case files on a simulated clock and compare what they expect",
         {{"FILE", Kind::words_each, "case files (docs/cases.md)", "", "files", Need::required},
          option("--calendars", Kind::text, "DIR", "the calendars folder (or $DUTYD_CALENDARS)")},
         "  dutyctl replay tests/cases/plan-2024.toml\n"},
    };
}

}  // namespace dutyd::cli

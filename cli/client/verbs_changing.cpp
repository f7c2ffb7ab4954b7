// SPDX-License-Identifier: MIT
#include "cli/client/verbs.hpp"

#include <algorithm>

namespace dutyd::cli {

namespace {

Parameter option(std::string name, Kind kind, std::string value, std::string help) {
    return {std::move(name), kind, std::move(help), std::move(value), "", Need::optional};
}

Parameter needed(std::string name, Kind kind, std::string key, std::string help) {
    return {std::move(name), kind, std::move(help), "", std::move(key), Need::required};
}

Parameter duty() {
    return needed("DUTY", Kind::duty, "duty", "the duty, as MATTER/DUTY");
}

Parameter body(std::string help) {
    return option("--body", Kind::text, "BODY", std::move(help));
}

/// A command of the engine: what it takes of its own, and what every change takes.
Verb change(std::string words, std::string summary, std::vector<Parameter> own,
            std::string examples) {
    std::string request = words;
    for (char& c : request) {
        if (c == ' ') c = '-';
    }
    const std::vector<Parameter> shared = {
        option("--reason", Kind::text, "TEXT", "why, in your own words; kept with the record"),
        option("--authority", Kind::text, "WHOSE", "on whose authority, if not your own"),
        option("--actor", Kind::text, "PERSON", "who is acting (default: your account)"),
        option("--client-id", Kind::text, "ID",
               "so that a repeat is recognised (default: a new random one)"),
        option("--preview", Kind::flag, "", "show what would happen and store nothing"),
    };
    for (const Parameter& parameter : shared) {
        const bool is_taken = std::any_of(own.begin(), own.end(), [&](const Parameter& other) {
            return other.request_key() == parameter.request_key();
        });
        if (!is_taken) own.push_back(parameter);
    }
    return {std::move(words),   Group::change,  Manner::command,    std::move(request),
            std::move(summary), std::move(own), std::move(examples)};
}

Verb pause() {
    return change(
        "pause", "declare that policy suspends some kinds of activity",
        {{"TITLE", Kind::text, "what the pause is called (with --id it may be left out)", "",
          "title", Need::optional},
         {"--activity", Kind::many, "an activity it suspends; may be repeated", "NAME",
          "activities", Need::optional},
         {"--from", Kind::date, "the first paused day", "DATE", "", Need::required},
         option("--to", Kind::date, "DATE", "the last paused day, if it is known"),
         body("only this body (default: every body)"),
         {"--id", Kind::text, "its id; an existing pause is changed", "ID", "pause",
          Need::optional},
         option("--provision", Kind::text, "TEXT", "the policy or guidance it rests on")},
        "  dutyctl pause \"General election\" --activity public-engagement --activity announcement "
        "\\\n"
        "      --from 2024-05-25 --to 2024-07-04 --reason \"General election called\" --preview\n");
}

Verb election() {
    return change(
        "election", "record a poll, and with it a pause",
        {needed("KIND", Kind::text, "kind", "ordinary, by-election, general or local"),
         needed("POLL", Kind::date, "poll", "the day of the poll"),
         body("only this body (default: every body)"),
         option("--called-on", Kind::date, "DATE", "the day it was called"),
         option("--pause-from", Kind::date, "DATE", "the first day of its pre-election pause"),
         option("--pause-to", Kind::date, "DATE", "the last day of its pre-election pause"),
         {"--activity", Kind::many, "an activity the pause suspends; may be repeated", "NAME",
          "activities", Need::optional}},
        "  dutyctl election general 2024-07-04 --called-on 2024-05-22\n");
}

Verb meeting_add() {
    return change(
        "meeting add", "put a meeting in a calendar",
        {needed("CALENDAR", Kind::text, "calendar", "the meeting calendar: panel"),
         needed("DATE", Kind::date, "date", "the day of the meeting"),
         body("the body whose calendar it is"),
         option("--time", Kind::time, "HH:MM", "when it begins"),
         option("--kind", Kind::text, "KIND", "full, sub-committee or hearing"),
         option("--title", Kind::text, "TEXT", "what it is called"),
         option("--submission", Kind::date, "DATE", "the office's own last day for papers")},
        "  dutyctl meeting add panel 2024-11-18 --kind hearing\n");
}

std::vector<Verb> duty_verbs() {
    return {
        change("start", "record that work on a duty has begun",
               {duty(), option("--on", Kind::date, "DATE", "the day it began (default: today)")},
               "  dutyctl start plan-2024/draft --on 2024-06-03\n"),
        change("done", "record that a duty was done",
               {duty(), option("--on", Kind::date, "DATE", "the day it was done (default: today)"),
                option("--at", Kind::time, "HH:MM", "the time it was done"),
                option("--by", Kind::text, "PARTY", "who did it, if not its bearer"),
                option("--evidence", Kind::text, "LINK", "a link or reference")},
               "  dutyctl done plan-2024/issue --on 2025-03-20\n"),
        change("reopen", "take back that a duty was done", {duty()},
               "  dutyctl reopen plan-2024/issue --reason \"Recorded against the wrong duty\"\n"),
        change("waive", "record that a duty will not be done", {duty()}, ""),
        change("target", "set the office's own date for a duty",
               {duty(), needed("DATE", Kind::date_or_none, "date", "the target, or none")},
               "  dutyctl target plan-2024/issue 2025-02-28\n"),
        change("urgency", "record that the chair accepts a late paper at a meeting",
               {duty(), needed("MEETING", Kind::text, "meeting", "the meeting's id")},
               "  dutyctl urgency plan-2024/submit-draft panel-2024-09-23 --reason \"...\"\n"),
        change("override", "pin a limit that an authority has fixed",
               {duty(), needed("DATE", Kind::date_or_none, "limit", "the limit, or none")},
               "  dutyctl override plan-2024/issue 2025-04-30 --authority \"High Court\"\n"),
    };
}

std::vector<Verb> holiday_verbs() {
    const Parameter nations = {"--nation",
                               Kind::many,
                               "england-and-wales, scotland or northern-ireland; may be repeated "
                               "(default: all)",
                               "NATION",
                               "nations",
                               Need::optional};
    const Parameter source = {"--source", Kind::text, "where it was announced",
                              "TEXT",     "",         Need::required};
    return {
        change("holiday proclaim", "record a bank holiday that was announced late",
               {needed("DATE", Kind::date, "date", "the day"),
                needed("NAME", Kind::text, "name", "what it is called"), nations, source},
               "  dutyctl holiday proclaim 2022-09-19 \"State Funeral\" \\\n"
               "      --source \"proclamation of 10 September\" --preview\n"),
        change("holiday withdraw", "record that a day is no bank holiday after all",
               {needed("DATE", Kind::date, "date", "the day"), nations, source},
               "  dutyctl holiday withdraw 2020-05-04 --source \"moved to 8 May\"\n"),
    };
}

std::vector<Verb> record_verbs() {
    const Parameter on = option("--on", Kind::date, "DATE", "as at this day (default: today)");
    return {
        change("item", "record that an item of a duty's checklist is covered",
               {duty(), needed("ITEM", Kind::text, "item", "the item's id"), on,
                option("--by", Kind::text, "PERSON", "who looked"),
                option("--evidence", Kind::text, "LINK", "where it is covered")},
               "  dutyctl item plan-2024/draft objectives --evidence \"page 4\"\n"),
        change("evidence", "keep something that shows a duty was done",
               {duty(), needed("LINK", Kind::text, "evidence", "a link or reference")},
               "  dutyctl evidence plan-2024/issue \"decision notice 12/2024\"\n"),
        change("assess", "record your judgement of an audit's row",
               {needed("ROW", Kind::text, "row", "the row's number"),
                needed("WORDING", Kind::text, "wording", "how it is met, in your words"),
                option("--audit", Kind::text, "AUDIT", "which audit (default: the only one)"),
                body("whose audit (default: the only body)"), on},
               "  dutyctl assess 4 Planned --reason \"Timetabled for 28 October\"\n"),
    };
}

std::vector<Verb> fact_verbs() {
    const Parameter fact = needed("FACT", Kind::text, "fact", "the fact's name: election.poll");
    const Parameter matter = option("--matter", Kind::text, "MATTER", "a fact of this matter");
    const Parameter of_body = body("a fact of this body (neither: shared by all)");
    return {
        change("open", "open a matter",
               {needed("PROCEDURE", Kind::text, "procedure", "the procedure to run"),
                {"NAME", Kind::text, "the matter's name (default: from the procedure)", "",
                 "matter", Need::optional},
                body("the body that runs it"),
                {"--fact", Kind::pairs, "a fact it opens with; may be repeated", "NAME=VALUE",
                 "facts", Need::optional}},
               "  dutyctl open police-and-crime-plan --body leicestershire --fact "
               "election.poll=2024-05-02\n"),
        change(
            "record", "record a fact",
            {fact, needed("VALUE", Kind::text, "value", "a date, A..B, yes, no, a number, words"),
             matter, of_body,
             option("--status", Kind::text, "WORD",
                    "recorded (default), expected, deemed or disputed"),
             option("--source", Kind::text, "TEXT", "where it is known from")},
            "  dutyctl record election.poll 2024-05-02 --matter plan-2024\n"),
        change("withdraw", "withdraw a fact that was recorded wrongly", {fact, matter, of_body},
               ""),
    };
}

}  // namespace

std::vector<Verb> changing_verbs() {
    std::vector<Verb> verbs = fact_verbs();
    const std::vector<Verb> of_duties = duty_verbs();
    verbs.insert(verbs.end(), of_duties.begin(), of_duties.end());
    const std::vector<Verb> of_holidays = holiday_verbs();
    verbs.insert(verbs.end(), of_holidays.begin(), of_holidays.end());
    const std::vector<Verb> of_records = record_verbs();
    verbs.insert(verbs.end(), of_records.begin(), of_records.end());
    const std::vector<Verb> of_the_world = {
        pause(),
        change("resume", "end a pause",
               {needed("PAUSE", Kind::text, "pause", "the pause's id"),
                option("--last", Kind::date, "DATE", "the last paused day (default: yesterday)"),
                body("whose, if several expect it")},
               "  dutyctl resume general-election-2024 --last 2024-07-04\n"),
        election(),
        meeting_add(),
        change("meeting move", "move a meeting",
               {needed("MEETING", Kind::text, "meeting", "the meeting's id"),
                needed("DATE", Kind::date, "to", "its new day"),
                option("--time", Kind::time, "HH:MM", "when it begins"),
                body("the body whose calendar it is")},
               "  dutyctl meeting move panel-2024-09-23 2024-09-30 --preview\n"),
        change("meeting cancel", "cancel a meeting",
               {needed("MEETING", Kind::text, "meeting", "the meeting's id"),
                body("the body whose calendar it is")},
               ""),
        change("ack", "say that you have seen an alert and answer for it",
               {needed("ALERT", Kind::text, "alert",
                       "the alert's key, as alerts prints it, or a notice's id for all of it"),
                option("--until", Kind::date, "DATE",
                       "until this day (default: as the body's file says)")},
               "  dutyctl ack slip:leicestershire/plan-2024/issue --reason \"New date agreed\"\n"),
        change("snooze", "be told of an alert again after a day, and not before",
               {needed("ALERT", Kind::text, "alert", "the alert's key, as alerts prints it"),
                needed("DATE", Kind::date, "until", "the last quiet day")},
               "  dutyctl snooze overdue/leicestershire/plan-2024/draft/2024-06-14 2024-06-19 \\\n"
               "      --reason \"Back on Thursday\"\n"),
        change("absence", "say that a person is away, and who stands in",
               {needed("PERSON", Kind::text, "person", "the person's id in the configuration"),
                needed("FROM", Kind::date, "from", "the first day away"),
                option("--to", Kind::date, "DATE",
                       "the last day; before the first: they are not away after all"),
                option("--deputy", Kind::text, "PERSON",
                       "who stands in (default: whoever does for the role)")},
               "  dutyctl absence chief-executive-1 2024-08-05 --to 2024-08-16 --deputy "
               "governance-1\n"),
        change("adopt", "let a matter follow the packs as they are now",
               {needed("MATTER", Kind::text, "matter", "the matter")},
               "  dutyctl adopt plan-2024 --preview\n"),
        change("note", "keep a note with a duty or a matter",
               {needed("NAME", Kind::matter_or_duty, "duty",
                       "MATTER/DUTY, or a matter; end a matter that has a '/' with another '/'"),
                needed("TEXT", Kind::text, "reason", "the note")},
               "  dutyctl note plan-2024/issue \"Printers booked for 24 March\"\n"),
    };
    verbs.insert(verbs.end(), of_the_world.begin(), of_the_world.end());
    return verbs;
}

std::vector<Verb> keeping_verbs() {
    return {
        {"clock advance",
         Group::keep,
         Manner::clock,
         "/v1/clock",
         "move a simulated clock (training and demonstrations only)",
         {option("--days", Kind::number, "N", "by this many days"),
          option("--to", Kind::moment, "DATE|DATETIME", "to this day or time")},
         "  dutyctl clock advance --days 30\n"},
        {"reload",
         Group::keep,
         Manner::reload,
         "/v1/reload",
         "read calendars, packs and people again; nothing changes if they have errors",
         {},
         ""},
    };
}

}  // namespace dutyd::cli

// SPDX-License-Identifier: MIT
#include "lib/report/feed_event.hpp"

#include "lib/alert/words.hpp"
#include "lib/base/hash.hpp"
#include "lib/base/text.hpp"
#include "lib/engine/agenda.hpp"
#include "lib/report/changes.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

constexpr std::size_t uid_digits = 32;

/// Of its own, not that of the mailed invitation: a calendar program that puts both together would
/// let whichever has the higher SEQUENCE overwrite the other.
std::string uid_of(const std::string& name) {
    return "dutyd-feed-" + sha256_hex("feed " + name).substr(0, uid_digits);
}

std::optional<civil::Date> first_known(const plan::Outcome& outcome) {
    for (const auto& date : {outcome.limit.date, outcome.target, outcome.forecast.date}) {
        if (date) return date;
    }
    return std::nullopt;
}

std::string who_line(const Office& office, const rules::Duty& duty) {
    const std::string owner = duty.owner.empty() ? "nobody" : office.role(duty.owner);
    return fmt::format("Bearer: {}; owner: {}", office.party(duty.bearer), owner);
}

}  // namespace

/// The journal and the day only ever go on, so their sum never falls and rises with either: a
/// forecast drifts at midnight without anybody recording anything.
FeedWriter::FeedWriter(const Office& office)
    : office_(office),
      stamp_(std::max(office.snapshot().state.last_recorded_at,
                      office.view().zone->instant(office.today(), civil::TimeOfDay{0}))),
      sequence_(office.snapshot().state.seq +
                static_cast<std::uint64_t>(std::max(office.today().serial(), 0))),
      as_at_(fmt::format("As at journal entry {}, {}.", office.snapshot().state.seq,
                         day(office.today()))) {}

bool FeedWriter::is_recent(const std::optional<civil::Date>& date) const {
    return date && *date + civil::Days{feed_kept_days} >= office_.today();
}

/// The meeting it lands on, as for the mailed invitation; otherwise the law's last day, the
/// office's own, or the earliest there is.
std::optional<FeedWriter::Place> FeedWriter::place_to_come(const DutyView& at) const {
    if (!engine::is_to_come(at.duty(), *at.outcome)) return std::nullopt;
    if (const auto meeting = day_of(office_, at, Aspect::meeting)) return Place{*meeting, ""};
    const plan::Outcome& outcome = *at.outcome;
    if (outcome.limit.date) return Place{*outcome.limit.date, "Limit: "};
    if (outcome.target) return Place{*outcome.target, "Target: "};
    if (outcome.forecast.date) return Place{*outcome.forecast.date, "Forecast: "};
    return std::nullopt;
}

std::optional<FeedWriter::Place> FeedWriter::place(const DutyView& at) const {
    const plan::DutyRecord& record = at.record();
    switch (at.outcome->standing) {
        case plan::Standing::done:
        case plan::Standing::done_late: {
            if (!is_recent(record.done)) return std::nullopt;
            const bool late = at.outcome->standing == plan::Standing::done_late;
            return Place{*record.done, late ? "Done late: " : "Done: "};
        }
        case plan::Standing::waived:
            if (!is_recent(record.waived_on)) return std::nullopt;
            return Place{first_known(*at.outcome).value_or(*record.waived_on), "Waived: ", true};
        default:
            return place_to_come(at);
    }
}

std::vector<std::string> FeedWriter::date_lines(const DutyView& at) const {
    const plan::Outcome& outcome = *at.outcome;
    std::vector<std::string> lines;
    const auto add = [&](std::string_view what, const std::string& words) {
        if (!words.empty()) lines.push_back(fmt::format("{}: {}", what, words));
    };
    add("Done", day(at.record().done));
    add("Waived", day(at.record().waived_on));
    add("Limit", day(outcome.limit));
    if (!engine::is_to_come(at.duty(), outcome)) return lines;
    add("Target", day(outcome.target));
    add("Forecast", day(outcome.forecast));
    if (outcome.meeting) add("Papers by", day(outcome.papers_deadline));
    if (outcome.latest_safe) {
        add("Latest safe date",
            day(outcome.latest_safe) + ", " + alert::slack_words(outcome.slack));
    }
    return lines;
}

std::string FeedWriter::description(const DutyView& at) const {
    std::vector<std::string> lines = date_lines(at);
    lines.push_back("Standing: " + standing(*at.outcome));
    lines.push_back(who_line(office_, at.duty()));
    const std::string provision = alert::provision_words(at.duty());
    if (!provision.empty()) lines.push_back("Provision: " + provision);
    lines.push_back(fmt::format("The count: dutyctl why {}/{}", at.matter->id, at.duty().id));
    lines.push_back(as_at_);
    return join(lines, "\n");
}

std::optional<FeedEvent> FeedWriter::event(const DutyView& at) const {
    const auto found = place(at);
    if (!found) return std::nullopt;
    FeedEvent event;
    event.uid = uid_of(at.matter->id + "/" + at.duty().id);
    event.sequence = sequence_;
    event.stamp = stamp_;
    event.day = found->day;
    event.cancelled = found->cancelled;
    event.summary = found->lead + at.duty().title;
    event.description = description(at);
    event.category = office_.body().id;
    return event;
}

FeedEvent FeedWriter::nothing(const std::string& feed) const {
    FeedEvent event;
    event.uid = uid_of("nothing in " + feed);
    event.sequence = sequence_;
    event.stamp = stamp_;
    event.day = office_.today();
    event.summary = "Nothing is to come";
    event.description = feed + ": no duty has a day.\n" + as_at_;
    event.category = office_.body().id;
    return event;
}

}  // namespace dutyd::report

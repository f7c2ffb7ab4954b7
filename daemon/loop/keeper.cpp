// SPDX-License-Identifier: MIT
#include "daemon/loop/keeper.hpp"

#include "lib/base/hash.hpp"
#include "lib/engine/look.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace dutyd::daemon {

namespace {

Verdict not_stored(const Diagnostics& errors) {
    Diagnostics told = {make_error("this could not be stored; nothing was changed",
                                   "ask again later; the log and `dutyctl status` say more")};
    told.insert(told.end(), errors.begin(), errors.end());
    return {Verdict::Kind::not_stored, {}, std::move(told)};
}

boost::json::value moves_of(const engine::TurnResult& result) {
    boost::json::value preview = engine::preview(result);
    auto* moves = preview.as_object().if_contains("moves");
    return moves == nullptr ? boost::json::value(boost::json::array()) : std::move(*moves);
}

boost::json::value sorted(const boost::json::value& value) {
    if (const auto* array = value.if_array()) {
        boost::json::array copy;
        for (const auto& item : *array) copy.push_back(sorted(item));
        return copy;
    }
    if (const auto* object = value.if_object()) {
        std::vector<boost::json::string_view> keys;
        for (const auto& member : *object) keys.push_back(member.key());
        std::sort(keys.begin(), keys.end());
        boost::json::object copy;
        for (const auto& key : keys) copy[key] = sorted(object->at(key));
        return copy;
    }
    return value;
}

log::EventClass class_of(const journal::Payload& payload) {
    using log::EventClass;
    if (std::holds_alternative<journal::AlertRaised>(payload)) return EventClass::alert_raised;
    if (std::holds_alternative<journal::AlertResolved>(payload)) return EventClass::alert_resolved;
    if (std::holds_alternative<journal::ClockJumped>(payload)) return EventClass::clock_changed;
    if (std::holds_alternative<journal::LibraryAdopted>(payload)) return EventClass::input_adopted;
    if (std::holds_alternative<journal::PeopleAdopted>(payload)) return EventClass::input_adopted;
    return EventClass::change_recorded;
}

/// The event as one line of the log. Words of people stay in the journal, from which they can be
/// erased; the log says who did what to what.
log::Event log_event(const journal::Event& event) {
    log::Event line{log::Level::info, class_of(event.payload), "", {}};
    line.text = fmt::format("{} recorded", journal::kind_name(event.payload));
    line.fields = {{"seq", fmt::format("{}", event.seq)},
                   {"kind", journal::kind_name(event.payload)},
                   {"actor", event.actor}};
    if (const auto* raised = std::get_if<journal::AlertRaised>(&event.payload)) {
        line.level = log::Level::notice;
        line.text = raised->text;
        line.fields.emplace_back("alert", raised->key);
    }
    if (const auto* resolved = std::get_if<journal::AlertResolved>(&event.payload)) {
        line.fields.emplace_back("alert", resolved->key);
    }
    return line;
}

bool is_empty(const host::TurnWrites& writes) {
    return writes.rows.empty() && writes.outbox.empty() && writes.inputs.empty() &&
           writes.persons.empty() && writes.answers.empty() && writes.meta.empty();
}

}  // namespace

std::string digest_of(const boost::json::object& request, const std::string& actor) {
    boost::json::object content = request;
    content.erase("client-id");
    content["actor"] = actor;
    return sha256_hex(boost::json::serialize(sorted(content)));
}

Keeper::Keeper(host::Store store, engine::State state, std::string last_hash, log::Log& log)
    : store_(std::move(store)),
      state_(std::move(state)),
      last_hash_(std::move(last_hash)),
      log_(log) {}

/// Between two turns only the time of day moves; what changes with the day is a turn of its own.
const engine::Snapshot& Keeper::snapshot(civil::Instant now) {
    const bool fresh = snapshot_ && now >= snapshot_->now &&
                       now.seconds - snapshot_->now.seconds < snapshot_good_for_s;
    if (!fresh) snapshot_ = snapshot_of({}, now);
    return *snapshot_;
}

engine::Snapshot Keeper::snapshot_of(const engine::Sight& sight, civil::Instant now) const {
    return engine::take_snapshot({state_, now, settings_}, outlook_ ? &*outlook_ : nullptr, sight);
}

std::optional<Verdict> Keeper::known_answer(const Submission& submission) const {
    if (submission.command.client_id.empty()) return std::nullopt;
    const auto found = store_.find_answer(submission.command.client_id);
    if (!found) return not_stored(found.error());
    if (!*found) return std::nullopt;
    if ((*found)->content_hash != submission.digest) {
        return Verdict{Verdict::Kind::conflict,
                       {},
                       {make_error(fmt::format("the client id '{}' was used before with other "
                                               "content; nothing was changed",
                                               submission.command.client_id),
                                   "use a new client id for every new command")}};
    }
    Verdict verdict{Verdict::Kind::replayed, {}, {}};
    verdict.answer = boost::json::parse((*found)->answer).as_object();
    return verdict;
}

engine::TurnResult Keeper::turn(const std::vector<engine::Command>& commands,
                                civil::Instant now) const {
    const engine::Known known{state_, outlook_ ? &*outlook_ : nullptr};
    return engine::turn(known, commands, now, settings_);
}

std::vector<Verdict> Keeper::carry_out(const std::vector<Submission>& submissions,
                                       civil::Instant now) {
    std::vector<Verdict> verdicts(submissions.size());
    std::vector<std::size_t> decided;  // indexes of those that are not answered already
    std::vector<engine::Command> commands;
    for (std::size_t i = 0; i < submissions.size(); ++i) {
        if (auto known = known_answer(submissions[i])) {
            verdicts[i] = *std::move(known);
        } else {
            decided.push_back(i);
            commands.push_back(submissions[i].command);
        }
    }
    if (commands.empty()) return verdicts;
    auto result = turn(commands, now);
    const boost::json::value moves = moves_of(result);
    host::TurnWrites extra;
    for (std::size_t k = 0; k < decided.size(); ++k) {
        Verdict& verdict = verdicts[decided[k]];
        if (!result.answers[k]) {
            verdict = {Verdict::Kind::refused, {}, result.answers[k].error()};
            continue;
        }
        verdict.answer = {{"answer", engine::answer(*result.answers[k])}, {"moves", moves}};
        if (commands[k].client_id.empty()) continue;
        extra.answers.push_back({commands[k].client_id, submissions[decided[k]].digest,
                                 boost::json::serialize(verdict.answer)});
    }
    const auto stored = commit(std::move(result), std::move(extra), now);
    if (stored) return verdicts;
    for (const std::size_t i : decided) {
        if (verdicts[i].kind == Verdict::Kind::recorded) verdicts[i] = not_stored(stored.error());
    }
    return verdicts;
}

Result<Done> Keeper::add_notices(host::TurnWrites& writes,
                                 const std::vector<engine::Notice>& notices,
                                 civil::Instant now) const {
    Diagnostics errors;
    for (const engine::Notice& notice : notices) {
        auto rows = outbox_rows(notice, address_book_, now);
        if (rows) {
            std::move(rows->begin(), rows->end(), std::back_inserter(writes.outbox));
        } else {
            errors.insert(errors.end(), rows.error().begin(), rows.error().end());
        }
    }
    if (!errors.empty()) return errors;
    return Done{};
}

Result<Done> Keeper::commit(engine::TurnResult result, host::TurnWrites extra, civil::Instant now) {
    std::string hash = add_events(extra, result.events, last_hash_);
    auto written = add_notices(extra, result.notices, now);
    if (written && !is_empty(extra)) written = store_.commit(extra);
    if (!written || !is_empty(extra)) note_outcome(written, now);
    if (!written) return written;
    last_hash_ = std::move(hash);
    state_ = std::move(result.next);
    outlook_ = std::move(result.outlook);
    snapshot_.reset();
    ++turns_;
    events_written_ += result.events.size();
    notices_written_ += result.notices.size();
    log_events(result.events);
    return written;
}

void Keeper::note_outcome(const Result<Done>& written, civil::Instant now) {
    if (written) {
        if (trouble_) {
            log_.write({log::Level::notice,
                        log::EventClass::storage_failed,
                        "turns can be written again",
                        {}});
        }
        return trouble_.reset();
    }
    log_.write({log::Level::error,
                log::EventClass::storage_failed,
                "a turn could not be written and was dropped: " + render(written.error()),
                {}});
    trouble_ = Trouble{trouble_ ? trouble_->since : now, written.error().front().message};
}

void Keeper::log_events(const std::vector<journal::Event>& events) {
    for (const journal::Event& event : events) log_.write(log_event(event));
}

}  // namespace dutyd::daemon

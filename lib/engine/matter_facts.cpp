// SPDX-License-Identifier: MIT
#include "lib/engine/matter_facts.hpp"

#include "lib/base/text.hpp"
#include "lib/engine/rounds.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::engine {

using civil::Date;
using rules::FactDeclaration;
using rules::FactValue;
using rules::When;

namespace {

Result<When> parse_when(const std::string& value) {
    const auto date = Date::parse(value.substr(0, 10));
    if (!date) return date.error();
    if (value.size() == 10) return When::exact(*date);
    if (value[10] != ' ' && value[10] != 'T') {
        return make_error("'" + value + "' is not a date", "write 2024-05-02 or 2024-05-02 16:00");
    }
    const auto time = civil::TimeOfDay::parse(value.substr(11));
    if (!time) return time.error();
    return When::exact(*date, *time);
}

std::optional<std::string> text_of(const When& when) {
    if (!when.is_known()) return std::nullopt;
    return when.date->iso() + (when.time ? " " + when.time->text() : "");
}

/// A recorded value; one that does not fit the fact any more is not known.
Finding from_entry(const FactDeclaration& fact, const FactEntry& entry) {
    Finding finding{entry.value,    {},        entry.status, entry.source,
                    entry.known_on, entry.seq, nullptr};
    if (const auto value = parse_fact(fact, *entry.value)) finding.value = *value;
    return finding;
}

Finding from_act(const plan::Matter& matter, const plan::DutyRecord& record) {
    Finding finding;
    finding.value.when = When::exact(*record.done, record.done_at);
    finding.text = record.done->iso();
    finding.source = matter.id;
    finding.known_on = record.recorded_on;
    return finding;
}

}  // namespace

Result<FactValue> parse_fact(const FactDeclaration& declaration, const std::string& value) {
    using Kind = FactDeclaration::Kind;
    if (declaration.kind == Kind::date) {
        const auto when = parse_when(value);
        if (!when) return when.error();
        return FactValue{*when, std::nullopt};
    }
    if (declaration.kind == Kind::period) {
        const auto period = civil::parse_period(value);
        if (!period) return period.error();
        return FactValue{std::nullopt, *period};
    }
    const bool yes_no = value == "yes" || value == "no";
    if (declaration.kind == Kind::yes_no && !yes_no) {
        return make_error(fmt::format("'{}' is neither yes nor no", value),
                          declaration.name + " is answered with yes or no");
    }
    const bool number =
        !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
    if (declaration.kind == Kind::number && !number) {
        return make_error(fmt::format("'{}' is not a whole number", value));
    }
    const auto& allowed = declaration.values;
    if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
        return make_error(fmt::format("{} may not be '{}'", declaration.name, value),
                          "it is one of: " + join(allowed, ", "));
    }
    return FactValue{};
}

MatterFacts::MatterFacts(const State& state, const BodyView& body, const plan::Matter& matter)
    : state_(state), body_(body), procedure_(matter.network->procedure()), matter_(&matter) {}

MatterFacts::MatterFacts(const State& state, const BodyView& body,
                         const rules::Procedure& procedure)
    : state_(state), body_(body), procedure_(procedure) {}

const FactDeclaration* MatterFacts::declaration(const std::string& name) const {
    for (const FactDeclaration& fact : procedure_.facts) {
        if (fact.name == name) return &fact;
    }
    return nullptr;
}

std::optional<Finding> MatterFacts::builtin(const std::string& name) const {
    if (name == "body.nation") return Finding{body_.body->nation};
    if (name != "today") return std::nullopt;
    Finding finding{body_.now->date.iso()};
    finding.value.when = When::exact(body_.now->date);
    return finding;
}

std::optional<Finding> MatterFacts::entry(const FactDeclaration& fact, const std::string& owner,
                                          const std::optional<civil::Period>& within) const {
    const FactEntry* entry = state_.facts.find(owner, fact.name, {known_on_, within});
    return entry == nullptr ? std::nullopt : std::optional(from_entry(fact, *entry));
}

std::optional<Finding> MatterFacts::recorded_here(const FactDeclaration& fact) const {
    return matter_ == nullptr ? std::nullopt : entry(fact, matter_->id, std::nullopt);
}

/// What is said of the body, then what is said for all.
std::optional<Finding> MatterFacts::recorded_wider(const FactDeclaration& fact) const {
    const auto within = fact.renewed ? own_round() : std::nullopt;
    if (auto found = entry(fact, body_.body->id, within)) return found;
    return entry(fact, "", within);
}

std::optional<Finding> MatterFacts::of_own_occasion(const FactDeclaration& fact) const {
    const bool begins = is_occasion(procedure_, fact.name);
    const bool ends = is_occasion(procedure_, fact.ends);
    const bool may_be = matter_ != nullptr && (begins || ends);
    const auto own = may_be ? own_occasion(state_, *matter_) : std::nullopt;
    if (!own) return std::nullopt;
    return begins ? std::optional(occasion_after(*own, fact.name)) : end_of(fact);
}

/// What came before has a matter of its own and no part in this one; what came after may bear on
/// it, as a death does while six months of incapacity run.
Finding MatterFacts::occasion_after(Date own, const std::string& name) const {
    const auto day = next_occasion(state_, *matter_, name, own);
    if (!day) return {};
    Finding finding{day->iso()};
    finding.value.when = When::exact(*day);
    return finding;
}

std::optional<Finding> MatterFacts::end_of(const FactDeclaration& fact) const {
    const auto began = find(fact.ends);
    const auto first = began ? first_day(began->text) : std::nullopt;
    if (!first) return std::nullopt;
    civil::Period own{*first, std::nullopt};
    if (const auto next = next_occasion(state_, *matter_, fact.ends, own.first)) {
        own.last = *next - civil::Days{1};
    }
    const auto round = fact.renewed ? round_after(own.first) : std::nullopt;
    if (fact.renewed && !round) return Finding{};
    const FactEntry* entry = nullptr;
    const FactEntry* said_before = nullptr;  // what a withdrawal takes back
    for (const FactEntry& said : state_.facts.history(body_.body->id, fact.name)) {
        if (known_on_ && said.known_on > *known_on_) break;
        const auto day = first_day(said.value);
        const bool in_time = !round || round->contains(said.known_on);
        if (day && own.contains(*day) && in_time) entry = &said;
        if (!said.value && entry == said_before) entry = nullptr;
        said_before = &said;
    }
    return entry == nullptr ? Finding{} : from_entry(fact, *entry);
}

/// The poll and kind of the round that is asked for, or of the present one.
std::optional<Finding> MatterFacts::of_round(const std::string& name) const {
    if (name != kind_fact && name != poll_fact) return std::nullopt;
    const auto round = round_ ? round_ : present_round();
    if (!round) return std::nullopt;
    const ElectionRecord& election = round->election;
    Finding finding{name == kind_fact ? election.kind : election.poll.iso()};
    if (election.expected) finding.status = journal::FactStatus::expected;
    if (name == poll_fact) finding.value.when = When::exact(election.poll);
    return finding;
}

/// The last election whose poll has come; before the first, that one. A poll that is years ahead
/// must not bar what the present commissioner does.
std::optional<MatterFacts::Round> MatterFacts::present_round() const {
    if (known_on_) return std::nullopt;
    std::optional<Round> present;
    for (Round& round : rounds()) {
        if (!present || round.election.poll <= today()) present = std::move(round);
    }
    return present;
}

Finding MatterFacts::done_here(const std::string& duty) const {
    const auto index = matter_ != nullptr ? matter_->network->find(duty) : std::nullopt;
    if (!index) return {};
    const plan::DutyRecord& record = matter_->records[*index];
    if (!record.done || (known_on_ && record.recorded_on > *known_on_)) return {};
    return from_act(*matter_, record);
}

/// The latest of the body's matters of that procedure in which the duty was done.
Finding MatterFacts::done_elsewhere(const std::string& procedure_and_duty) const {
    const auto slash = procedure_and_duty.find('/');
    const std::string procedure = procedure_and_duty.substr(0, slash);
    const std::string duty = procedure_and_duty.substr(slash + 1);
    Finding latest;
    for (const auto& [id, other] : OfOwner(state_.matters, body_.body->id)) {
        if (other->network->procedure().id != procedure) continue;
        const auto index = other->network->find(duty);
        if (!index) continue;
        const plan::DutyRecord& record = other->records[*index];
        if (!record.done || (known_on_ && record.recorded_on > *known_on_)) continue;
        if (latest.value.when && *latest.value.when->date > *record.done) continue;
        latest = from_act(*other, record);
    }
    return latest;
}

Finding MatterFacts::derived(const FactDeclaration& fact) const {
    if (std::find(deriving_.begin(), deriving_.end(), fact.name) != deriving_.end()) {
        ++cuts_;
        return {};
    }
    deriving_.push_back(fact.name);
    Finding finding;
    for (const rules::Derivation& derivation : fact.derived) {
        if (derivation.when && holds(*derivation.when) != rules::Truth::yes) continue;
        finding = from_derivation(fact, derivation);
        break;
    }
    deriving_.pop_back();
    return finding;
}

Finding MatterFacts::from_derivation(const FactDeclaration& fact,
                                     const rules::Derivation& derivation) const {
    Finding finding;
    finding.status = journal::FactStatus::deemed;
    finding.derived = &derivation;
    if (!derivation.is) {
        finding.text = derivation.word;
        return finding;
    }
    const auto value = rules::evaluate_any(*derivation.is, *this);
    if (!value) return {};
    finding.value = *value;
    if (value->period) finding.text = civil::iso(*value->period);
    if (value->when) finding.text = engine::text_of(*value->when);
    const bool fits = fact.kind == FactDeclaration::Kind::period ? value->period.has_value()
                                                                 : value->when.has_value();
    return fits ? finding : Finding{};
}

std::optional<Finding> MatterFacts::find(const std::string& name) const {
    const bool inside = !deriving_.empty();
    const auto known = found_.find(name);
    if (known != found_.end() && (known->second.whole || !inside)) return known->second.finding;
    const std::size_t cuts = cuts_;
    auto finding = look_up(name);
    const bool whole = cuts_ == cuts;
    if (whole || !inside) found_.insert_or_assign(name, Found{finding, whole});
    return finding;
}

MatterFacts MatterFacts::otherwise() const {
    MatterFacts other = *this;
    other.found_.clear();
    return other;
}

std::optional<Finding> MatterFacts::look_up(const std::string& name) const {
    if (auto found = builtin(name)) return found;
    const FactDeclaration* fact = declaration(name);
    if (fact == nullptr) return std::nullopt;
    const bool elsewhere = fact->duty.find('/') != std::string::npos;
    if (!fact->duty.empty() && !elsewhere) return done_here(fact->duty);
    if (auto found = recorded_here(*fact)) return found;
    if (auto found = of_own_occasion(*fact)) return found;
    if (auto found = of_round(name)) return found;
    if (elsewhere) {
        if (auto found = done_elsewhere(fact->duty); found.text) return found;
    }
    if (auto found = recorded_wider(*fact)) return found;
    return derived(*fact);
}

std::optional<FactValue> MatterFacts::fact(const std::string& name,
                                           std::optional<Date> as_known_on) const {
    if (!as_known_on || as_known_on == known_on_) {
        const auto found = find(name);
        return found ? std::optional(found->value) : std::nullopt;
    }
    MatterFacts then = otherwise();
    then.known_on_ = as_known_on;
    const auto found = then.find(name);
    return found ? std::optional(found->value) : std::nullopt;
}

std::optional<std::string> MatterFacts::text_of(const std::string& name) const {
    const auto found = find(name);
    return found ? found->text : std::nullopt;
}

rules::Truth MatterFacts::holds(const rules::Condition& condition) const {
    return rules::holds(condition, [this](const std::string& name) { return text_of(name); });
}

/// The poll that a matter hangs on bounds the round it belongs to; a matter that hangs on none
/// reads what stands now.
std::optional<civil::Period> MatterFacts::own_round() const {
    if (round_) return round_->until_the_next;
    if (matter_ == nullptr) return std::nullopt;
    const FactEntry* poll = state_.facts.find(matter_->id, poll_fact, {});
    const auto day = poll != nullptr ? first_day(poll->value) : std::nullopt;
    return day ? std::optional(round_from(state_, *matter_, *day)) : std::nullopt;
}

/// The round that the first poll from this day on begins.
std::optional<civil::Period> MatterFacts::round_after(Date day) const {
    for (const Round& round : rounds()) {
        if (round.election.poll >= day) return round.until_the_next;
    }
    return std::nullopt;
}

std::vector<MatterFacts::Round> MatterFacts::rounds() const {
    std::vector<Round> all;
    for (const ElectionRecord& election : own_elections(state_, body_.body->id)) {
        if (!all.empty()) all.back().until_the_next.last = election.poll - civil::Days{1};
        all.push_back({election, {election.poll, std::nullopt}});
    }
    return all;
}

MatterFacts MatterFacts::at(const ElectionRecord& election) const {
    MatterFacts then = *this;
    then.round_ = Round{election, {election.poll, std::nullopt}};
    for (const Round& round : rounds()) {
        if (round.election.poll == election.poll)
            then.round_->until_the_next = round.until_the_next;
    }
    return then;
}

std::optional<civil::Period> MatterFacts::ignored_now(const rules::IgnoredPeriods& ignored) const {
    if (ignored.when && holds(*ignored.when) != rules::Truth::yes) return std::nullopt;
    const auto first = rules::evaluate(ignored.first, *this);
    if (!first || !first->date) return std::nullopt;
    const auto last = rules::evaluate(ignored.last, *this);
    civil::Period period{*first->date, std::nullopt};
    if (last && last->is_known() && *last->date >= period.first) period.last = last->date;
    return period;
}

/// A matter that hangs on an election knows its own only; for others the period is there once for
/// each election on record, so that a new poll does not change a count that is over.
std::optional<std::vector<civil::Period>> MatterFacts::periods(const std::string& name) const {
    for (const rules::IgnoredPeriods& ignored : procedure_.ignored) {
        if (ignored.name != name) continue;
        const bool own =
            matter_ != nullptr && state_.facts.find(matter_->id, poll_fact, {}) != nullptr;
        const auto all = own ? std::vector<Round>{} : rounds();
        std::vector<civil::Period> periods;
        for (const Round& round : all) {
            MatterFacts then = otherwise();
            then.round_ = round;
            if (const auto period = then.ignored_now(ignored)) periods.push_back(*period);
        }
        if (!all.empty()) return periods;
        if (const auto period = ignored_now(ignored)) periods.push_back(*period);
        return periods;
    }
    return std::nullopt;
}

std::optional<std::vector<rules::MeetingDay>> MatterFacts::meetings(
    const std::string& calendar) const {
    const auto& calendars = body_.body->meeting_calendars;
    const bool known = std::any_of(calendars.begin(), calendars.end(),
                                   [&](const auto& known_one) { return known_one.id == calendar; });
    if (!known) return std::nullopt;
    std::vector<rules::MeetingDay> days;
    for (const plan::MeetingSlot& slot : body_.meetings) {
        if (slot.calendar == calendar) days.push_back({slot.date, slot.kind});
    }
    return days;
}

const civil::DaySet* MatterFacts::day_set(const std::string& id) const {
    return state_.library->day_set(body_.body->id, id);
}

civil::FiscalYearStart MatterFacts::fiscal_year_start() const {
    return body_.body->fiscal_year_start;
}

const civil::Zone& MatterFacts::zone() const {
    return *body_.zone;
}

Date MatterFacts::today() const {
    return body_.now->date;
}

std::vector<std::string> MatterFacts::day_set_ids() const {
    std::vector<std::string> ids;
    for (const auto& [id, set] : state_.library->calendars.day_sets) ids.push_back(id);
    return ids;
}

std::vector<std::string> MatterFacts::fact_names() const {
    std::vector<std::string> names{"body.nation", "today"};
    for (const FactDeclaration& fact : procedure_.facts) names.push_back(fact.name);
    return names;
}

}  // namespace dutyd::engine

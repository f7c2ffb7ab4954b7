// SPDX-License-Identifier: MIT
// Of several proofs and parts, one verdict; and what an officer's words say.
#include "lib/report/compliance.hpp"

#include "lib/alert/view.hpp"
#include "lib/base/text.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

struct Names {
    const char* key;
    const char* wording;
};

Names names_of(Compliance compliance) {
    switch (compliance) {
        case Compliance::not_met:
            return {"not-met", "Not met"};
        case Compliance::not_shown:
            return {"not-shown", "Not shown"};
        case Compliance::in_progress:
            return {"in-progress", "In progress"};
        case Compliance::open:
            return {"open", "Open, no date"};
        case Compliance::next_steps:
            return {"next-steps", "Full, next steps"};
        case Compliance::planned:
            return {"planned", "Planned"};
        case Compliance::full_late:
            return {"full-late", "Full, but late"};
        case Compliance::full:
            return {"full", "Full and complete"};
        case Compliance::not_required:
            return {"not-required", "Not required at this stage"};
        case Compliance::unlinked:
            break;
    }
    return {"unlinked", "Not derived"};
}

bool is_done(Compliance compliance) {
    return compliance == Compliance::full || compliance == Compliance::full_late;
}

/// What is left of the proofs and parts that count, as classes with their words.
using Votes = std::vector<Verdict>;

bool any(const Votes& votes, Compliance compliance) {
    return std::any_of(votes.begin(), votes.end(),
                       [&](const Verdict& vote) { return vote.compliance == compliance; });
}

std::string details_of(const Votes& votes, Compliance compliance) {
    std::vector<std::string> details;
    for (const Verdict& vote : votes) {
        if (vote.compliance == compliance && !vote.detail.empty()) details.push_back(vote.detail);
    }
    return join(details, "; ");
}

std::string counted_of(const Votes& votes) {
    const auto done = std::count_if(votes.begin(), votes.end(),
                                    [](const Verdict& vote) { return is_done(vote.compliance); });
    return votes.size() < 2 ? "" : fmt::format("{} of {} done", done, votes.size());
}

/// The open duties that stand between now and this one, the first to be done first, without steps
/// of the office's own.
std::vector<DutyView> steps_to(const Office& office, const DutyView& at) {
    std::vector<DutyView> steps;
    plan::DutyIndex i = at.index;
    for (std::size_t n = 0; n <= at.matter->network->size(); ++n) {
        const DutyView step = office.duty(*at.matter, i);
        const bool open = step.outcome->counts && alert::is_open(*step.outcome);
        if (open && !step.duty().from_overlay) steps.insert(steps.begin(), step);
        const auto& reasons = step.outcome->forecast_reasons;
        const auto next = std::find_if(reasons.begin(), reasons.end(),
                                       [](const plan::Reason& one) { return one.other; });
        if (next == reasons.end()) break;
        i = *next->other;
    }
    return steps;
}

std::string step_words(const DutyView& at) {
    const auto& date = at.outcome->forecast.date;
    return at.duty().title + (date ? " (" + day(date) + ")" : "");
}

/// What comes next on the way to the first proof that is still open, and whom it waits for.
std::string next_steps(const Office& office, const std::vector<Proof>& proofs) {
    for (const Proof& proof : proofs) {
        if (!proof.at || is_done(proof.compliance) ||
            proof.compliance == Compliance::not_required) {
            continue;
        }
        const auto steps = steps_to(office, *proof.at);
        if (steps.empty()) return proof.title;
        std::string words = step_words(steps.front());
        const auto others = std::find_if(steps.begin(), steps.end(), [](const DutyView& step) {
            return !step.duty().by_office;
        });
        if (others != steps.end() && others != steps.begin()) {
            words += ", awaiting: " + step_words(*others);
        }
        return words;
    }
    return "";
}

Verdict all_done(const Votes& votes) {
    if (any(votes, Compliance::full_late)) {
        return {Compliance::full_late, details_of(votes, Compliance::full_late)};
    }
    return {Compliance::full, details_of(votes, Compliance::full)};
}

Verdict still_open(const Office& office, const Votes& votes, const std::vector<Proof>& proofs) {
    if (any(votes, Compliance::in_progress)) {
        const std::string count = counted_of(votes);
        return {Compliance::in_progress,
                count.empty() ? details_of(votes, Compliance::in_progress) : count};
    }
    const bool some_done = std::any_of(votes.begin(), votes.end(), [](const Verdict& vote) {
        return is_done(vote.compliance) || vote.compliance == Compliance::next_steps;
    });
    if (some_done) {
        const std::string next = next_steps(office, proofs);
        return {Compliance::next_steps,
                next.empty() ? details_of(votes, Compliance::next_steps) : next};
    }
    if (any(votes, Compliance::open)) {
        return {Compliance::open, details_of(votes, Compliance::open)};
    }
    return {Compliance::planned, details_of(votes, Compliance::planned)};
}

}  // namespace

std::string key(Compliance compliance) {
    return names_of(compliance).key;
}

std::string wording(Compliance compliance) {
    return names_of(compliance).wording;
}

Verdict verdict(const Office& office, const std::vector<Proof>& proofs,
                const std::vector<Verdict>& parts) {
    Votes votes;
    std::string not_required;
    std::size_t linked = 0;
    const auto add = [&](const Verdict& vote) {
        if (vote.compliance == Compliance::unlinked) return;
        ++linked;
        if (vote.compliance != Compliance::not_required) {
            votes.push_back(vote);
        } else if (not_required.empty()) {
            not_required = vote.detail;
        }
    };
    for (const Proof& proof : proofs) add({proof.compliance, proof.because});
    for (const Verdict& part : parts) add(part);
    if (linked == 0) return {Compliance::unlinked, "no duty or item is linked to this row"};
    if (votes.empty()) return {Compliance::not_required, not_required};
    for (const Compliance bad : {Compliance::not_met, Compliance::not_shown}) {
        if (any(votes, bad)) return {bad, details_of(votes, bad)};
    }
    const bool done = std::all_of(votes.begin(), votes.end(),
                                  [](const Verdict& vote) { return is_done(vote.compliance); });
    return done ? all_done(votes) : still_open(office, votes, proofs);
}

namespace {

std::string lower(const std::string& text) {
    std::string out = text;
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

enum class Side { met, coming, not_met, both };

Side side_of(Compliance compliance) {
    switch (compliance) {
        case Compliance::full:
        case Compliance::full_late:
            return Side::met;
        case Compliance::not_met:
            return Side::not_met;
        case Compliance::next_steps:  // met as far as it goes, the rest to come
        case Compliance::not_shown:   // no record is no proof either way
            return Side::both;
        case Compliance::in_progress:
        case Compliance::open:
        case Compliance::planned:
        case Compliance::not_required:
        case Compliance::unlinked:
            break;
    }
    return Side::coming;
}

}  // namespace

std::optional<Compliance> understand(const std::string& words) {
    const std::string text = lower(words);
    const auto says = [&](const char* part) { return text.find(part) != std::string::npos; };
    const auto begins = [&](const char* part) { return text.rfind(part, 0) == 0; };
    if (says("not required") || says("not applicable") || text == "n/a") {
        return Compliance::not_required;
    }
    if (says("not met") || says("not complied") || says("breach") || begins("non-complian")) {
        return Compliance::not_met;
    }
    if (says("next step")) return Compliance::next_steps;
    if (says("incomplete") || begins("part") || says("partial") || says("in progress") ||
        says("ongoing")) {
        return Compliance::in_progress;
    }
    if (begins("full") || begins("complete") || begins("met")) {
        return says("late") ? Compliance::full_late : Compliance::full;
    }
    if (says("planned") || says("scheduled")) return Compliance::planned;
    return std::nullopt;
}

bool contradict(Compliance officer, Compliance derived) {
    if (derived == Compliance::unlinked) return false;
    const Side said = side_of(officer);
    const Side found = side_of(derived);
    if (said == found) return false;
    const bool straddles = said == Side::both || found == Side::both;
    return !straddles || said == Side::not_met || found == Side::not_met;
}

}  // namespace dutyd::report

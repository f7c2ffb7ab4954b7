// SPDX-License-Identifier: MIT
// A rule as the law states it more than once: dated versions, of which one is in force, and
// readings of disputed words, of which one is gone by. Which counts is decided here and nowhere
// else; none and several are told, never guessed.
#pragma once

#include "lib/plan/schedule.hpp"

namespace dutyd::plan {

/// What deciding between versions looks at.
struct LawAsOf {
    const rules::Environment& facts;
    const rules::FactText& fact_text;
    civil::Date day;  // the law in force on that day counts
};

/// Every version with its day; one of them counts, or `problem` says why none does.
struct Versions {
    std::vector<AlternativeOutcome> all;
    std::optional<std::size_t> counts;
    std::string problem;
    std::vector<std::string> missing;  // facts without which it cannot be said
};
Versions choose_version(const std::vector<rules::Alternative>& versions, const LawAsOf& law);

/// Which reading is safest where nobody has chosen.
enum class Safest { earliest, latest };

struct Readings {
    std::vector<AlternativeOutcome> all;
    std::size_t counts = 0;
    rules::When date;  // of the one that counts; a bound if a safer one may yet come out
    std::string problem;
};
/// REQUIRES: at least one reading.
Readings choose_reading(const rules::Dispute& dispute, const rules::Environment& facts,
                        Safest safest);

/// Of the facts a condition asks about, those that are not known.
std::vector<std::string> unknown_facts(const rules::Condition& condition,
                                       const rules::FactText& fact);

/// A rule's day, or unknown with the evaluation's first error.
struct Evaluated {
    rules::When date;
    std::string problem;
};
Evaluated day_of(const rules::Expression& rule, const rules::Environment& facts);

}  // namespace dutyd::plan

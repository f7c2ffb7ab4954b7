// SPDX-License-Identifier: MIT
// The facts of one matter, or of a body at large, as the date language and conditions see them:
// what was recorded, what another duty's doing says, what the law takes to have happened, and what
// is always there (body.nation, today). A view: it borrows the state and the body and keeps
// nothing. What somebody recorded always wins over what is worked out.
#pragma once

#include "lib/engine/snapshot.hpp"

namespace dutyd::engine {

/// What is known of one fact, and from where.
struct Finding {
    /// As a condition reads it; nothing while it is not known exactly.
    std::optional<std::string> text = {};
    rules::FactValue value = {};
    journal::FactStatus status = journal::FactStatus::recorded;
    std::string source = {};
    std::optional<civil::Date> known_on = {};
    std::uint64_t seq = 0;                       // of the row that says so; 0: worked out
    const rules::Derivation* derived = nullptr;  // by which the law takes it so
};

class MatterFacts : public rules::Environment {
public:
    MatterFacts(const State& state, const BodyView& body, const plan::Matter& matter);
    /// The body at large, for what opens matters of this procedure.
    MatterFacts(const State& state, const BodyView& body, const rules::Procedure& procedure);

    std::optional<rules::FactValue> fact(const std::string& name,
                                         std::optional<civil::Date> as_known_on) const override;
    const civil::DaySet* day_set(const std::string& id) const override;
    std::optional<std::vector<civil::Period>> periods(const std::string& name) const override;
    std::optional<std::vector<rules::MeetingDay>> meetings(
        const std::string& calendar) const override;
    civil::FiscalYearStart fiscal_year_start() const override;
    const civil::Zone& zone() const override;
    civil::Date today() const override;
    std::vector<std::string> day_set_ids() const override;
    std::vector<std::string> fact_names() const override;

    /// The same body as it stands in the round of that election.
    MatterFacts at(const ElectionRecord& election) const;

    /// A fact as a condition reads it; nothing if it is not known.
    std::optional<std::string> text_of(const std::string& name) const;
    rules::Truth holds(const rules::Condition& condition) const;
    /// Nothing if nobody declares a fact of that name.
    std::optional<Finding> find(const std::string& name) const;
    const rules::FactDeclaration* declaration(const std::string& name) const;

private:
    /// One election and the days until the next, when an ignored period is asked for each of them.
    struct Round {
        ElectionRecord election;
        civil::Period until_the_next;
    };
    std::optional<Finding> look_up(const std::string& name) const;
    /// The same view of another day or round: it must find everything anew.
    MatterFacts otherwise() const;
    std::optional<Finding> builtin(const std::string& name) const;
    std::optional<Finding> recorded_here(const rules::FactDeclaration& fact) const;
    std::optional<Finding> recorded_wider(const rules::FactDeclaration& fact) const;
    std::optional<Finding> entry(const rules::FactDeclaration& fact, const std::string& owner,
                                 const std::optional<civil::Period>& within) const;
    /// In a matter that has an occasion of its own: another one, or the end of one it knows of.
    std::optional<Finding> of_own_occasion(const rules::FactDeclaration& fact) const;
    Finding occasion_after(civil::Date own, const std::string& name) const;
    std::optional<Finding> end_of(const rules::FactDeclaration& fact) const;
    std::optional<Finding> of_round(const std::string& name) const;
    std::optional<Round> present_round() const;
    Finding done_here(const std::string& duty) const;
    Finding done_elsewhere(const std::string& procedure_and_duty) const;
    Finding derived(const rules::FactDeclaration& fact) const;
    Finding from_derivation(const rules::FactDeclaration& fact,
                            const rules::Derivation& derivation) const;
    /// When a fact that each election renews must have been recorded to count here.
    std::optional<civil::Period> own_round() const;
    std::optional<civil::Period> round_after(civil::Date day) const;
    std::vector<Round> rounds() const;
    std::optional<civil::Period> ignored_now(const rules::IgnoredPeriods& ignored) const;

    const State& state_;
    const BodyView& body_;
    const rules::Procedure& procedure_;
    const plan::Matter* matter_ = nullptr;  // none: the body at large
    std::optional<civil::Date> known_on_;
    std::optional<Round> round_;
    /// Facts being worked out: a derivation that comes back to itself gives nothing.
    mutable std::vector<std::string> deriving_;
    mutable std::size_t cuts_ = 0;  // how often one did
    /// What was found already: a schedule asks for the same facts many times over. What is not
    /// whole was cut short somewhere, and another derivation may find more.
    struct Found {
        std::optional<Finding> finding;
        bool whole;
    };
    mutable std::map<std::string, Found> found_;
};

/// "2024-05-02", "2024-05-02 16:00" or "2024-04-01..2025-03-31", by the fact's declared kind.
/// Yes/no, numbers and texts are values of conditions only. Errors say what was expected.
Result<rules::FactValue> parse_fact(const rules::FactDeclaration& declaration,
                                    const std::string& value);

}  // namespace dutyd::engine

// SPDX-License-Identifier: MIT
// The date language on any text: it is refused with a place inside the text, or it has a normal
// form that reads back as itself, and its answer is the same whether or not anybody asks why.
#include "lib/base/text.hpp"
#include "lib/rules/expression.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace dutyd;
using civil::Date;

namespace {

civil::DaySet working_days() {
    return civil::DaySet({"working-days",
                          "Working days",
                          "none",
                          {civil::Weekday::saturday, civil::Weekday::sunday},
                          {{Date::of(2024, 3, 29), "Good Friday"}},
                          Date::of(2020, 1, 1),
                          Date::of(2027, 12, 31)});
}

/// One of each thing an expression can name: known, unknown, bounded and open.
class World : public rules::Environment {
public:
    std::optional<rules::FactValue> fact(const std::string& name,
                                         std::optional<Date>) const override {
        if (name == "a") return rules::FactValue{rules::When::exact(Date::of(2024, 5, 2)), {}};
        if (name == "b") return rules::FactValue{};
        if (name == "c") {
            return rules::FactValue{{}, civil::Period{Date::of(2024, 4, 1), Date::of(2025, 3, 31)}};
        }
        if (name == "d") {
            rules::When bounded = rules::When::exact(Date::of(2024, 6, 1));
            bounded.bound = rules::Bound::not_before;
            return rules::FactValue{bounded, {}};
        }
        return std::nullopt;
    }
    const civil::DaySet* day_set(const std::string& id) const override {
        return id == set_.id() ? &set_ : nullptr;
    }
    std::optional<std::vector<civil::Period>> periods(const std::string& name) const override {
        if (name == "p") {
            return {{{Date::of(2024, 5, 3), Date::of(2024, 5, 10)}, {Date::of(2025, 5, 1), {}}}};
        }
        return std::nullopt;
    }
    std::optional<std::vector<rules::MeetingDay>> meetings(
        const std::string& calendar) const override {
        if (calendar != "panel") return std::nullopt;
        return {{{Date::of(2024, 6, 18), "full"}, {Date::of(2024, 9, 23), "hearing"}}};
    }
    civil::FiscalYearStart fiscal_year_start() const override { return {}; }
    const civil::Zone& zone() const override { return zone_; }
    Date today() const override { return Date::of(2024, 5, 22); }
    std::vector<std::string> day_set_ids() const override { return {"working-days"}; }
    std::vector<std::string> fact_names() const override { return {"a", "b", "c", "d"}; }

private:
    civil::DaySet set_ = working_days();
    civil::Zone zone_ = civil::Zone::utc();
};

void check_refused(const Diagnostics& diagnostics, std::string_view text) {
    DUTYD_CHECK(has_errors(diagnostics));
    for (const Diagnostic& diagnostic : diagnostics) {
        DUTYD_CHECK(!diagnostic.message.empty());
        DUTYD_CHECK(diagnostic.where.column <= text.size() + 1);
        DUTYD_CHECK(!render(diagnostic).empty());
    }
}

bool same(const rules::FactValue& a, const rules::FactValue& b) {
    const bool same_when = a.when.has_value() == b.when.has_value() &&
                           (!a.when || rules::text(*a.when) == rules::text(*b.when));
    return same_when && a.period == b.period;
}

void check_answer(const rules::Expression& expression) {
    static const World world;
    civil::Ledger ledger;
    const auto plain = rules::evaluate_any(expression, world);
    const auto explained = rules::evaluate_any(expression, world, &ledger);
    DUTYD_CHECK(plain.has_value() == explained.has_value());
    if (plain) {
        DUTYD_CHECK(same(*plain, *explained));
    } else {
        DUTYD_CHECK(render(plain.error()) == render(explained.error()));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = as_text(data, size);
    const auto expression = rules::parse_expression(text);
    if (!expression) {
        check_refused(expression.error(), text);
        return 0;
    }
    const std::string normal_form = expression->text();
    const auto again = rules::parse_expression(normal_form);
    DUTYD_CHECK(again.has_value());
    DUTYD_CHECK(*again == *expression);
    DUTYD_CHECK(again->text() == normal_form);
    static_cast<void>(rules::needs(*expression));
    check_answer(*expression);
    return 0;
}

// SPDX-License-Identifier: MIT
// Values as JSON, the same way in every answer. Internal to query*.cpp.
#pragma once

#include "lib/engine/matter_facts.hpp"
#include "lib/engine/query.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace dutyd::engine {

namespace json = boost::json;

json::value date_json(const std::optional<civil::Date>& date);
json::array texts_json(const std::vector<std::string>& texts);
json::array citations_json(const std::vector<rules::Citation>& law);

json::object pause_json(const plan::Pause& pause);
/// How a fact is known; what nobody recorded and the law takes so says by which rule.
json::object fact_json(const rules::FactDeclaration& fact, const Finding& finding);
/// A matter's line as `matters` and `show` give it.
json::object matter_json(const Snapshot& snapshot, const plan::Matter& matter);
/// A duty's line as `upcoming` and `show` give it.
json::object duty_json(const Snapshot& snapshot, const plan::Matter& matter, plan::DutyIndex i);

/// A matter and a duty from "plan-2024/issue" or "leicestershire/plan-2024/issue".
struct Named {
    const plan::Matter* matter;
    std::optional<plan::DutyIndex> duty;  // none: the matter itself
};
Result<Named> find_named(const State& state, const std::string& name);
/// The same, of matters that have dates: those whose body is in the calendars.
Result<Named> find_scheduled(const Snapshot& snapshot, const std::string& name);

/// The date that matters next for an open duty: forecast or limit, whichever comes first.
std::optional<civil::Date> next_date(const plan::Outcome& outcome);

}  // namespace dutyd::engine

// SPDX-License-Identifier: MIT
// The names of matters: a pattern such as "accounts-{financial-year}" becomes a name through the
// day, or the first day of the period, that opened the matter. A name is an id: it stands in
// events and in what people type, so the same pattern and day always give the same name.
#pragma once

#include "lib/civil/period.hpp"
#include "lib/rules/pack.hpp"

namespace dutyd::rules {

/// {year} 2026, {financial-year} 2026-27 (2026 if it is a calendar year), {quarter} 2026-q1 (the
/// quarter in which January of 2026 ends), {month} 2026-05, {date} 2026-05-02. Anything else in
/// braces stays as it is; no procedure of a library has any.
std::string matter_name(std::string_view pattern, civil::Date opened_by,
                        civil::FiscalYearStart start = {});

/// Whether some day gives this name: "plan-2024" of "plan-{year}".
bool can_be_named(std::string_view pattern, std::string_view name);

/// What of a pattern is in braces, in their order: "{year}", "{" if it is never closed.
struct NamePart {
    std::string text;
    std::size_t offset = 0;
};
std::vector<NamePart> parts_in_braces(std::string_view pattern);

/// "{year}", "{financial-year}", "{quarter}", "{month}", "{date}".
const std::vector<std::string>& matter_name_variables();

/// Whether two matters that this opening brings always have different names. Matters that open on a
/// recorded day or by hand are told apart by what people record.
bool tells_apart(std::string_view pattern, const Opening& opening);
/// The variable that does so best: "{financial-year}" for one a financial year.
std::string telling_variable(const Opening& opening);

}  // namespace dutyd::rules

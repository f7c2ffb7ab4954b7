// SPDX-License-Identifier: MIT
// Finding matters, duties and bodies by the names people use.
#include "lib/base/text.hpp"
#include "lib/engine/decide.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

namespace {

std::string_view own_name(std::string_view matter_id) {
    return matter_id.substr(matter_id.rfind('/') + 1);
}

std::string nearest_or_all(const std::string& name, const std::vector<std::string>& known) {
    std::string hint = did_you_mean(name, known);
    if (!hint.empty()) return hint;
    return known.empty() ? "there is none yet" : "there are: " + join(known, ", ");
}

Diagnostic no_such(const std::string& what, const std::string& name,
                   const std::vector<std::string>& known) {
    return make_error(fmt::format("there is no {} '{}'", what, name), nearest_or_all(name, known));
}

}  // namespace

Result<const plan::Matter*> find_matter(const State& state, const std::string& name) {
    const auto exact = state.matters.find(name);
    if (exact != state.matters.end()) return exact->second.get();
    std::vector<const plan::Matter*> same;
    for (const auto& [id, matter] : state.matters) {
        if (own_name(id) == name) same.push_back(matter.get());
    }
    if (same.size() == 1) return same.front();
    std::vector<std::string> ids;
    if (same.empty()) {
        for (const auto& [id, matter] : state.matters) ids.emplace_back(own_name(id));
        return no_such("matter", name, ids);
    }
    for (const plan::Matter* matter : same) ids.push_back(matter->id);
    return make_error(fmt::format("more than one body has a matter '{}'", name),
                      "name the body too: " + join(ids, " or "));
}

Result<plan::DutyIndex> find_duty(const plan::Matter& matter, const std::string& name) {
    if (const auto index = matter.network->find(name)) return *index;
    std::vector<std::string> known;
    for (std::size_t i = 0; i < matter.network->size(); ++i) {
        known.push_back(matter.network->duty(static_cast<plan::DutyIndex>(i)).id);
    }
    return make_error(fmt::format("there is no duty '{}' in {}", name, matter.id),
                      nearest_or_all(name, known));
}

Result<const rules::Body*> find_body(const State& state, const std::string& name) {
    if (name.empty() && state.library && state.library->bodies.size() == 1) {
        return &state.library->bodies.front();
    }
    if (const rules::Body* body = state.library ? state.library->body(name) : nullptr) return body;
    std::vector<std::string> known;
    if (state.library) {
        for (const rules::Body& body : state.library->bodies) known.push_back(body.id);
    }
    if (name.empty()) {
        return make_error("which body is meant?", nearest_or_all(name, known));
    }
    return no_such("body", name, known);
}

}  // namespace dutyd::engine

// SPDX-License-Identifier: MIT
#include "lib/rules/library.hpp"

#include <algorithm>

namespace dutyd::rules {

namespace {

using ByBody = std::map<std::string, std::vector<Procedure>>;

const std::vector<Procedure>* of_body(const ByBody& procedures, std::string_view body_id) {
    const auto it = procedures.find(std::string(body_id));
    return it != procedures.end() ? &it->second : nullptr;
}

}  // namespace

const Body* Library::body(std::string_view id) const {
    const auto it =
        std::find_if(bodies.begin(), bodies.end(), [&](const Body& one) { return one.id == id; });
    return it != bodies.end() ? &*it : nullptr;
}

const Procedure* Library::procedure(std::string_view body_id, std::string_view procedure_id) const {
    const auto* procedures = of_body(overlaid, body_id);
    if (procedures == nullptr) return nullptr;
    for (const Procedure& procedure : *procedures) {
        if (procedure.id == procedure_id) return &procedure;
    }
    return nullptr;
}

const Procedure* Library::procedure_for(std::string_view body_id, std::string_view procedure_id,
                                        std::string_view matter_id) const {
    if (const auto* procedures = of_body(matter_specific, body_id)) {
        for (const Procedure& procedure : *procedures) {
            if (procedure.id == procedure_id && procedure.applies_to == matter_id) {
                return &procedure;
            }
        }
    }
    return this->procedure(body_id, procedure_id);
}

std::vector<const Procedure*> Library::procedures_of(std::string_view body_id) const {
    std::vector<const Procedure*> found;
    if (const auto* procedures = of_body(overlaid, body_id)) {
        for (const Procedure& procedure : *procedures) found.push_back(&procedure);
    }
    return found;
}

const civil::DaySet* Library::day_set(std::string_view body_id, std::string_view set_id) const {
    const std::string id(set_id);
    if (const auto own = own_day_sets.find(std::string(body_id)); own != own_day_sets.end()) {
        const auto set = own->second.find(id);
        if (set != own->second.end()) return &set->second;
    }
    const auto shared = calendars.day_sets.find(id);
    return shared != calendars.day_sets.end() ? &shared->second : nullptr;
}

}  // namespace dutyd::rules

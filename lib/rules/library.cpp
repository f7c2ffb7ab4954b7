// SPDX-License-Identifier: MIT
#include "lib/rules/library.hpp"

#include <algorithm>

namespace dutyd::rules {

namespace {

const std::shared_ptr<const Procedure>* find(const ProceduresByBody& procedures,
                                             std::string_view body_id,
                                             std::string_view procedure_id,
                                             std::string_view matter_id = {}) {
    const auto of_body = procedures.find(body_id);
    if (of_body == procedures.end()) return nullptr;
    for (const auto& procedure : of_body->second) {
        const bool meant = matter_id.empty() || procedure->applies_to == matter_id;
        if (procedure->id == procedure_id && meant) return &procedure;
    }
    return nullptr;
}

}  // namespace

const Body* Library::body(std::string_view id) const {
    const auto place = places.find(id);
    return place != places.end() ? &bodies[place->second] : nullptr;
}

const Procedure* Library::procedure(std::string_view body_id, std::string_view procedure_id) const {
    const auto* found = find(overlaid, body_id, procedure_id);
    return found != nullptr ? found->get() : nullptr;
}

std::shared_ptr<const Procedure> Library::share_procedure_for(std::string_view body_id,
                                                              std::string_view procedure_id,
                                                              std::string_view matter_id) const {
    const auto* found = find(matter_specific, body_id, procedure_id, matter_id);
    if (found == nullptr) found = find(overlaid, body_id, procedure_id);
    return found != nullptr ? *found : nullptr;
}

const Procedure* Library::procedure_for(std::string_view body_id, std::string_view procedure_id,
                                        std::string_view matter_id) const {
    return share_procedure_for(body_id, procedure_id, matter_id).get();
}

std::vector<const Procedure*> Library::procedures_of(std::string_view body_id) const {
    std::vector<const Procedure*> found;
    const auto of_body = overlaid.find(body_id);
    if (of_body == overlaid.end()) return found;
    for (const auto& procedure : of_body->second) found.push_back(procedure.get());
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

// SPDX-License-Identifier: MIT
#include "lib/report/office.hpp"

#include "lib/base/text.hpp"
#include "lib/engine/matter_facts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

Diagnostic say_which(const std::vector<std::string>& known) {
    if (known.empty()) {
        return make_error("there is no body to report on", "dutyctl check shows what is read");
    }
    return make_error(fmt::format("there are {} bodies, and a report is about one", known.size()),
                      "name it: --body " + join(known, ", or --body "));
}

template <class Titled>
const std::string* title_in(const std::vector<Titled>& list, const std::string& id) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const Titled& one) { return one.id == id; });
    return found == list.end() || found->title.empty() ? nullptr : &found->title;
}

}  // namespace

Result<Office> Office::find(const engine::Snapshot& snapshot, const std::string& name) {
    const auto& bodies = snapshot.bodies;
    if (name.empty() && bodies.size() == 1) return Office(snapshot, bodies.begin()->second);
    std::vector<std::string> known;
    known.reserve(bodies.size());
    for (const auto& [id, view] : bodies) known.push_back(id);
    if (name.empty() || known.empty()) return say_which(known);
    const auto found = bodies.find(name);
    if (found != bodies.end()) return Office(snapshot, found->second);
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) hint = "there are: " + join(known, ", ");
    return make_error(fmt::format("there is no body '{}'", name), std::move(hint));
}

std::vector<const rules::Procedure*> Office::procedures() const {
    return library().procedures_of(body().id);
}

const rules::Pack* Office::pack(const std::string& id) const {
    for (const rules::Pack& pack : library().packs) {
        if (pack.id == id) return &pack;
    }
    return nullptr;
}

std::vector<const plan::Matter*> Office::matters(const std::string& procedure) const {
    std::vector<const plan::Matter*> list;
    for (const auto& [id, schedule] : snapshot_->schedules) {
        const plan::Matter& matter = *snapshot_->matter(id);
        if (matter.body != body().id) continue;
        if (procedure.empty() || matter.network->procedure().id == procedure) {
            list.push_back(&matter);
        }
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const auto* a, const auto* b) { return a->opened_on < b->opened_on; });
    return list;
}

namespace {

/// The day that brought the matter: of its occasion, or the first of its period; for one opened by
/// hand the day it was opened.
civil::Date came_on(const Office& office, const plan::Matter& matter) {
    const rules::Opening& opening = matter.network->procedure().opening;
    std::vector<std::string> names = opening.occasions;
    if (!opening.bound.empty()) names = {opening.bound};
    std::optional<civil::Date> first;
    for (const std::string& name : names) {
        const auto value = office.fact(matter, name);
        const auto day = civil::Date::parse(value.value_or("").substr(0, 10));
        if (day && (!first || *day < *first)) first = *day;
    }
    return first.value_or(matter.opened_on);
}

}  // namespace

const plan::Matter* Office::current_matter(const std::string& procedure) const {
    const plan::Matter* current = nullptr;
    std::optional<civil::Date> latest;
    for (const plan::Matter* matter : matters(procedure)) {
        const civil::Date day = came_on(*this, *matter);
        if (day > today() || (latest && day < *latest)) continue;
        latest = day;
        current = matter;
    }
    return current;
}

DutyView Office::duty(const plan::Matter& matter, plan::DutyIndex index) const {
    return {&matter, index, &snapshot_->schedule(matter.id).outcomes[index]};
}

std::optional<DutyView> Office::duty(const plan::Matter& matter, const std::string& duty) const {
    const auto index = matter.network->find(duty);
    if (!index) return std::nullopt;
    return this->duty(matter, *index);
}

std::string Office::role(const std::string& id) const {
    if (const std::string* own = title_in(body().roles, id)) return *own;
    for (const rules::Pack& pack : library().packs) {
        if (const std::string* title = title_in(pack.roles, id)) return *title;
    }
    return id;
}

std::string Office::party(const std::string& id) const {
    for (const rules::Pack& pack : library().packs) {
        if (const std::string* title = title_in(pack.parties, id)) return *title;
    }
    return id;
}

std::optional<std::string> Office::fact(const plan::Matter& matter, const std::string& name) const {
    return engine::MatterFacts(snapshot_->state, *view_, matter).text_of(name);
}

}  // namespace dutyd::report

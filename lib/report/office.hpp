// SPDX-License-Identifier: MIT
// One body in a snapshot, as every report looks at it: its procedures, matters, titles of roles and
// parties. A view: it borrows the snapshot, changes nothing and keeps nothing.
#pragma once

#include "lib/base/result.hpp"
#include "lib/engine/snapshot.hpp"

namespace dutyd::report {

/// One duty of one matter, with what is recorded and worked out of it.
struct DutyView {
    const plan::Matter* matter = nullptr;
    plan::DutyIndex index = 0;
    const plan::Outcome* outcome = nullptr;

    const rules::Duty& duty() const { return matter->network->duty(index); }
    const plan::DutyRecord& record() const { return matter->records[index]; }
};

class Office {
public:
    /// `name` may be left out where there is one body only. Errors name the bodies there are.
    static Result<Office> find(const engine::Snapshot& snapshot, const std::string& name);

    const engine::Snapshot& snapshot() const { return *snapshot_; }
    const engine::BodyView& view() const { return *view_; }
    const rules::Body& body() const { return *view_->body; }
    const rules::Library& library() const { return *snapshot_->state.library; }
    civil::Date today() const { return view_->now->date; }

    std::vector<const rules::Procedure*> procedures() const;
    const rules::Pack* pack(const std::string& id) const;
    /// The body's matters that have dates, of one procedure or (empty) of all, in order of opening.
    std::vector<const plan::Matter*> matters(const std::string& procedure) const;
    /// The matter a question about the present is about: of those whose occasion or period has
    /// come, the one whose came last. Nothing if none has.
    const plan::Matter* current_matter(const std::string& procedure) const;
    /// Nothing if this matter's procedure has no such duty.
    std::optional<DutyView> duty(const plan::Matter& matter, const std::string& duty) const;
    DutyView duty(const plan::Matter& matter, plan::DutyIndex index) const;

    /// "Chief executive"; the id itself if nobody gave it a title; empty for none.
    std::string role(const std::string& id) const;
    std::string party(const std::string& id) const;
    /// A fact as the matter reads it.
    std::optional<std::string> fact(const plan::Matter& matter, const std::string& name) const;

private:
    Office(const engine::Snapshot& snapshot, const engine::BodyView& view)
        : snapshot_(&snapshot), view_(&view) {}

    const engine::Snapshot* snapshot_;
    const engine::BodyView* view_;
};

}  // namespace dutyd::report

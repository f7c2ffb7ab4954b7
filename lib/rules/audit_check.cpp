// SPDX-License-Identifier: MIT
#include "lib/rules/audit_check.hpp"

#include "lib/base/text.hpp"
#include "lib/rules/circles.hpp"
#include "lib/rules/pack_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

class Check {
public:
    Check(AuditDraft& audit, const AuditScope& scope, Report& report)
        : audit_(audit), scope_(scope), report_(report) {}

    void run() {
        check_pack();
        check_bodies();
        check_numbers();
        check_under();
        for (AuditRowDraft& row : audit_.rows) {
            std::erase_if(row.duties, [&](const Text& duty) { return !rests_on(row, duty); });
            std::erase_if(row.items, [&](const Text& item) { return !rests_on_item(row, item); });
        }
    }

private:
    void check_pack() {
        if (!audit_.pack || contains(scope_.packs, audit_.pack->value)) return;
        report_.error(audit_.pack->where,
                      fmt::format("there is no pack called '{}'", audit_.pack->value),
                      suggestion(audit_.pack->value, scope_.packs));
    }

    /// A service may look after some bodies only, so that a body is not here is no error.
    void check_bodies() {
        for (const Text& body : audit_.bodies) {
            if (contains(scope_.bodies, body.value)) continue;
            all_bodies_here_ = false;
            if (contains(scope_.unread_bodies, body.value)) continue;
            report_.finding(body.where,
                            fmt::format("there is no body called '{}' here", body.value),
                            suggestion(body.value, scope_.bodies));
        }
    }

    void check_numbers() {
        for (std::size_t i = 0; i < audit_.rows.size(); ++i) {
            const Text& number = audit_.rows[i].number;
            const auto [first, fresh] = index_.emplace(number.value, i);
            if (fresh) continue;
            report_.error(
                number.where, fmt::format("row {} is there twice", number.value),
                fmt::format("first on line {}", audit_.rows[first->second].number.where.line));
        }
    }

    void check_under() {
        std::vector<std::vector<std::size_t>> above(audit_.rows.size());
        for (std::size_t i = 0; i < audit_.rows.size(); ++i) {
            const auto& under = audit_.rows[i].under;
            if (!under) continue;
            if (const auto row = index_.find(under->value); row != index_.end()) {
                above[i].push_back(row->second);
                continue;
            }
            report_.error(under->where, fmt::format("there is no row {}", under->value),
                          numbers_there_are());
        }
        for (const auto& way : circles(above)) {
            std::vector<std::string> numbers;
            numbers.reserve(way.size());
            for (const std::size_t i : way) numbers.push_back(audit_.rows[i].number.value);
            report_.error(
                audit_.rows[way.front()].under->where,
                fmt::format("rows lie under one another in a circle: {}", join(numbers, " -> ")),
                "a row is a part of another, or stands on its own");
        }
    }

    std::string numbers_there_are() const {
        constexpr std::size_t listed_max = 40;
        if (index_.size() > listed_max) return "write the number of another row";
        std::vector<std::string> numbers;
        for (const auto& [number, row] : index_) numbers.push_back(number);
        return "there are: " + join(numbers, ", ");
    }

    bool may_be_unread(const std::string& name) const {
        return !all_bodies_here_ ||
               contains(scope_.unread_procedures, name.substr(0, name.find('/')));
    }

    /// The duty, if it is there and not switched off.
    const Duty* duty_of(const AuditRowDraft& row, const Text& written, const std::string& name) {
        const auto duty = scope_.duties.find(name);
        if (duty == scope_.duties.end()) {
            if (may_be_unread(name)) return nullptr;
            std::vector<std::string> known;
            for (const auto& [id, one] : scope_.duties) known.push_back(id);
            std::string hint = suggestion(name, known);
            if (name.find('/') == std::string::npos) {
                hint = "write the procedure too, as in 'police-and-crime-plan/issue'";
            }
            report_.error(written.where, fmt::format("there is no duty called '{}'", name),
                          std::move(hint));
            return nullptr;
        }
        if (duty->second == nullptr) {
            report_.finding(written.where, fmt::format("row {} rests on duty '{}', which is "
                                                       "switched off",
                                                       row.number.value, name));
        }
        return duty->second;
    }

    bool rests_on(const AuditRowDraft& row, const Text& duty) {
        return duty_of(row, duty, duty.value) != nullptr;
    }

    bool rests_on_item(const AuditRowDraft& row, const Text& written) {
        const auto slash = written.value.rfind('/');
        const std::string name = written.value.substr(0, slash);
        if (name.find('/') == std::string::npos) {
            report_.error(written.where, fmt::format("'{}' is no checklist item", written.value),
                          "write the procedure, the duty and the item: 'procedure/duty/item'");
            return false;
        }
        const Duty* duty = duty_of(row, written, name);
        if (duty == nullptr) return false;
        const std::string id = written.value.substr(slash + 1);
        std::vector<std::string> known;
        for (const ChecklistItem& item : duty->checklist) known.push_back(item.id);
        if (contains(known, id)) return true;
        report_.error(written.where, fmt::format("duty '{}' has no checklist item '{}'", name, id),
                      suggestion(id, known));
        return false;
    }

    AuditDraft& audit_;
    const AuditScope& scope_;
    Report& report_;
    std::map<std::string, std::size_t> index_;
    bool all_bodies_here_ = true;
};

}  // namespace

void check_audit(AuditDraft& audit, const AuditScope& scope, Report& report) {
    Check(audit, scope, report).run();
    for (AuditRowDraft& draft : audit.rows) {
        draft.row.duties.clear();
        draft.row.items.clear();
        for (const Text& duty : draft.duties) draft.row.duties.push_back(duty.value);
        for (const Text& item : draft.items) draft.row.items.push_back(item.value);
        audit.audit.rows.push_back(std::move(draft.row));
    }
}

}  // namespace dutyd::rules

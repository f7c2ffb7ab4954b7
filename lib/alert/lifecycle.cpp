// SPDX-License-Identifier: MIT
#include "lib/alert/lifecycle.hpp"

#include "lib/base/check.hpp"

#include <array>

namespace dutyd::alert {

namespace {

/// What a cell of the table says. `stays` is the stage it is in.
enum class Cell { stays, refused, raised, notified, acknowledged, snoozed, escalated, resolved };

constexpr Cell same = Cell::stays;
constexpr Cell none = Cell::refused;
constexpr Cell rais = Cell::raised;
constexpr Cell ackd = Cell::acknowledged;
constexpr Cell snoo = Cell::snoozed;
constexpr Cell escl = Cell::escalated;
constexpr Cell over = Cell::resolved;
constexpr Cell told = Cell::notified;

constexpr std::size_t stage_count = 6;

struct Row {
    Input input;
    const char* word;
    const char* meaning;
    std::array<Cell, stage_count> cells;  // in the order of Stage
};

// Stages in their order: raised, notified, acknowledged, snoozed, escalated, resolved.
constexpr Row table[] = {
    {Input::noticed,
     "noticed",
     "a notice or digest with it goes to someone",
     {told, same, same, same, same, same}},
    {Input::acknowledged,
     "acknowledged",
     "someone answers for it",
     {ackd, ackd, ackd, ackd, ackd, none}},
    {Input::snoozed, "snoozed", "someone puts it off", {snoo, snoo, snoo, snoo, snoo, none}},
    {Input::expired,
     "expired",
     "acknowledgement or snooze has run out",
     {none, none, rais, rais, none, none}},
    {Input::moved_again,
     "moved again",
     "another event moves its dates",
     {same, same, rais, rais, same, same}},
    {Input::escalation_due,
     "escalation due",
     "nobody has answered in time",
     {escl, escl, none, none, escl, none}},
    {Input::pause_began,
     "pause began",
     "work on its duty is suspended",
     {same, same, same, same, same, same}},
    {Input::pause_ended,
     "pause ended",
     "work on its duty goes on",
     {same, same, same, same, same, same}},
    {Input::quiet_hours,
     "quiet hours",
     "working hours are over",
     {same, same, same, same, same, same}},
    {Input::working_hours,
     "working hours",
     "working hours have begun",
     {same, same, same, same, same, same}},
    {Input::done,
     "done",
     "the duty is done, nothing is owed",
     {over, over, over, over, over, same}},
    {Input::done_unaccounted,
     "done, no account",
     "a breach lacks an account",
     {same, same, same, same, same, same}},
    {Input::accounted,
     "accounted for",
     "a breach has its account, its duty is done",
     {over, over, over, over, over, none}},
    {Input::reopened, "reopened", "the duty is open again", {same, same, same, same, same, same}},
    {Input::gone, "gone", "the condition no longer holds", {over, over, over, over, over, same}},
    {Input::back, "back", "the condition holds again", {same, same, same, same, same, rais}},
    {Input::restart,
     "restart",
     "dutyd was stopped and started",
     {same, same, same, same, same, same}},
};

const Row& row(Input input) {
    for (const Row& one : table) {
        if (one.input == input) return one;
    }
    DUTYD_CHECK(false);
}

Stage stage_of(Cell cell) {
    switch (cell) {
        case Cell::raised:
            return Stage::raised;
        case Cell::notified:
            return Stage::notified;
        case Cell::acknowledged:
            return Stage::acknowledged;
        case Cell::snoozed:
            return Stage::snoozed;
        case Cell::escalated:
            return Stage::escalated;
        case Cell::resolved:
            return Stage::resolved;
        case Cell::stays:
        case Cell::refused:
            break;
    }
    DUTYD_CHECK(false);
}

std::string cell_text(Cell cell) {
    if (cell == Cell::stays) return "·";
    return cell == Cell::refused ? "–" : name(stage_of(cell));
}

}  // namespace

std::string name(Stage stage) {
    switch (stage) {
        case Stage::raised:
            return "raised";
        case Stage::notified:
            return "notified";
        case Stage::acknowledged:
            return "acknowledged";
        case Stage::snoozed:
            return "snoozed";
        case Stage::escalated:
            return "escalated";
        case Stage::resolved:
            return "resolved";
    }
    DUTYD_CHECK(false);
}

const std::vector<Stage>& stages() {
    static const std::vector<Stage> all{Stage::raised,  Stage::notified,  Stage::acknowledged,
                                        Stage::snoozed, Stage::escalated, Stage::resolved};
    return all;
}

std::string name(Input input) {
    return row(input).word;
}

std::string meaning(Input input) {
    return row(input).meaning;
}

const std::vector<Input>& inputs() {
    static const std::vector<Input> all = [] {
        std::vector<Input> list;
        for (const Row& one : table) list.push_back(one.input);
        return list;
    }();
    return all;
}

std::optional<Stage> next(Stage stage, Input input) {
    const Cell cell = row(input).cells.at(static_cast<std::size_t>(stage));
    if (cell == Cell::refused) return std::nullopt;
    return cell == Cell::stays ? stage : stage_of(cell);
}

std::string lifecycle_table() {
    std::string text = "| what happens |";
    for (const Stage stage : stages()) text += " " + name(stage) + " |";
    text += "\n|---|";
    for (std::size_t n = 0; n < stage_count; ++n) text += "---|";
    text += "\n";
    for (const Row& one : table) {
        text += std::string("| **") + one.word + "**: " + one.meaning + " |";
        for (const Cell cell : one.cells) text += " " + cell_text(cell) + " |";
        text += "\n";
    }
    return text;
}

}  // namespace dutyd::alert

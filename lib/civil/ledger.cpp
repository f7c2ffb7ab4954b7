// SPDX-License-Identifier: MIT
#include "lib/civil/ledger.hpp"

#include "lib/base/text.hpp"

#include <utility>

namespace dutyd::civil {

namespace {

// Lines are dropped from the middle a block at a time, so that a long count costs one move a line.
constexpr std::size_t block = 500;
constexpr std::size_t head = Ledger::lines_max / 2;

}  // namespace

void Ledger::add(LedgerLine line) {
    if (lines_.size() == lines_max) {
        const auto middle = lines_.begin() + static_cast<std::ptrdiff_t>(head);
        const std::size_t dropped = left_out_ == 0 ? block : block - 1;
        lines_.erase(middle, middle + static_cast<std::ptrdiff_t>(block));
        left_out_ += dropped;
        LedgerLine note{LedgerLine::Kind::step, {}, 0, {}, false};
        note.text = dutyd::counted(static_cast<long long>(left_out_), "line") + " left out here";
        lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(head), std::move(note));
    }
    lines_.push_back(std::move(line));
}

void Ledger::counted(Date date, std::int32_t number, std::string text, bool provisional) {
    add({LedgerLine::Kind::counted, date, number, std::move(text), provisional});
}

void Ledger::passed_over(Date date, std::string reason, bool provisional) {
    add({LedgerLine::Kind::passed_over, date, 0, std::move(reason), provisional});
}

void Ledger::step(std::string text, std::optional<Date> date) {
    add({LedgerLine::Kind::step, date, 0, std::move(text), false});
}

}  // namespace dutyd::civil

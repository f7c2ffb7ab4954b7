// SPDX-License-Identifier: MIT
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/opening.hpp"
#include "lib/rules/text_place.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

constexpr int months_max = 120;

struct Word {
    std::string text;
    std::size_t offset = 0;
};

const std::vector<std::string>& units() {
    static const std::vector<std::string> all = {"year", "financial year", "quarter", "month"};
    return all;
}

/// Reads word by word. The first error ends the parse: later ones would be guesses.
class Parser {
public:
    Parser(std::string_view text, const Place& where) : text_(text), where_(where) {}

    ReadOpening run() {
        if (text_.size() > limits::expression_bytes_max) {
            fail(fmt::format("'opens' may have at most {} bytes", limits::expression_bytes_max),
                 {});
            return {{}, std::move(problems_)};
        }
        next();
        opening_.where = place_in_text(where_, text_, {0, text_.size()});
        if (take("on")) {
            on_facts();
        } else if (take("for")) {
            for_each();
        } else if (take("every")) {
            every();
        } else if (take("by")) {
            by_hand();
        } else {
            fail("'opens' must begin with 'on', 'for each', 'every' or 'by hand'",
                 "as in 'on election.poll', 'for each financial year as accounts.year', 'every 6 "
                 "months after election.poll as review.day'");
        }
        if (problems_.empty()) ending();
        const bool readable = problems_.empty() || condition_only_;
        return {readable ? std::optional(std::move(opening_)) : std::nullopt, std::move(problems_)};
    }

private:
    void on_facts() {
        opening_.kind = Opening::Kind::on_fact;
        do {
            opening_.occasions.push_back(fact_name());
        } while (problems_.empty() && take("or"));
    }

    void for_each() {
        opening_.kind = Opening::Kind::each_period;
        if (!expect("each", "as in 'for each financial year as accounts.year'")) return;
        std::string unit = word_.text;
        const Word at = word_;
        next();
        if (unit == "financial" && word_.text == "year") {
            unit += " year";
            next();
        }
        const auto known = std::find(units().begin(), units().end(), unit);
        if (known == units().end()) {
            std::string hint = did_you_mean(unit, units());
            if (hint.empty()) hint = "it may be: " + join(units(), ", ");
            return fail_at(at, fmt::format("{} is not a period here", shown(at)), std::move(hint));
        }
        opening_.unit = static_cast<Opening::Unit>(known - units().begin());
        bound(fmt::format("the fact that holds the {}, as in 'for each {} as accounts.{}'", unit,
                          unit, unit.substr(unit.rfind(' ') + 1)));
    }

    void every() {
        opening_.kind = Opening::Kind::every;
        static const std::string hint = "as in 'every 6 months after election.poll as review.day'";
        const bool digits = !word_.text.empty() && word_.text.size() <= 3 &&
                            word_.text.find_first_not_of("0123456789") == std::string::npos;
        const int n = digits ? std::stoi(word_.text) : 0;
        if (n < 1 || n > months_max) {
            return fail(
                fmt::format("{} is not a number of months from 1 to {}", shown(word_), months_max),
                hint);
        }
        opening_.months = n;
        next();
        if (!take("months") && !expect("month", hint)) return;
        if (!expect("after", hint)) return;
        opening_.occasions.push_back(fact_name());
        if (problems_.empty()) bound("the fact that holds the day, " + hint);
    }

    void by_hand() {
        if (!expect("hand", "write 'by hand', and nothing else")) return;
        if (!at_end()) {
            fail(fmt::format("'{}' is not expected here", word_.text),
                 "whoever opens it by hand decides; write 'by hand', and nothing else");
        }
    }

    /// `as FACT`
    void bound(const std::string& what) {
        if (!take("as")) {
            return fail(fmt::format("expected 'as' here, not {}", shown(word_)),
                        "after 'as' comes " + what);
        }
        opening_.bound = fact_name();
    }

    /// `when CONDITION`, or nothing.
    void ending() {
        if (at_end()) return;
        const Word when = word_;
        if (!take("when")) {
            return fail(fmt::format("'{}' is not expected here", word_.text),
                        opening_.kind == Opening::Kind::on_fact
                            ? "join facts with 'or'; a condition begins with 'when'"
                            : "a condition begins with 'when'");
        }
        const std::size_t from = std::min(when.offset + 5, text_.size());
        auto condition = parse_condition(text_.substr(from),
                                         place_in_text(where_, text_, {from, text_.size() - from}));
        if (condition) {
            opening_.when = std::move(*condition);
        } else {
            condition_only_ = true;
            problems_ = std::move(condition).error();
        }
    }

    std::string fact_name() {
        static const std::vector<std::string> words = {"on", "or", "as", "when", "after"};
        const bool is_word = std::find(words.begin(), words.end(), word_.text) != words.end();
        if (at_end() || is_word) {
            fail(fmt::format("expected the name of a fact, not {}", shown(word_)), {});
            return {};
        }
        std::string name = word_.text;
        next();
        return name;
    }

    void next() {
        constexpr std::string_view blank = " \t\r\n";
        const std::size_t begin = std::min(text_.find_first_not_of(blank, at_), text_.size());
        at_ = std::min(text_.find_first_of(blank, begin), text_.size());
        word_ = {std::string(text_.substr(begin, at_ - begin)), begin};
    }

    bool at_end() const { return word_.text.empty(); }

    bool take(std::string_view word) {
        if (word_.text != word) return false;
        next();
        return true;
    }

    bool expect(std::string_view word, const std::string& hint) {
        if (take(word)) return true;
        fail(fmt::format("expected '{}' here, not {}", word, shown(word_)), hint);
        return false;
    }

    static std::string shown(const Word& word) {
        return word.text.empty() ? "the end" : "'" + word.text + "'";
    }

    Place place(const Word& word) const {
        return place_in_text(where_, text_,
                             {word.offset, std::max<std::size_t>(word.text.size(), 1)});
    }

    void fail(std::string message, std::string hint) {
        fail_at(word_, std::move(message), std::move(hint));
    }

    void fail_at(const Word& word, std::string message, std::string hint) {
        if (!problems_.empty()) return;
        problems_.push_back(make_error_at(place(word), std::move(message), std::move(hint)));
    }

    std::string_view text_;
    const Place& where_;
    std::size_t at_ = 0;
    Word word_;
    Opening opening_;
    Diagnostics problems_;
    bool condition_only_ = false;  // nothing but the condition is wrong
};

std::string without_condition(const Opening& opening) {
    switch (opening.kind) {
        case Opening::Kind::on_fact:
            return "on " + join(opening.occasions, " or ");
        case Opening::Kind::each_period:
            return fmt::format("for each {} as {}", text(opening.unit), opening.bound);
        case Opening::Kind::every:
            return fmt::format("every {} after {} as {}", counted(opening.months, "month"),
                               join(opening.occasions, " or "), opening.bound);
        case Opening::Kind::by_hand:
            break;
    }
    return "by hand";
}

}  // namespace

Result<Opening> parse_opening(std::string_view text, const Place& where) {
    ReadOpening read = read_opening_text(text, where);
    if (!read.problems.empty()) return std::move(read.problems);
    return std::move(*read.opening);
}

ReadOpening read_opening_text(std::string_view text, const Place& where) {
    return Parser(text, where).run();
}

std::string text(Opening::Unit unit) {
    return units()[static_cast<std::size_t>(unit)];
}

std::string text(const Opening& opening) {
    const std::string opens = without_condition(opening);
    return opening.when ? opens + " when " + opening.when->text() : opens;
}

bool recurs(const Opening& opening) {
    return opening.kind == Opening::Kind::each_period || opening.kind == Opening::Kind::every;
}

}  // namespace dutyd::rules

// SPDX-License-Identifier: MIT
#include "lib/civil/posix_rule.hpp"
#include "lib/civil/time.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace dutyd::civil {

struct Zone::Tables {
    std::string name;
    std::int32_t first_offset = 0;
    std::vector<std::int64_t> changes;  // ascending
    std::vector<std::int32_t> offsets;  // from that change on
    std::optional<PosixRule> rule;      // after the last change

    std::int32_t offset_at(std::int64_t seconds) const {
        if (rule && (changes.empty() || seconds >= changes.back())) return rule->offset_at(seconds);
        const auto after = std::upper_bound(changes.begin(), changes.end(), seconds);
        if (after == changes.begin()) return first_offset;
        return offsets[static_cast<std::size_t>(after - changes.begin()) - 1];
    }
};

namespace {

// RFC 8536 section 3.2: offsets lie between these.
constexpr std::int32_t offset_least = -89999;
constexpr std::int32_t offset_most = 93599;

/// Big-endian numbers from the front of some bytes. Reading past the end gives zeros and is
/// remembered in `broken`.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

    std::string_view take(std::uint64_t n) {
        if (n > bytes_.size()) {
            broken_ = true;
            bytes_ = {};
            return {};
        }
        const std::string_view taken = bytes_.substr(0, static_cast<std::size_t>(n));
        bytes_.remove_prefix(static_cast<std::size_t>(n));
        return taken;
    }

    std::uint64_t number(std::size_t width) {
        std::uint64_t value = 0;
        for (const char c : take(width)) value = value << 8 | static_cast<unsigned char>(c);
        return value;
    }

    bool broken() const { return broken_; }
    std::string_view rest() const { return bytes_; }

private:
    std::string_view bytes_;
    bool broken_ = false;
};

struct Header {
    bool sound = false;
    char version = 0;
    std::uint64_t utc_marks, standard_marks, leaps, changes, types, characters;

    /// Bytes of the data block that follows, with times of this width.
    std::uint64_t block_bytes(std::uint64_t width) const {
        return changes * (width + 1) + types * 6 + characters + leaps * (width + 4) +
               standard_marks + utc_marks;
    }
};

Header read_header(Bytes& bytes) {
    Header header{};
    const bool magic = bytes.take(4) == "TZif";
    const std::string_view version = bytes.take(1);
    header.version = version.empty() ? '\0' : version[0];
    bytes.take(15);
    header.utc_marks = bytes.number(4);
    header.standard_marks = bytes.number(4);
    header.leaps = bytes.number(4);
    header.changes = bytes.number(4);
    header.types = bytes.number(4);
    header.characters = bytes.number(4);
    header.sound = magic && !bytes.broken();
    return header;
}

Diagnostic unsound(const std::string& name, const std::string& why) {
    return make_error("the time zone data of " + name + " cannot be used: " + why,
                      "it must be a TZif file of version 2 or later, as the tzdata package has it");
}

/// "\nGMT0BST,M3.5.0/1,M10.5.0\n" without its line ends; nothing if the ends are missing.
std::optional<std::string_view> footer_in(std::string_view rest) {
    if (rest.size() < 2 || rest.front() != '\n') return std::nullopt;
    rest.remove_prefix(1);
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    return rest.substr(0, end);
}

struct Block {
    std::vector<std::int64_t> changes;
    std::vector<std::size_t> change_types;
    std::vector<std::int32_t> type_offsets;
    std::string fault;
};

Block read_block(Bytes& bytes, const Header& header) {
    Block block;
    for (std::uint64_t i = 0; i < header.changes; ++i) {
        block.changes.push_back(static_cast<std::int64_t>(bytes.number(8)));
    }
    for (std::uint64_t i = 0; i < header.changes; ++i) {
        block.change_types.push_back(static_cast<std::size_t>(bytes.number(1)));
        if (block.change_types.back() >= header.types) block.fault = "it names an unknown type";
    }
    for (std::uint64_t i = 0; i < header.types; ++i) {
        const auto offset = static_cast<std::int32_t>(bytes.number(4));
        bytes.take(2);
        if (offset < offset_least || offset > offset_most) block.fault = "an offset is too large";
        block.type_offsets.push_back(offset);
    }
    bytes.take(header.characters + header.leaps * 12 + header.standard_marks + header.utc_marks);
    const auto unordered = std::adjacent_find(block.changes.begin(), block.changes.end(),
                                              [](auto a, auto b) { return a >= b; });
    if (unordered != block.changes.end()) block.fault = "its changes are out of order";
    return block;
}

}  // namespace

Zone::Zone(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}

Result<Zone> Zone::from_tzif(std::string name, std::string_view bytes) {
    Bytes reader(bytes);
    const Header first = read_header(reader);
    if (!first.sound) return unsound(name, "it does not begin as such a file");
    if (first.version < '2') return unsound(name, "it is of version 1, which ends in 2037");
    reader.take(first.block_bytes(4));
    const Header header = read_header(reader);
    if (!header.sound || header.block_bytes(8) > reader.rest().size()) {
        return unsound(name, "it is cut short");
    }
    if (header.types == 0) return unsound(name, "it states no offset");
    if (header.leaps != 0) return unsound(name, "it counts leap seconds");
    Block block = read_block(reader, header);
    if (!block.fault.empty()) return unsound(name, block.fault);
    const auto footer = footer_in(reader.rest());
    if (!footer) return unsound(name, "its last line is missing");

    auto tables = std::make_shared<Tables>();
    if (!footer->empty()) {
        tables->rule = parse_posix_rule(*footer);
        if (!tables->rule) return unsound(name, "its last line is not a rule");
    }
    tables->name = std::move(name);
    tables->first_offset = block.type_offsets[0];
    tables->changes = std::move(block.changes);
    for (const std::size_t type : block.change_types) {
        tables->offsets.push_back(block.type_offsets[type]);
    }
    return Zone(std::move(tables));
}

Zone Zone::utc() {
    auto tables = std::make_shared<Tables>();
    tables->name = "UTC";
    return Zone(std::move(tables));
}

const std::string& Zone::name() const {
    return tables_->name;
}

std::int32_t Zone::offset_seconds(Instant instant) const {
    return tables_->offset_at(instant.seconds);
}

LocalTime Zone::local(Instant instant) const {
    DUTYD_CHECK(instant.seconds / seconds_a_day >= Date::first_serial - 2 &&
                instant.seconds / seconds_a_day <= Date::last_serial + 2);
    const std::int64_t seconds = instant.seconds + offset_seconds(instant);
    std::int64_t day = seconds / seconds_a_day;
    if (seconds % seconds_a_day < 0) --day;
    DUTYD_CHECK(day >= Date::first_serial && day <= Date::last_serial);
    const auto in_day = static_cast<int>(seconds - day * seconds_a_day);
    return {Date::from_serial(static_cast<std::int32_t>(day)), {in_day / 60}, in_day % 60};
}

Instant Zone::instant(Date date, TimeOfDay time) const {
    const std::int64_t local = std::int64_t{date.serial()} * seconds_a_day + time.minutes * 60;
    // The offsets that hold a day before and a day after are the two that can be meant here.
    const std::int64_t by_earlier = local - tables_->offset_at(local - seconds_a_day);
    const std::int64_t by_later = local - tables_->offset_at(local + seconds_a_day);
    const auto is_shown = [&](std::int64_t utc) { return utc + tables_->offset_at(utc) == local; };
    // Unchanged or repeated: the earlier offset gives the first occurrence.
    if (is_shown(by_earlier)) return {by_earlier};
    if (is_shown(by_later)) return {by_later};
    return {by_earlier};
}

Moment Moment::at(Instant instant, const Zone& zone) {
    const LocalTime local = zone.local(instant);
    return {instant, local.date, local.time};
}

}  // namespace dutyd::civil

// SPDX-License-Identifier: MIT
// Random events of every kind, built from the tables of the format, survive the journal; random
// bytes never crash the reader.
#include "lib/journal/body.hpp"
#include "lib/journal/format.hpp"
#include "tests/catch.hpp"
#include "tests/journal/samples.hpp"

#include <rapidcheck.h>

using namespace dutyd;
using namespace dutyd::journal;

namespace {

template <class T>
T random(std::type_identity<T>);

std::string random(std::type_identity<std::string>) {
    return clean_utf8(*rc::gen::arbitrary<std::string>());
}
Date random(std::type_identity<Date>) {
    return Date::from_serial(*rc::gen::inRange(Date::first().serial(), Date::last().serial() + 1));
}
TimeOfDay random(std::type_identity<TimeOfDay>) {
    return {*rc::gen::inRange(0, 1441)};
}
Instant random(std::type_identity<Instant>) {
    return {*rc::gen::inRange<std::int64_t>(0, 7'000'000'000)};
}
std::uint64_t random(std::type_identity<std::uint64_t>) {
    return *rc::gen::inRange<std::uint64_t>(0, 1'000'000'000'000);
}
FactStatus random(std::type_identity<FactStatus>) {
    return static_cast<FactStatus>(*rc::gen::inRange(0, 4));
}
template <class T>
std::optional<T> random(std::type_identity<std::optional<T>>) {
    if (*rc::gen::inRange(0, 3) == 0) return std::nullopt;
    return random(std::type_identity<T>{});
}
template <class T>
std::vector<T> random(std::type_identity<std::vector<T>>) {
    std::vector<T> items;
    const int count = *rc::gen::inRange(0, 4);
    for (int i = 0; i < count; ++i) items.push_back(random(std::type_identity<T>{}));
    return items;
}
template <class T, class M>
M random_column(const Field<T, M>&) {
    return random(std::type_identity<M>{});
}
template <class T>
T random(std::type_identity<T>) {
    return std::apply([](const auto&... column) { return T{random_column(column)...}; },
                      Format<T>::fields);
}

template <class T>
bool same(const T& a, const T& b);
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const T& x, const T& y) { return same(x, y); });
}
template <class T>
bool same(const T& a, const T& b) {
    if constexpr (requires { Format<T>::fields; }) {
        return std::apply(
            [&](const auto&... column) {
                return (same(a.*column.member, b.*column.member) && ...);
            },
            Format<T>::fields);
    } else {
        return a == b;
    }
}

template <class T>
void survives_the_journal(const char* kind) {
    const bool passed = rc::check(std::string(kind) + " survives the journal", [] {
        Event event;
        event.seq = *rc::gen::inRange<std::uint64_t>(1, 1'000'000'000'000);
        event.recorded_at = random(std::type_identity<Instant>{});
        event.effective = random(std::type_identity<Date>{});
        event.actor = random(std::type_identity<std::string>{});
        event.authority = random(std::type_identity<std::string>{});
        event.client_id = random(std::type_identity<std::string>{});
        event.text = random(std::type_identity<std::string>{});
        const T payload = random(std::type_identity<T>{});
        event.payload = payload;

        const Encoded encoded = encode(event, chain_start(), "5a17");
        RC_ASSERT(encoded.free_text.has_value() == !event.text.empty());
        const auto decoded = decode(encoded.row, chain_start(), encoded.free_text);
        RC_ASSERT(decoded.has_value());
        RC_ASSERT(decoded->seq == event.seq);
        RC_ASSERT(decoded->recorded_at == event.recorded_at);
        RC_ASSERT(decoded->effective == event.effective);
        RC_ASSERT(decoded->actor == event.actor);
        RC_ASSERT(decoded->authority == event.authority);
        RC_ASSERT(decoded->client_id == event.client_id);
        RC_ASSERT(decoded->text == event.text);
        RC_ASSERT(same(std::get<T>(decoded->payload), payload));
        const Encoded again = encode(*decoded, chain_start(), "5a17");
        RC_ASSERT(again.row.body == encoded.row.body);
        RC_ASSERT(again.row.hash == encoded.row.hash);
    });
    CHECK(passed);
}

template <class... Payloads>
void all_survive(const std::variant<Payloads...>*) {
    (survives_the_journal<Payloads>(Format<Payloads>::kind), ...);
}

}  // namespace

TEST_CASE("random events of every kind survive the journal") {
    all_survive(static_cast<const Payload*>(nullptr));
}

TEST_CASE("a body with random damage is refused or means exactly what it says") {
    const std::vector<Row> rows = chain_of(sample_events()).rows;
    CHECK(rc::check("damage is refused, or the body is canonical", [&] {
        Row row = rows[*rc::gen::inRange<std::size_t>(0, rows.size())];
        const std::size_t at = *rc::gen::inRange<std::size_t>(0, row.body.size());
        const std::size_t length = *rc::gen::inRange<std::size_t>(0, 6);
        row.body.replace(at, length, *rc::gen::arbitrary<std::string>());
        const auto parsed = read_body(row);
        if (parsed) RC_ASSERT(write_body(parsed->event, parsed->digest) == row.body);
    }));
}

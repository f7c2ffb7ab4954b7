// SPDX-License-Identifier: MIT
// A journal row of any content, sealed with the right hash so that the reader gets past the chain:
// it is refused, or it is an event that is written again as the same row.
#include "lib/base/hash.hpp"
#include "lib/journal/codec.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace dutyd;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    journal::Row row;
    row.seq = 1;
    row.previous = journal::chain_start();
    row.body = as_text(data, size);
    row.hash = sha256_hex(row.previous + row.body);
    static_cast<void>(journal::text_digest(row));
    const auto event = journal::decode(row, row.previous, std::nullopt);
    if (!event) {
        DUTYD_CHECK(has_errors(event.error()));
        DUTYD_CHECK(!render(event.error()).empty());
        return 0;
    }
    if (journal::text_digest(row)) return 0;  // the digest of an erased text cannot be made again
    const journal::Encoded again = journal::encode(*event, row.previous, "00");
    DUTYD_CHECK(again.row.body == row.body);
    DUTYD_CHECK(again.row.hash == row.hash);
    return 0;
}

// SPDX-License-Identifier: MIT
#include "lib/journal/codec.hpp"

#include "lib/base/check.hpp"
#include "lib/base/hash.hpp"
#include "lib/journal/body.hpp"

#include <fmt/format.h>

namespace dutyd::journal {

namespace {

std::string chain_hash(const std::string& previous, const std::string& body) {
    return sha256_hex(previous + body);
}

FreeText keep_text(const std::string& text, const std::string& salt) {
    DUTYD_CHECK(!salt.empty());
    FreeText kept;
    kept.salt = salt;
    kept.text = clean_utf8(text);
    kept.digest = sha256_hex(salt + kept.text);
    return kept;
}

std::optional<Diagnostic> broken_chain(const Row& row, const std::string& previous_hash) {
    if (row.previous != previous_hash) {
        return row_error(row.seq, "does not follow the row before it: the chain is broken");
    }
    if (row.hash != chain_hash(row.previous, row.body)) {
        return row_error(row.seq, "was changed after it was written: its hash does not fit");
    }
    return std::nullopt;
}

Result<std::string> text_of(const Row& row, const std::string& digest,
                            const std::optional<FreeText>& free_text) {
    if (!free_text) return std::string(digest.empty() ? "" : erased_text);
    if (free_text->digest != digest || sha256_hex(free_text->salt + free_text->text) != digest) {
        return row_error(row.seq, "has a text that is not the one it was written with");
    }
    return free_text->text;
}

}  // namespace

std::string chain_start() {
    return std::string(64, '0');
}

Encoded encode(const Event& event, const std::string& previous_hash, const std::string& salt) {
    Encoded encoded;
    if (!event.text.empty()) encoded.free_text = keep_text(event.text, salt);
    Row& row = encoded.row;
    row.seq = event.seq;
    row.body = write_body(event, encoded.free_text ? encoded.free_text->digest : "");
    row.previous = previous_hash;
    row.hash = chain_hash(row.previous, row.body);
    return encoded;
}

Result<Event> decode_finding_text(const Row& row, const std::string& previous_hash,
                                  const FindText& find) {
    if (auto broken = broken_chain(row, previous_hash)) return *std::move(broken);
    auto parsed = read_body(row);
    if (!parsed) return std::move(parsed).error();
    const std::string& digest = parsed->digest;
    auto text = text_of(row, digest, digest.empty() ? std::nullopt : find(digest));
    if (!text) return std::move(text).error();
    Event event = std::move(parsed->event);
    event.text = *std::move(text);
    return event;
}

Result<Event> decode(const Row& row, const std::string& previous_hash,
                     const std::optional<FreeText>& free_text) {
    return decode_finding_text(row, previous_hash, [&](const std::string&) { return free_text; });
}

std::optional<std::string> text_digest(const Row& row) {
    const auto parsed = read_body(row);
    if (!parsed || parsed->digest.empty()) return std::nullopt;
    return parsed->digest;
}

}  // namespace dutyd::journal

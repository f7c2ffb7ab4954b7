// SPDX-License-Identifier: MIT
// Event to canonical JSON. Written by hand rather than with a library's serializer: these bytes are
// hashed and must be the same in every version for ever.
#include "lib/journal/body.hpp"
#include "lib/journal/fact_status.hpp"
#include "lib/journal/format.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::journal {

namespace {

class Writer {
public:
    Writer() { out_.reserve(512); }
    std::string take() { return std::move(out_); }

    void put(const std::string& text);
    void put(std::uint64_t number) { out_ += std::to_string(number); }
    void put(Date date) { put_plain(date.iso()); }
    void put(TimeOfDay time) { put_plain(time.text()); }
    void put(Instant instant) { put_plain(instant.text()); }
    void put(FactStatus status) { put_plain(text(status)); }

    template <class T>
    void put(const std::optional<T>& value) {
        if (value) {
            put(*value);
        } else {
            out_ += "null";
        }
    }

    template <class T>
    void put(const std::vector<T>& values) {
        out_ += '[';
        for (const T& value : values) {
            if (&value != &values.front()) out_ += ',';
            put(value);
        }
        out_ += ']';
    }

    template <class T>
    auto put(const T& value) -> decltype(static_cast<void>(Format<T>::fields)) {
        out_ += '{';
        std::apply([&](const auto&... field) { (put_field(field.name, value.*field.member), ...); },
                   Format<T>::fields);
        out_ += '}';
    }

    template <class T>
    void put_field(const char* name, const T& value) {
        if (out_.back() != '{') out_ += ',';
        put_plain(name);
        out_ += ':';
        put(value);
    }

    void open() { out_ += '{'; }
    void close() { out_ += '}'; }

private:
    /// For words that need no escapes.
    void put_plain(std::string_view word) {
        out_ += '"';
        out_ += word;
        out_ += '"';
    }

    std::string out_;
};

/// Most texts are plain ASCII and are copied whole; replay writes every row again to compare.
bool needs_no_escape(const std::string& text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

void Writer::put(const std::string& text) {
    if (needs_no_escape(text)) return put_plain(text);
    out_ += '"';
    for (const char c : clean_utf8(text)) {
        if (c == '"' || c == '\\') {
            out_ += '\\';
            out_ += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out_ += c;
        }
    }
    out_ += '"';
}

/// Length of the well-formed UTF-8 sequence at the start of `bytes`, or 0 (Unicode, table 3-7).
std::size_t sequence_length(std::string_view bytes) {
    const auto byte = [&](std::size_t i) {
        return i < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[i])) : 0U;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
    const unsigned first = byte(0);
    const unsigned second = byte(1);
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f)) return 0;
        return follows(1) && follows(2) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        if ((first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)) return 0;
        return follows(1) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::string clean_utf8(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        if (length == 0) {
            clean += "\xef\xbf\xbd";
        } else {
            clean += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return clean;
}

std::string write_body(const Event& event, const std::string& digest) {
    Writer writer;
    writer.open();
    writer.put_field("v", static_cast<std::uint64_t>(format_version));
    writer.put_field("seq", event.seq);
    writer.put_field("recorded_at", event.recorded_at);
    writer.put_field("effective", event.effective);
    writer.put_field("actor", event.actor);
    writer.put_field("authority", event.authority);
    writer.put_field("client_id", event.client_id);
    writer.put_field("text", digest.empty() ? std::nullopt : std::optional(digest));
    writer.put_field("kind", kind_name(event.payload));
    std::visit([&](const auto& payload) { writer.put_field("data", payload); }, event.payload);
    writer.close();
    return writer.take();
}

}  // namespace dutyd::journal

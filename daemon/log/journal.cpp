// SPDX-License-Identifier: MIT
// Structured entries for journald, through libsystemd. spdlog's own sink for it sends no fields and
// throws.
#include "daemon/log/log.hpp"

#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <optional>

namespace dutyd::log {
namespace {

constexpr std::size_t field_name_max = 64;  // journald drops entries with longer names

// Journal field names are capitals, digits and underscores.
std::string field_name(std::string_view name) {
    std::string result = "DUTYD_";
    for (const char c : name.substr(0, field_name_max - result.size())) {
        const bool lower = c >= 'a' && c <= 'z';
        const bool kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        result += lower ? static_cast<char>(c - 'a' + 'A') : kept ? c : '_';
    }
    return result;
}

std::optional<unsigned long long> number(std::string_view text) {
    unsigned long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

class JournalSink final : public Sink {
public:
    void write(const Event& event) noexcept override {
        if (!send(event)) fallback_->write(event);
    }

private:
    static bool send(const Event& event) noexcept try {
        std::vector<std::string> fields = journal_fields(event);
        std::vector<iovec> vectors;
        vectors.reserve(fields.size());
        for (auto& field : fields) vectors.push_back({field.data(), field.size()});
        return sd_journal_sendv(vectors.data(), static_cast<int>(vectors.size())) == 0;
    } catch (const std::exception&) {
        return false;
    }

    std::unique_ptr<Sink> fallback_ = stderr_sink();
};

}  // namespace

std::vector<std::string> journal_fields(const Event& event) {
    std::vector<std::string> fields = {
        fmt::format("MESSAGE={}", escaped(event.text)),
        fmt::format("MESSAGE_ID={}", message_id(event.what)),
        fmt::format("PRIORITY={}", static_cast<int>(event.level)),
        "SYSLOG_IDENTIFIER=dutyd",
        fmt::format("DUTYD_EVENT={}", name(event.what)),
    };
    for (const auto& [key, value] : event.fields) {
        fields.push_back(fmt::format("{}={}", field_name(key), escaped(value)));
    }
    return fields;
}

std::unique_ptr<Sink> journal_sink() {
    return std::make_unique<JournalSink>();
}

Stream stream_of(int descriptor, std::string_view journal_stream) {
    const auto colon = journal_stream.find(':');
    if (colon == std::string_view::npos) return Stream::other;
    const auto device = number(journal_stream.substr(0, colon));
    const auto inode = number(journal_stream.substr(colon + 1));
    struct stat status {};
    if (!device || !inode || ::fstat(descriptor, &status) != 0) return Stream::other;
    const bool same = status.st_dev == *device && status.st_ino == *inode;
    return same ? Stream::journal : Stream::other;
}

std::unique_ptr<Sink> best_sink(std::string_view journal_stream) {
    return stream_of(STDERR_FILENO, journal_stream) == Stream::journal ? journal_sink()
                                                                       : stderr_sink();
}

}  // namespace dutyd::log

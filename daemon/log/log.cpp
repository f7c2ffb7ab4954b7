// SPDX-License-Identifier: MIT
#include "daemon/log/log.hpp"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>
#include <exception>

namespace dutyd::log {
namespace {

struct ClassRow {
    EventClass what;
    std::string_view name;
    std::string_view message_id;
};

constexpr std::array<ClassRow, event_class_count> classes = {{
    {EventClass::started, "started", "24be06a35aeeb6f46339e9372a87cf3e"},
    {EventClass::stopping, "stopping", "098e571a48701b7c4c9712fc013abb3d"},
    {EventClass::input_adopted, "input_adopted", "bc782c78569d37a4ba30436d8e9c479f"},
    {EventClass::input_refused, "input_refused", "3f6ea77f45df036f9f74d7fa378b4988"},
    {EventClass::change_recorded, "change_recorded", "679fb74a2aa23bd8d9822e0722af4551"},
    {EventClass::request_refused, "request_refused", "ed1a6dc2d4b4cdec446b8ad0d2a159f4"},
    {EventClass::alert_raised, "alert_raised", "f0c8d5b755c4cd54a25f28938f314d7d"},
    {EventClass::alert_resolved, "alert_resolved", "7519a3ab85488b046ce86b57871c153e"},
    {EventClass::notice_sent, "notice_sent", "a2ffe4652fe401c6f1b0640eecac2136"},
    {EventClass::notice_delayed, "notice_delayed", "837db85320c9b8a8ebfa012affc74894"},
    {EventClass::notice_refused, "notice_refused", "91dc1e92c9e5534389362b8a064a7b01"},
    {EventClass::clock_changed, "clock_changed", "598a3ea48dac5d8ef6c3e02acf0aca60"},
    {EventClass::storage_failed, "storage_failed", "3c963479e3b71341126e637116b26f22"},
    {EventClass::data_lapsing, "data_lapsing", "09ee55ae629a183fc155227cc955e775"},
    {EventClass::internal, "internal", "087138f30b4a0e3e75ad869105fed3da"},
    {EventClass::notice, "notice", "4f3e3c14bb4a4e4c8ed5b3556dbe15d7"},
    {EventClass::delivery_failing, "delivery_failing", "c472198a9f3d48fa885916695f18338c"},
    {EventClass::heartbeat_failing, "heartbeat_failing", "b8e9e3f6690a4ae0ac3df13327656887"},
}};

constexpr bool rows_stand_in_order() {
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (classes[i].what != static_cast<EventClass>(i)) return false;
    }
    return true;
}
static_assert(rows_stand_in_order());

const ClassRow& row(EventClass what) {
    return classes[static_cast<std::size_t>(what)];
}

std::string field_value(std::string_view value) {
    std::string safe = escaped(value);
    if (!safe.empty() && safe.find_first_of(" =\"[]") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char c : safe) {
        if (c == '"') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

/// Lines through spdlog, which locks, prefixes the time and flushes each.
class LineSink final : public Sink {
public:
    explicit LineSink(spdlog::sink_ptr sink) : logger_("dutyd", std::move(sink)) {
        logger_.set_formatter(std::make_unique<spdlog::pattern_formatter>(
            "%Y-%m-%dT%H:%M:%SZ %v", spdlog::pattern_time_type::utc));
    }
    void write(const Event& event) noexcept override try {
        logger_.log(spdlog::level::info, spdlog::string_view_t(line(event)));
    } catch (const std::exception&) {
        // No memory for the line, and nowhere else to say so.
    }

private:
    spdlog::logger logger_;
};

}  // namespace

std::string_view name(Level level) {
    switch (level) {
        case Level::critical:
            return "critical";
        case Level::error:
            return "error";
        case Level::warning:
            return "warning";
        case Level::notice:
            return "notice";
        case Level::info:
            return "info";
        case Level::debug:
            return "debug";
    }
    return "info";
}

std::string_view name(EventClass what) {
    return row(what).name;
}

std::string_view message_id(EventClass what) {
    return row(what).message_id;
}

std::string line(const Event& event) {
    std::string fields;
    for (const auto& [key, value] : event.fields) {
        fields +=
            fmt::format("{}{}={}", fields.empty() ? "" : " ", escaped(key), field_value(value));
    }
    if (!fields.empty()) fields = fmt::format(" [{}]", fields);
    return fmt::format("{} {}: {}{}", name(event.level), name(event.what), escaped(event.text),
                       fields);
}

std::unique_ptr<Sink> stderr_sink() {
    return std::make_unique<LineSink>(std::make_shared<spdlog::sinks::stderr_sink_mt>());
}

std::unique_ptr<Sink> text_sink(std::ostream& out) {
    constexpr bool flush_each_line = true;
    return std::make_unique<LineSink>(
        std::make_shared<spdlog::sinks::ostream_sink_mt>(out, flush_each_line));
}

Log::Log(std::unique_ptr<Sink> sink, Level threshold)
    : sink_(std::move(sink)), threshold_(threshold) {}

void Log::write(const Event& event) noexcept {
    if (event.level <= threshold_) sink_->write(event);
}

void Log::write_always(const Event& event) noexcept {
    sink_->write(event);
}

}  // namespace dutyd::log

// SPDX-License-Identifier: MIT
// The daemon's log: plain lines on standard error, or structured entries in the systemd journal
// when standard error already goes there. A Log is handed to those who need it; there is no global
// one. Writing never throws, and may be done from any thread. Nothing that stands in an event can
// forge a second line or steer a terminal: control characters are escaped.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dutyd::log {

/// As syslog numbers them.
enum class Level { critical = 2, error = 3, warning = 4, notice = 5, info = 6, debug = 7 };

/// What kind of thing happened. Each kind has a fixed MESSAGE_ID in the journal whose meaning never
/// changes, so that `journalctl MESSAGE_ID=...` finds all of one kind over the years.
enum class EventClass {
    started,          // ready to serve
    stopping,         // asked to stop
    input_adopted,    // packs, calendars, people or configuration taken over
    input_refused,    // the same, not taken over; the old ones stay
    change_recorded,  // an event was added to the journal of duties
    request_refused,  // someone may not, or asked what cannot be
    alert_raised,
    alert_resolved,
    notice_sent,        // the mail server has accepted it
    notice_delayed,     // it will be tried again
    notice_refused,     // the mail server refuses it; somebody must act
    clock_changed,      // the wall clock was stepped, or time passed in sleep
    storage_failed,     // the database cannot be written, or is not what it was
    data_lapsing,       // a calendar or a rule is about to run out
    internal,           // anything else about dutyd itself
    notice,             // a notice to a person, whole: the log is one of their channels
    delivery_failing,   // a notice has not got through for long, or was refused for good
    heartbeat_failing,  // the heartbeat is held back or does not arrive; or goes on again
};
inline constexpr std::size_t event_class_count = 18;

struct Event {
    Level level = Level::info;
    EventClass what = EventClass::internal;
    std::string text;
    /// Names in lower case, such as "duty" or "matter"; DUTYD_DUTY and DUTYD_MATTER in the journal.
    std::vector<std::pair<std::string, std::string>> fields;
};

std::string_view name(Level level);
std::string_view name(EventClass what);

/// 128 bits as 32 hexadecimal digits.
std::string_view message_id(EventClass what);

/// `text` on one line and safe on a terminal: control characters, line separators, direction marks,
/// bytes that are not UTF-8 and the backslash itself become escapes such as \n, \x1b and \u{2028}.
std::string escaped(std::string_view text);

/// `warning notice_delayed: text [duty=issue to="Ann Example"]`
std::string line(const Event& event);

/// NAME=value, as the journal takes them: MESSAGE, MESSAGE_ID, PRIORITY, SYSLOG_IDENTIFIER and one
/// DUTYD_... a field.
std::vector<std::string> journal_fields(const Event& event);

/// Where events go.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void write(const Event& event) noexcept = 0;
};

/// Lines with the time in UTC before them, on standard error or in a stream (for tests).
std::unique_ptr<Sink> stderr_sink();
std::unique_ptr<Sink> text_sink(std::ostream& out);

/// Entries for journald; what it will not take goes to standard error instead.
std::unique_ptr<Sink> journal_sink();

/// Whether a descriptor is the stream that `journal_stream`, the value of $JOURNAL_STREAM
/// ("device:inode"), names. Without journald its calls succeed and lose everything, so we ask
/// first.
enum class Stream { journal, other };
Stream stream_of(int descriptor, std::string_view journal_stream);

/// The journal if standard error goes there, otherwise lines on standard error.
std::unique_ptr<Sink> best_sink(std::string_view journal_stream);

class Log {
public:
    /// Events less urgent than `threshold` are dropped.
    Log(std::unique_ptr<Sink> sink, Level threshold);
    void write(const Event& event) noexcept;
    /// Whatever the threshold: for what is told by the log and nowhere else.
    void write_always(const Event& event) noexcept;

private:
    std::unique_ptr<Sink> sink_;
    Level threshold_;
};

}  // namespace dutyd::log

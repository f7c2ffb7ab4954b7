// SPDX-License-Identifier: MIT
#include "daemon/loop/doctor_checks.hpp"

#include "daemon/host/system.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>

namespace dutyd::daemon {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::uintmax_t mebibyte = 1024UL * 1024UL;
constexpr std::uintmax_t least_free = 50 * mebibyte;
constexpr std::uintmax_t little_free = 500 * mebibyte;
constexpr std::int64_t clock_tolerance_s = 60;
constexpr std::int64_t day_s = 86'400;

Check ok(std::string what, std::string says) {
    return {std::move(what), Health::ok, std::move(says), {}};
}

/// Diagnostics on one line: the first, and how many more.
Check failed(std::string what, const Diagnostics& errors) {
    std::string says = errors.front().message;
    if (errors.size() > 1) says += fmt::format(" (and {} more)", errors.size() - 1);
    return {std::move(what), Health::failed, std::move(says), errors.front().hint};
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// When the newest regular file of a folder was last written.
std::optional<std::int64_t> newest_file(const std::string& folder, std::error_code& error) {
    std::optional<std::int64_t> newest;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        struct stat status {};
        if (::stat(at->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
        newest = std::max(newest.value_or(0), static_cast<std::int64_t>(status.st_mtime));
    }
    return newest;
}

std::string age_text(std::int64_t seconds) {
    constexpr std::int64_t hour_s = 3600;
    if (seconds >= 2 * day_s) return counted(seconds / day_s, "day");
    return counted(std::max<std::int64_t>(seconds, 0) / hour_s, "hour");
}

std::vector<std::string> messages(const Diagnostics& diagnostics) {
    std::vector<std::string> texts;
    for (const Diagnostic& one : diagnostics) texts.push_back(one.message);
    return texts;
}

}  // namespace

std::string_view name(Health health) {
    switch (health) {
        case Health::ok:
            return "ok";
        case Health::warning:
            return "warning";
        case Health::failed:
            return "failed";
    }
    return "failed";
}

json::object to_json(const Checks& checks) {
    json::array list;
    Health worst = Health::ok;
    for (const Check& check : checks) {
        worst = std::max(worst, check.health);
        json::object line{
            {"what", check.what}, {"health", name(check.health)}, {"says", check.says}};
        if (!check.advice.empty()) line["advice"] = check.advice;
        list.push_back(std::move(line));
    }
    return {{"health", name(worst)}, {"checks", std::move(list)}};
}

Check check_database(const host::Store& store) {
    const auto tail = store.verify_chain();
    if (!tail) return failed("database", tail.error());
    return ok("database", fmt::format("sound: {} in the journal, its chain unbroken",
                                      counted(static_cast<long long>(tail->seq), "row")));
}

Check check_disk(const std::string& database) {
    std::error_code error;
    const auto space = fs::space(fs::absolute(database).parent_path(), error);
    if (error) {
        return {"disk",
                Health::warning,
                fmt::format("how much room there is cannot be told: {}", error.message()),
                {}};
    }
    const std::string says =
        fmt::format("{} MiB free for {}", space.available / mebibyte, database);
    if (space.available >= little_free) return ok("disk", says);
    return {"disk", space.available < least_free ? Health::failed : Health::warning, says,
            "make room: without any, nothing can be recorded"};
}

Check check_clock(const host::Store& store, ClockKind kind, civil::Instant now) {
    if (kind == ClockKind::simulated) return ok("clock", "simulated; it moves only when told");
    const auto tail = store.tail();
    if (!tail) return failed("clock", tail.error());
    const auto& last = tail->recorded_at;
    if (last && now.seconds < last->seconds - clock_tolerance_s) {
        return {"clock", Health::failed,
                fmt::format("it says {}, but the journal's last entry is of {}", now.text(),
                            last->text()),
                "set the clock (timedatectl); dates before the last entry cannot be trusted"};
    }
    return ok("clock", fmt::format("it says {}, and the journal holds nothing later", now.text()));
}

Checks check_law(const std::vector<rules::SourceFile>& files, civil::Date today) {
    const auto always = rules::load_library(files);
    const auto on_day = rules::load_library(files, {}, today);
    if (!always || !on_day) return {};
    const std::vector<std::string> known = messages(always->findings);
    Diagnostics lapsing;
    for (const Diagnostic& finding : on_day->findings) {
        if (!has(known, finding.message)) lapsing.push_back(finding);
    }
    if (lapsing.empty()) {
        return {ok("law and calendars", "packs verified, and calendars reach far enough")};
    }
    Check check = failed("law and calendars", lapsing);
    check.health = Health::warning;
    if (lapsing.size() > 1) check.advice = "dutyctl check lists them all";
    return {std::move(check)};
}

Checks check_roles(const Inputs& inputs) {
    Checks checks;
    for (const rules::Body& body : inputs.library->bodies) {
        std::vector<std::string> free;
        for (const rules::Role& role : body.roles) {
            const bool held =
                std::any_of(inputs.holders.begin(), inputs.holders.end(), [&](const auto& holder) {
                    return holder.body == body.id && holder.role == role.id;
                });
            if (!held) free.push_back(role.id);
        }
        if (free.empty()) {
            checks.push_back(ok("roles", fmt::format("every role of {} is held", body.id)));
            continue;
        }
        checks.push_back({"roles", Health::warning,
                          fmt::format("nobody at {} is {}", body.id, join(free, ", ")),
                          fmt::format("add [[role]]; until then their notices go to the {}",
                                      body.fallback_role)});
    }
    return checks;
}

Checks check_people(const Inputs& inputs, const std::set<std::string>& failing) {
    std::set<std::string> people;
    for (const auto& holder : inputs.holders) people.insert(holder.person);
    std::set<std::string> enabled = {"log"};
    for (const Route& route : inputs.routes.routes) enabled.insert(route.channel);
    Checks checks;
    for (const std::string& person : people) {
        const auto& channels = inputs.address_book.channels_of(person);
        const bool reached =
            std::any_of(channels.begin(), channels.end(), [&](const std::string& channel) {
                return enabled.contains(channel) && !failing.contains(channel);
            });
        if (reached) continue;
        checks.push_back({"people", Health::failed,
                          fmt::format("{} cannot be reached: no channel of theirs works ({})",
                                      person, join(channels, ", ")),
                          "mend the channel, or give them another with channels = [...]"});
    }
    if (checks.empty()) {
        checks.push_back(
            ok("people", fmt::format("{} with a role, each with a channel that works",
                                     counted(static_cast<long long>(people.size()), "person"))));
    }
    return checks;
}

Check check_backup(const host::BackupConfig& backup, civil::Instant now) {
    if (backup.folder.empty()) {
        return {"backup", Health::warning, "it is not known where backups lie",
                "set folder under [backup] in dutyd.toml; `dutyctl backup` makes one"};
    }
    std::error_code error;
    const auto newest = newest_file(backup.folder, error);
    if (error) {
        return {"backup", Health::failed,
                fmt::format("{} cannot be looked into: {}", backup.folder, error.message()),
                "make the folder, and let dutyd's user read it"};
    }
    if (!newest) {
        return {"backup", Health::failed, fmt::format("there is none in {}", backup.folder),
                "`dutyctl backup` makes one; let a timer run it every day"};
    }
    const std::int64_t age = now.seconds - *newest;
    const std::string says =
        fmt::format("the newest in {} is {} old", backup.folder, age_text(age));
    if (age <= backup.warn_after_days * day_s) return ok("backup", says);
    return {"backup", Health::warning, says, "see why no newer one was made"};
}

Checks check_outbox(const host::Store& store) {
    const auto waiting = store.waiting_by_channel();
    if (!waiting) return {failed("outbox", waiting.error())};
    Checks checks;
    for (const host::ChannelSummary& summary : *waiting) {
        if (summary.failing == 0) continue;
        checks.push_back(
            {"outbox", summary.raised > 0 ? Health::failed : Health::warning,
             fmt::format("{} failing over {} since {}: {}", counted(summary.failing, "notice"),
                         summary.channel, summary.failing_since->text(), summary.last_error),
             "dutyctl outbox lists them"});
    }
    if (checks.empty()) checks.push_back(ok("outbox", "no notice is failing"));
    return checks;
}

Check check_sandbox() {
    const bool confined = ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
    if (::geteuid() == 0) {
        return {"sandbox", Health::warning, "dutyd runs as root",
                "it needs no privilege at all; "
                "use the unit that comes with it"};
    }
    if (confined) return ok("sandbox", "dutyd cannot gain privileges");
    if (!host::environment("INVOCATION_ID")) {
        return ok("sandbox", "none: not started by the service manager");
    }
    return {"sandbox", Health::warning, "the service manager lets dutyd gain privileges",
            "compare the unit with dutyd.service as it was installed"};
}

Checks check_channels(const std::vector<ErrandResult>& probes) {
    Checks checks;
    for (const ErrandResult& probe : probes) {
        const bool works = probe.delivery.kind == mail::DeliveryKind::accepted;
        checks.push_back({"channel " + probe.channel,
                          works ? Health::ok : Health::failed,
                          probe.delivery.text,
                          {}});
    }
    return checks;
}

std::set<std::string> failing_of(const std::vector<ErrandResult>& probes) {
    std::set<std::string> failing;
    for (const ErrandResult& probe : probes) {
        if (probe.delivery.kind != mail::DeliveryKind::accepted) failing.insert(probe.channel);
    }
    return failing;
}

Checks check_files(const Result<Inputs>& inputs) {
    if (inputs) return {ok("configuration", "read again without an error")};
    Check check = failed("configuration", inputs.error());
    check.advice = "dutyd --check lists everything; what was in force before still is";
    return {std::move(check)};
}

}  // namespace dutyd::daemon

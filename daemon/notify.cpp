// SPDX-License-Identifier: MIT
#include "daemon/notify.hpp"

#include <systemd/sd-daemon.h>
#include <algorithm>
#include <string>

namespace dutyd::daemon::service {
namespace {

/// A status with a line break in it would be read as another assignment.
std::string one_line(std::string_view text) {
    std::string line(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

}  // namespace

void ready(std::string_view status) {
    sd_notify(0, ("READY=1\nSTATUS=" + one_line(status)).c_str());
}

void status(std::string_view status) {
    sd_notify(0, ("STATUS=" + one_line(status)).c_str());
}

void reloading() {
    sd_notify(0, "RELOADING=1");
}

void stopping() {
    sd_notify(0, "STOPPING=1\nSTATUS=Stopping");
}

std::optional<std::chrono::microseconds> watchdog_interval() {
    std::uint64_t limit_us = 0;
    if (sd_watchdog_enabled(0, &limit_us) <= 0) return std::nullopt;
    return std::chrono::microseconds(limit_us / 2);
}

void watchdog_ping() {
    sd_notify(0, "WATCHDOG=1");
}

std::vector<int> take_sockets() {
    const int count = sd_listen_fds(1);
    std::vector<int> descriptors;
    for (int i = 0; i < count; ++i) descriptors.push_back(SD_LISTEN_FDS_START + i);
    return descriptors;
}

}  // namespace dutyd::daemon::service

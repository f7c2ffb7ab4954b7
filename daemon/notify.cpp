// SPDX-License-Identifier: MIT
#include "daemon/notify.hpp"

#include "daemon/host/system.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <numeric>
#include <string>

namespace dutyd::daemon::service {
namespace {

/// A status with a line break in it would be read as another assignment.
std::string one_line(std::string_view text) {
    std::string line(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

/// What may be lost rather than hold up the loop: a manager that does not read at the moment would
/// block sd_notify().
void send_if_room(const std::string& text) {
    const std::string path = host::environment("NOTIFY_SOCKET").value_or("");
    sockaddr_un address{};
    if (path.empty() || path.size() >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    if (path.front() == '@') address.sun_path[0] = '\0';
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return;
    ::sendto(descriptor, text.data(), text.size(), MSG_NOSIGNAL,
             reinterpret_cast<const sockaddr*>(&address), size);
    ::close(descriptor);
}

}  // namespace

void ready(std::string_view status) {
    sd_notify(0, ("READY=1\nSTATUS=" + one_line(status)).c_str());
}

void status(std::string_view status) {
    send_if_room("STATUS=" + one_line(status));
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
    send_if_room("WATCHDOG=1");
}

std::vector<int> take_sockets() {
    const int count = sd_listen_fds(1);
    std::vector<int> descriptors(static_cast<std::size_t>(std::max(count, 0)));
    std::iota(descriptors.begin(), descriptors.end(), SD_LISTEN_FDS_START);
    return descriptors;
}

}  // namespace dutyd::daemon::service

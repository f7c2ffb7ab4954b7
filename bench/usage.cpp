// SPDX-License-Identifier: MIT
#include "bench/usage.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace dutyd::bench {

namespace {

/// The sum of the numbers that stand behind these words.
double sum_of(const std::filesystem::path& path, const std::vector<std::string>& keys) {
    std::ifstream file(path);
    double sum = 0;
    for (std::string word; file >> word;) {
        if (std::find(keys.begin(), keys.end(), word) == keys.end()) continue;
        double value = 0;
        file >> value;
        sum += value;
    }
    return sum;
}

/// User and system time, which stand behind the name of the program and eleven other words.
double cpu_ms_of(pid_t pid) {
    std::ifstream file(fmt::format("/proc/{}/stat", pid));
    std::string line;
    std::getline(file, line);
    std::istringstream words(line.substr(line.rfind(')') + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i) words >> skipped;
    double user = 0;
    double system = 0;
    words >> user >> system;
    return 1e3 * (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace

double private_mib(pid_t pid) {
    constexpr double kib_a_mib = 1024;
    return sum_of(fmt::format("/proc/{}/smaps_rollup", pid), {"Private_Dirty:", "Private_Clean:"}) /
           kib_a_mib;
}

Usage usage_of(pid_t pid) {
    Usage usage;
    for (const auto& task :
         std::filesystem::directory_iterator(fmt::format("/proc/{}/task", pid))) {
        usage.sleeps += sum_of(task.path() / "status", {"voluntary_ctxt_switches:"});
    }
    usage.cpu_ms = cpu_ms_of(pid);
    return usage;
}

}  // namespace dutyd::bench

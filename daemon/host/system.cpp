// SPDX-License-Identifier: MIT
#include "daemon/host/system.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace dutyd::host {

std::string error_text(int error) {
    return std::generic_category().message(error);
}

std::optional<std::string> environment(const char* name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in dutyd or dutyctl changes the environment
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') return std::nullopt;
    return std::string(value);
}

std::string prefix_folder() {
    std::error_code ignored;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    const auto above = folder.parent_path();
    return (folder.filename() == "dutyd" ? above.parent_path() : above).string();
}

}  // namespace dutyd::host

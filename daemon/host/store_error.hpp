// SPDX-License-Identifier: MIT
// SQLite's exceptions to diagnostics. Every call into SQLite goes through guarded(), so that none
// leaves the store. Internal to the store.
#pragma once

#include "lib/base/result.hpp"

#include <SQLiteCpp/Exception.h>

#include <string>
#include <type_traits>

namespace dutyd::host {

Diagnostic describe(const SQLite::Exception& exception, const std::string& path);

/// `work` gives a Result; if SQLite throws, the result is what that means for the database at
/// `path`.
template <class Work>
std::invoke_result_t<Work> guarded(const std::string& path, const Work& work) {
    try {
        return work();
    } catch (const SQLite::Exception& exception) {
        return describe(exception, path);
    }
}

}  // namespace dutyd::host

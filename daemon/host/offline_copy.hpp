// SPDX-License-Identifier: MIT
// Reading while no daemon runs: the database and its log are copied to a private folder under a
// shared lock, and the copy is read. The original is never opened, so a reader cannot harm it nor
// hold up a daemon that starts. The folder goes when the copy does.
#pragma once

#include "daemon/host/store.hpp"

#include <optional>
#include <string>

namespace dutyd::host {

class OfflineCopy {
public:
    /// Errors: there is no database, a daemon holds it, or it cannot be copied or read.
    static Result<OfflineCopy> take(const std::string& database);

    const Store& store() const { return *store_; }
    /// When the last event in it was recorded: how old what it says is.
    std::optional<Instant> recorded_at() const { return recorded_at_; }

private:
    /// A folder of our own that is removed with all that is in it.
    class PrivateFolder {
    public:
        static Result<PrivateFolder> make();
        PrivateFolder(PrivateFolder&& other) noexcept;
        PrivateFolder& operator=(PrivateFolder&& other) noexcept;
        ~PrivateFolder();
        const std::string& path() const { return path_; }

    private:
        explicit PrivateFolder(std::string path) : path_(std::move(path)) {}
        std::string path_;
    };

    static Result<Done> copy_files(const std::string& database, const PrivateFolder& folder);
    OfflineCopy(PrivateFolder folder, Store store, std::optional<Instant> recorded_at);

    PrivateFolder folder_;
    std::optional<Store> store_;  // closed before its folder goes
    std::optional<Instant> recorded_at_;
};

}  // namespace dutyd::host

// SPDX-License-Identifier: MIT
// How a row of the outbox is read; shared by the files that read it. Internal to the store.
#pragma once

#include "daemon/host/store_impl.hpp"

#include <string>

namespace dutyd::host {

/// The columns outbox_row_of() expects, in its order.
const char* outbox_columns();
/// The same, with nothing for the bytes.
std::string outbox_columns_without_mime();
OutboxRow outbox_row_of(SQLite::Statement& select);

std::optional<Instant> optional_instant(const SQLite::Column& column);

}  // namespace dutyd::host

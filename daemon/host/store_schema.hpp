// SPDX-License-Identifier: MIT
// The schema of the database as a list of steps that only ever grows: step N makes schema N of
// schema N - 1. A file of a newer schema, or of another program, is refused untouched. Internal to
// the store and its tests.
#pragma once

#include "lib/base/result.hpp"

#include <SQLiteCpp/Database.h>

#include <string>
#include <vector>

namespace dutyd::host {

/// SQL of each step; the first makes schema 1.
using SchemaSteps = std::vector<std::string>;
const SchemaSteps& schema_steps();

/// Whether the old file is copied to PATH.schema-N before it is changed.
enum class OldFile { keep, drop };

/// Throws SQLite::Exception; to be called within guarded().
Result<Done> bring_up_to_date(SQLite::Database& database, const SchemaSteps& steps,
                              OldFile old_file);

}  // namespace dutyd::host

// SPDX-License-Identifier: MIT
#include "cli/client/verbs.hpp"

namespace dutyd::cli {

std::vector<Verb> care_verbs() {
    return {
        {"doctor",
         Group::keep,
         Manner::care,
         "/v1/doctor",
         "look at everything dutyd depends on; exits 1 with a warning, 4 if something failed",
         {},
         "  dutyctl doctor\n\nNo message is sent. It works with the daemon down too, as far as "
         "that\n"
         "can be.\n"},
        {"mail test",
         Group::keep,
         Manner::care,
         "/v1/channels/test",
         "send one test message over each of a person's channels",
         {{"PERSON", Kind::text, "the person's id in dutyd.toml", "", "person", Need::required}},
         "  dutyctl mail test chief-executive-1\n"},
        {"backup",
         Group::keep,
         Manner::care,
         "/v1/backup",
         "copy the database into a new file, while dutyd runs or not",
         {{"FILE", Kind::text, "the new file (default: one in the configured folder)", "", "file",
           Need::optional}},
         "  dutyctl backup\n  dutyctl backup /var/lib/dutyd/backups/before-upgrade.db\n"},
    };
}

}  // namespace dutyd::cli

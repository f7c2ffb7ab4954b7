// SPDX-License-Identifier: MIT
// Notices through a program on this machine: one that takes mail as sendmail does, or a hook of the
// office's own that gets JSON. Exit status 0 is success. The statuses by which sendmail says that
// it is for good (64, 65, 67, 68, 77, 78 of sysexits.h) are a refusal; any other may pass. A
// program that was killed or cut off may have done its work: it is run again with the same id.
#pragma once

#include "daemon/channel/program.hpp"
#include "daemon/mail/transport.hpp"

namespace dutyd::channel {

struct ProgramChannel {
    std::string name;  // of the channel, for messages
    std::string program;
    std::vector<std::string> arguments;
    std::chrono::milliseconds time_limit{30'000};
};

/// What became of a message, by how the program ended.
mail::Delivery judge(const std::string& name, const ProgramEnd& end);

/// PROGRAM -i -f FROM -- TO, with the mail on standard input and lines ended as on this machine.
mail::MakeSender sendmail_sender(ProgramChannel channel);
/// PROGRAM ARGUMENTS, with the notice's JSON on standard input.
mail::MakeSender command_sender(ProgramChannel channel);

}  // namespace dutyd::channel

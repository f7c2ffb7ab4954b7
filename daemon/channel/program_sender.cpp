// SPDX-License-Identifier: MIT
#include "daemon/channel/program_sender.hpp"

#include "daemon/mail/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dutyd::channel {

using mail::Delivery;
using mail::DeliveryKind;
using mail::Fault;
using How = ProgramEnd::How;

namespace {

bool is_for_good(int status) {
    constexpr std::array<int, 6> refusals = {64, 65, 67, 68, 77, 78};
    return std::find(refusals.begin(), refusals.end(), status) != refusals.end();
}

std::string with_words(std::string text, const std::string& said) {
    return said.empty() ? text : fmt::format("{} ({})", text, said);
}

Delivery from_status(const std::string& name, const ProgramEnd& end) {
    const std::string told = with_words(fmt::format("exit status {}", end.number), end.said);
    if (end.number == 0) return {DeliveryKind::accepted, Fault::none, 0, told};
    if (is_for_good(end.number)) {
        return {DeliveryKind::refused, Fault::message, end.number,
                fmt::format("{} refuses the message: {}", name, told)};
    }
    return {DeliveryKind::try_again, Fault::message, end.number,
            fmt::format("{} did not take the message: {}; it will be tried again", name, told)};
}

class ProgramSender : public mail::Sender {
public:
    enum class Takes { mail, json };

    ProgramSender(ProgramChannel channel, Takes takes, const std::atomic<bool>& stop)
        : channel_(std::move(channel)), takes_(takes), stop_(stop) {}

    Delivery send(const mail::Envelope& envelope, mail::Afterwards) override {
        ProgramRun run{channel_.program, channel_.arguments, envelope.mime, channel_.time_limit};
        if (takes_ == Takes::mail) {
            for (const std::string& address : {envelope.from, envelope.to}) {
                if (const auto problem = mail::address_problem(address)) {
                    return {DeliveryKind::refused, Fault::message, 0, problem->message};
                }
            }
            run.arguments = {"-i", "-f", envelope.from, "--", envelope.to};
            std::erase(run.input, '\r');
        }
        return judge(channel_.name, run_program(run, stop_));
    }

    Delivery probe() override {
        const char* drop_in = takes_ == Takes::mail ? "sendmail.conf" : "command.conf";
        if (const auto problem = why_not_runnable(channel_.program, drop_in)) {
            return {DeliveryKind::try_again, Fault::server, 0,
                    fmt::format("{}; {}", problem->message, problem->hint)};
        }
        return {DeliveryKind::accepted, Fault::none, 0,
                fmt::format("{} is there and may be run", channel_.program)};
    }

private:
    const ProgramChannel channel_;
    const Takes takes_;
    const std::atomic<bool>& stop_;
};

mail::MakeSender program_sender(ProgramChannel channel, ProgramSender::Takes takes) {
    return [channel = std::move(channel), takes](const std::atomic<bool>& stop) {
        return std::make_unique<ProgramSender>(channel, takes, stop);
    };
}

}  // namespace

Delivery judge(const std::string& name, const ProgramEnd& end) {
    switch (end.how) {
        case How::exited:
            return from_status(name, end);
        case How::not_started:
            return {DeliveryKind::try_again, Fault::server, 0,
                    fmt::format("the program of {} cannot be run: {}; `dutyctl doctor` says why",
                                name, end.said)};
        case How::overran:
            return {DeliveryKind::unknown, Fault::server, 0,
                    with_words(fmt::format("{} took too long and was ended; it will be run again "
                                           "with the same id",
                                           name),
                               end.said)};
        case How::signalled:
            return {DeliveryKind::unknown, Fault::message, 0,
                    with_words(fmt::format("{} was ended by signal {}; it will be run again with "
                                           "the same id",
                                           name, end.number),
                               end.said)};
        case How::stopped:
            break;
    }
    return {DeliveryKind::unknown, Fault::none, 0,
            fmt::format("{} was cut off because dutyd is stopping; it will be run again with the "
                        "same id",
                        name)};
}

mail::MakeSender sendmail_sender(ProgramChannel channel) {
    return program_sender(std::move(channel), ProgramSender::Takes::mail);
}

mail::MakeSender command_sender(ProgramChannel channel) {
    return program_sender(std::move(channel), ProgramSender::Takes::json);
}

}  // namespace dutyd::channel

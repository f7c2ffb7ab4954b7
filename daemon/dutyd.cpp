// SPDX-License-Identifier: MIT
#include "daemon/dutyd.hpp"

#include "daemon/host/files.hpp"
#include "daemon/loop/moments.hpp"
#include "daemon/loop/past_answer.hpp"
#include "daemon/loop/report.hpp"
#include "daemon/notify.hpp"
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <malloc.h>
#include <csignal>

namespace dutyd::daemon {

namespace {

constexpr std::chrono::seconds answers_grace{3};
constexpr std::chrono::milliseconds mail_grace{5'000};

/// START of a simulated clock, local at the first body.
Result<ClockChoice> clock_choice(const Arguments& arguments, const Inputs& inputs) {
    ClockChoice choice;
    if (!arguments.simulated_clock) return choice;
    choice.kind = ClockKind::simulated;
    if (arguments.simulated_start.empty()) return choice;
    const auto start = parse_moment(arguments.simulated_start, home_zone(inputs), DayEdge::start);
    if (!start) return start.error();
    choice.start = *start;
    return choice;
}

}  // namespace

Dutyd::~Dutyd() = default;

Result<std::unique_ptr<Dutyd>> Dutyd::start(const Arguments& arguments, log::Log& log) {
    std::unique_ptr<Dutyd> dutyd(new Dutyd(arguments, log));
    if (auto watched = dutyd->watch_signals(); !watched) return watched.error();
    auto loaded = load_all(arguments);
    if (!loaded) return loaded.error();
    if (auto opened = dutyd->open(*loaded); !opened) return opened.error();
    if (auto listening = dutyd->listen(loaded->config.daemon); !listening) {
        return listening.error();
    }
    dutyd->load_on_reload();
    if (const auto interval = service::watchdog_interval()) dutyd->ping_watchdog(*interval);
    log.write({log::Level::notice,
               log::EventClass::started,
               fmt::format("dutyd {} is ready", DUTYD_VERSION),
               {{"database", loaded->config.daemon.database},
                {"listening", join(dutyd->listening_, ", ")}}});
    service::ready(status_line(*dutyd->loop_));
    return dutyd;
}

/// The store, the state replayed from it, and the first turn.
Result<Done> Dutyd::open(Loaded& loaded) {
    const auto choice = clock_choice(arguments_, loaded.inputs);
    if (!choice) return choice.error();
    auto store = host::Store::open({loaded.config.daemon.database, 0});
    if (!store) return store.error();
    auto timepiece = timepiece_for(*store, *choice);
    if (!timepiece) return timepiece.error();
    auto state = replay_all(*store, engine::loaded_of(loaded.inputs.files, loaded.inputs.library));
    if (!state) return state.error();
    const auto tail = store->tail();
    if (!tail) return tail.error();
    keeper_ = std::make_unique<Keeper>(*std::move(store), *std::move(state), tail->hash, log_);
    keeper_->settings().engine_version = DUTYD_VERSION;
    keeper_->settings().training = arguments_.simulated_clock;
    if (const auto& library = keeper_->state().library) {
        const auto learnt = learn_zones(keeper_->settings(), *library, host::read_zone);
        if (!learnt) return learnt.error();
    }
    loop_ = std::make_unique<Loop>(io_, *keeper_, *std::move(timepiece), log_);
    return loop_->start(loaded.inputs);
}

Result<Done> Dutyd::listen(const host::DaemonConfig& config) {
    api_ = std::make_unique<Api>(io_, *loop_, host::read_zone);
    api_->add_routes(router_);
    report_api_ = std::make_unique<ReportApi>(io_, *loop_, host::read_zone);
    report_api_->add_routes(router_);
    feed_api_ = std::make_unique<FeedApi>(*loop_);
    feed_api_->add_routes(router_);
    http::ServerOptions options;
    options.connections_max = limits::connections_max;
    server_ = std::make_unique<http::Server>(
        io_, options, [this](const http::Request& request, http::Reply reply) {
            router_.route(request, std::move(reply));
        });
    if (auto inherited = listen_inherited(); !inherited) return inherited;
    if (listening_.empty()) {
        auto listener = http::Listener::unix_socket(io_, config.socket);
        if (!listener) return listener.error();
        if (auto rights = host::set_socket_rights(config); !rights) return rights;
        listening_.push_back(listener->name());
        server_->add(*std::move(listener));
    }
    if (!config.listen) return Done{};
    auto loopback = http::Listener::loopback(io_, *config.listen);
    if (!loopback) return loopback.error();
    listening_.push_back(loopback->name());
    server_->add(*std::move(loopback));
    return Done{};
}

Result<Done> Dutyd::listen_inherited() {
    for (const int descriptor : service::take_sockets()) {
        auto listener = http::Listener::adopt(io_, descriptor);
        if (!listener) return listener.error();
        listening_.push_back(listener->name());
        server_->add(*std::move(listener));
    }
    return Done{};
}

void Dutyd::load_on_reload() {
    loop_->set_loader([this]() -> Result<Inputs> {
        auto loaded = load_all(arguments_);
        if (!loaded) return loaded.error();
        return std::move(loaded->inputs);
    });
    loop_->set_on_turn([this] { tell_status(); });
}

void Dutyd::tell_status() {
    const std::string line = status_line(*loop_);
    if (line == told_status_ || stopping_) return;
    told_status_ = line;
    service::status(line);
}

/// What starting has read, parsed and let go of lies in the heap and would stay there for as long
/// as dutyd runs.
void Dutyd::run() {
    malloc_trim(0);
    io_.run();
}

Result<Done> Dutyd::watch_signals() {
    auto watch = SignalWatch::make(io_, {SIGHUP, SIGTERM, SIGINT}, [this](int number) {
        if (number == SIGHUP) return reload();
        stop();
    });
    if (!watch) return watch.error();
    signals_ = *std::move(watch);
    return Done{};
}

void Dutyd::reload() {
    if (stopping_) return;
    service::reloading();
    loop_->reload({[this](const ReloadOutcome&) { service::ready(status_line(*loop_)); }});
}

/// Takes nothing new, answers what has come, then ends. Asked twice, it ends at once; what is
/// committed is safe either way.
void Dutyd::stop() {
    if (stopping_) return end();
    stopping_ = true;
    log_.write({log::Level::notice, log::EventClass::stopping, "dutyd is stopping", {}});
    service::stopping();
    deadline_.expires_after(answers_grace);
    deadline_.async_wait([this](const boost::system::error_code& error) {
        if (!error) end();
    });
    server_->stop([this] { loop_->finish([this] { end(); }); });
}

void Dutyd::end() {
    loop_->stop_mail(mail_grace);
    io_.stop();
}

void Dutyd::ping_watchdog(std::chrono::microseconds interval) {
    service::watchdog_ping();
    watchdog_.expires_after(interval);
    watchdog_.async_wait([this, interval](const boost::system::error_code& error) {
        if (!error) ping_watchdog(interval);
    });
}

}  // namespace dutyd::daemon

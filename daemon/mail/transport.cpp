// SPDX-License-Identifier: MIT
#include "daemon/mail/transport.hpp"

#include "daemon/mail/classify.hpp"
#include "daemon/mail/message.hpp"

#include "lib/base/check.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace dutyd::mail {
namespace {

// libcurl keeps tables of its own that must be made once before its first use.
void start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    DUTYD_CHECK(started == CURLE_OK);
}

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

std::string url_of(const MailServer& server) {
    const char* scheme = server.security == Security::tls ? "smtps" : "smtp";
    const bool ipv6 = server.host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}/{}", scheme, ipv6 ? "[" : "", server.host, ipv6 ? "]" : "",
                       server.port, server.helo);
}

Ending ending_of(CURLcode code) {
    switch (code) {
        case CURLE_OK:
            return Ending::finished;
        case CURLE_COULDNT_RESOLVE_HOST:
            return Ending::no_such_host;
        case CURLE_COULDNT_CONNECT:
            return Ending::no_connection;
        case CURLE_OPERATION_TIMEDOUT:
            return Ending::timed_out;
        case CURLE_USE_SSL_FAILED:
            return Ending::no_starttls;
        case CURLE_PEER_FAILED_VERIFICATION:
            return Ending::untrusted;
        case CURLE_SSL_CACERT_BADFILE:
            return Ending::bad_ca_file;
        case CURLE_SSL_CONNECT_ERROR:
            return Ending::tls_failed;
        case CURLE_LOGIN_DENIED:
            return Ending::login_denied;
        case CURLE_ABORTED_BY_CALLBACK:
            return Ending::stopped;
        default:
            return Ending::broken;
    }
}

}  // namespace

/// libcurl's handle, which keeps the connection, and what is known of the message now in transfer.
struct SmtpSender::Transfer {
    Transfer(MailServer mail_server, const std::atomic<bool>& stop_flag)
        : server(std::move(mail_server)), stop(stop_flag), handle(curl_easy_init()) {}

    MailServer server;
    const std::atomic<bool>& stop;
    CURL* handle;
    std::array<char, CURL_ERROR_SIZE> detail{};
    std::string_view unread;  // what libcurl has not yet taken of the message
    bool body_sent = false;
    Dialogue dialogue;

    static std::size_t read(char* into, std::size_t size, std::size_t count, void* self);
    // NOLINTNEXTLINE(readability-function-size): libcurl says what it passes
    static int watch(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
    // NOLINTNEXTLINE(readability-function-size): and here
    static int listen(CURL*, curl_infotype type, char* data, std::size_t size, void* self);

    template <class T>
    void set(CURLoption option, T value) {
        const CURLcode code = curl_easy_setopt(handle, option, value);
        DUTYD_CHECK(code == CURLE_OK);
    }
    void set_server();
    void set_security();
    void set_callbacks();
    Delivery run(const Envelope& envelope);
    Delivery greet();
    bool had_gone_stale(const Delivery& delivery) const;
};

std::size_t SmtpSender::Transfer::read(char* into, std::size_t size, std::size_t count,
                                       void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::size_t n = std::min(size * count, transfer.unread.size());
    std::memcpy(into, transfer.unread.data(), n);
    transfer.unread.remove_prefix(n);
    // libcurl knows the size and does not ask again to be told of the end.
    if (transfer.unread.empty()) transfer.body_sent = true;
    return n;
}

// Nothing hangs on the answer to QUIT, which libcurl would wait for; so we do not.
// NOLINTNEXTLINE(readability-function-size): libcurl says what it passes
int SmtpSender::Transfer::watch(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& transfer = *static_cast<const Transfer*>(self);
    return transfer.stop.load() || transfer.dialogue.quit_sent() ? 1 : 0;
}

// NOLINTNEXTLINE(readability-function-size): libcurl says what it passes
int SmtpSender::Transfer::listen(CURL*, curl_infotype type, char* data, std::size_t size,
                                 void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::string_view line(data, size);
    if (type == CURLINFO_HEADER_OUT) transfer.dialogue.sent(line);
    if (type == CURLINFO_HEADER_IN) transfer.dialogue.received(line);
    return 0;
}

void SmtpSender::Transfer::set_server() {
    set(CURLOPT_URL, url_of(server).c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");  // mail never follows a web proxy named in the environment
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TCP_NODELAY, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(server.send_timeout.count()));
    if (!server.user.empty()) {
        set(CURLOPT_USERNAME, server.user.c_str());
        set(CURLOPT_PASSWORD, server.password.c_str());
    }
}

void SmtpSender::Transfer::set_security() {
    const bool starttls = server.security == Security::starttls;
    set(CURLOPT_USE_SSL, static_cast<long>(starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!server.ca_file.empty()) set(CURLOPT_CAINFO, server.ca_file.c_str());
}

void SmtpSender::Transfer::set_callbacks() {
    set(CURLOPT_ERRORBUFFER, detail.data());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &Transfer::read);
    set(CURLOPT_READDATA, static_cast<void*>(this));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Transfer::watch);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_DEBUGFUNCTION, &Transfer::listen);
    set(CURLOPT_DEBUGDATA, static_cast<void*>(this));
}

Delivery SmtpSender::Transfer::run(const Envelope& envelope) {
    const List recipients(curl_slist_append(nullptr, envelope.to.c_str()));
    DUTYD_CHECK(recipients != nullptr);
    set(CURLOPT_MAIL_FROM, envelope.from.c_str());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(envelope.mime.size()));
    unread = envelope.mime;
    body_sent = false;
    dialogue = Dialogue();
    detail[0] = '\0';
    const CURLcode code = curl_easy_perform(handle);
    const std::string words = detail[0] != '\0' ? detail.data() : curl_easy_strerror(code);
    set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
    return classify(server, {ending_of(code), body_sent, words, dialogue});
}

/// Only up to a command that asks for nothing.
Delivery SmtpSender::Transfer::greet() {
    dialogue = Dialogue();
    detail[0] = '\0';
    set(CURLOPT_UPLOAD, 0L);
    set(CURLOPT_NOBODY, 1L);
    set(CURLOPT_CUSTOMREQUEST, "NOOP");
    const CURLcode code = curl_easy_perform(handle);
    set(CURLOPT_CUSTOMREQUEST, static_cast<const char*>(nullptr));
    set(CURLOPT_NOBODY, 0L);
    set(CURLOPT_UPLOAD, 1L);
    if (code == CURLE_OK || dialogue.quit_sent()) {
        std::string how = server.security == Security::none ? "in plain text" : "with TLS";
        if (!server.user.empty()) how += fmt::format(", logged in as {}", server.user);
        return {DeliveryKind::accepted, Fault::none, 250,
                fmt::format("{}:{} answers, {}", server.host, server.port, how)};
    }
    const std::string words = detail[0] != '\0' ? detail.data() : curl_easy_strerror(code);
    return classify(server, {ending_of(code), false, words, dialogue});
}

// A kept connection that the server had enough of: a new one is worth a try at once, since nothing
// but MAIL has gone out.
bool SmtpSender::Transfer::had_gone_stale(const Delivery& delivery) const {
    long connects = 0;
    curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &connects);
    return connects == 0 && dialogue.reached() == Stage::mail && !stop.load() &&
           delivery.kind == DeliveryKind::try_again && (delivery.code == 421 || delivery.code == 0);
}

SmtpSender::SmtpSender(MailServer server, const std::atomic<bool>& stop) {
    start_curl();
    transfer_ = std::make_unique<Transfer>(std::move(server), stop);
    DUTYD_CHECK(transfer_->handle != nullptr);
    transfer_->set_server();
    transfer_->set_security();
    transfer_->set_callbacks();
}

SmtpSender::~SmtpSender() {
    // A connection that is still open would be closed with a QUIT whose answer libcurl may await
    // for two minutes, deaf to our callbacks.
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(transfer_->handle, CURLINFO_ACTIVESOCKET, &socket);
    if (socket != CURL_SOCKET_BAD) ::shutdown(socket, SHUT_RDWR);
    curl_easy_cleanup(transfer_->handle);
}

Delivery SmtpSender::send(const Envelope& envelope, Afterwards afterwards) {
    // A line break in an address would be a command of its own.
    for (const std::string& address : {envelope.from, envelope.to}) {
        if (const auto problem = address_problem(address)) {
            return {DeliveryKind::refused, Fault::message, 0, problem->message};
        }
    }
    transfer_->set(CURLOPT_FORBID_REUSE, afterwards == Afterwards::close ? 1L : 0L);
    const Delivery delivery = transfer_->run(envelope);
    return transfer_->had_gone_stale(delivery) ? transfer_->run(envelope) : delivery;
}

Delivery SmtpSender::probe() {
    transfer_->set(CURLOPT_FORBID_REUSE, 1L);
    return transfer_->greet();
}

}  // namespace dutyd::mail

// SPDX-License-Identifier: MIT
// The outbox drained: every notice of a nation's first day waits, then the mail server is there.
// Beside it libcurl itself on one kept connection, which sends the very same messages to the very
// same sink. Ours marks each as delivered in the database as well.
#include "bench/pairs.hpp"
#include "bench/service.hpp"
#include "bench/sink.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include <cstring>

namespace {

using namespace dutyd;
using bench::Batch;
using bench::Row;
using bench::Service;
using bench::Sink;
using bench::SunkMail;

std::size_t waiting(const Service& service) {
    const auto status = boost::json::parse(service.get("/v1/status"));
    return status.at("mail").at("waiting").to_number<std::size_t>();
}

/// How many there are and how many bytes they have; the order may differ.
std::uint64_t checksum_of(const std::vector<SunkMail>& mails) {
    std::uint64_t bytes = 0;
    for (const SunkMail& mail : mails) bytes += mail.to.size() + mail.mime.size();
    return bytes * 100'000 + mails.size();
}

/// A database whose outbox is full, and dutyd run on it anew each time.
class Drain {
public:
    Drain(std::size_t bodies, Sink& sink) : service_({.bodies = bodies}), sink_(sink) {
        service_.start();
        mails_ = waiting(service_);
        service_.stop();
        std::filesystem::copy_file(service_.database(), full());
        service_.set_mail_port(sink.port());
    }
    std::size_t mails() const { return mails_; }

    Batch run() {
        std::filesystem::copy_file(full(), service_.database(),
                                   std::filesystem::copy_options::overwrite_existing);
        sink_.empty();
        service_.start();
        const double ns = sink_.wait_for(mails_);
        service_.stop();
        return {ns / static_cast<double>(mails_), checksum_of(sink_.mails())};
    }

private:
    std::string full() const { return service_.database() + ".full"; }

    Service service_;
    Sink& sink_;
    std::size_t mails_ = 0;
};

/// libcurl as its manual has it: one handle, one connection, one message after another.
class Curl {
public:
    explicit Curl(Sink& sink) : sink_(sink), handle_(curl_easy_init()) {
        const std::string url = fmt::format("smtp://127.0.0.1:{}/bench.example", sink.port());
        curl_easy_setopt(handle_, CURLOPT_URL, url.c_str());
        curl_easy_setopt(handle_, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(handle_, CURLOPT_TCP_NODELAY, 1L);
        curl_easy_setopt(handle_, CURLOPT_READFUNCTION, &Curl::read);
        curl_easy_setopt(handle_, CURLOPT_READDATA, this);
    }
    ~Curl() { curl_easy_cleanup(handle_); }
    Curl(const Curl&) = delete;
    Curl& operator=(const Curl&) = delete;

    Batch run(const std::vector<SunkMail>& mails) {
        sink_.empty();
        curl_easy_setopt(handle_, CURLOPT_FRESH_CONNECT, 1L);
        for (const SunkMail& mail : mails) {
            send(mail);
            curl_easy_setopt(handle_, CURLOPT_FRESH_CONNECT, 0L);
        }
        const double ns = sink_.wait_for(mails.size());
        return {ns / static_cast<double>(mails.size()), checksum_of(sink_.mails())};
    }

private:
    static std::size_t read(char* into, std::size_t size, std::size_t count, void* self) {
        std::string_view& unread = static_cast<Curl*>(self)->unread_;
        const std::size_t n = std::min(size * count, unread.size());
        std::memcpy(into, unread.data(), n);
        unread.remove_prefix(n);
        return n;
    }
    void send(const SunkMail& mail) {
        // What came off the wire ends with the dot that libcurl adds again.
        constexpr std::string_view end = ".\r\n";
        unread_ = std::string_view(mail.mime).substr(0, mail.mime.size() - end.size());
        curl_slist* to = curl_slist_append(nullptr, mail.to.c_str());
        curl_easy_setopt(handle_, CURLOPT_MAIL_FROM, mail.from.c_str());
        curl_easy_setopt(handle_, CURLOPT_MAIL_RCPT, to);
        curl_easy_setopt(handle_, CURLOPT_INFILESIZE_LARGE,
                         static_cast<curl_off_t>(unread_.size()));
        const CURLcode code = curl_easy_perform(handle_);
        curl_slist_free_all(to);
        if (code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
    }

    Sink& sink_;
    CURL* handle_;
    std::string_view unread_;
};

int measure(std::size_t bodies) {
    bench::Area area("drain");
    Sink sink;
    Drain drain(bodies, sink);
    Curl curl(sink);
    drain.run();
    const std::vector<SunkMail> mails = sink.mails();
    std::fprintf(stderr, "%zu notices of %zu bytes\n", mails.size(),
                 mails.empty() ? 0 : mails.front().mime.size());
    area.compare(
        {.name = fmt::format("{} notices that waited, each recorded", drain.mails()),
         .peer = "libcurl, one kept connection",
         .kind = Row::Goal::times_faster,
         .goal = 0.8,
         .unit = "ns/mail"},
        [&] { return drain.run(); }, [&] { return curl.run(mails); });
    return area.finish();
}

}  // namespace

int main(int argc, char** argv) {
    return bench::cleanly([&] { return measure(argc > 1 ? std::stoul(argv[1]) : 300); });
}

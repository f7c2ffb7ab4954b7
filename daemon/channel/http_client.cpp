// SPDX-License-Identifier: MIT
#include "daemon/channel/http_client.hpp"

#include "daemon/mail/message.hpp"
#include "lib/base/check.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>

namespace dutyd::channel {

namespace {

constexpr std::size_t said_bytes_max = 300;
constexpr long connect_timeout_ms = 15'000;

// libcurl keeps tables of its own that must be made once before its first use.
void start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    DUTYD_CHECK(started == CURLE_OK);
}

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

List list_of(const std::vector<std::string>& lines) {
    List list;
    for (const std::string& line : lines) {
        curl_slist* longer = curl_slist_append(list.get(), line.c_str());
        DUTYD_CHECK(longer != nullptr);
        static_cast<void>(list.release());
        list.reset(longer);
    }
    return list;
}

HttpEnding ending_of(CURLcode code) {
    switch (code) {
        case CURLE_OK:
            return HttpEnding::answered;
        case CURLE_OPERATION_TIMEDOUT:
            return HttpEnding::timed_out;
        case CURLE_ABORTED_BY_CALLBACK:
            return HttpEnding::stopped;
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_URL_MALFORMAT:
            return HttpEnding::not_reached;
        default:
            return HttpEnding::broken;
    }
}

}  // namespace

struct HttpClient::Transfer {
    explicit Transfer(const std::atomic<bool>& stop_flag)
        : stop(stop_flag), handle(curl_easy_init()) {}

    const std::atomic<bool>& stop;
    CURL* handle;
    std::array<char, CURL_ERROR_SIZE> detail{};
    std::string said;

    static std::size_t keep(char* from, std::size_t size, std::size_t count, void* self);
    // NOLINTNEXTLINE(readability-function-size): libcurl says what it passes
    static int watch(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

    template <class T>
    void set(CURLoption option, T value) {
        const CURLcode code = curl_easy_setopt(handle, option, value);
        DUTYD_CHECK(code == CURLE_OK);
    }
    void set_up();
    void prepare(const HttpRequest& request);
};

std::size_t HttpClient::Transfer::keep(char* from, std::size_t size, std::size_t count,
                                       void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::size_t bytes = size * count;
    const std::size_t room = said_bytes_max - std::min(said_bytes_max, transfer.said.size());
    transfer.said.append(from, std::min(bytes, room));
    return bytes;
}

// NOLINTNEXTLINE(readability-function-size): libcurl says what it passes
int HttpClient::Transfer::watch(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const Transfer*>(self)->stop.load() ? 1 : 0;
}

void HttpClient::Transfer::set_up() {
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_CONNECTTIMEOUT_MS, connect_timeout_ms);
    set(CURLOPT_USERAGENT, "dutyd");
    set(CURLOPT_ERRORBUFFER, detail.data());
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Transfer::watch);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &Transfer::keep);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
}

void HttpClient::Transfer::prepare(const HttpRequest& request) {
    said.clear();
    detail[0] = '\0';
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.time_limit.count()));
    if (!request.ca_file.empty()) set(CURLOPT_CAINFO, request.ca_file.c_str());
    if (request.method == "POST") {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
    } else if (request.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
    } else {
        set(CURLOPT_HTTPGET, 1L);
    }
}

HttpClient::HttpClient(const std::atomic<bool>& stop) {
    start_curl();
    transfer_ = std::make_unique<Transfer>(stop);
    DUTYD_CHECK(transfer_->handle != nullptr);
    transfer_->set_up();
}

HttpClient::~HttpClient() {
    curl_easy_cleanup(transfer_->handle);
}

HttpOutcome HttpClient::perform(const HttpRequest& request) {
    Transfer& transfer = *transfer_;
    transfer.prepare(request);
    // Without "Expect:" libcurl would wait a second for a go-ahead that few servers give.
    std::vector<std::string> headers = request.headers;
    headers.emplace_back("Expect:");
    const List lines = list_of(headers);
    transfer.set(CURLOPT_HTTPHEADER, lines.get());
    const CURLcode code = curl_easy_perform(transfer.handle);
    transfer.set(CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
    HttpOutcome outcome;
    outcome.ending = ending_of(code);
    long status = 0;
    curl_easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &status);
    curl_off_t sent = 0;
    curl_easy_getinfo(transfer.handle, CURLINFO_SIZE_UPLOAD_T, &sent);
    outcome.body_sent = sent >= static_cast<curl_off_t>(request.body.size()) &&
                        outcome.ending != HttpEnding::not_reached;
    if (outcome.ending == HttpEnding::answered) outcome.status = static_cast<int>(status);
    const char* words =
        transfer.detail[0] != '\0' ? transfer.detail.data() : curl_easy_strerror(code);
    outcome.said = mail::header_safe(code == CURLE_OK ? transfer.said : words, said_bytes_max);
    return outcome;
}

}  // namespace dutyd::channel

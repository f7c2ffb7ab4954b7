// SPDX-License-Identifier: MIT
#include "daemon/http/router.hpp"

#include "lib/base/check.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace dutyd::http {
namespace {

Response read_only(const std::string& method) {
    return error_response(
        403, make_error(
                 fmt::format("{} is not allowed here: this address only answers questions", method),
                 "send changes to the Unix socket"));
}

}  // namespace

void Router::add(std::string method, std::string path, Handler handler) {
    for (const Route& route : routes_) {
        DUTYD_CHECK(route.method != method || route.path != path);
    }
    routes_.push_back({std::move(method), std::move(path), std::move(handler)});
}

void Router::route(const Request& request, Reply reply) const {
    if (request.caller.channel == Channel::loopback && request.method != "GET") {
        return reply(read_only(request.method));
    }
    std::vector<std::string> allowed;
    for (const Route& route : routes_) {
        if (route.path != request.path) continue;
        if (route.method == request.method) return route.handler(request, std::move(reply));
        allowed.push_back(route.method);
    }
    reply(allowed.empty() ? not_found(request.path) : wrong_method(request, allowed));
}

Response Router::not_found(const std::string& path) const {
    std::vector<std::string> paths;
    for (const Route& route : routes_) {
        if (std::find(paths.begin(), paths.end(), route.path) == paths.end()) {
            paths.push_back(route.path);
        }
    }
    const std::string near = did_you_mean(path, paths);
    const std::string all = fmt::format("the paths are: {}", join(paths, ", "));
    return error_response(404, make_error(fmt::format("there is nothing at '{}'", path),
                                          near.empty() ? all : near + " " + all));
}

Response Router::wrong_method(const Request& request,
                              const std::vector<std::string>& allowed) const {
    const std::string methods = join(allowed, ", ");
    Response response = error_response(
        405, make_error(fmt::format("{} does not take {}", request.path, request.method),
                        fmt::format("it takes {}", methods)));
    response.allow = methods;
    return response;
}

}  // namespace dutyd::http

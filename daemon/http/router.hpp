// SPDX-License-Identifier: MIT
// From method and path to the handler: an exact table, no patterns. An unknown path is answered 404
// with the nearest paths, a wrong method 405 with those that would do, and anything but GET on the
// read-only channel 403.
#pragma once

#include "daemon/http/message.hpp"

namespace dutyd::http {

class Router {
public:
    /// REQUIRES: method and path not added before.
    void add(std::string method, std::string path, Handler handler);

    void route(const Request& request, Reply reply) const;

private:
    struct Route {
        std::string method;
        std::string path;
        Handler handler;
    };
    Response not_found(const std::string& path) const;
    Response wrong_method(const Request& request, const std::vector<std::string>& allowed) const;

    std::vector<Route> routes_;
};

}  // namespace dutyd::http

// SPDX-License-Identifier: MIT
#include "lib/journal/event.hpp"

#include "lib/journal/format.hpp"

namespace dutyd::journal {

namespace {

template <class... Payloads>
std::vector<std::string> kinds_of(std::variant<Payloads...>*) {
    return {Format<Payloads>::kind...};
}

}  // namespace

std::string kind_name(const Payload& payload) {
    return std::visit(
        [](const auto& alternative) -> std::string {
            return Format<std::remove_cvref_t<decltype(alternative)>>::kind;
        },
        payload);
}

std::vector<std::string> kind_names() {
    return kinds_of(static_cast<Payload*>(nullptr));
}

}  // namespace dutyd::journal

// SPDX-License-Identifier: MIT
// A value, or the diagnostics that say why there is none. Shaped like std::expected so that it can
// be replaced by it; reading a value that is not there is a bug and aborts.
#pragma once

#include "lib/base/check.hpp"
#include "lib/base/diagnostic.hpp"

#include <utility>
#include <variant>

namespace dutyd {

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}
    Result(Diagnostic diagnostic) : state_(Diagnostics{std::move(diagnostic)}) {}
    Result(Diagnostics diagnostics) : state_(std::move(diagnostics)) {}

    bool has_value() const { return std::holds_alternative<T>(state_); }
    explicit operator bool() const { return has_value(); }

    const T& value() const& {
        DUTYD_CHECK(has_value());
        return std::get<T>(state_);
    }
    T& value() & {
        DUTYD_CHECK(has_value());
        return std::get<T>(state_);
    }
    T&& value() && {
        DUTYD_CHECK(has_value());
        return std::get<T>(std::move(state_));
    }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

    const Diagnostics& error() const& {
        DUTYD_CHECK(!has_value());
        return std::get<Diagnostics>(state_);
    }
    Diagnostics&& error() && {
        DUTYD_CHECK(!has_value());
        return std::get<Diagnostics>(std::move(state_));
    }

private:
    std::variant<T, Diagnostics> state_;
};

/// For operations that give nothing back but may fail.
struct Done {};

}  // namespace dutyd

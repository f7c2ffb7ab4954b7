// SPDX-License-Identifier: MIT
// JSON values to the types of an event, by the tables of format.hpp. Strict: every field must be
// there, no other may be, and each must be of its type. Nothing stops at the first error; each is
// noted with the path of its field ("data.files[3].path"). Internal to lib/journal.
#pragma once

#include "lib/journal/body.hpp"
#include "lib/journal/fact_status.hpp"
#include "lib/journal/format.hpp"

#include <boost/json/value.hpp>

#include <string_view>
#include <type_traits>

namespace dutyd::journal {

namespace json = boost::json;

/// Where in the row a value stands. Spelt out only when something is wrong.
struct Path {
    const Path* parent = nullptr;
    std::string_view name;  // empty: an item of a list
    std::size_t index = 0;

    std::string text() const;
};

class Reader {
public:
    explicit Reader(std::uint64_t seq) : seq_(seq) {}

    const Diagnostics& errors() const { return errors_; }
    void fail(const Path& path, const std::string& what);
    void refuse_unknown(const json::object& object, const Path* parent,
                        const std::vector<std::string>& known);

    template <class T>
    T field(const json::object& object, const Path& path) {
        if (const json::value* value = object.if_contains(path.name)) {
            return get(*value, path, std::type_identity<T>{});
        }
        fail(path, "is missing");
        return placeholder<T>();
    }

private:
    /// Stands in for a value that could not be read; the row is refused anyway.
    template <class T>
    static T placeholder() {
        if constexpr (requires { Format<T>::fields; }) {
            return std::apply([](const auto&... column) { return T{placeholder_of(column)...}; },
                              Format<T>::fields);
        } else if constexpr (std::is_same_v<T, Date>) {
            return Date::from_serial(0);
        } else {
            return T{};
        }
    }
    template <class T, class M>
    static M placeholder_of(const Field<T, M>&) {
        return placeholder<M>();
    }

    std::string get(const json::value& value, const Path& path, std::type_identity<std::string>);
    std::uint64_t get(const json::value& value, const Path& path,
                      std::type_identity<std::uint64_t>);
    FactStatus get(const json::value& value, const Path& path, std::type_identity<FactStatus>);

    /// Date, TimeOfDay, Instant.
    template <class T>
    requires requires { T::parse(std::string_view{}); }
    T get(const json::value& value, const Path& path, std::type_identity<T>) {
        const std::size_t errors_before = errors_.size();
        const std::string text = get(value, path, std::type_identity<std::string>{});
        if (errors_.size() > errors_before) return placeholder<T>();
        const auto parsed = T::parse(text);
        if (parsed) return *parsed;
        fail(path, "is wrong: " + parsed.error().front().message);
        return placeholder<T>();
    }

    template <class T>
    std::optional<T> get(const json::value& value, const Path& path,
                         std::type_identity<std::optional<T>>) {
        if (value.is_null()) return std::nullopt;
        return get(value, path, std::type_identity<T>{});
    }

    template <class T>
    std::vector<T> get(const json::value& value, const Path& path,
                       std::type_identity<std::vector<T>>) {
        std::vector<T> items;
        const json::array* array = value.if_array();
        if (array == nullptr) {
            fail(path, "is not a list");
            return items;
        }
        items.reserve(array->size());
        for (const json::value& item : *array) {
            const Path item_path{&path, {}, items.size()};
            items.push_back(get(item, item_path, std::type_identity<T>{}));
        }
        return items;
    }

    /// The structs of format.hpp.
    template <class T>
    requires requires { Format<T>::fields; }
    T get(const json::value& value, const Path& path, std::type_identity<T>) {
        const json::object* object = value.if_object();
        if (object == nullptr) {
            fail(path, "is not an object");
            return placeholder<T>();
        }
        return std::apply(
            [&](const auto&... column) {
                const bool exact =
                    object->size() == sizeof...(column) && (object->contains(column.name) && ...);
                if (!exact) refuse_unknown(*object, &path, {column.name...});
                return T{column_of(*object, Path{&path, column.name}, column)...};
            },
            Format<T>::fields);
    }
    template <class T, class M>
    M column_of(const json::object& object, const Path& path, const Field<T, M>&) {
        return field<M>(object, path);
    }

    std::uint64_t seq_;
    Diagnostics errors_;
};

}  // namespace dutyd::journal

// SPDX-License-Identifier: MIT
// An ordered map that is copied in constant time: copies share their nodes, and a change copies
// only the path to what it changes. So a turn works on a draft of everything dutyd knows, which is
// dropped or becomes the state, at the cost of what it touches. A node that no copy shares is
// changed where it stands, so a replay costs no more than in a plain map. Iterators and references
// are good until the map they come from changes. A weight-balanced tree; equal contents put in in
// the same order give the same tree on every machine.
#pragma once

#include "lib/base/check.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace dutyd {

template <class Key, class Value>
class SharedMap {
    struct Node;
    using Link = std::shared_ptr<Node>;

public:
    using value_type = std::pair<const Key, Value>;

    class ConstIterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = SharedMap::value_type;
        using difference_type = std::ptrdiff_t;
        using pointer = const value_type*;
        using reference = const value_type&;

        ConstIterator() = default;
        reference operator*() const { return path_[depth_ - 1]->item; }
        pointer operator->() const { return &path_[depth_ - 1]->item; }
        ConstIterator& operator++() {
            const Node* next = path_[--depth_]->right.get();
            descend(next);
            return *this;
        }
        ConstIterator operator++(int) {
            ConstIterator old = *this;
            ++*this;
            return old;
        }
        friend bool operator==(const ConstIterator& a, const ConstIterator& b) {
            if (a.depth_ == 0 || b.depth_ == 0) return a.depth_ == b.depth_;
            return a.path_[a.depth_ - 1] == b.path_[b.depth_ - 1];
        }

    private:
        friend class SharedMap;
        void push(const Node* node) { path_[depth_++] = node; }
        void descend(const Node* node) {
            for (; node != nullptr; node = node->left.get()) push(node);
        }
        /// What is still to come: the present node and those it lies to the left of.
        std::array<const Node*, 64> path_;
        std::size_t depth_ = 0;
    };
    using const_iterator = ConstIterator;
    using iterator = const_iterator;

    std::size_t size() const { return weight(root_); }
    bool empty() const { return root_ == nullptr; }
    const_iterator begin() const {
        const_iterator first;
        first.descend(root_.get());
        return first;
    }
    const_iterator end() const { return {}; }

    /// Nothing if there is no such key.
    template <class Wanted = Key>
    const Value* get(const Wanted& key) const {
        for (const Node* node = root_.get(); node != nullptr;) {
            if (key < node->item.first) {
                node = node->left.get();
            } else if (node->item.first < key) {
                node = node->right.get();
            } else {
                return &node->item.second;
            }
        }
        return nullptr;
    }
    /// The first whose key is not before this one.
    template <class Wanted = Key>
    const_iterator lower_bound(const Wanted& key) const {
        const_iterator found;
        for (const Node* node = root_.get(); node != nullptr;) {
            if (node->item.first < key) {
                node = node->right.get();
            } else {
                found.push(node);
                node = node->left.get();
            }
        }
        return found;
    }
    template <class Wanted = Key>
    const_iterator find(const Wanted& key) const {
        const const_iterator found = lower_bound(key);
        return found.depth_ > 0 && !(key < found->first) ? found : end();
    }
    template <class Wanted>
    bool contains(const Wanted& key) const {
        return get(key) != nullptr;
    }
    template <class Wanted>
    std::size_t count(const Wanted& key) const {
        return contains(key) ? 1 : 0;
    }
    /// REQUIRES: the key is there.
    template <class Wanted = Key>
    const Value& at(const Wanted& key) const {
        const Value* found = get(key);
        DUTYD_CHECK(found != nullptr);
        return *found;
    }

    /// For writing; nothing if there is no such key.
    Value* edit(const Key& key) {
        if (!contains(key)) return nullptr;
        for (Link* link = &root_;;) {
            own(*link);
            Node& node = **link;
            if (key < node.item.first) {
                link = &node.left;
            } else if (node.item.first < key) {
                link = &node.right;
            } else {
                return &node.item.second;
            }
        }
    }
    Value& operator[](const Key& key) {
        emplace(key, Value{});
        return *edit(key);
    }
    void insert_or_assign(const Key& key, Value value) {
        if (Value* known = edit(key)) {
            *known = std::move(value);
        } else {
            put_in(root_, key, value);
        }
    }
    /// Does nothing if the key is there.
    void emplace(const Key& key, Value value) {
        if (!contains(key)) put_in(root_, key, value);
    }
    void erase(const Key& key) {
        if (contains(key)) take_out(root_, key);
    }
    void clear() { root_.reset(); }

    friend bool operator==(const SharedMap& a, const SharedMap& b) {
        return a.root_ == b.root_ ||
               (a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin()));
    }

private:
    struct Node {
        Node(const Key& key, Value value) : item(key, std::move(value)) {}
        value_type item;
        std::size_t size = 1;
        Link left;
        Link right;
    };
    /// A side may weigh so many times the other; rotations are double where the inner grandchild is
    /// as heavy as `inner` times the outer. The pair is known to keep the tree balanced.
    static constexpr std::size_t heavier = 3;
    static constexpr std::size_t inner = 2;

    static std::size_t weight(const Link& node) { return node ? node->size : 0; }
    static void weigh(const Link& node) {
        node->size = weight(node->left) + weight(node->right) + 1;
    }
    /// Makes the node this map's own.
    static void own(Link& node) {
        if (node.use_count() > 1) node = std::make_shared<Node>(*node);
    }

    /// REQUIRES: the key is not there.
    static void put_in(Link& node, const Key& key, Value& value) {
        if (!node) {
            node = std::make_shared<Node>(key, std::move(value));
            return;
        }
        own(node);
        put_in(key < node->item.first ? node->left : node->right, key, value);
        balance(node);
    }

    static void take_out(Link& node, const Key& key) {
        own(node);
        if (key < node->item.first) {
            take_out(node->left, key);
        } else if (node->item.first < key) {
            take_out(node->right, key);
        } else if (!node->left || !node->right) {
            node = node->left ? node->left : node->right;
            return;
        } else {
            Link next = take_first(node->right);
            next->left = std::move(node->left);
            next->right = std::move(node->right);
            node = std::move(next);
        }
        balance(node);
    }

    static Link take_first(Link& node) {
        own(node);
        if (!node->left) {
            Link first = node;
            node = first->right;
            return first;
        }
        Link first = take_first(node->left);
        balance(node);
        return first;
    }

    static void balance(Link& node) {
        weigh(node);
        if (node->size <= 2) return;
        if (weight(node->right) > heavier * (weight(node->left) + 1))
            lean<&Node::left, &Node::right>(node);
        if (weight(node->left) > heavier * (weight(node->right) + 1))
            lean<&Node::right, &Node::left>(node);
    }

    template <Link Node::*light, Link Node::*heavy>
    static void lean(Link& node) {
        own(node.get()->*heavy);
        Link& child = node.get()->*heavy;
        if (weight(child.get()->*light) >= inner * (weight(child.get()->*heavy) + 1)) {
            turn<heavy, light>(child);
        }
        turn<light, heavy>(node);
    }

    /// Lifts the heavy child into the node's place.
    template <Link Node::*light, Link Node::*heavy>
    static void turn(Link& node) {
        own(node.get()->*heavy);
        Link up = std::move(node.get()->*heavy);
        node.get()->*heavy = std::move(up.get()->*light);
        weigh(node);
        up.get()->*light = std::move(node);
        node = std::move(up);
        weigh(node);
    }

    Link root_;
};

/// What a map keyed "owner/name" holds of one owner, in order.
template <class Map>
class OfOwner {
public:
    OfOwner(const Map& map, const std::string& owner) : prefix_(owner + "/"), map_(map) {}

    class Iterator {
    public:
        using Inner = typename Map::const_iterator;
        Iterator(Inner at, Inner end, std::string_view prefix)
            : at_(at), end_(end), prefix_(prefix) {}
        const auto& operator*() const { return *at_; }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        bool operator!=(std::nullptr_t) const {
            return at_ != end_ && std::string_view(at_->first).substr(0, prefix_.size()) == prefix_;
        }

    private:
        Inner at_;
        Inner end_;
        std::string_view prefix_;
    };
    Iterator begin() const { return {map_.lower_bound(prefix_), map_.end(), prefix_}; }
    std::nullptr_t end() const { return nullptr; }

private:
    std::string prefix_;
    const Map& map_;
};

}  // namespace dutyd

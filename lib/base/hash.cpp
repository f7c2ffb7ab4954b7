// SPDX-License-Identifier: MIT
#include "lib/base/hash.hpp"

#include "lib/base/check.hpp"

#include <openssl/evp.h>

#include <array>

namespace dutyd {

namespace {

/// Looked up among the providers of the library once, which takes longer than a short text.
const EVP_MD* sha256() {
    static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    DUTYD_CHECK(found != nullptr);
    return found;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    DUTYD_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, sha256(), nullptr) ==
                1);
    static constexpr char hex_digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * length);
    for (unsigned int i = 0; i < length; ++i) {
        hex += hex_digits[digest[i] >> 4U];
        hex += hex_digits[digest[i] & 0x0fU];
    }
    return hex;
}

}  // namespace dutyd

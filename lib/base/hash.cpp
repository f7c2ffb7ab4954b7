// SPDX-License-Identifier: MIT
#include "lib/base/hash.hpp"

#include "lib/base/check.hpp"

#include <openssl/evp.h>

#include <array>

namespace dutyd {

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    DUTYD_CHECK(
        EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) == 1);
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

// SPDX-License-Identifier: Apache-2.0
#include "seal/digest.hpp"

#include <openssl/evp.h>

#include <array>

namespace coldchain::seal {

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    // cannot fail for SHA-256 with the default provider; zeros would show if it ever did
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (unsigned const byte : digest) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 15U];
    }
    return hex;
}

} // namespace coldchain::seal

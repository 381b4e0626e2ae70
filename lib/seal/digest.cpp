// SPDX-License-Identifier: Apache-2.0
#include "seal/digest.hpp"

#include <openssl/evp.h>

#include <array>

namespace coldchain::seal {

namespace {

std::string hex_of(std::array<unsigned char, 32> const& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (unsigned const byte : digest) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 15U];
    }
    return hex;
}

} // namespace

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    // cannot fail for SHA-256 with the default provider; zeros would show if it ever did
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    return hex_of(digest);
}

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() { EVP_DigestInit_ex(context, EVP_sha256(), nullptr); }
    ~State() { EVP_MD_CTX_free(context); }
    State(State const&) = delete;
    State& operator=(State const&) = delete;
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size());
}

std::string Sha256::finish() {
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(m_state->context, digest.data(), &size);
    return hex_of(digest);
}

} // namespace coldchain::seal

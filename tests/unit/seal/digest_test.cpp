// SPDX-License-Identifier: Apache-2.0
// Digests: FIPS 180-2 appendix B.1 ("abc") and the well-known digest of the empty message.
#include "seal/digest.hpp"

#include <catch2/catch.hpp>

TEST_CASE("digest: SHA-256 of the standard's examples", "[seal]") {
    using coldchain::seal::sha256;
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

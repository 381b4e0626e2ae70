// SPDX-License-Identifier: Apache-2.0
// What a scanner gave when a box was opened, put together into containers. A donation number begins
// a container; what is scanned after it (product code, expiry, blood group, chain of identity)
// belongs to it. A compound message is one container by itself. Scanning the same number again with
// something new on it (the linear symbol, then the matrix) adds to the container; scanning it again
// with nothing new counts one more.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::documents {

/// One container as scanned; what was not scanned is empty.
struct ScannedContainer {
    int line = 0; ///< of its first string, from 1
    std::string donation_identification_number;
    std::string product_code;    ///< five characters
    std::string collection_type; ///< one character
    std::string division;        ///< two characters
    std::string expires;         ///< "2027-11-18T23:59", local time of the label
    std::string blood_group;     ///< words: "A pos"
    std::string chain_of_identity;
    bool operator==(ScannedContainer const&) const = default;
};

/// A line that is neither ISBT 128 nor a code of the manifest.
struct OddLine {
    int line = 0;
    std::string text;
    std::string reason;
    bool operator==(OddLine const&) const = default;
};

struct Scans {
    std::vector<ScannedContainer> containers;
    std::vector<std::string> plain; ///< other readable codes in order: seals, serials, assets
    std::string manifest_shipment;  ///< of the manifest's own symbol, when it was scanned
    std::string manifest_digest;
    std::vector<OddLine> odd;
};

/// `plain_codes` are the codes that may stand for themselves (seals, serials, assets); any other
/// line that is no valid ISBT 128 is odd. Empty lines and lines starting with # are passed over.
Scans read_scans(std::string_view text, std::span<std::string const> plain_codes);

} // namespace coldchain::documents

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace coldchain::logger {

/// The UTF-8 form of bytes in the encoding of that name ("UTF-16LE", "WINDOWS-1252"). Each byte
/// that means nothing there becomes U+FFFD; `damaged` counts them. An encoding the system lacks
/// gives an empty text.
struct Transcoded {
    std::string text;
    std::size_t damaged = 0;
};
Transcoded to_utf8(std::string_view bytes, char const* encoding);

} // namespace coldchain::logger

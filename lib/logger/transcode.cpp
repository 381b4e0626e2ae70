// SPDX-License-Identifier: Apache-2.0
// The only file that knows iconv.
#include "logger/transcode.hpp"

#include <iconv.h>

#include <array>
#include <cerrno>

namespace coldchain::logger {

Transcoded to_utf8(std::string_view bytes, char const* encoding) {
    Transcoded result;
    iconv_t const converter = iconv_open("UTF-8", encoding);
    if (converter == iconv_t(-1)) // NOLINT(performance-no-int-to-ptr): what iconv_open answers
        return result;
    result.text.reserve(bytes.size() + bytes.size() / 8);
    std::array<char, 16'384> buffer{};
    char* in = const_cast<char*>(bytes.data()); // the interface's, it does not write there
    std::size_t left = bytes.size();
    while (left > 0) {
        char* out = buffer.data();
        std::size_t room = buffer.size();
        std::size_t const done = iconv(converter, &in, &left, &out, &room);
        result.text.append(buffer.data(), buffer.size() - room);
        if (done != std::size_t(-1) || errno == E2BIG)
            continue;
        result.text += "\xEF\xBF\xBD"; // ill-formed, or cut off at the end
        ++result.damaged;
        ++in;
        --left;
    }
    iconv_close(converter);
    return result;
}

} // namespace coldchain::logger

// SPDX-License-Identifier: Apache-2.0
// One refusal, for every reader, of text in another encoding than UTF-8.
#pragma once

#include "common/result.hpp"

#include <string>
#include <string_view>

namespace coldchain {

/// Refuses text that is not well-formed UTF-8, with the place of its first wrong byte in `file`
/// (columns count characters) and what to do; UTF-16 is named where its byte order mark begins it.
Result<void> require_utf8(std::string_view bytes, std::string const& file);

} // namespace coldchain

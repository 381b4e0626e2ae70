// SPDX-License-Identifier: Apache-2.0
// Berlinger's text reports (Q-tag CLm doc, Fridge-tag 2, 2 L, Ultra Low): keys nested by single
// blanks, several "Key: value" on a line, a tab table of readings where the model has one, and the
// logger's own alarms.
#pragma once

#include "logger/judge.hpp"

namespace coldchain::logger {

/// One Recording without file name and digest. A model without a reading list gives its daily
/// figures as channels and a finding that they are no readings.
Result<Recording> read_berlinger(SourceText const& source, Profile const& profile,
                                 ReadOptions const& options, Vocabulary const& words,
                                 std::string const& file);

} // namespace coldchain::logger

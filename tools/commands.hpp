// SPDX-License-Identifier: Apache-2.0
// One maker a command, each in the file that bears its name.
#pragma once

#include "tools/command.hpp"

namespace coldchain::tools {

Command certify_command();
Command check_command();
Command dispatch_command();
Command document_command();
Command recheck_command();
Command rules_command();
Command receive_command();
Command explain_command();
Command help_command();
Command isbt_command();
Command label_command();
Command scan_command();
Command new_command();
Command readings_command();
Command schema_command();

} // namespace coldchain::tools

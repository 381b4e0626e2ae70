// SPDX-License-Identifier: Apache-2.0
#include "common/file.hpp"
#include "common/text.hpp"
#include "tools/command.hpp"

#include <ostream>

namespace coldchain::tools {

ExitCode complain(Context& context, Error const& error) {
    std::string const all = describe(error);
    for (auto const line : text::split(all, '\n'))
        context.err << "coldchain " << context.command << ": " << line << '\n';
    return report::exit_code_of(error);
}

Error usage_error(std::string text) {
    return {ErrorKind::usage, {}, std::move(text), {}};
}

Result<void> deliver(Context& context, std::string const& output, std::string_view bytes) {
    if (output != "-")
        return write_file(output, bytes, context.force ? OnExisting::replace : OnExisting::refuse);
    context.out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!context.out.flush())
        return Error{ErrorKind::io, {"standard output", 0, 0, ""}, "cannot write", {}};
    return {};
}

} // namespace coldchain::tools

// SPDX-License-Identifier: Apache-2.0
// recheck: a certificate computed again from what it carries inside.
#include "common/file.hpp"
#include "common/text.hpp"
#include "job/recheck_job.hpp"
#include "tools/commands.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ostream>

namespace coldchain::tools {

namespace {

/// An empty folder of our own that is gone afterwards.
class ScratchFolder {
public:
    static Result<ScratchFolder> make() {
        std::error_code failure;
        auto const base = std::filesystem::temp_directory_path(failure);
        std::string name = (base / "coldchain-recheck-XXXXXX").string();
        if (failure || mkdtemp(name.data()) == nullptr)
            return Error{ErrorKind::io,
                         {base.string(), 0, 0, ""},
                         text::cat("cannot make a folder to work in: ", std::strerror(errno),
                                   "; set TMPDIR to a folder that can be written"),
                         {}};
        return ScratchFolder(name);
    }
    ScratchFolder(ScratchFolder&& other) noexcept : m_path(std::move(other.m_path)) {
        other.m_path.clear();
    }
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        if (!m_path.empty())
            std::filesystem::remove_all(m_path, ignored);
    }
    std::filesystem::path const& path() const { return m_path; }

private:
    explicit ScratchFolder(std::string path) : m_path(std::move(path)) {}
    std::filesystem::path m_path;
};

Result<job::RecheckOutcome> recheck(std::string const& name, draw::Fonts const& fonts) {
    CC_TRY_ASSIGN(auto const bytes, read_file(name));
    CC_TRY_ASSIGN(auto const scratch, ScratchFolder::make());
    return job::recheck(bytes, name,
                        {fonts, text::cat("coldchain ", COLDCHAIN_VERSION), scratch.path()});
}

ExitCode run_recheck(Arguments const& arguments, Context& context) {
    if (arguments.operands.empty())
        return complain(context, usage_error("name a certificate; see --help"));
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    if (!fonts)
        return complain(context, fonts.error());
    auto answer = ExitCode::yes;
    for (auto const& name : arguments.operands) {
        auto const outcome = recheck(name, *fonts);
        if (!outcome) {
            answer = report::worse(answer, complain(context, outcome.error()));
            continue;
        }
        auto const shown = std::filesystem::path(name).filename().string();
        if (!context.quiet)
            context.out << (context.json ? job::to_json_line(*outcome, shown) + "\n"
                                         : job::to_text(*outcome, shown));
        answer = report::worse(answer, outcome->agrees ? ExitCode::yes : ExitCode::no);
    }
    return answer;
}

} // namespace

Command recheck_command() {
    return {"recheck",
            "a certificate computed again from what it carries inside, and compared",
            {"CERTIFICATE..."},
            "Takes the raw recordings, limits, format descriptions and shipment out of a "
            "certificate, judges them again and compares everything. Where program, libraries, "
            "fonts and zone data are those the certificate was made with, the whole file is made "
            "again and compared byte by byte; else figures, words and the digests of pages and "
            "attachments are compared, and the report says which.\n\nIt ends with 0 when all "
            "agrees, whatever the verdict inside, and needs nothing but the program. It shows that "
            "the file agrees with itself, not who made it.",
            {},
            {{"coldchain certify examples/a-car-t-dry-shipper/shipment.toml -q -o "
              "examples/recheck-me.pdf && coldchain recheck examples/recheck-me.pdf",
              "a certificate that agrees with itself"}},
            run_recheck};
}

} // namespace coldchain::tools

// SPDX-License-Identifier: Apache-2.0
// isbt decode: strings from arguments, files or standard input, one report each.
#include "common/text.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/print.hpp"
#include "report/sarif.hpp"
#include "tools/isbt.hpp"
#include "tools/line_reader.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <ostream>

namespace coldchain::tools {

namespace {

constexpr std::size_t longest_line = 65536;
constexpr std::size_t full_buffer = std::size_t{1} << 16U;

/// Decodes, prints, and remembers whether all was valid.
class Stream {
public:
    Stream(Context& context, isbt128::Tables const& tables)
        : m_context(context), m_decoder(&tables) {}

    /// Lines are turned back first; with no calibration yet, the first line must be one.
    void use_keyboard(std::vector<isbt128::KeyboardLayout> layouts,
                      std::optional<isbt128::Calibration> calibration) {
        m_layouts = std::move(layouts);
        m_calibration = calibration;
        m_keyboard = true;
    }

    void take(std::string_view string, std::int64_t line) {
        m_nothing = false;
        if (m_keyboard)
            take_typed(string, line);
        else
            take_scanned(string, line);
    }

    void take_scanned(std::string_view string, std::int64_t line) {
        show(m_decoder.decode(string), line);
    }

    void show(isbt128::Reading const& reading, std::int64_t line) {
        if (!reading.valid())
            m_code = ExitCode::no;
        if (m_context.sarif)
            return add_results(reading, line);
        if (m_context.quiet)
            return;
        if (m_context.json)
            m_printer.add_json(reading, line);
        else
            m_printer.add_text(reading, line);
        if (m_printer.buffer().size() >= full_buffer)
            write();
    }

    /// Where the next strings come from, for SARIF; "-" and "" are no file.
    void set_source(std::string const& file) { m_source = file == "-" ? "" : file; }

    void begin() {
        if (m_context.sarif)
            m_context.out << m_log.begin();
    }
    void end() {
        if (m_context.sarif)
            m_context.out << m_log.end(COLDCHAIN_VERSION);
    }

    void add_results(isbt128::Reading const& reading, std::int64_t line) {
        for (auto const& structure : reading.structures()) {
            for (auto const& problem : reading.problems(structure)) {
                bool const placed = !m_source.empty() && line > 0 && line < INT32_MAX;
                m_context.out << m_log.add(
                    {std::string(problem.code), Severity::error, problem.message, m_source,
                     placed ? static_cast<int>(line) : 0,
                     placed ? static_cast<int>(reading.identifier().size() + problem.position + 1)
                            : 0,
                     std::string(problem.field), ""});
            }
        }
    }

    void take_typed(std::string_view string, std::int64_t line) {
        if (!m_calibration) {
            auto const found = isbt128::calibrate(string, m_layouts);
            if (!found)
                return refuse(string, found.error(), line);
            m_calibration = *found;
            return;
        }
        auto const meant = isbt128::repair(string, *m_calibration);
        if (!meant)
            return refuse(string, meant.error(), line);
        take_scanned(*meant, line);
    }

    /// A line that cannot be turned back is shown as it came, refused.
    void refuse(std::string_view string, Error const& error, std::int64_t line) {
        show(m_decoder.refuse(string, isbt128::codes::keyboard, error.text), line);
    }

    void write() {
        auto const& buffer = m_printer.buffer();
        m_context.out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        m_printer.clear();
    }

    void flush() {
        write();
        m_context.out.flush();
    }

    /// Reads to the end; blank lines are passed over.
    void take_lines(std::istream& in) {
        LineReader lines(in, longest_line, [this] { flush(); });
        while (auto const line = lines.next()) {
            if (!line->empty())
                take(*line, lines.number());
            if (!m_context.out)
                return;
        }
    }

    ExitCode code() const { return m_code; }
    bool is_empty() const { return m_nothing; }

private:
    Context& m_context;
    isbt128::Decoder m_decoder;
    isbt128::Printer m_printer;
    std::vector<isbt128::KeyboardLayout> m_layouts;
    std::optional<isbt128::Calibration> m_calibration;
    report::SarifLog m_log;
    std::string m_source;
    bool m_keyboard = false;
    bool m_nothing = true;
    ExitCode m_code = ExitCode::yes;
};

Result<void> set_keyboard(Stream& stream, Arguments const& arguments, Context const& context) {
    auto const word = arguments.value("keyboard");
    if (!word)
        return {};
    CC_TRY_ASSIGN(auto layouts, load_layouts(context));
    if (*word == "scan") {
        stream.use_keyboard(std::move(layouts), std::nullopt);
        return {};
    }
    CC_TRY_ASSIGN(auto const calibration, named_calibration(*word, layouts));
    // the calibration points into the list, whose elements stay where they are when it is moved
    stream.use_keyboard(std::move(layouts), calibration);
    return {};
}

Result<void> take_file(Stream& stream, std::string const& file, Context& context) {
    if (file == "-") {
        stream.take_lines(context.in);
        return {};
    }
    std::error_code failure;
    if (std::filesystem::is_directory(file, failure))
        return Error{ErrorKind::io, {file, 0, 0, ""}, "is a folder; name a file", {}};
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return Error{
            ErrorKind::io, {file, 0, 0, ""}, text::cat("cannot open: ", std::strerror(errno)), {}};
    stream.take_lines(in);
    if (in.bad())
        return Error{ErrorKind::io, {file, 0, 0, ""}, "cannot be read to its end", {}};
    return {};
}

} // namespace

ExitCode run_isbt_decode(Arguments const& arguments, Context& context) {
    auto const tables = load_tables(arguments, context);
    if (!tables)
        return complain(context, tables.error());
    Stream stream(context, *tables);
    if (auto const set = set_keyboard(stream, arguments, context); !set)
        return complain(context, set.error());
    stream.begin();
    bool const from_input = arguments.operands.size() == 2 && arguments.operands[1] == "-";
    for (std::size_t i = 1; i < arguments.operands.size() && !from_input; ++i)
        stream.take(arguments.operands[i], 0);
    auto files = arguments.values("input");
    if (from_input || (files.empty() && arguments.operands.size() == 1))
        files.emplace_back("-");
    auto code = ExitCode::yes;
    for (auto const& file : files) {
        stream.set_source(file);
        if (auto const taken = take_file(stream, file, context); !taken)
            code = report::worse(code, complain(context, taken.error()));
    }
    stream.end();
    stream.flush();
    if (stream.is_empty() && code == ExitCode::yes && !context.quiet)
        context.err << "coldchain isbt: nothing to decode: the input holds no string\n";
    return report::worse(code, stream.code());
}

} // namespace coldchain::tools

// SPDX-License-Identifier: Apache-2.0
#include "job/label_source.hpp"

#include "common/csv.hpp"
#include "common/text.hpp"
#include "common/utf8.hpp"
#include "shipment/read.hpp"

#include <algorithm>
#include <filesystem>

namespace coldchain::job {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// One line without its end, or the beginning of one that is longer than a row may be, so that a
/// file without line ends is not held; false at the end of the input.
bool next_line(std::istream& in, std::string& line) {
    using Letters = std::istream::traits_type;
    line.clear();
    auto& buffer = *in.rdbuf();
    bool any = false;
    while (line.size() <= longest_row) {
        auto const letter = buffer.sbumpc();
        if (letter == Letters::eof())
            break;
        any = true;
        if (letter == '\n')
            break;
        line += Letters::to_char_type(letter);
    }
    if (line.ends_with('\r'))
        line.pop_back();
    return any;
}

Error too_long(std::string const& file, int line) {
    return input_error({file, line, 0, ""},
                       text::cat("this row is longer than ", longest_row,
                                 " bytes; a quote may not be closed"));
}

class DocumentSource : public OrderSource {
public:
    DocumentSource(LabelInput const& input, label::Subject subject)
        : m_input(input), m_subject(subject) {}

    Result<std::optional<RawOrder>> next() override {
        std::size_t const at = m_at++;
        if (m_subject == label::Subject::package)
            return at < m_input.packages.size() ? one(&m_input.packages[at]) : std::nullopt;
        return at < m_input.orders.size() ? one(&m_input.orders[at]) : std::nullopt;
    }
    Result<label::Order> parse(RawOrder const& raw) const override {
        return *std::get<label::Order const*>(raw.content);
    }
    std::optional<double> share() const override {
        auto const all = m_subject == label::Subject::package ? m_input.packages.size()
                                                              : m_input.orders.size();
        return all == 0 ? 1.0 : static_cast<double>(m_at) / static_cast<double>(all);
    }

private:
    template <class T>
    static std::optional<RawOrder> one(T const* order) {
        return RawOrder{"", 0, order};
    }

    LabelInput const& m_input;
    label::Subject m_subject;
    std::size_t m_at = 0;
};

/// What tables and JSON Lines share: rows that become products.
class RowSource : public OrderSource {
public:
    RowSource(std::istream& in, std::string file, label::Columns columns)
        : m_in(in), m_file(std::move(file)), m_columns(std::move(columns)) {
        std::error_code unknown;
        auto const bytes = std::filesystem::file_size(m_file, unknown);
        m_bytes = unknown ? 0 : bytes;
    }

    std::optional<double> share() const override {
        if (m_bytes == 0)
            return std::nullopt;
        return static_cast<double>(m_taken) / static_cast<double>(m_bytes);
    }

protected:
    /// The next line, which counts as taken; false at the end of the input.
    bool take_line(std::string& line) {
        bool const any = next_line(m_in, line);
        m_taken += line.size() + (any ? 1 : 0);
        m_line += any ? 1 : 0;
        return any;
    }

    /// `line` of the file for a node that was read as a file of its own; 0: its places are right.
    Result<label::Order> order_of(config::Node const& node, int line = 0) const {
        auto product = shipment::read_product(node, m_file, "");
        if (!product && line > 0)
            return on_line(std::move(product).error(), line);
        if (!product)
            return std::move(product).error();
        return label::Order{std::move(*product), m_columns.facility, "", 1};
    }
    static Error on_line(Error error, int line) {
        error.where.line = line;
        for (auto& other : error.others)
            other.where.line = line;
        return error;
    }

    std::istream& m_in;
    std::string m_file;
    label::Columns m_columns;
    int m_line = 0;

private:
    std::uintmax_t m_bytes = 0; ///< of the file; 0: not a file whose length is known
    std::uintmax_t m_taken = 0;
};

class CsvSource : public RowSource {
public:
    using RowSource::RowSource;

    Result<std::optional<RawOrder>> next() override {
        if (m_line == 0) {
            CC_TRY(read_head());
        }
        for (;;) {
            int const first = m_line + 1;
            CC_TRY_ASSIGN(auto const record, next_record());
            if (!record)
                return std::optional<RawOrder>();
            if (!text::trim(*record).empty())
                return std::optional(RawOrder{m_file, first, *record});
        }
    }

    Result<label::Order> parse(RawOrder const& raw) const override {
        auto const rows =
            parse_csv(std::get<std::string>(raw.content), m_columns.delimiter, m_file);
        if (!rows)
            return on_line(rows.error(), raw.line);
        CC_TRY_ASSIGN(auto const node, label::product_row(m_columns, m_keys, rows->front(), m_file,
                                                          raw.line));
        return order_of(node);
    }

private:
    /// Lines until every quote is closed.
    Result<std::optional<std::string>> next_record() {
        std::string record;
        std::string line;
        bool any = false;
        while (take_line(line)) {
            record += any ? "\n" : "";
            record += line;
            any = true;
            if (line.find('\0') != std::string::npos)
                return input_error({m_file, m_line, 0, ""},
                                   "holds bytes that no text has; a table of orders is a text");
            if (record.size() > longest_row)
                return too_long(m_file, m_line);
            if (auto good = require_utf8(line, m_file); !good)
                return on_line(std::move(good).error(), m_line);
            if (std::count(record.begin(), record.end(), '"') % 2 == 0)
                break;
        }
        return any ? std::optional(std::move(record)) : std::nullopt;
    }

    Result<void> read_head() {
        CC_TRY_ASSIGN(auto const record, next_record());
        std::string_view text = record ? std::string_view(*record) : std::string_view();
        if (text.starts_with(byte_order_mark))
            text.remove_prefix(byte_order_mark.size());
        CC_TRY_ASSIGN(auto const rows, parse_csv(text, m_columns.delimiter, m_file));
        if (rows.empty())
            return input_error({m_file, record ? 1 : 0, 0, ""},
                               text::cat(record ? "" : "is empty: ",
                                         "the first line must name the columns"));
        CC_TRY_ASSIGN(m_keys, label::bind_columns(m_columns, rows.front(), m_file));
        return {};
    }

    std::vector<std::string> m_keys;
};

class JsonLineSource : public RowSource {
public:
    using RowSource::RowSource;

    Result<std::optional<RawOrder>> next() override {
        std::string line;
        while (take_line(line)) {
            if (line.size() > longest_row)
                return too_long(m_file, m_line);
            if (!text::trim(line).empty())
                return std::optional(RawOrder{m_file, m_line, std::move(line)});
        }
        return std::optional<RawOrder>();
    }

    Result<label::Order> parse(RawOrder const& raw) const override {
        auto const document = config::parse_json(std::get<std::string>(raw.content), m_file);
        if (!document)
            return on_line(document.error(), raw.line);
        return order_of(document->root, raw.line);
    }
};

} // namespace

OrderForm guess_form(std::string_view beginning) {
    if (beginning.starts_with(byte_order_mark))
        beginning.remove_prefix(byte_order_mark.size());
    auto const start = beginning.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos)
        return OrderForm::document;
    auto const line = text::trim(beginning.substr(start, beginning.find('\n', start) - start));
    if (line.starts_with('{')) // a document names its schema; a row is one whole object
        return line.ends_with('}') && line.find("\"schema\"") == std::string_view::npos
                   ? OrderForm::json_lines
                   : OrderForm::document;
    bool const toml = line.starts_with('#') || line.starts_with('[') ||
                      line.find(" = ") != std::string_view::npos ||
                      line.find('=') != std::string_view::npos;
    return toml ? OrderForm::document : OrderForm::csv;
}

std::unique_ptr<OrderSource> orders_from(LabelInput const& input, label::Subject subject) {
    return std::make_unique<DocumentSource>(input, subject);
}

std::unique_ptr<OrderSource> orders_from_csv(std::istream& in, std::string file,
                                             label::Columns columns) {
    return std::make_unique<CsvSource>(in, std::move(file), std::move(columns));
}

std::unique_ptr<OrderSource> orders_from_json_lines(std::istream& in, std::string file,
                                                    label::Columns columns) {
    return std::make_unique<JsonLineSource>(in, std::move(file), std::move(columns));
}

} // namespace coldchain::job

// SPDX-License-Identifier: Apache-2.0
#include "job/scan_job.hpp"

#include "common/text.hpp"
#include "isbt128/consistency.hpp"
#include "isbt128/decode.hpp"
#include "isbt128/print.hpp"
#include "job/pdf_pages.hpp"
#include "job/pdf_words.hpp"
#include "readback/find.hpp"
#include "render/read_picture.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace coldchain::job {

namespace {

using Json = nlohmann::ordered_json;

double hundredths(double millimetres) {
    return std::round(millimetres * 100) / 100;
}

InkMap ink_of(barcode::Raster const& raster, double dots_per_mm) {
    InkMap map{static_cast<int>(raster.width / dots_per_mm) + 1,
               static_cast<int>(raster.height / dots_per_mm) + 1,
               {}};
    auto const cells = static_cast<std::size_t>(map.width) * static_cast<std::size_t>(map.height);
    std::vector<std::uint32_t> dark(cells);
    std::vector<std::uint32_t> all(cells);
    std::vector<std::uint32_t> column; ///< of the map, of each dot of a row
    for (int x = 0; x < raster.width; ++x)
        column.push_back(static_cast<std::uint32_t>(x / dots_per_mm));
    auto const* dot = raster.grey.data();
    for (int y = 0; y < raster.height; ++y) {
        auto const row = static_cast<std::size_t>(y / dots_per_mm) *
                         static_cast<std::size_t>(map.width);
        for (int x = 0; x < raster.width; ++x) {
            auto const cell = row + column[static_cast<std::size_t>(x)];
            ++all[cell];
            dark[cell] += *dot++ < 128 ? 1U : 0U;
        }
    }
    for (std::size_t i = 0; i < cells; ++i)
        map.dark.push_back(
            static_cast<std::uint8_t>(all[i] == 0 ? 0 : dark[i] * 255 / all[i]));
    return map;
}

bool looks_like_isbt(std::string_view text) {
    return text.starts_with('=') || text.starts_with('&');
}

ScannedPage scan_page(barcode::Raster const& raster, std::string const& file, int number,
                      double dots_per_mm, isbt128::Tables const* tables) {
    ScannedPage page;
    page.file = file;
    page.page = number;
    if (dots_per_mm > 0) {
        page.size_mm = {raster.width / dots_per_mm, raster.height / dots_per_mm};
        page.ink = ink_of(raster, dots_per_mm);
    }
    for (auto& decoded : readback::find_symbols(raster, {dots_per_mm})) {
        ScannedSymbol symbol;
        symbol.file = file;
        symbol.page = number;
        symbol.symbology = to_word(decoded.symbology);
        symbol.identifier = decoded.identifier;
        symbol.text = decoded.payload;
        symbol.box = decoded.bounds();
        symbol.orientation = decoded.orientation;
        if (dots_per_mm > 0)
            symbol.box_mm = {
                hundredths(symbol.box.x / dots_per_mm), hundredths(symbol.box.y / dots_per_mm),
                hundredths(symbol.box.width / dots_per_mm),
                hundredths(symbol.box.height / dots_per_mm)};
        symbol.valid = !looks_like_isbt(symbol.text) || isbt128::decode(symbol.text, tables).valid();
        page.symbols.push_back(std::move(symbol));
    }
    return page;
}

void add_words(std::string_view pdf, std::vector<ScannedPage>& pages) {
    auto words = words_of_pdf(pdf);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (!words)
            pages[i].no_words = words.error().text;
        else if (i < words->size() && !(*words)[i].empty())
            pages[i].words = std::move((*words)[i]);
        else
            pages[i].no_words = "the page holds no text";
    }
}

Error at_file(Error error, std::string const& file) {
    error.where.file = file;
    return error;
}

// The objects of `isbt decode`, one a structure; none for what is not ISBT 128.
Json structures_json(std::string const& text, isbt128::Tables const* tables) {
    Json structures = Json::array();
    if (!looks_like_isbt(text))
        return structures;
    isbt128::Printer printer;
    printer.add_json(isbt128::decode(text, tables), 0);
    for (auto const line : text::split(printer.buffer(), '\n')) {
        if (!line.empty())
            structures.push_back(Json::parse(line, nullptr, false));
    }
    return structures;
}

Json or_null(std::string const& text) {
    return text.empty() ? Json() : Json(text);
}

} // namespace

std::string_view to_word(Match match) {
    switch (match) {
    case Match::matched:
        return "matched";
    case Match::wrong:
        return "wrong";
    case Match::missing:
        return "missing";
    case Match::extra:
        return "extra";
    case Match::unreadable:
        return "unreadable";
    }
    return "missing";
}

Result<std::vector<ScannedPage>> scan_file(std::string_view bytes, std::string const& file,
                                           ScanSettings const& settings) {
    std::vector<ScannedPage> pages;
    if (is_pdf(bytes)) {
        auto const done = for_each_page(
            bytes, settings.pdf_dpi,
            [&](int number, barcode::Raster const& raster) -> Result<void> {
                pages.push_back(
                    scan_page(raster, file, number, settings.pdf_dpi / 25.4, settings.tables));
                return {};
            });
        if (!done)
            return at_file(done.error(), file);
        add_words(bytes, pages);
        return pages;
    }
    if (!render::is_png(bytes) && !render::is_portable_map(bytes))
        return input_error({file, 0, 0, ""}, "is no PNG, PGM or PDF; for the lines of a scanner "
                                             "use --lines");
    auto const picture = render::read_picture(bytes);
    if (!picture)
        return at_file(picture.error(), file);
    double const dots =
        picture->dots_per_mm > 0 ? picture->dots_per_mm : settings.dots_per_mm;
    pages.push_back(scan_page(picture->raster, file, 1, dots, settings.tables));
    return pages;
}

ScannedSymbol scan_line(std::string_view text, std::int64_t line,
                        isbt128::Tables const* tables) {
    auto const reading = isbt128::decode(text, tables);
    ScannedSymbol symbol;
    symbol.line = line;
    symbol.identifier = reading.identifier();
    symbol.text = reading.text();
    symbol.valid = !looks_like_isbt(symbol.text) ? !symbol.text.empty() : reading.valid();
    return symbol;
}

std::vector<Finding> check_page_consistency(ScannedPage const& page,
                                            isbt128::Tables const* tables) {
    std::vector<std::string> strings;
    std::set<std::string> linear_texts;
    std::set<std::string> messages;
    std::multiset<std::string> kinds;
    for (auto const& symbol : page.symbols) {
        if (!symbol.valid || symbol.text.empty() || !looks_like_isbt(symbol.text))
            continue;
        strings.push_back(symbol.text);
        auto const reading = isbt128::decode(symbol.text, tables);
        bool const is_message = reading.structures().front().row->kind ==
                                isbt128::Kind::compound;
        bool const first = (is_message ? messages : linear_texts).insert(symbol.text).second;
        if (first && !is_message)
            for (auto const& structure : reading.structures())
                kinds.insert(std::string(structure.row->number));
    }
    bool const one_label =
        messages.size() <= 1 && std::all_of(kinds.begin(), kinds.end(), [&](auto const& kind) {
            return kinds.count(kind) == 1;
        });
    if (!one_label)
        return {};
    auto findings =
        isbt128::check_consistency(strings, {}, isbt128::Purpose::scan, tables);
    for (auto& finding : findings)
        finding.scope = text::cat("page ", page.page);
    return findings;
}

std::vector<Finding> check_printed_text(ScannedPage const& page) {
    std::vector<readback::ReadSymbol> symbols;
    for (auto const& symbol : page.symbols) {
        if (!symbol.box_mm || !symbol.valid || !looks_like_isbt(symbol.text))
            continue;
        auto const& [x, y, width, height] = *symbol.box_mm;
        bool const level = symbol.symbology == to_word(barcode::Symbology::code128) &&
                           std::abs(symbol.orientation) <= 2;
        symbols.push_back({symbol.text, {x, y, width, height}, level});
    }
    if (symbols.empty() || (!page.words && page.no_words.empty()))
        return {};
    std::vector<Finding> findings;
    if (page.words)
        findings = readback::compare_printed(symbols, *page.words);
    else
        findings.push_back({"READ-09",
                            Severity::info,
                            "",
                            "printed text",
                            "not compared",
                            "",
                            {},
                            text::cat("the printed text was not compared with the symbols: ",
                                      page.no_words),
                            "compare them by eye"});
    for (auto& finding : findings)
        finding.scope = text::cat("page ", page.page);
    return findings;
}

std::string to_json_line(ScannedSymbol const& symbol, isbt128::Tables const* tables) {
    Json box;
    if (symbol.box_mm)
        box = *symbol.box_mm;
    bool const seen = !symbol.text.empty();
    bool const on_page = seen && symbol.page > 0;
    Json const line{
        {"file", or_null(symbol.file)},
        {"page", symbol.page > 0 ? Json(symbol.page) : Json()},
        {"line", symbol.line > 0 ? Json(symbol.line) : Json()},
        {"symbology", or_null(symbol.symbology)},
        {"identifier", or_null(symbol.identifier)},
        {"text", or_null(symbol.text)},
        {"box_mm", box},
        {"box_dots", on_page ? Json{symbol.box.x, symbol.box.y, symbol.box.width, symbol.box.height}
                             : Json()},
        {"orientation", on_page ? Json(symbol.orientation) : Json()},
        {"valid", seen ? Json(symbol.valid) : Json()},
        {"structures", structures_json(symbol.text, tables)},
        {"result", symbol.match ? Json(to_word(*symbol.match)) : Json()},
        {"expected", or_null(symbol.expected)},
        {"label", or_null(symbol.label)},
        {"name", or_null(symbol.name)}};
    return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json_line(Reconciliation const& result, std::string_view expected) {
    Json const line{{"expect", expected},          {"agrees", result.agrees()},
                    {"matched", result.matched},   {"wrong", result.wrong},
                    {"missing", result.missing},   {"extra", result.extra},
                    {"unreadable", result.unreadable}};
    return line.dump() + "\n";
}

} // namespace coldchain::job

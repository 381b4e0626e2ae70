// SPDX-License-Identifier: Apache-2.0
#include "label/layout.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"
#include "label/fields.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace coldchain::label {

namespace {

using config::Field;
using config::FieldType;
using config::Object;
using config::Record;

constexpr Field plain(std::string_view name, FieldType type, bool required,
                      std::string_view about) {
    return {name, type, required, about};
}
constexpr Field length(std::string_view name, bool required, std::string_view about) {
    return {name, FieldType::quantity, required, about, Dimension::length};
}
constexpr Field word(std::string_view name, std::span<std::string_view const> words, bool required,
                     std::string_view about) {
    return {name, FieldType::word, required, about, Dimension::length, words};
}
constexpr Field tables(std::string_view name, Record const& record, std::string_view about) {
    return {name, FieldType::tables, false, about, Dimension::length, {}, &record};
}

constexpr std::array<std::string_view, 3> states{"draft", "approved", "retired"};
constexpr std::array<std::string_view, 2> symbologies{"Code128", "DataMatrix"};
constexpr std::array<std::string_view, 4> faces{"sans", "sans_bold", "mono", "mono_bold"};
constexpr std::array<std::string_view, 3> aligns{"left", "centre", "right"};
constexpr std::array<std::string_view, 3> standings{"top", "middle", "bottom"};
constexpr std::array<std::string_view, 3> figure_kinds{"din", "blood_group", "biohazard"};

constexpr std::array<std::string_view, 2> subjects{"product", "package"};
constexpr std::array<std::string_view, 6> stages{"partial",    "collection",   "in_process",
                                                 "processing", "distribution", "container"};
constexpr std::array<std::string_view, 3> placements{"affixed", "attached", "accompanying"};
constexpr std::array<std::string_view, 4> resizes{"right", "down", "wider", "higher"};

constexpr Field resize_field{"resize",
                             FieldType::texts,
                             false,
                             "how it follows another size: right, down, wider, higher",
                             Dimension::length,
                             resizes};

constexpr std::array symbol_fields{
    plain("name", FieldType::text, true, "for messages"),
    word("symbology", symbologies, true, "Code128 or DataMatrix"),
    plain("structures", FieldType::texts, false, "numbers; several make a compound message"),
    plain("text", FieldType::text, false, "instead of structures: plain text, fields in braces"),
    length("x", true, "left edge of the first bar or module"),
    length("y", true, "upper edge"),
    length("module", true, "X dimension wanted; the printer's whole dots decide"),
    length("height", false, "of the bars"),
    plain("joins", FieldType::text, false, "the symbol to the right that it is scanned with"),
    length("text_size", false, "of the code under the bars"),
    plain("optional", FieldType::flag, false, "left out when the order lacks it"),
    resize_field,
};
constexpr Record symbol_record{"symbol", symbol_fields};

constexpr std::array line_fields{
    plain("text", FieldType::text, true, "with fields in braces"),
    word("face", faces, false, "sans when not given"),
    length("size", true, "em of the letters"),
    length("space_before", false, "above this paragraph"),
};
constexpr Record line_record{"text.line", line_fields};

constexpr std::array text_fields{
    plain("name", FieldType::text, true, "for messages"),
    length("x", true, "left edge"),
    length("y", true, "upper edge"),
    length("width", true, "of the area"),
    length("height", true, "of the area"),
    word("align", aligns, false, "left when not given"),
    word("standing", standings, false, "top when not given"),
    plain("adapts", FieldType::flag, false,
          "what does not fit is set smaller, down to smallest_text, before it is refused"),
    tables("line", line_record, "paragraphs"),
    resize_field,
};
constexpr Record text_record{"text", text_fields};

constexpr std::array figure_fields{
    plain("name", FieldType::text, true, "for messages"),
    word("kind", figure_kinds, true, "din, blood_group or biohazard"),
    length("x", true, "left edge"),
    length("y", true, "upper edge"),
    length("width", true, "of the area"),
    length("height", true, "of the area"),
    length("size", true, "em of its text"),
    resize_field,
};
constexpr Record figure_record{"figure", figure_fields};

constexpr std::array rule_fields{
    plain("name", FieldType::text, true, "for messages"),
    length("x1", true, ""),
    length("y1", true, ""),
    length("x2", true, ""),
    length("y2", true, ""),
    length("width", true, "of the line"),
    resize_field,
};
constexpr Record rule_record{"rule", rule_fields};

constexpr std::array area_fields{
    length("x", true, ""),
    length("y", true, ""),
    length("width", true, ""),
    length("height", true, ""),
};
constexpr Record watermark_record{"watermark", area_fields};

constexpr std::array layout_fields{
    plain("schema", FieldType::text, true, "coldchain.layout/1"),
    plain("pack", FieldType::text, true, "id of the layout"),
    plain("edition", FieldType::text, true, "edition of this file"),
    plain("valid_from", FieldType::any, true, "day from which it counts"),
    plain("valid_to", FieldType::any, false, "last day"),
    plain("title", FieldType::text, true, "what it is for"),
    word("state", states, true, "draft, approved or retired"),
    word("subject", subjects, false, "product when not given"),
    word("stage", stages, false, "row of the stage table that its labels must meet"),
    word("placement", placements, false, "affixed when not given"),
    plain("statements", FieldType::texts, true, "packs of rules/statements whose words it prints"),
    length("smallest_width", false, "that a user may ask for"),
    length("smallest_height", false, "that a user may ask for"),
    length("largest_width", false, "that a user may ask for"),
    length("largest_height", false, "that a user may ask for"),
    length("width", true, "of the label"),
    length("height", true, "of the label"),
    length("margin", true, "kept clear at every edge"),
    length("smallest_text", true, "em below which no text may be"),
    Field{"watermark",
          FieldType::table,
          false,
          "where a draft says that it is one",
          Dimension::length,
          {},
          &watermark_record},
    tables("symbol", symbol_record, "bar codes"),
    tables("text", text_record, "texts"),
    tables("figure", figure_record, "what is drawn by rule"),
    tables("rule", rule_record, "lines"),
};
constexpr Record whole_record{"layout", layout_fields};

Micrometres length_of(Object const& object, std::string_view name) {
    auto const quantity = object.quantity(name);
    if (!quantity)
        return {};
    double const count = in_unit(*quantity, "mm") * 1000.0;
    return {std::llround(count)};
}

template <std::size_t N>
std::size_t index_of(Object const& object, std::string_view name,
                     std::array<std::string_view, N> const& words) {
    auto const given = object.text(name);
    auto const at = given ? std::find(words.begin(), words.end(), *given) : words.begin();
    return at == words.end() ? 0 : static_cast<std::size_t>(at - words.begin());
}

Area area_of(Object const& object) {
    return {length_of(object, "x"), length_of(object, "y"), length_of(object, "width"),
            length_of(object, "height")};
}

// Turns checked objects into a Layout and collects what the schema cannot know.
class LayoutReader {
public:
    explicit LayoutReader(std::string file) : m_file(std::move(file)) {}

    Layout read(Object const& object, config::DataHead const& head) {
        m_layout.identity = head.identity;
        m_layout.title = head.title;
        m_layout.state =
            std::array{LayoutState::draft, LayoutState::approved, LayoutState::retired}.at(
                index_of(object, "state", states));
        m_layout.subject =
            index_of(object, "subject", subjects) == 0 ? Subject::product : Subject::package;
        m_layout.stage = object.text("stage").value_or("");
        m_layout.placement = object.text("placement").value_or("affixed");
        m_layout.statements = object.texts("statements");
        m_layout.width = length_of(object, "width");
        m_layout.height = length_of(object, "height");
        m_layout.margin = length_of(object, "margin");
        m_layout.smallest_text = length_of(object, "smallest_text");
        read_size(object);
        read_range(object);
        if (auto const* watermark = object.table("watermark"))
            m_layout.watermark = checked_area(*watermark, "watermark");
        for (auto const& symbol : object.tables("symbol"))
            read_symbol(symbol);
        for (auto const& text : object.tables("text"))
            read_text(text);
        for (auto const& figure : object.tables("figure"))
            read_figure(figure);
        for (auto const& rule : object.tables("rule"))
            read_rule(rule);
        check_joins(object);
        return std::move(m_layout);
    }

    std::vector<Error> take_errors() { return std::move(m_errors); }

private:
    // Told at the key that has the field's name, else at the table.
    void complain(Object const& object, std::string field, std::string what) {
        auto place = object.position;
        for (auto const& member : object.members)
            if (member.name == field)
                place = member.position;
        m_errors.push_back(
            input_error({m_file, place.line, place.column, std::move(field)}, std::move(what)));
    }

    void read_size(Object const& object) {
        constexpr std::int64_t largest = 500'000; // half a metre: no label is larger
        for (auto const& [name, size] :
             {std::pair("width", m_layout.width), std::pair("height", m_layout.height)}) {
            if (size.count < 5000 || size.count > largest)
                complain(object, name,
                         text::cat(to_text(size), " is not a label; allowed: 5 mm to 500 mm"));
        }
        if (m_layout.state == LayoutState::draft && object.table("watermark") == nullptr)
            complain(object, "watermark", "is required while the state is draft");
    }

    void read_range(Object const& object) {
        std::array<std::string_view, 4> const names{"smallest_width", "smallest_height",
                                                    "largest_width", "largest_height"};
        auto const given =
            std::count_if(names.begin(), names.end(), [&](auto name) { return object.has(name); });
        if (given == 0)
            return;
        SizeRange const range{length_of(object, names[0]), length_of(object, names[1]),
                              length_of(object, names[2]), length_of(object, names[3])};
        if (given != 4 || range.smallest_width > m_layout.width ||
            range.smallest_height > m_layout.height || range.largest_width < m_layout.width ||
            range.largest_height < m_layout.height)
            complain(object, "smallest_width",
                     "a layout of many sizes gives all of smallest_width, smallest_height, "
                     "largest_width and largest_height, around its own size");
        m_layout.sizes = range;
    }

    static Resize resize_of(Object const& object) {
        Resize resize;
        for (auto const& word : object.texts("resize")) {
            resize.right = resize.right || word == "right";
            resize.down = resize.down || word == "down";
            resize.wider = resize.wider || word == "wider";
            resize.higher = resize.higher || word == "higher";
        }
        return resize;
    }

    std::string name_of(Object const& object) {
        std::string name = object.text("name").value_or("");
        if (!m_names.insert(name).second)
            complain(object, "name", text::cat(text::quoted(name), " is used twice"));
        return name;
    }

    Area checked_area(Object const& object, std::string const& name) {
        Area const area = area_of(object);
        if (area.x.count + area.width.count > m_layout.width.count ||
            area.y.count + area.height.count > m_layout.height.count)
            complain(object, name,
                     text::cat("its area leaves the label of ", to_text(m_layout.width), " x ",
                               to_text(m_layout.height)));
        return area;
    }

    void check_text_size(Object const& object, std::string const& name, Micrometres size) {
        if (size < m_layout.smallest_text)
            complain(object, name,
                     text::cat("text of ", to_text(size),
                               " is below the layout's smallest_text of ",
                               to_text(m_layout.smallest_text)));
    }

    void read_symbol(Object const& object) {
        SymbolItem item;
        item.name = name_of(object);
        item.symbology = index_of(object, "symbology", symbologies) == 0
                             ? barcode::Symbology::code128
                             : barcode::Symbology::data_matrix;
        item.structures = object.texts("structures");
        item.text = object.text("text").value_or("");
        item.resize = resize_of(object);
        item.x = length_of(object, "x");
        item.y = length_of(object, "y");
        item.module = length_of(object, "module");
        item.height = length_of(object, "height");
        item.joins = object.text("joins").value_or("");
        item.text_size = length_of(object, "text_size");
        item.optional = object.flag("optional").value_or(false);
        check_symbol(object, item);
        m_layout.symbols.push_back(std::move(item));
    }

    void check_symbol(Object const& object, SymbolItem const& item) {
        bool const linear = item.symbology == barcode::Symbology::code128;
        auto const known = structure_sources();
        for (auto const& number : item.structures) {
            if (std::none_of(known.begin(), known.end(),
                             [&](StructureSource const& s) { return s.number == number; }))
                complain(
                    object, item.name,
                    text::cat("structure ", text::quoted(number), " is not one a label can carry"));
        }
        if (!item.text.empty()) {
            check_fields(object, item.name, item.text);
            if (!item.structures.empty())
                complain(object, item.name, "carries structures or a plain text, not both");
        } else if (item.structures.empty() || (linear && item.structures.size() != 1))
            complain(object, item.name,
                     linear ? "a Code128 symbol carries exactly one structure"
                            : "a symbol carries at least one structure");
        if (linear && item.height.count < 5000)
            complain(object, item.name, "bars must be at least 5 mm high (ST-001 6.1.3)");
        if (item.text_size.count > 0)
            check_text_size(object, item.name, item.text_size);
    }

    void read_text(Object const& object) {
        TextItem item;
        item.name = name_of(object);
        item.area = checked_area(object, item.name);
        item.resize = resize_of(object);
        item.align = std::array{draw::Align::left, draw::Align::centre, draw::Align::right}.at(
            index_of(object, "align", aligns));
        item.standing = std::array{Standing::top, Standing::middle, Standing::bottom}.at(
            index_of(object, "standing", standings));
        item.adapts = object.flag("adapts").value_or(false);
        for (auto const& line : object.tables("line"))
            item.lines.push_back(read_line(line, item.name));
        if (item.lines.empty())
            complain(object, item.name, "has no [[text.line]]");
        m_layout.texts.push_back(std::move(item));
    }

    Line read_line(Object const& object, std::string const& name) {
        Line line;
        line.text = object.text("text").value_or("");
        line.face = std::array{draw::Face::sans, draw::Face::sans_bold, draw::Face::mono,
                               draw::Face::mono_bold}
                        .at(index_of(object, "face", faces));
        line.size = length_of(object, "size");
        line.space_before = length_of(object, "space_before");
        check_text_size(object, name, line.size);
        check_fields(object, name, line.text);
        return line;
    }

    void check_fields(Object const& object, std::string const& name, std::string const& text) {
        auto const fields = fields_in(text);
        if (!fields)
            return complain(object, name, fields.error().text);
        for (auto const& field : *fields) {
            if (!is_field(plain_field(field)))
                complain_field(object, name, plain_field(field));
        }
    }

    void complain_field(Object const& object, std::string const& name, std::string_view field) {
        std::vector<std::string> known;
        for (auto const& row : field_rows())
            known.emplace_back(row.name);
        auto const near = text::nearest(field, known);
        complain(object, name,
                 text::cat("field ", text::quoted(field), " is not known",
                           near ? text::cat("; did you mean ", *near, "?")
                                : text::cat("; known: ", text::join(known, ", "))));
    }

    void read_figure(Object const& object) {
        FigureItem item;
        item.name = name_of(object);
        item.kind = std::array{FigureKind::din, FigureKind::blood_group, FigureKind::biohazard}.at(
            index_of(object, "kind", figure_kinds));
        item.area = checked_area(object, item.name);
        item.resize = resize_of(object);
        item.size = length_of(object, "size");
        check_text_size(object, item.name, item.size);
        m_layout.figures.push_back(std::move(item));
    }

    void read_rule(Object const& object) {
        m_layout.rules.push_back({name_of(object), length_of(object, "x1"), length_of(object, "y1"),
                                  length_of(object, "x2"), length_of(object, "y2"),
                                  length_of(object, "width"), resize_of(object)});
    }

    void check_joins(Object const& object) {
        for (auto const& symbol : m_layout.symbols) {
            bool const known =
                symbol.joins.empty() ||
                std::any_of(m_layout.symbols.begin(), m_layout.symbols.end(),
                            [&](SymbolItem const& other) { return other.name == symbol.joins; });
            if (known)
                continue;
            auto const tables = object.tables("symbol");
            auto const table = std::find_if(tables.begin(), tables.end(), [&](Object const& one) {
                return one.text("joins") == symbol.joins;
            });
            complain(table == tables.end() ? object : *table, symbol.name,
                     text::cat("joins ", text::quoted(symbol.joins),
                               ", which is no symbol of this layout"));
        }
    }

    std::string m_file;
    Layout m_layout;
    std::set<std::string> m_names;
    std::vector<Error> m_errors;
};

} // namespace

std::string_view to_word(LayoutState state) {
    switch (state) {
    case LayoutState::draft:
        return "draft";
    case LayoutState::approved:
        return "approved";
    case LayoutState::retired:
        return "retired";
    }
    return "draft";
}

std::string_view plain_field(std::string_view name) {
    if (name.ends_with('?') || name.ends_with('*'))
        name.remove_suffix(1);
    return name;
}

Result<std::vector<std::string>> fields_in(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t at = text.find_first_of("{}"); at != std::string_view::npos;
         at = text.find_first_of("{}", at)) {
        std::size_t const end = text.find_first_of("{}", at + 1);
        if (text[at] == '}' || end == std::string_view::npos || text[end] == '{')
            return input_error({}, text::cat("the braces in ", text::quoted(text),
                                             " do not pair; write {field} or {field?}"));
        names.emplace_back(text.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    return names;
}

Record const& layout_record() {
    return whole_record;
}

Result<Layout> read_layout(config::Document const& document) {
    CC_TRY_ASSIGN(auto const head, config::read_head(document, layout_schema));
    CC_TRY_ASSIGN(auto const object, config::read_record(document, whole_record));
    LayoutReader reader(document.file);
    Layout layout = reader.read(object, head);
    if (auto errors = reader.take_errors(); !errors.empty())
        return merge(std::move(errors));
    return layout;
}

Result<Layout> read_layout(config::DataFolders const& folders, std::string_view name) {
    CC_TRY_ASSIGN(auto const document, config::read_data(folders, layouts_folder, name));
    return read_layout(document);
}

} // namespace coldchain::label

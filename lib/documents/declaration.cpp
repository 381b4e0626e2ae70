// SPDX-License-Identifier: Apache-2.0
#include "documents/declaration.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace coldchain::documents {

namespace {

using config::Object;
using packaging::Classified;
using shipment::Shipment;

std::string member(config::Node const& node, std::string_view key) {
    auto const* value = node.find(key);
    return value == nullptr ? "" : value->text;
}

using config::Field;
using config::FieldType;

constexpr std::array<std::string_view, 3> evidence_words{"verified", "recalled", "derived"};
constexpr Field evidence_field{"evidence",        FieldType::word,   true,
                               "of the whole row", Dimension::length, evidence_words};
constexpr std::array goods_fields{
    Field{"un", FieldType::text, true, "\"UN2814\""},
    Field{"name", FieldType::text, true, "proper shipping name"},
    Field{"technical_name", FieldType::flag, false, "true: a technical name follows in brackets"},
    Field{"class", FieldType::text, true, "class or division"},
    Field{"packing_group", FieldType::text, false, "where there is one"},
    Field{"instruction", FieldType::text, true, "number of the packing instruction"},
    Field{"authorization", FieldType::text, false, "text of that column of the declaration"},
    Field{"passenger_limit", FieldType::texts, false,
          "most in a package on a passenger aircraft, as mass and as volume"},
    Field{"ref", FieldType::text, true, "where it stands"},
    evidence_field,
};
constexpr config::Record goods_row_record{"goods", goods_fields};
constexpr std::array code_fields{
    Field{"un", FieldType::text, true, "\"UN1845\""},
    Field{"code", FieldType::text, true, "special handling code: \"ICE\""},
    Field{"about", FieldType::text, false, "for people"},
    evidence_field,
};
constexpr config::Record code_record{"handling_code", code_fields};
constexpr std::array file_fields{
    Field{"schema", FieldType::text, true, "\"coldchain.goods/1\""},
    Field{"pack", FieldType::text, true, "id of the table"},
    Field{"edition", FieldType::text, true, "of this file"},
    Field{"valid_from", FieldType::date, true, "first day on which it is used"},
    Field{"valid_to", FieldType::date, false, "last day; absent: still in use"},
    Field{"title", FieldType::text, true, "what it is"},
    Field{"goods", FieldType::tables, true, "one row a UN number", Dimension::length, {},
          &goods_row_record},
    Field{"handling_code", FieldType::tables, false, "what a waybill says of a UN number",
          Dimension::length, {}, &code_record},
};
constexpr config::Record file_record{"goods table", file_fields};

Result<GoodsRow> read_row(config::Node const& node, std::string const& file) {
    auto const wrong = [&](std::string_view field, std::string text) {
        return input_error({file, node.position.line, node.position.column, std::string(field)},
                           std::move(text));
    };
    GoodsRow row{member(node, "un"),
                 member(node, "name"),
                 false,
                 member(node, "class"),
                 member(node, "packing_group"),
                 member(node, "instruction"),
                 member(node, "authorization"),
                 {}};
    if (row.un.size() != 6 || !row.un.starts_with("UN"))
        return wrong("un", text::cat("un ", text::quoted(row.un), " is not such as UN2814"));
    if (row.name.empty() || row.hazard_class.empty() || row.instruction.empty())
        return wrong("name", text::cat(row.un, " needs name, class and instruction"));
    if (auto const* technical = node.find("technical_name"))
        row.technical_name = technical->integer != 0;
    if (auto const* limits = node.find("passenger_limit")) {
        for (auto const& item : limits->items) {
            auto limit = parse_quantity(item.text, Dimension::mass);
            if (!limit)
                limit = parse_quantity(item.text, Dimension::volume);
            if (!limit)
                return wrong("passenger_limit", limit.error().text);
            row.passenger_limit.push_back(*limit);
        }
    }
    return row;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

Object const* package_facts(Shipment const& shipment, std::string const& id) {
    for (auto const& package : shipment.facts.tables("package")) {
        if (package.text("id") == id)
            return &package;
    }
    return nullptr;
}

// "Fibreboard box", from the outer packaging's own words.
std::string kind_of_packaging(Object const& package) {
    auto const* outer = package.table("outer");
    std::string const material = outer == nullptr ? "" : outer->text("material").value_or("");
    return material.empty() ? "Package" : capitalised(material);
}

// The content that a classified "content 2" is.
std::optional<Object> content_of(Shipment const& shipment, Classified const& thing) {
    auto const number = text::parse_int(thing.what.substr(thing.what.rfind(' ') + 1));
    auto const* facts = package_facts(shipment, thing.package);
    if (facts == nullptr || !thing.what.starts_with("content ") || !number)
        return std::nullopt;
    auto const contents = facts->tables("content");
    auto const index = static_cast<std::size_t>(*number - 1);
    return index < contents.size() ? std::optional(contents[index]) : std::nullopt;
}

// A product's volume is that of one container.
std::optional<Quantity> volume_of_all(shipment::Product const& product) {
    if (!product.volume || !product.container_count || *product.container_count < 1)
        return std::nullopt;
    auto total = product.volume;
    for (std::int64_t count = 1; total && count < *product.container_count; ++count)
        total = add(*total, *product.volume);
    return total;
}

/// One substance in one package, before packages alike are put together.
struct Goods {
    GoodsRow row;
    std::string technical_name;
    Quantity net;
};

struct Box {
    std::string id;
    std::string packaging;
    std::vector<Goods> goods;
};

class Builder {
public:
    Builder(Shipment const& shipment, std::span<Classified const> classification,
            GoodsTable const& table)
        : m_shipment(shipment), m_classification(classification), m_table(table) {}

    Result<DeclarationData> run() {
        std::vector<Box> boxes;
        for (auto const& package : m_shipment.packages) {
            CC_TRY_ASSIGN(auto box, box_of(package));
            if (needs_declaration(box))
                boxes.push_back(std::move(box));
        }
        put_overpacked(boxes);
        put_loose(boxes);
        put_handling();
        if (m_shipment.declaration && !m_shipment.declaration->aircraft.empty())
            m_data.cargo_only = m_shipment.declaration->aircraft == "cargo_only";
        return std::move(m_data);
    }

private:
    // Dry ice alone flies without a declaration: it stands on one only beside goods that need it.
    static bool needs_declaration(Box const& box) {
        return std::any_of(box.goods.begin(), box.goods.end(),
                           [](Goods const& goods) { return goods.row.un != "UN1845"; });
    }

    Error incomplete(std::string const& field, std::string text) const {
        return input_error({m_shipment.file, 0, 0, field}, std::move(text));
    }

    Result<Box> box_of(shipment::Package const& package) {
        auto const* facts = package_facts(m_shipment, package.id);
        Box box{package.id, facts == nullptr ? "Package" : kind_of_packaging(*facts), {}};
        for (auto const& thing : m_classification) {
            auto const row = m_table.rows.find(thing.is);
            if (thing.package != package.id || row == m_table.rows.end())
                continue;
            bool const ice = thing.what == "dry ice";
            if (ice || thing.what == "liquid nitrogen") {
                auto const net = net_quantity(m_shipment, thing);
                if (!net)
                    return incomplete(thing.place,
                                      ice ? "the net mass of dry ice is not given"
                                          : "the mass of liquid nitrogen is not given");
                box.goods.push_back({row->second, "", *net});
            } else {
                CC_TRY(put_content(box, thing, row->second));
            }
        }
        // the goods first, what cools them after
        std::stable_sort(box.goods.begin(), box.goods.end(), [](auto const& a, auto const& b) {
            return (a.row.un == "UN1845") < (b.row.un == "UN1845");
        });
        return box;
    }

    Result<void> put_content(Box& box, Classified const& thing, GoodsRow const& row) const {
        auto const content = content_of(m_shipment, thing);
        if (!content)
            return {};
        auto const net = net_quantity(m_shipment, thing);
        if (!net)
            return incomplete(thing.place,
                              text::cat("the ",
                                        content->text("state") == "solid" ? "mass" : "volume",
                                        " of ", row.un, " is not given"));
        std::string technical;
        if (row.technical_name) {
            technical = content->text("pathogen").value_or("");
            if (content->flag("pathogen_known") == false)
                technical = "suspected Category A infectious substance";
            if (technical.empty())
                return incomplete(thing.place + ".pathogen",
                                  text::cat(row.un, " needs its technical name; write it as "
                                                    "pathogen"));
        }
        for (auto& goods : box.goods) {
            if (goods.row.un != row.un || goods.technical_name != technical)
                continue;
            if (auto const total = add(goods.net, *net)) {
                goods.net = *total;
                return {};
            }
        }
        box.goods.push_back({row, technical, *net});
        return {};
    }

    static bool same_goods(Box const& a, Box const& b) {
        return a.packaging == b.packaging &&
               std::equal(a.goods.begin(), a.goods.end(), b.goods.begin(), b.goods.end(),
                          [](Goods const& left, Goods const& right) {
                              return left.row.un == right.row.un &&
                                     left.technical_name == right.technical_name &&
                                     left.net.dimension == right.net.dimension &&
                                     compare(left.net, right.net) == 0;
                          });
    }

    // The entries of `count` boxes alike.
    void put_boxes(Box const& box, std::size_t count) {
        for (auto const& goods : box.goods) {
            DeclarationEntry entry{goods.row, goods.technical_name, to_text(goods.net), {}};
            if (box.goods.size() == 1)
                entry.quantity = text::cat(count, " ", box.packaging, " x ", to_text(goods.net));
            judge_aircraft(goods);
            m_data.entries.push_back(std::move(entry));
        }
        if (box.goods.size() > 1)
            m_data.entries.back().statements.push_back(
                count == 1
                    ? text::cat("All packed in one ", text::lower(box.packaging))
                    : text::cat("All packed in one ", text::lower(box.packaging), " x ", count));
    }

    void judge_aircraft(Goods const& goods) {
        for (auto const& limit : goods.row.passenger_limit) {
            if (limit.dimension == goods.net.dimension && compare(goods.net, limit) > 0)
                m_data.cargo_only = true;
        }
    }

    void put_alike(std::vector<Box const*> boxes) {
        while (!boxes.empty()) {
            Box const& first = *boxes.front();
            auto const alike = [&](Box const* box) { return same_goods(first, *box); };
            auto const count = std::count_if(boxes.begin(), boxes.end(), alike);
            put_boxes(first, static_cast<std::size_t>(count));
            std::erase_if(boxes, [&](Box const* box) { return box != &first && alike(box); });
            boxes.erase(boxes.begin());
        }
    }

    bool is_overpacked(std::string const& id) const {
        return std::any_of(m_shipment.overpacks.begin(), m_shipment.overpacks.end(),
                           [&](auto const& overpack) { return holds(overpack, id); });
    }

    static bool holds(shipment::Overpack const& overpack, std::string const& id) {
        return std::find(overpack.packages.begin(), overpack.packages.end(), id) !=
               overpack.packages.end();
    }

    // The mass or volume of each substance in an overpack, for its statement.
    static std::string totals_of(std::vector<Box const*> const& boxes) {
        std::vector<Goods> totals;
        for (auto const* box : boxes) {
            for (auto const& goods : box->goods) {
                auto const known = std::find_if(totals.begin(), totals.end(), [&](auto const& t) {
                    return t.row.un == goods.row.un && t.net.dimension == goods.net.dimension;
                });
                if (known == totals.end())
                    totals.push_back(goods);
                else if (auto const total = add(known->net, goods.net))
                    known->net = *total;
            }
        }
        std::string out;
        for (auto const& total : totals)
            out += text::cat(out.empty() ? "" : ", ", total.row.un, " ", to_text(total.net));
        return out;
    }

    void put_overpacked(std::vector<Box> const& boxes) {
        for (auto const& overpack : m_shipment.overpacks) {
            std::vector<Box const*> inside;
            for (auto const& box : boxes) {
                if (holds(overpack, box.id))
                    inside.push_back(&box);
            }
            if (inside.empty())
                continue;
            put_alike(inside);
            std::string statement = "Overpack Used";
            if (m_shipment.overpacks.size() > 1 || inside.size() > 1)
                statement += text::cat(" ", overpack.id, ", total ", totals_of(inside));
            m_data.entries.back().statements.push_back(statement);
        }
    }

    void put_loose(std::vector<Box> const& boxes) {
        std::vector<Box const*> loose;
        for (auto const& box : boxes) {
            if (!is_overpacked(box.id))
                loose.push_back(&box);
        }
        put_alike(loose);
    }

    void put_handling() {
        bool const infectious =
            std::any_of(m_data.entries.begin(), m_data.entries.end(),
                        [](auto const& entry) { return entry.goods.hazard_class == "6.2"; });
        if (infectious && m_shipment.responsible_person)
            m_data.handling.push_back(
                text::cat("Responsible person: ", m_shipment.responsible_person->name, ", ",
                          m_shipment.responsible_person->phone));
        if (m_shipment.emergency_contact)
            m_data.handling.push_back(
                text::cat("Emergency contact, 24 h: ", m_shipment.emergency_contact->phone, " (",
                          m_shipment.emergency_contact->name,
                          m_shipment.emergency_contact->contract.empty() ? "" : ", contract ",
                          m_shipment.emergency_contact->contract, ")"));
        if (!m_shipment.declaration)
            return;
        for (auto const& line : m_shipment.declaration->handling) {
            // what is said above is not said twice
            bool const person =
                m_shipment.responsible_person &&
                line.find(m_shipment.responsible_person->phone) != std::string::npos;
            bool const desk = m_shipment.emergency_contact &&
                              line.find(m_shipment.emergency_contact->phone) != std::string::npos;
            if (!person && !desk)
                m_data.handling.push_back(line);
        }
    }

    Shipment const& m_shipment;
    std::span<Classified const> m_classification;
    GoodsTable const& m_table;
    DeclarationData m_data;
};

} // namespace

std::string full_name(DeclarationEntry const& entry) {
    return entry.technical_name.empty()
               ? entry.goods.name
               : text::cat(entry.goods.name, " (", entry.technical_name, ")");
}

std::string address_text(shipment::Party const& party) {
    std::string out = party.name;
    for (auto const& line : party.address)
        out += '\n' + line;
    if (!party.country.empty())
        out += '\n' + party.country;
    if (!party.phone.empty())
        out += '\n' + party.phone;
    return out;
}

std::optional<Quantity> net_quantity(Shipment const& shipment, Classified const& thing) {
    auto const* package = shipment.find_package(thing.package);
    if (package == nullptr)
        return std::nullopt;
    if (thing.what == "dry ice")
        return package->dry_ice ? package->dry_ice->net : std::nullopt;
    if (thing.what == "liquid nitrogen")
        return package->liquid_nitrogen ? package->liquid_nitrogen->mass : std::nullopt;
    auto const content = content_of(shipment, thing);
    if (!content)
        return std::nullopt;
    auto const mass = content->quantity("mass");
    if (content->text("state") == "solid")
        return mass;
    auto const* product = shipment.find_product(content->text("product").value_or(""));
    auto volume = content->quantity("volume");
    if (!volume && product != nullptr)
        volume = volume_of_all(*product);
    return volume ? volume : mass;
}

std::vector<OverpackTotal> overpack_totals(Shipment const& shipment,
                                           std::span<Classified const> classification) {
    std::vector<OverpackTotal> totals;
    for (auto const& overpack : shipment.overpacks) {
        std::size_t const first = totals.size();
        for (auto const& thing : classification) {
            bool const inside = std::find(overpack.packages.begin(), overpack.packages.end(),
                                          thing.package) != overpack.packages.end();
            if (!inside || !thing.is.starts_with("UN"))
                continue;
            auto const net = net_quantity(shipment, thing);
            auto const known =
                std::find_if(totals.begin() + static_cast<std::ptrdiff_t>(first), totals.end(),
                             [&](auto const& total) { return total.un == thing.is; });
            if (known == totals.end())
                totals.push_back({overpack.id, thing.is, net});
            else if (known->net && net && known->net->dimension == net->dimension)
                known->net = add(*known->net, *net);
            else
                known->net.reset();
        }
    }
    return totals;
}

config::Record const& goods_record() {
    return file_record;
}

Result<GoodsTable> load_goods(config::DataFolders const& folders) {
    CC_TRY_ASSIGN(auto const document, config::read_data(folders, "rules/documents", "goods"));
    CC_TRY_ASSIGN(auto const head, config::read_head(document, goods_schema));
    CC_TRY(config::read_record(document, file_record));
    GoodsTable table;
    table.identity = head.identity;
    auto const* rows = document.root.find("goods");
    if (rows == nullptr)
        return input_error({document.file, 0, 0, "goods"}, "there is no [[goods]]");
    for (auto const& node : rows->items) {
        CC_TRY_ASSIGN(auto row, read_row(node, document.file));
        table.rows.emplace(row.un, row);
    }
    if (auto const* codes = document.root.find("handling_code")) {
        for (auto const& node : codes->items)
            table.handling_codes.emplace(member(node, "un"), member(node, "code"));
    }
    return table;
}

Result<DeclarationData> declaration_data(Shipment const& shipment,
                                         std::span<Classified const> classification,
                                         GoodsTable const& goods) {
    return Builder(shipment, classification, goods).run();
}

std::vector<std::string> entry_lines(DeclarationData const& data) {
    std::vector<std::string> lines;
    for (auto const& entry : data.entries)
        lines.push_back(text::cat(entry.goods.un, ", ", full_name(entry), ", ",
                                  entry.goods.hazard_class, ", ", entry.quantity, ", ",
                                  entry.goods.instruction));
    return lines;
}

} // namespace coldchain::documents

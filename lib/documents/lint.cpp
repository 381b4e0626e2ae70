// SPDX-License-Identifier: Apache-2.0
#include "documents/lint.hpp"

#include "common/text.hpp"
#include "documents/scans.hpp"
#include "documents/waybill.hpp"
#include "isbt128/din.hpp"
#include "packaging/written.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace coldchain::documents {

namespace {

using shipment::Shipment;

constexpr std::array rows{
    CodeRow{"LNT-01", "a number stands on a paper that is not the shipment's",
            "a digit was mistyped, or the paper belongs to another shipment",
            "A999926000132 on the label, A999926000123 in the shipment",
            "find out which is right, mend it, and make the paper again", "coldchain"},
    CodeRow{"LNT-02", "a paper says something else than the shipment",
            "one of the two was changed after the other was made",
            "expiry 2027-11-18 in the shipment, 2027-11-19 in the manifest",
            "make the paper again from the shipment, or mend the shipment", "coldchain"},
    CodeRow{"LNT-03", "a recipient's name stands where none may",
            "names are for labels that ask for them; papers and events use identifiers",
            "the name in a remark of the waybill", "take the name out", "coldchain"},
    CodeRow{"LNT-04", "a waybill number does not hold",
            "the last digit of an air waybill number is its serial modulo 7", "999-12345676",
            "read the number again from the waybill", "IATA Resolution 600a"},
    CodeRow{"LNT-05", "counts or masses do not balance",
            "a product is in no package or in none that is named, or the parts weigh more than the "
            "whole",
            "6 kg of dry ice in a package of 5 kg gross", "count and weigh again", "coldchain"},
    CodeRow{"LNT-06", "the custody record is broken",
            "times run backwards, somebody hands over what another accepted, or a seal changes "
            "without a word",
            "A hands to B, then C hands to D", "complete the record", "coldchain"},
    CodeRow{"LNT-07", "the symbol of the manifest is of another version",
            "the manifest was printed before the shipment was changed", "another digest",
            "print the manifest again", "coldchain"},
    CodeRow{
        "LNT-08", "the printed text of a paper was not compared",
        "the program that reads the text of a PDF is missing, or the PDF is a picture of a page",
        "a scan of a signed manifest", "install poppler-utils, or compare the print by eye",
        "coldchain"},
};

Finding finding(std::string_view code, std::string scope, std::string field, std::string value,
                std::string limit, std::string message, std::string fix) {
    Finding out;
    out.rule = code;
    out.severity = Severity::error;
    out.scope = std::move(scope);
    out.field = std::move(field);
    out.value = std::move(value);
    out.limit = std::move(limit);
    out.message = std::move(message);
    out.fix = std::move(fix);
    return out;
}

constexpr std::string_view mend = "find out which is right, mend it, and make the paper again";

bool is_word_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Every run of letters and digits, also with one hyphen in it.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        char const c = at < text.size() ? text[at] : ' ';
        bool const inner_hyphen =
            c == '-' && !word.empty() && at + 1 < text.size() && is_word_character(text[at + 1]);
        if (is_word_character(c) || inner_hyphen) {
            word += c;
            continue;
        }
        if (!word.empty())
            words.push_back(std::move(word));
        word.clear();
    }
    return words;
}

std::string dins_of(Shipment const& shipment) {
    std::string out;
    for (auto const& product : shipment.products)
        out += (out.empty() ? "" : ", ") + product.donation_identification_number;
    return out;
}

bool has_din(Shipment const& shipment, std::string_view din) {
    return std::any_of(
        shipment.products.begin(), shipment.products.end(),
        [&](auto const& product) { return product.donation_identification_number == din; });
}

bool is_waybill_number(std::string_view word) {
    if (word.size() != 12 || word[3] != '-')
        return false;
    for (std::size_t at = 0; at < word.size(); ++at) {
        if (at != 3 && (word[at] < '0' || word[at] > '9'))
            return false;
    }
    return true;
}

std::optional<Quantity> total_dry_ice(Shipment const& shipment) {
    std::optional<Quantity> total;
    for (auto const& package : shipment.packages) {
        if (package.dry_ice && package.dry_ice->net)
            total = total ? add(*total, *package.dry_ice->net) : package.dry_ice->net;
    }
    return total;
}

// "UN1845, Dry ice, 2 x 6 kg": the mass in each, times the packages, is all the dry ice there is.
void lint_dry_ice(std::vector<Finding>& out, Shipment const& shipment, std::string_view line,
                  std::string const& file) {
    auto const written = packaging::parse_line(line);
    if (written.un != "UN1845" || !written.net || !written.packages)
        return;
    bool const known =
        std::any_of(shipment.packages.begin(), shipment.packages.end(), [&](auto const& package) {
            return package.dry_ice && package.dry_ice->net &&
                   compare(*package.dry_ice->net, *written.net) == 0;
        });
    auto const total = total_dry_ice(shipment);
    if (!known)
        out.push_back(
            finding("LNT-02", file, "dry ice", to_text(*written.net),
                    total ? to_text(*total) : "no dry ice",
                    text::cat("the line ", text::quoted(line), " gives a mass that no package has"),
                    std::string(mend)));
}

void compare_trees(std::vector<Finding>& out, xml::Element const& expected,
                   xml::Element const& found, std::string const& path, std::string const& file) {
    if (expected.text != found.text)
        out.push_back(finding("LNT-02", file, path, found.text, expected.text,
                              text::cat(path, " is ", text::quoted(found.text),
                                        ", and the shipment says ", text::quoted(expected.text)),
                              std::string(mend)));
    for (auto const& [key, value] : expected.attributes) {
        auto const* other = found.attribute(key);
        if (other == nullptr || *other != value)
            out.push_back(finding("LNT-02", file, text::cat(path, "@", key),
                                  other == nullptr ? "" : *other, value,
                                  text::cat(path, "@", key, " is ",
                                            other == nullptr ? "missing" : text::quoted(*other),
                                            ", and the shipment says ", text::quoted(value)),
                                  std::string(mend)));
    }
    std::map<std::string, std::size_t> seen;
    for (auto const& child : expected.children) {
        std::size_t const index = seen[child.name]++;
        std::size_t left = index;
        auto const* id = child.attribute("id");
        auto const same = std::find_if(
            found.children.begin(), found.children.end(), [&](xml::Element const& other) {
                if (other.name != child.name)
                    return false;
                if (id != nullptr)
                    return other.attribute("id") != nullptr && *other.attribute("id") == *id;
                return left-- == 0;
            });
        std::string const child_path =
            text::cat(path, "/", child.name, id == nullptr ? "" : "[" + *id + "]");
        if (same == found.children.end())
            out.push_back(finding("LNT-02", file, child_path, "", child.text,
                                  text::cat(child_path, " is missing"), std::string(mend)));
        else
            compare_trees(out, child, *same, child_path, file);
    }
    for (auto const& child : found.children) {
        auto const count = [&](xml::Element const& parent) {
            return std::count_if(parent.children.begin(), parent.children.end(),
                                 [&](auto const& other) { return other.name == child.name; });
        };
        if (count(found) > count(expected))
            out.push_back(finding("LNT-02", file, path + "/" + child.name, child.text, "",
                                  text::cat(path, "/", child.name, " ", text::quoted(child.text),
                                            " is more than the shipment says"),
                                  std::string(mend)));
    }
}

std::string value_text(config::Node const& node) {
    if (node.kind == config::NodeKind::integer || node.kind == config::NodeKind::flag)
        return text::cat(node.integer);
    return node.text;
}

void compare_nodes(std::vector<Finding>& out, config::Node const& expected,
                   config::Node const& found, std::string const& path, std::string const& file) {
    bool const same_kind = expected.kind == found.kind;
    if (!same_kind || value_text(expected) != value_text(found) ||
        expected.items.size() != found.items.size()) {
        out.push_back(
            finding("LNT-02", file, path, value_text(found), value_text(expected),
                    expected.items.size() != found.items.size()
                        ? text::cat(path, " has ", found.items.size(),
                                    " entries, and the shipment makes ", expected.items.size())
                        : text::cat(path, " is ", text::quoted(value_text(found)),
                                    ", and the shipment says ", text::quoted(value_text(expected))),
                    std::string(mend)));
        return;
    }
    for (std::size_t at = 0; at < expected.items.size(); ++at)
        compare_nodes(out, expected.items[at], found.items[at], text::cat(path, "[", at, "]"),
                      file);
    for (auto const& member : expected.members) {
        std::string const inner = path.empty() ? member.key : path + "." + member.key;
        auto const* other = found.find(member.key);
        if (other == nullptr)
            out.push_back(finding("LNT-02", file, inner, "", value_text(member.value),
                                  text::cat(inner, " is missing"), std::string(mend)));
        else
            compare_nodes(out, member.value, *other, inner, file);
    }
    for (auto const& member : found.members) {
        if (expected.find(member.key) == nullptr)
            out.push_back(finding("LNT-02", file, member.key, value_text(member.value), "",
                                  text::cat(member.key, " is more than the shipment says"),
                                  std::string(mend)));
    }
}

void lint_packages(std::vector<Finding>& out, Shipment const& shipment) {
    for (auto const& product : shipment.products) {
        bool const packed = std::any_of(
            shipment.packages.begin(), shipment.packages.end(), [&](auto const& package) {
                return std::any_of(package.contents.begin(), package.contents.end(),
                                   [&](auto const& held) { return held.product == product.id; });
            });
        if (!packed)
            out.push_back(finding("LNT-05", product.id, "package.content", "", product.id,
                                  "the product is in no package", "name it in package.content"));
    }
    for (auto const& package : shipment.packages) {
        if (!package.gross_mass)
            continue;
        double parts = 0; // kilograms; a sum to compare, never printed as exact
        for (auto const& content : package.contents)
            parts += content.mass ? in_unit(*content.mass, "kg") : 0;
        if (package.dry_ice && package.dry_ice->net)
            parts += in_unit(*package.dry_ice->net, "kg");
        if (package.liquid_nitrogen && package.liquid_nitrogen->mass)
            parts += in_unit(*package.liquid_nitrogen->mass, "kg");
        if (parts > in_unit(*package.gross_mass, "kg") + 1e-9)
            out.push_back(finding("LNT-05", package.id, "package.gross_mass",
                                  to_text(*package.gross_mass), text::fixed(parts, 3) + " kg",
                                  "contents and coolant weigh more than the whole package",
                                  "weigh again"));
    }
}

void lint_custody(std::vector<Finding>& out, Shipment const& shipment) {
    auto const& custody = shipment.custody;
    std::optional<Instant> last;
    if (custody.packed && custody.packed->at)
        last = custody.packed->at->instant;
    std::string holder;
    std::vector<std::string> seals;
    for (auto const& package : shipment.packages)
        seals.insert(seals.end(), package.seals.begin(), package.seals.end());
    auto const check = [&](std::string const& field, std::optional<ZonedTime> const& at,
                           std::optional<std::vector<std::string>> const& read) {
        if (at && last && at->instant < *last)
            out.push_back(finding("LNT-06", "", field, to_rfc3339(at->instant), to_rfc3339(*last),
                                  text::cat(field, " is before what came before it"),
                                  "mend the time"));
        if (at)
            last = at->instant;
        if (read && !seals.empty() && *read != seals)
            out.push_back(finding("LNT-06", "", field, text::join(*read, ", "),
                                  text::join(seals, ", "),
                                  text::cat(field, " reads other seals than before"),
                                  "say in the record which seal was replaced, when and why"));
    };
    for (std::size_t at = 0; at < custody.handovers.size(); ++at) {
        auto const& handover = custody.handovers[at];
        std::string const field = text::cat("custody.handover[", at, "]");
        if (!holder.empty() && !handover.from.empty() && handover.from != holder)
            out.push_back(
                finding("LNT-06", "", field, handover.from, holder,
                        text::cat(handover.from, " hands over what ", holder, " had accepted"),
                        "complete the record"));
        holder = handover.to;
        check(field, handover.at, handover.seals);
    }
    if (custody.received)
        check("custody.received", custody.received->at, custody.received->seals);
}

} // namespace

std::vector<Finding> lint_shipment(Shipment const& shipment) {
    std::vector<Finding> out;
    if (shipment.waybill && waybill_number_holds(shipment.waybill->number) == false)
        out.push_back(finding(
            "LNT-04", "", "waybill.number", shipment.waybill->number,
            "a last digit that is the serial modulo 7",
            text::cat("the check digit of waybill ", shipment.waybill->number, " does not hold"),
            "read the number again from the waybill"));
    lint_packages(out, shipment);
    lint_custody(out, shipment);
    return out;
}

std::vector<Finding> lint_names(Shipment const& shipment, std::string_view bytes,
                                std::string const& file) {
    std::vector<Finding> out;
    for (auto const& product : shipment.products) {
        std::string const& name = product.recipient.name;
        if (!name.empty() && bytes.find(name) != std::string_view::npos)
            out.push_back(
                finding("LNT-03", file, product.id, "(the name)", "an identifier",
                        text::cat("the name of the recipient of ", product.id, " stands in it"),
                        "take the name out; recipients stand by identifier"));
    }
    return out;
}

std::vector<Finding> lint_text(Shipment const& shipment, std::string_view text,
                               std::string const& file) {
    auto out = lint_names(shipment, text, file);
    for (auto const& word : words_of(text)) {
        if (word.size() == 13 && isbt128::Din::parse(word) && !has_din(shipment, word))
            out.push_back(
                finding("LNT-01", file, "donation identification number", word, dins_of(shipment),
                        text::cat(word, " is not a product of this shipment"), std::string(mend)));
        if (is_waybill_number(word) && shipment.waybill && word != shipment.waybill->number)
            out.push_back(finding("LNT-01", file, "waybill number", word, shipment.waybill->number,
                                  text::cat("waybill ", word, " is not this shipment's"),
                                  std::string(mend)));
    }
    for (auto const line : text::split(text, '\n'))
        lint_dry_ice(out, shipment, line, file);
    return out;
}

std::vector<Finding> lint_symbols(Shipment const& shipment, std::span<std::string const> payloads,
                                  std::string const& manifest_digest, std::string const& file) {
    std::vector<Finding> out;
    std::string lines;
    for (auto const& payload : payloads)
        lines += payload + '\n';
    auto const scans = read_scans(lines, {});
    if (!scans.manifest_digest.empty()) {
        if (scans.manifest_shipment != shipment.id)
            out.push_back(finding("LNT-01", file, "shipment", scans.manifest_shipment, shipment.id,
                                  "the manifest's symbol names another shipment",
                                  std::string(mend)));
        else if (!manifest_digest.empty() && scans.manifest_digest != manifest_digest)
            out.push_back(finding("LNT-07", file, "digest", scans.manifest_digest, manifest_digest,
                                  "the symbol is of another version of the manifest",
                                  "print the manifest again"));
    }
    // one page may carry many symbols of many products, so each number is judged by itself
    for (auto const& payload : payloads) {
        auto const one = read_scans(payload, {});
        for (auto const& container : one.containers) {
            auto const& din = container.donation_identification_number;
            if (has_din(shipment, din))
                continue;
            out.push_back(finding(
                "LNT-01", file, "donation identification number", din, dins_of(shipment),
                text::cat("a symbol holds ", din, ", which is not a product of this shipment"),
                std::string(mend)));
        }
    }
    return out;
}

std::vector<Finding> lint_manifest(xml::Element const& expected, xml::Element const& found,
                                   std::string const& file) {
    std::vector<Finding> out;
    compare_trees(out, expected, found, "manifest", file);
    return out;
}

std::vector<Finding> lint_record(config::Node const& expected, config::Node const& found,
                                 std::string const& file) {
    std::vector<Finding> out;
    compare_nodes(out, expected, found, "", file);
    return out;
}

std::span<CodeRow const> lint_codes() {
    return rows;
}

} // namespace coldchain::documents

// SPDX-License-Identifier: Apache-2.0
#include "documents/printed_facts.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace coldchain::documents {

namespace {

using config::Value;

Finding difference(PrintedKind kind, std::string const& file, std::string words, std::string known,
                   std::string message) {
    bool const number = kind == PrintedKind::donation_number || kind == PrintedKind::un_number;
    Finding out;
    out.rule = number ? "LNT-01" : "LNT-02";
    out.severity = Severity::error;
    out.scope = file;
    out.field = to_word(kind);
    out.value = std::move(words);
    out.limit = std::move(known);
    out.message = std::move(message);
    out.fix = "find out which is right, mend it, and make the paper again";
    return out;
}

// One character other, missing or too many, or two neighbours exchanged.
bool nearly(std::u32string_view left, std::u32string_view right) {
    if (left.size() > right.size())
        std::swap(left, right);
    if (right.size() - left.size() > 1)
        return false;
    std::size_t at = 0;
    while (at < left.size() && left[at] == right[at])
        ++at;
    auto const rest_left = left.substr(at);
    auto const rest_right = right.substr(at);
    if (left.size() < right.size())
        return rest_left == rest_right.substr(1);
    if (rest_left.empty())
        return false; // the same
    if (rest_left.substr(1) == rest_right.substr(1))
        return true;
    return rest_left.size() > 1 && rest_left[0] == rest_right[1] && rest_left[1] == rest_right[0] &&
           rest_left.substr(2) == rest_right.substr(2);
}

std::u32string wide(std::string_view text) {
    auto const points = text::code_points(text);
    return {points.begin(), points.end()};
}

std::string narrow(std::u32string_view text) {
    std::string out;
    for (char32_t const c : text)
        out += text::to_utf8(c);
    return out;
}

// Whether the words stand in the text as words of their own.
bool stands_in(std::u32string_view text, std::u32string_view words) {
    for (auto at = text.find(words); at != std::u32string_view::npos;
         at = text.find(words, at + 1)) {
        bool const begins = at == 0 || !is_word_character(text[at - 1]);
        std::size_t const behind = at + words.size();
        if (begins && (behind >= text.size() || !is_word_character(text[behind])))
            return true;
    }
    return false;
}

// The words at a place that are nearly the name, or nothing.
std::u32string_view near_miss(std::u32string_view all, std::size_t at, std::u32string_view name) {
    for (std::size_t const length : {name.size(), name.size() - 1, name.size() + 1}) {
        std::size_t const behind = at + length;
        if (behind > all.size() || (behind < all.size() && is_word_character(all[behind])))
            continue;
        auto const found = all.substr(at, length);
        // a comma behind a name is not a part of it
        bool const same_ends = is_word_character(found.back()) == is_word_character(name.back()) &&
                               is_word_character(found.front()) == is_word_character(name.front());
        if (same_ends && nearly(found, name))
            return found;
    }
    return {};
}

bool has_digit(std::string_view word) {
    return word.find_first_of("0123456789") != std::string_view::npos;
}

} // namespace

std::map<std::string, int> word_counts(std::string_view text) {
    constexpr std::string_view punctuation = ".,;:()[]\"'";
    std::map<std::string, int> words;
    for (auto const line : text::split(text, '\n')) {
        std::string const lower = text::lower(text::trim(line));
        // "Page 1 of 1 Pages" too
        if (lower.starts_with("page ") && lower.size() > 5 && lower[5] >= '0' && lower[5] <= '9')
            continue;
        std::string const blanks = joined_lines(line);
        for (auto word : text::split(blanks, ' ')) {
            while (!word.empty() && punctuation.find(word.back()) != std::string_view::npos)
                word.remove_suffix(1);
            while (!word.empty() && punctuation.find(word.front()) != std::string_view::npos)
                word.remove_prefix(1);
            if (!word.empty())
                ++words[std::string(word)];
        }
    }
    return words;
}

std::set<std::string, std::less<>> words_of(std::string_view text) {
    std::set<std::string, std::less<>> words;
    for (auto const& [word, count] : word_counts(text))
        words.insert(word);
    return words;
}

bool most_words_are(std::string_view text, std::set<std::string, std::less<>> const& words) {
    auto const given = words_of(text);
    auto const known = static_cast<std::size_t>(std::count_if(
        given.begin(), given.end(), [&](auto const& w) { return words.contains(w); }));
    return !given.empty() && 10 * known >= 9 * given.size();
}

bool PrintedFacts::is_one_of_ours(std::string_view text) const {
    return most_words_are(text, m_words);
}

PrintedFacts::PrintedFacts(shipment::Shipment const& shipment) : m_papers(U" ") {
    add_facts(shipment.facts);
    add_names(shipment);
}

void PrintedFacts::add_paper(std::string_view text) {
    for (auto& printed : read_printed(text))
        m_known[printed.kind].emplace(std::move(printed.value), std::move(printed.words));
    m_papers += wide(joined_lines(text)).substr(1);
    m_words.merge(words_of(text));
    m_counts.push_back(word_counts(text));
    m_squeezed += text::replace_all(joined_lines(text), " ", "");
}

void PrintedFacts::add_facts(config::Object const& object) {
    for (auto const& member : object.members)
        add_fact(member.value);
}

void PrintedFacts::add_fact(Value const& value) {
    if (auto const* table = std::get_if<config::Object>(&value.held))
        return add_facts(*table);
    if (auto const* tables = std::get_if<config::Objects>(&value.held)) {
        for (auto const& table : *tables)
            add_facts(table);
        return;
    }
    if (auto const* time = std::get_if<ZonedTime>(&value.held)) {
        // the moment stands on paper in local time and in UTC, alone or as a day
        std::string const local = to_people(*time);
        std::string const utc = to_rfc3339(time->instant);
        return add_paper(
            text::cat(local, "\n", local.substr(0, 10), "\n", utc, "\n", utc.substr(0, 10)));
    }
    if (auto const* texts = std::get_if<config::Texts>(&value.held)) {
        for (auto const& text : *texts)
            add_paper(text);
        return;
    }
    if (auto const* text = std::get_if<std::string>(&value.held))
        return add_paper(*text);
    add_paper(to_text(value));
}

void PrintedFacts::add_name(std::string what, std::string_view text) {
    constexpr std::size_t shortest = 5; // of fewer characters, too many words are nearly the same
    auto name = wide(text);
    if (name.size() >= shortest)
        m_names.push_back({std::move(what), std::move(name)});
}

void PrintedFacts::add_names(shipment::Shipment const& shipment) {
    for (auto const& [what, party] :
         {std::pair("shipper", &shipment.shipper), std::pair("consignee", &shipment.consignee)}) {
        add_name(text::cat(what, ".name"), party->name);
        for (auto const& line : party->address)
            add_name(text::cat(what, ".address"), line);
        add_name(text::cat(what, ".phone"), party->phone);
        add_name(text::cat(what, ".email"), party->email);
    }
    if (shipment.responsible_person) {
        add_name("responsible_person.name", shipment.responsible_person->name);
        add_name("responsible_person.phone", shipment.responsible_person->phone);
    }
    if (shipment.emergency_contact) {
        add_name("emergency_contact.name", shipment.emergency_contact->name);
        add_name("emergency_contact.phone", shipment.emergency_contact->phone);
        add_name("emergency_contact.contract", shipment.emergency_contact->contract);
    }
    add_name("id", shipment.id);
    add_name("order", shipment.order);
    if (shipment.waybill)
        add_name("waybill.number", shipment.waybill->number);
    for (auto const& product : shipment.products) {
        add_name("product.description", product.description);
        add_name("product.chain_of_identity", product.chain_of_identity);
        add_name("product.lot", product.lot);
        add_name("product.donor.id", product.donor.id);
        add_name("product.recipient.id", product.recipient.id);
        add_name("product.investigational_number", product.investigational_number);
    }
    for (auto const& package : shipment.packages) {
        add_name("package.asset", package.asset);
        for (auto const& seal : package.seals)
            add_name("package.seals", seal);
    }
    for (auto const& logger : shipment.loggers)
        add_name("logger.serial", logger.serial);
}

void PrintedFacts::compare_names(std::vector<Finding>& out, std::string_view text,
                                 std::string const& file) const {
    std::u32string const all = wide(joined_lines(text));
    std::set<std::u32string> told;
    for (auto const& name : m_names) {
        for (std::size_t at = 1; at < all.size(); ++at) {
            if (is_word_character(all[at - 1]) || all[at] == U' ')
                continue; // only where a word begins
            auto const found = near_miss(all, at, name.text);
            if (found.empty() || stands_in(m_papers, found) || !told.emplace(found).second)
                continue;
            Finding finding =
                difference(PrintedKind::amount, file, narrow(found), narrow(name.text),
                           text::cat("it prints ", text::quoted(narrow(found)),
                                     ", and the shipment says ", text::quoted(narrow(name.text))));
            finding.field = name.what;
            out.push_back(std::move(finding));
        }
    }
}

void PrintedFacts::compare_words(std::vector<Finding>& out, std::string_view text,
                                 std::string const& file) const {
    constexpr std::size_t long_word = 12; // shorter ones are never broken at the end of a line
    for (auto const& word : words_of(text)) {
        bool const broken = word.size() >= long_word && m_squeezed.find(word) != std::string::npos;
        bool const told = std::any_of(out.begin(), out.end(), [&](Finding const& finding) {
            return finding.value.find(word) != std::string::npos;
        });
        if (!has_digit(word) || m_words.contains(word) || broken || told)
            continue;
        Finding finding = difference(PrintedKind::amount, file, word, "",
                                     text::cat("it prints ", text::quoted(word),
                                               ", which this paper does not say when it "
                                               "is made from the shipment"));
        finding.field = "print";
        out.push_back(std::move(finding));
    }
}

// The paper of ours that is most like the page. A word that the page says more often, beside one
// nearly the same that it says less often, was exchanged for it: the telephone of the receiver
// where that of the sender should be.
void PrintedFacts::compare_counts(std::vector<Finding>& out, std::string_view text,
                                  std::string const& file) const {
    auto const given = word_counts(text);
    std::map<std::string, int> const* nearest = nullptr;
    int fewest = 0;
    for (auto const& paper : m_counts) {
        int apart = 0;
        for (auto const& [word, count] : paper) {
            auto const at = given.find(word);
            apart += std::abs(count - (at == given.end() ? 0 : at->second));
        }
        for (auto const& [word, count] : given)
            apart += paper.contains(word) ? 0 : count;
        if (nearest == nullptr || apart < fewest) {
            nearest = &paper;
            fewest = apart;
        }
    }
    auto const times = [](auto const& counts, std::string const& word) {
        auto const at = counts.find(word);
        return at == counts.end() ? 0 : at->second;
    };
    for (auto const& [word, count] : given) {
        // by a name of its own: clang 14 lets no lambda take a structured binding
        std::string const& printed = word;
        bool const told = std::any_of(out.begin(), out.end(), [&](Finding const& finding) {
            return finding.value.find(printed) != std::string::npos;
        });
        if (nearest == nullptr || !has_digit(word) || told || count <= times(*nearest, word))
            continue;
        for (auto const& [other, wanted] : *nearest) {
            if (times(given, other) >= wanted || !nearly(wide(word), wide(other)))
                continue;
            Finding finding =
                difference(PrintedKind::amount, file, word, other,
                           text::cat("it prints ", text::quoted(word), " once too often and ",
                                     text::quoted(other), " once too rarely"));
            finding.field = "print";
            out.push_back(std::move(finding));
        }
    }
}

std::vector<Finding> PrintedFacts::compare(std::string_view text, std::string const& file,
                                           PaperOf paper) const {
    std::vector<Finding> out;
    std::set<std::pair<PrintedKind, std::string>> told;
    for (auto const& printed : read_printed(text)) {
        bool const measured = printed.kind == PrintedKind::temperature ||
                              printed.kind == PrintedKind::date ||
                              printed.kind == PrintedKind::moment;
        if (measured && paper == PaperOf::arrival)
            continue;
        auto const known = m_known.find(printed.kind);
        if (known != m_known.end() && known->second.contains(printed.value))
            continue;
        if (!told.emplace(printed.kind, printed.value).second)
            continue;
        constexpr std::size_t enough = 6;
        std::vector<std::string> said;
        if (known != m_known.end()) {
            for (auto const& [value, words] : known->second) {
                if (said.size() < enough)
                    said.push_back(words);
            }
        }
        out.push_back(difference(printed.kind, file, printed.words, text::join(said, ", "),
                                 text::cat("it prints ", text::quoted(printed.words),
                                           ", and neither the shipment nor a "
                                           "paper made from it says that")));
    }
    compare_names(out, text, file);
    if (paper == PaperOf::sending && is_one_of_ours(text)) {
        compare_words(out, text, file);
        compare_counts(out, text, file);
    }
    return out;
}

} // namespace coldchain::documents

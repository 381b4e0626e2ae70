// SPDX-License-Identifier: Apache-2.0
#include "packaging/written.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <vector>

namespace coldchain::packaging {

namespace {

struct Token {
    std::string text; // lower case
    bool number = false;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

// Numbers and words; digits and letters that touch are two tokens. The multiplication sign counts
// as the letter x, the other signs of general punctuation separate.
std::vector<Token> tokens_of(std::string_view source) {
    std::string const plain = text::replace_all(
        text::replace_all(text::replace_all(source, "\xC3\x97", " x "), "\xE2\x80\x93", " "),
        "\xE2\x80\x94", " ");
    std::vector<Token> tokens;
    std::size_t at = 0;
    while (at < plain.size()) {
        std::size_t const start = at;
        if (is_digit(plain[at])) {
            while (at < plain.size() &&
                   (is_digit(plain[at]) ||
                    (plain[at] == '.' && at + 1 < plain.size() && is_digit(plain[at + 1]))))
                ++at;
            tokens.push_back({plain.substr(start, at - start), true});
        } else if (is_letter(plain[at])) {
            while (at < plain.size() && is_letter(plain[at]))
                ++at;
            tokens.push_back({text::lower(plain.substr(start, at - start)), false});
        } else {
            ++at;
        }
    }
    return tokens;
}

template <std::size_t N>
bool is_one_of(std::string_view word, std::array<std::string_view, N> const& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::size_t longest_linted = 1000; // characters of a line in which a range is sought

constexpr std::array<std::string_view, 4> kilogram_words{"kg", "kgs", "kilogram", "kilograms"};
constexpr std::array<std::string_view, 3> gram_words{"g", "gram", "grams"};
constexpr std::array<std::string_view, 6> pound_words{"lb",     "lbs", "pound",
                                                      "pounds", "oz",  "ounces"};
constexpr std::array<std::string_view, 12> package_words{
    "package", "packages", "pkg", "pkgs",  "pc",         "pcs",
    "piece",   "pieces",   "box", "boxes", "fibreboard", "fiberboard"};

// Proper shipping names by the words they start with.
struct Name {
    std::string_view written;
    std::array<std::string_view, 3> words;
};
constexpr std::array names{
    Name{"Dry ice", {"dry", "ice", ""}},
    Name{"Carbon dioxide, solid", {"carbon", "dioxide", "solid"}},
    Name{"Biological substance, Category B", {"biological", "substance", "category"}},
    Name{"Biological substance, Category B", {"biological", "substances", "category"}},
    Name{"Infectious substance", {"infectious", "substance", ""}},
    Name{"Infectious substance", {"infectious", "substances", ""}},
    Name{"Genetically modified", {"genetically", "modified", ""}},
    Name{"Nitrogen, refrigerated liquid", {"nitrogen", "refrigerated", "liquid"}},
    Name{"Lithium ion batteries", {"lithium", "ion", "batteries"}},
    Name{"Lithium metal batteries", {"lithium", "metal", "batteries"}},
};

bool matches(std::vector<Token> const& tokens, std::size_t at,
             std::array<std::string_view, 3> const& words) {
    for (auto const word : words) {
        if (word.empty())
            continue;
        if (at >= tokens.size() || tokens[at].text != word)
            return false;
        ++at;
    }
    return true;
}

class LineReader {
public:
    explicit LineReader(std::vector<Token> tokens) : m_tokens(std::move(tokens)) {}

    WrittenLine run() {
        while (m_at < m_tokens.size()) {
            if (m_tokens[m_at].number)
                read_number();
            else
                read_word();
        }
        m_line.pounds_only = m_pounds && !m_line.net;
        m_line.in_order = std::is_sorted(m_order.begin(), m_order.end());
        return m_line;
    }

private:
    std::string_view word(std::size_t ahead) const {
        return m_at + ahead < m_tokens.size() ? std::string_view(m_tokens[m_at + ahead].text)
                                              : std::string_view();
    }
    bool is_number(std::size_t ahead) const {
        return m_at + ahead < m_tokens.size() && m_tokens[m_at + ahead].number;
    }

    void read_word() {
        if (word(0) == "un" && is_number(1) && word(1).size() == 4) {
            m_line.un = text::cat("UN", word(1));
            note(0);
            m_at += 2;
            return;
        }
        if ((word(0) == "class" || word(0) == "div" || word(0) == "division") && is_number(1)) {
            m_line.hazard_class = std::string(word(1));
            note(2);
            m_at += 2;
            return;
        }
        if (word(0) == "i" || word(0) == "ii" || word(0) == "iii")
            m_line.packing_group = text::upper(word(0));
        if (word(0) == "overpack" && word(1) == "x") // an identifier, not a quantity
            ++m_at;
        for (auto const& name : names) {
            if (m_line.name.empty() && matches(m_tokens, m_at, name.words)) {
                m_line.name = std::string(name.written);
                note(1);
            }
        }
        ++m_at;
    }

    void read_number() {
        std::string_view const next = word(1);
        if (is_one_of(next, kilogram_words) || is_one_of(next, gram_words)) {
            take_mass(is_one_of(next, kilogram_words) ? "kg" : "g");
        } else if (is_one_of(next, pound_words)) {
            m_pounds = true;
        } else if (next == "x" || is_one_of(next, package_words)) {
            m_line.packages = m_line.packages ? m_line.packages : text::parse_int(word(0));
            note(3);
        } else if (m_line.hazard_class.empty() && !m_line.un.empty() && word(0).size() <= 3 &&
                   !m_line.packages) {
            m_line.hazard_class = std::string(word(0));
            note(2);
        }
        ++m_at;
    }

    void take_mass(std::string_view unit) {
        if (m_line.net)
            return;
        if (auto const mass = parse_quantity(text::cat(word(0), ' ', unit), Dimension::mass)) {
            m_line.net = *mass;
            note(4);
        }
    }

    void note(int part) { m_order.push_back(part); }

    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    WrittenLine m_line;
    std::vector<int> m_order;
    bool m_pounds = false;
};

std::optional<Quantity> kilograms_at(std::vector<Token> const& tokens, std::size_t at) {
    if (at + 1 >= tokens.size() || !tokens[at].number ||
        !is_one_of(tokens[at + 1].text, kilogram_words))
        return std::nullopt;
    auto const mass = parse_quantity(text::cat(tokens[at].text, " kg"), Dimension::mass);
    return mass ? std::optional(*mass) : std::nullopt;
}

bool is_word(std::vector<Token> const& tokens, std::size_t at, std::string_view word) {
    return at < tokens.size() && tokens[at].text == word;
}

} // namespace

WrittenLine parse_line(std::string_view text) {
    return LineReader(tokens_of(text)).run();
}

std::optional<Quantity> marked_net(std::string_view text) {
    static constexpr std::array<std::string_view, 6> fillers{"wt",  "weight", "quantity",
                                                             "qty", "mass",   "dry"};
    auto const tokens = tokens_of(text);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (tokens[at].text == "net") {
            std::size_t number = at + 1;
            while (number < tokens.size() &&
                   (is_one_of(tokens[number].text, fillers) || tokens[number].text == "ice" ||
                    tokens[number].text == "of"))
                ++number;
            if (auto const mass = kilograms_at(tokens, number))
                return mass;
        }
        auto const mass = kilograms_at(tokens, at);
        bool const of_dry_ice = is_word(tokens, at + 2, "of") && is_word(tokens, at + 3, "dry");
        if (mass && (is_word(tokens, at + 2, "net") || of_dry_ice))
            return mass;
    }
    return std::nullopt;
}

bool states_mass(std::string_view text) {
    auto const tokens = tokens_of(text);
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        std::string const& unit = tokens[at + 1].text;
        if (tokens[at].number && (is_one_of(unit, kilogram_words) || is_one_of(unit, gram_words) ||
                                  is_one_of(unit, pound_words)))
            return true;
    }
    return false;
}

namespace {

// what stands on a box without saying what is in it
constexpr std::array<std::string_view, 47> usual_words{
    "un",         "dry",      "ice",   "carbon",     "dioxide",  "solid",       "net",
    "weight",     "wt",       "qty",   "quantity",   "mass",     "kg",          "kgs",
    "g",          "lb",       "lbs",   "pounds",     "oz",       "of",          "or",
    "less",       "x",        "class", "keep",       "upright",  "frozen",      "handle",
    "with",       "care",     "this",  "side",       "up",       "overpack",    "fragile",
    "cold",       "the",      "as",    "a",          "coolant",  "refrigerant", "not",
    "restricted", "contents", "name",  "biological", "substance"};

} // namespace

bool names_contents(std::string_view text) {
    auto const tokens = tokens_of(text);
    return std::any_of(tokens.begin(), tokens.end(), [&](auto const& token) {
        bool const other = token.text == "category" || token.text == "b";
        return !token.number && !is_one_of(token.text, usual_words) && !other;
    });
}

bool shows_phone(std::string_view text) {
    static constexpr std::array<std::string_view, 5> words{"tel", "telephone", "phone", "call",
                                                           "ph"};
    std::size_t digits = 0;
    auto const tokens = tokens_of(text);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        bool const un = at > 0 && tokens[at - 1].text == "un";
        if (tokens[at].number && !un)
            digits += tokens[at].text.size();
        if (is_one_of(tokens[at].text, words))
            return true;
    }
    return digits >= 7;
}

std::optional<std::string> temperature_range(std::string_view source) {
    std::string plain = text::replace_all(source, "\xE2\x80\x93", "-"); // en dash
    plain = text::replace_all(plain, "\xC2\xB0", " ");                  // degree sign
    plain = text::replace_all(plain, "\xE2\x88\x92", "-");              // minus sign
    static std::regex const range(
        R"((?:^|[^0-9.])([+-]?\s*[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*C?\s*(?:to|-|\.\.)\s*([+-]?\s*[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*C(?![A-Za-z]))",
        std::regex::icase);
    std::smatch match;
    if (plain.size() > longest_linted || !std::regex_search(plain, match, range))
        return std::nullopt;
    auto const degrees = [](std::string const& written) {
        std::string const bare = text::replace_all(text::replace_all(written, "+", ""), " ", "");
        auto const number = parse_decimal(bare);
        return number ? to_text(*number) : bare;
    };
    return text::cat(degrees(match[1].str()), " to ", degrees(match[2].str()), " C");
}

std::optional<std::string> overpack_identifier(std::string_view source) {
    static constexpr std::array<std::string_view, 8> fillers{
        "x", "no", "number", "nr", "id", "identifier", "used", "identification"};
    auto const tokens = tokens_of(source);
    auto at = std::find_if(tokens.begin(), tokens.end(),
                           [](Token const& token) { return token.text == "overpack"; });
    bool const alone =
        text::trim(source).starts_with('#') ||
        (!tokens.empty() && (tokens[0].text == "id" || tokens[0].text == "identifier"));
    if (at != tokens.end())
        ++at;
    else if (alone)
        at = tokens.begin();
    std::string identifier;
    for (; at != tokens.end(); ++at) {
        if (identifier.empty() && is_one_of(at->text, fillers))
            continue;
        if (at->text == "un" || at->text == "dry" || at->text == "carbon") // a mark of its own
            break;
        identifier += text::cat(identifier.empty() ? "" : "-", at->text);
    }
    return identifier.empty() ? std::nullopt : std::optional(identifier);
}

std::optional<std::int64_t> days_of(std::string_view text) {
    auto const tokens = tokens_of(text);
    if (tokens.size() != 2 || !tokens[0].number)
        return std::nullopt;
    auto const number = text::parse_int(tokens[0].text);
    if (!number || *number > 1000)
        return std::nullopt;
    std::string_view const unit = tokens[1].text;
    if (unit.starts_with("year") || unit == "y" || unit == "a")
        return *number * 365;
    if (unit.starts_with("month"))
        return *number * 30;
    if (unit.starts_with("week"))
        return *number * 7;
    if (unit.starts_with("day") || unit == "d")
        return *number;
    return std::nullopt;
}

} // namespace coldchain::packaging

// SPDX-License-Identifier: Apache-2.0
// What is printed on a page that somebody hands back, against the shipment. Nothing is known of
// such a page but its words, so a number counts as right when the shipment, or a paper made from
// it, says it too; anything else is a difference.
#pragma once

#include "common/finding.hpp"
#include "documents/printed.hpp"
#include "shipment/shipment.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::documents {

/// What a paper is about: one made when the box is packed repeats the shipment, one made later says
/// what was measured and when, which no shipment knows.
enum class PaperOf { sending, arrival };

/// Whether nine in ten words of `text` are among `words`, as words_of() gives them.
bool most_words_are(std::string_view text, std::set<std::string, std::less<>> const& words);
/// The words between blanks, without punctuation at their ends, page numbers left out; and how
/// often each stands there.
std::set<std::string, std::less<>> words_of(std::string_view text);
std::map<std::string, int> word_counts(std::string_view text);

/// All that the shipment says, in a form in which print can be compared with it.
class PrintedFacts {
public:
    explicit PrintedFacts(shipment::Shipment const& shipment);

    /// The text of a paper that was made from the shipment: what it says is right.
    void add_paper(std::string_view text);

    /// Whether nearly all words of a text are those of the papers added: it is one of them, or was
    /// before somebody changed it.
    bool is_one_of_ours(std::string_view text) const;

    /// Numbers that nobody said (LNT-01, LNT-02), and names, addresses and identifiers that are
    /// one character off, or have two exchanged (LNT-02). Each once. Temperatures and times of a
    /// paper of arrival are not compared; in one of ours every word with a digit is (LNT-02), also
    /// one that the paper says elsewhere but not as often.
    std::vector<Finding> compare(std::string_view text, std::string const& file,
                                 PaperOf paper = PaperOf::sending) const;

private:
    struct Name {
        std::string what;
        std::u32string text;
    };
    void add_name(std::string what, std::string_view text);
    void add_fact(config::Value const& value);
    void add_facts(config::Object const& object);
    void add_names(shipment::Shipment const& shipment);
    void compare_names(std::vector<Finding>& out, std::string_view text,
                       std::string const& file) const;
    void compare_words(std::vector<Finding>& out, std::string_view text,
                       std::string const& file) const;
    void compare_counts(std::vector<Finding>& out, std::string_view text,
                        std::string const& file) const;

    std::map<PrintedKind, std::map<std::string, std::string>> m_known; ///< value to words
    std::vector<Name> m_names;
    std::set<std::string, std::less<>> m_words;       ///< of the papers
    std::vector<std::map<std::string, int>> m_counts; ///< of each paper: how often it says a word
    std::string m_squeezed;  ///< the papers without blanks, for broken words
    std::u32string m_papers; ///< all right texts, blanks joined, a blank at both ends
};

} // namespace coldchain::documents

// SPDX-License-Identifier: Apache-2.0
// The condition language: one line of words over the fields of a document.
//
//   package.dry_ice.net > 200 kg and package.kind != 'uld'
//   any(m in package.mark: m.text mentions 'UN1845')
//   sum(r in package.primary: r.volume * r.count) <= 4 L
//   content.pathogen mentions category_a_cultures
//
// Operators, loosest first: or; and; not; = != < <= > >= in mentions resembles; + -; *. Literals:
// true, false, 3, 6 kg, -40 C, 'text', 2026-01-01, ['a', 'b']. Functions: given(path), known(x),
// date(time), add_months(date, n), smallest(dimensions), median(dimensions), if(condition, x, y).
// Quantifiers over a list, or a path through lists: any, all, count, sum, each as NAME(x in path:
// expression). Named definitions and lists of the packs are words too; a definition for a table
// takes one as argument: cold_box(p).
//
// Every name, type and dimension is checked when an expression is compiled, so that evaluating
// cannot fail: it gives a value, or unknown with the places of the missing facts. Quantities,
// temperatures and times are compared exactly. A list of tables that is absent is empty, a plain
// key that is absent is unknown.
#pragma once

#include "rules/value.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::rules {

/// The document that expressions speak of: its root's name ("shipment") and its keys.
struct Vocabulary {
    std::string_view root;
    config::Record const* record = nullptr;
};

/// A compiled tree; immutable.
struct Syntax;
using SyntaxPointer = std::shared_ptr<Syntax const>; // shared: definitions are used in many rules

/// A named expression for a scope, such as dry_ice for "package".
struct Definition {
    std::string name;
    std::string scope; ///< "shipment", "package", "package.content"
    std::string text;
    config::Position position;
    std::string file;
};

class Dictionary;

/// An expression bound to a scope. Copies are cheap.
class Expression {
public:
    Expression() = default;

    /// `scope` is the root's name or a path of lists ("package.content"). Fails with the column of
    /// the fault inside `text` in the message.
    static Result<Expression> compile(std::string_view text, std::string_view scope,
                                      Dictionary& dictionary);

    bool empty() const { return m_syntax == nullptr; }
    Type type() const;
    std::string const& text() const { return m_text; }

    /// `element` is one table of the scope this was compiled for.
    Value evaluate(Element const& element) const;

    /// The first path in the text as a place of the document: "package[0].outer.vented"; empty when
    /// there is none.
    std::string place(Element const& element) const;
    /// The value at that path.
    Value first_value(Element const& element) const;

private:
    std::string m_text;
    SyntaxPointer m_syntax;
};

/// The names that expressions may use beside the document's own. Definitions are compiled when they
/// are first used; a circle is refused.
class Dictionary {
public:
    explicit Dictionary(Vocabulary vocabulary) : m_vocabulary(vocabulary) {}

    Vocabulary const& vocabulary() const { return m_vocabulary; }
    /// A later definition of the same name replaces an earlier one: overlays come last.
    void define(Definition definition);
    void define_list(std::string name, config::Texts words);

    config::Texts const* find_list(std::string_view name) const;
    Definition const* find_definition(std::string_view name) const;
    /// Compiles it when needed.
    Result<SyntaxPointer> syntax_of(Definition const& definition);
    std::vector<std::string> names() const;

    /// Compiles every definition, so that all faults of a file are seen.
    Result<void> compile_all();

private:
    struct Entry {
        Definition definition;
        SyntaxPointer syntax;
        bool busy = false;
    };
    Vocabulary m_vocabulary;
    std::map<std::string, Entry, std::less<>> m_definitions;
    std::map<std::string, config::Texts, std::less<>> m_lists;
};

/// The record of a scope, or null when there is no such list in the vocabulary.
config::Record const* record_of_scope(Vocabulary const& vocabulary, std::string_view scope);

/// The root as an element.
Element root_element(Vocabulary const& vocabulary, config::Object const& document);

/// Calls `visit` for each table of a scope, in the order of the document.
void for_each_element(Element const& root, std::string_view scope,
                      std::function<void(Element const&)> const& visit);

/// Text with expressions in braces: "box {package.id} holds {package.dry_ice.net}".
class Template {
public:
    Template() = default;
    static Result<Template> compile(std::string_view text, std::string_view scope,
                                    Dictionary& dictionary);
    std::string fill(Element const& element) const;
    bool empty() const { return m_pieces.empty(); }

private:
    struct Piece {
        std::string text;
        Expression expression; ///< when not empty, its value stands here
    };
    std::vector<Piece> m_pieces;
};

} // namespace coldchain::rules

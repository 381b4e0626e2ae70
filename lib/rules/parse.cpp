// SPDX-License-Identifier: Apache-2.0
// From text to a checked tree: a lexer, and a parser by recursive descent with one function a level
// of binding. Types and dimensions are settled here, so that evaluating cannot fail. Nesting is
// limited, because rule files may come from anybody.
#include "common/text.hpp"
#include "rules/syntax.hpp"

#include <algorithm>
#include <array>

namespace coldchain::rules {

namespace {

constexpr int deepest_expression = 60;

enum class TokenKind { end, word, number, text, date, symbol };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;
    std::size_t column = 0; // from 1
};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Error fault(std::size_t column, std::string const& what) {
    return input_error({}, text::cat("column ", column, " of the expression: ", what));
}

class Lexer {
public:
    explicit Lexer(std::string_view source) : m_source(source) {}

    Result<std::vector<Token>> run() {
        std::vector<Token> tokens;
        do {
            while (m_at < m_source.size() && is_blank(m_source[m_at]))
                ++m_at;
            CC_TRY_ASSIGN(auto token, next());
            tokens.push_back(std::move(token));
        } while (tokens.back().kind != TokenKind::end);
        return tokens;
    }

private:
    Result<Token> next() {
        std::size_t const start = m_at;
        auto const token = [&](TokenKind kind) {
            return Token{kind, std::string(m_source.substr(start, m_at - start)), start + 1};
        };
        if (m_at == m_source.size())
            return token(TokenKind::end);
        char const first = m_source[m_at];
        if (is_letter(first)) {
            take_while([](char c) { return is_letter(c) || is_digit(c); });
            return token(TokenKind::word);
        }
        if (is_digit(first)) {
            take_while([](char c) { return is_digit(c) || c == '.' || c == '-'; });
            std::string_view const number = m_source.substr(start, m_at - start);
            if (parse_date(number))
                return token(TokenKind::date);
            m_at = start;
            take_while([](char c) { return is_digit(c) || c == '.'; });
            return token(TokenKind::number);
        }
        if (first == '\'')
            return quoted_text();
        static constexpr std::array<std::string_view, 15> symbols{
            "!=", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", ":", ".", "+", "-"};
        for (auto const symbol : symbols) {
            if (m_source.substr(m_at).starts_with(symbol)) {
                m_at += symbol.size();
                return token(TokenKind::symbol);
            }
        }
        if (first == '*' || first == '%') {
            ++m_at;
            return token(TokenKind::symbol);
        }
        return fault(start + 1, text::cat(text::quoted(std::string(1, first)),
                                          " has no meaning here; texts stand in single quotes"));
    }

    Result<Token> quoted_text() {
        std::size_t const start = m_at;
        std::size_t const end = m_source.find('\'', start + 1);
        if (end == std::string_view::npos)
            return fault(start + 1, "the quote is never closed");
        m_at = end + 1;
        return Token{TokenKind::text, std::string(m_source.substr(start + 1, end - start - 1)),
                     start + 1};
    }

    template <class Predicate>
    void take_while(Predicate predicate) {
        while (m_at < m_source.size() && predicate(m_source[m_at]))
            ++m_at;
    }

    std::string_view m_source;
    std::size_t m_at = 0;
};

std::optional<Type> type_of(config::FieldType type) {
    using config::FieldType;
    switch (type) {
    case FieldType::text:
    case FieldType::word:
        return Type::text;
    case FieldType::flag:
        return Type::flag;
    case FieldType::integer:
        return Type::number;
    case FieldType::quantity:
        return Type::quantity;
    case FieldType::temperature:
        return Type::temperature;
    case FieldType::range:
        return Type::range;
    case FieldType::time:
        return Type::time;
    case FieldType::date:
        return Type::date;
    case FieldType::dimensions:
        return Type::dimensions;
    case FieldType::texts:
        return Type::texts;
    case FieldType::table:
        return Type::table;
    case FieldType::tables:
        return Type::tables;
    case FieldType::temperatures:
    case FieldType::any:
        return std::nullopt;
    }
    return std::nullopt;
}

// A name that stands for a table while an expression is compiled.
struct Variable {
    std::string name;
    config::Record const* record = nullptr;
};

std::vector<Variable> variables_of(Vocabulary const& vocabulary, std::string_view scope) {
    std::vector<Variable> variables{{std::string(vocabulary.root), vocabulary.record}};
    if (scope == vocabulary.root)
        return variables;
    std::string path;
    for (auto const piece : text::split(scope, '.')) {
        path += text::cat(path.empty() ? "" : ".", piece);
        variables.push_back({std::string(piece), record_of_scope(vocabulary, path)});
    }
    return variables;
}

SyntaxPointer make(Syntax syntax) {
    return std::make_shared<Syntax const>(std::move(syntax));
}

Syntax literal(Type type, Value value) {
    Syntax syntax;
    syntax.type = type;
    syntax.literal = std::move(value);
    return syntax;
}

Syntax operation(Operation operation, Type type, std::vector<SyntaxPointer> children) {
    Syntax syntax;
    syntax.operation = operation;
    syntax.type = type;
    syntax.children = std::move(children);
    return syntax;
}

// Whether a path walks through lists or may end in one.
enum class Lists { refused, last, through };

class Parser {
public:
    Parser(std::vector<Token> tokens, std::vector<Variable> variables, Dictionary& dictionary)
        : m_tokens(std::move(tokens)), m_variables(std::move(variables)), m_dictionary(dictionary) {
    }

    Result<SyntaxPointer> run() {
        CC_TRY_ASSIGN(auto syntax, disjunction());
        if (peek().kind != TokenKind::end)
            return fault(peek().column,
                         text::cat(text::quoted(peek().text), " does not continue the expression"));
        return syntax;
    }

private:
    using Parsed = Result<SyntaxPointer>;

    Token const& peek(std::size_t ahead = 0) const {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }
    bool accept(std::string_view text) {
        if (peek().kind == TokenKind::text || peek().text != text || peek().kind == TokenKind::end)
            return false;
        ++m_at;
        return true;
    }
    Result<void> expect(std::string_view text) {
        if (accept(text))
            return {};
        return fault(peek().column,
                     text::cat(text::quoted(text), " is expected, not ",
                               peek().kind == TokenKind::end ? std::string("the end")
                                                             : text::quoted(peek().text)));
    }
    Result<void> want(SyntaxPointer const& syntax, Type type, std::size_t column) const {
        if (syntax->type == type)
            return {};
        return fault(column, text::cat("this is ", to_word(syntax->type), "; ", to_word(type),
                                       " is expected"));
    }

    Parsed logical(std::string_view word, Operation op, Parsed (Parser::*inner)()) {
        std::size_t column = peek().column;
        CC_TRY_ASSIGN(auto left, (this->*inner)());
        std::vector<SyntaxPointer> children{left};
        while (accept(word)) {
            CC_TRY(want(children.back(), Type::flag, column));
            column = peek().column;
            CC_TRY_ASSIGN(auto right, (this->*inner)());
            children.push_back(right);
        }
        if (children.size() == 1)
            return children.front();
        CC_TRY(want(children.back(), Type::flag, column));
        return make(operation(op, Type::flag, std::move(children)));
    }

    Parsed disjunction() {
        if (++m_depth > deepest_expression)
            return fault(peek().column, "the expression is nested too deeply");
        auto result = logical("or", Operation::disjunction, &Parser::conjunction);
        --m_depth;
        return result;
    }
    Parsed conjunction() { return logical("and", Operation::conjunction, &Parser::negation); }

    Parsed negation() {
        if (peek().kind != TokenKind::word || peek().text != "not")
            return comparison();
        if (++m_depth > deepest_expression)
            return fault(peek().column, "the expression is nested too deeply");
        ++m_at;
        std::size_t const column = peek().column;
        CC_TRY_ASSIGN(auto inner, negation());
        --m_depth;
        CC_TRY(want(inner, Type::flag, column));
        return make(operation(Operation::negation, Type::flag, {inner}));
    }

    Parsed comparison() {
        CC_TRY_ASSIGN(auto left, sum());
        static constexpr std::array<std::pair<std::string_view, Operation>, 9> operators{
            {{"=", Operation::equal},
             {"!=", Operation::unequal},
             {"<", Operation::less},
             {"<=", Operation::less_equal},
             {">", Operation::greater},
             {">=", Operation::greater_equal},
             {"in", Operation::member},
             {"mentions", Operation::mention},
             {"resembles", Operation::resemblance}}};
        for (auto const& [word, op] : operators) {
            std::size_t const column = peek().column;
            if (!accept(word))
                continue;
            CC_TRY_ASSIGN(auto right, sum());
            CC_TRY(check_comparison(op, *left, *right, column));
            return make(operation(op, Type::flag, {left, right}));
        }
        return left;
    }

    static Result<void> check_comparison(Operation op, Syntax const& left, Syntax const& right,
                                         std::size_t column) {
        bool const is_text = left.type == Type::text || left.type == Type::texts;
        if (op == Operation::member || op == Operation::mention || op == Operation::resemblance) {
            bool const good =
                op == Operation::member
                    ? left.type == Type::text && right.type == Type::texts
                    : is_text && (right.type == Type::text || right.type == Type::texts);
            if (good)
                return {};
            return fault(column, text::cat(to_word(left.type), " and ", to_word(right.type),
                                           " do not go together here"));
        }
        bool const ordered = left.type == Type::number || left.type == Type::quantity ||
                             left.type == Type::temperature || left.type == Type::time ||
                             left.type == Type::date;
        bool const equality = op == Operation::equal || op == Operation::unequal;
        bool const comparable =
            ordered || (equality && (left.type == Type::text || left.type == Type::flag));
        if (left.type != right.type || !comparable)
            return fault(column,
                         text::cat(to_word(left.type), " is compared with ", to_word(right.type)));
        return same_dimension(left, right, column);
    }

    static Result<void> same_dimension(Syntax const& left, Syntax const& right,
                                       std::size_t column) {
        if (left.type != Type::quantity || right.type != Type::quantity ||
            left.dimension == right.dimension)
            return {};
        return fault(column, text::cat("a ", coldchain::to_word(left.dimension), " and a ",
                                       coldchain::to_word(right.dimension), " do not go together"));
    }

    Parsed sum() {
        CC_TRY_ASSIGN(auto left, product());
        while (true) {
            std::size_t const column = peek().column;
            bool const plus = accept("+");
            if (!plus && !accept("-"))
                return left;
            CC_TRY_ASSIGN(auto right, product());
            Syntax syntax =
                operation(plus ? Operation::plus : Operation::minus, left->type, {left, right});
            syntax.dimension = left->dimension;
            CC_TRY(check_sum(syntax, plus, column));
            left = make(std::move(syntax));
        }
    }

    static Result<void> check_sum(Syntax& syntax, bool plus, std::size_t column) {
        Syntax const& left = *syntax.children[0];
        Syntax const& right = *syntax.children[1];
        bool const duration =
            right.type == Type::quantity && right.dimension == Dimension::duration;
        if (left.type == Type::time && duration)
            return {};
        if (left.type == Type::time && right.type == Type::time && !plus) {
            syntax.type = Type::quantity;
            syntax.dimension = Dimension::duration;
            return {};
        }
        if (left.type == right.type && (left.type == Type::number || left.type == Type::quantity))
            return same_dimension(left, right, column);
        return fault(column, text::cat(to_word(left.type), " and ", to_word(right.type),
                                       " cannot be added or subtracted"));
    }

    Parsed product() {
        CC_TRY_ASSIGN(auto left, primary());
        while (true) {
            std::size_t const column = peek().column;
            if (!accept("*"))
                return left;
            CC_TRY_ASSIGN(auto right, primary());
            bool const good = (left->type == Type::quantity && right->type == Type::number) ||
                              (left->type == Type::number && right->type == Type::number);
            if (!good)
                return fault(column, "only a number or a quantity times a number is known");
            Syntax syntax = operation(Operation::times, left->type, {left, right});
            syntax.dimension = left->dimension;
            left = make(std::move(syntax));
        }
    }

    Parsed primary() {
        Token const token = peek();
        switch (token.kind) {
        case TokenKind::text:
            ++m_at;
            return make(literal(Type::text, {token.text, {}}));
        case TokenKind::date:
            ++m_at;
            return make(literal(Type::date, {*parse_date(token.text), {}}));
        case TokenKind::number:
            return number("");
        case TokenKind::word:
            return word();
        case TokenKind::symbol:
            return bracketed();
        case TokenKind::end:
            break;
        }
        return fault(token.column, "the expression ends where a value is expected");
    }

    Parsed bracketed() {
        Token const token = peek();
        if (accept("(")) {
            CC_TRY_ASSIGN(auto inner, disjunction());
            CC_TRY(expect(")"));
            return inner;
        }
        if (accept("["))
            return list_literal();
        if (accept("-") && peek().kind == TokenKind::number)
            return number("-");
        return fault(token.column, text::cat(text::quoted(token.text), " is not a value"));
    }

    Parsed list_literal() {
        config::Texts list;
        do {
            if (peek().kind != TokenKind::text)
                return fault(peek().column, "a list holds texts in single quotes");
            list.push_back(peek().text);
            ++m_at;
        } while (accept(","));
        CC_TRY(expect("]"));
        return make(literal(Type::texts, {std::move(list), {}}));
    }

    Parsed number(std::string const& sign) {
        Token const token = peek();
        ++m_at;
        auto const value = parse_decimal(sign + token.text);
        if (!value)
            return fault(token.column, text::cat(text::quoted(token.text), " is not a number"));
        bool const unit = (peek().kind == TokenKind::word || peek().text == "%") &&
                          peek().text != "in" && peek().kind != TokenKind::text;
        if (!unit)
            return make(literal(Type::number, {*value, {}}));
        std::string const written = text::cat(sign, token.text, ' ', peek().text);
        if (auto const point = parse_temperature(written)) {
            ++m_at;
            return make(literal(Type::temperature, {*point, {}}));
        }
        for (auto const dimension :
             {Dimension::length, Dimension::mass, Dimension::volume, Dimension::pressure,
              Dimension::duration, Dimension::energy, Dimension::proportion}) {
            if (auto const quantity = parse_quantity(written, dimension)) {
                ++m_at;
                Syntax syntax = literal(Type::quantity, {*quantity, {}});
                syntax.dimension = dimension;
                return make(std::move(syntax));
            }
        }
        return make(literal(Type::number, {*value, {}})); // a word of the language follows
    }

    Parsed word() {
        Token const token = peek();
        if (token.text == "true" || token.text == "false") {
            ++m_at;
            return make(literal(Type::flag, {token.text == "true", {}}));
        }
        if (peek(1).text == "(" && peek(1).kind == TokenKind::symbol)
            return call();
        if (find_variable(token.text) != nullptr)
            return path(Lists::last);
        ++m_at;
        if (auto const* const list = m_dictionary.find_list(token.text))
            return make(literal(Type::texts, {*list, {}}));
        if (auto const* const definition = m_dictionary.find_definition(token.text))
            return use(*definition, "", token.column);
        return fault(token.column, unknown_name(token.text));
    }

    std::string unknown_name(std::string const& name) const {
        std::vector<std::string> names = m_dictionary.names();
        for (auto const& variable : m_variables)
            names.push_back(variable.name);
        auto const near = text::nearest(name, names);
        return text::cat(text::quoted(name), " is not known here",
                         near ? text::cat("; did you mean ", text::quoted(*near), "?")
                              : std::string("; texts stand in single quotes"));
    }

    Variable const* find_variable(std::string_view name) const {
        auto const at = std::find_if(m_variables.rbegin(), m_variables.rend(),
                                     [&](Variable const& v) { return v.name == name; });
        return at == m_variables.rend() ? nullptr : &*at;
    }

    // NAME.key.key: settled against the keys of the document.
    Parsed path(Lists lists) {
        Token const token = peek();
        Variable const* const variable = find_variable(token.text);
        if (variable == nullptr)
            return fault(token.column, unknown_name(token.text));
        ++m_at;
        Syntax syntax;
        syntax.operation = Operation::path;
        syntax.variable = variable->name;
        syntax.type = Type::table;
        syntax.record = variable->record;
        while (accept(".")) {
            CC_TRY(add_step(syntax, lists));
        }
        if (syntax.type == Type::tables && lists == Lists::refused)
            return fault(token.column, "a list cannot stand here; use any(...) or all(...)");
        return make(std::move(syntax));
    }

    Result<void> add_step(Syntax& syntax, Lists lists) {
        Token const token = peek();
        if (syntax.record == nullptr || (syntax.type == Type::tables && lists != Lists::through))
            return fault(token.column, text::cat(text::quoted(token.text),
                                                 " is asked of something that has no keys"));
        ++m_at;
        std::vector<std::string> names;
        for (auto const& field : syntax.record->fields) {
            if (field.name == token.text) {
                auto const type = type_of(field.type);
                if (!type)
                    return fault(token.column, "this key cannot be used in conditions");
                syntax.steps.push_back(&field);
                syntax.type = *type;
                syntax.dimension = field.dimension;
                syntax.record = field.record;
                return {};
            }
            names.emplace_back(field.name);
        }
        auto const near = text::nearest(token.text, names);
        return fault(token.column,
                     text::cat(text::quoted(token.text), " is not a key of ", syntax.record->name,
                               near ? text::cat("; did you mean ", text::quoted(*near), "?")
                                    : text::cat("; there are: ", text::join(names, ", "))));
    }

    Parsed use(Definition const& definition, std::string const& argument, std::size_t column) {
        auto const* const record = record_of_scope(m_dictionary.vocabulary(), definition.scope);
        auto const fits = [&](Variable const& v) { return v.record == record; };
        bool const bound =
            argument.empty() ? std::any_of(m_variables.begin(), m_variables.end(), fits)
                             : find_variable(argument) != nullptr && fits(*find_variable(argument));
        if (!bound)
            return fault(column, text::cat(text::quoted(definition.name), " is about a ",
                                           definition.scope, ", and there is none here"));
        CC_TRY_ASSIGN(auto inner, m_dictionary.syntax_of(definition));
        Syntax syntax = operation(Operation::definition, inner->type, {inner});
        syntax.dimension = inner->dimension;
        syntax.record = record;
        syntax.scope = definition.scope;
        syntax.variable = argument.empty()
                              ? std::find_if(m_variables.rbegin(), m_variables.rend(), fits)->name
                              : argument;
        return make(std::move(syntax));
    }

    Parsed call() {
        Token const token = peek();
        m_at += 2; // the word and the bracket
        static constexpr std::array<std::pair<std::string_view, Operation>, 4> quantifiers{
            {{"any", Operation::any},
             {"all", Operation::all},
             {"count", Operation::count},
             {"sum", Operation::sum}}};
        for (auto const& [name, op] : quantifiers) {
            if (token.text == name)
                return quantifier(op);
        }
        static constexpr std::array<Function, 10> functions{
            {{"known", Operation::known, Type::flag, {}},
             {"date", Operation::date_of, Type::date, {Type::time}},
             {"add_months", Operation::add_months, Type::date, {Type::date, Type::number}},
             {"smallest", Operation::smallest, Type::quantity, {Type::dimensions}},
             {"median", Operation::median, Type::quantity, {Type::dimensions}},
             {"given", Operation::given, Type::flag, {}},
             {"ask", Operation::ask, Type::flag, {}},
             {"low", Operation::low, Type::temperature, {Type::range}},
             {"high", Operation::high, Type::temperature, {Type::range}},
             {"if", Operation::choose, Type::flag, {Type::flag}}}};
        for (auto const& function : functions) {
            if (token.text == function.name)
                return arguments(function, token);
        }
        if (auto const* const definition = m_dictionary.find_definition(token.text)) {
            std::string const argument = peek().text;
            ++m_at;
            CC_TRY(expect(")"));
            return use(*definition, argument, token.column);
        }
        return fault(token.column, unknown_name(token.text));
    }

    struct Function {
        std::string_view name;
        Operation operation;
        Type type;
        std::array<std::optional<Type>, 2> parameters;
    };

    Parsed arguments(Function const& function, Token const& token) {
        std::vector<SyntaxPointer> given;
        do {
            std::size_t const column = peek().column;
            CC_TRY_ASSIGN(auto argument, disjunction());
            if (given.size() < 2 && function.parameters[given.size()]) {
                CC_TRY(want(argument, *function.parameters[given.size()], column));
            }
            given.push_back(argument);
        } while (accept(","));
        CC_TRY(expect(")"));
        std::size_t const expected = function.operation == Operation::choose       ? 3
                                     : function.operation == Operation::add_months ? 2
                                                                                   : 1;
        if (given.size() != expected)
            return fault(token.column, text::cat(function.name, "(...) takes ", expected,
                                                 " values, not ", given.size()));
        bool const about_path =
            function.operation == Operation::given || function.operation == Operation::ask;
        if (about_path && given[0]->operation != Operation::path)
            return fault(token.column, text::cat(function.name, "(...) asks about a path"));
        Syntax syntax = operation(function.operation, function.type, given);
        if (function.operation == Operation::choose) {
            if (given[1]->type != given[2]->type)
                return fault(token.column, "both choices of if(...) must be of one type");
            CC_TRY(same_dimension(*given[1], *given[2], token.column));
            syntax.type = given[1]->type;
            syntax.dimension = given[1]->dimension;
        }
        return make(std::move(syntax));
    }

    Parsed quantifier(Operation op) {
        Token const name = peek();
        if (name.kind != TokenKind::word)
            return fault(name.column, "a name for the element is expected");
        ++m_at;
        CC_TRY(expect("in"));
        std::size_t const column = peek().column;
        CC_TRY_ASSIGN(auto source, path(Lists::through));
        if (source->type != Type::tables)
            return fault(column, "a path to a list of tables is expected");
        std::vector<SyntaxPointer> children{source};
        if (accept(":")) {
            m_variables.push_back({name.text, source->record});
            auto inner = disjunction();
            m_variables.pop_back();
            CC_TRY_ASSIGN(auto body, std::move(inner));
            children.push_back(body);
        }
        CC_TRY(expect(")"));
        return finish_quantifier(op, name, std::move(children));
    }

    Parsed finish_quantifier(Operation op, Token const& name, std::vector<SyntaxPointer> children) {
        bool const body = children.size() == 2;
        Type type = op == Operation::count ? Type::number : Type::flag;
        Dimension dimension = Dimension::length;
        if (op == Operation::sum) {
            bool const number =
                body && (children[1]->type == Type::number || children[1]->type == Type::quantity);
            if (!number)
                return fault(name.column, "sum(...) needs a number or quantity of each element");
            type = children[1]->type;
            dimension = children[1]->dimension;
        } else if (body) {
            CC_TRY(want(children[1], Type::flag, name.column));
        } else if (op == Operation::all) {
            return fault(name.column, "all(...) needs a condition after a colon");
        }
        Syntax syntax = operation(op, type, std::move(children));
        syntax.variable = name.text;
        syntax.dimension = dimension;
        return make(std::move(syntax));
    }

    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::vector<Variable> m_variables;
    Dictionary& m_dictionary;
};

Result<SyntaxPointer> parse(std::string_view source, std::string_view scope,
                            Dictionary& dictionary) {
    if (record_of_scope(dictionary.vocabulary(), scope) == nullptr)
        return input_error({}, text::cat(text::quoted(scope), " is not a list of a ",
                                         dictionary.vocabulary().root));
    CC_TRY_ASSIGN(auto tokens, Lexer(source).run());
    return Parser(std::move(tokens), variables_of(dictionary.vocabulary(), scope), dictionary)
        .run();
}

} // namespace

config::Record const* record_of_scope(Vocabulary const& vocabulary, std::string_view scope) {
    if (scope == vocabulary.root)
        return vocabulary.record;
    config::Record const* record = vocabulary.record;
    for (auto const piece : text::split(scope, '.')) {
        auto const field =
            std::find_if(record->fields.begin(), record->fields.end(), [&](auto const& f) {
                return f.name == piece && f.type == config::FieldType::tables;
            });
        if (field == record->fields.end())
            return nullptr;
        record = field->record;
    }
    return record;
}

Result<Expression> Expression::compile(std::string_view text, std::string_view scope,
                                       Dictionary& dictionary) {
    Expression expression;
    CC_TRY_ASSIGN(expression.m_syntax, parse(text, scope, dictionary));
    expression.m_text = std::string(text);
    return expression;
}

Type Expression::type() const {
    return m_syntax->type;
}

void Dictionary::define(Definition definition) {
    std::string const name = definition.name;
    m_definitions[name] = {std::move(definition), nullptr, false};
}

void Dictionary::define_list(std::string name, config::Texts words) {
    m_lists[std::move(name)] = std::move(words);
}

config::Texts const* Dictionary::find_list(std::string_view name) const {
    auto const at = m_lists.find(name);
    return at == m_lists.end() ? nullptr : &at->second;
}

Definition const* Dictionary::find_definition(std::string_view name) const {
    auto const at = m_definitions.find(name);
    return at == m_definitions.end() ? nullptr : &at->second.definition;
}

Result<SyntaxPointer> Dictionary::syntax_of(Definition const& definition) {
    Entry& entry = m_definitions.at(definition.name);
    if (entry.syntax != nullptr)
        return entry.syntax;
    Where const where{entry.definition.file, entry.definition.position.line,
                      entry.definition.position.column, entry.definition.name};
    if (entry.busy)
        return input_error(where, "is defined by itself");
    entry.busy = true;
    auto syntax = parse(entry.definition.text, entry.definition.scope, *this);
    entry.busy = false;
    if (!syntax) {
        Error error = std::move(syntax).error();
        if (error.where == Where{})
            error.where = where;
        return error;
    }
    entry.syntax = *syntax;
    return entry.syntax;
}

std::vector<std::string> Dictionary::names() const {
    std::vector<std::string> names;
    for (auto const& [name, entry] : m_definitions)
        names.push_back(name);
    for (auto const& [name, list] : m_lists)
        names.push_back(name);
    return names;
}

Result<void> Dictionary::compile_all() {
    std::vector<Error> errors;
    for (auto const& [name, entry] : m_definitions) {
        if (auto syntax = syntax_of(entry.definition); !syntax)
            errors.push_back(std::move(syntax).error());
    }
    if (!errors.empty())
        return merge(std::move(errors));
    return {};
}

} // namespace coldchain::rules

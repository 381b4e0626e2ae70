// SPDX-License-Identifier: Apache-2.0
// The compiled form of an expression, shared by the parser and the evaluator of this module alone.
#pragma once

#include "rules/expression.hpp"

namespace coldchain::rules {

enum class Operation {
    literal,
    path,
    negation,
    conjunction,
    disjunction,
    equal,
    unequal,
    less,
    less_equal,
    greater,
    greater_equal,
    member,
    mention,
    resemblance,
    plus,
    minus,
    times,
    given,
    known,
    ask,
    low,
    high,
    date_of,
    add_months,
    smallest,
    median,
    choose,
    any,
    all,
    count,
    sum,
    definition,
};

struct Syntax {
    Operation operation = Operation::literal;
    Type type = Type::flag;
    Dimension dimension = Dimension::length; ///< of a quantity
    config::Record const* record = nullptr;  ///< of a table or its lists
    Value literal;
    std::string variable;                    ///< of a path, a quantifier
    std::vector<config::Field const*> steps; ///< of a path
    std::string scope;                       ///< of a definition
    std::vector<SyntaxPointer> children;
};

} // namespace coldchain::rules

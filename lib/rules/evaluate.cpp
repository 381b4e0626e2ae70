// SPDX-License-Identifier: Apache-2.0
// Three-valued evaluation: a conjunction is false when one part is false, else unknown when one
// part is unknown; a disjunction the other way round. A comparison with an unknown side is unknown.
// The missing facts of the parts that decided are carried along.
#include "common/text.hpp"
#include "rules/syntax.hpp"

#include <algorithm>

namespace coldchain::rules {

namespace {

// What names stand for while one expression is evaluated: quantified elements, then the element the
// expression is about and its parents.
struct Environment {
    Element const* element = nullptr;
    Environment const* outer = nullptr;
    std::string_view name = {};
    Element const* bound = nullptr;

    Element const* find(std::string_view wanted) const {
        for (auto const* frame = this; frame != nullptr; frame = frame->outer) {
            if (frame->bound != nullptr && frame->name == wanted)
                return frame->bound;
        }
        for (auto const* at = element; at != nullptr; at = at->parent) {
            if (at->name == wanted)
                return at;
        }
        return nullptr;
    }
};

Value evaluate(Syntax const& syntax, Environment const& environment);

std::string join_place(std::string const& place, std::string_view name) {
    return place.empty() ? std::string(name) : text::cat(place, '.', name);
}

std::vector<Element> elements_of(Element const& holder, Element const* parent,
                                 config::Field const& field, std::string const& place) {
    std::vector<Element> elements;
    auto const tables = holder.object->tables(field.name);
    elements.reserve(tables.size());
    for (std::size_t i = 0; i < tables.size(); ++i)
        elements.push_back({&tables[i], parent, field.name,
                            text::cat(join_place(place, field.name), '[', i, ']')});
    return elements;
}

std::string place_of_path(Syntax const& syntax, Element const& start) {
    std::string place = start.place;
    for (auto const* step : syntax.steps)
        place = join_place(place, step->name);
    return place;
}

struct Convert {
    Value operator()(bool flag) const { return {flag, {}}; }
    Value operator()(std::int64_t number) const { return {Decimal{number, 0}, {}}; }
    Value operator()(config::Temperatures const&) const { return {}; }
    Value operator()(config::Object const& object) const { return {&object, {}}; }
    Value operator()(config::Objects const&) const { return {}; }
    Value operator()(config::Node const&) const { return {}; }
    Value operator()(std::monostate) const { return {}; }
    template <class T>
    Value operator()(T const& other) const {
        return {other, {}};
    }
};

Value read_path(Syntax const& syntax, Environment const& environment) {
    Element const* const start = environment.find(syntax.variable);
    if (start == nullptr)
        return Value::unknown({syntax.variable});
    config::Object const* object = start->object;
    std::string place;
    for (auto const* step : syntax.steps) {
        if (step->type == config::FieldType::tables) {
            if (object == nullptr)
                return {std::vector<Element>{}, {}};
            Element const holder{object, nullptr, {}, {}};
            return {elements_of(holder, start, *step,
                                place.empty() ? start->place : join_place(start->place, place)),
                    {}};
        }
        config::Value const* const value = object == nullptr ? nullptr : object->find(step->name);
        if (step == syntax.steps.back()) {
            if (value == nullptr)
                return Value::unknown({place_of_path(syntax, *start)});
            return std::visit(Convert{}, value->held);
        }
        object = value == nullptr ? nullptr : std::get_if<config::Object>(&value->held);
        place = join_place(place, step->name);
    }
    return {start->object, {}};
}

bool is_given(Syntax const& syntax, Environment const& environment) {
    Value const value = read_path(syntax, environment);
    if (auto const* const list = std::get_if<std::vector<Element>>(&value.held))
        return !list->empty();
    return !value.is_unknown();
}

// Elements of a path that may walk through lists. A deque-like owner is needed for the parents of
// inner elements, so each level is visited from within the one before it.
template <class Visit>
bool walk(Syntax const& source, std::size_t at, Element const& holder, Element const* parent,
          std::string const& place, Visit const& visit) {
    config::Field const& step = *source.steps[at];
    bool const last = at + 1 == source.steps.size();
    if (step.type == config::FieldType::table) {
        config::Object const* const table = holder.object->table(step.name);
        if (table == nullptr)
            return true;
        Element const inner{table, nullptr, {}, {}};
        return walk(source, at + 1, inner, parent, join_place(place, step.name), visit);
    }
    for (auto const& element : elements_of(holder, parent, step, place)) {
        bool const more =
            last ? visit(element) : walk(source, at + 1, element, &element, element.place, visit);
        if (!more)
            return false;
    }
    return true;
}

// Calls `visit` for each element until it returns false.
template <class Visit>
void for_each_in(Syntax const& source, Environment const& environment, Visit const& visit) {
    Element const* const start = environment.find(source.variable);
    if (start != nullptr && !source.steps.empty())
        walk(source, 0, *start, start, start->place, visit);
}

Value of_body(Syntax const& syntax, Environment const& environment, Element const& element) {
    if (syntax.children.size() < 2)
        return {true, {}};
    Environment const inner{environment.element, &environment, syntax.variable, &element};
    return evaluate(*syntax.children[1], inner);
}

Value evaluate_any_or_all(Syntax const& syntax, Environment const& environment) {
    bool const decides = syntax.operation == Operation::any;
    bool decided = false;
    bool unknown = false;
    std::vector<std::string> missing;
    for_each_in(*syntax.children[0], environment, [&](Element const& element) {
        Value const value = of_body(syntax, environment, element);
        if (value.is(decides)) {
            decided = true;
            return false;
        }
        unknown = unknown || value.is_unknown();
        merge_missing(missing, value.missing);
        return true;
    });
    if (decided)
        return {decides, {}};
    return unknown ? Value::unknown(std::move(missing)) : Value{!decides, {}};
}

Value evaluate_count(Syntax const& syntax, Environment const& environment) {
    std::int64_t count = 0;
    bool unknown = false;
    std::vector<std::string> missing;
    for_each_in(*syntax.children[0], environment, [&](Element const& element) {
        Value const value = of_body(syntax, environment, element);
        count += value.is(true) ? 1 : 0;
        unknown = unknown || value.is_unknown();
        merge_missing(missing, value.missing);
        return true;
    });
    return unknown ? Value::unknown(std::move(missing)) : Value{Decimal{count, 0}, {}};
}

Value sum_of(Value const& left, Value const& right) {
    std::vector<std::string> missing = left.missing;
    merge_missing(missing, right.missing);
    if (left.is_unknown() || right.is_unknown())
        return Value::unknown(std::move(missing));
    if (auto const* const number = std::get_if<Decimal>(&left.held)) {
        auto const total = add(*number, std::get<Decimal>(right.held));
        return total ? Value{*total, {}} : Value::unknown({"a number that is not too large"});
    }
    if (auto const* const quantity = std::get_if<Quantity>(&left.held)) {
        auto const& other = std::get<Quantity>(right.held);
        auto total = add(*quantity, other);
        if (!total) // a pound is a whole number of nanograms, but not the other way round
            total = add(other, *quantity);
        return total ? Value{*total, {}} : Value::unknown({"a quantity that is not too large"});
    }
    return {};
}

Value zero_of(Syntax const& syntax) {
    if (syntax.type == Type::number)
        return {Decimal{0, 0}, {}};
    for (auto const* unit : {"mm", "g", "mL", "kPa", "s", "Wh", "%"}) {
        if (auto const zero = parse_quantity(text::cat("0 ", unit), syntax.dimension))
            return {*zero, {}};
    }
    return {};
}

Value evaluate_sum(Syntax const& syntax, Environment const& environment) {
    std::optional<Value> total;
    for_each_in(*syntax.children[0], environment, [&](Element const& element) {
        Value const value = of_body(syntax, environment, element);
        total = total ? sum_of(*total, value) : value;
        return true;
    });
    return total ? *total : zero_of(syntax);
}

Value evaluate_logical(Syntax const& syntax, Environment const& environment) {
    bool const decides = syntax.operation == Operation::disjunction;
    bool unknown = false;
    std::vector<std::string> missing;
    for (auto const& child : syntax.children) {
        Value const value = evaluate(*child, environment);
        if (value.is(decides))
            return {decides, {}};
        unknown = unknown || value.is_unknown();
        merge_missing(missing, value.missing);
    }
    return unknown ? Value::unknown(std::move(missing)) : Value{!decides, {}};
}

// The order of two values of one type: negative, zero, positive; for texts and flags only whether
// they are equal.
int order_of(Value const& left, Value const& right) {
    auto const sign = [](std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
    if (auto const* const a = std::get_if<Decimal>(&left.held))
        return sign(*a <=> std::get<Decimal>(right.held));
    if (auto const* const a = std::get_if<Quantity>(&left.held))
        return sign(compare(*a, std::get<Quantity>(right.held)));
    if (auto const* const a = std::get_if<Temperature>(&left.held))
        return sign(*a <=> std::get<Temperature>(right.held));
    if (auto const* const a = std::get_if<ZonedTime>(&left.held))
        return sign(a->instant <=> std::get<ZonedTime>(right.held).instant);
    if (auto const* const a = std::get_if<Date>(&left.held))
        return sign(*a <=> std::get<Date>(right.held));
    if (auto const* const a = std::get_if<bool>(&left.held))
        return *a == std::get<bool>(right.held) ? 0 : 1;
    if (auto const* const a = std::get_if<std::string>(&left.held))
        return text::equal_ignoring_case(*a, std::get<std::string>(right.held)) ? 0 : 1;
    return 1;
}

config::Texts texts_of(Value const& value) {
    if (auto const* const text = std::get_if<std::string>(&value.held))
        return {*text};
    return std::get<config::Texts>(value.held);
}

// Every text of the left side is in the list.
bool is_member(Value const& left, Value const& right) {
    auto const& list = std::get<config::Texts>(right.held);
    auto const wanted = texts_of(left);
    return std::all_of(wanted.begin(), wanted.end(), [&](auto const& one) {
        return std::any_of(list.begin(), list.end(),
                           [&](auto const& item) { return text::equal_ignoring_case(item, one); });
    });
}

// One of the texts of the left side `matches` a phrase of the right one.
bool is_found(Value const& left, Value const& right,
              bool (*matches)(std::string_view text, std::string_view phrase)) {
    auto const phrases = texts_of(right);
    for (auto const& text : texts_of(left)) {
        if (std::any_of(phrases.begin(), phrases.end(),
                        [&](auto const& phrase) { return matches(text, phrase); }))
            return true;
    }
    return false;
}

bool holds(Operation operation, Value const& left, Value const& right) {
    switch (operation) {
    case Operation::member:
        return is_member(left, right);
    case Operation::mention:
        return is_found(left, right, mentions);
    case Operation::resemblance:
        return is_found(left, right, resembles);
    case Operation::equal:
        return order_of(left, right) == 0;
    case Operation::unequal:
        return order_of(left, right) != 0;
    case Operation::less:
        return order_of(left, right) < 0;
    case Operation::less_equal:
        return order_of(left, right) <= 0;
    case Operation::greater:
        return order_of(left, right) > 0;
    default:
        return order_of(left, right) >= 0;
    }
}

// Both sides, or the unknown value that stands for the whole.
struct Sides {
    Value left;
    Value right;
    std::optional<Value> unknown;
};

Sides sides_of(Syntax const& syntax, Environment const& environment) {
    Sides sides{evaluate(*syntax.children[0], environment),
                evaluate(*syntax.children[1], environment), std::nullopt};
    if (sides.left.is_unknown() || sides.right.is_unknown()) {
        std::vector<std::string> missing = sides.left.missing;
        merge_missing(missing, sides.right.missing);
        sides.unknown = Value::unknown(std::move(missing));
    }
    return sides;
}

Value evaluate_comparison(Syntax const& syntax, Environment const& environment) {
    auto const sides = sides_of(syntax, environment);
    return sides.unknown ? *sides.unknown
                         : Value{holds(syntax.operation, sides.left, sides.right), {}};
}

Quantity duration_of(std::int64_t milliseconds) {
    return {Decimal{milliseconds, 3}, parse_quantity("0 s", Dimension::duration).value().unit,
            Dimension::duration};
}

Value shifted(ZonedTime time, Quantity const& duration, int sign) {
    // whole milliseconds; a duration comes from a text with at most a few decimals
    double const milliseconds = in_unit(duration, "s") * 1000.0;
    time.instant.milliseconds += sign * static_cast<std::int64_t>(milliseconds);
    return {time, {}};
}

Value evaluate_sum_of_two(Syntax const& syntax, Environment const& environment) {
    auto const sides = sides_of(syntax, environment);
    if (sides.unknown)
        return *sides.unknown;
    int const sign = syntax.operation == Operation::plus ? 1 : -1;
    if (auto const* const time = std::get_if<ZonedTime>(&sides.left.held)) {
        if (auto const* const other = std::get_if<ZonedTime>(&sides.right.held))
            return {duration_of(time->instant.milliseconds - other->instant.milliseconds), {}};
        return shifted(*time, std::get<Quantity>(sides.right.held), sign);
    }
    Value right = sides.right;
    if (sign < 0) {
        if (auto* const number = std::get_if<Decimal>(&right.held))
            number->mantissa = -number->mantissa;
        else if (auto* const quantity = std::get_if<Quantity>(&right.held))
            quantity->value.mantissa = -quantity->value.mantissa;
    }
    return sum_of(sides.left, right);
}

std::optional<Decimal> product_of(Decimal left, Decimal right) {
    Decimal product;
    int const scale = left.scale + right.scale;
    if (scale > 15 || __builtin_mul_overflow(left.mantissa, right.mantissa, &product.mantissa))
        return std::nullopt;
    product.scale = static_cast<std::uint8_t>(scale);
    return product;
}

Value evaluate_times(Syntax const& syntax, Environment const& environment) {
    auto const sides = sides_of(syntax, environment);
    if (sides.unknown)
        return *sides.unknown;
    Decimal const factor = std::get<Decimal>(sides.right.held);
    if (auto const* const quantity = std::get_if<Quantity>(&sides.left.held)) {
        if (auto const product = product_of(quantity->value, factor))
            return {Quantity{*product, quantity->unit, quantity->dimension}, {}};
    } else if (auto const product = product_of(std::get<Decimal>(sides.left.held), factor)) {
        return {*product, {}};
    }
    return Value::unknown({"a number that is not too large"});
}

Value evaluate_choice(Syntax const& syntax, Environment const& environment) {
    Value const condition = evaluate(*syntax.children[0], environment);
    if (!condition.is_unknown())
        return evaluate(*syntax.children[condition.is(true) ? 1 : 2], environment);
    Value const yes = evaluate(*syntax.children[1], environment);
    Value const no = evaluate(*syntax.children[2], environment);
    bool const same = !yes.is_unknown() && !no.is_unknown() && syntax.type != Type::texts &&
                      syntax.type != Type::table && order_of(yes, no) == 0;
    return same ? yes : Value::unknown(condition.missing);
}

Date add_months(Date date, std::int64_t months) {
    std::int64_t const index = std::int64_t{date.year} * 12 + date.month - 1 + months;
    auto const year = static_cast<int>(index / 12);
    auto const month = static_cast<int>(index % 12) + 1;
    for (int day = date.day; day > 0; --day) { // the 31st becomes the last day of a short month
        if (auto const found = make_date(year, month, day))
            return *found;
    }
    return date;
}

Value side_of(config::Dimensions const& dimensions, std::size_t rank) {
    auto sides = dimensions.sides;
    std::sort(sides.begin(), sides.end(),
              [](auto const& a, auto const& b) { return compare(a, b) < 0; });
    return {sides.at(rank), {}};
}

// True when there is something; else unknown, with the place.
Value ask(Syntax const& path, Environment const& environment) {
    if (is_given(path, environment))
        return {true, {}};
    Element const* const start = environment.find(path.variable);
    return Value::unknown({start == nullptr ? path.variable : place_of_path(path, *start)});
}

Value bound_of(TemperatureRange const& range, Operation side) {
    auto const& bound = side == Operation::low ? range.low : range.high;
    return bound ? Value{*bound, {}} : Value::unknown({"a limit on that side of the range"});
}

Value evaluate_function(Syntax const& syntax, Environment const& environment) {
    if (syntax.operation == Operation::given)
        return {is_given(*syntax.children[0], environment), {}};
    if (syntax.operation == Operation::ask)
        return ask(*syntax.children[0], environment);
    Value const value = evaluate(*syntax.children[0], environment);
    if (syntax.operation == Operation::known)
        return {!value.is_unknown(), {}};
    if (value.is_unknown())
        return value;
    if (auto const* const range = std::get_if<TemperatureRange>(&value.held))
        return bound_of(*range, syntax.operation);
    if (syntax.operation == Operation::date_of) {
        auto const& time = std::get<ZonedTime>(value.held);
        auto const clock = wall_clock(time.instant, time.zone);
        return clock ? Value{date_of(clock->local), {}} : Value::unknown({time.zone});
    }
    if (syntax.operation == Operation::add_months) {
        Value const months = evaluate(*syntax.children[1], environment);
        if (months.is_unknown())
            return months;
        auto const count = std::get<Decimal>(months.held);
        return {add_months(std::get<Date>(value.held), static_cast<std::int64_t>(to_double(count))),
                {}};
    }
    return side_of(std::get<config::Dimensions>(value.held),
                   syntax.operation == Operation::smallest ? 0 : 1);
}

Value evaluate(Syntax const& syntax, Environment const& environment) {
    switch (syntax.operation) {
    case Operation::literal:
        return syntax.literal;
    case Operation::path:
        return read_path(syntax, environment);
    case Operation::negation:
        return negate(evaluate(*syntax.children[0], environment));
    case Operation::conjunction:
    case Operation::disjunction:
        return evaluate_logical(syntax, environment);
    case Operation::equal:
    case Operation::unequal:
    case Operation::less:
    case Operation::less_equal:
    case Operation::greater:
    case Operation::greater_equal:
    case Operation::member:
    case Operation::mention:
    case Operation::resemblance:
        return evaluate_comparison(syntax, environment);
    case Operation::plus:
    case Operation::minus:
        return evaluate_sum_of_two(syntax, environment);
    case Operation::times:
        return evaluate_times(syntax, environment);
    case Operation::given:
    case Operation::known:
    case Operation::ask:
    case Operation::low:
    case Operation::high:
    case Operation::date_of:
    case Operation::add_months:
    case Operation::smallest:
    case Operation::median:
        return evaluate_function(syntax, environment);
    case Operation::choose:
        return evaluate_choice(syntax, environment);
    case Operation::any:
    case Operation::all:
        return evaluate_any_or_all(syntax, environment);
    case Operation::count:
        return evaluate_count(syntax, environment);
    case Operation::sum:
        return evaluate_sum(syntax, environment);
    case Operation::definition: {
        Element const* const element = environment.find(syntax.variable);
        if (element == nullptr)
            return Value::unknown({syntax.variable});
        // an element bound by a quantifier goes by the definition's own name for it
        Element own = *element;
        auto const dot = syntax.scope.rfind('.');
        own.name = dot == std::string::npos ? std::string_view(syntax.scope)
                                            : std::string_view(syntax.scope).substr(dot + 1);
        return evaluate(*syntax.children[0], {&own, nullptr, {}, nullptr});
    }
    }
    return {};
}

// The first path of a tree in the order of the text, with the environment's own names only.
Syntax const* first_path(Syntax const& syntax) {
    if (syntax.operation == Operation::path && !syntax.steps.empty())
        return &syntax;
    for (auto const& child : syntax.children) {
        if (syntax.operation == Operation::definition)
            continue;
        if (auto const* const found = first_path(*child))
            return found;
    }
    return nullptr;
}

void visit_scope(Element const& element, std::span<std::string_view const> pieces,
                 std::function<void(Element const&)> const& visit) {
    if (pieces.empty()) {
        visit(element);
        return;
    }
    auto const tables = element.object->tables(pieces.front());
    for (std::size_t i = 0; i < tables.size(); ++i) {
        Element const inner{&tables[i], &element, pieces.front(),
                            text::cat(join_place(element.place, pieces.front()), '[', i, ']')};
        visit_scope(inner, pieces.subspan(1), visit);
    }
}

} // namespace

Value Expression::evaluate(Element const& element) const {
    return rules::evaluate(*m_syntax, {&element, nullptr, {}, nullptr});
}

std::string Expression::place(Element const& element) const {
    Syntax const* const path = first_path(*m_syntax);
    Environment const environment{&element, nullptr, {}, nullptr};
    Element const* const start = path == nullptr ? nullptr : environment.find(path->variable);
    return start == nullptr ? std::string() : place_of_path(*path, *start);
}

Value Expression::first_value(Element const& element) const {
    Syntax const* const path = first_path(*m_syntax);
    return path == nullptr ? Value{} : rules::evaluate(*path, {&element, nullptr, {}, nullptr});
}

Element root_element(Vocabulary const& vocabulary, config::Object const& document) {
    return {&document, nullptr, vocabulary.root, {}};
}

void for_each_element(Element const& root, std::string_view scope,
                      std::function<void(Element const&)> const& visit) {
    if (scope == root.name) {
        visit(root);
        return;
    }
    auto const pieces = text::split(scope, '.');
    visit_scope(root, pieces, visit);
}

Result<Template> Template::compile(std::string_view text, std::string_view scope,
                                   Dictionary& dictionary) {
    Template result;
    while (!text.empty()) {
        std::size_t const open = text.find('{');
        result.m_pieces.push_back({std::string(text.substr(0, open)), {}});
        if (open == std::string_view::npos)
            break;
        std::size_t const close = text.find('}', open);
        if (close == std::string_view::npos)
            return input_error({}, "a { is never closed");
        auto expression =
            Expression::compile(text.substr(open + 1, close - open - 1), scope, dictionary);
        if (!expression)
            return std::move(expression).error();
        result.m_pieces.push_back({"", std::move(*expression)});
        text.remove_prefix(close + 1);
    }
    return result;
}

std::string Template::fill(Element const& element) const {
    std::string out;
    for (auto const& piece : m_pieces)
        out += piece.expression.empty() ? piece.text : to_text(piece.expression.evaluate(element));
    return out;
}

} // namespace coldchain::rules

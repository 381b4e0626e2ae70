// SPDX-License-Identifier: Apache-2.0
#include "rules/change.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace coldchain::rules {

namespace {

using config::Object;

struct Step {
    std::string name;
    std::optional<std::size_t> index;
};

Result<std::vector<Step>> steps_of(std::string_view path) {
    std::vector<Step> steps;
    for (auto const piece : text::split(path, '.')) {
        auto const open = piece.find('[');
        Step step{std::string(piece.substr(0, open)), std::nullopt};
        if (open != std::string_view::npos) {
            auto const number = text::parse_int(piece.substr(open + 1, piece.size() - open - 2));
            if (!piece.ends_with(']') || !number || *number < 0 || *number > 100000)
                return input_error({}, text::cat("path ", text::quoted(path),
                                                 " is not understood; write \"package[0].id\""));
            step.index = static_cast<std::size_t>(*number);
        }
        steps.push_back(std::move(step));
    }
    return steps;
}

config::Field const* field_of(Object const& object, std::string_view name) {
    auto const& fields = object.record->fields;
    auto const at = std::find_if(fields.begin(), fields.end(),
                                 [&](auto const& field) { return field.name == name; });
    return at == fields.end() ? nullptr : &*at;
}

config::NamedValue* member_of(Object& object, std::string_view name) {
    auto const at = std::find_if(object.members.begin(), object.members.end(),
                                 [&](auto const& member) { return member.name == name; });
    return at == object.members.end() ? nullptr : &*at;
}

Error no_such(std::string_view path) {
    return input_error({}, text::cat("path ", text::quoted(path), " is not one of the document"));
}

// The value of one key as the reader of files would take it.
Result<config::Value> typed_value(config::Field const& field, config::Node const& node,
                                  std::string_view path) {
    config::Node table;
    table.kind = config::NodeKind::table;
    table.members.push_back({std::string(field.name), node.position, node});
    config::Record const record{"change", {&field, 1}};
    CC_TRY_ASSIGN(auto object, config::read_record(table, record, "change", std::string(path)));
    if (object.members.empty())
        return config::Value{};
    return std::move(object.members.front().value);
}

// The table that holds the last step, made on the way when it is absent.
Result<Object*> holder_of(Object& document, std::vector<Step> const& steps, bool make,
                          std::string_view path) {
    Object* object = &document;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        config::Field const* const field = field_of(*object, steps[i].name);
        if (field == nullptr || field->record == nullptr)
            return no_such(path);
        config::NamedValue* member = member_of(*object, steps[i].name);
        if (member == nullptr) {
            if (!make)
                return nullptr;
            bool const list = field->type == config::FieldType::tables;
            config::Value empty = list ? config::Value{config::Objects{}}
                                       : config::Value{Object{field->record, {}, {}}};
            object->members.push_back({steps[i].name, {}, std::move(empty)});
            member = &object->members.back();
        }
        if (auto* const list = std::get_if<config::Objects>(&member->value.held)) {
            std::size_t const index = steps[i].index.value_or(0);
            if (index == list->size() && make)
                list->push_back({field->record, {}, {}});
            if (index >= list->size())
                return no_such(path);
            object = &(*list)[index];
        } else if (auto* const table = std::get_if<Object>(&member->value.held)) {
            object = table;
        } else {
            return no_such(path);
        }
    }
    return object;
}

void put(Object& object, std::string const& name, config::Value value) {
    if (auto* const member = member_of(object, name))
        member->value = std::move(value);
    else
        object.members.push_back({name, {}, std::move(value)});
}

config::Node list_of(config::Node const& item) {
    if (item.kind == config::NodeKind::list)
        return item;
    config::Node list;
    list.kind = config::NodeKind::list;
    list.items.push_back(item);
    return list;
}

} // namespace

Result<void> set_at(Object& document, std::string_view path, config::Node const& value) {
    CC_TRY_ASSIGN(auto const steps, steps_of(path));
    CC_TRY_ASSIGN(Object* const holder, holder_of(document, steps, true, path));
    Step const& last = steps.back();
    config::Field const* const field = field_of(*holder, last.name);
    if (field == nullptr)
        return no_such(path);
    if (!last.index) {
        CC_TRY_ASSIGN(auto typed, typed_value(*field, value, path));
        put(*holder, last.name, std::move(typed));
        return {};
    }
    CC_TRY_ASSIGN(auto typed, typed_value(*field, list_of(value), path));
    auto* const fresh = std::get_if<config::Objects>(&typed.held);
    config::NamedValue* const member = member_of(*holder, last.name);
    auto* const list =
        member == nullptr ? nullptr : std::get_if<config::Objects>(&member->value.held);
    if (fresh == nullptr || fresh->size() != 1)
        return no_such(path);
    if (list != nullptr && *last.index < list->size())
        (*list)[*last.index] = std::move(fresh->front());
    else
        return add_at(document, path.substr(0, path.rfind('[')), value);
    return {};
}

Result<void> add_at(Object& document, std::string_view path, config::Node const& value) {
    CC_TRY_ASSIGN(auto const steps, steps_of(path));
    CC_TRY_ASSIGN(Object* const holder, holder_of(document, steps, true, path));
    config::Field const* const field = field_of(*holder, steps.back().name);
    if (field == nullptr)
        return no_such(path);
    CC_TRY_ASSIGN(auto typed, typed_value(*field, list_of(value), path));
    config::NamedValue* const member = member_of(*holder, steps.back().name);
    if (member == nullptr) {
        put(*holder, steps.back().name, std::move(typed));
        return {};
    }
    if (auto* const tables = std::get_if<config::Objects>(&member->value.held)) {
        for (auto& table : std::get<config::Objects>(typed.held))
            tables->push_back(std::move(table));
    } else if (auto* const texts = std::get_if<config::Texts>(&member->value.held)) {
        for (auto& item : std::get<config::Texts>(typed.held))
            texts->push_back(std::move(item));
    }
    return {};
}

Result<void> remove_at(Object& document, std::string_view path) {
    CC_TRY_ASSIGN(auto const steps, steps_of(path));
    CC_TRY_ASSIGN(Object* const holder, holder_of(document, steps, false, path));
    Step const& last = steps.back();
    if (holder == nullptr)
        return {};
    config::NamedValue* const member = member_of(*holder, last.name);
    if (member == nullptr)
        return {};
    if (!last.index) {
        std::erase_if(holder->members, [&](auto const& m) { return m.name == last.name; });
        return {};
    }
    auto const offset = static_cast<std::ptrdiff_t>(*last.index);
    if (auto* const tables = std::get_if<config::Objects>(&member->value.held)) {
        if (*last.index < tables->size())
            tables->erase(tables->begin() + offset);
    } else if (auto* const texts = std::get_if<config::Texts>(&member->value.held)) {
        if (*last.index < texts->size())
            texts->erase(texts->begin() + offset);
    }
    return {};
}

} // namespace coldchain::rules

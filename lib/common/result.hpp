// SPDX-License-Identifier: Apache-2.0
// Errors as values. An Error says that an input or the environment is at fault; a verdict about a
// shipment is a Finding (finding.hpp), and a defect of the toolkit is an exception or an assertion.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace coldchain {

/// What an Error is about; each kind maps to one exit code (usage 2, the others 3).
enum class ErrorKind { usage, input, io, unsupported };

/// A place in an input: lines and columns start at 1, 0 means unknown; `field` is a key or field
/// name such as "package[0].outer.rigid". Members that do not apply stay empty.
struct Where {
    std::string file;
    int line = 0;
    int column = 0;
    std::string field;
    bool operator==(Where const&) const = default;
};

/// One thing that is wrong with an input or the environment. `text` states the fact with the
/// offending value quoted, then what to do; lower case, no full stop. Readers that check a whole
/// file put the first problem here and the rest, in file order, into `others`.
struct Error {
    ErrorKind kind = ErrorKind::input;
    Where where;
    std::string text;
    std::vector<Error> others;
};

/// "file:line:column: field: text" without the parts that are unknown, one line an error.
std::string describe(Error const& error);

/// Joins errors in order into one Error; `errors` must not be empty.
Error merge(std::vector<Error> errors);

/// A value or the Error that prevented it, with the member names of std::expected.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }
    T& value() & { return std::get<0>(m_state); }
    T const& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    T& operator*() & { return value(); }
    T const& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    T const* operator->() const { return &value(); }
    Error& error() & { return std::get<1>(m_state); }
    Error const& error() const& { return std::get<1>(m_state); }
    Error&& error() && { return std::get<1>(std::move(m_state)); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}
    bool has_value() const { return !m_error; }
    explicit operator bool() const { return has_value(); }
    Error& error() { return *m_error; }
    Error const& error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

/// Shorthand for an input error at a field or place.
inline Error input_error(Where where, std::string text) {
    return {ErrorKind::input, std::move(where), std::move(text), {}};
}

} // namespace coldchain

// Returns the error of `expression` from the enclosing function, if it holds one.
#define CC_TRY(expression)                                                                         \
    do {                                                                                           \
        if (auto cc_result = (expression); !cc_result)                                             \
            return std::move(cc_result).error();                                                   \
    } while (false)

#define CC_JOIN2(a, b) a##b
#define CC_JOIN(a, b) CC_JOIN2(a, b)
#define CC_TRY_ASSIGN2(name, declaration, expression)                                              \
    auto name = (expression);                                                                      \
    if (!name)                                                                                     \
        return std::move(name).error();                                                            \
    declaration = std::move(name).value()

// CC_TRY_ASSIGN(auto value, f()) declares `value` from the result, or returns its error.
#define CC_TRY_ASSIGN(declaration, expression)                                                     \
    CC_TRY_ASSIGN2(CC_JOIN(cc_result_, __LINE__), declaration, expression)

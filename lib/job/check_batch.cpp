// SPDX-License-Identifier: Apache-2.0
#include "job/check_batch.hpp"

#include "common/file.hpp"
#include "common/text.hpp"
#include "config/tree.hpp"
#include "shipment/read.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <istream>
#include <iterator>
#include <map>
#include <memory>
#include <thread>

namespace coldchain::job {

namespace {

constexpr std::size_t inputs_per_thread = 32;

Result<CheckOutcome> check_bytes(CheckInput const& input, packaging::RuleLibrary& library,
                                 BatchOptions const& options) {
    if (input.failure)
        return *input.failure;
    CC_TRY_ASSIGN(auto const document, config::parse_document(input.bytes, input.name));
    CC_TRY_ASSIGN(auto const shipment, shipment::read_shipment(document));
    return check_shipment(shipment, library, options.judging);
}

CheckedInput check_one(CheckInput const& input, packaging::RuleLibrary& library,
                       BatchOptions const& options) {
    auto outcome = check_bytes(input, library, options);
    if (outcome)
        return {input.name, std::move(*outcome), std::nullopt};
    return {input.name, std::nullopt, std::move(outcome).error()};
}

std::vector<CheckedInput> check_chunk(std::vector<CheckInput> const& inputs,
                                      packaging::RuleLibrary& library,
                                      BatchOptions const& options) {
    std::vector<CheckedInput> results(inputs.size());
    std::atomic<std::size_t> next = 0;
    auto const work = [&] {
        for (std::size_t i = next++; i < inputs.size(); i = next++)
            results[i] = check_one(inputs[i], library, options);
    };
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < options.jobs && i < inputs.size(); ++i)
        threads.emplace_back(work);
    work();
    for (auto& thread : threads)
        thread.join();
    return results;
}

std::vector<CheckInput> take_chunk(CheckSource const& next, std::size_t most) {
    std::vector<CheckInput> inputs;
    while (inputs.size() < most) {
        auto input = next();
        if (!input)
            break;
        inputs.push_back(std::move(*input));
    }
    return inputs;
}

/// Which shipment held a product first: donation number, product code, division.
using Holders = std::map<std::string, std::string>;

void find_shared_products(CheckedInput& checked, Holders& holders) {
    if (!checked.outcome)
        return;
    auto const& facts = checked.outcome->verdict.facts;
    std::vector<Finding> found;
    auto const products = facts.tables("product");
    for (std::size_t i = 0; i < products.size(); ++i) {
        auto const number = products[i].text("donation_identification_number");
        if (!number)
            continue;
        std::string const key =
            text::cat(*number, ' ', products[i].text("product_code").value_or(""), ' ',
                      products[i].text("division").value_or(""));
        std::string const holder =
            text::cat(checked.name, " (", checked.outcome->verdict.shipment, ')');
        auto const [at, fresh] = holders.emplace(key, holder);
        if (!fresh)
            found.push_back(
                packaging::shared_product(text::cat("product[", i, ']'), key, at->second));
    }
    if (!found.empty())
        add_findings(*checked.outcome, found);
}

std::optional<CheckInput> whole_file(std::string const& name) {
    auto bytes = read_file(name, config::largest_document);
    if (bytes)
        return CheckInput{name, std::move(*bytes), std::nullopt};
    return CheckInput{name, {}, std::move(bytes).error()};
}

bool is_whole_object(std::string const& line) {
    return line.starts_with('{') && config::parse_json(line, "line").has_value();
}

/// The state of a stream that is read line by line.
struct Stream {
    std::istream& in;
    int line = 0;
    bool too_large = false;
    enum class Form { unknown, lines, done } form = Form::unknown;

    std::optional<CheckInput> next() {
        if (form == Form::done)
            return std::nullopt;
        std::string text;
        bool const more = take_line(text);
        if (too_large)
            return refused();
        if (!more) {
            form = Form::done;
            return line == 0 ? std::optional(CheckInput{"standard input", "", std::nullopt})
                             : std::nullopt;
        }
        if (form == Form::unknown && !is_whole_object(text)) {
            form = Form::done;
            text += '\n';
            take_rest(text);
            if (too_large)
                return refused();
            return CheckInput{"standard input", std::move(text), std::nullopt};
        }
        form = Form::lines;
        return CheckInput{text::cat("standard input, line ", line), std::move(text), std::nullopt};
    }

    // The next line that is not blank; never more of it than a document may have.
    bool take_line(std::string& text) {
        while (bounded_line(text)) {
            ++line;
            if (too_large || !text::trim(text).empty())
                return true;
        }
        return false;
    }

    bool bounded_line(std::string& text) {
        text.clear();
        auto* const buffer = in.rdbuf();
        for (auto c = buffer->sbumpc(); c != std::char_traits<char>::eof(); c = buffer->sbumpc()) {
            if (c == '\n')
                return true;
            text += static_cast<char>(c);
            if (text.size() > config::largest_document) {
                too_large = true;
                return true;
            }
        }
        return !text.empty();
    }

    void take_rest(std::string& text) {
        std::array<char, 65536> block{};
        while (!too_large) {
            auto const got = in.rdbuf()->sgetn(block.data(), block.size());
            if (got <= 0)
                return;
            text.append(block.data(), static_cast<std::size_t>(got));
            too_large = text.size() > config::largest_document;
        }
    }

    // Where the next document begins is not known after one that is too large.
    CheckInput refused() {
        form = Form::done;
        std::string const name = text::cat("standard input, line ", line);
        return {name, "",
                input_error({name, 0, 0, ""},
                            text::cat("is larger than the ", config::largest_document,
                                      " bytes this reader accepts; nothing after it was read"))};
    }
};

} // namespace

CheckSource files_source(std::vector<std::string> files) {
    // shared, because a std::function is copied with what it holds
    auto const list = std::make_shared<std::vector<std::string>>(std::move(files));
    auto const at = std::make_shared<std::size_t>(0);
    return [list, at]() -> std::optional<CheckInput> {
        if (*at == list->size())
            return std::nullopt;
        return whole_file((*list)[(*at)++]);
    };
}

CheckSource stream_source(std::istream& in) {
    auto const stream = std::make_shared<Stream>(Stream{in}); // as above
    return [stream] { return stream->next(); };
}

report::ExitCode check_batch(CheckSource const& next, packaging::RuleLibrary& library,
                             BatchOptions const& options,
                             std::function<void(CheckedInput const&)> const& deliver) {
    auto worst_answer = report::ExitCode::yes;
    Holders holders;
    std::size_t const most = options.jobs > 1 ? options.jobs * inputs_per_thread : 1;
    while (true) {
        auto const inputs = take_chunk(next, most);
        if (inputs.empty())
            return worst_answer;
        for (auto& checked : check_chunk(inputs, library, options)) {
            if (options.across == AcrossShipments::compared)
                find_shared_products(checked, holders);
            worst_answer =
                report::worse(worst_answer, checked.outcome ? checked.outcome->answer
                                                            : report::exit_code_of(*checked.error));
            deliver(checked);
        }
    }
}

} // namespace coldchain::job

// SPDX-License-Identifier: Apache-2.0
// Two kinds of work go to the workers: a handful of orders becomes pages (or ZPL), and 500 pages
// become a PDF. The caller's thread reads the source, keeps the order, and writes; it holds at most
// a few handfuls and parts at a time.
#include "job/label_batch.hpp"

#include "common/text.hpp"
#include "job/part_set.hpp"
#include "label/divide.hpp"
#include "render/renderer.hpp"
#include "seal/digest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <set>
#include <thread>

namespace coldchain::job {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t orders_together = 16;

/// Threads that do what is put in, oldest first.
class Workers {
public:
    explicit Workers(unsigned count) {
        for (unsigned i = 0; i < count; ++i)
            m_threads.emplace_back([this] { work(); });
    }
    ~Workers() {
        {
            std::lock_guard const lock(m_mutex);
            m_closing = true;
            m_tasks.clear();
        }
        m_ready.notify_all();
        for (auto& thread : m_threads)
            thread.join();
    }
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;

    template <class Function>
    auto put(Function function) -> std::future<decltype(function())> {
        auto task = std::make_shared<std::packaged_task<decltype(function())()>>(
            std::move(function)); // shared: std::function must be copyable
        auto future = task->get_future();
        {
            std::lock_guard const lock(m_mutex);
            m_tasks.emplace_back([task] { (*task)(); });
        }
        m_ready.notify_one();
        return future;
    }

private:
    void work() {
        for (;;) {
            std::function<void()> task;
            {
                std::unique_lock lock(m_mutex);
                m_ready.wait(lock, [this] { return m_closing || !m_tasks.empty(); });
                if (m_tasks.empty())
                    return;
                task = std::move(m_tasks.front());
                m_tasks.pop_front();
            }
            task();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<std::function<void()>> m_tasks;
    bool m_closing = false;
    std::vector<std::thread> m_threads;
};

/// What became of one order.
struct MadeOrder {
    std::string place;                   ///< "orders.csv:12"; empty for a document
    std::vector<std::string> identities; ///< of its containers
    std::optional<Error> error;
    std::vector<MadeLabel> labels;
    bool refused() const {
        return error || std::any_of(labels.begin(), labels.end(),
                                    [](auto const& label) { return label.refused(); });
    }
};

class Batch {
public:
    Batch(BatchRequest const& request, OrderSource& source)
        : m_request(request), m_source(source), m_workers(std::max(1U, request.jobs)) {}

    Result<BatchOutcome> run() {
        CC_TRY(check_request());
        m_outcome.findings = m_request.press.layout_findings();
        if (m_request.json) {
            CC_TRY_ASSIGN(auto lines, StagedFile::open("-"));
            m_outcome.json.emplace(std::move(lines));
        }
        CC_TRY(make_all());
        m_outcome.released = m_outcome.labels > 0 && !is_spoiled();
        if (m_outcome.released && !m_request.dry_run) {
            CC_TRY(write_rest());
            CC_TRY(commit());
        }
        return std::move(m_outcome);
    }

private:
    bool keeps_going() const { return m_request.on_refusal == OnRefusal::keep_going; }
    bool is_spoiled() const {
        bool const retired =
            m_request.press.layout().state == label::LayoutState::retired;
        return retired || (!keeps_going() && m_outcome.refused > 0);
    }
    bool is_pdf() const { return m_request.format == "pdf"; }
    bool is_zpl() const { return m_request.format == "zpl"; }

    static Error usage(std::string text) {
        Error error{ErrorKind::usage, {}, {}, {}};
        error.text = std::move(text);
        return error;
    }

    Result<void> check_request() const {
        auto const known = render::formats();
        if (std::find(known.begin(), known.end(), m_request.format) == known.end())
            return usage(text::cat("format ", text::quoted(m_request.format),
                                   " is not one of labels; write pdf, zpl, svg or png"));
        auto const& texts = m_request.press.layout().texts;
        bool const says_copy = std::any_of(texts.begin(), texts.end(), [](auto const& item) {
            return std::any_of(item.lines.begin(), item.lines.end(), [](auto const& line) {
                return line.text.find("{copy") != std::string::npos;
            });
        });
        if (m_request.copies > 1 && !says_copy)
            return usage(text::cat("layout ", m_request.press.layout().identity.id,
                                   " has no place for {copy}, so its copies could not be told "
                                   "apart"));
        return {};
    }

    // --- Orders to pages ---

    template <class OneOrder>
    void press_copies(OneOrder order, MadeOrder& made) const {
        auto const keep = is_zpl() && !m_request.native_zpl ? LabelPress::Keep::zpl
                                                            : LabelPress::Keep::page;
        for (order.copy = 1; order.copy <= m_request.copies; ++order.copy) {
            auto label = m_request.press.press(order, 0, keep);
            if (keep == LabelPress::Keep::zpl)
                label.page = {};
            made.labels.push_back(std::move(label));
        }
    }

    MadeOrder make(RawOrder const& raw) const {
        MadeOrder made;
        if (raw.line > 0)
            made.place = text::cat(raw.file, ":", raw.line);
        if (auto const* const* package = std::get_if<label::PackageOrder const*>(&raw.content)) {
            press_copies(**package, made);
            make_native(made);
            return made;
        }
        auto order = m_source.parse(raw);
        if (!order) {
            made.error = std::move(order).error();
            return made;
        }
        auto divided = m_request.divide ? label::divide(*order)
                                        : label::Divided{{std::move(*order)}, {}};
        for (auto const& part : divided.parts) {
            made.identities.push_back(label::identity_of(part.product));
            press_copies(part, made);
        }
        if (!divided.findings.empty())
            made.labels.push_back({{}, {}, std::move(divided.findings), {}});
        make_native(made);
        return made;
    }

    void make_native(MadeOrder& made) const {
        if (!m_request.native_zpl)
            return;
        auto const renderer = render::make_zpl_native_renderer(m_request.fonts);
        for (auto& label : made.labels) {
            if (label.refused())
                continue;
            draw::Drawing drawing{m_request.press.printer().grid, "", {}};
            drawing.pages.push_back(std::move(label.page));
            auto zpl = renderer->render(drawing);
            if (zpl)
                label.zpl = std::move(*zpl);
            else
                made.error = zpl.error();
            label.page = {};
        }
    }

    using Handful = std::vector<MadeOrder>;

    Result<void> make_all() {
        std::deque<std::future<Handful>> open;
        bool more = true;
        while (more || !open.empty()) {
            while (more && open.size() < m_request.jobs + 1) {
                std::vector<RawOrder> raws;
                while (raws.size() < orders_together) {
                    CC_TRY_ASSIGN(auto raw, m_source.next());
                    if (!raw) {
                        more = false;
                        break;
                    }
                    raws.push_back(std::move(*raw));
                }
                if (!raws.empty())
                    open.push_back(m_workers.put([this, raws = std::move(raws)] {
                        Handful made;
                        for (auto const& raw : raws)
                            made.push_back(make(raw));
                        return made;
                    }));
            }
            if (open.empty())
                break;
            auto handful = open.front().get();
            open.pop_front();
            for (auto& made : handful)
                CC_TRY(take(std::move(made)));
            if (m_request.progress)
                m_request.progress(m_outcome.labels, m_source.share());
        }
        return {};
    }

    // --- In order ---

    void note(std::vector<Finding> findings, std::string const& place) {
        for (auto& finding : findings) {
            if (!place.empty())
                finding.scope = finding.scope.empty() ? place
                                                      : text::cat(place, " ", finding.scope);
            m_outcome.findings.push_back(std::move(finding));
        }
    }

    bool is_repeated(MadeOrder const& made) {
        bool repeated = false;
        for (auto const& identity : made.identities) {
            if (identity.find_first_not_of(' ') == std::string::npos ||
                m_identities.insert(identity).second)
                continue;
            repeated = true;
            note({{"LBL-16",
                   Severity::error,
                   made.labels.empty() ? "" : made.labels.front().record.product,
                   "product.division",
                   identity,
                   "each container once",
                   {{"isbt128", "7.3.1", "ST-001 v6.2.2", Evidence::verified}},
                   text::cat("a container with number, code and division ", identity,
                             " is in the batch already"),
                   "give each container of a donation its own division, or use --copies"}},
                 made.place);
        }
        return repeated;
    }

    Result<void> take(MadeOrder made) {
        bool const refused = made.refused() || is_repeated(made);
        if (made.error)
            m_outcome.errors.push_back(*made.error);
        for (auto& label : made.labels)
            note(std::move(label.findings), made.place);
        if (refused) {
            ++m_outcome.refused;
            for (auto& label : made.labels)
                keep_record(std::move(label.record));
            return {};
        }
        for (auto& label : made.labels) {
            ++m_outcome.labels;
            label.record.page = static_cast<int>(m_outcome.labels);
            if (m_outcome.json) {
                auto const& press = m_request.press;
                CC_TRY(m_outcome.json->append(to_json_line(
                    press.layout().identity, press.printer().identity, true, label.record)));
            }
            keep_record(std::move(label.record));
            if (!is_spoiled() && !m_request.dry_run) {
                CC_TRY(add(label));
            }
        }
        return {};
    }

    void keep_record(LabelRecord record) {
        if (m_outcome.records.size() < m_request.records)
            m_outcome.records.push_back(std::move(record));
    }

    Result<StagedFile*> stage() {
        CC_TRY_ASSIGN(auto file, StagedFile::open(m_request.output));
        m_staged.push_back(std::move(file));
        return &m_staged.back();
    }

    Result<void> add(MadeLabel& label) {
        if (is_zpl()) {
            if (m_staged.empty()) {
                CC_TRY(stage());
            }
            return m_staged.front().append(label.zpl);
        }
        if (!is_pdf() && m_outcome.labels > 1)
            return usage(text::cat(m_request.format,
                                   " holds one label, and there are more; choose one with "
                                   "--product, or write pdf or zpl"));
        m_pages.push_back(std::move(label.page));
        return m_pages.size() == m_request.labels_in_a_part ? start_part() : Result<void>{};
    }

    // --- Pages to products ---

    /// `jobs` threads write its pages: nothing else is left to do beside the last part.
    Result<void> start_part(unsigned jobs = 1) {
        if (m_request.output == "-" && m_parts > 0)
            return usage(text::cat("a PDF holds ", m_request.labels_in_a_part,
                                   " labels; write more of them to a file, which is then "
                                   "numbered"));
        ++m_parts;
        draw::Drawing drawing{m_request.press.printer().grid, "Labels", std::move(m_pages)};
        m_pages.clear();
        m_rendering.push_back(m_workers.put([this, jobs, drawing = std::move(drawing)] {
            return rendered(drawing, jobs);
        }));
        while (m_rendering.size() > m_request.jobs)
            CC_TRY(finish_part());
        return {};
    }

    struct Part {
        std::string bytes;
        std::string sha256;
    };

    Result<Part> rendered(draw::Drawing const& drawing, unsigned jobs) const {
        render::PdfOptions options;
        options.jobs = jobs;
        auto const renderer = is_pdf()
                                  ? render::make_pdf_renderer(m_request.fonts, std::move(options))
                                  : render::make_renderer(m_request.format, m_request.fonts);
        CC_TRY_ASSIGN(auto bytes, renderer->render(drawing));
        std::string digest = seal::sha256(bytes);
        return Part{std::move(bytes), std::move(digest)};
    }

    Result<void> finish_part() {
        auto part = m_rendering.front().get();
        m_rendering.pop_front();
        if (!part)
            return part.error();
        m_digests.push_back(std::move(part->sha256));
        CC_TRY_ASSIGN(auto* const file, stage());
        return file->append(part->bytes);
    }

    Result<void> write_rest() {
        if (!m_pages.empty())
            CC_TRY(start_part(m_request.jobs));
        while (!m_rendering.empty())
            CC_TRY(finish_part());
        return {};
    }

    /// "labels.pdf" alone, else "labels-0001.pdf" and so on.
    std::filesystem::path name_of(std::size_t part) const {
        std::filesystem::path path(m_request.output);
        if (m_staged.size() == 1)
            return path;
        std::string const number = std::to_string(part + 1);
        return path.replace_filename(
            text::cat(path.stem().string(), "-",
                      std::string(number.size() < 4 ? 4 - number.size() : 0, '0'), number,
                      path.extension().string()));
    }

    Result<void> check_absent(std::filesystem::path const& path) const {
        std::error_code failure;
        if (m_request.on_existing == OnExisting::replace ||
            !std::filesystem::exists(path, failure))
            return {};
        return Error{ErrorKind::io,
                     {path.string(), 0, 0, ""},
                     "exists already; give --force to replace it, or another name",
                     {}};
    }

    Result<void> commit() {
        if (m_request.output == "-")
            return m_staged.front().read_back(m_request.to_output);
        PartSet set(m_request.output);
        CC_TRY(set.sweep());
        for (std::size_t i = 0; i < m_staged.size(); ++i)
            CC_TRY(check_absent(name_of(i)));
        if (m_staged.size() == 1)
            return give_names();
        CC_TRY(check_absent(set.list()));
        std::vector<SetPart> parts;
        for (std::size_t i = 0; i < m_staged.size(); ++i)
            parts.push_back({name_of(i).filename().string(), m_digests[i]});
        CC_TRY(set.begin(parts));
        auto const named = give_names();
        if (!named) {
            set.abandon();
            return named.error();
        }
        CC_TRY(set.finish());
        m_outcome.list = set.list().string();
        return {};
    }

    Result<void> give_names() {
        for (std::size_t i = 0; i < m_staged.size(); ++i) {
            auto const path = name_of(i);
            auto const committed = m_staged[i].commit(path, m_request.on_existing);
            if (!committed) {
                for (auto const& written : m_outcome.files) {
                    std::error_code failure;
                    std::filesystem::remove(written, failure);
                }
                return committed.error();
            }
            m_outcome.files.push_back(path.string());
        }
        return {};
    }

    BatchRequest const& m_request;
    OrderSource& m_source;
    BatchOutcome m_outcome;
    std::set<std::string> m_identities;
    std::vector<draw::Page> m_pages; ///< of the part being gathered
    std::size_t m_parts = 0;
    std::deque<StagedFile> m_staged; ///< parts in order; never moved once opened
    std::vector<std::string> m_digests; ///< of the parts
    std::deque<std::future<Result<Part>>> m_rendering;
    Workers m_workers; ///< last: it ends first, while what it works on still lives
};

Json symbol_json(ReleasedSymbol const& symbol) {
    return {{"name", symbol.name},
            {"structures", symbol.structures},
            {"symbology", symbol.symbology},
            {"identifier", symbol.identifier},
            {"payload", symbol.payload},
            {"module_dots", symbol.module.dots},
            {"module_mm", text::fixed(symbol.module.millimetres, 4)},
            {"module_error_percent", text::fixed(symbol.module.error * 100, 2)}};
}

Json identity(config::DataId const& id) {
    return {{"id", id.id}, {"edition", id.edition}, {"sha256", id.sha256}};
}

} // namespace

Result<BatchOutcome> run_batch(BatchRequest const& request, OrderSource& source) {
    return Batch(request, source).run();
}

std::string to_json_line(config::DataId const& layout, config::DataId const& printer,
                         bool released, LabelRecord const& label) {
    Json symbols = Json::array();
    for (auto const& symbol : label.symbols)
        symbols.push_back(symbol_json(symbol));
    Json statements = Json::array();
    for (auto const& statement : label.statements)
        statements.push_back({{"rule", statement.rule},
                              {"group", to_word(statement.group)},
                              {"text", statement.text},
                              {"reason", statement.reason}});
    Json left_out = Json::array();
    for (auto const& left : label.left_out)
        left_out.push_back({{"rule", left.rule}, {"text", left.text}, {"reason", left.reason}});
    Json const line{{"product", label.product},
                    {"released", released},
                    {"page", label.page},
                    {"template", identity(layout)},
                    {"printer", identity(printer)},
                    {"symbols", symbols},
                    {"statements", statements},
                    {"left_out", left_out},
                    {"copy", label.copy}};
    return line.dump() + "\n";
}

} // namespace coldchain::job

// SPDX-License-Identifier: Apache-2.0
// Comparing what was seen with what should be there. A page of our own label is compared with that
// label only: a symbol that belongs to another label is wrong here, even though it is expected
// somewhere. Labels that share a page, and the lines of a scanner, are compared together.
#include "common/text.hpp"
#include "isbt128/decode.hpp"
#include "job/scan_job.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace coldchain::job {

namespace {

constexpr double size_tolerance = 1.5; ///< millimetres by which a page may differ from its label
constexpr int ink_of_symbol = 51;      ///< of 255: a fifth of the place is dark

/// The structures of a string as whole strings, a compound message taken apart.
std::vector<std::string> members_of(std::string const& text) {
    auto const reading = isbt128::decode(text);
    if (!reading.valid())
        return {text};
    std::vector<std::string> members;
    for (auto const& structure : reading.structures()) {
        if (structure.row->kind != isbt128::Kind::compound)
            members.push_back(text::cat(structure.data_identifier, structure.content));
    }
    return members;
}

bool is_message(std::string const& text) {
    return text.starts_with("=+");
}

/// What makes two symbols the same symbol of a label: the first structure's number, and whether it
/// is a message; plain texts are one kind.
std::string kind_of(std::string const& text) {
    auto const reading = isbt128::decode(text);
    auto const& first = reading.structures().front();
    return std::string(first.row->number);
}

ExpectedLabel label_of(label::Composed const& composed, draw::Grid grid, std::string id) {
    auto const mm = [grid](draw::Dots dots) { return draw::to_micrometres(grid, dots) / 1000; };
    ExpectedLabel expected;
    expected.id = std::move(id);
    expected.size_mm = {mm(composed.page.width), mm(composed.page.height)};
    for (auto const& symbol : composed.symbols) {
        auto const area = draw::area_of(symbol.mark);
        expected.symbols.push_back(
            {symbol.name,
             symbol.mark.symbol.payload,
             std::array{mm(area.x), mm(area.y), mm(area.width), mm(area.height)},
             true});
    }
    return expected;
}

/// An expected symbol and whether it was seen.
struct Wanted {
    ExpectedSymbol const* symbol = nullptr;
    bool seen = false;
};

struct WantedLabel {
    ExpectedLabel const* label = nullptr;
    std::vector<Wanted> symbols;
    ScannedPage* page = nullptr;
    bool own_page = false; ///< nothing else is on it
};

class LabelReconciler {
public:
    LabelReconciler(Expectation const& expectation, std::vector<ScannedPage>& pages)
        : m_pages(pages) {
        for (auto const& label : expectation.labels) {
            auto& wanted = m_labels.emplace_back();
            wanted.label = &label;
            for (auto const& symbol : label.symbols)
                wanted.symbols.push_back({&symbol, false});
        }
    }

    Reconciliation run() {
        assign_pages();
        for (auto& label : m_labels) {
            if (label.page != nullptr)
                claim_equal(label, *label.page);
        }
        for (auto& label : m_labels) {
            if (label.page == nullptr)
                look_everywhere(label);
        }
        for (auto& label : m_labels) {
            if (label.page != nullptr)
                pair_wrong(label);
        }
        for (auto& label : m_labels)
            note_unseen(label);
        for (auto& page : m_pages)
            for (auto& symbol : page.symbols)
                if (!symbol.match)
                    set(symbol, Match::extra);
        return m_result;
    }

private:
    void set(ScannedSymbol& symbol, Match match) {
        symbol.match = match;
        switch (match) {
        case Match::matched:
            ++m_result.matched;
            return;
        case Match::wrong:
            ++m_result.wrong;
            return;
        case Match::missing:
            ++m_result.missing;
            return;
        case Match::extra:
            ++m_result.extra;
            return;
        case Match::unreadable:
            ++m_result.unreadable;
            return;
        }
    }

    static long shared(WantedLabel const& label, ScannedPage const& page) {
        return std::count_if(
            label.symbols.begin(), label.symbols.end(), [&](Wanted const& wanted) {
                return std::any_of(page.symbols.begin(), page.symbols.end(),
                                   [&](ScannedSymbol const& symbol) {
                                       return symbol.text == wanted.symbol->payload;
                                   });
            });
    }

    /// Each page takes the free label it shares the most with; as many labels as pages that share
    /// nothing take each other in order.
    void assign_pages() {
        for (std::size_t i = 0; i < m_pages.size(); ++i) {
            WantedLabel* best = nullptr;
            long most = 0;
            for (std::size_t j = 0; j < m_labels.size(); ++j) {
                auto& label = m_labels[(i + j) % m_labels.size()];
                long const common = label.page == nullptr ? shared(label, m_pages[i]) : 0;
                if (common > most) {
                    most = common;
                    best = &label;
                }
            }
            if (best != nullptr) {
                best->page = &m_pages[i];
                best->own_page = true;
            }
        }
        if (m_pages.size() != m_labels.size())
            return;
        for (auto& page : m_pages) {
            bool const taken = std::any_of(m_labels.begin(), m_labels.end(),
                                           [&](auto const& label) { return label.page == &page; });
            auto const free = std::find_if(m_labels.begin(), m_labels.end(),
                                           [](auto const& label) { return label.page == nullptr; });
            if (!taken && free != m_labels.end()) {
                free->page = &page;
                free->own_page = true;
            }
        }
    }

    void claim(ScannedSymbol& symbol, WantedLabel& label, Wanted& wanted) {
        set(symbol, Match::matched);
        symbol.label = label.label->id;
        symbol.name = wanted.symbol->name;
        wanted.seen = true;
    }

    static Wanted* unseen(WantedLabel& label, std::string const& payload) {
        auto const at = std::find_if(label.symbols.begin(), label.symbols.end(), [&](auto& w) {
            return !w.seen && w.symbol->payload == payload;
        });
        return at == label.symbols.end() ? nullptr : &*at;
    }

    long claim_equal(WantedLabel& label, ScannedPage& page) {
        long claimed = 0;
        for (auto& symbol : page.symbols) {
            if (symbol.match)
                continue;
            if (auto* const wanted = unseen(label, symbol.text)) {
                claim(symbol, label, *wanted);
                ++claimed;
            } else {
                claimed += claim_concatenated(symbol, label);
            }
        }
        return claimed;
    }

    /// Two symbols that a scanner read as one string.
    long claim_concatenated(ScannedSymbol& symbol, WantedLabel& label) {
        if (symbol.line == 0 || is_message(symbol.text))
            return 0;
        std::vector<Wanted*> parts;
        for (auto const& member : members_of(symbol.text))
            parts.push_back(unseen(label, member));
        if (parts.size() < 2 || std::find(parts.begin(), parts.end(), nullptr) != parts.end())
            return 0;
        claim(symbol, label, *parts.front());
        symbol.name.clear();
        for (auto* const part : parts) {
            part->seen = true;
            symbol.name += text::cat(symbol.name.empty() ? "" : " + ", part->symbol->name);
        }
        return 1;
    }

    /// A label that shares its page with others, or is not there at all.
    void look_everywhere(WantedLabel& label) {
        long most = 0;
        for (auto& page : m_pages) {
            long const claimed = claim_equal(label, page);
            if (claimed > most) {
                most = claimed;
                label.page = &page;
            }
        }
    }

    void pair_wrong(WantedLabel& label) {
        for (auto& wanted : label.symbols) {
            if (wanted.seen)
                continue;
            auto const kind = kind_of(wanted.symbol->payload);
            auto& symbols = label.page->symbols;
            auto const at = std::find_if(symbols.begin(), symbols.end(), [&](auto const& symbol) {
                return !symbol.match && kind_of(symbol.text) == kind;
            });
            if (at == symbols.end())
                continue;
            set(*at, Match::wrong);
            at->expected = wanted.symbol->payload;
            at->label = label.label->id;
            at->name = wanted.symbol->name;
            wanted.seen = true;
        }
    }

    void note_unseen(WantedLabel& label) {
        for (auto const& wanted : label.symbols) {
            if (wanted.seen)
                continue;
            ScannedSymbol symbol;
            auto& page = label.page != nullptr ? *label.page : m_pages.front();
            symbol.file = page.file;
            symbol.page = label.page != nullptr ? page.page : 0;
            symbol.expected = wanted.symbol->payload;
            symbol.label = label.label->id;
            symbol.name = wanted.symbol->name;
            symbol.box_mm = wanted.symbol->box_mm;
            set(symbol, label.own_page && is_dark(page, label, *wanted.symbol) ? Match::unreadable
                                                                              : Match::missing);
            page.symbols.push_back(std::move(symbol));
        }
    }

    static bool is_dark(ScannedPage const& page, WantedLabel const& label,
                        ExpectedSymbol const& symbol) {
        if (!page.size_mm || !label.label->size_mm || !symbol.box_mm)
            return false;
        auto const differs = [&](std::size_t i) {
            return std::abs((*page.size_mm)[i] - (*label.label->size_mm)[i]) > size_tolerance;
        };
        if (differs(0) || differs(1))
            return false;
        auto const [left, top, width, height] = *symbol.box_mm;
        long sum = 0;
        long cells = 0;
        for (int y = static_cast<int>(top); y <= static_cast<int>(top + height); ++y)
            for (int x = static_cast<int>(left); x <= static_cast<int>(left + width); ++x)
                if (x >= 0 && y >= 0 && x < page.ink.width && y < page.ink.height) {
                    sum += page.ink.dark[static_cast<std::size_t>(y) *
                                             static_cast<std::size_t>(page.ink.width) +
                                         static_cast<std::size_t>(x)];
                    ++cells;
                }
        return cells > 0 && sum / cells >= ink_of_symbol;
    }

    std::vector<ScannedPage>& m_pages;
    std::vector<WantedLabel> m_labels;
    Reconciliation m_result;
};

/// For what states structures without saying which symbols carry them.
class StructureReconciler {
public:
    StructureReconciler(Expectation const& expectation, std::vector<ScannedPage>& pages)
        : m_pages(pages) {
        for (auto const& label : expectation.labels)
            for (auto const& symbol : label.symbols) {
                m_wanted.push_back({&label, &symbol, false});
                m_kinds.insert(kind_of(symbol.payload));
            }
    }

    Reconciliation run() {
        for (auto& page : m_pages)
            for (auto& symbol : page.symbols)
                judge(symbol);
        for (auto const& wanted : m_wanted) {
            if (wanted.seen || !wanted.symbol->needed)
                continue;
            ScannedSymbol symbol;
            symbol.file = m_pages.front().file;
            symbol.expected = wanted.symbol->payload;
            symbol.label = wanted.label->id;
            symbol.name = wanted.symbol->name;
            symbol.match = Match::missing;
            ++m_result.missing;
            m_pages.front().symbols.push_back(std::move(symbol));
        }
        return m_result;
    }

private:
    struct WantedStructure {
        ExpectedLabel const* label = nullptr;
        ExpectedSymbol const* symbol = nullptr;
        bool seen = false;
    };

    void judge(ScannedSymbol& symbol) {
        bool any = false;
        for (auto const& member : members_of(symbol.text)) {
            bool known = false;
            for (auto& wanted : m_wanted) {
                if (wanted.symbol->payload != member)
                    continue;
                known = wanted.seen = true;
                symbol.label = wanted.label->id;
            }
            any = any || known;
            if (known || !m_kinds.contains(kind_of(member)))
                continue;
            symbol.match = Match::extra;
            symbol.name = member;
            ++m_result.extra;
            return;
        }
        if (!any)
            return; // nothing that the expectation speaks of
        symbol.match = Match::matched;
        ++m_result.matched;
    }

    std::vector<ScannedPage>& m_pages;
    std::vector<WantedStructure> m_wanted;
    std::set<std::string> m_kinds;
    Reconciliation m_result;
};

} // namespace

Expectation expect_labels(LabelPress const& press, std::vector<label::Order> const& orders,
                          std::vector<label::PackageOrder> const& packages) {
    Expectation expectation;
    auto const grid = press.printer().grid;
    if (press.layout().subject == label::Subject::package) {
        for (auto const& order : packages)
            expectation.labels.push_back(label_of(press.compose(order), grid, order.package->id));
    } else {
        for (auto const& order : orders)
            expectation.labels.push_back(label_of(press.compose(order), grid, order.product.id));
    }
    return expectation;
}

Expectation expect_manifest(shipment::Shipment const& shipment) {
    Expectation expectation;
    expectation.structures_only = true;
    for (auto const& product : shipment.products) {
        ExpectedLabel label;
        label.id = product.id;
        auto const filled = label::fill({product, shipment.shipper, shipment.id, 1}, {});
        for (auto const& [number, content] : filled.content.structures)
            label.symbols.push_back(
                {number, content, std::nullopt, number == "001" || number == "003"});
        expectation.labels.push_back(std::move(label));
    }
    return expectation;
}

Reconciliation reconcile(Expectation const& expectation, std::vector<ScannedPage>& pages) {
    if (pages.empty())
        pages.emplace_back();
    return expectation.structures_only ? StructureReconciler(expectation, pages).run()
                                       : LabelReconciler(expectation, pages).run();
}

} // namespace coldchain::job

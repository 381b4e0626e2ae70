// SPDX-License-Identifier: Apache-2.0
#include "job/label_job.hpp"

#include "job/label_batch.hpp"
#include "common/text.hpp"
#include "render/renderer.hpp"

#include <algorithm>

namespace coldchain::job {

namespace {

Result<void> check_formats(LabelRequest const& request) {
    auto const known = render::formats();
    for (auto const& format : request.formats) {
        if (std::find(known.begin(), known.end(), format) == known.end())
            return Error{ErrorKind::usage,
                         {},
                         text::cat("format ", text::quoted(format),
                                   " is not one of labels; write pdf, zpl, svg or png"),
                         {}};
        bool const one_page = format == "svg" || format == "png";
        if (one_page && request.orders.size() > 1)
            return Error{ErrorKind::usage,
                         {},
                         text::cat(format, " holds one label, and there are ",
                                   request.orders.size(),
                                   "; choose one with --product, or write pdf or zpl"),
                         {}};
    }
    return {};
}

Result<void> render_files(LabelRequest const& request, draw::Drawing const& drawing,
                          LabelOutcome& outcome) {
    for (auto const& format : request.formats) {
        CC_TRY_ASSIGN(outcome.files[format],
                      render::make_renderer(format, request.fonts)->render(drawing));
    }
    return {};
}

} // namespace

std::vector<label::Order> orders_of(shipment::Shipment const& shipment) {
    std::vector<label::Order> orders;
    for (auto const& product : shipment.products)
        orders.push_back({product, shipment.shipper, shipment.id});
    return orders;
}

std::vector<label::PackageOrder> packages_of(shipment::Shipment const& shipment) {
    std::vector<label::PackageOrder> orders;
    for (auto const& package : shipment.packages)
        orders.push_back({&shipment, &package, 1});
    return orders;
}

Result<LabelOutcome> make_labels(LabelRequest const& request) {
    CC_TRY(check_formats(request));
    CC_TRY_ASSIGN(auto const press,
                  LabelPress::load({request.data, request.fonts, request.on, request.layout,
                                    request.printer, request.size, request.tables}));
    LabelOutcome outcome;
    outcome.layout = press.layout().identity;
    outcome.printer = press.printer().identity;
    outcome.grid = press.printer().grid;
    outcome.data = press.data();
    outcome.findings = press.layout_findings();

    draw::Drawing drawing{press.printer().grid, "Labels", {}};
    auto const add = [&](MadeLabel made) {
        drawing.pages.push_back(std::move(made.page));
        outcome.labels.push_back(std::move(made.record));
        outcome.findings.insert(outcome.findings.end(),
                                std::make_move_iterator(made.findings.begin()),
                                std::make_move_iterator(made.findings.end()));
    };
    auto const number = [&] { return static_cast<int>(drawing.pages.size()) + 1; };
    if (press.layout().subject == label::Subject::package) {
        for (auto const& order : request.packages)
            add(press.press(order, number()));
    } else {
        for (auto const& order : request.orders)
            add(press.press(order, number()));
    }
    if (drawing.pages.empty())
        return input_error({}, text::cat("layout ", request.layout, " describes a ",
                                         press.layout().subject == label::Subject::package
                                             ? "package of a shipment"
                                             : "product",
                                         ", and the input has none"));
    outcome.released = !refuses(outcome.findings);
    if (outcome.released) {
        CC_TRY(render_files(request, drawing, outcome));
    }
    return outcome;
}

std::string to_json_line(LabelOutcome const& outcome, LabelRecord const& label) {
    return to_json_line(outcome.layout, outcome.printer, outcome.released, label);
}

} // namespace coldchain::job

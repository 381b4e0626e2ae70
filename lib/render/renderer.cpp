// SPDX-License-Identifier: Apache-2.0
// The table of backends.
#include "render/renderer.hpp"

#include <array>

namespace coldchain::render {

namespace {

struct Backend {
    std::string_view word;
    std::unique_ptr<Renderer> (*make)(draw::Fonts const& fonts);
};

std::unique_ptr<Renderer> make_plain_pdf(draw::Fonts const& fonts) {
    return make_pdf_renderer(fonts);
}

constexpr std::array<Backend, 4> backends{{
    {"pdf", make_plain_pdf},
    {"zpl", make_zpl_renderer},
    {"svg", make_svg_renderer},
    {"png", make_png_renderer},
}};

} // namespace

std::vector<std::string_view> formats() {
    std::vector<std::string_view> words;
    for (auto const& backend : backends)
        words.push_back(backend.word);
    return words;
}

std::unique_ptr<Renderer> make_renderer(std::string_view format, draw::Fonts const& fonts) {
    for (auto const& backend : backends)
        if (backend.word == format)
            return backend.make(fonts);
    return nullptr;
}

draw::Drawing only_page(draw::Drawing const& drawing, std::size_t page) {
    return {drawing.grid, drawing.title, {drawing.pages.at(page)}};
}

} // namespace coldchain::render

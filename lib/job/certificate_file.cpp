// SPDX-License-Identifier: Apache-2.0
#include "job/certificate_file.hpp"

#include "common/file.hpp"
#include "common/text.hpp"
#include "render/renderer.hpp"
#include "seal/digest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace coldchain::job {

namespace {

using Json = nlohmann::ordered_json;
using render::Attachment;

constexpr std::array<std::string_view, 4> font_files{
    "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"};

/// One attachment with what it is for; `name` is its own name where it came from.
struct Part {
    std::string role;
    std::string name;
    Attachment attachment;
};

Part part(std::string role, std::string name, std::string attached_as, std::string media_type,
          std::string about, std::string bytes) {
    return {std::move(role),
            std::move(name),
            {std::move(attached_as), std::move(media_type), std::move(about), std::move(bytes)}};
}

// Plain ASCII without folders, whatever the file was called.
std::string safe_name(std::string_view name) {
    auto const slash = name.find_last_of("/\\");
    std::string out;
    for (char const byte : slash == std::string_view::npos ? name : name.substr(slash + 1)) {
        bool const plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || byte == '.' || byte == '-' ||
                           byte == '_';
        out += plain ? byte : '_';
    }
    return out;
}

Result<void> add_data(std::vector<Part>& parts, CertifyOutcome const& outcome,
                      config::DataFolders const& folders) {
    std::set<std::string> limits;
    for (auto const& profile : outcome.judgement.limits)
        limits.insert(profile.identity.id);
    for (auto const& file : config::list_data(folders, certify::limits_folder)) {
        if (!limits.contains(file.name))
            continue;
        CC_TRY_ASSIGN(auto bytes, read_file(file.path));
        parts.push_back(part("limits", file.name,
                             text::cat("limits-", safe_name(file.name), ".toml"),
                             "application/toml", "temperature limits", std::move(bytes)));
    }
    // all of them: which one reads a file is decided among all
    for (auto const& file : config::list_data(folders, "rules/loggers")) {
        CC_TRY_ASSIGN(auto bytes, read_file(file.path));
        parts.push_back(
            part("format", file.name, text::cat("format-", safe_name(file.name), ".toml"),
                 "application/toml", "description of a logger format", std::move(bytes)));
    }
    return {};
}

void add_recordings(std::vector<Part>& parts, std::vector<RecordingFile> recordings) {
    std::stable_sort(recordings.begin(), recordings.end(), [](auto const& left, auto const& right) {
        return std::tie(left.name, left.bytes) < std::tie(right.name, right.bytes);
    });
    int number = 0;
    for (auto& recording : recordings) {
        ++number;
        auto name =
            text::cat("recording-", text::zero_padded(number, 2), "-", safe_name(recording.name));
        parts.push_back(part("recording", recording.name, std::move(name),
                             "application/octet-stream", "raw export of a logger",
                             std::move(recording.bytes)));
    }
}

Json zones_of(certify::Judgement const& judgement, shipment::Shipment const* shipment) {
    std::set<std::string> names;
    for (auto const& source : judgement.sources)
        names.insert(source.zone);
    auto const add = [&](std::optional<ZonedTime> const& time) {
        if (time)
            names.insert(time->zone);
    };
    if (shipment != nullptr) {
        if (shipment->custody.packed)
            add(shipment->custody.packed->at);
        if (shipment->custody.received)
            add(shipment->custody.received->at);
        for (auto const& handover : shipment->custody.handovers)
            add(handover.at);
    }
    Json list = Json::array();
    for (auto const& name : names) {
        for (auto const& moment : {judgement.window.from, judgement.window.to}) {
            if (name.empty() || !moment)
                continue;
            if (auto const span = offset_span(*moment, name))
                list.push_back({{"zone", name},
                                {"at", to_rfc3339(*moment)},
                                {"offset_minutes", span->offset_minutes}});
        }
    }
    return list;
}

Json pages_json(draw::Drawing const& drawing, std::vector<std::string> const& contents) {
    Json list = Json::array();
    for (std::size_t i = 0; i < contents.size(); ++i)
        list.push_back({{"content_sha256", seal::sha256(contents[i])},
                        {"text_sha256", text_digest(drawing.pages.at(i))}});
    return list;
}

Json files_json(std::vector<Part> const& parts) {
    Json list = Json::array();
    for (auto const& one : parts)
        list.push_back({{"attachment", one.attachment.name},
                        {"role", one.role},
                        {"name", one.name},
                        {"sha256", seal::sha256(one.attachment.bytes)}});
    return list;
}

Json window_json(std::optional<WindowChoice> const& window) {
    if (!window)
        return nullptr;
    if (window->whole_recording)
        return "recording";
    return text::cat(to_rfc3339(*window->window.from), "/", to_rfc3339(*window->window.to));
}

Json request_json(CertificateRequest const& request, CertifySettings const& settings) {
    auto const& read = settings.read;
    Json json;
    json["form"] = request.shipment != nullptr ? "shipment" : "recordings";
    json["limits"] = request.limits.empty() ? Json(nullptr) : Json(request.limits);
    json["window"] = window_json(request.window);
    json["paper"] = settings.paper == documents::Paper::a4 ? "a4" : "letter";
    json["now"] = settings.now ? Json(to_rfc3339(*settings.now)) : Json(nullptr);
    json["zone"] = read.zone ? Json(*read.zone) : Json(nullptr);
    json["date_order"] = read.date_order ? Json(logger::to_word(*read.date_order)) : Json(nullptr);
    json["unit"] = read.unit ? Json(symbol(*read.unit)) : Json(nullptr);
    json["carried_over_s"] = settings.carried_over_seconds;
    json["joules_per_mole"] =
        settings.joules_per_mole ? Json(*settings.joules_per_mole) : Json(nullptr);
    return json;
}

} // namespace

std::string context_subject(std::string_view context) {
    return text::cat(context_name, " SHA-256 ", seal::sha256(context));
}

std::string text_digest(draw::Page const& page) {
    std::string words;
    for (auto const& item : page.items) {
        if (auto const* const text = std::get_if<draw::Text>(&item.primitive))
            words += text->text + "\n";
    }
    return seal::sha256(words);
}

Result<std::vector<std::string>> made_with(CertifySettings const& settings) {
    std::vector<std::string> lines{settings.program, render::pdf_library()};
    for (auto const& libraries : {render::archive_libraries(), draw::font_libraries()})
        lines.insert(lines.end(), libraries.begin(), libraries.end());
    for (auto const name : font_files) {
        CC_TRY_ASSIGN(auto const bytes,
                      read_file(std::filesystem::path(draw::default_font_folder) / name));
        lines.push_back(text::cat(name, " sha256 ", seal::sha256(bytes)));
    }
    lines.push_back(text::cat("zone data ", zone_data_version()));
    return lines;
}

Result<std::string> make_certificate_file(CertifyOutcome const& outcome,
                                          CertificateRequest const& request,
                                          draw::Drawing const& drawing, std::string_view pages_pdf,
                                          CertifySettings const& settings) {
    std::vector<Part> parts;
    parts.push_back(part("result", "", std::string(result_name), "application/json",
                         "the result for programs", outcome.json));
    parts.push_back(part("readings", "", std::string(readings_name), "text/csv",
                         "every reading in the normal form", outcome.readings_csv));
    if (request.shipment != nullptr) {
        bool const json = config::parse_json(request.shipment_bytes, "").has_value();
        parts.push_back(part("shipment", request.shipment->id,
                             json ? "shipment.json" : "shipment.toml",
                             json ? "application/json" : "application/toml",
                             "the shipment document", request.shipment_bytes));
    }
    add_recordings(parts, request.recordings);
    CC_TRY(add_data(parts, outcome, settings.data));
    CC_TRY_ASSIGN(auto const contents, render::page_contents(pages_pdf));
    CC_TRY_ASSIGN(auto const versions, made_with(settings));
    Json context;
    context["schema"] = "coldchain.certificate/1";
    context["made_with"] = versions;
    context["request"] = request_json(request, settings);
    context["zones"] = zones_of(outcome.judgement, request.shipment);
    context["pages"] = pages_json(drawing, contents);
    context["files"] = files_json(parts);
    std::vector<Attachment> attachments;
    for (auto& one : parts)
        attachments.push_back(std::move(one.attachment));
    auto written = context.dump(1) + "\n";
    auto subject = context_subject(written);
    attachments.push_back({std::string(context_name), "application/json",
                           "how and with what this certificate was made", std::move(written)});
    return render::make_archive(pages_pdf, attachments,
                                {drawing.title, std::move(subject), settings.now});
}

} // namespace coldchain::job

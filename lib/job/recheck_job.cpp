// SPDX-License-Identifier: Apache-2.0
// The order matters: attachments are compared with the list in the context first, so that a change
// is named where it was made; then everything is computed again from the attachments, and what
// comes out is compared with what the certificate says. Where program, libraries, fonts and zone
// data are those of the certificate, the whole file is made again and compared byte by byte, which
// leaves no place where a change could hide.
#include "job/recheck_job.hpp"

#include "common/file.hpp"
#include "common/text.hpp"
#include "config/tree.hpp"
#include "job/certificate_file.hpp"
#include "job/certify_job.hpp"
#include "report/findings.hpp"
#include "seal/digest.hpp"
#include "shipment/read.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>

namespace coldchain::job {

namespace {

using config::Node;
using render::Attachment;

constexpr std::string_view ours = "coldchain, recheck";

constexpr std::array code_rows{
    CodeRow{"RECH-01", "an attachment is missing", "it was dropped from the certificate",
            "readings.csv is listed and not there", "take the file as it was issued", ours},
    CodeRow{"RECH-02", "an attachment is not the one that was certified",
            "its bytes do not have the digest the certificate lists",
            "one digit of a raw recording was changed", "take the file as it was issued", ours},
    CodeRow{"RECH-03", "an attachment is there that was not certified", "it was added later",
            "an extra file inside", "take the file as it was issued", ours},
    CodeRow{"RECH-04", "the result computed again is another one",
            "the machine-readable result does not follow from the recordings and limits inside",
            "max_c 7.9 where the readings give 8.4", "do not rely on the certificate", ours},
    CodeRow{"RECH-05", "the readings computed again are others",
            "the normal form does not follow from the recordings inside",
            "a line of readings.csv was changed", "do not rely on the certificate", ours},
    CodeRow{"RECH-06", "a page is not the one that was certified",
            "its content does not have the digest the certificate lists",
            "a digit on the page was changed, a page was exchanged or dropped",
            "take the file as it was issued", ours},
    CodeRow{"RECH-07", "the words of a page made again are others",
            "what the page says does not follow from what is inside", "another verdict on the page",
            "do not rely on the certificate", ours},
    CodeRow{"RECH-08", "the file made again has other bytes",
            "something was changed that is neither a page nor an attachment",
            "a date or title in the metadata, or bytes added at the end",
            "take the file as it was issued", ours},
    CodeRow{"RECH-09", "nothing can be computed from what is inside",
            "an attachment is damaged, or one that is needed is missing",
            "the shipment inside cannot be read", "take the file as it was issued", ours},
};

/// What stands in context.json, with its files beside it.
struct Opened {
    config::Document context;
    std::vector<Attachment> attachments;

    Attachment const* find(std::string_view name) const {
        auto const found =
            std::find_if(attachments.begin(), attachments.end(),
                         [&](Attachment const& attachment) { return attachment.name == name; });
        return found == attachments.end() ? nullptr : &*found;
    }
};

std::string text_of(Node const& node, std::string_view key) {
    auto const* const member = node.find(key);
    return member != nullptr && member->kind == config::NodeKind::text ? member->text
                                                                       : std::string();
}

std::vector<Node> const& list_of(Node const& node, std::string_view key) {
    static std::vector<Node> const none;
    auto const* const member = node.find(key);
    return member != nullptr ? member->items : none;
}

void differ(RecheckOutcome& outcome, std::string_view code, std::string place,
            std::string message) {
    Finding finding;
    finding.rule = code;
    finding.severity = Severity::error;
    finding.field = std::move(place);
    finding.message = std::move(message);
    outcome.differences.push_back(std::move(finding));
}

Result<Opened> open(std::string_view pdf, std::string const& name) {
    auto attachments = render::read_attachments(pdf);
    if (!attachments) {
        auto error = std::move(attachments).error();
        error.where.file = name;
        return error;
    }
    Opened opened;
    opened.attachments = std::move(*attachments);
    auto const* const context = opened.find(context_name);
    if (context == nullptr)
        return input_error({name, 0, 0, ""},
                           text::cat("holds no ", context_name,
                                     ": it is not a certificate of this program, or that "
                                     "attachment was dropped"));
    CC_TRY_ASSIGN(opened.context,
                  config::parse_json(context->bytes, text::cat(name, ": ", context_name)));
    if (text_of(opened.context.root, "schema") != "coldchain.certificate/1")
        return input_error({name, 0, 0, std::string(context_name)},
                           "has another schema than coldchain.certificate/1");
    return opened;
}

// The context lists every other digest; its own stands in the document's properties.
void compare_context(RecheckOutcome& outcome, Opened const& opened, std::string_view pdf) {
    auto const subject = render::document_subject(pdf);
    if (!subject || *subject != context_subject(opened.find(context_name)->bytes))
        differ(outcome, "RECH-02", std::string(context_name),
               text::cat("attachment ", text::quoted(context_name),
                         " does not have the SHA-256 in the document's properties"));
}

void compare_attachments(RecheckOutcome& outcome, Opened const& opened) {
    auto const& files = list_of(opened.context.root, "files");
    for (auto const& file : files) {
        auto const name = text_of(file, "attachment");
        auto const* const attachment = opened.find(name);
        if (attachment == nullptr)
            differ(outcome, "RECH-01", name,
                   text::cat("attachment ", text::quoted(name), " is missing"));
        else if (seal::sha256(attachment->bytes) != text_of(file, "sha256"))
            differ(outcome, "RECH-02", name,
                   text::cat("attachment ", text::quoted(name),
                             " does not have the SHA-256 it was certified with"));
    }
    for (auto const& attachment : opened.attachments) {
        bool const listed = std::any_of(files.begin(), files.end(), [&](Node const& file) {
            return text_of(file, "attachment") == attachment.name;
        });
        if (!listed && attachment.name != context_name)
            differ(outcome, "RECH-03", attachment.name,
                   text::cat("attachment ", text::quoted(attachment.name),
                             " is not of this certificate"));
    }
}

void compare_pages(RecheckOutcome& outcome, Opened const& opened, std::string_view pdf) {
    auto const contents = render::page_contents(pdf);
    auto const& pages = list_of(opened.context.root, "pages");
    if (!contents) {
        differ(outcome, "RECH-06", "pages", contents.error().text);
        return;
    }
    if (contents->size() != pages.size())
        differ(
            outcome, "RECH-06", "pages",
            text::cat("there are ", contents->size(), " pages; ", pages.size(), " were certified"));
    for (std::size_t i = 0; i < std::min(contents->size(), pages.size()); ++i) {
        if (seal::sha256((*contents)[i]) != text_of(pages[i], "content_sha256"))
            differ(outcome, "RECH-06", text::cat("page ", i + 1),
                   text::cat("page ", i + 1, " is not the one that was certified"));
    }
}

// --- making it again ---

bool is_plain(std::string_view name) {
    return !name.empty() && name.find_first_of("/\\") == std::string_view::npos &&
           !name.starts_with('.');
}

// Without the sync of a product that must survive: these are gone with the scratch folder.
Result<void> put(std::filesystem::path const& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file)
        return Error{ErrorKind::io,
                     {path.string(), 0, 0, ""},
                     "cannot be written; set TMPDIR to a folder with room",
                     {}};
    return {};
}

/// Puts the limits and format descriptions where data files are looked for.
Result<void> unpack(Opened const& opened, std::filesystem::path const& scratch) {
    for (auto const& file : list_of(opened.context.root, "files")) {
        auto const role = text_of(file, "role");
        auto const name = text_of(file, "name");
        auto const* const attachment = opened.find(text_of(file, "attachment"));
        if (attachment == nullptr || (role != "limits" && role != "format"))
            continue;
        if (!is_plain(name))
            return input_error({std::string(context_name), 0, 0, "files.name"},
                               text::cat(text::quoted(name), " is not the name of a data file"));
        auto const folder = scratch / (role == "limits" ? certify::limits_folder
                                                        : std::string_view("rules/loggers"));
        std::error_code failure;
        std::filesystem::create_directories(folder, failure);
        CC_TRY(put(folder / (name + ".toml"), attachment->bytes));
    }
    return {};
}

std::vector<RecordingFile> recordings_of(Opened const& opened) {
    std::vector<RecordingFile> files;
    for (auto const& file : list_of(opened.context.root, "files")) {
        auto const* const attachment = opened.find(text_of(file, "attachment"));
        if (attachment != nullptr && text_of(file, "role") == "recording")
            files.push_back({text_of(file, "name"), attachment->bytes});
    }
    return files;
}

Result<void> set_options(CertifySettings& settings, Node const& request) {
    settings.paper = documents::paper_of(text_of(request, "paper")).value_or(documents::Paper::a4);
    if (auto const now = text_of(request, "now"); !now.empty()) {
        CC_TRY_ASSIGN(auto const time, parse_zoned(now));
        settings.now = time.instant;
    }
    if (auto const zone = text_of(request, "zone"); !zone.empty())
        settings.read.zone = zone;
    settings.read.date_order = logger::date_order_of(text_of(request, "date_order"));
    if (auto const unit = text_of(request, "unit"); !unit.empty()) {
        CC_TRY_ASSIGN(auto const zero, parse_temperature(text::cat("0 ", unit)));
        settings.read.unit = zero.unit;
    }
    if (auto const* const used = request.find("carried_over_s"))
        settings.carried_over_seconds = used->integer;
    auto const* const joules = request.find("joules_per_mole");
    if (joules != nullptr && joules->kind == config::NodeKind::integer)
        settings.joules_per_mole = joules->integer;
    return {};
}

Result<CertifyOutcome> certify_shipment_inside(Opened const& opened, CertifySettings& settings,
                                               std::string const& name) {
    for (auto const& file : list_of(opened.context.root, "files")) {
        auto const* const attachment = opened.find(text_of(file, "attachment"));
        if (text_of(file, "role") != "shipment" || attachment == nullptr)
            continue;
        settings.shipment_bytes = attachment->bytes;
        CC_TRY_ASSIGN(
            auto const document,
            config::parse_document(attachment->bytes, text::cat(name, ": ", attachment->name)));
        CC_TRY_ASSIGN(auto const shipment, shipment::read_shipment(document));
        return certify_shipment(shipment, recordings_of(opened), settings, Products::certificate);
    }
    return input_error({name, 0, 0, ""}, "the shipment that was certified is not inside");
}

Result<CertifyOutcome> make_again(Opened const& opened, std::string const& name,
                                  RecheckSettings const& settings) {
    auto const* const request = opened.context.root.find("request");
    if (request == nullptr)
        return input_error({name, 0, 0, std::string(context_name)}, "holds no request");
    CC_TRY(unpack(opened, settings.scratch));
    config::DataFolders const data{settings.scratch};
    CC_TRY_ASSIGN(auto const profiles, logger::load_profiles(data));
    CertifySettings again{data, profiles, settings.fonts};
    again.program = settings.program;
    CC_TRY(set_options(again, *request));
    if (text_of(*request, "form") == "shipment")
        return certify_shipment_inside(opened, again, name);
    CC_TRY_ASSIGN(auto const window, parse_window(text_of(*request, "window")));
    return certify_recordings(recordings_of(opened), text_of(*request, "limits"), window, again,
                              Products::certificate);
}

// --- comparing what comes out ---

// The first places, as paths, in which two documents differ.
void find_changes(Node const& left, Node const& right, std::string const& path,
                  std::vector<std::string>& places) {
    bool const same_kind =
        left.kind == right.kind && left.text == right.text && left.integer == right.integer &&
        left.items.size() == right.items.size() && left.members.size() == right.members.size();
    if (!same_kind) {
        places.push_back(path.empty() ? "/" : path);
        return;
    }
    for (std::size_t i = 0; i < left.items.size(); ++i)
        find_changes(left.items[i], right.items[i], text::cat(path, "/", i), places);
    for (auto const& [key, position, value] : left.members) {
        auto const* const other = right.find(key);
        if (other == nullptr)
            places.push_back(text::cat(path, "/", key));
        else
            find_changes(value, *other, text::cat(path, "/", key), places);
    }
}

std::vector<std::string> changed_places(std::string_view left, std::string_view right) {
    std::vector<std::string> places;
    auto const there = config::parse_json(left, "");
    auto const here = config::parse_json(right, "");
    if (there && here)
        find_changes(there->root, here->root, "", places);
    return places;
}

void compare_result(RecheckOutcome& outcome, Opened const& opened, CertifyOutcome const& again) {
    auto const* const result = opened.find(result_name);
    if (result != nullptr && result->bytes != again.json) {
        auto const places = changed_places(result->bytes, again.json);
        auto const place = places.empty() ? std::string("its form") : places.front();
        differ(outcome, "RECH-04", text::cat(result_name, place),
               text::cat("the result computed again differs at ", place,
                         places.size() > 1 ? text::cat(" and ", places.size() - 1, " more places")
                                           : std::string()));
    }
    auto const* const readings = opened.find(readings_name);
    if (readings == nullptr || readings->bytes == again.readings_csv)
        return;
    auto const there = text::split(readings->bytes, '\n');
    auto const here = text::split(again.readings_csv, '\n');
    std::size_t line = 0;
    while (line < std::min(there.size(), here.size()) && there[line] == here[line])
        ++line;
    differ(outcome, "RECH-05", text::cat(readings_name, " line ", line + 1),
           text::cat("the readings computed again differ from line ", line + 1, " on"));
}

void compare_words(RecheckOutcome& outcome, Opened const& opened, std::string_view again) {
    auto const attachments = render::read_attachments(again);
    if (!attachments)
        return;
    for (auto const& attachment : *attachments) {
        if (attachment.name != context_name)
            continue;
        auto const context = config::parse_json(attachment.bytes, attachment.name);
        if (!context)
            return;
        auto const& there = list_of(opened.context.root, "pages");
        auto const& here = list_of(context->root, "pages");
        for (std::size_t i = 0; i < std::max(there.size(), here.size()); ++i) {
            bool const same = i < there.size() && i < here.size() &&
                              text_of(there[i], "text_sha256") == text_of(here[i], "text_sha256");
            if (!same)
                differ(outcome, "RECH-07", text::cat("page ", i + 1),
                       text::cat("the words of page ", i + 1, " made again are others"));
        }
    }
}

void compare_bytes(RecheckOutcome& outcome, std::string_view pdf, std::string_view again) {
    if (pdf == again)
        return;
    auto const [left, right] = std::mismatch(pdf.begin(), pdf.end(), again.begin(), again.end());
    auto const at = left - pdf.begin();
    differ(outcome, "RECH-08", text::cat("byte ", at),
           text::cat("the file made again differs from byte ", at, " on (", pdf.size(),
                     " bytes there, ", again.size(), " made again)"));
}

// In order, as lines; a line that only one side has stands alone.
std::vector<std::string> other_versions(Opened const& opened,
                                        std::vector<std::string> const& here) {
    std::vector<std::string> there;
    for (auto const& line : list_of(opened.context.root, "made_with"))
        there.push_back(line.text);
    std::vector<std::string> differences;
    for (std::size_t i = 0; i < std::max(there.size(), here.size()); ++i) {
        auto const left = i < there.size() ? there[i] : std::string("nothing");
        auto const right = i < here.size() ? here[i] : std::string("nothing");
        if (left != right)
            differences.push_back(text::cat(left, " there, ", right, " here"));
    }
    return differences;
}

std::string verdict_inside(Opened const& opened) {
    auto const* const result = opened.find(result_name);
    if (result == nullptr)
        return "";
    auto const json = config::parse_json(result->bytes, "");
    return json ? text_of(json->root, "verdict") : std::string();
}

} // namespace

Result<RecheckOutcome> recheck(std::string_view pdf, std::string const& name,
                               RecheckSettings const& settings) {
    if (pdf.substr(0, 1024).find("%PDF") == std::string_view::npos) // ISO 32000-1 annex H.3
        return input_error({name, 0, 0, ""},
                           pdf.empty() ? "is empty"
                                       : "is no PDF; name a certificate that certify made");
    CC_TRY_ASSIGN(auto const opened, open(pdf, name));
    RecheckOutcome outcome;
    outcome.verdict = verdict_inside(opened);
    compare_context(outcome, opened, pdf);
    compare_attachments(outcome, opened);
    compare_pages(outcome, opened, pdf);
    config::DataFolders const no_data;
    logger::Profiles const no_profiles;
    CertifySettings here{no_data, no_profiles, settings.fonts};
    here.program = settings.program;
    CC_TRY_ASSIGN(auto const versions, made_with(here));
    outcome.other_versions = other_versions(opened, versions);
    outcome.comparison = outcome.other_versions.empty() ? Comparison::bytes : Comparison::parts;
    auto const again = make_again(opened, name, settings);
    if (!again) {
        differ(outcome, "RECH-09", "attachments", describe(again.error()));
    } else {
        compare_result(outcome, opened, *again);
        compare_words(outcome, opened, again->pdf);
        if (outcome.comparison == Comparison::bytes)
            compare_bytes(outcome, pdf, again->pdf);
    }
    outcome.agrees = outcome.differences.empty();
    return outcome;
}

std::string to_text(RecheckOutcome const& outcome, std::string const& name) {
    auto out = text::cat(
        name, ": ", outcome.agrees ? "agrees with itself" : "does not agree with itself",
        "; the verdict inside is ", outcome.verdict.empty() ? "missing" : outcome.verdict, "\n");
    out += report::to_text(outcome.differences);
    if (outcome.comparison == Comparison::bytes)
        out += "compared: the whole file, made again from what is inside, byte by byte\n";
    else
        out += text::cat("compared: attachments, pages, figures and words, because the versions "
                         "differ: ",
                         text::join(outcome.other_versions, "; "), "\n");
    return out + "this shows that the file agrees with itself, not who made it\n";
}

std::string to_json_line(RecheckOutcome const& outcome, std::string const& name) {
    nlohmann::ordered_json json;
    json["file"] = name;
    json["agrees"] = outcome.agrees;
    json["verdict"] = outcome.verdict.empty() ? nlohmann::ordered_json(nullptr)
                                              : nlohmann::ordered_json(outcome.verdict);
    json["compared"] = outcome.comparison == Comparison::bytes ? "bytes" : "parts";
    json["other_versions"] = outcome.other_versions;
    json["differences"] = nlohmann::ordered_json::array();
    for (auto const& difference : outcome.differences)
        json["differences"].push_back({{"code", difference.rule},
                                       {"place", difference.field},
                                       {"message", difference.message}});
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::span<CodeRow const> recheck_codes() {
    return code_rows;
}

} // namespace coldchain::job

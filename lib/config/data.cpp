// SPDX-License-Identifier: Apache-2.0
#include "config/data.hpp"

#include "common/text.hpp"
#include "common/time.hpp"

#include <map>

namespace coldchain::config {

namespace {

Result<std::string> head_text(Document const& document, std::string_view key,
                              std::string_view sample) {
    Node const* const node = document.root.find(key);
    bool const good =
        node != nullptr && (node->kind == NodeKind::text || node->kind == NodeKind::date);
    if (!good)
        return input_error({document.file, node != nullptr ? node->position.line : 0,
                            node != nullptr ? node->position.column : 0, std::string(key)},
                           text::cat("is required in every data file; write, above the first "
                                     "table: ",
                                     key, " = ", sample));
    return node->text;
}

} // namespace

std::vector<DataFile> list_data(DataFolders const& folders, std::string_view sub_folder) {
    std::map<std::string, DataFile> files; // by name, so that the order never depends on the disk
    for (auto const& folder : folders) {
        std::error_code failure;
        for (auto const& entry :
             std::filesystem::directory_iterator(folder / sub_folder, failure)) {
            if (entry.path().extension() == ".toml" &&
                !entry.path().filename().string().starts_with('.'))
                files[entry.path().stem().string()] = {entry.path().stem().string(), entry.path(),
                                                       &folder != folders.data()};
        }
    }
    std::vector<DataFile> list;
    list.reserve(files.size());
    for (auto& [name, file] : files)
        list.push_back(std::move(file));
    return list;
}

Result<Document> read_data(DataFolders const& folders, std::string_view sub_folder,
                           std::string_view name) {
    std::vector<std::string> names;
    for (auto const& file : list_data(folders, sub_folder)) {
        if (file.name == name)
            return read_document(file.path);
        names.push_back(file.name);
    }
    auto const near = text::nearest(name, names);
    return input_error(
        {}, text::cat(text::quoted(name), " is not in ", sub_folder,
                      near ? text::cat("; did you mean ", *near, "?")
                           : text::cat("; there are: ",
                                       names.empty() ? "none" : text::join(names, ", "))));
}

Result<DataHead> read_head(Document const& document, std::string_view schema) {
    DataHead head;
    CC_TRY_ASSIGN(head.schema, head_text(document, "schema", text::cat('"', schema, '"')));
    if (head.schema != schema)
        return input_error(
            {document.file, document.root.find("schema")->position.line, 1, "schema"},
            text::cat("is ", text::quoted(head.schema), "; this place needs ",
                      text::quoted(schema)));
    CC_TRY_ASSIGN(head.identity.id, head_text(document, "pack", "\"ours\""));
    CC_TRY_ASSIGN(head.identity.edition, head_text(document, "edition", "\"1\""));
    CC_TRY_ASSIGN(head.valid_from, head_text(document, "valid_from", "2026-01-01"));
    head.identity.sha256 = document.sha256;
    if (document.root.find("title") != nullptr) {
        CC_TRY_ASSIGN(head.title, head_text(document, "title", "\"What it is for\""));
    }
    if (document.root.find("valid_to") != nullptr) {
        CC_TRY_ASSIGN(head.valid_to, head_text(document, "valid_to", "2026-12-31"));
    }
    for (auto const& [key, value] :
         {std::pair("valid_from", &head.valid_from), std::pair("valid_to", &head.valid_to)}) {
        if (!value->empty() && !parse_date(*value))
            return input_error({document.file, document.root.find(key)->position.line, 1, key},
                               text::cat(text::quoted(*value), " is not a date; write YYYY-MM-DD"));
    }
    return head;
}

} // namespace coldchain::config

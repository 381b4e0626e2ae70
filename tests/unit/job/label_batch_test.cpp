// SPDX-License-Identifier: Apache-2.0
// Batches: order, copies, divisions, repeats, refusals, parts. What must come out is counted from
// what each test puts in; the payload of a label is read back from its own record.
#include "../tree.hpp"
#include "job/label_batch.hpp"

#include "common/text.hpp"
#include "label/divide.hpp"
#include "seal/digest.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace coldchain;
using namespace coldchain::job;

namespace {

using tree::folders;

using tree::fonts;

LabelPress const& vials() {
    static auto const loaded = [] {
        PressSettings settings{folders, fonts(), *make_date(2026, 11, 24)};
        settings.layout = "vial-33x13";
        return LabelPress::load(settings);
    }();
    REQUIRE(loaded);
    return *loaded;
}

std::string row(int number, std::string const& more = "") {
    std::string const digits = std::to_string(100000 + number);
    return R"({"id": "V)" + digits + R"(", "donation_identification_number": "A999926)" + digits +
           R"(", "product_code": "S1128", "collection_type": "R", "division": "00",
           "description": "HPC, APHERESIS", "expires_at": "2027-05-31T23:59 Z", "use": "research",
           "investigational": false, "licensed": false, "donor": {"id": "D1", "eligibility":
           "not_done", "reactive": [], "risk_factor": false, "tests_complete": false,
           "tests_in_time": false})" +
           more + "}";
}

std::string one_line(std::string text) {
    for (char& c : text)
        if (c == '\n')
            c = ' ';
    return text + "\n";
}

std::string rows(int count) {
    std::string all;
    for (int i = 0; i < count; ++i)
        all += one_line(row(i));
    return all;
}

struct Folder {
    std::filesystem::path path =
        std::filesystem::path(places::binary_folder) / "label-batch-test";
    Folder() {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    std::size_t files() const {
        std::size_t count = 0;
        for ([[maybe_unused]] auto const& entry : std::filesystem::directory_iterator(path))
            ++count;
        return count;
    }
};

struct Run {
    Folder folder;
    BatchRequest request{vials(), fonts(), "zpl", (folder.path / "labels.zpl").string()};
    Run() { request.records = 10'000; }

    Result<BatchOutcome> json_lines(std::string const& text) {
        std::istringstream in(text);
        auto const source = orders_from_json_lines(in, "orders.jsonl", {});
        return run_batch(request, *source);
    }
    Result<BatchOutcome> csv(std::string const& text, label::Columns columns = {}) {
        std::istringstream in(text);
        auto const source = orders_from_csv(in, "orders.csv", std::move(columns));
        return run_batch(request, *source);
    }
};

std::string bytes_of(std::filesystem::path const& path) {
    auto const bytes = read_file(path);
    REQUIRE(bytes);
    return *bytes;
}

} // namespace

TEST_CASE("batch: labels come out in the order they went in, with any number of jobs", "[job]") {
    std::string first;
    for (unsigned const jobs : {1U, 2U, 5U}) {
        Run run;
        run.request.jobs = jobs;
        auto const made = run.json_lines(rows(75));
        REQUIRE(made);
        CHECK(made->released);
        CHECK(made->labels == 75);
        REQUIRE(made->records.size() == 75);
        for (std::size_t i = 0; i < 75; ++i) {
            CHECK(made->records[i].page == static_cast<int>(i) + 1);
            CHECK(made->records[i].product == "V" + std::to_string(100000 + i));
        }
        auto const zpl = bytes_of(run.request.output);
        if (first.empty())
            first = zpl;
        CHECK(zpl == first);
    }
}

TEST_CASE("batch: a PDF of more than 500 labels becomes numbered files", "[job]") {
    Run run;
    run.request.format = "pdf";
    run.request.output = (run.folder.path / "labels.pdf").string();
    run.request.jobs = 2;
    auto const made = run.json_lines(rows(501));
    REQUIRE(made);
    REQUIRE(made->files.size() == 2);
    CHECK(std::filesystem::path(made->files[0]).filename() == "labels-0001.pdf");
    CHECK(std::filesystem::path(made->files[1]).filename() == "labels-0002.pdf");
    CHECK(run.folder.files() == 3); // and the list of both
    CHECK(std::filesystem::path(made->list).filename() == "labels.sha256");
    CHECK(bytes_of(made->list) ==
          text::cat(seal::sha256(bytes_of(made->files[0])), "  labels-0001.pdf\n",
                    seal::sha256(bytes_of(made->files[1])), "  labels-0002.pdf\n"));
    // the second holds one label: pages are counted where a PDF says so
    CHECK(bytes_of(made->files[0]).find("/Count 500") != std::string::npos);
    CHECK(bytes_of(made->files[1]).find("/Count 1") != std::string::npos);
}

TEST_CASE("batch: one bad row refuses all, and every bad row is listed", "[job]") {
    Run run;
    auto text = rows(3) + one_line(row(10, R"(, "blood_group": "X pos")")) + "{broken\n" +
                one_line(row(11, R"(, "colour": "red")")) + rows(0) + one_line(row(12));
    auto const made = run.json_lines(text);
    REQUIRE(made);
    CHECK(!made->released);
    CHECK(made->refused == 3);
    REQUIRE(made->errors.size() == 2); // broken JSON, and a key that products do not have
    CHECK(made->errors[0].where.line == 5);
    CHECK(made->errors[1].where.line == 6);
    CHECK(made->errors[1].text.find("colour") != std::string::npos);
    REQUIRE(!made->findings.empty());
    CHECK(made->findings[0].rule == "LBL-02");
    CHECK(made->findings[0].scope == "orders.jsonl:4 V100010");
    CHECK(made->findings[0].value == "X pos");
    CHECK(run.folder.files() == 0);
}

TEST_CASE("batch: keep going releases the rest", "[job]") {
    Run run;
    run.request.on_refusal = OnRefusal::keep_going;
    auto const made =
        run.json_lines(one_line(row(1)) + one_line(row(2, R"(, "blood_group": "X pos")")) + one_line(row(3)));
    REQUIRE(made);
    CHECK(made->released);
    CHECK(made->labels == 2);
    CHECK(made->refused == 1);
    auto const zpl = bytes_of(run.request.output);
    std::size_t labels = 0;
    for (std::size_t at = zpl.find("^XA"); at != std::string::npos; at = zpl.find("^XA", at + 1))
        ++labels;
    CHECK(labels == 2);
}

TEST_CASE("batch: the same container twice is refused, copies are not", "[job]") {
    Run run;
    auto const twice = run.json_lines(one_line(row(1)) + one_line(row(1)));
    REQUIRE(twice);
    CHECK(!twice->released);
    REQUIRE(twice->findings.size() == 1);
    CHECK(twice->findings[0].rule == "LBL-16");

    Run copies;
    copies.request.copies = 3;
    auto const made = copies.json_lines(one_line(row(1)));
    REQUIRE(made);
    CHECK(made->labels == 3);
    CHECK(made->records[2].copy == 3);
    // further copies say so, so that no two pictures are the same
    std::set<std::string> pictures;
    auto const zpl = bytes_of(copies.request.output);
    for (std::size_t at = zpl.find("^XA"); at != std::string::npos; at = zpl.find("^XA", at + 1))
        pictures.insert(zpl.substr(at, zpl.find("^XZ", at) - at));
    CHECK(pictures.size() == 3);
}

TEST_CASE("batch: containers of a divided product are a family without repeats", "[job]") {
    Run run;
    run.request.divide = true;
    auto const made = run.json_lines(one_line(row(1, R"(, "container_count": 3)")));
    REQUIRE(made);
    REQUIRE(made->records.size() == 3);
    CHECK(made->records[0].symbols[0].payload == "=+02000=A99992610000100=<S1128RA0");
    CHECK(made->records[1].symbols[0].payload == "=+02000=A99992610000100=<S1128RB0");
    CHECK(made->records[2].symbols[0].payload == "=+02000=A99992610000100=<S1128RC0");
}

TEST_CASE("divide: first parts, parts of parts, and counted ones (ST-001 2.4.3)", "[job]") {
    label::Order order;
    order.product.id = "P1";
    order.product.product_code = "S1128";
    order.product.division = "B0";
    order.product.container_count = 2;
    auto const parts = label::divide(order).parts;
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].product.division == "Ba");
    CHECK(parts[1].product.division == "Bb");

    order.product.product_code = "T1295";
    order.product.division = "000";
    CHECK(label::divide(order).parts.at(1).product.division == "002");

    order.product.product_code = "S1128";
    for (auto const& [division, count] :
         {std::pair("00", 27), std::pair("Ba", 2), std::pair("aa", 2)}) {
        order.product.division = division;
        order.product.container_count = count;
        auto const refused = label::divide(order);
        CHECK(refused.parts.empty());
        REQUIRE(refused.findings.size() == 1);
        CHECK(refused.findings[0].rule == "LBL-17");
    }
    order.product.container_count = 1;
    CHECK(label::divide(order).parts.size() == 1);
}

TEST_CASE("batch: a dry run proves everything and writes nothing", "[job]") {
    Run run;
    run.request.dry_run = true;
    auto const made = run.json_lines(rows(5));
    REQUIRE(made);
    CHECK(made->released);
    CHECK(made->labels == 5);
    CHECK(made->records[0].symbols.size() == 1);
    CHECK(run.folder.files() == 0);
}

TEST_CASE("batch: an existing file is left as it was", "[job]") {
    Run run;
    std::ofstream(run.request.output) << "old";
    auto const made = run.json_lines(rows(1));
    REQUIRE(!made);
    CHECK(made.error().text.find("--force") != std::string::npos);
    CHECK(bytes_of(run.request.output) == "old");
    CHECK(run.folder.files() == 1);
}

TEST_CASE("batch: a table with headings that are keys", "[job]") {
    std::string const head = "id,donation_identification_number,product_code,collection_type,"
                             "division,description,expires_at,use,investigational,licensed,"
                             "donor.id,donor.eligibility,donor.reactive,donor.risk_factor,"
                             "donor.tests_complete,donor.tests_in_time,attributes\n";
    std::string const tail = ",S1128,R,00,\"HPC, \"\"A\"\"\",2027-05-31T23:59 Z,research,false,"
                             "false,D1,not_done,HIV; HBV,false,false,false,Citrate\r\n";
    Run run;
    auto const made = run.csv("\xEF\xBB\xBF" + head + "V1,A999926000001" + tail +
                              "V2,A999926000002" + tail);
    REQUIRE(made);
    CHECK(made->errors.empty());
    CHECK(made->labels == 2);
    CHECK(made->records[1].symbols[0].payload == "=+02000=A99992600000200=<S1128R00");
}

TEST_CASE("batch: a table's faults have row and column", "[job]") {
    struct Case {
        std::string text;
        int line;
        std::string words;
    };
    std::string const head = "id,donation_identification_number,licensed,container_count\n";
    for (auto const& one : {Case{"", 0, "is empty"}, Case{"\n\n", 1, "name the columns"},
                            Case{std::string("\0\0", 2), 1, "no text has"},
                            Case{"id,id\n", 1, "second column"},
                            Case{"id,donation_number\n", 1, "donation_number"},
                            Case{head + "V1,A999926000001,false\n", 2, "3 cells, the head 4"},
                            Case{head + "V1,A999926000001,no,1\n", 2, "true or false"},
                            Case{head + "V1,A999926000001,false,two\n", 2, "whole number"},
                            Case{head + "V1,\"A999\"26000001,false,1\n", 2, "quote"}}) {
        CAPTURE(one.text);
        Run run;
        auto const made = run.csv(one.text);
        auto const& error = made ? made->errors.at(0) : made.error();
        CHECK(error.where.line == one.line);
        CHECK(describe(error).find(one.words) != std::string::npos);
        CHECK(run.folder.files() == 0);
    }
}

TEST_CASE("batch: a picture holds one label", "[job]") {
    for (std::string const format : {"svg", "png"}) {
        Run run;
        run.request.format = format;
        run.request.output = (run.folder.path / ("label." + format)).string();
        REQUIRE(run.json_lines(rows(1)));
        run.request.on_existing = OnExisting::replace;
        auto const two = run.json_lines(rows(2));
        REQUIRE(!two);
        CHECK(two.error().kind == ErrorKind::usage);
    }
}

TEST_CASE("the beginning of an input says what it is", "[job]") {
    CHECK(guess_form("{\"id\": \"P1\"}\n") == OrderForm::json_lines);
    CHECK(guess_form("{\n  \"schema\": \"coldchain.orders/1\"") == OrderForm::document);
    CHECK(guess_form("{\"schema\": \"coldchain.orders/1\"}") == OrderForm::document);
    CHECK(guess_form("# orders\nschema = 1") == OrderForm::document);
    CHECK(guess_form("schema = \"x\"\n") == OrderForm::document);
    CHECK(guess_form("id,product_code\n") == OrderForm::csv);
    CHECK(guess_form("\xEF\xBB\xBFid;product_code\n") == OrderForm::csv);
    CHECK(guess_form("") == OrderForm::document);
}

// SPDX-License-Identifier: Apache-2.0
#include "tools/options.hpp"
#include "tools/startup.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::tools;

namespace {

Command sample() {
    Command command;
    command.name = "sample";
    command.options = {{"output", 'o', "FILE", "where to"},
                       {"count", 0, "N", "how many", "3"},
                       {"row", 0, "TEXT", "a row", "", true}};
    return command;
}

std::string refused(std::vector<std::string> const& words) {
    auto const arguments = parse_arguments(sample(), words);
    return arguments ? "accepted" : arguments.error().text;
}

} // namespace

TEST_CASE("options: values, fallbacks, switches and operands", "[tools]") {
    auto const arguments =
        *parse_arguments(sample(), {"a", "-o", "x.pdf", "--row=1", "--row", "2", "--force", "b"});
    CHECK(arguments.value("output") == "x.pdf");
    CHECK(arguments.value("count") == "3");
    CHECK_FALSE(arguments.has("count"));
    CHECK(arguments.values("row") == std::vector<std::string>{"1", "2"});
    CHECK(arguments.has("force"));
    CHECK(arguments.operands == std::vector<std::string>{"a", "b"});
    CHECK_FALSE(arguments.value("format") == "json");
}

TEST_CASE("options: strings of ISBT 128 are operands as they stand", "[tools]") {
    auto const arguments =
        *parse_arguments(sample(), {"=A99991712345600", "&>0263652359", "--", "-dash"});
    CHECK(arguments.operands ==
          std::vector<std::string>{"=A99991712345600", "&>0263652359", "-dash"});
}

TEST_CASE("options: a lone dash is an operand", "[tools]") {
    CHECK(parse_arguments(sample(), {"-"})->operands == std::vector<std::string>{"-"});
}

TEST_CASE("options: unknown, repeated, cut and valueless options are refused", "[tools]") {
    CHECK(refused({"--outptu", "x"}) == "option \"--outptu\" is not known; did you mean --output?");
    CHECK(refused({"--out", "x"}).find("not known") != std::string::npos);
    CHECK(refused({"-o", "x", "-o", "y"}) == "option --output is given twice");
    CHECK(refused({"--output"}) != "accepted");
    CHECK(refused({"--force=yes"}) != "accepted");
    CHECK(refused({"-z"}).find("not known") != std::string::npos);
}

TEST_CASE("options: every error is about the command line", "[tools]") {
    CHECK(parse_arguments(sample(), {"--nope"}).error().kind == ErrorKind::usage);
}

TEST_CASE("startup: the command is the first word, or in the program's name", "[tools]") {
    CHECK(find_invocation({"/usr/bin/coldchain", "check", "x"}).command == "check");
    CHECK(find_invocation({"/usr/bin/coldchain-check", "x"}).command == "check");
    CHECK(find_invocation({"/usr/bin/coldchain-check", "x"}).words ==
          std::vector<std::string>{"x"});
    CHECK(find_invocation({"coldchain", "--help"}).command == "help");
    CHECK(find_invocation({"coldchain"}).command.empty());
}

TEST_CASE("commands: each has a summary, usage, two paragraphs at most and an example", "[tools]") {
    for (auto const& command : commands()) {
        INFO(command.name);
        CHECK_FALSE(command.summary.empty());
        CHECK_FALSE(command.usage.empty());
        CHECK_FALSE(command.description.empty());
        CHECK_FALSE(command.examples.empty());
        CHECK(find_command(command.name) == &command);
        for (auto const& row : command.options)
            CHECK_FALSE(row.description.empty());
    }
}

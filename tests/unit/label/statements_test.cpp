// SPDX-License-Identifier: Apache-2.0
// The decision table for statements on cell products, case by case. Expected words: 21 CFR 1271.60,
// .65, .90, 312.6, 610.60 (eCFR 2026-01-29) and the FACT-JACIE label table.
#include "../places.hpp"
#include "label/statements.hpp"

#include "config/tree.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace coldchain;
using namespace coldchain::label;

namespace {

StatementRules const& statement_rules() {
    static std::vector<std::string> const packs{"us-cell-therapy"};
    static auto const loaded =
        StatementRules::load({places::source_folder}, *make_date(2026, 11, 24), packs);
    if (!loaded)
        FAIL(describe(loaded.error()));
    return *loaded;
}

Decision decide(std::string const& facts) {
    auto const document = config::parse_toml("id = 'P1'\n" + facts, "order.toml");
    REQUIRE(document);
    auto const product = shipment::read_product(document->root, "order.toml", "product");
    if (!product)
        FAIL(describe(product.error()));
    return statement_rules().decide(*product);
}

// The statements of use, warning, legend and law; those of handling are the same for all.
std::vector<std::string> chosen(Decision const& decision) {
    std::vector<std::string> texts;
    for (auto const& statement : decision.statements) {
        if (statement.group != StatementGroup::handling)
            texts.push_back(statement.text);
    }
    std::sort(texts.begin(), texts.end());
    return texts;
}

std::string const plain = "investigational = false\nlicensed = false\n"
                          "urgent_medical_need = false\n";
std::string const clean = "[donor]\neligibility = 'ELIGIBILITY'\ntests_complete = true\n"
                          "tests_in_time = true\nreactive = []\nrisk_factor = false\n";

std::string donor(std::string const& eligibility, std::string facts = clean) {
    return facts.replace(facts.find("ELIGIBILITY"), 11, eligibility);
}

std::string with(std::string facts, std::string const& from, std::string const& to) {
    auto const at = facts.find(from);
    REQUIRE(at != std::string::npos);
    return facts.replace(at, from.size(), to);
}

using Texts = std::vector<std::string>;
constexpr auto autologous = "FOR AUTOLOGOUS USE ONLY";
constexpr auto intended = "FOR USE BY INTENDED RECIPIENT ONLY";
constexpr auto not_evaluated = "NOT EVALUATED FOR INFECTIOUS SUBSTANCES";
constexpr auto advise_patient = "WARNING: Advise patient of communicable disease risks";
constexpr auto advise_recipient = "WARNING: Advise recipient of communicable disease risks";

} // namespace

TEST_CASE("every example in the statement rules holds", "[label]") {
    auto const all = StatementRules::load({places::source_folder}, *make_date(2026, 11, 24));
    if (!all)
        FAIL(describe(all.error()));
    auto const report = rules::prove_examples(all->book(), [](auto const& product) {
        return rules::Prepared{statement_facts(product), {*make_date(2026, 11, 24), {}}};
    });
    for (auto const& fault : report.faults)
        UNSCOPED_INFO(describe(fault));
    CHECK(report.faults.empty());
    CHECK(report.examples >= 2 * report.rules);
}

TEST_CASE("case 1: autologous, tested in time: the use statement alone", "[label]") {
    auto const decision = decide("use = 'autologous'\n" + plain + donor("not_required"));
    CHECK(chosen(decision) == Texts{autologous});
    CHECK(decision.findings.empty());
}

TEST_CASE("case 2 and 13: autologous without all tests in time is not evaluated", "[label]") {
    auto const flag = GENERATE("tests_complete", "tests_in_time");
    auto const facts =
        with(donor("not_required"), std::string(flag) + " = true", std::string(flag) + " = false");
    auto const decision = decide("use = 'autologous'\n" + plain + facts);
    CHECK(chosen(decision) == Texts{autologous, not_evaluated});
}

TEST_CASE("case 3: excepted and not autologous advises the recipient", "[label]") {
    auto const facts =
        with(donor("not_required"), "tests_complete = true", "tests_complete = false");
    auto const decision = decide("use = 'directed_reproductive'\n" + plain + facts);
    CHECK(chosen(decision) == Texts{not_evaluated, advise_recipient});
}

TEST_CASE("case 4: an autologous risk factor asks for the legend", "[label]") {
    auto const facts = with(donor("not_required"), "risk_factor = false", "risk_factor = true");
    auto const decision = decide("use = 'autologous'\n" + plain + facts);
    CHECK(chosen(decision) == Texts{"BIOHAZARD", autologous});
    CHECK(decision.statements.at(1).group == StatementGroup::legend);
}

TEST_CASE("case 5: reactive results are named", "[label]") {
    auto const facts =
        with(donor("not_required"), "reactive = []", "reactive = ['HBV', 'syphilis']");
    auto const decision = decide("use = 'autologous'\n" + plain + facts);
    CHECK(chosen(decision) ==
          Texts{"BIOHAZARD", autologous, "WARNING: Reactive test results for HBV, syphilis"});
}

TEST_CASE("case 6: reproductive cells tested afterwards say so", "[label]") {
    auto const decision = decide("use = 'directed_reproductive'\n" + plain + donor("not_required"));
    CHECK(chosen(decision) ==
          Texts{"Advise recipient that screening and testing of the donor(s) were not performed "
                "at the time of recovery or cryopreservation of the reproductive cells or tissue, "
                "but have been performed subsequently",
                advise_recipient});
}

TEST_CASE("case 7: incomplete determination with urgent need warns the patient", "[label]") {
    auto const urgent = with(plain, "urgent_medical_need = false", "urgent_medical_need = true");
    auto const decision = decide("use = 'allogeneic'\n" + urgent + donor("incomplete"));
    CHECK(chosen(decision) == Texts{not_evaluated, advise_patient});
    CHECK(decision.findings.empty());
}

TEST_CASE("case 8: incomplete determination without urgent need is refused", "[label]") {
    auto const decision = decide("use = 'allogeneic'\n" + plain + donor("incomplete"));
    REQUIRE(decision.findings.size() == 1);
    CHECK(decision.findings[0].rule == "STOP-08");
    CHECK(decision.findings[0].severity == Severity::error);
    CHECK(decision.findings[0].scope == "P1");
}

TEST_CASE("case 9: ineligible with an allowed use carries legend and advice", "[label]") {
    auto const urgent = with(plain, "urgent_medical_need = false", "urgent_medical_need = true");
    auto const facts =
        GENERATE_COPY(as<std::string>{}, "use = 'related'\n" + plain,
                      "use = 'directed_reproductive'\n" + plain, "use = 'allogeneic'\n" + urgent);
    auto const decision = decide(facts + donor("ineligible"));
    CHECK(chosen(decision) == Texts{"BIOHAZARD", advise_patient});
    CHECK(decision.findings.empty());
}

TEST_CASE("case 10: ineligible with reactive results names them", "[label]") {
    auto const facts = with(donor("ineligible"), "reactive = []", "reactive = ['HCV']");
    auto const decision = decide("use = 'related'\n" + plain + facts);
    CHECK(chosen(decision) ==
          Texts{"BIOHAZARD", advise_patient, "WARNING: Reactive test results for HCV"});
}

TEST_CASE("case 11: ineligible without an allowed use is refused, nonclinical use is not",
          "[label]") {
    auto const refused = decide("use = 'allogeneic'\n" + plain + donor("ineligible"));
    REQUIRE(refused.findings.size() == 1);
    CHECK(refused.findings[0].rule == "STOP-11");
    auto const research = decide("use = 'research'\n" + plain + donor("ineligible"));
    CHECK(chosen(research) == Texts{"BIOHAZARD", "FOR RESEARCH USE ONLY. NOT FOR HUMAN APPLICATION",
                                    "For Nonclinical Use Only"});
    CHECK(research.findings.empty());
}

TEST_CASE("case 12: allogeneic and eligible carries no warning", "[label]") {
    auto const decision = decide("use = 'allogeneic'\n" + plain + donor("eligible"));
    CHECK(chosen(decision).empty());
    CHECK(decision.findings.empty());
}

TEST_CASE("case 14: an investigational new drug carries the caution", "[label]") {
    auto const facts = with(plain, "investigational = false", "investigational = true");
    auto const decision = decide("use = 'autologous'\n" + facts + donor("not_required"));
    CHECK(chosen(decision) ==
          Texts{"Caution: New Drug\xE2\x80\x94Limited by Federal law to investigational use.",
                autologous});
}

TEST_CASE("case 15: a licensed biological is Rx only and needs its licence number", "[label]") {
    auto const facts = with(plain, "licensed = false", "licensed = true");
    auto const decision = decide("use = 'autologous'\n" + facts + donor("not_required"));
    CHECK(chosen(decision) == Texts{autologous, "Rx only"});
    REQUIRE(decision.findings.size() == 1);
    CHECK(decision.findings[0].rule == "STOP-15");
}

TEST_CASE("cases 16 and 17: products for infusion carry the handling statements", "[label]") {
    auto const decision = decide("use = 'autologous'\n" + plain + donor("not_required"));
    Texts handling;
    for (auto const& statement : decision.statements) {
        if (statement.group == StatementGroup::handling)
            handling.push_back(statement.text);
    }
    CHECK(handling == Texts{"Properly Identify Intended Recipient and Product",
                            "WARNING: This product may transmit infectious agents",
                            "Do Not Irradiate", "Do Not Use Leukoreduction Filter"});
}

TEST_CASE("case 18: allogeneic for a named recipient is for that recipient only", "[label]") {
    auto const decision = decide("use = 'allogeneic'\n" + plain + donor("eligible") +
                                 "[recipient]\nid = 'REC-001'\n");
    CHECK(chosen(decision) == Texts{intended});
}

TEST_CASE("case 19: research products are not for human application", "[label]") {
    auto const decision = decide("use = 'research'\n" + plain + donor("eligible"));
    CHECK(chosen(decision) == Texts{"FOR RESEARCH USE ONLY. NOT FOR HUMAN APPLICATION"});
}

TEST_CASE("a fact that is not given is asked for once and refuses the label", "[label]") {
    auto const decision = decide("");
    CHECK(worst(decision.findings) == Severity::unknown);
    auto const asked =
        std::count_if(decision.findings.begin(), decision.findings.end(),
                      [](Finding const& finding) { return finding.field == "product.use"; });
    CHECK(asked == 1);
    for (auto const& finding : decision.findings)
        CHECK(finding.rule == "LBL-14");
}

TEST_CASE("an eligible donor with a reactive result is a contradiction", "[label]") {
    auto const facts = with(donor("eligible"), "reactive = []", "reactive = ['HIV']");
    auto const decision = decide("use = 'allogeneic'\n" + plain + facts);
    REQUIRE(decision.findings.size() == 1);
    CHECK(decision.findings[0].rule == "STOP-13");
}

TEST_CASE("every statement is either chosen or left out with its reason", "[label]") {
    auto const decision = decide("use = 'autologous'\n" + plain + donor("not_required"));
    std::size_t refusing = 0;
    for (auto const& rule : statement_rules().book().rules)
        refusing += rule.id.starts_with("STOP") ? 1U : 0U;
    CHECK(decision.statements.size() + decision.left_out.size() + refusing ==
          statement_rules().book().rules.size());
    for (auto const& left : decision.left_out)
        CHECK_FALSE(left.reason.empty());
}

TEST_CASE("a pack of statements that does not exist is refused with the ones there are",
          "[label]") {
    std::vector<std::string> const packs{"us-cells"};
    auto const loaded =
        StatementRules::load({places::source_folder}, *make_date(2026, 11, 24), packs);
    REQUIRE(!loaded);
    CHECK(describe(loaded.error()).find("us-cell-therapy") != std::string::npos);
}

// SPDX-License-Identifier: MIT
#include "lib/base/hash.hpp"
#include "lib/journal/body.hpp"
#include "tests/catch.hpp"
#include "tests/journal/samples.hpp"

#include <fmt/format.h>

#include <set>

using namespace dutyd;
using namespace dutyd::journal;

namespace {

/// A row with this body and a sound chain: what a forger, or a bug, could leave behind.
Row forged(const std::string& body, std::uint64_t seq = 7) {
    Row row;
    row.seq = seq;
    row.body = body;
    row.previous = chain_start();
    row.hash = sha256_hex(row.previous + body);
    return row;
}

std::string refusal(const std::string& body) {
    const auto event = decode(forged(body), chain_start(), std::nullopt);
    REQUIRE(!event);
    return render(event.error());
}

std::string row_text(const std::string& kind, const std::string& data) {
    return fmt::format(
        R"({{"v":1,"seq":7,"recorded_at":"2024-05-22T16:05:00Z","effective":"2024-05-22",)"
        R"("actor":"p1","authority":"","client_id":"","text":null,"kind":"{}","data":{}}})",
        kind, data);
}

std::string data_of(const Payload& payload) {
    Event event;
    event.payload = payload;
    const std::string body = write_body(event, "");
    const std::string start = fmt::format("\"kind\":\"{}\",\"data\":", kind_name(payload));
    const auto found = body.find(start);
    REQUIRE(found != std::string::npos);
    return body.substr(found + start.size(), body.size() - found - start.size() - 1);
}

/// The data of the nth sample of this kind.
std::string sample_data(const std::string& kind, int nth = 0) {
    for (const Payload& payload : sample_payloads()) {
        if (kind_name(payload) == kind && nth-- == 0) return data_of(payload);
    }
    return "no such sample";
}

}  // namespace

TEST_CASE("a whole row, byte for byte") {
    Event event;
    event.seq = 12;
    event.recorded_at = *Instant::parse("2024-05-22T16:05:00Z");
    event.effective = Date::of(2024, 5, 21);
    event.actor = "p1";
    event.authority = "scheme 4.2";
    event.client_id = "c-1";
    event.text = "General election called";
    event.payload = DutyStarted{"leicestershire/plan-2024", "draft", Date::of(2024, 5, 10)};

    const std::string digest = sha256_hex("00ffGeneral election called");
    const Encoded encoded = encode(event, chain_start(), "00ff");
    CHECK(encoded.row.seq == 12);
    CHECK(encoded.row.previous == std::string(64, '0'));
    CHECK(encoded.row.body ==
          R"({"v":1,"seq":12,"recorded_at":"2024-05-22T16:05:00Z","effective":"2024-05-21",)"
          R"("actor":"p1","authority":"scheme 4.2","client_id":"c-1","text":")" +
              digest +
              R"(","kind":"duty-started","data":{"matter":"leicestershire/plan-2024",)"
              R"("duty":"draft","on":"2024-05-10"}})");
    CHECK(encoded.row.hash == sha256_hex(encoded.row.previous + encoded.row.body));
    REQUIRE(encoded.free_text);
    CHECK(encoded.free_text->digest == digest);
    CHECK(encoded.free_text->salt == "00ff");
    CHECK(encoded.free_text->text == "General election called");
    CHECK(text_digest(encoded.row) == digest);
}

TEST_CASE("the data of every kind, byte for byte") {
    CHECK(sample_data("library-adopted") ==
          R"({"files":[{"path":"packs/pcc/plan.toml","hash":")" + std::string(64, 'a') +
              R"("},{"path":"holidays/bank-holidays.json","hash":")" + std::string(64, 'b') +
              R"("}]})");
    CHECK(sample_data("people-adopted") ==
          R"({"holders":[{"body":"leicestershire","role":"chief-executive","person":"p1"},)"
          R"({"body":"leicestershire","role":"finance-officer","person":"p2"}]})");
    CHECK(sample_data("fact-recorded") ==
          R"({"owner":"leicestershire/plan-2024","name":"election.poll","value":"2024-05-02",)"
          R"("status":"expected","source":"statutory"})");
    CHECK(sample_data("duty-done") ==
          R"({"matter":"leicestershire/plan-2024","duty":"issue","on":"2025-03-28","at":"16:30",)"
          R"("by":"deputy","evidence":"https://example.org/a"})");
    CHECK(sample_data("pause-declared") ==
          R"({"pause":"general-election-2024","body":"leicestershire",)"
          R"("title":"Pre-election period","activities":["public-engagement","announcement"],)"
          R"("first":"2024-05-25","last":"2024-07-04","provision":"Cabinet Office guidance"})");
    CHECK(sample_data("meeting-added") ==
          R"({"body":"leicestershire","meeting":"panel-2024-09-23","calendar":"panel",)"
          R"("date":"2024-09-23","time":"13:00","kind":"full",)"
          R"("title":"Police and Crime Panel","submission":"2024-09-09",)"
          R"("source":"panel calendar 2024-25"})");
    CHECK(sample_data("first-plan-frozen") ==
          R"({"matter":"leicestershire/plan-2024","dates":[{"duty":"issue",)"
          R"("forecast":"2024-12-02","limit":"2025-03-31"},)"
          R"({"duty":"respond","forecast":null,"limit":null}]})");
    CHECK(sample_data("notice-made") ==
          R"({"notice":"n1.plan-2024@dutyd.example.org","person":"p1",)"
          R"("alerts":["slip/plan-2024/issue/1"],"not_before":"2024-05-23T08:00:00Z"})");
    CHECK(
        sample_data("fact-recorded", 2) ==
        "{\"owner\":\"b\",\"name\":\"a\",\"value\":\"\\\"quoted\\\" \\\\ and\\u0009tab\\u000aline "
        "\\u0001 \x7f\",\"status\":\"deemed\",\"source\":\"\"}");
    CHECK(sample_data("fact-recorded", 3) ==
          "{\"owner\":\"b\",\"name\":\"n\xc3\xa9\",\"value\":\"\xf0\x9f\x93\x85\","
          "\"status\":\"disputed\",\"source\":\"\"}");
}

TEST_CASE("every kind has its own word, and the samples hold every kind") {
    const std::vector<std::string> names = kind_names();
    CHECK(names.size() == std::variant_size_v<Payload>);
    CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
    std::set<std::string> seen;
    for (const Payload& payload : sample_payloads()) seen.insert(kind_name(payload));
    CHECK(seen.size() == names.size());
    CHECK(kind_name(PauseDeclared{"", "", "", {}, Date::of(2024, 5, 25), {}, ""}) ==
          "pause-declared");
}

TEST_CASE("a chain of every kind reads back as it was written") {
    const std::vector<Event> events = sample_events();
    const Chain chain = chain_of(events);
    const auto decoded = decode_all(chain);
    if (!decoded) FAIL(render(decoded.error()));
    REQUIRE(decoded->size() == events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        CHECK((*decoded)[i].text == events[i].text);
        CHECK(write_body((*decoded)[i], "") == write_body(events[i], ""));
    }
}

TEST_CASE("an erased text reads so, and the chain still holds") {
    Chain chain = chain_of(sample_events());
    const std::size_t texts = chain.texts.size();
    REQUIRE(texts > 0);
    chain.texts.clear();
    const auto decoded = decode_all(chain);
    REQUIRE(decoded);
    std::size_t erased = 0;
    for (const Event& event : *decoded) erased += event.text == "(erased)" ? 1 : 0;
    CHECK(erased == texts);
}

TEST_CASE("the same text twice gives nothing away: digests differ with the salt") {
    Event event = sample_events()[2];
    REQUIRE(!event.text.empty());
    CHECK(encode(event, chain_start(), "01").free_text->digest !=
          encode(event, chain_start(), "02").free_text->digest);
}

TEST_CASE(
    "bytes that are not UTF-8 become the replacement character, so that the row can be read") {
    Event event;
    event.seq = 1;
    event.actor = "caf\xe9";
    event.text = "\xed\xa0\x80 \xf5 \xc0\xaf \xe2\x82";
    event.payload = NoteMade{"m\xff", ""};
    const Encoded encoded = encode(event, chain_start(), "00");
    const auto decoded = decode(encoded.row, chain_start(), encoded.free_text);
    REQUIRE(decoded);
    CHECK(decoded->actor == "caf\xef\xbf\xbd");
    CHECK(std::get<NoteMade>(decoded->payload).matter == "m\xef\xbf\xbd");
    CHECK(clean_utf8("\xed\xa0\x80") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    CHECK(clean_utf8("\xe2\x82") == "\xef\xbf\xbd\xef\xbf\xbd");
    CHECK(clean_utf8("\xf4\x8f\xbf\xbf \xe0\xa0\x80 \xc2\x80") ==
          "\xf4\x8f\xbf\xbf \xe0\xa0\x80 \xc2\x80");
    CHECK(decode(encoded.row, chain_start(), encoded.free_text)->text == clean_utf8(event.text));
}

TEST_CASE("a newer format is refused with what to do, before anything else in the row is read") {
    CHECK(refusal(R"({"v":2,"something":"else"})") ==
          "error: journal row 7 is written in format 2, but this dutyd reads formats up to 1\n"
          "    hint: a newer dutyd wrote it; install that version or a later one\n");
    CHECK(refusal(R"({"v":0})") ==
          std::string("error: journal row 7 field 'v' is 0; formats are numbered from 1\n") +
              damaged_hint);
    CHECK(refusal(R"({"seq":7})") ==
          std::string("error: journal row 7 field 'v' is missing\n") + damaged_hint);
}

TEST_CASE("a row that is no event is refused with the row, the field and what is wrong") {
    const auto says = [](const std::string& body, const std::string& what) {
        CHECK(refusal(body) == "error: journal row 7 " + what + "\n" + damaged_hint);
    };
    const std::string started = R"({"matter":"m","duty":"d","on":"2024-05-10"})";
    REQUIRE(decode(forged(row_text("duty-started", started)), chain_start(), std::nullopt));

    CHECK(refusal("{").rfind("error: journal row 7 is not JSON (", 0) == 0);
    says("[]", "is not a JSON object");
    says(row_text("duty-strated", started),
         "field 'kind' is 'duty-strated', which is no kind of event; did you mean "
         "'duty-started'?");
    says(row_text("duty-started", "[]"), "field 'data' is not an object");
    says(row_text("duty-started", R"({"matter":"m","duty":"d","on":"2023-02-29"})"),
         "field 'data.on' is wrong: " + Date::parse("2023-02-29").error().front().message);
    says(row_text("duty-started", R"({"matter":1,"duty":"d","on":"2024-05-10"})"),
         "field 'data.matter' is not a string");
    says(row_text("duty-started", R"({"matter":"m","duty":"d"})"), "field 'data.on' is missing");
    says(row_text("duty-started", R"({"duty":"d","matter":"m","on":"2024-05-10"})"),
         "is not spelt as dutyd writes it");
    says(row_text("duty-started", R"({"matter":"m","matter":"m","duty":"d","on":"2024-05-10"})"),
         "is not spelt as dutyd writes it");
    says(row_text("duty-started", R"({"matter": "m","duty":"d","on":"2024-05-10"})"),
         "is not spelt as dutyd writes it");
    says(row_text("library-adopted", R"({"files":[{"path":"a","hash":"b"},{"path":"c"}]})"),
         "field 'data.files[1].hash' is missing");
    says(row_text("library-adopted", R"({"files":{}})"), "field 'data.files' is not a list");
    says(row_text("fact-recorded",
                  R"({"owner":"o","name":"n","value":"v","status":"sure","source":""})"),
         "field 'data.status' is 'sure', not recorded, expected, deemed or disputed");
}

TEST_CASE("all that is wrong with a row is said at once") {
    const std::string body =
        R"({"v":1,"seq":-1,"recorded_at":"now","actor":"p1","authority":"","clientid":"",)"
        R"("text":null,"kind":"duty-started","data":{"matter":"m","dutty":"d","on":null}})";
    const auto event = decode(forged(body), chain_start(), std::nullopt);
    REQUIRE(!event);
    std::vector<std::string> messages;
    for (const Diagnostic& diagnostic : event.error()) messages.push_back(diagnostic.message);
    const std::vector<std::string> expected{
        "journal row 7 field 'clientid' is not known; did you mean 'client_id'?",
        "journal row 7 field 'seq' is not a whole number from 0",
        "journal row 7 field 'recorded_at' is wrong: " +
            Instant::parse("now").error().front().message,
        "journal row 7 field 'effective' is missing",
        "journal row 7 field 'client_id' is missing",
        "journal row 7 field 'data.dutty' is not known; did you mean 'duty'?",
        "journal row 7 field 'data.duty' is missing",
        "journal row 7 field 'data.on' is not a string"};
    CHECK(messages == expected);
}

TEST_CASE("a row that says it is another is refused") {
    const Row row = forged(row_text("note-made", R"({"matter":"m","duty":""})"), 8);
    const auto event = decode(row, chain_start(), std::nullopt);
    REQUIRE(!event);
    CHECK(event.error().front().message == "journal row 8 says that it is row 7");
}

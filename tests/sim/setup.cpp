// SPDX-License-Identifier: MIT
#include "tests/sim/setup.hpp"

#include "lib/rules/selection.hpp"
#include "tests/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace dutyd::sim {

namespace {

using civil::Date;
using civil::Days;
using rules::SourceFile;

constexpr int days_a_year = 365;
/// In one life in so many the body runs everything that is shipped.
constexpr int whole_pack_one_in = 30;

struct Size {
    bool whole_pack = false;
    int years = 1;
    int bodies = 1;
};

/// What runs everything lives alone, and for a year: it costs as much as many others.
Size size_of(Random& random) {
    if (random.one_in(whole_pack_one_in)) return {true, 1, 1};
    return {false, static_cast<int>(random.between(1, 2)), static_cast<int>(random.between(1, 4))};
}

bool begins_with(const std::string& text, const std::string& beginning) {
    return text.compare(0, beginning.size(), beginning) == 0;
}

bool is_of_a_body(const std::string& path) {
    return begins_with(path, "bodies/") || begins_with(path, "meetings/") ||
           begins_with(path, "overlays/");
}

/// The line `key = ...` of a file gets another value.
std::string with_line(const std::string& text, const std::string& key, const std::string& value) {
    std::string changed;
    std::istringstream lines(text);
    bool replaced = false;
    for (std::string line; std::getline(lines, line);) {
        const bool is_it = !replaced && begins_with(line, key + " ");
        if (is_it) line = fmt::format("{} = {}", key, value);
        replaced = replaced || is_it;
        changed += line + "\n";
    }
    return changed;
}

std::string body_text(const std::string& shipped, const std::string& id, Random& random) {
    static const std::vector<std::string> hours{
        R"({ from = "08:30", to = "17:00" })", R"({ from = "09:00", to = "17:00" })",
        R"({ from = "07:00", to = "15:30" })", R"({ from = "00:30", to = "23:30" })"};
    std::string text = with_line(shipped, "id", '"' + id + '"');
    text = with_line(text, "working-hours", random.pick(hours));
    return with_line(text, "slack-threshold", fmt::format("{}", random.between(2, 20)));
}

/// A panel meets every six to twelve weeks, on a working day.
std::string meetings_text(const std::string& body, Date first, int years, Random& random) {
    std::string text = fmt::format("body = \"{}\"\n", body);
    const Date last = first + Days{days_a_year * (years + 1)};
    for (Date day = first + Days{static_cast<std::int32_t>(random.between(5, 60))}; day < last;
         day = day + Days{static_cast<std::int32_t>(random.between(42, 84))}) {
        text += fmt::format("\n[[meeting]]\ncalendar = \"panel\"\ndate = {}\n", day.iso());
        if (random.one_in(2)) text += "time = \"14:00\"\n";
        text += "kind = \"full\"\ntitle = \"Ordinary\"\nassumed = true\n";
    }
    return text;
}

/// Every other time the plan and the election, and one to three others.
std::vector<std::string> some_procedures(const Shipped& shipped, Random& random) {
    std::set<std::string> chosen;
    if (random.one_in(2)) chosen = {"police-and-crime-plan", "ordinary-election"};
    for (std::int64_t n = random.between(1, 3); n > 0; --n) {
        chosen.insert(random.pick(shipped.procedures).first);
    }
    return {chosen.begin(), chosen.end()};
}

std::set<std::string> all_of(const Shipped& shipped) {
    std::set<std::string> all;
    for (const auto& [id, file] : shipped.procedures) all.insert(id);
    return all;
}

struct Running {
    std::vector<std::string> procedures;  // empty: all
    Date since;
};

void add_body(Setup& setup, const Shipped& shipped, const Running& running, Random& random) {
    const std::vector<std::string> models{"leicestershire", "leicestershire", "dyfed-powys"};
    const std::string& model = random.pick(models);
    const std::string id = fmt::format("office-{}", static_cast<char>('a' + setup.bodies.size()));
    std::vector<SourceFile> files;
    for (const SourceFile& file : shipped.files) {
        if (file.path == "bodies/" + model + ".toml") {
            files.push_back({"bodies/" + id + ".toml", body_text(file.text, id, random)});
        }
        const std::string folder = "overlays/" + model + "/";
        if (begins_with(file.path, folder)) {
            files.push_back({"overlays/" + id + "/" + file.path.substr(folder.size()), file.text});
        }
    }
    files.push_back(
        {"meetings/" + id + ".toml", meetings_text(id, running.since, setup.years, random)});
    if (!running.procedures.empty()) {
        files = rules::running_only(std::move(files), running.procedures);
    }
    setup.files.insert(setup.files.end(), files.begin(), files.end());
    setup.bodies.push_back(id);
}

rules::Library load(const std::vector<SourceFile>& files) {
    auto library = rules::load_library(files);
    if (library) return *std::move(library);
    throw std::runtime_error("the calendars are not sound:\n" + render(library.error()));
}

std::vector<Post> posts_of(const rules::Library& library) {
    std::vector<Post> posts;
    for (const rules::Body& body : library.bodies) {
        for (const rules::Role& role : body.roles) {
            posts.push_back({body.id, role.id, role.id == body.fallback_role});
        }
    }
    return posts;
}

/// What the files name, what those name, and so on: a fact may be the doing of another procedure's
/// duty, and an overlay lies over one.
std::set<std::string> with_those_named(std::set<std::string> run, const Shipped& shipped) {
    std::vector<const SourceFile*> texts;
    for (const SourceFile& file : shipped.files) {
        if (begins_with(file.path, "overlays/")) texts.push_back(&file);
    }
    const auto is_named = [&](const std::string& id) {
        return std::any_of(texts.begin(), texts.end(), [&](const SourceFile* file) {
            return file->text.find('"' + id) != std::string::npos;
        });
    };
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& [id, path] : shipped.procedures) {
            const bool known = run.contains(id);
            if (!known && !is_named(id)) continue;
            for (const SourceFile& file : shipped.files) {
                const bool is_new = std::find(texts.begin(), texts.end(), &file) == texts.end();
                if (file.path != path || !is_new) continue;
                texts.push_back(&file);
                grew = true;
            }
            run.insert(id);
        }
    }
    return run;
}

/// The files that all bodies share, without procedures nobody here runs, which would only be read
/// again at every start; all of them, should those be needed after all.
void add_what_is_shared(Setup& setup, const Shipped& shipped, const std::set<std::string>& run) {
    const std::set<std::string> needed = with_those_named(run, shipped);
    std::vector<SourceFile> fewer = setup.files;
    for (const SourceFile& file : shipped.files) {
        if (is_of_a_body(file.path)) continue;
        setup.files.push_back(file);
        const auto procedure =
            std::find_if(shipped.procedures.begin(), shipped.procedures.end(),
                         [&](const auto& one) { return one.second == file.path; });
        const bool is_needed =
            procedure == shipped.procedures.end() || needed.contains(procedure->first);
        if (is_needed && !begins_with(file.path, "audits/")) fewer.push_back(file);
    }
    auto library = rules::load_library(fewer);
    if (library) setup.files = std::move(fewer);
    setup.posts = posts_of(library ? *library : load(setup.files));
}

}  // namespace

Shipped read_shipped() {
    Shipped shipped;
    shipped.files = tests::calendars();
    if (shipped.files.empty()) throw std::runtime_error("there are no calendars to read");
    auto zone = tests::find_zone("Europe/London");
    if (!zone) throw std::runtime_error("the zone Europe/London cannot be read");
    shipped.zones.emplace("Europe/London", *std::move(zone));
    for (const rules::Pack& pack : load(shipped.files).packs) {
        for (const rules::Procedure& one : pack.procedures) {
            shipped.procedures.emplace_back(one.id, one.file);
        }
    }
    return shipped;
}

int body_years_of(std::uint64_t seed) {
    Random random(seed_of(seed, 1));
    const Size size = size_of(random);
    return size.years * size.bodies;
}

Setup make_setup(std::uint64_t seed, const Shipped& shipped) {
    Random random(seed_of(seed, 1));
    Setup setup;
    setup.seed = seed;
    const Size size = size_of(random);
    setup.years = size.years;
    const Date first =
        Date::of(2019, 1, 1) + Days{static_cast<std::int32_t>(random.below(days_a_year * 8))};
    setup.starts = shipped.zones.at("Europe/London")
                       .instant(first, civil::TimeOfDay{static_cast<int>(random.below(24 * 60))});
    std::set<std::string> run;
    if (size.whole_pack) run = all_of(shipped);
    for (int n = 0; n < size.bodies; ++n) {
        const auto procedures =
            size.whole_pack ? std::vector<std::string>{} : some_procedures(shipped, random);
        add_body(setup, shipped, {procedures, first}, random);
        run.insert(procedures.begin(), procedures.end());
    }
    add_what_is_shared(setup, shipped, run);
    return setup;
}

Holders holders_of(const std::vector<Post>& posts, std::uint64_t turnover) {
    Random random(seed_of(turnover, 2));
    Holders holders;
    for (const Post& post : posts) {
        if (!post.is_fallback && random.one_in(6)) continue;  // vacant
        const std::int64_t first = random.below(5);
        holders.push_back({post.body, post.role, fmt::format("{}.{}", post.body, first)});
        if (!random.one_in(5)) continue;
        holders.push_back({post.body, post.role, fmt::format("{}.{}", post.body, 5 + first)});
    }
    return holders;
}

std::string body_of_person(const std::string& person) {
    return person.substr(0, person.rfind('.'));
}

}  // namespace dutyd::sim

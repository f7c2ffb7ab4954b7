// SPDX-License-Identifier: MIT
// Runs every file of a folder through a fuzz target once: what fuzzing has found stays found
// in builds without libFuzzer. Each input is copied to a buffer of its own size: reading past its
// end is then seen by the address sanitizer.
#include "tests/fuzz/fuzz.hpp"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

int run_all(const char* folder) {
    int inputs = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        std::vector<std::uint8_t> bytes(std::istreambuf_iterator<char>(file), {});
        bytes.shrink_to_fit();
        std::printf("%s\n", entry.path().filename().c_str());
        std::fflush(stdout);
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
        ++inputs;
    }
    std::printf("%d inputs\n", inputs);
    return inputs > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return std::fputs("usage: fuzz_NAME FOLDER\n", stderr), 2;
    try {
        return run_all(argv[1]);
    } catch (const std::exception& exception) {
        return std::fprintf(stderr, "%s\n", exception.what()), 1;
    }
}

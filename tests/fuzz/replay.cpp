// SPDX-License-Identifier: Apache-2.0
// Replays seeds: every file named, and every file under each folder named, goes through the target
// once, and once more cut in half, so that the committed corpus is tried in each test run without
// clang. The file at work is named first, so that a crash says which one it was. With
// COLDCHAIN_MUTATIONS=N each seed is also tried N times with random changes; what makes the target
// fall is left in the file fallen.
#include "fuzz.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(fs::path const& place) {
    if (!fs::is_directory(place))
        return {place};
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator(place)) {
        if (entry.is_regular_file())
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

void try_bytes(std::vector<std::uint8_t> const& bytes) {
    // in memory of its own size, so that the sanitizers see a step beyond the end
    std::vector<std::uint8_t> const exact(bytes);
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

// Some bytes changed, a piece taken out, or a piece doubled.
std::vector<std::uint8_t> mutated(std::vector<std::uint8_t> bytes, std::mt19937& random) {
    auto const any = [&](std::size_t below) { return below == 0 ? 0 : random() % below; };
    for (auto times = 1 + any(6); times > 0; --times) {
        auto const at = static_cast<long>(any(bytes.size() + 1));
        auto const length = static_cast<long>(
            any(std::min<std::size_t>(32, bytes.size() - static_cast<std::size_t>(at) + 1)));
        auto const begin = bytes.begin() + at;
        if (auto const what = any(4); what == 0) {
            bytes.erase(begin, begin + length);
        } else if (what == 1) {
            std::vector<std::uint8_t> const piece(begin, begin + length);
            bytes.insert(bytes.begin() + static_cast<long>(any(bytes.size() + 1)), piece.begin(),
                         piece.end());
        } else if (at < static_cast<long>(bytes.size())) {
            constexpr std::string_view telling("\0\xFF"
                                               "09-+.,;:=\"'[]{}()<>&\n\t eE",
                                               27);
            *begin = what == 2 ? static_cast<std::uint8_t>(random())
                               : static_cast<std::uint8_t>(telling[any(telling.size())]);
        }
    }
    return bytes;
}

void try_mutations(std::vector<std::uint8_t> const& seed, long count, std::mt19937& random) {
    for (; count > 0; --count) {
        auto const bytes = mutated(seed, random);
        std::ofstream("fallen", std::ios::binary)
            .write(reinterpret_cast<char const*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
        try_bytes(bytes);
    }
}

void replay(fs::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(stream), {}};
    std::printf("%s\n", file.c_str());
    std::fflush(stdout);
    std::vector<std::uint8_t> const whole(bytes.begin(), bytes.end());
    try_bytes(whole);
    try_bytes({whole.begin(), whole.begin() + static_cast<long>(whole.size() / 2)});
    if (char const* const count = std::getenv("COLDCHAIN_MUTATIONS")) {
        static std::mt19937 random(20261124); // NOLINT: the same changes in each run
        try_mutations(whole, std::strtol(count, nullptr, 10), random);
    }
}

} // namespace

int main(int argc, char** argv) {
    std::size_t count = 0;
    for (int i = 1; i < argc; ++i) {
        for (auto const& file : files_of(argv[i])) {
            replay(file);
            ++count;
        }
    }
    std::printf("%zu seeds\n", count);
    return count == 0 ? 1 : 0; // a corpus that is not found proves nothing
}

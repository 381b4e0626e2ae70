// SPDX-License-Identifier: Apache-2.0
// Replays seeds: every file named, and every file under each folder named, goes through the target
// once, and once more cut in half, so that the committed corpus is tried in each test run without
// clang. The file at work is named first, so that a crash says which one it was.
#include "fuzz.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
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

void replay(fs::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(stream), {}};
    std::printf("%s\n", file.c_str());
    std::fflush(stdout);
    // in memory of its own size, so that the sanitizers see a step beyond the end
    std::vector<std::uint8_t> const whole(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(whole.data(), whole.size());
    std::vector<std::uint8_t> const half(whole.begin(),
                                         whole.begin() + static_cast<long>(whole.size() / 2));
    LLVMFuzzerTestOneInput(half.data(), half.size());
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

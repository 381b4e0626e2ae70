// SPDX-License-Identifier: Apache-2.0
#include "common/file.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace coldchain;

namespace {

class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "coldchain-XXXXXX").string();
        m_path = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(m_path); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    std::filesystem::path operator/(char const* name) const { return m_path / name; }
    std::size_t count() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(m_path), {}));
    }

private:
    std::filesystem::path m_path;
};

} // namespace

TEST_CASE("file: what is written is read back, and nothing else is left", "[common]") {
    Folder const folder;
    std::string const bytes("a\0b\r\n", 5);
    REQUIRE(write_file(folder / "x", bytes, OnExisting::refuse));
    CHECK(*read_file(folder / "x") == bytes);
    CHECK(folder.count() == 1);
}

TEST_CASE("file: an existing file is refused or replaced as asked", "[common]") {
    Folder const folder;
    REQUIRE(write_file(folder / "x", "old", OnExisting::refuse));
    auto const refused = write_file(folder / "x", "new", OnExisting::refuse);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text.find("--force") != std::string::npos);
    CHECK(*read_file(folder / "x") == "old");
    REQUIRE(write_file(folder / "x", "new", OnExisting::replace));
    CHECK(*read_file(folder / "x") == "new");
    CHECK(folder.count() == 1);
}

TEST_CASE("file: a folder that is missing or not writable is an error without traces", "[common]") {
    Folder const folder;
    CHECK_FALSE(write_file(folder / "missing" / "x", "a", OnExisting::refuse));
    if (::geteuid() != 0) { // root may write anywhere
        std::filesystem::create_directory(folder / "closed");
        std::filesystem::permissions(folder / "closed", std::filesystem::perms::owner_read);
        CHECK_FALSE(write_file(folder / "closed" / "x", "a", OnExisting::refuse));
    }
}

TEST_CASE("file: folders, pipes, missing and too large files are refused by name", "[common]") {
    Folder const folder;
    CHECK_FALSE(read_file(folder / "missing"));
    CHECK(read_file(folder / "").error().text.find("folder") != std::string::npos);
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(read_file(folder / "pipe").error().text.find("not a regular file") != std::string::npos);
    std::ofstream(folder / "large") << "12345";
    CHECK(read_file(folder / "large", 4).error().text.find("larger than the 4 bytes") !=
          std::string::npos);
    CHECK(read_file(folder / "large", 5));
}

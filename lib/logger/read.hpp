// SPDX-License-Identifier: Apache-2.0
// From the bytes of a logger's export to Recordings. A format description (profile) names the maker
// and what only the maker can know; everything else is inferred from the file and said in the
// recording's notes. What cannot be settled is refused with the option that settles it.
#pragma once

#include "common/code_row.hpp"
#include "common/result.hpp"
#include "common/units.hpp"
#include "config/data.hpp"
#include "logger/recording.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

/// The order of day, month and year in dates of three numbers.
enum class DateOrder { ymd, dmy, mdy };
std::string_view to_word(DateOrder order);
std::optional<DateOrder> date_order_of(std::string_view word);

/// What the user knows better than the file.
struct ReadOptions {
    std::optional<std::string> zone; ///< IANA name or "+hh:mm" of the stamps in the file
    std::optional<DateOrder> date_order;
    std::optional<TemperatureUnit> unit; ///< of temperatures that name none
    unsigned jobs = 1;                   ///< threads for one large file; never changes a result
    bool digest = true;                  ///< else Recording::sha256 stays empty, in less than half the time
};

struct ProfileData;

/// The format descriptions and the vocabulary of headings, loaded once and shared by all threads.
class Profiles {
public:
    /// None: everything is inferred with an empty vocabulary. For tests.
    Profiles();
    explicit Profiles(std::shared_ptr<ProfileData const> data) : m_data(std::move(data)) {}
    ProfileData const& data() const { return *m_data; }

private:
    std::shared_ptr<ProfileData const> m_data;
};

/// Reads rules/loggers/*.toml of the data folders. One broken file is an Error naming its place.
Result<Profiles> load_profiles(config::DataFolders const& folders);

/// One Recording per logger in the file. Refuses (Error) what is no logger export, what holds no
/// temperature, and what stays ambiguous without an option; everything else is a finding of the
/// recording. `file_name` may have folders; the recording keeps its last part.
Result<std::vector<Recording>> read_recordings(std::string_view bytes, std::string const& file_name,
                                               ReadOptions const& options,
                                               Profiles const& profiles);

/// Joins exports of one logger (same maker, serial, channels and time basis) that overlap or follow
/// each other: equal rows once, in order of time; rows that contradict each other are a finding.
/// Recordings of different loggers stay as they are, in their order. `profiles` knows the zones
/// whose clock changes are looked for in local times.
std::vector<Recording> merge_exports(std::vector<Recording> recordings,
                                     Profiles const& profiles = Profiles());

/// What `explain` says of the codes of this module's findings.
std::span<CodeRow const> reading_codes();

} // namespace coldchain::logger

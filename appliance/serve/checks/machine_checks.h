// The checks that look at this machine: directory, database, disk, clock, libav. Used by `clipbox doctor` and by a
// server that looks at itself. Each gives a sentence or throws (serve/checks/check_report.h). Any thread.
#pragma once

#include <string>

#include "config/settings.h"

namespace clipbox::serve {

class CheckReport;

// All that follow, but for those of the embedded store where the bytes are elsewhere.
void CheckMachine(CheckReport& report, const config::Settings& settings);

// Path, owner and uid; that the process may write there and nobody else may read.
std::string CheckPermissions(const config::Settings& settings);
// Both databases open, are of this version and take a write.
std::string CheckDatabase(const config::Settings& settings);
// What marks all that the installation puts into the store (jobs::KeyTag, objectstore::kTokenName). Empty if there is
// no database yet, or if it cannot be read, which CheckDatabase tells. Changes nothing.
std::string FindInstallationToken(const config::Settings& settings);
// That clipbox.db and objects.db belong together (database_pair.h).
std::string CheckDatabasePair(const config::Settings& settings);
// That no file of the embedded store lies in quarantine (objectstore/quarantine.h).
std::string CheckQuarantine(const config::Settings& settings);
// That nothing which the last `storage verify` found damaged is still in the embedded store.
std::string CheckLastVerify(const config::Settings& settings);
std::string CheckDisk(const config::Settings& settings);
// Signatures live by the clock, and what is deleted for its age: not while it has jumped (work/clock_memory.h).
std::string CheckClock(const config::Settings& settings);
std::string CheckCodecs();
// Old decoders have known holes.
std::string CheckLibavAge();

}  // namespace clipbox::serve

#include "serve/data_rooms.h"

#include "base/id.h"
#include "base/log.h"
#include "crypto/ed25519.h"

namespace clipbox::serve {
namespace {

bool IsEmbedded(const config::Settings& settings) { return settings.storage.kind == config::StorageKind::kLocal; }

// What a sign-in and the deleting of jobs write into both databases, many times over.
constexpr std::uint64_t kBallastBytes = 16ULL << 20;

// Of clipbox.db, once it may be opened.
std::filesystem::path DatabaseFile(const config::Settings& settings, Ballast& ballast) {
  ballast.GiveUpIfFull();
  if (IsEmbedded(settings)) RequireBothDatabases(settings.data.dir);
  return settings.data.dir / "clipbox.db";
}

std::optional<DatabasePair> OpenPair(const config::Settings& settings, store::Settings& kept) {
  if (!IsEmbedded(settings)) return std::nullopt;
  std::optional<DatabasePair> pair(std::in_place, settings.data.dir, kept);
  pair->Require();
  pair->Advance();
  return pair;
}

}  // namespace

DataRooms::DataRooms(const config::Settings& settings_in, base::Clock& clock_in)
    : settings(settings_in),
      clock(clock_in),
      lock(settings.data.dir),
      ballast(settings.data.dir / "ballast", kBallastBytes),
      boot_id(base::NewIdText(clock.Now())),
      database(DatabaseFile(settings, ballast), store::DatabaseSchema()),
      store({database, clock, hub}, boot_id),
      installation_token(store.settings.Keep("installation_token", base::RandomHex(16))),
      signing_seed(store.settings.Keep("receipt_signing_seed", crypto::NewSigningSeed())),
      accounts(database, clock),
      pair(OpenPair(settings, store.settings)),
      storage(settings, clock, [this] { return ballast.GiveUp(); }),
      objects(storage.objects()),
      store_state([this] { objects.Check(); }, clock),
      store_contents(store.inventory, objects, clock) {
  database.SetRoomMaker([this] { return ballast.GiveUp(); });
  ballast.MakeIfRoom();
}

// A full disk keeps no server from stopping: the mark of its start still tells most older copies.
void DataRooms::Close() const {
  if (!pair) return;
  try {
    pair->Advance();
  } catch (const std::exception& error) {
    base::LogWarning("databases.not_marked", {{"error", error.what()}});
  }
}

}  // namespace clipbox::serve

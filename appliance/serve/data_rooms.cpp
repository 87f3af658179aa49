#include "serve/data_rooms.h"

#include "base/id.h"
#include "crypto/ed25519.h"

namespace clipbox::serve {

DataRooms::DataRooms(const config::Settings& settings_in, base::Clock& clock_in)
    : settings(settings_in),
      clock(clock_in),
      lock(settings.data.dir),
      boot_id(base::NewIdText(clock.Now())),
      database(settings.data.dir / "clipbox.db", store::DatabaseSchema()),
      store({database, clock, hub}, boot_id),
      installation_token(store.settings.Keep("installation_token", base::RandomHex(16))),
      signing_seed(store.settings.Keep("receipt_signing_seed", crypto::NewSigningSeed())),
      accounts(database, clock),
      storage(settings, clock),
      objects(storage.objects()),
      store_state([this] { objects.Check(); }, clock) {}

}  // namespace clipbox::serve

// The composition root: makes every room of the server, in the order in which they need each other, and takes them down
// in reverse. Used by `serve` and `demo`. Construct, Start and Stop from one thread, after BlockStopSignals.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "accounts/accounts.h"
#include "config/settings.h"

namespace clipbox::serve {

class Appliance {
 public:
  // Takes the server lock, opens and migrates the databases, mends what a crash left. Nothing is served yet.
  // Throws: Error kDatabaseLocked, kDatabaseNewer, kDatabasesApart, kConfiguration, kInputOutput.
  explicit Appliance(const config::Settings& settings);
  ~Appliance();
  Appliance(const Appliance&) = delete;
  Appliance& operator=(const Appliance&) = delete;

  // Gives back the claims of earlier boots, starts the workers and listens. Throws: Error kConfiguration.
  void Start();
  // Stops accepting and claiming, hands claims back, closes. Harmless twice.
  void Stop();

  // How browsers reach it: the public URL, else as it is listening. Requires: Start.
  std::string url() const;
  // `http://host:port` as the server is listening. Requires: Start.
  std::string listen_url() const;
  // While there is no account. The same until it is used.
  std::optional<std::string> SetUpToken();
  accounts::Accounts& accounts();
  // Throws: Error kConfiguration; the old certificate stays.
  void ReloadTls();

 private:
  struct Rooms;
  std::unique_ptr<Rooms> rooms_;
};

}  // namespace clipbox::serve

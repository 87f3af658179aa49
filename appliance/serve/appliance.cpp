#include "serve/appliance.h"

#include "base/log.h"
#include "serve/http_rooms.h"
#include "serve/room_settings.h"

namespace clipbox::serve {

struct Appliance::Rooms {
  explicit Rooms(const config::Settings& settings) : data(settings, clock) {}

  base::SystemClock clock;
  DataRooms data;
  WorkRooms work{data};
  HttpRooms http{data, work, work.planner};
};

Appliance::Appliance(const config::Settings& settings) : rooms_(std::make_unique<Rooms>(settings)) {}

Appliance::~Appliance() { Stop(); }

void Appliance::Start() {
  rooms_->work.TakeBackClaims();
  rooms_->http.Start();
  rooms_->work.Start();
  rooms_->data.lock.Announce(url());
  base::LogInfo("serve.listening", {{"url", listen_url()}, {"dataDir", rooms_->data.settings.data.dir.string()}});
}

void Appliance::Stop() {
  rooms_->work.RequestStop();  // first, so that calls to the store that end now are no failures of a task
  rooms_->data.storage.EndCalls();
  rooms_->http.Stop();
  rooms_->work.Stop();
  rooms_->data.Close();
}

std::string Appliance::url() const {
  const std::string& public_url = rooms_->data.settings.server.public_url.text;
  return public_url.empty() ? listen_url() : public_url;
}

std::string Appliance::listen_url() const { return ListenUrl(rooms_->data.settings.server, rooms_->http.port); }
std::optional<std::string> Appliance::SetUpToken() { return rooms_->data.accounts.setup.Token(); }
accounts::Accounts& Appliance::accounts() { return rooms_->data.accounts; }
void Appliance::ReloadTls() { rooms_->http.server.ReloadTls(); }

}  // namespace clipbox::serve

// What the server answers: the API, the page, the embedded store's S3, and who is asked first whether a caller may. The
// highest floor. Start and Stop from one thread.
#pragma once

#include <string>

#include "http/api/accounts/account_authenticator.h"
#include "http/api/api.h"
#include "http/api/events/event_stream.h"
#include "http/router.h"
#include "http/s3/gate.h"
#include "http/server/server.h"
#include "http/share/share_routes.h"
#include "serve/work_rooms.h"

namespace clipbox::serve {

struct HttpRooms {
  // Nothing is served yet. `planner`: who answers for plans, `work_in`'s own in life. All outlive the rooms.
  HttpRooms(DataRooms& data_in, WorkRooms& work_in, work::Planner& planner);

  // Listens from now on. Throws: Error kConfiguration.
  void Start() { port = server.Start(); }
  void Stop() { server.Stop(); }

  // In the order in which they need each other; taken down in reverse.
  DataRooms& data;
  WorkRooms& work;
  http::AccountAuthenticator authenticator;
  http::EventStreams streams;
  http::Api api;
  http::ShareRoom share_room;
  http::Router router;
  http::S3Gate gate;
  http::Server server;
  int port = 0;

 private:
  http::Api MakeApi(work::Planner& planner);
  base::Json Describe(const std::string& receipt_key);
  base::Json FindFaults();
  void AddRoutes();
};

}  // namespace clipbox::serve

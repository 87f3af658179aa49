#include "http/api/system/operation.h"

#include <atomic>
#include <stdexcept>

#include "base/json.h"
#include "catch.h"
#include "http/api/description/openapi.h"
#include "unit/http/raw_client.h"
#include "unit/http/test_server.h"

namespace clipbox {
namespace {

using base::Json;
using test::BodyOf;
using test::Get;
using test::RawClient;
using test::StatusOf;
using test::TestServer;

TEST_CASE("readiness names what does not answer") {
  TestServer server;
  // Set here, read by the server's threads.
  std::atomic<bool> database = true, store = true, elsewhere = false;
  const auto check = [&database] {
    if (!database) throw std::runtime_error("the secret address does not answer");
  };
  http::AddOperationRoutes(server.router(), {.database = check,
                                             .store = [&store] { return store.load(); },
                                             .elsewhere = [&elsewhere] { return elsewhere.load(); },
                                             .gauges = [] {}});
  RawClient client(server.Start());
  const auto ready = [&client] {
    client.Send(Get("/readyz"));
    const std::string answer = client.Answer();
    CHECK(answer.find("secret") == std::string::npos);
    const Json body = base::ParseJson(BodyOf(answer));
    return std::to_string(StatusOf(answer)) + " " + body["database"].get<std::string>() + " " +
           body["store"].get<std::string>();
  };
  CHECK(ready() == "200 ok ok");
  elsewhere = true;
  CHECK(ready() == "503 ok elsewhere");
  store = false;
  CHECK(ready() == "503 ok unavailable");
  database = false;
  CHECK(ready() == "503 unavailable unavailable");
  client.Send(Get("/healthz"));
  CHECK(StatusOf(client.Answer()) == 200);
  client.Send(Get("/metrics"));
  CHECK(client.Answer().find("# TYPE clipbox_http_requests_total counter") != std::string::npos);
}

TEST_CASE("the description holds exactly the documented routes") {
  test::TestAuthenticator authenticator;
  http::Router router(authenticator);
  const auto none = [](http::Request&) { return http::NoContent(); };
  router.Add({.method = "PUT",
              .pattern = "/api/v1/jobs/{id}/parts/{n}",
              .name = "putPart",
              .handler = none,
              .text = {.summary = "Reports",
                       .request_schema = "ReportedPart",
                       .response_schema = "Job",
                       .query = {"q"},
                       .tag = "upload"}});
  router.Add({.method = "DELETE",
              .pattern = "/api/v1/jobs/{id}",
              .name = "deleteJob",
              .handler = none,
              .text = {.success = 204}});
  router.Add({.method = "GET", .pattern = "/hidden", .name = "hidden", .handler = none, .documented = false});
  const Json described = http::DescribeApi(router, "1.2.3");
  CHECK(described["openapi"] == "3.1.0");
  REQUIRE(described["paths"].size() == 2);
  const Json& put = described["paths"]["/api/v1/jobs/{id}/parts/{n}"]["put"];
  CHECK(put["operationId"] == "putPart");
  CHECK(put["parameters"].size() == 3);
  CHECK(put["requestBody"]["content"]["application/json"]["schema"]["$ref"] == "#/components/schemas/ReportedPart");
  CHECK(described["paths"]["/api/v1/jobs/{id}"]["delete"]["responses"].contains("204"));

  router.Add(
      {.method = "GET", .pattern = "/odd", .name = "odd", .handler = none, .text = {.response_schema = "Nothing"}});
  CHECK_THROWS_AS(http::DescribeApi(router, "1.2.3"), std::logic_error);
}

void CheckReferences(const Json& within, const Json& schemas) {
  if (within.is_object() && within.contains("$ref")) {
    const std::string name = within["$ref"].get<std::string>().substr(std::string_view("#/components/schemas/").size());
    INFO(name);
    CHECK(schemas.contains(name));
  }
  if (within.is_structured()) {
    for (const Json& inner : within) CheckReferences(inner, schemas);
  }
}

TEST_CASE("every schema that another names exists") {
  test::TestAuthenticator authenticator;
  const Json described = http::DescribeApi(http::Router(authenticator), "1");
  CheckReferences(described["components"]["schemas"], described["components"]["schemas"]);
}

}  // namespace
}  // namespace clipbox

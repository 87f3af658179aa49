#include <set>

#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

// Every call of the contract that this version has.
const std::set<std::string> kRoutes = {"POST /session",
                                       "GET /session",
                                       "DELETE /session",
                                       "POST /setup",
                                       "GET /users",
                                       "POST /users",
                                       "DELETE /users/{id}",
                                       "PUT /users/{id}/password",
                                       "GET /tokens",
                                       "POST /tokens",
                                       "DELETE /tokens/{id}",
                                       "GET /usage",
                                       "POST /jobs",
                                       "GET /jobs",
                                       "GET /jobs/{id}",
                                       "PATCH /jobs/{id}",
                                       "DELETE /jobs/{id}",
                                       "POST /jobs/{id}/metadata",
                                       "GET /jobs/{id}/thumbnail",
                                       "POST /jobs/{id}/rights",
                                       "POST /jobs/{id}/upload",
                                       "GET /jobs/{id}/upload",
                                       "DELETE /jobs/{id}/upload",
                                       "POST /jobs/{id}/upload/look",
                                       "POST /jobs/{id}/upload/part-urls",
                                       "GET /jobs/{id}/upload/parts/{n}/url",
                                       "PUT /jobs/{id}/upload/parts/{n}",
                                       "POST /jobs/{id}/upload/complete",
                                       "POST /jobs/{id}/process",
                                       "POST /jobs/{id}/restart",
                                       "POST /jobs/{id}/cancel",
                                       "POST /jobs/{id}/plan",
                                       "GET /jobs/{id}/suggestions",
                                       "GET /jobs/{id}/frame",
                                       "GET /jobs/{id}/strip",
                                       "GET /jobs/{id}/peaks",
                                       "POST /jobs/{id}/proxy",
                                       "PUT /jobs/{id}/captions",
                                       "GET /jobs/{id}/captions",
                                       "DELETE /jobs/{id}/captions",
                                       "GET /presets",
                                       "PUT /presets/{name}",
                                       "DELETE /presets/{name}",
                                       "GET /jobs/{id}/timeline",
                                       "GET /jobs/{id}/events",
                                       "GET /events",
                                       "GET /jobs/{id}/artifacts",
                                       "GET /jobs/{id}/artifacts.zip",
                                       "GET /jobs/{id}/source/url",
                                       "POST /jobs/{id}/shares",
                                       "GET /jobs/{id}/shares",
                                       "GET /shares/{id}",
                                       "PATCH /shares/{id}",
                                       "DELETE /shares/{id}",
                                       "GET /artifacts/{id}/url",
                                       "GET /artifacts/{id}/content",
                                       "GET /artifacts/{id}/receipt",
                                       "PATCH /artifacts/{id}",
                                       "DELETE /artifacts/{id}",
                                       "GET /system",
                                       "GET /system/history",
                                       "GET /system/failures",
                                       "GET /system/findings",
                                       "POST /system/clock/confirm"};

std::string UpperCase(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return text;
}

void CheckShape(const Json& value, const Json& schema, const Json& all, const std::string& where);

void CheckObject(const Json& value, const Json& schema, const Json& all, const std::string& where) {
  const Json properties = schema.value("properties", Json::object());
  for (const Json& name : schema.value("required", Json::array())) {
    INFO(where << " lacks " << name);
    CHECK(value.contains(name.get<std::string>()));
  }
  for (const auto& [name, field] : value.items()) {
    INFO(where << "/" << name << " is not described");
    CHECK((properties.empty() || properties.contains(name)));
    if (properties.contains(name)) CheckShape(field, properties.at(name), all, where + "/" + name);
  }
}

// Holds a value to the subset of JSON Schema that the description uses.
void CheckShape(const Json& value, const Json& schema, const Json& all, const std::string& where) {
  if (schema.contains("$ref")) {
    const std::string name = schema.at("$ref");
    return CheckShape(value, all.at(name.substr(name.rfind('/') + 1)), all, where);
  }
  if (schema.contains("anyOf")) return value.is_null() ? void() : CheckShape(value, schema.at("anyOf")[0], all, where);
  if (!schema.contains("type")) return;
  const std::string type = schema.at("type");
  INFO(where << " is " << value.dump() << " instead of " << type);
  CHECK(((type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
         (type == "string" && value.is_string()) || (type == "integer" && value.is_number_integer()) ||
         (type == "number" && value.is_number()) || (type == "boolean" && value.is_boolean())));
  const Json& words = schema.value("enum", Json::array());
  CHECK((words.empty() || std::find(words.begin(), words.end(), value) != words.end()));
  if (type == "object" && value.is_object()) CheckObject(value, schema, all, where);
  if (type == "array" && value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i)
      CheckShape(value[i], schema.at("items"), all, where + "/" + std::to_string(i));
  }
}

std::string Filled(std::string path, const std::string& id) {
  if (const auto at = path.find("{id}"); at != std::string::npos) path.replace(at, 4, id);
  if (const auto at = path.find("{n}"); at != std::string::npos) path.replace(at, 3, "1");
  return path;
}

// A body that the call would take.
std::optional<Json> BodyFor(const ApiWorld& world, const std::string& call) {
  if (call.starts_with("GET") || call.starts_with("DELETE")) return std::nullopt;
  if (call.ends_with("/rights")) return Json{{"confirmed", true}};
  if (call.ends_with("/upload")) return world.FileOf();
  if (call.ends_with("/part-urls")) return Json{{"partNumbers", {1}}};
  if (call.ends_with("/parts/{n}")) return Json{{"etag", nullptr}, {"sizeBytes", ApiWorld::kPartSize}};
  return Json::object();
}

}  // namespace

TEST_CASE_METHOD(ApiWorld, "the description lists the calls of the contract, all of them and no others") {
  const Json described = Call("", "GET", "/api/openapi.json").json;
  std::set<std::string> listed;
  for (const auto& [path, methods] : described.at("paths").items()) {
    for (const auto& [method, text] : methods.items()) {
      if (path.starts_with("/api/v1")) listed.insert(UpperCase(method) + " " + path.substr(7));
    }
  }
  CHECK(listed == kRoutes);
}

TEST_CASE_METHOD(ApiWorld, "answers have the shapes that the description gives, every field present") {
  const Json described = Call("", "GET", "/api/openapi.json").json;
  const Json& schemas = described.at("components").at("schemas");
  youtube.SetDuration("PT2M");
  const std::string job = Ready();
  const std::string failed = FailedWithSource();
  const auto check = [&](const std::string& token, const std::string& path, const std::string& schema) {
    const Answer answer = Call(token, "GET", path);
    REQUIRE(answer.status == 200);
    CheckShape(answer.json, schemas.at(schema), schemas, schema);
  };
  check(ann, job, "Job");
  check(ann, failed, "Job");
  check(ann, "/jobs", "JobList");
  check(ann, job + "/upload", "Upload");
  check(ann, job + "/timeline", "Timeline");
  check(ann, job + "/artifacts", "ArtifactList");
  check(ann, job + "/source/url", "SignedUrl");
  REQUIRE(Post(job + "/shares").status == 201);
  check(ann, job + "/shares", "ShareList");
  check(ann, job + "/suggestions", "Suggestions");
  REQUIRE(Put("/presets/mine", {{"title", "Mine"}, {"recipe", Json::object()}}).status == 201);
  check(ann, "/presets", "PresetList");
  check(ann, "/session", "Session");
  check(ann, "/tokens", "TokenList");
  check(ann, "/usage", "Usage");
  check(ada, "/users", "UserList");
  check(ada, "/system", "System");
  check(ada, "/system/history", "History");
  check(ada, "/system/failures", "FailureList");
  check(ada, "/system/findings", "Findings");
  CheckShape(Get("/jobs/none").json, schemas.at("Problem"), schemas, "Problem");
}

TEST_CASE_METHOD(ApiWorld, "the description names every code of an error, and those that a job fails with") {
  const Json schemas = Call("", "GET", "/api/openapi.json").json.at("components").at("schemas");
  const auto codes_of = [&](const char* schema) {
    return schemas.at(schema).at("properties").at("code").at("enum").get<std::set<std::string>>();
  };
  const auto problems = codes_of("Problem");
  for (const char* code : {"not_found", "too_many_streams", "not_a_video", "database_locked", "internal"})
    CHECK(problems.contains(code));
  CHECK_FALSE(problems.contains("database_newer"));  // no server runs on one
  const auto failures = codes_of("Failure");
  CHECK(failures.contains("not_a_video"));
  CHECK_FALSE(failures.contains("no_audio"));  // of one output, never of a job
}

TEST_CASE_METHOD(ApiWorld, "another user's job is 404 to every call, for administrators too") {
  const std::string job = Ready();
  const std::string artifact = Get(job + "/artifacts").json.at("items")[0].at("id");
  const Json before = Get(job).json;
  for (const std::string& call : kRoutes) {
    const std::string path = call.substr(call.find(' ') + 1);
    const bool of_job = path.starts_with("/jobs/{id}");
    if (!of_job && !path.starts_with("/artifacts/{id}")) continue;
    for (const std::string& token : {bob, ada}) {
      CAPTURE(call, token == ada);
      const Answer answer = Call(token, call.substr(0, call.find(' ')),
                                 Filled(path, of_job ? IdOf(job).value : artifact), BodyFor(*this, call));
      CHECK(answer.status == 404);
      CHECK(answer.code() == "not_found");
    }
  }
  CHECK(Get(job).json == before);
}

TEST_CASE_METHOD(ApiWorld, "without signing in every call but sign-in and set-up is 401") {
  for (const std::string& call : kRoutes) {
    const std::string path = call.substr(call.find(' ') + 1);
    if (call == "POST /session" || call == "POST /setup") continue;
    CAPTURE(call);
    const Answer answer = Call("", call.substr(0, call.find(' ')), Filled(path, "x"), BodyFor(*this, call));
    CHECK(answer.status == 401);
    CHECK(answer.code() == "unauthenticated");
  }
}

TEST_CASE_METHOD(ApiWorld, "what is not there or not JSON is refused with its own code") {
  CHECK(Get("/nothing").code() == "not_found");
  CHECK(Delete("/jobs").code() == "method_not_allowed");
  CHECK(Call(ann, "GET", "/system").code() == "forbidden");
  const auto raw = [&](const std::string& type, const std::string& body) {
    net::HttpRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(port) + "/api/v1/jobs";
    request.reach = net::Reach::kAnywhere;
    request.method = "POST";
    request.headers = {"Authorization: Bearer " + ann, "Content-Type: " + type};
    request.body = body;
    const auto answer = client.Send(request, {});
    return std::to_string(answer.status) + " " + Json::parse(answer.body).at("code").get<std::string>();
  };
  CHECK(Post("/jobs", Json(5)).json.at("pointer") == "");
  CHECK(raw("application/json", "{") == "400 invalid_json");
  CHECK(raw("application/json", R"({"url": 1, "url": 2})") == "400 invalid_json");
  CHECK(raw("application/json", std::string(40, '[') + std::string(40, ']')) == "400 invalid_json");
  CHECK(raw("text/plain", "{}") == "415 unsupported_media_type");
  CHECK(raw("application/json", "\"" + std::string(1 << 20, 'x') + "\"") == "413 body_too_large");
}

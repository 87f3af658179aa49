#include "http/api/description/openapi.h"

#include <stdexcept>

#include "base/text.h"
#include "http/api/description/openapi_schemas.h"

namespace clipbox::http {
namespace {

using base::Json;

Json Reference(const std::string& schema) { return {{"$ref", "#/components/schemas/" + schema}}; }

Json JsonContent(const std::string& schema) { return {{"application/json", {{"schema", Reference(schema)}}}}; }

Json Parameter(std::string_view name, bool in_path) {
  return {{"name", name}, {"in", in_path ? "path" : "query"}, {"required", in_path}, {"schema", {{"type", "string"}}}};
}

Json Parameters(const Route& route) {
  Json parameters = Json::array();
  for (const std::string& segment : ParseTarget(route.pattern).segments) {
    if (segment.starts_with('{'))
      parameters.push_back(Parameter(std::string_view(segment).substr(1, segment.size() - 2), true));
  }
  for (const std::string& name : route.text.query) parameters.push_back(Parameter(name, false));
  return parameters;
}

Json Responses(const Route& route) {
  Json success{{"description", route.text.success == 204 ? "Done" : "As asked"}};
  if (!route.text.response_schema.empty()) success["content"] = JsonContent(route.text.response_schema);
  Json responses{{std::to_string(route.text.success), success},
                 {"default", {{"$ref", "#/components/responses/Problem"}}}};
  if (route.text.also != 0) responses[std::to_string(route.text.also)] = success;
  return responses;
}

Json Operation(const Route& route) {
  Json operation{{"operationId", route.name}, {"summary", route.text.summary}, {"responses", Responses(route)}};
  if (!route.text.tag.empty()) operation["tags"] = Json::array({route.text.tag});
  if (const Json parameters = Parameters(route); !parameters.empty()) operation["parameters"] = parameters;
  if (!route.text.request_schema.empty())
    operation["requestBody"] = {{"content", JsonContent(route.text.request_schema)}};
  if (route.access == Access::kOpen) operation["security"] = Json::array();
  return operation;
}

void CheckSchemas(const Route& route, const Json& schemas) {
  for (const std::string& name : {route.text.request_schema, route.text.response_schema}) {
    if (!name.empty() && !schemas.contains(name))
      throw std::logic_error(route.name + " names a schema that does not exist: " + name);
  }
}

Json Components(const Json& schemas) {
  const Json problem{{"description", "What is wrong, as RFC 9457 has it"},
                     {"content", {{"application/problem+json", {{"schema", Reference("Problem")}}}}}};
  return {{"schemas", schemas},
          {"responses", {{"Problem", problem}}},
          {"securitySchemes",
           {{"token", {{"type", "http"}, {"scheme", "bearer"}}},
            {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "clipbox_session"}}}}}};
}

}  // namespace

Json DescribeApi(const Router& router, std::string_view version) {
  const Json schemas = ApiSchemas();
  Json paths = Json::object();
  for (const Route& route : router.routes()) {
    if (!route.documented) continue;
    CheckSchemas(route, schemas);
    paths[route.pattern][base::ToLower(route.method)] = Operation(route);
  }
  return {{"openapi", "3.1.0"},
          {"info", {{"title", "clipbox"}, {"version", version}}},
          {"security", Json::array({{{"token", Json::array()}}, {{"session", Json::array()}}})},
          {"paths", paths},
          {"components", Components(schemas)}};
}

void AddDescriptionRoute(Router& router, std::string_view version) {
  const std::string text = base::DumpJson(DescribeApi(router, version));
  router.Add({.method = "GET",
              .pattern = "/api/openapi.json",
              .name = "describeApi",
              .access = Access::kOpen,
              .handler = [text](Request&) { return TextResponse(text, "application/json"); },
              .documented = false});
}

}  // namespace clipbox::http

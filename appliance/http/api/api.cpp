#include "http/api/api.h"

namespace clipbox::http {

void ApiRoutes::Add(const char* method, const std::string& pattern, const char* name,
                    Response (*handler)(const Api& api, Request& request), RouteText text, Access access) const {
  text.tag = tag;
  router.Add({method, pattern, name, access, [&api = api, handler](Request& request) { return handler(api, request); },
              std::move(text)});
}

void AddApiRoutes(Router& router, const Api& api) {
  AddSessionRoutes(router, api);
  AddUserRoutes(router, api);
  AddTokenRoutes(router, api);
  AddUsageRoutes(router, api);
  AddJobRoutes(router, api);
  AddMetadataRoutes(router, api);
  AddUploadRoutes(router, api);
  AddProcessRoutes(router, api);
  AddPresetRoutes(router, api);
  AddPreviewRoutes(router, api);
  AddProxyRoutes(router, api);
  AddCaptionRoutes(router, api);
  AddArtifactRoutes(router, api);
  AddArtifactsZipRoute(router, api);
  AddShareRoutes(router, api);
  AddTimelineRoutes(router, api);
  AddSystemRoutes(router, api);
}

}  // namespace clipbox::http

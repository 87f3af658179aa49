#include "http/api/api.h"

namespace clipbox::http {

void AddApiRoutes(Router& router, const Api& api) {
  AddSessionRoutes(router, api);
  AddUserRoutes(router, api);
  AddTokenRoutes(router, api);
  AddJobRoutes(router, api);
  AddMetadataRoutes(router, api);
  AddUploadRoutes(router, api);
  AddProcessRoutes(router, api);
  AddCaptionRoutes(router, api);
  AddArtifactRoutes(router, api);
  AddArtifactsZipRoute(router, api);
  AddTimelineRoutes(router, api);
  AddSystemRoutes(router, api);
}

}  // namespace clipbox::http

#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"

namespace clipbox::objectstore::s3 {

// Asked by readyz, which waits for it: two tries tell a slip from an outage.
void ProbeBucket(Client& client) {
  const Call call{.what = "reach the object store",
                  .query = {{"list-type", "2"}, {"max-keys", "1"}},
                  .timeout = client.timeouts().connect,
                  .tries = 2};
  client.Send(call,
              [&call](const net::HttpResponse& response) { return Reading{call}.Root(response, "ListBucketResult"); });
}

}  // namespace clipbox::objectstore::s3

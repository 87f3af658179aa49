// The media of a page for others. Each request is sent on to a URL that is signed for it then, so the page's own
// addresses last as long as the share. Thread-safe as the store is.
#pragma once

#include "base/clock.h"
#include "http/request.h"
#include "http/response.h"
#include "http/share/share_view.h"
#include "objectstore/object_store.h"
#include "store/bytes/shares.h"

namespace clipbox::http {

// 302 to a signed URL; with `?download=1` one that a browser saves under the file's name. It lives for twice the length
// of what is played and a quarter of an hour, and no longer than the share. So what was given out before a withdrawal
// ends soon after. Captions are given here: a browser takes a track from the page's own origin only.
// Throws: Error kStoreUnavailable, kNoSuchKey, kInvalidField for another value of download.
Response ShareMedia(objectstore::ObjectStore& objects, const Request& request, const store::Share& share,
                    const SharedFile& file, base::Timestamp now);

}  // namespace clipbox::http

// The object store that the configuration names: the embedded one, which this server's port also offers as S3, or one
// elsewhere (R2, any S3). Made by the composition root and by the commands that look at the store. Thread-safe but for
// its making.
#pragma once

#include <memory>
#include <optional>

#include "base/clock.h"
#include "config/settings.h"
#include "http/s3/endpoint.h"
#include "objectstore/embedded/embedded_store.h"
#include "objectstore/s3/s3_store.h"

namespace clipbox::serve {

// The S3 endpoint of `storage`: the given one, else that of the R2 account. Requires: kind r2.
objectstore::S3Options S3OptionsOf(const config::Settings::Storage& storage);

// The embedded store as any other S3 client sees it: at the server's address, with its key pair. Requires: kind local.
// Throws: Error kConfiguration where the configuration does not tell the address; as FindKeptCredentials.
objectstore::S3Options EmbeddedAsS3(const config::Settings& settings);

class Storage {
 public:
  // No I/O for a store elsewhere. `clock` outlives this, and so does what `make_room` uses, which the embedded store's
  // database calls on a full disk (sqlite::Database). Throws: as EmbeddedStore and S3Store.
  Storage(const config::Settings& settings, base::Clock& clock, std::function<bool()> make_room = {});

  objectstore::ObjectStore& objects() const;
  // The embedded store as an S3 server; null if the bytes are elsewhere.
  const http::S3Endpoint* s3_endpoint() const { return s3_endpoint_ ? &*s3_endpoint_ : nullptr; }
  bool is_remote() const { return remote_ != nullptr; }
  // Ends calls that wait for a store elsewhere. For a shutdown.
  void EndCalls();

 private:
  // One of the two.
  std::unique_ptr<objectstore::EmbeddedStore> embedded_;
  std::unique_ptr<objectstore::S3Store> remote_;
  std::optional<http::S3Endpoint> s3_endpoint_;
};

}  // namespace clipbox::serve

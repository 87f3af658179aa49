// Stands before the router and gives the S3 endpoint what is meant for it. That is what carries an AWS signature. It is
// also what asks without one for an address that no route knows, or for the root: a bucket's, or by an S3 client.
// Everything else is the router's. Made by the
// composition root for the server; safe from several threads.
#pragma once

#include "http/answerer.h"
#include "http/router.h"
#include "http/s3/endpoint.h"

namespace clipbox::http {

class S3Gate final : public Answerer {
 public:
  // Both outlive this. `endpoint` is null where objects lie in a store elsewhere: then the router answers everything.
  S3Gate(const S3Endpoint* endpoint, const Router& router) : endpoint_(endpoint), router_(router) {}

  Response Answer(Request& request) const override;
  // In S3's words where the signature tells for the store.
  Response Refuse(const Request& request, const base::Error& error) const override;

 private:
  bool IsForStore(const Request& request) const;

  const S3Endpoint* const endpoint_;
  const Router& router_;
};

}  // namespace clipbox::http

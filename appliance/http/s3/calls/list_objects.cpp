#include "base/encoding.h"
#include "http/s3/answer.h"
#include "http/s3/checksums.h"
#include "http/s3/error.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using objectstore::ListedObject;
using objectstore::Listing;
using objectstore::ListingQuery;
using xml::Element;

// `after`: the key behind which the page begins.
ListingQuery QueryOf(const S3Request& request, std::string after) {
  return {request.Text("prefix"), request.Text("delimiter"), std::move(after), {}, request.Limit("max-keys", kMaxKeys)};
}

// What one line says of an object, whatever the list calls it.
Element Line(const char* name, const ListedObject& line, const KeyEncoding& encode) {
  Element element{name,
                  "",
                  {{"Key", encode(line.key)},
                   {"LastModified", base::ToIso8601(line.modified_at)},
                   {"ETag", Quoted(line.etag)},
                   {"Size", std::to_string(line.size_bytes)},
                   {"StorageClass", "STANDARD"}}};
  AddForm(line.checksum, element);
  return element;
}

void AddPrefixes(const Listing<ListedObject>& listing, const KeyEncoding& encode, Element& root) {
  for (const std::string& prefix : listing.common_prefixes)
    root.children.push_back({"CommonPrefixes", "", {{"Prefix", encode(prefix)}}});
}

// What both versions answer alike: how it was asked, then (AddLines) what there is.
Element Root(const S3Request& request, const ListingQuery& query, const Listing<ListedObject>& listing,
             const KeyEncoding& encode) {
  Element root{"ListBucketResult",
               "",
               {{"Name", request.bucket},
                {"Prefix", encode(query.prefix)},
                {"MaxKeys", std::to_string(query.limit)},
                {"IsTruncated", listing.is_truncated ? "true" : "false"}}};
  if (!query.delimiter.empty()) root.children.push_back({"Delimiter", encode(query.delimiter)});
  encode.Describe(root);
  return root;
}

void AddLines(const Listing<ListedObject>& listing, const KeyEncoding& encode, bool with_owner, Element& root) {
  for (const ListedObject& line : listing.lines) {
    Element contents = Line("Contents", line, encode);
    if (with_owner) contents.children.push_back(Owner());
    root.children.push_back(std::move(contents));
  }
  AddPrefixes(listing, encode, root);
}

// A token is the place where the page before ended. Throws: S3Error InvalidArgument for what was never given.
std::string PlaceOf(const std::string& token) {
  const auto place = base::FromHex(token);
  if (!place) throw S3Error(400, "InvalidArgument", "The continuation token provided is incorrect");
  return *place;
}

}  // namespace

Response ListObjects(BucketStore& store, const S3Request& request) {
  const KeyEncoding encode(request);
  const ListingQuery query = QueryOf(request, request.Text("marker"));
  const auto listing = store.buckets().ListObjects(request.object.bucket, query);
  Element root = Root(request, query, listing, encode);
  root.children.push_back({"Marker", encode(query.after)});
  // Without a delimiter the last key says it (S3 reference, NextMarker).
  if (listing.is_truncated && !query.delimiter.empty()) root.children.push_back({"NextMarker", encode(listing.last)});
  AddLines(listing, encode, true, root);
  return XmlResponse(root);
}

Response ListObjectsV2(BucketStore& store, const S3Request& request) {
  if (request.Text("list-type") != "2") throw NotImplemented("this version of listing");
  const KeyEncoding encode(request);
  const std::string token = request.Text("continuation-token"), start_after = request.Text("start-after");
  const ListingQuery query = QueryOf(request, token.empty() ? start_after : PlaceOf(token));
  const auto listing = store.buckets().ListObjects(request.object.bucket, query);
  Element root = Root(request, query, listing, encode);
  root.children.push_back({"KeyCount", std::to_string(listing.lines.size() + listing.common_prefixes.size())});
  if (request.Query("continuation-token")) root.children.push_back({"ContinuationToken", token});
  if (request.Query("start-after")) root.children.push_back({"StartAfter", encode(start_after)});
  if (listing.is_truncated) root.children.push_back({"NextContinuationToken", base::ToHex(listing.last)});
  AddLines(listing, encode, request.Text("fetch-owner") == "true", root);
  return XmlResponse(root);
}

// Each object is the only version of itself, and called `null`. A page that begins in the middle begins after a key:
// what `version-id-marker` says of it changes nothing.
Response ListObjectVersions(BucketStore& store, const S3Request& request) {
  const KeyEncoding encode(request);
  const ListingQuery query = QueryOf(request, request.Text("key-marker"));
  const auto listing = store.buckets().ListObjects(request.object.bucket, query);
  Element root = Root(request, query, listing, encode);
  root.name = "ListVersionsResult";
  root.children.push_back({"KeyMarker", encode(query.after)});
  root.children.push_back({"VersionIdMarker", request.Text("version-id-marker")});
  if (listing.is_truncated) {
    root.children.push_back({"NextKeyMarker", encode(listing.last)});
    root.children.push_back({"NextVersionIdMarker", "null"});
  }
  for (const ListedObject& line : listing.lines) {
    Element version = Line("Version", line, encode);
    version.children.push_back({"VersionId", "null"});
    version.children.push_back({"IsLatest", "true"});
    version.children.push_back(Owner());
    root.children.push_back(std::move(version));
  }
  AddPrefixes(listing, encode, root);
  return XmlResponse(root);
}

}  // namespace clipbox::http

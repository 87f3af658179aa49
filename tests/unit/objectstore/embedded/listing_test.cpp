// Pages of a listing against what a plain reading of all keys gives.
#include "objectstore/embedded/rows/listing.h"

#include <map>
#include <random>
#include <set>

#include "catch.h"

namespace clipbox::objectstore {
namespace {

struct Row {
  std::string key;
  std::string id;
};

class Keys {
 public:
  explicit Keys(std::vector<Row> rows) : rows_(std::move(rows)) {}

  Listing<Row> Page(const ListingQuery& query) {
    return MakeListing<Row>(
        query,
        [&](const std::string& after, const std::string& after_id, int limit) {
          std::vector<Row> found;
          ++queries;
          for (const Row& row : rows_) {
            const bool is_behind = row.key > after || (!after_id.empty() && row.key == after && row.id > after_id);
            if (is_behind && row.key >= query.prefix && found.size() < static_cast<std::size_t>(limit))
              found.push_back(row);
          }
          rows_read += static_cast<int>(found.size());
          return found;
        },
        [](const Row& row) { return row.id; });
  }

  // All lines, page by page: keys with their ids, and common prefixes.
  std::vector<std::string> All(ListingQuery query) {
    std::vector<std::string> lines;
    for (;;) {
      const Listing<Row> page = Page(query);
      std::multiset<std::string> of_page(page.common_prefixes.begin(), page.common_prefixes.end());
      for (const Row& row : page.lines) of_page.insert(row.key + " " + row.id);
      REQUIRE(of_page.size() <= static_cast<std::size_t>(query.limit));
      lines.insert(lines.end(), of_page.begin(), of_page.end());
      if (!page.is_truncated) return lines;
      REQUIRE(of_page.size() == static_cast<std::size_t>(query.limit));
      query.after = page.last;
      query.after_id = page.last_id;
    }
  }

  int queries = 0;
  int rows_read = 0;

 private:
  std::vector<Row> rows_;
};

std::vector<std::string> Expected(const std::vector<Row>& rows, const ListingQuery& query) {
  std::vector<std::string> lines;
  for (const Row& row : rows) {
    if (!row.key.starts_with(query.prefix)) continue;
    const std::string folder(CommonPrefix(row.key, query));
    if (folder.empty()) lines.push_back(row.key + " " + row.id);
    if (!folder.empty() && (lines.empty() || lines.back() != folder)) lines.push_back(folder);
  }
  return lines;
}

}  // namespace

TEST_CASE("pages of every size give each key and each folder once, in order") {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::map<std::string, int> uploads;
    for (int i = 0; i < 30; ++i) {
      std::string key;
      for (int digits = 1 + static_cast<int>(random() % 5); digits > 0; --digits) key += "ab/-"[random() % 4];
      uploads[key] = 1 + static_cast<int>(random() % 3);
    }
    std::vector<Row> rows;
    for (const auto& [key, count] : uploads)
      for (int id = 1; id <= count; ++id) rows.push_back({key, std::to_string(id)});
    Keys keys(rows);
    for (const char* prefix : {"", "a", "a/", "b/a", "-"}) {
      for (const char* delimiter : {"", "/", "a/"}) {
        for (const int limit : {1, 2, 3, 7, 100}) {
          const ListingQuery query{.prefix = prefix, .delimiter = delimiter, .limit = limit};
          INFO("prefix " << prefix << ", delimiter " << delimiter << ", " << limit << " a page");
          REQUIRE(keys.All(query) == Expected(rows, query));
        }
      }
    }
  }
}

TEST_CASE("of a folder no more is read than one row, so that many folders of many keys cost a page of seeks") {
  std::vector<Row> rows;
  for (int folder = 100; folder < 200; ++folder)
    for (int file = 100; file < 200; ++file) rows.push_back({std::to_string(folder) + "/" + std::to_string(file), "1"});
  Keys keys(rows);
  CHECK(keys.Page({.delimiter = "/", .limit = 50}).common_prefixes.size() == 50);
  CHECK(keys.queries == 51);
  CHECK(keys.rows_read <= 51 + 51);
}

TEST_CASE("keys without a folder are read by the page, not one by one") {
  std::vector<Row> rows = {{"a/1", "1"}};
  for (int file = 1000; file < 2000; ++file) rows.push_back({std::to_string(file), "1"});
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.key < b.key; });
  Keys keys(rows);
  CHECK(keys.All({.delimiter = "/", .limit = 100}).size() == 1001);
  CHECK(keys.queries <= 20);
}

}  // namespace clipbox::objectstore

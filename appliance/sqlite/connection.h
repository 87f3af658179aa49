// One connection to the database with its prepared statements, kept by name. Given to the function that a Database
// runs; used there only, by one thread at a time. Control statements (BEGIN, PRAGMA) are the Database's own business.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "sqlite/schema.h"
#include "sqlite/statement.h"

namespace clipbox::sqlite {

enum class Access { kWrite, kReadOnly };

// What frames transactions; prepared once like every other statement.
enum class Frame { kBeginRead, kBeginWrite, kCommit, kRollBack, kSavepoint, kRelease, kRollBackToSavepoint };

class Connection {
 public:
  // Opens an existing file and sets the pragmas, busy_timeout first. `queries` must outlive the connection.
  Connection(const std::filesystem::path& file, Access access, const std::vector<NamedQuery>& queries);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Starts a named statement, for reading its rows. Throws: Error kInternal for an unknown name or a parameter too few
  // or too many.
  Statement Query(std::string_view name, std::initializer_list<Param> params = {});

  // Runs a named statement to its end; how many rows it changed. Throws: as Statement::Next.
  int Run(std::string_view name, std::initializer_list<Param> params = {});

  // Prepares every named statement now, so that a broken one fails the start and not a request.
  void PrepareAll();

  // Lets statements of this connection call the function, which outlives it.
  void Add(const TextFunction& function);

  // For this folder: the frame of a transaction, and whether one is open (SQLite rolls back by itself on some errors).
  void Control(Frame frame);
  void Execute(const std::string& sql);
  std::int64_t ReadInteger(const std::string& sql);
  bool InTransaction() const;

 private:
  PreparedStatement& Prepared(std::string_view name);

  std::unique_ptr<SQLite::Database> database_;
  std::map<std::string_view, std::string_view> queries_;  // name → SQL, both owned by the schema
  std::map<std::string_view, PreparedStatement> prepared_;
};

}  // namespace clipbox::sqlite

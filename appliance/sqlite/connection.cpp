#include "sqlite/connection.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <array>

#include "sqlite/translate.h"

namespace clipbox::sqlite {
namespace {

constexpr int kBusyTimeoutMs = 5000;

// By Frame. Their names have spaces, which none of the SQL files has.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kFrames = {{
    {"begin a read", "BEGIN"},
    {"begin a write", "BEGIN IMMEDIATE"},
    {"commit", "COMMIT"},
    {"roll back", "ROLLBACK"},
    {"set a savepoint", "SAVEPOINT one_writer"},
    {"release the savepoint", "RELEASE one_writer"},
    {"roll back to the savepoint", "ROLLBACK TO one_writer"},
}};

int FlagsFor(Access access) {
  return (access == Access::kWrite ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY) | SQLite::OPEN_NOMUTEX;
}

void CallText(sqlite3_context* context, int, sqlite3_value** values) {
  const auto& function = *static_cast<const TextFunction*>(sqlite3_user_data(context));
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  const auto answer = text == nullptr ? std::nullopt : function.call(text);
  if (answer)
    sqlite3_result_text(context, answer->data(), static_cast<int>(answer->size()), SQLITE_TRANSIENT);
  else
    sqlite3_result_null(context);
}

PreparedStatement Prepare(SQLite::Database& database, std::string_view name, std::string_view sql) {
  PreparedStatement prepared;
  prepared.name = name;
  prepared.statement = std::make_unique<SQLite::Statement>(database, std::string(sql));
  for (int i = 0; i < prepared.statement->getColumnCount(); ++i)
    prepared.columns.emplace(prepared.statement->getColumnName(i), i);
  return prepared;
}

}  // namespace

Connection::Connection(const std::filesystem::path& file, Access access, const std::vector<NamedQuery>& queries) {
  queries_.insert(kFrames.begin(), kFrames.end());
  for (const NamedQuery& query : queries) queries_.emplace(query.name, query.sql);
  try {
    // The busy timeout comes first: switching to WAL already has to wait for others.
    database_ = std::make_unique<SQLite::Database>(file.string(), FlagsFor(access), kBusyTimeoutMs);
  } catch (const SQLite::Exception& error) {
    Rethrow(error, "to open " + file.string());
  }
  if (access == Access::kWrite) Execute("PRAGMA journal_mode = WAL");
  // NORMAL loses every acknowledged transaction since the last checkpoint at a power cut (50 of 50 measured); FULL
  // none.
  Execute("PRAGMA synchronous = FULL");
  // Savepoints and sorts stay in memory. Else a savepoint takes 64 KiB at once and then a file in /tmp: a third of a
  // claim's time.
  Execute("PRAGMA temp_store = MEMORY");
  Execute("PRAGMA foreign_keys = ON");
  Execute("PRAGMA trusted_schema = OFF");
}

Connection::~Connection() = default;

Statement Connection::Query(std::string_view name, std::initializer_list<Param> params) {
  return Statement(Prepared(name), params);
}

int Connection::Run(std::string_view name, std::initializer_list<Param> params) {
  // sqlite3_changes() keeps the figure of the last INSERT, UPDATE or DELETE: a statement that changed nothing sets it
  // to 0.
  Statement statement(Prepared(name), params);
  while (statement.Next()) continue;
  return database_->getChanges();
}

void Connection::PrepareAll() {
  for (const auto& [name, sql] : queries_) Prepared(name);
}

void Connection::Add(const TextFunction& function) {
  try {
    // The function is not changed: SQLite hands the pointer back as it was given.
    auto* const user_data = const_cast<TextFunction*>(&function);
    database_->createFunction(function.name.c_str(), 1, true, user_data, CallText, nullptr, nullptr, nullptr);
  } catch (const SQLite::Exception& error) {
    Rethrow(error, "to add the function " + function.name);
  }
}

PreparedStatement& Connection::Prepared(std::string_view name) {
  const auto found = prepared_.find(name);
  if (found != prepared_.end()) return found->second;
  const auto query = queries_.find(name);
  if (query == queries_.end())
    throw base::Error(base::ErrorCode::kInternal, "there is no statement named " + std::string(name));
  try {
    return prepared_.emplace(query->first, Prepare(*database_, name, query->second)).first->second;
  } catch (const SQLite::Exception& error) {
    Rethrow(error, "to prepare " + std::string(name));
  }
}

void Connection::Control(Frame frame) { Run(kFrames[static_cast<std::size_t>(frame)].first); }

void Connection::Execute(const std::string& sql) {
  try {
    database_->exec(sql);
  } catch (const SQLite::Exception& error) {
    Rethrow(error, "\"" + sql.substr(0, 60) + "\"");
  }
}

std::int64_t Connection::ReadInteger(const std::string& sql) {
  try {
    SQLite::Statement statement(*database_, sql);
    statement.executeStep();
    return statement.getColumn(0).getInt64();
  } catch (const SQLite::Exception& error) {
    Rethrow(error, "\"" + sql + "\"");
  }
}

bool Connection::InTransaction() const { return sqlite3_get_autocommit(database_->getHandle()) == 0; }

}  // namespace clipbox::sqlite

// `clipbox user …`: accounts, in the database, also while it serves.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/json.h"
#include "cli/client_database.h"
#include "cli/password.h"

namespace clipbox::cli {
namespace {

struct UserOptions {
  std::string name;
  std::string role;
  bool password_stdin = false;
  bool json = false;
};

accounts::User GetUser(accounts::Accounts& accounts, const std::string& name) {
  const std::optional<accounts::User> user = accounts.users.FindByName(name);
  if (!user)
    throw base::Error(base::ErrorCode::kNotFound,
                      "there is no user " + name + "; `clipbox user list` shows who there is");
  return *user;
}

// The first account can do everything: without an administrator nobody could add others in the page.
accounts::Role RoleOf(const UserOptions& options, const accounts::Accounts& accounts) {
  if (const auto role = accounts::RoleFromText(options.role)) return *role;
  return accounts.users.Any() ? accounts::Role::kMember : accounts::Role::kAdmin;
}

int Add(const UserOptions& options, const Invocation& invocation) {
  // Checked before the database is made, so that a slip leaves nothing behind.
  const std::string password = ReadPassword(options.password_stdin);
  accounts::CheckUsername(options.name);
  accounts::CheckPasswordForm(password);
  ClientDatabase database(invocation, WhereMissing::kMake);
  const accounts::Role role = RoleOf(options, database.accounts());
  database.accounts().users.Add(options.name, password, role);
  std::cerr << "added " << options.name << " (" << accounts::ToText(role) << ")\n";
  return kExitDone;
}

// As the API shows an account.
base::Json ToJson(const accounts::User& user) {
  return {{"id", user.id.value},
          {"username", user.username},
          {"role", accounts::ToText(user.role)},
          {"createdAt", base::ToIso8601(user.created_at)}};
}

int List(const UserOptions& options, const Invocation& invocation) {
  constexpr int kPage = 200;
  ClientDatabase database(invocation, WhereMissing::kRefuse);
  base::Json items = base::Json::array();
  std::string after;
  for (std::vector<accounts::User> page; !(page = database.accounts().users.List(after, kPage)).empty();
       after = page.back().id.value) {
    for (const accounts::User& user : page) items.push_back(ToJson(user));
  }
  if (options.json) {
    std::cout << base::DumpJson({{"items", items}, {"nextCursor", nullptr}}) << "\n";
    return kExitDone;
  }
  for (const base::Json& user : items) {
    std::string line;
    for (const char* column : {"username", "role", "createdAt"})
      line += (line.empty() ? "" : "  ") + user[column].get<std::string>();
    std::cout << line << "\n";
  }
  return kExitDone;
}

int ChangePassword(const UserOptions& options, const Invocation& invocation) {
  const std::string password = ReadPassword(options.password_stdin);
  ClientDatabase database(invocation, WhereMissing::kRefuse);
  database.accounts().users.SetPassword(GetUser(database.accounts(), options.name).id, password);
  std::cerr << "changed the password of " << options.name << " and ended their sessions\n";
  return kExitDone;
}

int Remove(const UserOptions& options, const Invocation& invocation) {
  ClientDatabase database(invocation, WhereMissing::kRefuse);
  accounts::Users& users = database.accounts().users;
  const accounts::User user = GetUser(database.accounts(), options.name);
  const accounts::User heir = users.HeirOf(user.id);
  users.Remove(user.id, heir.id);
  std::cerr << "removed " << user.username << "; their jobs go to " << heir.username << "\n";
  return kExitDone;
}

using UserAction = int (*)(const UserOptions&, const Invocation&);

void AddName(CLI::App& command, UserOptions& options) {
  command.add_option("name", options.name, "user name")->required()->type_name("NAME");
}

void AddPasswordFlag(CLI::App& command, UserOptions& options) {
  command.add_flag("--password-stdin", options.password_stdin,
                   "read the password from standard input's first line, on a terminal too");
}

}  // namespace

void RegisterUser(CLI::App& app, Invocation& invocation) {
  CLI::App* group = app.add_subcommand("user", "accounts, in the database, also while it serves");
  group->require_subcommand(1);
  const auto options = std::make_shared<UserOptions>();
  const auto action = [&](const std::string& name, const std::string& help, UserAction run) -> CLI::App& {
    CLI::App& command =
        AddCommand(*group, invocation, name, help, [=, &invocation] { return run(*options, invocation); });
    AddSettingsOptions(command, invocation);
    return command;
  };
  CLI::App& add = action("add", "adds an account", Add);
  AddName(add, *options);
  AddPasswordFlag(add, *options);
  add.add_option("--role", options->role, "what they may do; else admin for the first account, member for others")
      ->check(CLI::IsMember({"admin", "member"}))
      ->type_name("admin|member");
  action("list", "lists the accounts", List).add_flag("--json", options->json, "as JSON");
  CLI::App& passwd = action("passwd", "gives an account another password and ends its sessions", ChangePassword);
  AddName(passwd, *options);
  AddPasswordFlag(passwd, *options);
  AddName(action("remove", "removes an account; its jobs go to the oldest other administrator", Remove), *options);
}

}  // namespace clipbox::cli

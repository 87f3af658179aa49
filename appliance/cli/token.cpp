// `clipbox token …`: API tokens, in the database, also while it serves.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/json.h"
#include "cli/client_database.h"

namespace clipbox::cli {
namespace {

struct TokenOptions {
  std::string user;
  std::string name = "command line";
  std::string id;
  bool json = false;
};

// As the API shows a token, and whose it is. The secret is not kept and cannot be shown.
base::Json ToJson(const accounts::ApiToken& token, const std::string& username) {
  const auto used = token.last_used_at ? std::optional(base::ToIso8601(*token.last_used_at)) : std::nullopt;
  return {{"id", token.id},
          {"user", username},
          {"name", token.name},
          {"createdAt", base::ToIso8601(token.created_at)},
          {"lastUsedAt", base::OrNull(used)}};
}

int Create(const TokenOptions& options, const Invocation& invocation) {
  ClientDatabase database(invocation, WhereMissing::kRefuse);
  const std::optional<accounts::User> user = database.accounts().users.FindByName(options.user);
  if (!user)
    throw base::Error(base::ErrorCode::kNotFound,
                      "there is no user " + options.user + "; `clipbox user list` shows who there is");
  const accounts::NewApiToken made = database.accounts().tokens.Create(user->id, options.name);
  if (options.json) {
    base::Json json = ToJson(made.token, user->username);
    json["secret"] = made.secret;
    std::cout << base::DumpJson(json) << "\n";
  } else {
    std::cout << made.secret << "\n";
  }
  std::cerr << "token " << made.token.id << " of " << user->username << "; its secret is not shown again\n";
  return kExitDone;
}

// The id where the user is gone since the list was read.
std::string NameOf(const accounts::Accounts& accounts, const jobs::UserId& id) {
  const std::optional<accounts::User> user = accounts.users.Find(id);
  return user ? user->username : id.value;
}

int List(const TokenOptions& options, const Invocation& invocation) {
  ClientDatabase database(invocation, WhereMissing::kRefuse);
  base::Json items = base::Json::array();
  for (const accounts::ApiToken& token : database.accounts().tokens.ListAll()) {
    items.push_back(ToJson(token, NameOf(database.accounts(), token.user_id)));
  }
  if (options.json) {
    std::cout << base::DumpJson({{"items", items}, {"nextCursor", nullptr}}) << "\n";
    return kExitDone;
  }
  for (const base::Json& token : items) {
    const std::string used =
        token["lastUsedAt"].is_null() ? "never used" : "used " + token["lastUsedAt"].get<std::string>();
    for (const char* column : {"id", "user", "name", "createdAt"})
      std::cout << token[column].get<std::string>() << "  ";
    std::cout << used << "\n";
  }
  return kExitDone;
}

int Revoke(const TokenOptions& options, const Invocation& invocation) {
  ClientDatabase database(invocation, WhereMissing::kRefuse);
  if (!database.accounts().tokens.RemoveAnyones(options.id)) {
    throw base::Error(base::ErrorCode::kNotFound,
                      "there is no token " + options.id + "; `clipbox token list` shows which there are");
  }
  std::cerr << "revoked " << options.id << "\n";
  return kExitDone;
}

using TokenAction = int (*)(const TokenOptions&, const Invocation&);

}  // namespace

void RegisterToken(CLI::App& app, Invocation& invocation) {
  CLI::App* group = app.add_subcommand("token", "API tokens, in the database, also while it serves");
  group->require_subcommand(1);
  const auto options = std::make_shared<TokenOptions>();
  const auto action = [&](const std::string& name, const std::string& help, TokenAction run) -> CLI::App& {
    CLI::App& command =
        AddCommand(*group, invocation, name, help, [=, &invocation] { return run(*options, invocation); });
    AddSettingsOptions(command, invocation);
    return command;
  };
  CLI::App& create = action("create", "makes a token and prints its secret alone on a line", Create);
  create.add_option("--user", options->user, "whose it is")->required()->type_name("NAME");
  create.add_option("--name", options->name, "what it is for")->type_name("TEXT");
  create.add_flag("--json", options->json, "as JSON");
  action("list", "lists everybody's tokens", List).add_flag("--json", options->json, "as JSON");
  action("revoke", "ends a token", Revoke).add_option("id", options->id, "the token's id")->required()->type_name("ID");
}

}  // namespace clipbox::cli

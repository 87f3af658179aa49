// `clipbox add`: link and file to a running server, from the job to its artifacts; called again, it goes on where it
// stopped.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/id.h"
#include "base/text.h"
#include "cli/client/job_lines.h"
#include "cli/client/job_search.h"
#include "cli/client/upload_progress.h"
#include "cli/client/uploader.h"
#include "cli/clip_arguments.h"
#include "cli/command.h"
#include "config/keys.h"
#include "config/value.h"
#include "work/wake.h"
#include "youtube/video_url.h"

namespace clipbox::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;

struct AddOptions {
  std::string url;
  std::string file;
  std::string title;
  std::string recipe_file;
  std::vector<std::string> clips;
  bool rights = false;
  bool wait = false;
  bool json = false;
};

std::string IdOf(const Json& job) { return job.at("id"); }

// Returns nullopt if only the server can tell: it may take hosts that the defaults do not have.
std::string FindVideoId(const std::string& url) {
  try {
    return youtube::ParseVideoUrl(url, config::ParseList(config::FindKey("youtube.hosts")->default_text)).video_id;
  } catch (const Error&) {
    return "";
  }
}

// Returns nullopt if none was asked for.
std::optional<Json> RecipeOf(const AddOptions& options) {
  if (options.recipe_file.empty() && options.clips.empty()) return std::nullopt;
  return RecipeJsonFromArguments(options.recipe_file, options.clips);
}

std::optional<Json> FindEarlier(ApiClient& api, const AddOptions& options, const std::optional<Json>& recipe) {
  const std::filesystem::path file(options.file);
  const WantedJob wanted{.video_id = FindVideoId(options.url),
                         .file_name = FileNameOf(file),
                         .size_bytes = std::filesystem::file_size(file),
                         .recipe = recipe};
  if (wanted.video_id.empty()) return std::nullopt;
  return FindJobToGoOn(api.List("/jobs?q=" + wanted.video_id), wanted);
}

Json MakeJob(ApiClient& api, const AddOptions& options, const std::optional<Json>& recipe) {
  Json job =
      api.PostOnce("/jobs", {{"url", options.url}, {"recipe", recipe.value_or(Json::object())}}, base::RandomHex(16));
  Say("job " + IdOf(job) + ": made for " + job.at("sourceUrl").get<std::string>());
  return job;
}

// The title that was typed; for a job without metadata the file's stem, which takes it to META_READY.
Json NameJob(ApiClient& api, const AddOptions& options, const Json& job) {
  std::string title = options.title;
  if (title.empty() && job.at("status") == "CREATED")
    title = std::filesystem::path(FileNameOf(options.file)).stem().string();
  if (title.empty() || job.at("title") == title) return job;
  return api.Patch("/jobs/" + IdOf(job), {{"title", title}});
}

Json BringUpload(ApiClient& api, net::HttpClient& http, const AddOptions& options, const std::optional<Json>& recipe,
                 Json job) {
  const std::string path = "/jobs/" + IdOf(job);
  if (recipe && job.at("recipe") != *recipe) api.Patch(path, {{"recipe", *recipe}});
  job = NameJob(api, options, job);
  api.Post(path + "/rights", {{"confirmed", true}});
  UploadProgress line("uploaded");
  return Uploader(api, http, IdOf(job), options.file,
                  [&](std::uint64_t sent, std::uint64_t total) { line.Show(sent, total); })
      .Run();
}

// From wherever the job stands to UPLOADED or further.
Json BringOn(ApiClient& api, net::HttpClient& http, const AddOptions& options) {
  const std::optional<Json> recipe = RecipeOf(options);
  const std::optional<Json> earlier = FindEarlier(api, options, recipe);
  if (earlier) Say("job " + IdOf(*earlier) + ": " + StatusText(*earlier) + "; going on with it");
  const Json job = earlier ? *earlier : MakeJob(api, options, recipe);
  const bool failed = job.at("status") == "FAILED";
  if (failed && HasSource(job)) return api.Post("/jobs/" + IdOf(job) + "/process", Json::object());
  if (failed || HasSource(job)) return job;
  return BringUpload(api, http, options, recipe, job);
}

Json WaitForEnd(ApiClient& api, Json job) {
  std::string shown;
  for (;;) {
    const std::string status = job.at("status");
    if (const std::string text = StatusText(job); text != shown) Say("  " + (shown = text));
    const bool held = status == "UPLOADED" && job.at("autoProcess") == false;
    if (status == "READY" || status == "FAILED" || held) return job;
    work::Wake().Wait({}, 0, std::chrono::seconds(1));
    job = api.Get("/jobs/" + IdOf(job));
  }
}

void Print(const AddOptions& options, const ApiClient& api, const Json& job, const Json& artifacts) {
  const std::string page = api.server() + "/#/jobs/" + IdOf(job);
  if (options.json) {
    std::cout << base::DumpJson({{"job", job}, {"artifacts", artifacts}, {"pageUrl", page}}) << "\n";
    return;
  }
  std::cout << "job " << IdOf(job) << "  " << StatusText(job) << "  " << NameOf(job) << "\n";
  PrintArtifacts(artifacts);
  std::cout << "page " << page << "\n";
}

int Add(const AddOptions& options) {
  if (!options.rights)
    throw Error(ErrorCode::kConfiguration,
                "add needs --i-have-the-rights: say that the video is yours, or that you may use it");
  if (!base::IsPlainLine(options.title))
    throw Error(ErrorCode::kConfiguration, std::string("--title must be ") + base::kPlainLineWords);
  if (!std::filesystem::is_regular_file(options.file))
    throw Error(ErrorCode::kInputOutput, "cannot read " + options.file + ": there is no such file");
  net::HttpClient http;
  ApiClient api = ServerFromEnvironment(http);
  Json job = BringOn(api, http, options);
  if (options.wait) job = WaitForEnd(api, job);
  Print(options, api, job, ArtifactsWithUrls(api, IdOf(job)));
  if (job.at("status") != "FAILED") return kExitDone;
  std::cerr << "clipbox: the job failed: " << job.at("failure").at("message").get<std::string>() << "\n";
  return kExitFailed;
}

}  // namespace

void RegisterAdd(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<AddOptions>();
  CLI::App& command = AddCommand(
      app, invocation, "add", "Give a link and its file to a running server; called again, it goes on where it stopped",
      [options] { return Add(*options); });
  command.add_option("url", options->url, "link to the video on YouTube")->required()->type_name("URL");
  command.add_option("file", options->file, "the video's file")->required()->type_name("FILE");
  command.add_option("--title", options->title, "title; else YouTube's, else the file's name")->type_name("TEXT");
  command.add_option("--recipe", options->recipe_file, "JSON file that says what to make")->type_name("FILE");
  command.add_option("--clip", options->clips, "a clip such as 0:10-0:25, may be repeated")
      ->type_name("FROM-TO")
      ->expected(1)
      ->take_all();
  command.add_flag("--i-have-the-rights", options->rights, "the video is yours, or you may use it; needed");
  command.add_flag("--wait", options->wait, "until the job is READY or FAILED; exit code 1 on FAILED");
  command.add_flag("--json", options->json, "print one JSON object: job, artifacts, pageUrl");
  command.footer(kServerHelp);
}

}  // namespace clipbox::cli

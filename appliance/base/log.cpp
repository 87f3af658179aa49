#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>

#include "base/clock.h"
#include "base/json.h"

namespace clipbox::base {
namespace {

std::atomic<LogFormat> g_format = LogFormat::kText;

// spdlog serialises whole lines and keeps the level; the line itself is ours, since spdlog does not escape newlines.
spdlog::logger& Sink() {
  static const auto logger = [] {
    auto made = std::make_shared<spdlog::logger>("clipbox", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *logger;
}

spdlog::level::level_enum ToSpdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug: return spdlog::level::debug;
    case LogLevel::kInfo: return spdlog::level::info;
    case LogLevel::kWarning: return spdlog::level::warn;
    case LogLevel::kError: return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view ToText(LogLevel level) {
  constexpr std::string_view kNames[] = {"debug", "info", "warning", "error"};
  return kNames[static_cast<std::size_t>(level)];
}

std::string JsonLine(std::string_view time, LogLevel level, std::string_view event, LogFields fields) {
  std::string line =
      "{\"at\":" + DumpJson(time) + ",\"level\":" + DumpJson(ToText(level)) + ",\"event\":" + DumpJson(event);
  for (const LogField& field : fields) {
    line += "," + DumpJson(field.name) + ":" + (field.is_number ? field.value : DumpJson(field.value));
  }
  return line + "}";
}

std::string TextLine(std::string_view time, LogLevel level, std::string_view event, LogFields fields) {
  std::string line = std::string(time) + " " + std::string(ToText(level)) + " " + std::string(event);
  for (const LogField& field : fields) {
    const bool plain = !field.value.empty() && field.value.find_first_of(" \"=\\\t\r\n") == std::string::npos;
    line += " " + std::string(field.name) + "=" + (plain ? field.value : DumpJson(field.value));
  }
  return line;
}

}  // namespace

void ConfigureLog(LogFormat format, LogLevel least) {
  g_format = format;
  Sink().set_level(ToSpdlog(least));
}

void Log(LogLevel level, std::string_view event, LogFields fields) {
  if (!Sink().should_log(ToSpdlog(level))) return;
  const std::string time = ToIso8601(SystemClock().Now());
  const bool json = g_format == LogFormat::kJson;
  Sink().log(ToSpdlog(level), json ? JsonLine(time, level, event, fields) : TextLine(time, level, event, fields));
}

}  // namespace clipbox::base

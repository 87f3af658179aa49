// Structured log lines on standard error: `LogInfo("job.ready", {{"job", id}})`. Text on a terminal, one JSON object a
// line elsewhere. Thread-safe. Values are escaped, so that nothing from outside can forge a line. Never log a secret or
// a signed URL.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace clipbox::base {

enum class LogLevel { kDebug, kInfo, kWarning, kError };
enum class LogFormat { kText, kJson };

struct LogField {
  LogField(std::string_view name_in, std::string value_in) : name(name_in), value(std::move(value_in)) {}
  LogField(std::string_view name_in, std::string_view value_in) : name(name_in), value(value_in) {}
  LogField(std::string_view name_in, const char* value_in) : name(name_in), value(value_in) {}
  template <class Number>
  requires(std::integral<Number> || std::floating_point<Number>) LogField(std::string_view name_in, Number number)
      : name(name_in), value(std::to_string(number)), is_number(true) {}

  std::string_view name;
  std::string value;
  bool is_number = false;
};

using LogFields = std::initializer_list<LogField>;

// Called once, before threads start; the default is text at kInfo.
void ConfigureLog(LogFormat format, LogLevel least);

void Log(LogLevel level, std::string_view event, LogFields fields);

inline void LogDebug(std::string_view event, LogFields fields = {}) { Log(LogLevel::kDebug, event, fields); }
inline void LogInfo(std::string_view event, LogFields fields = {}) { Log(LogLevel::kInfo, event, fields); }
inline void LogWarning(std::string_view event, LogFields fields = {}) { Log(LogLevel::kWarning, event, fields); }
inline void LogError(std::string_view event, LogFields fields = {}) { Log(LogLevel::kError, event, fields); }

}  // namespace clipbox::base

// Parsed once for all units of a build: the JSON library and the standard headers that most units include anyway (a third of the build's
// time). Every file still includes what it uses; this one is never included by hand.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "bench/store/measured_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/unique_fd.h"
#include "e2e/harness/appliance.h"
#include "e2e/harness/deadline.h"

namespace clipbox::bench {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> Environment(const std::string& preload) {
  return preload.empty() ? std::vector<std::string>{} : std::vector<std::string>{"LD_PRELOAD=" + preload};
}

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int FreePort() {
  const base::UniqueFd socket(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address = Loopback(0);
  socklen_t length = sizeof address;
  ::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), length);
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &length);
  return ntohs(address.sin_port);
}

bool IsListening(int port) {
  const base::UniqueFd socket(::socket(AF_INET, SOCK_STREAM, 0));
  const sockaddr_in address = Loopback(port);
  return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

// As Debian ships it (sendfile, tcp_nopush, a worker a core). And with a larger body buffer than its own 16 KiB, which
// is in its favour.
void WriteNginxSettings(const fs::path& file, const fs::path& folder, int port, const TlsFiles* tls) {
  const std::string certificate = tls == nullptr ? ""
                                                 : "    ssl_certificate " + tls->certificate.string() +
                                                       ";\n    ssl_certificate_key " + tls->key.string() + ";\n";
  std::ofstream(file)
      << "daemon off; user root; worker_processes auto; pid " << (folder / "pid").string() << ";\n"
      << "error_log " << (folder / "error.log").string() << ";\n"
      << "events { worker_connections 768; }\n"
      << "http {\n  access_log off; sendfile on; tcp_nopush on; client_max_body_size 0; client_body_buffer_size 256k;\n"
      << "  client_body_temp_path " << (folder / "temp").string()
      << ";\n"
      // Of no use here, but made at its start, in a folder that only its package has.
      << "  proxy_temp_path " << (folder / "proxy").string() << ";\n"
      << "  fastcgi_temp_path " << (folder / "fastcgi").string() << ";\n"
      << "  uwsgi_temp_path " << (folder / "uwsgi").string() << ";\n"
      << "  scgi_temp_path " << (folder / "scgi").string() << ";\n"
      << "  server {\n    listen 127.0.0.1:" << port << (tls == nullptr ? ";\n" : " ssl;\n") << certificate
      << "    root " << (folder / "www").string() << ";\n"
      << "    location / { dav_methods PUT DELETE; create_full_put_path on; }\n  }\n}\n";
}

}  // namespace

MeasuredServer::MeasuredServer(const std::vector<std::string>& command, const std::string& preload, const fs::path& log)
    : process_(std::make_unique<e2e::ChildProcess>(command, log, Environment(preload))) {}

MeasuredServer::~MeasuredServer() {
  process_->Signal(SIGTERM);
  process_->WaitExit(std::chrono::seconds(5));
}

std::vector<pid_t> MeasuredServer::Pids() const {
  std::vector<pid_t> pids = {process_->pid()};
  const std::string pid = std::to_string(process_->pid());
  std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
  for (pid_t child = 0; children >> child;) pids.push_back(child);
  return pids;
}

std::uint64_t MeasuredServer::Sum(const std::string& field) const {
  std::uint64_t kibibytes = 0;
  for (const pid_t pid : Pids()) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with(field)) kibibytes += std::stoull(line.substr(field.size()));
    }
  }
  return kibibytes << 10;
}

double MeasuredServer::CpuSeconds() const {
  std::uint64_t ticks = 0;
  for (const pid_t pid : Pids()) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(stat, text);
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string field;
    for (int i = 0; i < 13 && fields >> field; ++i) {
      if (i >= 11) ticks += std::stoull(field);
    }
  }
  return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void MeasuredServer::ForgetPeak() const {
  for (const pid_t pid : Pids()) std::ofstream("/proc/" + std::to_string(pid) + "/clear_refs") << 5;
}

TlsFiles MakeTlsFiles(const fs::path& folder) {
  const TlsFiles files{folder / "certificate.pem", folder / "key.pem"};
  const std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 -keyout " +
      files.key.string() + " -out " + files.certificate.string() + " 2>/dev/null";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl made no certificate");
  return files;
}

RunningServer StartClipbox(const fs::path& folder, const std::string& preload, const TlsFiles* tls) {
  std::vector<std::string> settings = {std::string("storage.access_key_id=") + kAccessKeyId,
                                       std::string("storage.secret_access_key=") + kSecretAccessKey,
                                       "youtube.metadata=off"};
  if (tls != nullptr)
    settings.insert(settings.end(),
                    {"server.tls_cert=" + tls->certificate.string(), "server.tls_key=" + tls->key.string()});
  RunningServer running{
      std::make_unique<MeasuredServer>(e2e::ServeCommand(folder / "data", settings), preload, folder / "log")};
  const e2e::Deadline deadline(std::chrono::seconds(10));
  while (const auto line = running.server->process().ReadLine(std::chrono::milliseconds(deadline.LeftMs()))) {
    if (!line->starts_with("listening ")) continue;
    running.port = std::stoi(line->substr(line->rfind(':') + 1));
    return running;
  }
  throw std::runtime_error("clipbox does not start: " + e2e::TailOf(folder / "log"));
}

RunningServer StartNginx(const fs::path& folder, const std::string& preload, const TlsFiles* tls) {
  fs::create_directories(folder / "www");
  RunningServer running;
  running.port = FreePort();
  WriteNginxSettings(folder / "nginx.conf", folder, running.port, tls);
  running.server = std::make_unique<MeasuredServer>(
      std::vector<std::string>{CLIPBOX_NGINX, "-p", folder.string(), "-e", (folder / "error.log").string(), "-c",
                               (folder / "nginx.conf").string()},
      preload, folder / "log");
  const e2e::Deadline deadline(std::chrono::seconds(10));
  while (!IsListening(running.port)) {
    if (deadline.IsOver() || running.server->process().WaitExit(std::chrono::milliseconds(20))) {
      throw std::runtime_error("nginx does not start: " + e2e::TailOf(folder / "log"));
    }
  }
  return running;
}

}  // namespace clipbox::bench

#include "http/server/server.h"

#include <thread>

#include "http/server/service.h"

namespace clipbox::http {

struct Server::Parts {
  Parts(const ServerSettings& settings_in, const Answerer& answerer)
      : settings(settings_in), service(settings_in, answerer) {}

  const ServerSettings settings;
  Service service;
  std::jthread acceptor;
  std::jthread sweeper;
};

Server::Server(const ServerSettings& settings, const Answerer& answerer)
    : parts_(std::make_unique<Parts>(settings, answerer)) {}

Server::~Server() { Stop(); }

int Server::Start() {
  const int port = parts_->service.guard().Bind(parts_->settings.listen_host, parts_->settings.listen_port);
  parts_->acceptor = std::jthread([this] { parts_->service.guard().Accept(); });
  parts_->sweeper = std::jthread([this](std::stop_token stop) { parts_->service.Sweep(std::move(stop)); });
  return port;
}

void Server::Stop() {
  if (!parts_->acceptor.joinable()) return;
  parts_->service.guard().StopAccepting();
  parts_->acceptor.join();
  parts_->sweeper.request_stop();
  parts_->sweeper.join();
  parts_->service.Stop();
}

void Server::ReloadTls() { parts_->service.ReloadTls(); }

}  // namespace clipbox::http

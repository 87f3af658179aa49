// What is done with an accepted socket before it is a connection: its ends are read, it is set up, or it is refused.
// Free functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/address.h"
#include "http/response.h"

namespace clipbox::http {

// Returns nullopt if the client is gone, or for another family than IPv4 and IPv6.
std::optional<IpAddress> RemoteAddressOf(int socket);
// `address:port` that the client came to; empty where it cannot be told.
std::string LocalNameOf(int socket);

// From now on it does not block, sends small packets at once, and is not inherited.
void PrepareSocket(int socket);

// Sends as much of an answer as the socket takes at once. `status`: `503 Service Unavailable`.
void SendRefusal(int socket, std::string_view status, Response refusal);

}  // namespace clipbox::http

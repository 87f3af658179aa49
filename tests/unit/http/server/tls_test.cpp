// HTTPS by the server itself: the same guard over another transport, and certificates read anew.
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>

#include "base/error.h"
#include "catch.h"
#include "temp_dir.h"
#include "unit/http/raw_client.h"
#include "unit/http/sent_file.h"
#include "unit/http/test_server.h"

namespace clipbox {
namespace {

using test::Get;
using test::RawClient;
using test::TestServer;

template <class T, auto free>
struct Free {
  void operator()(T* it) const { free(it); }
};
template <class T, auto free>
using Owned = std::unique_ptr<T, Free<T, free>>;
using File = Owned<std::FILE, [](std::FILE* file) { std::fclose(file); }>;

// A self-signed pair for localhost with the serial number `serial`.
void WritePair(const test::TempDir& dir, long serial) {
  const Owned<EVP_PKEY, ::EVP_PKEY_free> key(::EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  const Owned<X509, ::X509_free> certificate(::X509_new());
  ::ASN1_INTEGER_set(::X509_get_serialNumber(certificate.get()), serial);
  ::X509_gmtime_adj(::X509_getm_notBefore(certificate.get()), -60);
  ::X509_gmtime_adj(::X509_getm_notAfter(certificate.get()), 3600);
  ::X509_set_pubkey(certificate.get(), key.get());
  ::X509_sign(certificate.get(), key.get(), ::EVP_sha256());
  const File cert_file(std::fopen((dir / "cert.pem").c_str(), "w"));
  ::PEM_write_X509(cert_file.get(), certificate.get());
  const File key_file(std::fopen((dir / "key.pem").c_str(), "w"));
  ::PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

class TlsClient {
 public:
  explicit TlsClient(int port)
      : raw_(port), context_(::SSL_CTX_new(::TLS_client_method())), ssl_(::SSL_new(context_.get())) {
    ::SSL_set_fd(ssl_.get(), raw_.socket());
    REQUIRE(::SSL_connect(ssl_.get()) == 1);
  }

  void Send(std::string_view bytes) {
    REQUIRE(::SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0);
  }
  std::string ReadUntil(std::string_view mark) {
    std::string text;
    char bytes[4096];
    while (text.find(mark) == std::string::npos) {
      const int got = ::SSL_read(ssl_.get(), bytes, sizeof bytes);
      if (got <= 0) break;
      text.append(bytes, static_cast<std::size_t>(got));
    }
    return text;
  }
  long Serial() {
    const Owned<X509, ::X509_free> certificate(::SSL_get1_peer_certificate(ssl_.get()));
    return ::ASN1_INTEGER_get(::X509_get0_serialNumber(certificate.get()));
  }

 private:
  RawClient raw_;
  Owned<SSL_CTX, ::SSL_CTX_free> context_;
  Owned<SSL, ::SSL_free> ssl_;
};

struct TlsSettings {
  TlsSettings() {
    WritePair(dir, 1);
    settings.tls_cert = (dir / "cert.pem").string();
    settings.tls_key = (dir / "key.pem").string();
  }
  test::TempDir dir;
  http::ServerSettings settings;
};

TEST_CASE_METHOD(TlsSettings, "over TLS requests are answered like plain ones, bodies and all") {
  TestServer server(settings);
  TlsClient client(server.Start());
  client.Send(Get("/ok") + Get("/ok"));
  const std::string first = client.ReadUntil("ok");
  CHECK(first.find("Strict-Transport-Security") != std::string::npos);
  const std::string body(300'000, 'b');
  client.Send(test::WithBody("POST", "/echo", body, ""));
  CHECK(client.ReadUntil(body).find(body) != std::string::npos);
}

TEST_CASE_METHOD(TlsSettings, "over TLS a body that lies in a file is read, and arrives whole") {
  test::SentFile file(1'000'000);
  TestServer server(settings);
  server.Open("GET", "/file", [&](http::Request&) { return file.Answer(10, 900'000, 400'000); });
  TlsClient client(server.Start());
  client.Send(Get("/file"));
  const std::string body = file.text().substr(10, 900'000);
  CHECK(client.ReadUntil(body).find(body) != std::string::npos);
  CHECK(file.reads() > 0);
}

TEST_CASE_METHOD(TlsSettings, "the guard holds over TLS too") {
  TestServer server(settings);
  TlsClient client(server.Start());
  client.Send(
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  CHECK(client.ReadUntil("bad_request").find("HTTP/1.1 400") == 0);
}

TEST_CASE_METHOD(TlsSettings, "a client that never finishes its handshake is closed, and stops nobody") {
  settings.pace.head_time = std::chrono::milliseconds(50);
  TestServer server(settings);
  RawClient silent(server.Start());
  silent.Send("\x16\x03\x01");
  TlsClient client(server.port());
  client.Send(Get("/ok"));
  CHECK(client.ReadUntil("ok").find("200") != std::string::npos);
  CHECK(silent.WaitForClose());
  RawClient plain(server.port());
  plain.Send(Get("/ok"));
  CHECK(plain.WaitForClose());
}

TEST_CASE_METHOD(TlsSettings, "certificate and key are read anew on request, and a bad pair changes nothing") {
  TestServer server(settings);
  server.Start();
  TlsClient before(server.port());
  CHECK(before.Serial() == 1);
  WritePair(dir, 2);
  server.server().ReloadTls();
  CHECK(TlsClient(server.port()).Serial() == 2);
  std::remove((dir / "key.pem").c_str());
  try {
    server.server().ReloadTls();
    FAIL("it was loaded");
  } catch (const base::Error& error) {
    CHECK(error.details().setting == "server.tls_key");
  }
  CHECK(TlsClient(server.port()).Serial() == 2);
  before.Send(Get("/ok"));
  CHECK(before.ReadUntil("ok").find("200") != std::string::npos);
}

}  // namespace
}  // namespace clipbox

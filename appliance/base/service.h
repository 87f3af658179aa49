// Word to the service manager (systemd's sd_notify); does nothing where none started us. The only place with
// libsystemd's header. Called by `serve` from its main thread.
#pragma once

namespace clipbox::base {

// The server answers: `systemctl start` returns now.
void NotifyReady();
// SIGTERM was heard: what follows is the drain.
void NotifyStopping();

}  // namespace clipbox::base

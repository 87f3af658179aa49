#include "base/service.h"

#include <systemd/sd-daemon.h>

namespace clipbox::base {

void NotifyReady() { ::sd_notify(0, "READY=1"); }
void NotifyStopping() { ::sd_notify(0, "STOPPING=1"); }

}  // namespace clipbox::base

#include "core/base/thread_priority.h"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

namespace cadenza {

void stepBackBehindTheWindow()
{
    constexpr int kNice = 10;
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice); // on Linux a thread has a priority of its own
    const sched_param unused{};
    sched_setscheduler(0, SCHED_BATCH, &unused);
}

} // namespace cadenza

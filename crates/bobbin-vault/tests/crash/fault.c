/* A disk that fails: loaded before libc (LD_PRELOAD), for the files of a vault, or those whose path holds FAULT_FILES.
 *
 * FAULT says how, FAULT_AT at which of its writes and syncs, counted from 1:
 *   full      from then on writes fail with ENOSPC
 *   broken    from then on writes and syncs fail with EIO
 *   hiccup    that one fails with EIO, the others do not
 *   torn      that write puts half of its bytes on the disk, and the process is gone
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static int is_vault(int file) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    const char *files = getenv("FAULT_FILES");
    return strstr(path, files ? files : "/vault.db") != NULL;
}

/* What is to happen to this call: an error number, -1 for a tear, 0 for nothing. */
static int fate(int file, int writes) {
    int saved = errno, result = 0;
    const char *fault = getenv("FAULT"), *at = getenv("FAULT_AT");
    if (fault && at && is_vault(file)) {
        long call = atomic_fetch_add(&calls, 1) + 1, first = atol(at);
        if (!strcmp(fault, "full") && writes && call >= first) result = ENOSPC;
        if (!strcmp(fault, "broken") && call >= first) result = EIO;
        if (!strcmp(fault, "hiccup") && call == first) result = EIO;
        if (!strcmp(fault, "torn") && writes && call >= first) result = -1;
    }
    errno = saved;
    return result;
}

static ssize_t put(int file, const void *bytes, size_t count, off_t offset, int positioned) {
    int what = fate(file, 1);
    if (what > 0) {
        errno = what;
        return -1;
    }
    size_t length = what < 0 ? count / 2 : count;
    ssize_t written = positioned ? syscall(SYS_pwrite64, file, bytes, length, offset)
                                 : syscall(SYS_write, file, bytes, length);
    if (what < 0) kill(getpid(), SIGKILL);
    return written;
}

static int after_fate(int file, int writes, long (*call)(int, off_t), off_t argument) {
    int what = fate(file, writes);
    if (what > 0) {
        errno = what;
        return -1;
    }
    return (int)call(file, argument);
}

static long do_fsync(int file, off_t unused) { (void)unused; return syscall(SYS_fsync, file); }
static long do_fdatasync(int file, off_t unused) { (void)unused; return syscall(SYS_fdatasync, file); }
static long do_truncate(int file, off_t length) { return syscall(SYS_ftruncate, file, length); }

ssize_t write(int file, const void *bytes, size_t count) { return put(file, bytes, count, 0, 0); }
ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) { return put(file, bytes, count, offset, 1); }
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) { return put(file, bytes, count, offset, 1); }
int fsync(int file) { return after_fate(file, 0, do_fsync, 0); }
int fdatasync(int file) { return after_fate(file, 0, do_fdatasync, 0); }
int ftruncate(int file, off_t length) { return after_fate(file, 0, do_truncate, length); }
int ftruncate64(int file, off64_t length) { return after_fate(file, 0, do_truncate, length); }

/*
 * A disk that fails when a test wants it to: preloaded into a server, it stands between the server
 * and whatever lies in a folder named version-2.
 *
 * DISK_ORDERS names a file that holds one word, which is read anew for each call:
 *   ok           nothing is changed
 *   force-fails  the next force fails with EIO, and those after it seem to work
 *   force-hangs  forces wait until another word is there
 *   read-only    whatever would change a file fails with EROFS
 * Each call that was made to fail or to wait leaves a line in DISK_ORDERS.met.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static int is_ours(const char *path) { return strstr(path, "/version-2") != NULL; }

static int is_our_file(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_ours(path);
}

static int (*real_open(void))(const char *, int, ...) {
    static int (*real)(const char *, int, ...);
    if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    return real;
}

static int ordered(const char *word) {
    const char *file = getenv("DISK_ORDERS");
    if (!file) return 0;
    int fd = real_open()(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    char text[32] = {0};
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    return length > 0 && strcmp(text, word) == 0;
}

static void note(const char *word) {
    char file[4096];
    snprintf(file, sizeof file, "%s.met", getenv("DISK_ORDERS"));
    FILE *out = fopen(file, "a");
    if (out) {
        fprintf(out, "%s\n", word);
        fclose(out);
    }
}

static int refuses_change(void) {
    if (!ordered("read-only")) return 0;
    note("read-only");
    errno = EROFS;
    return 1;
}

static int force(int fd, const char *name) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    if (!is_our_file(fd)) return real(fd);
    if (ordered("force-fails")) {
        static int failed;
        if (!__sync_lock_test_and_set(&failed, 1)) {
            note("force-fails");
            errno = EIO;
            return -1;
        }
    } else if (ordered("force-hangs")) {
        note("force-hangs");
        struct timespec pause = {0, 5 * 1000 * 1000};
        while (ordered("force-hangs")) nanosleep(&pause, NULL);
    }
    return real(fd);
}

int fsync(int fd) { return force(fd, "fsync"); }

int fdatasync(int fd) { return force(fd, "fdatasync"); }

#define CHANGING(fd, name, type, ...)                                          \
    type real = (type)dlsym(RTLD_NEXT, name);                                  \
    return is_our_file(fd) && refuses_change() ? -1 : real(__VA_ARGS__)

typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);
typedef ssize_t (*write_t)(int, const void *, size_t);
typedef int (*truncate_t)(int, off_t);

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    CHANGING(fd, "pwrite64", pwrite_t, fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) {
    CHANGING(fd, "pwrite64", pwrite_t, fd, bytes, count, at);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    CHANGING(fd, "write", write_t, fd, bytes, count);
}

int ftruncate(int fd, off_t length) {
    CHANGING(fd, "ftruncate64", truncate_t, fd, length);
}

int ftruncate64(int fd, off_t length) {
    CHANGING(fd, "ftruncate64", truncate_t, fd, length);
}

static int opened(const char *path, int flags, mode_t mode) {
    if (is_ours(path) && (flags & (O_WRONLY | O_RDWR | O_CREAT)) && refuses_change()) return -1;
    return real_open()(path, flags, mode);
}

#define OPEN(name)                                                             \
    int name(const char *path, int flags, ...) {                               \
        va_list rest;                                                          \
        va_start(rest, flags);                                                 \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                                          \
        return opened(path, flags, mode);                                      \
    }

OPEN(open)
OPEN(open64)

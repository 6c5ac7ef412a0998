/*
 * What a program on the C client does, checked step by step. Prints "restart" when it wants the
 * server killed and started again, and "done" when everything was as it should be.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zookeeper/zookeeper.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int connects, disconnects;
static char last_event[256];

static void fail(const char *what, int rc) {
    printf("FAILED: %s: %d (%s)\n", what, rc, zerror(rc));
    fflush(stdout);
    exit(1);
}

static void expect(int actual, int wanted, const char *what) {
    if (actual != wanted) fail(what, actual);
}

static void check(int condition, const char *what) {
    if (!condition) fail(what, 0);
}

static void on_event(zhandle_t *zh, int type, int state, const char *path, void *context) {
    (void)zh;
    (void)context;
    pthread_mutex_lock(&lock);
    if (type == ZOO_SESSION_EVENT) {
        if (state == ZOO_CONNECTED_STATE) connects++;
        else disconnects++;
    } else {
        const char *name = type == ZOO_CREATED_EVENT   ? "created"
                           : type == ZOO_DELETED_EVENT ? "deleted"
                           : type == ZOO_CHANGED_EVENT ? "changed"
                           : type == ZOO_CHILD_EVENT   ? "child"
                                                       : "other";
        snprintf(last_event, sizeof last_event, "%s %s", name, path);
    }
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void await(int (*holds)(const void *), const void *argument, const char *what) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 60;
    pthread_mutex_lock(&lock);
    while (!holds(argument)) {
        if (pthread_cond_timedwait(&changed, &lock, &until) != 0) {
            printf("FAILED: waited in vain for %s; last event: %s\n", what, last_event);
            fflush(stdout);
            exit(1);
        }
    }
    pthread_mutex_unlock(&lock);
}

static int connected_again(const void *times) { return connects >= *(const int *)times; }
static int event_is(const void *text) { return strcmp(last_event, text) == 0; }

static void await_event(const char *text) { await(event_is, text, text); }

static int retried_exists(zhandle_t *zh, const char *path, struct Stat *stat) {
    int rc;
    for (int i = 0; i < 600; i++) {
        rc = zoo_exists(zh, path, 0, stat);
        if (rc != ZCONNECTIONLOSS && rc != ZOPERATIONTIMEOUT) return rc;
        usleep(100 * 1000);
    }
    return rc;
}

int main(int argc, char **argv) {
    char path[256], data[256];
    int length;
    struct Stat stat;
    struct String_vector names;
    struct ACL_vector acl;

    check(argc == 2, "usage: client host:port");
    zoo_set_debug_level(ZOO_LOG_LEVEL_ERROR);
    zhandle_t *zh = zookeeper_init(argv[1], on_event, 30000, NULL, NULL, 0);
    check(zh != NULL, "zookeeper_init");
    int once = 1;
    await(connected_again, &once, "the connection");

    /* create, get, set, list, exists, delete */
    expect(zoo_create(zh, "/c", "one", 3, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path), ZOK, "create");
    check(strcmp(path, "/c") == 0, "the created path");
    expect(zoo_create(zh, "/c", "one", 3, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path), ZNODEEXISTS, "create twice");
    expect(zoo_create(zh, "/no/such", "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path), ZNONODE, "create an orphan");
    length = sizeof data;
    expect(zoo_get(zh, "/c", 0, data, &length, &stat), ZOK, "get");
    check(length == 3 && memcmp(data, "one", 3) == 0 && stat.version == 0, "the data");
    expect(zoo_set2(zh, "/c", "two!", 4, 0, &stat), ZOK, "set");
    check(stat.version == 1 && stat.dataLength == 4, "the stat after set");
    expect(zoo_set(zh, "/c", "x", 1, 0), ZBADVERSION, "set with an old version");
    expect(zoo_create(zh, "/c/a", NULL, -1, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path), ZOK, "create a child");
    expect(zoo_get_children2(zh, "/c", 0, &names, &stat), ZOK, "list");
    check(names.count == 1 && strcmp(names.data[0], "a") == 0 && stat.numChildren == 1, "the children");
    deallocate_String_vector(&names);
    expect(zoo_delete(zh, "/c", -1), ZNOTEMPTY, "delete a parent");
    expect(zoo_delete(zh, "/c/a", 0), ZOK, "delete");
    expect(zoo_exists(zh, "/c/a", 0, &stat), ZNONODE, "exists after delete");

    /* sequential and ephemeral */
    expect(zoo_create(zh, "/c/s-", "", 0, &ZOO_OPEN_ACL_UNSAFE, ZOO_SEQUENCE, path, sizeof path), ZOK, "create sequential");
    check(strcmp(path, "/c/s-0000000001") == 0, path);
    expect(zoo_create(zh, "/c/e", "", 0, &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, path, sizeof path), ZOK, "create ephemeral");
    expect(zoo_exists(zh, "/c/e", 0, &stat), ZOK, "exists");
    check(stat.ephemeralOwner == zoo_client_id(zh)->client_id, "the owner");
    expect(zoo_create(zh, "/c/e/x", "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path), ZNOCHILDRENFOREPHEMERALS, "create below an ephemeral");

    /* watches */
    expect(zoo_exists(zh, "/c/w", 1, &stat), ZNONODE, "watch a missing node");
    expect(zoo_create(zh, "/c/w", "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path), ZOK, "create the watched");
    await_event("created /c/w");
    length = sizeof data;
    expect(zoo_get(zh, "/c/w", 1, data, &length, &stat), ZOK, "watch data");
    expect(zoo_set(zh, "/c/w", "v", 1, -1), ZOK, "set the watched");
    await_event("changed /c/w");
    expect(zoo_get_children(zh, "/c", 1, &names), ZOK, "watch children");
    deallocate_String_vector(&names);
    expect(zoo_delete(zh, "/c/w", -1), ZOK, "delete the watched");
    await_event("child /c");

    /* multi */
    zoo_op_t ops[3];
    zoo_op_result_t results[3];
    char first[64];
    zoo_create_op_init(&ops[0], "/c/m", "m", 1, &ZOO_OPEN_ACL_UNSAFE, 0, first, sizeof first);
    zoo_set_op_init(&ops[1], "/c/m", "mm", 2, 0, &stat);
    zoo_check_op_init(&ops[2], "/c/m", 1);
    expect(zoo_multi(zh, 3, ops, results), ZOK, "multi");
    zoo_delete_op_init(&ops[0], "/c/m", -1);
    zoo_delete_op_init(&ops[1], "/c/none", -1);
    expect(zoo_multi(zh, 2, ops, results), ZNONODE, "a multi that fails");
    check(results[0].err == ZOK && results[1].err == ZNONODE, "the results of a multi that fails");
    expect(zoo_exists(zh, "/c/m", 0, &stat), ZOK, "nothing of a failed multi is done");

    /* ACL and auth */
    expect(zoo_create(zh, "/c/mine", "", 0, &ZOO_CREATOR_ALL_ACL, 0, path, sizeof path), ZINVALIDACL, "an auth ACL of nobody");
    expect(zoo_add_auth(zh, "digest", "ann:pw", 6, NULL, NULL), ZOK, "add_auth");
    expect(zoo_create(zh, "/c/mine", "", 0, &ZOO_CREATOR_ALL_ACL, 0, path, sizeof path), ZOK, "create with an auth ACL");
    expect(zoo_get_acl(zh, "/c/mine", &acl, &stat), ZOK, "get_acl");
    check(acl.count == 1 && strcmp(acl.data[0].id.scheme, "digest") == 0
              && strncmp(acl.data[0].id.id, "ann:", 4) == 0, "the expanded ACL");
    deallocate_ACL_vector(&acl);
    int twice = 2;
    zhandle_t *other = zookeeper_init(argv[1], on_event, 30000, NULL, NULL, 0);
    await(connected_again, &twice, "the second connection");
    length = sizeof data;
    expect(zoo_get(other, "/c/mine", 0, data, &length, &stat), ZNOAUTH, "get without rights");
    expect(zoo_set_acl(zh, "/c/mine", -1, &ZOO_READ_ACL_UNSAFE), ZOK, "set_acl");
    length = sizeof data;
    expect(zoo_get(other, "/c/mine", 0, data, &length, &stat), ZOK, "get with rights");
    expect(zoo_set(other, "/c/mine", "", 0, -1), ZNOAUTH, "set without rights");
    zookeeper_close(other);

    /* the server is killed: the session and its ephemeral live on, the watch fires */
    expect(zoo_exists(zh, "/c/later", 1, &stat), ZNONODE, "watch before the restart");
    pthread_mutex_lock(&lock);
    int next = connects + 1;
    pthread_mutex_unlock(&lock);
    int64_t session = zoo_client_id(zh)->client_id;
    printf("restart\n");
    fflush(stdout);
    await(connected_again, &next, "the connection after the restart");
    expect(retried_exists(zh, "/c/e", &stat), ZOK, "the ephemeral after the restart");
    check(stat.ephemeralOwner == session && zoo_client_id(zh)->client_id == session, "the session after the restart");
    expect(zoo_create(zh, "/c/later", "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path), ZOK, "create after the restart");
    await_event("created /c/later");

    expect(zookeeper_close(zh), ZOK, "close");
    printf("done\n");
    return 0;
}

// What a program on node-zookeeper-client does, checked step by step.
// Prints "restart" when it wants the server killed and started again, and "done" at the end.
'use strict';
const assert = require('assert');
const zookeeper = require('node-zookeeper-client');
const {ACL, CreateMode, Event, Exception, Id, Permission, State} = zookeeper;

const hosts = process.argv[2];
const patience = setTimeout(() => {
    console.log('FAILED: no end after two minutes');
    process.exit(1);
}, 120000);

function call(client, method, ...args) {
    return new Promise((resolve, reject) =>
        client[method](...args, (error, ...results) =>
            error ? reject(error) : resolve(results)));
}

async function refuses(code, promise) {
    await assert.rejects(promise, error => {
        assert.strictEqual(error.getCode(), Exception[code], `${error} is not ${code}`);
        return true;
    });
}

// A watcher, and a promise of its event.
function watcher() {
    let watch;
    const event = new Promise(resolve => { watch = resolve; });
    return [watch, event];
}

function commit(transaction) {
    return new Promise((resolve, reject) =>
        transaction.commit((error, results) => error ? reject(error) : resolve(results)));
}

function connect() {
    const client = zookeeper.createClient(hosts, {sessionTimeout: 30000});
    return new Promise(resolve => {
        client.once('connected', () => resolve(client));
        client.connect();
    });
}

async function main() {
    const client = await connect();

    // create, get, set, list, exists, delete
    assert.deepStrictEqual(await call(client, 'create', '/js', Buffer.from('one')), ['/js']);
    await refuses('NODE_EXISTS', call(client, 'create', '/js'));
    await refuses('NO_NODE', call(client, 'create', '/no/such'));
    let [data, stat] = await call(client, 'getData', '/js');
    assert.strictEqual(data.toString(), 'one');
    assert.strictEqual(stat.version, 0);
    [stat] = await call(client, 'setData', '/js', Buffer.from('two!'), 0);
    assert.strictEqual(stat.version, 1);
    await refuses('BAD_VERSION', call(client, 'setData', '/js', Buffer.from('x'), 0));
    await call(client, 'mkdirp', '/js/a/b');
    let [names] = await call(client, 'getChildren', '/js');
    assert.deepStrictEqual(names, ['a']);
    await refuses('NOT_EMPTY', call(client, 'remove', '/js/a', -1));
    await call(client, 'removeRecursive', '/js/a');
    [stat] = await call(client, 'exists', '/js/a');
    assert.strictEqual(stat, null);

    // sequential and ephemeral
    assert.deepStrictEqual(
        await call(client, 'create', '/js/s-', null, CreateMode.PERSISTENT_SEQUENTIAL),
        ['/js/s-0000000001']);
    await call(client, 'create', '/js/e', null, CreateMode.EPHEMERAL);
    [stat] = await call(client, 'exists', '/js/e');
    const session = client.getSessionId().toString('hex');
    assert.strictEqual(stat.ephemeralOwner.toString('hex'), session);
    await refuses('NO_CHILDREN_FOR_EPHEMERALS', call(client, 'create', '/js/e/x'));

    // watches
    let [watch, event] = watcher();
    await call(client, 'exists', '/js/w', watch);
    await call(client, 'create', '/js/w');
    assert.strictEqual((await event).getType(), Event.NODE_CREATED);
    [watch, event] = watcher();
    await call(client, 'getData', '/js/w', watch);
    await call(client, 'setData', '/js/w', Buffer.from('v'), -1);
    assert.strictEqual((await event).getType(), Event.NODE_DATA_CHANGED);
    [watch, event] = watcher();
    await call(client, 'getChildren', '/js', watch);
    await call(client, 'remove', '/js/w', -1);
    assert.strictEqual((await event).getType(), Event.NODE_CHILDREN_CHANGED);

    // multi
    const results = await commit(client.transaction()
        .create('/js/m', Buffer.from('m'))
        .setData('/js/m', Buffer.from('mm'), 0)
        .check('/js/m', 1));
    assert.strictEqual(results.length, 3);
    await assert.rejects(commit(client.transaction().remove('/js/m', -1).remove('/js/none', -1)));
    [stat] = await call(client, 'exists', '/js/m');
    assert.ok(stat, 'nothing of a failed multi is done');

    // ACL and auth
    await refuses('INVALID_ACL', call(client, 'create', '/js/mine', null, ACL.CREATOR_ALL_ACL));
    client.addAuthInfo('digest', Buffer.from('ann:pw'));
    await call(client, 'create', '/js/mine', null, ACL.CREATOR_ALL_ACL);
    const [acls] = await call(client, 'getACL', '/js/mine');
    assert.strictEqual(acls[0].id.scheme, 'digest');
    assert.ok(acls[0].id.id.startsWith('ann:'));
    const other = await connect();
    await refuses('NO_AUTH', call(other, 'getData', '/js/mine'));
    await call(client, 'setACL', '/js/mine',
        [new ACL(Permission.READ, Id.ANYONE_ID_UNSAFE)], -1);
    await call(other, 'getData', '/js/mine');
    await refuses('NO_AUTH', call(other, 'setData', '/js/mine', Buffer.from('x'), -1));
    other.close();

    // the server is killed: the session and its ephemeral live on
    const again = new Promise(resolve =>
        client.once('disconnected', () => client.once('connected', resolve)));
    console.log('restart');
    await again;
    assert.strictEqual(client.getSessionId().toString('hex'), session);
    [stat] = await call(client, 'exists', '/js/e');
    assert.strictEqual(stat.ephemeralOwner.toString('hex'), session);
    [watch, event] = watcher();
    await call(client, 'exists', '/js/later', watch);
    await call(client, 'create', '/js/later');
    assert.strictEqual((await event).getType(), Event.NODE_CREATED);
    assert.strictEqual(client.getState(), State.SYNC_CONNECTED);

    client.close();
    clearTimeout(patience);
    console.log('done');
}

main().catch(error => {
    console.log('FAILED: ' + (error.stack || error));
    process.exit(1);
});

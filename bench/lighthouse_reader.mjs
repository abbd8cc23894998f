// Runs Lighthouse's own tests with stand-ins for what they import, and writes down what
// they hand to an audit and what they expect of it: one JSON object a line.
//
//     node lighthouse_reader.mjs TEST.js …          unit tests of audits
//     node lighthouse_reader.mjs --smoke DEF.js …   smoke test definitions

import fs from 'node:fs';
import vm from 'node:vm';

const IMPORTS = /^import [\s\S]*?;$/gm;
const AUDIT = /^import (\w+) from '[./]*audits\/\w+\/([\w-]+)\.js';$/m;

/** What stands for an audit's result: any property of it, at any depth. */
const known = new WeakMap();

function part(record, path) {
  const proxy = new Proxy(() => {}, {
    get: (_, key) => property(record, path, key),
    apply: () => part(record, [...path, '()']),
  });
  known.set(proxy, {record, path: path.join('.')});
  return proxy;
}

function property(record, path, key) {
  if (typeof key === 'symbol') return undefined;
  if (key !== 'then') return part(record, [...path, key]);
  // Only what an audit returns is a promise, and resolves to what is none.
  if (path.length) return undefined;
  return resolve => Promise.resolve().then(() => resolve(part(record, ['result'])));
}

function note(actual, expected) {
  const found = known.get(actual);
  if (!found) return;
  found.record.expected[found.path.replace(/^result\.?/, '')] = expected;
}

function standIns(audit, records) {
  let test = '';
  const pending = [];
  const run = artifacts => {
    const record = {audit, test, artifacts, expected: {}};
    records.push(record);
    return part(record, []);
  };
  const assert = {
    equal(actual, expected, message) {
      note(actual, expected);
      if (message && known.has(actual)) known.get(actual).record.message = message;
    },
    ok() {},
    throws(run) {
      const before = records.length;
      run();
      for (const record of records.slice(before)) record.expected.throws = true;
    },
  };
  const matchers = actual => new Proxy({}, {
    get(_, name) {
      if (name === 'rejects') return matchers(actual);
      return name === 'toHaveLength' ?
        length => note(actual.length, length) : () => undefined;
    },
  });
  return {
    pending,
    globals: {
      assert, expect: matchers, TheAudit: {audit: run},
      networkRecordsToDevtoolsLog: records => records,
      describe: (_, body) => body(),
      it(name, body) {
        test = name;
        pending.push(body());
      },
    },
  };
}

async function unitTests(file) {
  const text = fs.readFileSync(file, 'utf8');
  const [, identifier, audit] = text.match(AUDIT);
  const records = [];
  const {globals, pending} = standIns(audit, records);
  const body = `const ${identifier} = TheAudit;\n` + text.replace(IMPORTS, '');
  vm.runInNewContext(body, globals);
  await Promise.all(pending);
  return records;
}

function smokeTest(file) {
  const text = fs.readFileSync(file, 'utf8').replace(IMPORTS, '');
  const globals = {URLSearchParams, result: null};
  vm.runInNewContext(text.replace('export default', 'result ='), globals);
  return [globals.result];
}

const isSmoke = process.argv[2] === '--smoke';
for (const file of process.argv.slice(isSmoke ? 3 : 2)) {
  const records = isSmoke ? smokeTest(file) : await unitTests(file);
  for (const record of records) console.log(JSON.stringify(record));
}

// Runs the public HTTP cache tests: node run-suite.mjs SUITE_FOLDER [TEST_ID ...]
// Its origin listens on a free port of 127.0.0.1, which is the first line written. The address of the cache under test is
// then read from the first line of standard input, and the last line written is the results as JSON.
import http from 'node:http'
import { createInterface } from 'node:readline'
import { engineOf, load, suitesOf } from './suite.mjs'

const [folder, ...chosen] = process.argv.slice(2)
const engine = engineOf(folder)
const suites = await suitesOf(folder)
console.warn = console.error
console.log = console.error // the suite's own remarks; standard output is ours

const handlers = Object.fromEntries(await Promise.all(['config', 'state', 'test'].map(async name =>
  [name, (await load(engine, `server/handle-${name}.mjs`)).default])))
const origin = http.createServer((request, response) => {
  const [name, ...segments] = new URL(request.url, 'http://origin').pathname.slice(1).split('/')
  if (Object.hasOwn(handlers, name)) return handlers[name](segments, request, response)
  response.writeHead(404).end()
})
origin.listen(0, '127.0.0.1', () => process.stdout.write(`${origin.address().port}\n`))

const base = await new Promise(resolve => createInterface(process.stdin).once('line', resolve))
const { runTests, getResults } = await load(engine, 'client/runner.mjs')
const wanted = suites.map(suite => ({
  ...suite, tests: suite.tests.filter(test => chosen.length === 0 || chosen.includes(test.id))
}))
const together = 100
await (engine === folder ? runTests(wanted, fetch, false, base, together) : runTests(wanted, false, base, together))

// Random ids would make every run differ.
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
process.stdout.write(JSON.stringify(getResults()).replace(uuid, 'UUID') + '\n')
process.exit(0)

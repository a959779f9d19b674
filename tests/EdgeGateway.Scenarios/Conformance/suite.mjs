// What the public HTTP cache tests consist of, and how their results are counted, for either edition of the suite:
// the npm package (client/, server/ at its root) and a checkout of its repository (test-engine/).
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export const engineOf = folder => existsSync(join(folder, 'test-engine')) ? join(folder, 'test-engine') : folder

export const load = (folder, file) => import(pathToFileURL(join(folder, file)))

/** The groups of tests that a shared cache in front of an origin is asked to pass. */
export async function suitesOf (folder) {
  const suites = [...(await load(folder, 'tests/index.mjs')).default]
  // The npm package keeps this group apart from its index; its own command line adds it as well.
  const surrogate = 'tests/surrogate-control.mjs'
  if (existsSync(join(folder, surrogate))) suites.push((await load(folder, surrogate)).default)
  return suites.map(suite => ({ ...suite, tests: suite.tests.filter(test => test.browser_only !== true) }))
}

const kindOf = test => test.kind ?? 'required'

/** A test whose dependency did not pass says nothing, whatever it says: the suite itself counts that way. */
function judge (tests, results) {
  const passes = id => results[id] === true && (tests.get(id).depends_on ?? []).every(passes)
  return passes
}

export function count (suites, results) {
  const tests = new Map(suites.flatMap(suite => suite.tests).map(test => [test.id, test]))
  const passes = judge(tests, results)
  const among = chosen => `${chosen.filter(test => passes(test.id)).length}/${chosen.length}`
  const all = [...tests.values()]
  const targeted = suites.find(suite => suite.id === 'cdn-cache-control')
  return {
    required: among(all.filter(test => kindOf(test) === 'required')),
    optional: among(all.filter(test => kindOf(test) === 'optimal')),
    behaviour: among(all.filter(test => kindOf(test) === 'check')),
    'CDN-Cache-Control': targeted ? among(targeted.tests.filter(test => kindOf(test) !== 'check')) : '-',
    failed: all.filter(test => kindOf(test) !== 'check' && !passes(test.id)).map(test => `${kindOf(test)}: ${test.id}`)
  }
}

/** Our results beside those that the suite's folder publishes, as a markdown table. */
export async function table (folder, suites, ours) {
  const rivals = (await load(folder, 'results/index.mjs')).default.filter(rival => rival.type !== 'browser')
  const rows = rivals.map(rival => [
    `${rival.name} ${rival.version}`, count(suites, JSON.parse(readFileSync(join(folder, 'results', rival.file))))
  ])
  rows.sort((a, b) => parseInt(b[1].required) - parseInt(a[1].required))
  const columns = ['required', 'optional', 'CDN-Cache-Control', 'behaviour']
  return [
    `| | ${columns.join(' | ')} |`,
    `|---|${'---|'.repeat(columns.length)}`,
    ...[['**EdgeGateway**', count(suites, ours)], ...rows].map(([name, counted]) =>
      `| ${name} | ${columns.map(column => counted[column]).join(' | ')} |`)
  ].join('\n')
}

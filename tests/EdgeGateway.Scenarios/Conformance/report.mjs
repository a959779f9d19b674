// Prints our results beside those of others: node report.mjs SUITE_FOLDER RESULTS.json
import { readFileSync } from 'node:fs'
import { count, suitesOf, table } from './suite.mjs'

const [folder, file] = process.argv.slice(2)
const suites = await suitesOf(folder)
const ours = JSON.parse(readFileSync(file))
console.log(await table(folder, suites, ours))
for (const failed of count(suites, ours).failed) console.log(`not passed: ${failed}`)

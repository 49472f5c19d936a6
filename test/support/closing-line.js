const { mkdirSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');

const ARTIFACTS = join(__dirname, '../../artifacts');

/**
 * A Jest reporter for machines that read the end of a log: every test that failed, by name, and one plain line as its last word,
 * `N passed, N failed`. The files that failed are listed in artifacts/failed-tests.
 */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const files = results.testResults.filter((file) => file.numFailingTests > 0 || file.testExecError);
    const names = files.flatMap(failuresOf);
    mkdirSync(ARTIFACTS, { recursive: true });
    writeFileSync(join(ARTIFACTS, 'failed-tests'), files.map((file) => `${pathOf(file)}\n`).join(''));
    // A file that could not even be loaded has no tests: it counts as one failure.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.stdout.write(`\n${names.join('\n')}\n${results.numPassedTests} passed, ${failed} failed\n`);
  }
};

const pathOf = ({ testFilePath }) => relative(process.cwd(), testFilePath);

function failuresOf(file) {
  if (file.testExecError) return [`failed: ${pathOf(file)}: ${firstLine(file.testExecError.message)}`];
  return file.testResults
    .filter(({ status }) => status === 'failed')
    .map((test) => `failed: ${pathOf(file)}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
}

const firstLine = (text) => String(text).split('\n', 1)[0];

const { relative } = require('node:path');

/** Jest reporter that ends the log with the name of each failed test and the line `N passed, N failed`. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const files = results.testResults.filter((file) => file.numFailingTests > 0 || file.testExecError);
    const names = files.flatMap(failuresOf);
    // A file that failed to load has no tests, and counts as one failure.
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
